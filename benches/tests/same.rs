//! The servers that are compared do the same.

use specwright_benches::{
    generated, handwritten,
    requests::{answer, measured, refused},
};

#[tokio::test]
async fn both_give_the_same_answer_to_what_is_measured() -> Result<(), http::Error> {
    let (ours, theirs) = (generated::router(), handwritten::router());
    for sample in measured() {
        let ours = answer(&ours, sample.request()?).await;
        let theirs = answer(&theirs, sample.request()?).await;
        assert!(ours.0.is_success(), "{}: {}", sample.name, ours.0);
        assert_eq!(ours, theirs, "{}", sample.name);
    }
    Ok(())
}

#[tokio::test]
async fn both_refuse_what_is_wrong() -> Result<(), http::Error> {
    let (ours, theirs) = (generated::router(), handwritten::router());
    for sample in refused() {
        let (ours, _) = answer(&ours, sample.request()?).await;
        let (theirs, _) = answer(&theirs, sample.request()?).await;
        assert!(ours.is_client_error(), "{}: {ours}", sample.name);
        assert_eq!(ours, theirs, "{}", sample.name);
    }
    Ok(())
}

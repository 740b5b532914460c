//! Published documents are read without an error.

mod common;

/// Documents that cannot be read alone or at all, and why.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn published_documents_are_read() {
    let Some(corpus) = common::corpus() else {
        println!("skipped: the corpus is not beside the checkout");
        return;
    };
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut failed = Vec::new();
    for listed in common::manifest(&corpus) {
        if listed.expect != "generate" || !listed.document.contains(&only) {
            continue;
        }
        let read = common::read_file(&corpus.join(&listed.document));
        let expected = EXCEPTIONS.iter().any(|(name, _)| *name == listed.document);
        match read.errors() {
            Some(errors) if !expected => {
                println!("== {}\n{errors}", listed.document);
                failed.push(listed.document);
            }
            None if expected => failed.push(format!("{}: no exception any more", listed.document)),
            _ => {}
        }
        if std::env::var("SHOW").is_ok() {
            println!("== {}", read.rendered());
        }
    }
    assert!(failed.is_empty(), "{} documents: {failed:#?}", failed.len());
}

//! What is set on the client holds for each call, unless the call says
//! otherwise.

use std::time::Duration;

use specwright::client::Timeout;

use crate::{
    fake::{Fake, wait},
    wide::client::Client,
};

fn client() -> Client {
    Client::with_transport("https://api.example", Fake::answering(204, &[], "")).unwrap()
}

#[test]
fn headers_of_the_client_and_of_the_call() {
    let client = client()
        .with_header("X-A", "client")
        .with_header("User-Agent", "mine/1");
    let request = client.get_pet(1).build_request().unwrap();
    assert_eq!(request.headers()["x-a"], "client");
    assert_eq!(request.headers()["user-agent"], "mine/1");
    let request = client
        .get_pet(1)
        .with_header("x-a", "call")
        .with_header("accept", "*/*");
    let request = request.build_request().unwrap();
    assert_eq!(request.headers()["x-a"], "call");
    assert_eq!(request.headers().get_all("x-a").iter().count(), 1);
    assert_eq!(request.headers()["accept"], "*/*");
}

#[test]
fn a_header_that_is_none_is_reported_by_the_call() {
    let client = client().with_header("not a name", "x");
    let error = wait(client.get_pet(1).send()).unwrap_err();
    assert!(error.to_string().contains("`not a name`"), "{error}");
}

#[test]
fn time_limits() {
    let of = |request: &specwright::client::http::Request<_>| {
        request.extensions().get::<Timeout>().map(|limit| limit.0)
    };
    let (one, two) = (Duration::from_secs(1), Duration::from_secs(2));
    assert_eq!(of(&client().get_pet(1).build_request().unwrap()), None);
    let client = client().with_timeout(one);
    assert_eq!(of(&client.get_pet(1).build_request().unwrap()), Some(one));
    assert_eq!(
        of(&client.get_pet(1).with_timeout(two).build_request().unwrap()),
        Some(two)
    );
}

#[test]
fn an_answer_over_the_limit_is_refused() {
    let fake = Fake::answering(200, crate::fake::JSON, r#"{"id":1,"name":"Rex"}"#);
    let client = Client::with_transport("https://api.example", fake).unwrap();
    assert!(wait(client.get_pet(1).send()).is_ok());
    let error = wait(client.with_answer_limit(20).get_pet(1).send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer is larger than the limit of 20 bytes"
    );
    assert!(!error.is_retryable());
}

#[test]
fn base_urls() {
    for (base, expected) in [
        ("http://a.example", "http://a.example/pets/1"),
        ("http://a.example/", "http://a.example/pets/1"),
        ("http://a.example:81/v1/", "http://a.example:81/v1/pets/1"),
    ] {
        let client = Client::with_transport(base, Fake::answering(204, &[], "")).unwrap();
        let request = client.get_pet(1).build_request().unwrap();
        assert_eq!(request.uri().to_string(), expected);
    }
    let error = Client::new("https://user:secret@a.example").unwrap_err();
    assert!(
        error.to_string().contains("user information") && !error.to_string().contains("secret")
    );
}

#[test]
fn groups_are_the_same_client() {
    let client = client().with_header("x-a", "1");
    let request = client.pets().get_pet(1).build_request().unwrap();
    assert_eq!(request.headers()["x-a"], "1");
    let request = client.orders().report(&["a"], "b").build_request().unwrap();
    assert_eq!(request.uri().path(), "/reports/a.b");
}

#[test]
fn clients_and_calls_are_sendable_and_show_no_values() {
    fn check<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn sendable<T: Send + 'static>(_: &T) {}
    let client = client()
        .api_key("hunter2")
        .basic("me", "hunter2")
        .with_header("x", "hunter2");
    check(&client);
    let call = client.report(&["hunter2"], "x");
    check(&call);
    sendable(&call.clone().send());
    let shown = format!("{client:?} {call:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(
        shown.contains("ApiKey") && shown.contains("/reports/{name}{ext}"),
        "{shown}"
    );
}

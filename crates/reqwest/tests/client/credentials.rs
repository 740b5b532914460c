//! Credentials go where an operation asks for them, and nowhere else.

use specwright::client::{Error, RequestError, http::HeaderMap};

use crate::{
    fake::{Fake, wait},
    wide::{client::Client, models::NewPet},
};

fn client() -> Client {
    Client::with_transport("https://api.example", Fake::answering(204, &[], "")).unwrap()
}

fn pet() -> NewPet {
    NewPet {
        name: "Rex".to_owned(),
        weight: None,
    }
}

/// The headers of an operation that asks for `ApiKey` and `OAuth`, or `Basic`,
/// or `Bearer`, or `Hoba`, or `Mutual`.
fn headers(client: &Client) -> HeaderMap {
    client
        .create_pet(&pet())
        .build_request()
        .unwrap()
        .headers()
        .clone()
}

#[test]
fn the_first_alternative_whose_credentials_are_all_set() {
    let both = client().api_key("k").oauth("t").basic("u", "p").bearer("b");
    assert_eq!(headers(&both)["x-api-key"], "k");
    assert_eq!(headers(&both)["authorization"], "Bearer t");
    // One of two is not enough.
    let half = client().api_key("k").basic("Aladdin", "open sesame");
    assert_eq!(
        headers(&half)["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert!(!headers(&half).contains_key("x-api-key"));
    assert_eq!(
        headers(&client().bearer("b").hoba("h"))["authorization"],
        "Bearer b"
    );
    assert_eq!(
        headers(&client().hoba("result=1"))["authorization"],
        "HOBA result=1"
    );
    // Mutual TLS is the transport's business.
    assert!(!headers(&client()).contains_key("authorization"));
}

#[test]
fn query_and_cookie_keys() {
    let request = client()
        .query_key("k&y")
        .get_pet(1)
        .build_request()
        .unwrap();
    assert_eq!(request.uri().query(), Some("key=k%26y"));
    let request = client().session("s%1").get_pet(1).build_request().unwrap();
    assert_eq!(request.headers()["cookie"], "sid=s%1");
    assert!(request.headers()["cookie"].is_sensitive());
}

#[test]
fn anonymous_access_sends_credentials_only_if_there_are_any() {
    let request = client().get_pet(1).build_request().unwrap();
    assert_eq!(request.uri().query(), None);
    let request = client().query_key("k").get_pet(1).build_request().unwrap();
    assert_eq!(request.uri().query(), Some("key=k"));
}

#[test]
fn an_operation_that_asks_for_nothing_gets_nothing() {
    let all = client()
        .api_key("k")
        .query_key("q")
        .session("s")
        .basic("u", "p")
        .bearer("b");
    let request = all.upload().build_request().unwrap();
    assert_eq!(request.uri().query(), None);
    for name in ["x-api-key", "authorization", "cookie"] {
        assert!(!request.headers().contains_key(name), "{name}");
    }
}

#[test]
fn secrets_are_marked() {
    let headers = headers(&client().api_key("k").oauth("t"));
    assert!(headers["x-api-key"].is_sensitive());
    assert!(headers["authorization"].is_sensitive());
    assert!(!headers["accept"].is_sensitive());
}

#[test]
fn missing_credentials_are_named() {
    let fake = Fake::answering(200, &[], "");
    let client = crate::seed::client::Client::with_transport("https://api.example", fake.clone());
    let client = client.unwrap();
    let error = wait(client.link_oauth2_account("a", "b").send()).unwrap_err();
    assert!(matches!(
        error,
        Error::Request(RequestError::MissingCredentials { .. })
    ));
    assert_eq!(
        error.to_string(),
        "`linked-accounts-link_oauth2_account` asks for credentials that are not set: `APIKeyHeader`"
    );
    assert!(fake.is_untouched());

    // Given by hand, or added by the transport: nothing is missing.
    let call = client
        .link_oauth2_account("a", "b")
        .with_header("x-api-key", "by hand");
    assert_eq!(
        call.build_request().unwrap().headers()["x-api-key"],
        "by hand"
    );
    let client = client.with_transport_credentials();
    assert!(client.link_oauth2_account("a", "b").build_request().is_ok());
}

#[test]
fn credentials_that_no_header_can_hold() {
    for client in [
        client().bearer("a\nb"),
        client().bearer(""),
        client().basic("a:b", "c"),
        client().basic("a", "b\0"),
        client().api_key("a\r\nb").oauth("t"),
        client().api_key("").oauth("t"),
    ] {
        let error = client.create_pet(&pet()).build_request().unwrap_err();
        assert!(
            matches!(error, RequestError::Credential { .. }),
            "{error:?}"
        );
        assert!(!format!("{error} {error:?}").contains("a:b"));
    }
}

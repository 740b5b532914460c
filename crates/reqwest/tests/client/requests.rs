//! What is sent for which values, and what is refused before sending.

use specwright::{
    client::{Error, OperationInfo, RequestError, Timeout, http},
    codegen::NO_FACETS,
    json::{self, Mode},
};

use crate::{
    fake::{Fake, wait},
    wide::{
        client::Client,
        models::{NewPet, Status},
    },
};

const NONE: &[&str] = &[];

fn client() -> Client {
    let fake = Fake::answering(204, &[], "");
    Client::with_transport("https://api.example/v1", fake)
        .unwrap()
        .with_transport_credentials()
}

fn uri<B>(request: Result<http::Request<B>, RequestError>) -> String {
    request.map_or_else(
        |error| error.to_string(),
        |request| request.uri().to_string(),
    )
}

#[test]
#[expect(deprecated)]
fn query_parameters() {
    let call = || client().list_pets();
    // What an answer had can be sent back.
    let later = json::from_slice::<Status>("\"n\u{e4}w\"".as_bytes(), Mode::Tolerant, NO_FACETS);
    for (request, expected) in [
        (call().build_request(), ""),
        (call().limit(-5).build_request(), "?limit=-5"),
        (
            call().tags(&["a b", "c+d", "e&f=g"]).build_request(),
            "?tags=a%20b&tags=c%2Bd&tags=e%26f%3Dg",
        ),
        (call().tags(NONE).build_request(), ""),
        (call().tags(&[""]).build_request(), "?tags="),
        (call().ids(&[1, 2, 3]).build_request(), "?ids=1,2,3"),
        (
            call().names(&["a", "b,c"]).build_request(),
            "?names=a%7Cb%2Cc",
        ),
        (call().status(Status::Sold).build_request(), "?status=sold"),
        (
            call().status(later.unwrap()).build_request(),
            "?status=n%C3%A4w",
        ),
        (call().send_param(true).build_request(), "?send=true"),
        (call().ratio(0.5).build_request(), "?ratio=0.5"),
        (call().password("p w").build_request(), "?password=p%20w"),
        // The last one counts, and the order is that of the document.
        (
            call().send_param(true).limit(1).limit(2).build_request(),
            "?limit=2&send=true",
        ),
    ] {
        assert_eq!(
            uri(request),
            format!("https://api.example/v1/pets{expected}")
        );
    }
}

#[test]
fn path_parameters() {
    let call = |names: &[&str], ext: &str| client().report(names, ext).build_request();
    for (request, expected) in [
        (call(&["a", "b"], "csv"), "/reports/a,b.csv"),
        (call(&["a/b", "c,d"], "x%y"), "/reports/a%2Fb,c%2Cd.x%25y"),
        (call(&["\u{20ac} ?#"], "a"), "/reports/%E2%82%AC%20%3F%23.a"),
    ] {
        assert_eq!(uri(request), format!("https://api.example/v1{expected}"));
    }
    assert_eq!(
        uri(client().get_pet(7).build_request()),
        "https://api.example/v1/pets/7"
    );
}

#[test]
#[expect(deprecated)]
fn headers_and_cookies() {
    let request = client()
        .list_pets()
        .x_request_id("r\u{e4} 1")
        .crumbs(&["a;b", "c"])
        .build_request();
    let request = request.unwrap();
    assert_eq!(
        request.headers()["x-request-id"].as_bytes(),
        "r\u{e4} 1".as_bytes()
    );
    assert_eq!(request.headers()["cookie"], "crumbs=a%3Bb; crumbs=c");
    assert_eq!(
        request.headers()["accept"],
        "application/json, application/problem+json"
    );
    assert!(
        request.headers()["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("specwright/")
    );
    assert!(!request.headers().contains_key("content-type"));
}

#[test]
fn bodies() {
    let pet = NewPet {
        name: "Rex".to_owned(),
        weight: None,
    };
    let request = client().create_pet(&pet).build_request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"name":"Rex"}"#);

    let request = client().upload().body("bytes").build_request().unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/octet-stream"
    );
    assert_eq!(request.body().as_bytes().unwrap(), "bytes");

    let request = client().upload().build_request().unwrap();
    assert!(!request.headers().contains_key("content-type"));
    assert!(request.body().as_bytes().unwrap().is_empty());
}

#[test]
#[expect(deprecated)]
fn what_cannot_be_sent_is_refused_before_sending() {
    let call = || client().list_pets();
    let nan = NewPet {
        name: String::new(),
        weight: Some(f64::NAN),
    };
    for (request, says) in [
        (
            client().report(NONE, "x").build_request(),
            "the path parameter `name`",
        ),
        (
            client().report(&[""], "x").build_request(),
            "the path parameter `name`",
        ),
        (client().report(&[".."], "").build_request(), ""),
        (
            call().x_request_id("a\nb").build_request(),
            "the header `X-Request-Id`",
        ),
        (
            call().x_request_id(" a").build_request(),
            "the header `X-Request-Id`",
        ),
        (
            call().names(&["a|b"]).build_request(),
            "the query parameter `names`",
        ),
        (
            call().ratio(f64::NAN).build_request(),
            "the query parameter `ratio`",
        ),
        (
            client().create_pet(&nan).build_request(),
            "the body cannot be sent",
        ),
        (
            call().with_header("a b", "c").build_request(),
            "the header `a b`",
        ),
        (
            call().with_header("a", "c\r\nd: e").build_request(),
            "the header `a`",
        ),
    ] {
        match request {
            Err(error) => assert!(error.to_string().starts_with(says), "{says}: {error}"),
            Ok(request) => assert!(says.is_empty(), "{says}: {request:?}"),
        }
    }
}

#[test]
fn nothing_is_sent_that_cannot_be() {
    let fake = Fake::answering(200, &[], "");
    let client = Client::with_transport("https://api.example", fake.clone()).unwrap();
    let error = wait(client.report(&[""], "x").send()).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Request(RequestError::Parameter { name: "name", .. })
        ),
        "{error}"
    );
    assert!(error.status().is_none() && !error.is_retryable() && !error.is_timeout());
    assert!(fake.is_untouched());
}

#[test]
fn a_dot_segment_cannot_be_sent() {
    // Only a whole segment of dots is taken away by what carries URLs; here
    // the style adds a dot.
    assert!(client().report(&["."], "").build_request().is_err());
    let request = client().report(&[".."], "").build_request();
    assert_eq!(uri(request), "https://api.example/v1/reports/...");
}

#[test]
fn what_the_transport_is_told() {
    let request = client()
        .get_pet(7)
        .with_timeout(std::time::Duration::from_secs(3))
        .build_request();
    let request = request.unwrap();
    let info = OperationInfo {
        id: "get_pet",
        path: "/pets/{petId}",
    };
    assert_eq!(request.extensions().get::<OperationInfo>(), Some(&info));
    assert_eq!(
        request.extensions().get::<Timeout>(),
        Some(&Timeout(std::time::Duration::from_secs(3)))
    );
    assert_eq!(request.headers()["accept"], "application/json");
}

//! Answers are told apart by what the document declares.

use std::time::Duration;

use specwright::client::{
    Bytes, DecodeReason, Error, TransportError,
    http::{Response, StatusCode},
};

use crate::{
    fake::{Fake, JSON, response, wait},
    seed::client::{Client as Seed, LinkOauth2AccountCall, LinkOauth2AccountError},
    seed::models::ValidationError,
    wide::{
        client::{
            Client, CreatePetError, CreatePetSuccess, GetPetSuccess, ListPetsError, ReportError,
            ReportSuccess, UploadError,
        },
        models::{NewPet, Pet, Problem, Status},
    },
};

type Headers = &'static [(&'static str, &'static str)];

const PROBLEM: Headers = &[("content-type", "application/problem+json; charset=utf-8")];
const PET: &str = r#"{"id":1,"name":"Rex"}"#;

fn rex() -> Pet {
    Pet {
        id: 1,
        name: "Rex".to_owned(),
        status: None,
    }
}

fn pet() -> NewPet {
    NewPet {
        name: "Rex".to_owned(),
        weight: None,
    }
}

fn client(status: u16, headers: Headers, body: &'static str) -> Client {
    let fake = Fake::answering(status, headers, body);
    Client::with_transport("https://api.example", fake).unwrap()
}

fn seed(status: u16, headers: Headers, body: &'static str) -> Seed {
    let fake = Fake::answering(status, headers, body);
    Seed::with_transport("https://api.example", fake)
        .unwrap()
        .api_key_header("key")
}

/// The sketch of the design, as it stands there.
#[expect(clippy::needless_return)]
async fn sketch(client: &Seed) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let url = String::from("https://me.example/done");
    let show = |detail: Option<Vec<ValidationError>>| {
        detail
            .into_iter()
            .flatten()
            .map(|error| error.msg)
            .collect()
    };
    let answer = client
        .link_oauth2_account("GITHUB", "user-1")
        .after_oauth2_link_redirect_url(url)
        .send()
        .await;
    match answer {
        Ok(linked) => Ok(vec![linked.body.str("url").unwrap_or_default().to_owned()]),
        Err(Error::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _)) => {
            Ok(show(invalid.detail))
        }
        Err(other) => return Err(other.into()),
    }
}

#[test]
fn the_sketch_of_the_design() {
    let linked = seed(200, JSON, r#"{"url":"https://github.example"}"#);
    assert_eq!(wait(sketch(&linked)).unwrap(), ["https://github.example"]);
    let invalid = seed(
        422,
        JSON,
        r#"{"detail":[{"loc":["query",1],"msg":"Field required","type":"missing"}]}"#,
    );
    assert_eq!(wait(sketch(&invalid)).unwrap(), ["Field required"]);
    let other = wait(sketch(&seed(500, JSON, "{}"))).unwrap_err();
    assert_eq!(
        other.to_string(),
        "answered 500 Internal Server Error, which the document does not declare; body: {}"
    );
}

#[test]
#[expect(deprecated)]
fn declared_headers_of_a_success() {
    let total: Headers = &[
        ("content-type", "application/json"),
        ("x-total", "2"),
        ("x-more", "kept"),
    ];
    let answer = wait(client(200, total, "[]").list_pets().send()).unwrap();
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!((answer.declared.x_total, answer.declared.x_next), (2, None));
    assert_eq!(answer.headers["x-more"], "kept");
    assert!(answer.body.is_empty());
    let error = wait(client(200, JSON, "[]").list_pets().send()).unwrap_err();
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.violations().len(), 1);
    assert!(error.to_string().contains("header /X-Total"), "{error}");
    assert_eq!(error.pointer(), None);
}

#[test]
fn several_successes_and_errors() {
    let of = |status, headers, body| wait(client(status, headers, body).create_pet(&pet()).send());
    let created: Headers = &[
        ("content-type", "application/json"),
        ("location", "/pets/1"),
    ];
    assert_eq!(
        of(200, JSON, PET).unwrap().body,
        CreatePetSuccess::Ok(rex())
    );
    match of(201, created, PET).unwrap().body {
        CreatePetSuccess::Created { headers, body } => {
            assert_eq!((headers.location.as_str(), body), ("/pets/1", rex()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(of(204, &[], "").unwrap().body, CreatePetSuccess::NoContent);

    let retry: Headers = &[
        ("content-type", "application/problem+json"),
        ("retry-after", "7"),
    ];
    let title = Problem {
        title: "no".to_owned(),
    };
    match of(409, retry, r#"{"title":"no"}"#).unwrap_err() {
        Error::Api(CreatePetError::Conflict { headers, body }, _) => {
            assert_eq!((headers.retry_after, body), (Some(7), title.clone()));
        }
        other => panic!("{other}"),
    }
    let gone = of(410, &[], "whatever").unwrap_err();
    assert_eq!(gone.status(), Some(StatusCode::GONE));
    assert!(matches!(gone, Error::Api(CreatePetError::Gone, _)));
    // A range after the codes, `default` after the ranges.
    let teapot = of(418, PROBLEM, r#"{"title":"no"}"#).unwrap_err();
    assert_eq!(teapot.status(), Some(StatusCode::IM_A_TEAPOT));
    assert!(
        matches!(&teapot, Error::Api(CreatePetError::ClientError { body, .. }, _) if *body == title)
    );
    assert!(!teapot.is_retryable());
    let busy = of(503, &[], "").unwrap_err();
    assert!(matches!(
        busy,
        Error::Api(CreatePetError::Default(StatusCode::SERVICE_UNAVAILABLE), _)
    ));
    assert!(busy.is_retryable());
    assert!(
        busy.to_string()
            .starts_with("answered 503 Service Unavailable, declared as `Default`"),
        "{busy}"
    );
}

#[test]
fn a_declared_error_keeps_the_answer_as_it_came() {
    let throttled: Headers = &[
        ("content-type", "application/problem+json"),
        ("retry-after", "30"),
        ("x-request-id", "7f3a"),
    ];
    let body = r#"{"title":"slow down","undeclared":true}"#;
    let error = wait(client(429, throttled, body).create_pet(&pet()).send()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(error.headers().unwrap()["x-request-id"], "7f3a");
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.is_retryable());

    // Also when the application puts an error of its own in its place.
    let error = error.map_api(|declared| match declared {
        CreatePetError::ClientError { body, .. } => body.title,
        other => panic!("{other:?}"),
    });
    assert_eq!(error.answer().unwrap().headers["x-request-id"], "7f3a");
    let Error::Api(title, answer) = error else {
        panic!("{error}")
    };
    assert_eq!(title, "slow down");
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.body, body);
}

#[test]
fn errors_without_an_answer_have_none() {
    let fake = Fake::by(|| Err(TransportError::connect("refused")));
    let client = Client::with_transport("https://api.example", fake).unwrap();
    let error = wait(client.get_pet(1).send()).unwrap_err();
    assert!(error.answer().is_none() && error.status().is_none());
    assert!(error.headers().is_none() && error.body().is_none());
    assert_eq!(error.retry_after(), None);
}

#[test]
fn redirects_and_absent_errors() {
    let moved: Headers = &[("location", "https://elsewhere.example")];
    match wait(client(302, moved, "").get_pet(1).send()).unwrap().body {
        GetPetSuccess::Found(headers) => assert_eq!(headers.location, "https://elsewhere.example"),
        GetPetSuccess::Ok(pet) => panic!("{pet:?}"),
    }
    let lost = wait(client(404, JSON, r#"{"detail":"?"}"#).get_pet(1).send()).unwrap_err();
    assert_eq!(lost.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(lost.body().unwrap(), r#"{"detail":"?"}"#);
    assert_eq!(lost.headers().unwrap()["content-type"], "application/json");
    assert!(matches!(lost, Error::Unexpected(_)));
}

#[test]
fn media_types_tell_successes_apart() {
    let of = |headers, body| wait(client(200, headers, body).report(&["a"], "b").send());
    let csv: Headers = &[("content-type", "Text/CSV; header=present")];
    assert_eq!(
        of(csv, "a,b").unwrap().body,
        ReportSuccess::OkCsv(Bytes::from_static(b"a,b"))
    );
    assert_eq!(
        of(JSON, "[]").unwrap().body,
        ReportSuccess::OkJson(Vec::new())
    );
    assert_eq!(
        of(&[], "[]").unwrap().body,
        ReportSuccess::OkJson(Vec::new())
    );
    let html: Headers = &[("content-type", "text/html")];
    let Error::Decode(error) = of(html, "<p>").unwrap_err() else {
        panic!("no decode error")
    };
    assert_eq!(
        error.reason,
        DecodeReason::ContentType {
            found: "text/html".to_owned()
        }
    );
    assert_eq!(
        error.to_string(),
        "answered 200 OK, but with the undeclared content type `text/html`; body: <p>"
    );
    let down = wait(client(502, html, "<p>").report(&["a"], "b").send()).unwrap_err();
    assert!(matches!(
        down,
        Error::Api(ReportError::ServerError(StatusCode::BAD_GATEWAY), _)
    ));
}

#[test]
fn default_alone_is_success_and_error() {
    let done = wait(client(202, JSON, "[1.50]").upload().send()).unwrap();
    assert_eq!(
        (done.status, done.body.to_json().as_str()),
        (StatusCode::ACCEPTED, "[1.50]")
    );
    let failed = wait(client(500, JSON, "null").upload().send()).unwrap_err();
    assert!(matches!(failed, Error::Api(UploadError::Default { .. }, _)));
    assert!(failed.is_retryable());
}

#[test]
#[expect(deprecated)]
fn default_beside_a_success_is_an_error() {
    let error = wait(
        client(202, PROBLEM, r#"{"title":"later"}"#)
            .list_pets()
            .send(),
    )
    .unwrap_err();
    match error {
        Error::Api(ListPetsError::Default { status, body }, _) => {
            assert_eq!(
                (status, body.title.as_str()),
                (StatusCode::ACCEPTED, "later")
            );
        }
        other => panic!("{other}"),
    }
}

#[test]
fn answers_are_read_tolerantly() {
    let body = r#"{"id":1.0,"name":"Rex","status":"lent","new":{"x":[]},"name":"Max"}"#;
    match wait(client(200, JSON, body).get_pet(1).send())
        .unwrap()
        .body
    {
        GetPetSuccess::Ok(pet) => {
            assert_eq!(pet.name, "Max");
            let Some(Status::Unknown(status)) = pet.status else {
                panic!("{:?}", pet.status)
            };
            assert_eq!(status.as_str(), "lent");
        }
        GetPetSuccess::Found(headers) => panic!("{headers:?}"),
    }
    let null = wait(
        client(200, JSON, r#"{"id":1,"name":"Rex","status":null}"#)
            .get_pet(1)
            .send(),
    );
    assert_eq!(null.unwrap().body, GetPetSuccess::Ok(rex()));
}

#[test]
fn a_decoding_error_has_pointer_and_body() {
    let body = r#"{"detail":[{"msg":"a"},{"msg":7},{}]}"#;
    let error = wait(seed(422, JSON, body).link_oauth2_account("a", "b").send()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(error.body().unwrap(), body);
    assert!(!error.is_retryable());
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.pointer().as_deref(), Some("/detail/1/msg"));
    assert_eq!(error.violations().len(), 2);
    let says = error.to_string();
    assert!(
        says.starts_with("answered 422 Unprocessable Entity, but /detail/1/msg "),
        "{says}"
    );
    assert!(
        says.contains("(and 1 more)")
            && says.ends_with(r#"body: {"detail":[{"msg":"a"},{"msg":7},{}]}"#),
        "{says}"
    );

    let broken = wait(seed(200, JSON, "{").link_oauth2_account("a", "b").send()).unwrap_err();
    let Error::Decode(broken) = broken else {
        panic!("{broken}")
    };
    assert_eq!(broken.pointer().as_deref(), Some(""));
}

#[test]
fn a_long_body_is_shown_in_part() {
    let long: &'static str = "x".repeat(5000).leak();
    let error = wait(client(404, &[], long).get_pet(1).send()).unwrap_err();
    let says = error.to_string();
    assert!(
        says.len() < 400 && says.ends_with("x.. (5000 bytes)"),
        "{says}"
    );
}

#[test]
fn transport_trouble() {
    let client = |error: fn() -> TransportError| {
        let fake = Fake::by(move || Err(error()));
        Client::with_transport("https://api.example", fake).unwrap()
    };
    let late = wait(client(|| TransportError::timeout("tick")).get_pet(1).send()).unwrap_err();
    assert!(late.is_timeout() && late.is_retryable() && late.status().is_none());
    assert_eq!(late.to_string(), "no answer in time");
    assert_eq!(
        std::error::Error::source(&late).unwrap().to_string(),
        "tick"
    );
    let lost = wait(
        client(|| TransportError::connect("refused"))
            .get_pet(1)
            .send(),
    )
    .unwrap_err();
    assert!(!lost.is_timeout() && lost.is_retryable());
    let broken = wait(client(|| TransportError::other("reset")).get_pet(1).send()).unwrap_err();
    assert!(!broken.is_timeout() && broken.is_retryable());
}

#[test]
fn raw_answers_and_answers_from_elsewhere() {
    let raw = wait(client(404, JSON, "{}").get_pet(1).send_raw()).unwrap();
    assert_eq!(
        (raw.status(), &raw.body()[..]),
        (StatusCode::NOT_FOUND, &b"{}"[..])
    );

    let (parts, _) = response(422, JSON, "").into_parts();
    let body = Bytes::from_static(br#"{"detail":[]}"#);
    let read = LinkOauth2AccountCall::parse_response(Response::from_parts(parts, body));
    assert!(matches!(
        read,
        Err(Error::Api(
            LinkOauth2AccountError::UnprocessableEntity(_),
            _
        ))
    ));
}

//! Errors that an operation declares with schemas of its own: they are
//! filled, and the filled body is what the schema says.

use axum::body::Body;
use serde_json::{Value, json};
use specwright::{
    Facets,
    json::{Decode, Mode, from_slice},
};
use specwright_axum::Options;
use specwright_tests::{
    refusals_fastapi::models as fastapi,
    refusals_problem::models::{self as problem},
};

use super::{Counter, DIALECTS, Dialect, ask};
use crate::support::{Answer, send};

const JSON: (&str, &str) = ("content-type", "application/json");

/// The answer's body, which is strictly a `T`.
fn body<T: Decode>(answer: &Answer, content_type: &str) -> Value {
    assert_eq!(answer.header("content-type"), Some(content_type));
    let read = from_slice::<T>(answer.body.as_bytes(), Mode::Strict, &Facets::NONE);
    assert!(read.is_ok(), "{:?}: {}", read.err(), answer.body);
    answer.json()
}

fn fault(dialect: Dialect, answer: &Answer, content_type: &str) -> Value {
    match dialect {
        Dialect::Problem => body::<problem::Fault>(answer, content_type),
        Dialect::FastApi => body::<fastapi::Fault>(answer, content_type),
    }
}

#[tokio::test]
async fn a_declared_error_holds_status_code_and_message() {
    for dialect in DIALECTS {
        let status = dialect.invalid();
        let (answer, calls) = ask(
            dialect,
            "POST /declared",
            &[JSON],
            r#"{"count":"x","list":[{}]}"#,
        )
        .await;
        assert_eq!((answer.status.as_u16(), calls), (status, 0));
        let message =
            "body/count must be an integer; body/list/0/name is required; body/name is required";
        let expected = json!({ "status": status, "code": "invalid_request", "message": message });
        assert_eq!(fault(dialect, &answer, "application/json"), expected);

        let (answer, calls) = ask(dialect, "POST /declared", &[], "{}").await;
        assert_eq!((answer.status.as_u16(), calls), (415, 0));
        let told = fault(dialect, &answer, "application/vnd.fault+json");
        assert_eq!(
            (&told["status"], &told["code"]),
            (&json!(415), &json!("unsupported_media_type"))
        );

        let fails = [JSON, ("x-fail", "1")];
        let (answer, calls) = ask(dialect, "POST /declared", &fails, r#"{"name":"ab"}"#).await;
        assert_eq!((answer.status.as_u16(), calls), (503, 1));
        let expected = json!({ "status": 503, "code": "unavailable", "message": "Not now" });
        assert_eq!(fault(dialect, &answer, "application/json"), expected);
    }
}

#[tokio::test]
async fn ranges_and_default_are_filled_where_no_code_is_declared() {
    for dialect in DIALECTS {
        let status = dialect.invalid();
        for (headers, sent, code) in [
            (&[JSON][..], "\"x\"", status),
            (&[], "1", 415),
            (&[JSON], "", status),
            (&[JSON], "[", status),
        ] {
            let (answer, calls) = ask(dialect, "POST /ranged", headers, sent).await;
            assert_eq!((answer.status.as_u16(), calls), (code, 0), "{sent}");
            let told = match dialect {
                Dialect::Problem => body::<problem::Short>(&answer, "application/json"),
                Dialect::FastApi => body::<fastapi::Short>(&answer, "application/json"),
            };
            assert!(told["error"].as_str().is_some_and(|text| !text.is_empty()));
        }
        let (answer, calls) = ask(dialect, "POST /ranged", &[JSON, ("x-fail", "1")], "1").await;
        assert_eq!((answer.status.as_u16(), calls), (503, 1));
        assert_eq!(fault(dialect, &answer, "application/json")["status"], 503);
    }
}

#[tokio::test]
async fn what_is_not_declared_is_in_the_dialects_words() {
    for dialect in DIALECTS {
        let (answer, calls) = ask(dialect, "DELETE /bodies", &[("x-fail", "1")], "").await;
        assert_eq!((answer.status.as_u16(), calls), (503, 1));
        assert_eq!(super::told(dialect, &answer), [""; 0]);
        let body = answer.json();
        match dialect {
            Dialect::Problem => assert_eq!(
                (&body["code"], &body["detail"]),
                (&json!("unavailable"), &json!("Not now"))
            ),
            Dialect::FastApi => assert_eq!(body, json!({ "detail": "Not now" })),
        }
    }
}

/// One hook may word all of them otherwise.
#[tokio::test]
async fn the_applications_words_come_first() {
    for dialect in DIALECTS {
        let counter = Counter::default();
        let options = Options::new().body_limit(8).rejections(|rejection, call| {
            let operation = call.map_or("none", |call| call.operation_id());
            let text = format!(
                "{operation} {} {}",
                rejection.status,
                rejection.violations().len()
            );
            let mut response = http::Response::new(Body::from(text));
            *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
            Some(response)
        });
        let router = dialect.router(counter.clone()).layer(options);
        for (line, sent, expected) in [
            (
                "POST /declared",
                "{}",
                format!("post_declared {} 1", dialect.invalid()),
            ),
            (
                "POST /declared",
                "{        }",
                "post_declared 413 Payload Too Large 0".to_owned(),
            ),
            (
                "PUT /raw",
                "x",
                "put_raw 415 Unsupported Media Type 0".to_owned(),
            ),
            ("GET /raw", "", "none 405 Method Not Allowed 0".to_owned()),
            ("GET /nowhere", "", "none 404 Not Found 0".to_owned()),
        ] {
            let answer = send(&router, line, [JSON], sent).await;
            assert_eq!(answer.status, 418, "{line}");
            let told = answer
                .body
                .replace("400 Bad Request", "400")
                .replace("422 Unprocessable Entity", "422");
            assert_eq!(told, expected);
        }
        assert_eq!(counter.calls(), 0);
    }
}

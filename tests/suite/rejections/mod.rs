//! What generated servers refuse, and in which words: raw requests against
//! the same API in both error dialects. No handler is called on a refusal.

mod bodies;
mod bookshop;
mod declared;
mod parameters;
mod routes;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{Router, body::Body};
use serde_json::Value;
use specwright::{
    Facets,
    json::{self, Mode},
};
use specwright_axum::{Call, Failure};
use specwright_tests::{
    refusals_fastapi::{models::HttpValidationError, server as fastapi},
    refusals_problem::server as problem,
};

use crate::support::{Answer, send};

/// Counts the calls of handlers.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<AtomicUsize>);

impl Counter {
    fn called(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn calls(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// The API in one dialect. A body that says so fails with 503.
macro_rules! service {
    ($server:ident: $($operation:ident $(($request:ident))? -> $response:ident,)*) => {
        impl $server::Api for Counter {
            type Error = Failure;

            $(async fn $operation(
                &self,
                $(_request: $server::$request,)?
                call: &Call,
            ) -> Result<$server::$response, Failure> {
                self.called();
                match call.headers().get("x-fail") {
                    Some(_) => Err(Failure::unavailable("Not now").source("hunter2")),
                    None => Ok($server::$response::NoContent),
                }
            })*
        }
    };
}

macro_rules! services {
    ($($server:ident)*) => {$(service! { $server:
        get_item(GetItemRequest) -> GetItemResponse,
        get_name(GetNameRequest) -> GetNameResponse,
        post_body(PostBodyRequest) -> PostBodyResponse,
        delete_bodies -> DeleteBodiesResponse,
        post_maybe(PostMaybeRequest) -> PostMaybeResponse,
        put_raw(PutRawRequest) -> PutRawResponse,
        patch_merge(PatchMergeRequest) -> PatchMergeResponse,
        post_declared(PostDeclaredRequest) -> PostDeclaredResponse,
        post_ranged(PostRangedRequest) -> PostRangedResponse,
    })*};
}

services! { problem fastapi }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Problem,
    FastApi,
}

const DIALECTS: [Dialect; 2] = [Dialect::Problem, Dialect::FastApi];

impl Dialect {
    /// The status of a rejected request.
    fn invalid(self) -> u16 {
        match self {
            Self::Problem => 400,
            Self::FastApi => 422,
        }
    }

    fn router(self, counter: Counter) -> Router {
        match self {
            Self::Problem => problem::router(counter).fallback(problem::not_found),
            Self::FastApi => fastapi::router(counter).fallback(fastapi::not_found),
        }
    }
}

/// Sends a request; the answer, and how often a handler was called.
async fn ask(
    dialect: Dialect,
    line: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> (Answer, usize) {
    let counter = Counter::default();
    let router = dialect.router(counter.clone());
    let answer = send(&router, line, headers.iter().copied(), body).await;
    assert!(!answer.body.contains("hunter2"));
    (answer, counter.calls())
}

/// An answer that no handler wrote is whole, and in the words of its dialect.
/// Gives what is wrong with the request, a line each: place, pointer and code,
/// in FastAPI's words `loc` and `type`.
fn told(dialect: Dialect, answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let status = answer.status.as_u16();
    match dialect {
        Dialect::Problem => {
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json")
            );
            problem_details(&body, status)
        }
        Dialect::FastApi => {
            assert_eq!(answer.header("content-type"), Some("application/json"));
            fastapi_details(answer, &body)
        }
    }
}

/// RFC 9457: `type` is a URI reference, `title` and `detail` are strings,
/// `status` is the answer's.
fn problem_details(body: &Value, status: u16) -> Vec<String> {
    assert_eq!(body["type"], "about:blank");
    assert_eq!(body["status"], status);
    for name in ["title", "detail", "code"] {
        assert!(
            body[name].as_str().is_some_and(|text| !text.is_empty()),
            "{name} of {body}"
        );
    }
    let known = ["type", "title", "status", "detail", "code", "errors"];
    assert!(
        body.as_object()
            .unwrap()
            .keys()
            .all(|name| known.contains(&name.as_str())),
        "{body}"
    );
    let Some(errors) = body["errors"].as_array() else {
        return Vec::new();
    };
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    errors
        .iter()
        .map(|error| {
            assert!(!text(error, "message").is_empty());
            assert_eq!(error.as_object().unwrap().len(), 4);
            format!(
                "{}{} {}",
                text(error, "in"),
                text(error, "pointer"),
                text(error, "code")
            )
        })
        .collect()
}

/// Every list of details is an `HTTPValidationError`, to the letter.
fn fastapi_details(answer: &Answer, body: &Value) -> Vec<String> {
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    let Some(details) = body["detail"].as_array() else {
        assert!(body["detail"].is_string(), "{body}");
        return Vec::new();
    };
    let text = answer.body.as_bytes();
    let read = json::from_slice::<HttpValidationError>(text, Mode::Strict, &Facets::NONE);
    let read = read.unwrap_or_else(|violations| panic!("{violations:?}: {body}"));
    let again: Value = serde_json::from_slice(&json::to_vec(&read).unwrap()).unwrap();
    assert_eq!(again, *body);
    details
        .iter()
        .map(|detail| {
            assert!(detail["msg"].as_str().is_some_and(|text| !text.is_empty()));
            let loc = detail["loc"].as_array().unwrap().iter();
            let loc = loc.map(|step| match step {
                Value::String(name) => name.clone(),
                other => other.to_string(),
            });
            format!(
                "{} {}",
                loc.collect::<Vec<_>>().join("/"),
                detail["type"].as_str().unwrap()
            )
        })
        .collect()
}

/// A request that is refused, and what is said in both dialects.
struct Case<'a> {
    line: &'a str,
    headers: &'a [(&'a str, &'a str)],
    body: &'a str,
    problem: &'a [&'a str],
    fastapi: &'a [&'a str],
}

async fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for dialect in DIALECTS {
        for case in cases {
            let (answer, calls) = ask(dialect, case.line, case.headers, case.body.to_owned()).await;
            let expected = match dialect {
                Dialect::Problem => case.problem,
                Dialect::FastApi => case.fastapi,
            };
            let name = format!("{dialect:?} {} {:?} {}", case.line, case.headers, case.body);
            if expected.is_empty() {
                if (answer.status.as_u16(), calls) != (204, 1) {
                    wrong.push(format!("{name}\n  refused: {}", answer.body));
                }
                continue;
            }
            if (answer.status.as_u16(), calls) != (dialect.invalid(), 0) {
                wrong.push(format!("{name}\n  {}, {calls} calls", answer.status));
                continue;
            }
            let told = told(dialect, &answer);
            if told != expected {
                wrong.push(format!("{name}\n  {told:?}\n  not {expected:?}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

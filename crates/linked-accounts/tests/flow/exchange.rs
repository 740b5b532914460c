//! Token endpoints that answer otherwise than they should.

use std::{
    convert::Infallible,
    future::Future as _,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{body::Bytes, response::IntoResponse};
use http::{StatusCode, header};
use hyper::body::{Body, Frame};
use serde_json::{Value, json};
use tokio::time::Sleep;
use url::Url;

use crate::support::{AFTER, House, json_answer};

const FORM: &str = "application/x-www-form-urlencoded";

/// Asserts that there is no account, and that both answers say so.
async fn fails(house: &House, status: u16, reason: &str) -> String {
    let link = house.start("GITHUB", Some(AFTER)).await;
    let sent = house.callback(&link, "code=c").await.sent_on();
    assert_eq!((&*sent["status"], &*sent["error"]), ("failed", reason));
    let link = house.start("GITHUB", None).await;
    let sent = house.callback(&link, "code=c").await;
    assert!(house.account().await.is_none());
    sent.is_problem(status, reason)
}

async fn answers<R: IntoResponse>(answer: impl Fn() -> R + Send + Sync + 'static) -> House {
    let house = House::new().await;
    house.provider.answers(answer);
    house
}

#[tokio::test]
async fn errors_are_errors_whatever_their_status() {
    let github = json!({
        "error": "bad_verification_code",
        "error_description": "The code passed is incorrect or expired.\u{7}",
    });
    let house = answers(move || json_answer(&github)).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert_eq!(detail, "the provider gives no token: bad_verification_code");
    let house = answers(|| {
        let body = json!({"error": "invalid_grant"});
        (StatusCode::BAD_REQUEST, json_answer(&body))
    })
    .await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert_eq!(detail, "the provider gives no token: invalid_grant");
}

#[tokio::test]
async fn what_was_sent_is_not_shown_back() {
    for echo in ["s3cr3t/+", "R0lUSFVCLWNsaWVudDpzM2NyM3QlMkYlMkI="] {
        let body = json!({"error": echo, "error_description": format!("bad {echo}")});
        let house = answers(move || (StatusCode::UNAUTHORIZED, json_answer(&body))).await;
        let detail = fails(&house, 502, "exchange_failed").await;
        assert_eq!(detail, "the provider gives no token");
    }
}

#[tokio::test]
async fn who_has_no_time_may_be_asked_later() {
    let later = [(header::RETRY_AFTER, "7")];
    for (status, error) in [
        (503, "server_error"),
        (429, "invalid_request"),
        (400, "slow_down"),
        (200, "temporarily_unavailable"),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let (body, later) = (json!({"error": error}), later.clone());
        let house = answers(move || (status, later.clone(), json_answer(&body))).await;
        fails(&house, 503, "provider_unavailable").await;
        let link = house.start("GITHUB", None).await;
        let sent = house.callback(&link, "code=c").await;
        assert_eq!(sent.header("retry-after"), Some("7"));
    }
}

#[tokio::test]
async fn forms_are_taken_though_json_was_asked_for() {
    let form = "access_token=access-1&scope=repo%2Cgist&token_type=bearer";
    let house = answers(move || ([(header::CONTENT_TYPE, FORM)], form)).await;
    let link = house.start("GITHUB", None).await;
    let sent = house.callback(&link, "code=c").await;
    assert_eq!(sent.json()["scopes"], json!(["repo", "gist"]));
    assert_eq!(sent.json()["has_refresh_token"], false);
}

#[tokio::test]
async fn without_a_scope_those_that_were_asked_for_are_granted() {
    let body = json!({"access_token": "a", "token_type": "Bearer"});
    let house = answers(move || json_answer(&body)).await;
    let link = house.start("GITHUB", None).await;
    let sent = house.callback(&link, "code=c").await.json();
    assert_eq!(sent["scopes"], json!(["repo", "gist"]));
    assert_eq!(sent.get("access_token_expires_at"), None);
}

#[tokio::test]
async fn other_types_of_tokens_are_refused() {
    let bodies = [
        json!({"access_token": "hidden", "token_type": "mac"}),
        json!({"access_token": "hidden"}),
        json!({"token_type": "bearer"}),
        Value::Null,
    ];
    for body in bodies {
        let house = answers(move || json_answer(&body)).await;
        let detail = fails(&house, 502, "exchange_failed").await;
        assert!(!detail.contains("hidden"));
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let house = House::new().await;
    let own = house.provider.url.to_string();
    house.provider.answers(move || {
        let location = [(header::LOCATION, own.clone())];
        (StatusCode::TEMPORARY_REDIRECT, location)
    });
    let detail = fails(&house, 502, "exchange_failed").await;
    assert!(detail.ends_with("it redirects"));
    assert_eq!(house.provider.asked().len(), 2, "one a link");
}

#[tokio::test]
async fn what_is_not_json_is_refused_and_not_shown() {
    let html = [(header::CONTENT_TYPE, "text/html")];
    let house = answers(move || (html.clone(), "<h1>hello")).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert!(!detail.contains("hello"));
    let json = [(header::CONTENT_TYPE, "application/json")];
    let house = answers(move || (json.clone(), r#"{"access_token": "hidden"#)).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert!(!detail.contains("hidden"));
}

#[tokio::test]
async fn long_answers_are_given_up() {
    // With a length that is announced, and in pieces without end.
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(5000));
    let json = [(header::CONTENT_TYPE, "application/json")];
    let announced = json.clone();
    let house = answers(move || (announced.clone(), long.clone())).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert!(detail.contains("longer than 4096 bytes"));
    let house = answers(move || (json.clone(), endless(Duration::ZERO))).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert!(detail.contains("longer than 4096 bytes"));
}

#[tokio::test]
async fn slow_answers_are_given_up() {
    let json = [(header::CONTENT_TYPE, "application/json")];
    let slow = Duration::from_millis(50);
    let house = answers(move || (json.clone(), endless(slow))).await;
    let detail = fails(&house, 503, "provider_unavailable").await;
    assert!(detail.contains("too long"));
}

/// A house whose token endpoint is elsewhere.
async fn at(token_url: Url) -> House {
    House::with(|config| {
        let project = config.projects.get_mut("shop").unwrap();
        project.apps.get_mut("GITHUB").unwrap().token_url = token_url;
    })
    .await
}

#[tokio::test]
async fn nothing_secret_travels_by_plain_http() {
    let house = at(Url::parse("http://provider.example/token").unwrap()).await;
    let detail = fails(&house, 502, "exchange_failed").await;
    assert_eq!(detail, "the token endpoint is not reached by https");
}

#[tokio::test]
async fn who_cannot_be_reached_is_unavailable() {
    // Nobody listens there; and somebody does who does not speak TLS.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}/token", gone.local_addr().unwrap());
    let house = at(Url::parse(&gone).unwrap()).await;
    fails(&house, 503, "provider_unavailable").await;
    let other = House::new().await;
    let plain = other.provider.url.as_str().replacen("http", "https", 1);
    let house = at(Url::parse(&plain).unwrap()).await;
    let detail = fails(&house, 503, "provider_unavailable").await;
    assert_eq!(detail, "the token endpoint cannot be reached");
    assert!(other.provider.asked().is_empty());
}

/// Blanks without end, a piece at a time.
fn endless(pause: Duration) -> axum::body::Body {
    axum::body::Body::new(Endless {
        pause,
        next: Box::pin(tokio::time::sleep(Duration::ZERO)),
    })
}

struct Endless {
    pause: Duration,
    next: Pin<Box<Sleep>>,
}

impl Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        ready!(self.next.as_mut().poll(cx));
        self.next = Box::pin(tokio::time::sleep(self.pause));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 64])))))
    }
}

//! The server of the first document, as generated, against raw HTTP.

#![allow(missing_docs)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::Router;
use specwright::{Object, Secret};
use specwright_axum::{Call, Denied, Failure, Granted, Options};

mod common;
/// As generated.
#[deny(missing_docs, unused)]
pub mod seed {
    /// The models.
    pub mod models;
    /// The server.
    #[rustfmt::skip]
    pub mod server;
}

use common::{Answer, send};
use seed::server::{self, LinkOauth2AccountRequest, LinkOauth2AccountResponse};

const PATH: &str = "/v1/linked-accounts/oauth2";
const FINE: &str = "/v1/linked-accounts/oauth2?app_name=GITHUB&linked_account_owner_id=u";
const KEY: &str = "x-api-key: good";

#[derive(Clone, Default)]
struct Service {
    calls: Arc<AtomicUsize>,
}

impl server::Security for Service {
    type Principal = &'static str;

    async fn api_key_header(
        &self,
        key: &Secret,
        call: &Call,
    ) -> Result<Granted<&'static str>, Denied> {
        assert_eq!(call.operation_id(), "linked-accounts-link_oauth2_account");
        match key.expose() {
            "good" => Ok(Granted::new("project")),
            "broken" => Err(Denied::failed("the database is away")),
            _ => Err(Denied::Refused),
        }
    }
}

impl server::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        project: &'static str,
        request: LinkOauth2AccountRequest,
        call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        assert_eq!(project, "project");
        assert_eq!(call.template(), PATH);
        if request.app_name == "NONE" {
            return Err(Failure::not_found("No such app").source("a secret detail"));
        }
        let url = format!(
            "{} {} {:?}",
            request.app_name,
            request.linked_account_owner_id,
            request.after_oauth2_link_redirect_url
        );
        Ok(LinkOauth2AccountResponse::Ok(Object::from([(
            "url",
            url.into(),
        )])))
    }
}

fn app() -> (Router, Service) {
    let service = Service::default();
    let router = server::router(service.clone()).fallback(server::not_found);
    (router, service)
}

async fn get(target: &str, headers: &[&str]) -> Answer {
    send(&app().0, &format!("GET {target}"), headers, "").await
}

#[tokio::test]
async fn a_missing_key_is_401_with_a_challenge() {
    let (router, service) = app();
    let answer = send(&router, &format!("GET {FINE}"), &[], "").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), ["APIKey"]);
    assert_eq!(answer.header("content-type"), ["application/json"]);
    assert_eq!(answer.body, r#"{"detail":"Not authenticated"}"#);
    assert_eq!(service.calls.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_refused_empty_or_doubled_key_is_401() {
    for headers in [
        &["x-api-key: bad"][..],
        &["x-api-key: "],
        &[KEY, KEY],
        &[KEY, "x-api-key: bad"],
    ] {
        let (router, service) = app();
        let answer = send(&router, &format!("GET {FINE}"), headers, "").await;
        assert_eq!(answer.status, 401, "{headers:?}");
        assert_eq!(answer.body, r#"{"detail":"Not authenticated"}"#);
        assert_eq!(service.calls.load(Ordering::Relaxed), 0);
    }
}

#[tokio::test]
async fn credentials_come_before_parameters() {
    assert_eq!(get(PATH, &[]).await.status, 401);
}

#[tokio::test]
async fn credentials_that_cannot_be_checked_are_a_failure() {
    let answer = get(FINE, &["x-api-key: broken"]).await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.body, r#"{"detail":"Internal Server Error"}"#);
}

#[tokio::test]
async fn missing_parameters_are_all_named() {
    let (router, service) = app();
    let answer = send(&router, &format!("GET {PATH}"), &[KEY], "").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.header("content-type"), ["application/json"]);
    assert_eq!(
        answer.body,
        concat!(
            r#"{"detail":[{"type":"missing","loc":["query","app_name"],"msg":"Field required"},"#,
            r#"{"type":"missing","loc":["query","linked_account_owner_id"],"msg":"Field required"}]}"#
        )
    );
    assert_eq!(service.calls.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn of_a_doubled_parameter_the_last_counts() {
    let answer = get(&format!("{FINE}&app_name=GITLAB"), &[KEY]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, r#"{"url":"GITLAB u None"}"#);
}

#[tokio::test]
async fn an_optional_parameter_may_be_empty_and_encoded() {
    let target = format!("{FINE}&after_oauth2_link_redirect_url=");
    assert_eq!(
        get(&target, &[KEY]).await.body,
        r#"{"url":"GITHUB u Some(\"\")"}"#
    );
    let target = format!("{FINE}&after_oauth2_link_redirect_url=a+b%2Bc&unknown=%ff");
    assert_eq!(
        get(&target, &[KEY]).await.body,
        r#"{"url":"GITHUB u Some(\"a b+c\")"}"#
    );
}

#[tokio::test]
async fn broken_encoding_is_a_violation() {
    let answer = get(
        &format!("{PATH}?app_name=%zz&linked_account_owner_id=u"),
        &[KEY],
    )
    .await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains(r#""loc":["query","app_name"]"#),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn other_methods_are_405_with_allow() {
    for method in ["POST", "OPTIONS", "QUERY"] {
        let (router, _) = app();
        let answer = send(&router, &format!("{method} {PATH}"), &[], "").await;
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), ["GET,HEAD"]);
        assert_eq!(answer.body, r#"{"detail":"Method Not Allowed"}"#);
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let (router, service) = app();
    let answer = send(&router, &format!("HEAD {FINE}"), &[KEY], "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-length"), ["23"]);
    assert_eq!(answer.body, "");
    assert_eq!(service.calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn unknown_paths_are_404_where_the_application_says_so() {
    let answer = get("/v1/nothing", &[KEY]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body, r#"{"detail":"Not Found"}"#);
    let bare = server::router(Service::default());
    let answer = send(&bare, "GET /v1/nothing", &[], "").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, ""));
}

#[tokio::test]
async fn failures_are_worded_and_their_source_is_not_sent() {
    let target = format!("{PATH}?app_name=NONE&linked_account_owner_id=u");
    let answer = get(&target, &[KEY]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body, r#"{"detail":"No such app"}"#);
}

#[tokio::test]
async fn an_application_can_word_rejections_itself() {
    use axum::response::IntoResponse as _;
    let options = Options::new().rejections(|rejection, call| {
        let operation = call.map_or("-", Call::operation_id);
        (rejection.status == 401)
            .then(|| (rejection.status, format!("{operation}: who?")).into_response())
    });
    let router = server::router(Service::default()).layer(options);
    let answer = send(&router, &format!("GET {FINE}"), &[], "").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.body, "linked-accounts-link_oauth2_account: who?");
    let answer = send(&router, &format!("POST {FINE}"), &[], "").await;
    assert_eq!(answer.body, r#"{"detail":"Method Not Allowed"}"#);
}

#[tokio::test]
async fn the_router_nests_and_merges() {
    let router = Router::new()
        .route("/health", axum::routing::get(async || "well"))
        .nest("/api", server::router_linked_accounts(Service::default()));
    let answer = send(&router, &format!("GET /api{FINE}"), &[KEY], "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = send(&router, &format!("POST /api{FINE}"), &[KEY], "").await;
    assert_eq!(answer.body, r#"{"detail":"Method Not Allowed"}"#);
    assert_eq!(send(&router, "GET /health", &[], "").await.body, "well");
}

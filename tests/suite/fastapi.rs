//! What FastAPI answers (recorded by `fastapi/record.py`), and what we do.
//! Each case is a likeness, or a difference with its reason.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::Router;
use serde_json::Value;
use specwright::{
    Object, Secret,
    json::{self, Mode},
};
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::{
    aci_linked_accounts::{
        models::HttpValidationError,
        server::{self as linked, LinkOauth2AccountRequest, LinkOauth2AccountResponse},
    },
    kinds::server as kinds,
};

use crate::support::send;

/// Implements both documents as `fastapi/app.py` does, and counts the calls.
#[derive(Clone, Default)]
struct Service {
    calls: Arc<AtomicUsize>,
}

impl Service {
    fn called(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }
}

impl linked::Security for Service {
    type Principal = ();

    async fn api_key_header(&self, _key: &Secret, _call: &Call) -> Result<Granted<()>, Denied> {
        Ok(Granted::new(()))
    }
}

impl linked::LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        (): (),
        request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Result<LinkOauth2AccountResponse, Failure> {
        self.called();
        let after = request.after_oauth2_link_redirect_url.unwrap_or_default();
        let url = format!(
            "{}|{}|{after}",
            request.app_name, request.linked_account_owner_id
        );
        Ok(LinkOauth2AccountResponse::Ok(Object::from([(
            "url",
            url.into(),
        )])))
    }
}

impl kinds::Api for Service {
    type Error = Failure;

    async fn in_query(
        &self,
        _request: kinds::InQueryRequest,
        _call: &Call,
    ) -> Result<kinds::InQueryResponse, Failure> {
        self.called();
        Ok(kinds::InQueryResponse::Ok(Object::new()))
    }

    async fn in_path(
        &self,
        _request: kinds::InPathRequest,
        _call: &Call,
    ) -> Result<kinds::InPathResponse, Failure> {
        self.called();
        Ok(kinds::InPathResponse::Ok(Object::new()))
    }

    async fn in_header(
        &self,
        _request: kinds::InHeaderRequest,
        _call: &Call,
    ) -> Result<kinds::InHeaderResponse, Failure> {
        self.called();
        Ok(kinds::InHeaderResponse::Ok(Object::new()))
    }

    async fn in_cookie(
        &self,
        _request: kinds::InCookieRequest,
        _call: &Call,
    ) -> Result<kinds::InCookieResponse, Failure> {
        self.called();
        Ok(kinds::InCookieResponse::Ok(Object::new()))
    }

    async fn in_body(
        &self,
        _request: kinds::InBodyRequest,
        _call: &Call,
    ) -> Result<kinds::InBodyResponse, Failure> {
        self.called();
        Ok(kinds::InBodyResponse::Ok(Object::new()))
    }

    async fn closed_body(
        &self,
        _request: kinds::ClosedBodyRequest,
        _call: &Call,
    ) -> Result<kinds::ClosedBodyResponse, Failure> {
        self.called();
        Ok(kinds::ClosedBodyResponse::Ok(Object::new()))
    }

    async fn list_body(
        &self,
        _request: kinds::ListBodyRequest,
        _call: &Call,
    ) -> Result<kinds::ListBodyResponse, Failure> {
        self.called();
        Ok(kinds::ListBodyResponse::Ok(Object::new()))
    }

    async fn in_all_places(
        &self,
        _request: kinds::InAllPlacesRequest,
        _call: &Call,
    ) -> Result<kinds::InAllPlacesResponse, Failure> {
        self.called();
        Ok(kinds::InAllPlacesResponse::Ok(Object::new()))
    }
}

fn router(app: &str, service: Service) -> Router {
    match app {
        "linked_accounts" => linked::router(service).fallback(linked::not_found),
        "kinds" => kinds::router(service).fallback(kinds::not_found),
        _ => panic!("no such application: {app}"),
    }
}

fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fastapi")
        .join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Sends one case; says what is not as it should be.
async fn run(case: &Value, recorded: &Value) -> Result<(), String> {
    let request = &case["request"];
    let service = Service::default();
    let router = router(request["app"].as_str().unwrap(), service.clone());
    let line = format!(
        "{} {}",
        request["method"].as_str().unwrap(),
        request["target"].as_str().unwrap()
    );
    let headers = request["headers"].as_object().into_iter().flatten();
    let headers: Vec<(&str, &str)> = headers
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let body = request["body"].as_str().unwrap_or_default().to_owned();
    let answer = send(&router, &line, headers, body).await;

    let difference = &case["difference"];
    let expected = if difference.is_null() {
        recorded
    } else {
        difference
    };
    let mut wrong = Vec::new();
    let status = u64::from(answer.status.as_u16());
    if expected["status"] != status {
        wrong.push(format!("status {status}, not {}", expected["status"]));
    }
    if expected["body"] != answer.json() {
        wrong.push(format!(
            "body\n      {}\n  not {}",
            answer.body, expected["body"]
        ));
    }
    for name in ["content-type", "www-authenticate"] {
        if let Some(value) = expected["headers"][name].as_str()
            && answer.header(name) != Some(value)
        {
            wrong.push(format!("{name} {:?}, not {value:?}", answer.header(name)));
        }
    }
    // HEAD is served beside GET, so `Allow` names it, too.
    if let Some(allow) = expected["headers"]["allow"].as_str()
        && answer
            .header("allow")
            .is_none_or(|value| !value.split(',').any(|m| m.trim() == allow))
    {
        wrong.push(format!(
            "allow {:?} without {allow:?}",
            answer.header("allow")
        ));
    }
    if difference.is_object()
        && expected["status"] == recorded["status"]
        && expected["body"] == recorded["body"]
    {
        wrong.push("listed as a difference, and is none".to_owned());
    }
    let calls = service.calls.load(Ordering::Relaxed);
    if calls != usize::from(status == 200) {
        wrong.push(format!("the handler was called {calls} times"));
    }
    if status == 422
        && json::from_slice::<HttpValidationError>(
            answer.body.as_bytes(),
            Mode::Strict,
            &specwright::Facets::NONE,
        )
        .is_err()
    {
        wrong.push("the body is no HTTPValidationError".to_owned());
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n  "))
    }
}

#[tokio::test]
async fn rejections_are_worded_as_fastapi_words_them() {
    let (cases, recorded) = (fixture("cases.json"), fixture("answers.json"));
    let cases = cases.as_array().unwrap();
    assert!(cases.len() > 90, "cases are missing: {}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let answer = &recorded["answers"][name];
        assert!(
            answer.is_object(),
            "{name} is not recorded; run fastapi/record.py"
        );
        if let Err(why) = run(case, answer).await {
            wrong.push(format!("{name}:\n  {why}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

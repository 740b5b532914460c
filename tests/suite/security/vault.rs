//! `specs/vault.yaml`: every kind of scheme, and every way to ask for them.

use axum::Router;
use specwright::Secret;
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::vault::server::{self, *};

use super::{Gate, ask, by_secret, challenges, refused};
use crate::support::Answer;

impl Security for Gate {
    type Principal = String;

    by_secret! { key query_key cookie_key token digest oauth open_id }

    async fn login(
        &self,
        user: &str,
        password: &Secret,
        _call: &Call,
    ) -> Result<Granted<String>, Denied> {
        self.note(format!("user {user:?}"));
        self.check("login", password.expose())
    }

    async fn peer(&self, call: &Call) -> Result<Granted<String>, Denied> {
        Gate::peer(self, call)
    }

    async fn combine(
        &self,
        principals: Vec<(&'static str, String)>,
        _call: &Call,
    ) -> Result<String, Denied> {
        self.combined(principals)
    }
}

impl Api for Gate {
    type Error = Failure;

    async fn inherited(
        &self,
        principal: String,
        _call: &Call,
    ) -> Result<InheritedResponse, Failure> {
        self.called("inherited", principal);
        Ok(InheritedResponse::NoContent)
    }

    async fn open(&self, _call: &Call) -> Result<OpenResponse, Failure> {
        self.called("open", ());
        Ok(OpenResponse::NoContent)
    }

    async fn either(&self, principal: String, _call: &Call) -> Result<EitherResponse, Failure> {
        self.called("either", principal);
        Ok(EitherResponse::NoContent)
    }

    async fn both(&self, principal: String, _call: &Call) -> Result<BothResponse, Failure> {
        self.called("both", principal);
        Ok(BothResponse::NoContent)
    }

    async fn optional(
        &self,
        principal: Option<String>,
        _call: &Call,
    ) -> Result<OptionalResponse, Failure> {
        self.called("optional", principal);
        Ok(OptionalResponse::NoContent)
    }

    async fn scoped(
        &self,
        principal: String,
        request: ScopedRequest,
        _call: &Call,
    ) -> Result<ScopedResponse, Failure> {
        self.called("scoped", (principal, request.body.secret));
        Ok(ScopedResponse::NoContent)
    }

    async fn places(&self, principal: String, _call: &Call) -> Result<PlacesResponse, Failure> {
        self.called("places", principal);
        Ok(PlacesResponse::NoContent)
    }
}

pub(super) fn router(gate: Gate) -> Router {
    server::router(gate)
}

/// Asks for `target`; the answer, and what was asked.
pub(super) async fn get(target: &str, headers: &[(&str, &str)]) -> (Answer, Vec<String>) {
    ask(router, &format!("GET {target}"), headers, "").await
}

const GOOD_KEY: (&str, &str) = ("x-key", "good");
const BAD_KEY: (&str, &str) = ("x-key", "bad");
const GOOD_TOKEN: (&str, &str) = ("authorization", "Bearer good");
const BAD_TOKEN: (&str, &str) = ("authorization", "Bearer bad");
/// `me:good`
const GOOD_LOGIN: (&str, &str) = ("authorization", "Basic bWU6Z29vZA==");
/// `me:bad`
const BAD_LOGIN: (&str, &str) = ("authorization", "Basic bWU6YmFk");

fn let_in((answer, notes): (Answer, Vec<String>)) -> Vec<String> {
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (204, ""),
        "{notes:?}"
    );
    assert!(challenges(&answer).is_empty());
    notes
}

/// Not let in: what the application was asked, among which is no operation.
fn kept_out((answer, notes): (Answer, Vec<String>)) -> Vec<String> {
    assert_eq!(refused(&answer), (401, "unauthorized".to_owned()));
    assert!(notes.iter().all(|note| !note.contains(" by ")), "{notes:?}");
    notes
}

#[tokio::test]
async fn the_documents_own_requirement_is_inherited() {
    assert_eq!(
        let_in(get("/inherited", &[GOOD_KEY]).await),
        ["key?", "inherited by \"key\""]
    );
    assert_eq!(kept_out(get("/inherited", &[BAD_KEY]).await), ["key?"]);
    // Nothing to ask about.
    for headers in [
        &[][..],
        &[GOOD_TOKEN],
        &[GOOD_LOGIN],
        &[("x-key", "")],
        &[("cookie", "X-Key=good")],
    ] {
        assert_eq!(
            kept_out(get("/inherited", headers).await),
            [""; 0],
            "{headers:?}"
        );
    }
    assert_eq!(kept_out(get("/inherited?X-Key=good", &[]).await), [""; 0]);
}

#[tokio::test]
async fn an_operation_that_asks_for_nothing_looks_at_nothing() {
    for headers in [
        &[][..],
        &[BAD_KEY],
        &[BAD_TOKEN],
        &[("authorization", "Basic %%%")],
    ] {
        assert_eq!(
            let_in(get("/open", headers).await),
            ["open by ()"],
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn alternatives_are_tried_in_the_order_of_the_document() {
    assert_eq!(
        let_in(get("/either", &[GOOD_TOKEN]).await),
        ["token?", "either by \"token\""]
    );
    assert_eq!(
        let_in(get("/either", &[GOOD_KEY]).await),
        ["key?", "either by \"key\""]
    );
    // The order of the headers is nothing.
    assert_eq!(
        let_in(get("/either", &[GOOD_KEY, GOOD_TOKEN]).await),
        ["token?", "either by \"token\""]
    );
    // The next one, where the first is refused.
    assert_eq!(
        let_in(get("/either", &[BAD_TOKEN, GOOD_KEY]).await),
        ["token?", "key?", "either by \"key\""]
    );
    assert_eq!(
        let_in(get("/either", &[GOOD_TOKEN, BAD_KEY]).await),
        ["token?", "either by \"token\""]
    );
    assert_eq!(
        kept_out(get("/either", &[BAD_TOKEN, BAD_KEY]).await),
        ["token?", "key?"]
    );
    assert_eq!(kept_out(get("/either", &[]).await), [""; 0]);
}

#[tokio::test]
async fn schemes_asked_for_together_are_all_needed_and_then_combined() {
    let (answer, notes) = get("/both", &[GOOD_KEY, GOOD_LOGIN]).await;
    let asked = [
        "key?",
        "user \"me\"",
        "login?",
        "combine",
        "both by \"key and login\"",
    ];
    assert_eq!(let_in((answer, notes)), asked);
    // One of them alone is not even looked at.
    assert_eq!(kept_out(get("/both", &[GOOD_KEY]).await), [""; 0]);
    assert_eq!(kept_out(get("/both", &[GOOD_LOGIN]).await), [""; 0]);
    assert_eq!(
        kept_out(get("/both", &[GOOD_KEY, GOOD_TOKEN]).await),
        [""; 0]
    );
    assert_eq!(
        kept_out(get("/both", &[BAD_KEY, GOOD_LOGIN]).await),
        ["key?"]
    );
    assert_eq!(
        kept_out(get("/both", &[GOOD_KEY, BAD_LOGIN]).await),
        ["key?", "user \"me\"", "login?"]
    );
}

#[tokio::test]
async fn optional_credentials_may_be_missing_but_never_wrong() {
    assert_eq!(let_in(get("/optional", &[]).await), ["optional by None"]);
    assert_eq!(
        let_in(get("/optional", &[GOOD_TOKEN]).await),
        ["token?", "optional by Some(\"token\")"]
    );
    assert_eq!(kept_out(get("/optional", &[BAD_TOKEN]).await), ["token?"]);
    // Of what is no connection only the request can say that it is absent.
    assert_eq!(
        kept_out(get("/optional", &[("authorization", "Bearer absent")]).await),
        ["token?"]
    );
    for broken in ["Bearer", "Bearer ", "bearer  "] {
        assert_eq!(
            kept_out(get("/optional", &[("authorization", broken)]).await),
            [""; 0],
            "{broken:?}"
        );
    }
    assert_eq!(
        kept_out(get("/optional", &[GOOD_TOKEN, GOOD_TOKEN]).await),
        [""; 0]
    );
    assert_eq!(
        kept_out(get("/optional", &[GOOD_TOKEN, GOOD_LOGIN]).await),
        [""; 0]
    );
    assert_eq!(
        kept_out(get("/optional", &[GOOD_LOGIN, GOOD_TOKEN]).await),
        [""; 0]
    );
    // Credentials that it does not know are none of its own.
    assert_eq!(
        let_in(get("/optional", &[BAD_KEY]).await),
        ["optional by None"]
    );
    assert_eq!(
        let_in(get("/optional", &[GOOD_LOGIN]).await),
        ["optional by None"]
    );
    // Nor is a failure to check them.
    let (answer, notes) = get("/optional", &[("authorization", "Bearer broken")]).await;
    assert_eq!(
        (refused(&answer), notes),
        ((500, "internal".to_owned()), vec!["token?".to_owned()])
    );
    let (answer, _) = get("/optional", &[("authorization", "Bearer barred")]).await;
    assert_eq!(refused(&answer), (403, "forbidden".to_owned()));
}

const BODY: &str = r#"{"secret":"abc"}"#;
const JSON: (&str, &str) = ("content-type", "application/json");

async fn scoped(token: &str, body: &str) -> (Answer, Vec<String>) {
    let token = format!("Bearer {token}");
    ask(
        router,
        "POST /scoped",
        &[("authorization", &token), JSON],
        body,
    )
    .await
}

#[tokio::test]
async fn a_scope_that_is_missing_is_forbidden_as_declared() {
    let by = "scoped by (\"oauth\", \"abc\")";
    assert_eq!(
        let_in(scoped("scopes=vault:write", BODY).await),
        ["oauth?", by]
    );
    assert_eq!(
        let_in(scoped("scopes=vault:read+vault:write", BODY).await),
        ["oauth?", by]
    );
    for token in [
        "good",
        "scopes=vault:read",
        "scopes=",
        "scopes=vault",
        "scopes=vault:write2",
        "scopes=VAULT:WRITE",
    ] {
        let (answer, notes) = scoped(token, BODY).await;
        assert_eq!(answer.status, 403, "{token}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let message = "The operation asks for these scopes: vault:write.";
        assert_eq!(
            answer.json(),
            serde_json::json!({ "code": 403, "message": message })
        );
        let challenge = "Bearer error=\"insufficient_scope\", scope=\"vault:write\"";
        assert_eq!(challenges(&answer), [challenge]);
        assert_eq!(notes, ["oauth?"]);
    }
    let (answer, notes) = scoped("barred", BODY).await;
    let message = "The credentials do not allow this operation.";
    assert_eq!(
        answer.json(),
        serde_json::json!({ "code": 403, "message": message })
    );
    assert_eq!(
        (answer.status.as_u16(), notes),
        (403, vec!["oauth?".to_owned()])
    );
}

#[tokio::test]
async fn credentials_come_before_everything_but_the_route() {
    // No credentials: not a word about the body.
    for (headers, body) in [
        (&[JSON][..], "{}"),
        (&[JSON], "{"),
        (&[], BODY),
        (&[("content-type", "text/plain")], "x"),
    ] {
        let (answer, notes) = ask(router, "POST /scoped", headers, body).await;
        assert_eq!((refused(&answer).0, notes), (401, vec![]));
    }
    assert_eq!(scoped("scopes=vault:read", "{").await.0.status, 403);
    assert_eq!(scoped("scopes=vault:write", "{").await.0.status, 400);
    assert_eq!(
        scoped("scopes=vault:write", r#"{"secret":"ab"}"#)
            .await
            .0
            .status,
        400
    );
    // Route and method need none.
    let (answer, notes) = ask(router, "DELETE /inherited", &[], "").await;
    assert_eq!((answer.status.as_u16(), notes), (405, vec![]));
    let (answer, notes) = ask(router, "GET /nowhere", &[BAD_KEY], "").await;
    assert_eq!((answer.status.as_u16(), notes), (404, vec![]));
    // HEAD is a GET.
    let (answer, notes) = ask(router, "HEAD /inherited", &[], "").await;
    assert_eq!((answer.status.as_u16(), notes), (401, vec![]));
    let (answer, notes) = ask(router, "HEAD /inherited", &[GOOD_KEY], "").await;
    assert_eq!((answer.status.as_u16(), notes.len()), (204, 2));
}

#[tokio::test]
async fn keys_travel_in_queries_and_cookies_too() {
    let places = |scheme: &str| [format!("{scheme}?"), format!("places by {scheme:?}")];
    assert_eq!(
        let_in(get("/places?key=good", &[]).await),
        places("query_key")
    );
    assert_eq!(
        let_in(get("/places?a=b&%6Bey=g%6Fod&c", &[]).await),
        places("query_key")
    );
    assert_eq!(
        let_in(get("/places", &[("cookie", "a=b; session=good; c")]).await),
        places("cookie_key")
    );
    assert_eq!(
        let_in(get("/places", &[("cookie", "a=b"), ("cookie", "session=good")]).await),
        places("cookie_key")
    );
    assert_eq!(
        let_in(get("/places", &[("authorization", "DIGEST good")]).await),
        places("digest")
    );
    assert_eq!(
        let_in(get("/places", &[("x-peer", "good")]).await),
        places("peer")
    );
    let open_id = ("authorization", "Bearer scopes=profile");
    assert_eq!(let_in(get("/places", &[open_id]).await), places("open_id"));

    for target in [
        "/places?key=",
        "/places?key",
        "/places?key=good&key=good",
        "/places?key=%zz",
        "/places?key=%ff",
        "/places?KEY=good",
    ] {
        assert_eq!(kept_out(get(target, &[]).await), [""; 0], "{target}");
    }
    for cookie in [
        "session=",
        "session",
        "session=good; session=good",
        "Session=good",
        "session2=good",
    ] {
        assert_eq!(
            kept_out(get("/places", &[("cookie", cookie)]).await),
            [""; 0],
            "{cookie}"
        );
    }
    let twice = [("cookie", "session=good"), ("cookie", "session=good")];
    assert_eq!(kept_out(get("/places", &twice).await), [""; 0]);
    // A broken one does not stand in the way of a good one of another scheme.
    assert_eq!(
        let_in(get("/places?key=%zz", &[("cookie", "session=good")]).await),
        places("cookie_key")
    );
    let everything = [
        ("cookie", "session=bad"),
        ("authorization", "Bearer bad"),
        ("x-peer", "bad"),
    ];
    let asked = ["query_key?", "cookie_key?", "open_id?", "peer?"];
    assert_eq!(kept_out(get("/places?key=bad", &everything).await), asked);
    // Forbidden says more than refused, and less than let in.
    let (answer, notes) = get("/places?key=bad", &[("authorization", "Bearer good")]).await;
    assert_eq!(
        (refused(&answer), notes.len()),
        ((403, "forbidden".to_owned()), 2)
    );
    let peer = [("authorization", "Bearer good"), ("x-peer", "good")];
    assert_eq!(
        let_in(get("/places", &peer).await),
        ["open_id?", "peer?", "places by \"peer\""]
    );
}

#[tokio::test]
async fn every_scheme_that_would_do_is_named_once() {
    for (target, expected) in [
        ("/inherited", &["APIKey"][..]),
        ("/either", &["Bearer", "APIKey"]),
        (
            "/both",
            &["APIKey", "Basic realm=\"Vault\", charset=\"UTF-8\""],
        ),
        ("/places", &["APIKey", "digest", "Bearer"]),
    ] {
        let (answer, _) = get(target, &[]).await;
        assert_eq!(answer.status, 401, "{target}");
        assert_eq!(challenges(&answer), expected, "{target}");
    }
    for headers in [
        &[BAD_TOKEN][..],
        &[BAD_KEY],
        &[BAD_TOKEN, BAD_KEY],
        &[GOOD_TOKEN, GOOD_TOKEN],
    ] {
        let (answer, _) = get("/either", headers).await;
        assert_eq!(challenges(&answer), ["Bearer", "APIKey"], "{headers:?}");
    }
    let (answer, _) = get("/optional", &[BAD_TOKEN]).await;
    assert_eq!(challenges(&answer), ["Bearer"]);
    let (answer, _) = ask(router, "POST /scoped", &[], "").await;
    assert_eq!(challenges(&answer), ["Bearer"]);
}

#[tokio::test]
async fn an_error_while_checking_is_the_servers_and_stays_inside() {
    let broken_key = ("x-key", "broken");
    let broken_token = ("authorization", "Bearer broken");
    for (target, headers) in [
        ("/inherited", &[broken_key][..]),
        ("/either", &[broken_token]),
        // Nothing else is tried: whether the first was good is not known.
        ("/either", &[broken_token, GOOD_KEY]),
        ("/both", &[broken_key, GOOD_LOGIN]),
        ("/places?key=broken", &[("cookie", "session=good")]),
        ("/places", &[("x-peer", "broken")]),
    ] {
        let (answer, notes) = get(target, headers).await;
        assert_eq!(refused(&answer), (500, "internal".to_owned()), "{target}");
        assert!(challenges(&answer).is_empty());
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
    let (answer, notes) = scoped("broken", BODY).await;
    assert_eq!((refused(&answer).0, notes.len()), (500, 1));
}

//! `fixtures/ok/security/alternatives.yaml`: what alternatives mean together.

use axum::Router;
use serde_json::json;
use specwright::Secret;
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::alternatives::server::{self, *};

use super::{Gate, ask, by_secret, challenges};
use crate::support::Answer;

impl Security for Gate {
    type Principal = String;

    by_secret! { key token oauth }

    async fn login(
        &self,
        _user: &str,
        password: &Secret,
        _call: &Call,
    ) -> Result<Granted<String>, Denied> {
        self.check("login", password.expose())
    }

    async fn peer(&self, call: &Call) -> Result<Granted<String>, Denied> {
        Gate::peer(self, call)
    }

    async fn combine(
        &self,
        principals: Vec<(&'static str, String)>,
        call: &Call,
    ) -> Result<String, Denied> {
        if call.headers().contains_key("x-combine") {
            self.check("combine", call.headers()["x-combine"].to_str().unwrap())?;
        }
        self.combined(principals)
    }
}

/// Handlers that only say who called them.
macro_rules! handlers {
    ($($operation:ident($principal:ty) -> $response:ident,)*) => {
        impl Api for Gate {
            type Error = Failure;

            $(async fn $operation(&self, principal: $principal, _call: &Call) -> Result<$response, Failure> {
                self.called(stringify!($operation), principal);
                Ok($response::NoContent)
            })*
        }
    };
}

handlers! {
    empty_first(Option<String>) -> EmptyFirstResponse,
    pair_or_nothing(Option<String>) -> PairOrNothingResponse,
    peer_or_nothing(Option<String>) -> PeerOrNothingResponse,
    peer_and_key(String) -> PeerAndKeyResponse,
    two_scopes(String) -> TwoScopesResponse,
    scope_or_key(String) -> ScopeOrKeyResponse,
    roles(String) -> RolesResponse,
    declared(String) -> DeclaredResponse,
}

fn router(gate: Gate) -> Router {
    server::router(gate)
}

async fn get(target: &str, headers: &[(&str, &str)]) -> (Answer, Vec<String>) {
    ask(router, &format!("GET {target}"), headers, "").await
}

/// Status, and what was asked.
async fn told(target: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let (answer, notes) = get(target, headers).await;
    (answer.status.as_u16(), notes.join(", "))
}

const KEY: (&str, &str) = ("x-key", "good");
const TOKEN: (&str, &str) = ("authorization", "Bearer good");

fn is(status: u16, notes: &str) -> (u16, String) {
    (status, notes.to_owned())
}

#[tokio::test]
async fn nothing_at_all_counts_last_wherever_it_stands() {
    assert_eq!(
        told("/empty_first", &[]).await,
        is(204, "empty_first by None")
    );
    assert_eq!(
        told("/empty_first", &[TOKEN]).await,
        is(204, "token?, empty_first by Some(\"token\")")
    );
    assert_eq!(
        told("/empty_first", &[("authorization", "Bearer bad")]).await,
        is(401, "token?")
    );
}

#[tokio::test]
async fn half_a_pair_is_not_nothing() {
    assert_eq!(
        told("/pair_or_nothing", &[]).await,
        is(204, "pair_or_nothing by None")
    );
    assert_eq!(
        told("/pair_or_nothing", &[KEY, TOKEN]).await,
        is(
            204,
            "key?, token?, combine, pair_or_nothing by Some(\"key and token\")"
        )
    );
    assert_eq!(told("/pair_or_nothing", &[KEY]).await, is(401, ""));
    assert_eq!(told("/pair_or_nothing", &[TOKEN]).await, is(401, ""));
    assert_eq!(
        told("/pair_or_nothing", &[KEY, ("authorization", "Bearer bad")]).await,
        is(401, "key?, token?")
    );
}

#[tokio::test]
async fn combining_may_refuse_too() {
    let with = |text| [KEY, TOKEN, ("x-combine", text)];
    let asked = "key?, token?, combine?";
    assert_eq!(told("/pair_or_nothing", &with("bad")).await, is(401, asked));
    assert_eq!(
        told("/pair_or_nothing", &with("absent")).await,
        is(401, asked)
    );
    assert_eq!(
        told("/pair_or_nothing", &with("barred")).await,
        is(403, asked)
    );
    assert_eq!(
        told("/pair_or_nothing", &with("broken")).await,
        is(500, asked)
    );
}

#[tokio::test]
async fn a_connection_is_asked_about_by_the_application() {
    assert_eq!(
        told("/peer_or_nothing", &[]).await,
        is(204, "peer_or_nothing by None")
    );
    assert_eq!(
        told("/peer_or_nothing", &[("x-peer", "good")]).await,
        is(204, "peer?, peer_or_nothing by Some(\"peer\")")
    );
    assert_eq!(
        told("/peer_or_nothing", &[("x-peer", "bad")]).await,
        is(401, "peer?")
    );
    assert_eq!(
        told("/peer_and_key", &[("x-peer", "good"), KEY]).await.0,
        204
    );
    for headers in [
        &[][..],
        &[KEY],
        &[("x-peer", "good")],
        &[("x-peer", "bad"), KEY],
        &[("x-peer", "good"), ("x-key", "bad")],
    ] {
        assert_eq!(told("/peer_and_key", headers).await.0, 401, "{headers:?}");
    }
    // There is no word for it in a challenge.
    let (answer, _) = get("/peer_or_nothing", &[("x-peer", "bad")]).await;
    assert!(challenges(&answer).is_empty());
    let (answer, _) = get("/peer_and_key", &[]).await;
    assert_eq!(challenges(&answer), ["APIKey"]);
}

#[tokio::test]
async fn the_scopes_of_one_alternative_are_needed_together() {
    let with = |scopes: &str| format!("Bearer scopes={scopes}");
    for (scopes, status) in [
        ("a", 204),
        ("b+c", 204),
        ("c+b+x", 204),
        ("b", 403),
        ("c", 403),
        ("x", 403),
        ("a+b", 204),
    ] {
        let (got, _) = told("/two_scopes", &[("authorization", &with(scopes))]).await;
        assert_eq!(got, status, "{scopes}");
    }
    let (answer, _) = get("/two_scopes", &[("authorization", &with("b"))]).await;
    assert_eq!(
        challenges(&answer),
        ["Bearer error=\"insufficient_scope\", scope=\"a\""]
    );
}

#[tokio::test]
async fn another_alternative_makes_up_for_a_missing_scope() {
    let token = ("authorization", "Bearer good");
    assert_eq!(
        told("/scope_or_key", &[token, KEY]).await,
        is(204, "oauth?, key?, scope_or_key by \"key\"")
    );
    assert_eq!(told("/scope_or_key", &[token]).await, is(403, "oauth?"));
    assert_eq!(
        told("/scope_or_key", &[token, ("x-key", "bad")]).await,
        is(403, "oauth?, key?")
    );
    assert_eq!(
        told(
            "/scope_or_key",
            &[("authorization", "Bearer bad"), ("x-key", "barred")]
        )
        .await,
        is(403, "oauth?, key?")
    );
}

/// From 3.1 on other schemes name roles.
#[tokio::test]
async fn roles_are_scopes_of_other_schemes() {
    // `me:scopes=admin`, `me:good`
    let admin = ("authorization", "Basic bWU6c2NvcGVzPWFkbWlu");
    let other = ("authorization", "Basic bWU6Z29vZA==");
    let (status, notes) = told("/roles", &[admin, KEY]).await;
    assert_eq!(status, 204, "{notes}");
    let (answer, notes) = get("/roles", &[other, KEY]).await;
    assert_eq!(
        (
            answer.status.as_u16(),
            notes.iter().any(|note| note.contains(" by "))
        ),
        (403, false)
    );
    // No bearer token, no words of RFC 6750.
    assert!(challenges(&answer).is_empty());
}

#[tokio::test]
async fn declared_schemas_are_filled_for_refusals_too() {
    let (answer, notes) = get("/declared", &[("x-key", "bad")]).await;
    assert_eq!((answer.status.as_u16(), notes.join(", ")), is(401, "key?"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("www-authenticate"), Some("APIKey"));
    assert_eq!(
        answer.json(),
        json!({ "error": "unauthorized", "message": "Credentials are missing or refused." })
    );
    let (answer, _) = get("/declared", &[("x-key", "broken")]).await;
    assert_eq!(answer.status, 500);
    assert_eq!(
        answer.json(),
        json!({ "error": "internal", "message": "Internal Server Error" })
    );
}

#[tokio::test]
async fn realms_are_quoted() {
    let (answer, _) = get("/roles", &[KEY]).await;
    let realm = "Basic realm=\"Doors \\\"and\\\" windows\", charset=\"UTF-8\"";
    let mut told = challenges(&answer);
    told.sort_unstable();
    assert_eq!(told, ["APIKey", realm]);
}

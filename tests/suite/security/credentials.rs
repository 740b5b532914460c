//! How credentials are written: names of schemes, blanks, Basic.

use axum::body::Body;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::Request;
use tower::ServiceExt as _;

use super::{
    Gate, ask,
    vault::{get, router},
};
use crate::support::Answer;

/// Asks what needs a key and a login; the user, if the login was looked at.
async fn login(authorization: &str) -> (u16, Option<String>) {
    let headers = [("x-key", "good"), ("authorization", authorization)];
    let (answer, notes): (Answer, Vec<String>) = get("/both", &headers).await;
    let user = notes
        .iter()
        .find_map(|note| note.strip_prefix("user ").map(str::to_owned));
    (answer.status.as_u16(), user)
}

async fn basic(text: &[u8]) -> (u16, Option<String>) {
    login(&format!("Basic {}", STANDARD.encode(text))).await
}

#[tokio::test]
async fn names_of_schemes_have_no_case() {
    for name in ["Basic", "basic", "BASIC", "bAsIc"] {
        let (status, user) = login(&format!("{name} bWU6Z29vZA==")).await;
        assert_eq!((status, user.as_deref()), (204, Some("\"me\"")), "{name}");
    }
    for name in ["Bearer", "bearer", "BEARER"] {
        let (answer, _) = get("/either", &[("authorization", &format!("{name} good"))]).await;
        assert_eq!(answer.status, 204, "{name}");
    }
    for authorization in [
        "Bearergood",
        "Bearer\tgood",
        "Bearer:good",
        "Bearer=good",
        "Token good",
        "Basic good",
        "good",
        "",
        "Bearer, good",
        "\"Bearer\" good",
    ] {
        let (answer, notes) = get("/either", &[("authorization", authorization)]).await;
        assert_eq!(
            (answer.status.as_u16(), notes),
            (401, vec![]),
            "{authorization:?}"
        );
    }
}

#[tokio::test]
async fn what_follows_the_name_is_one_token() {
    for good in ["Bearer good", "Bearer  good", "Bearer good "] {
        let (answer, _) = get("/either", &[("authorization", good)]).await;
        assert_eq!(answer.status, 204, "{good:?}");
    }
    // A token as it is: not cut, not decoded.
    for bad in [
        "Bearer good x",
        "Bearer good,x",
        "Bearer \"good\"",
        "Bearer g%6fod",
        "Bearer GOOD",
    ] {
        let (answer, notes) = get("/either", &[("authorization", bad)]).await;
        assert_eq!(
            (answer.status.as_u16(), notes),
            (401, vec!["token?".to_owned()]),
            "{bad:?}"
        );
    }
}

#[tokio::test]
async fn basic_is_user_and_password() {
    let me = |user: &str| Some(format!("{user:?}"));
    assert_eq!(basic(b"me:good").await, (204, me("me")));
    assert_eq!(basic(b":good").await, (204, me("")));
    assert_eq!(basic("Zoë Ⅷ:good".as_bytes()).await, (204, me("Zoë Ⅷ")));
    // The first colon parts them; the password has the others.
    assert_eq!(basic(b"me:good:good").await, (401, me("me")));
    assert_eq!(basic(b"me:scopes=a:b").await, (204, me("me")));
    assert_eq!(basic(b"me:").await, (401, me("me")));
    assert_eq!(basic(b"me: good").await, (401, me("me")));
    assert_eq!(basic(b" me :good").await, (204, me(" me ")));
}

#[tokio::test]
async fn basic_that_cannot_be_read_is_refused_unasked() {
    for broken in [
        "Basic",
        "Basic ",
        "Basic %%%",
        "Basic me:good",
        "Basic bWU6Z29vZA",
        "Basic bWU6Z29vZA=",
        "Basic bWU6Z29vZA===",
        "Basic bWU6 Z29vZA==",
        "Basic bWU6Z29vZA== x",
        "Basic bWU6Z29vZA==,",
        "Basic \"bWU6Z29vZA==\"",
        "Basic bWU6Z29vZB==",
        "Basic bWU6Z29vZC0-",
        "Basic bWU6Z29vZC1_",
    ] {
        assert_eq!(login(broken).await, (401, None), "{broken:?}");
    }
    for text in [
        &b"me"[..],
        b"megood",
        b"\xff:good",
        b"me:\xff",
        b"me:good\xc3",
        b"",
    ] {
        assert_eq!(basic(text).await, (401, None), "{text:?}");
    }
}

#[tokio::test]
async fn a_credential_given_twice_is_refused_unasked() {
    let login = "Basic bWU6Z29vZA==";
    let bearer = "Bearer good";
    let cases: [(&str, &[(&str, &str)]); 9] = [
        ("/inherited", &[("x-key", "good"), ("x-key", "good")]),
        ("/inherited", &[("x-key", "good"), ("x-key", "bad")]),
        ("/inherited", &[("x-key", ""), ("x-key", "good")]),
        (
            "/either",
            &[("authorization", bearer), ("authorization", bearer)],
        ),
        (
            "/either",
            &[("authorization", bearer), ("authorization", login)],
        ),
        (
            "/both",
            &[
                ("x-key", "good"),
                ("authorization", login),
                ("authorization", login),
            ],
        ),
        (
            "/both",
            &[
                ("x-key", "good"),
                ("x-key", "good"),
                ("authorization", login),
            ],
        ),
        (
            "/optional",
            &[("authorization", bearer), ("authorization", "")],
        ),
        ("/places?key=good&key=good", &[]),
    ];
    for (target, headers) in cases {
        let (answer, notes) = get(target, headers).await;
        assert_eq!(
            (answer.status.as_u16(), notes),
            (401, vec![]),
            "{target} {headers:?}"
        );
    }
}

/// Headers may hold bytes that are no UTF-8.
#[tokio::test]
async fn credentials_that_are_no_text_are_refused_unasked() {
    for (target, name, value) in [
        ("/inherited", "x-key", &b"g\xf6od"[..]),
        ("/either", "authorization", b"Bearer g\xf6od"),
        ("/optional", "authorization", b"Bearer g\xf6od"),
        ("/optional", "authorization", b"\xff"),
        ("/places", "cookie", b"session=g\xf6od"),
    ] {
        let gate = Gate::default();
        let request = Request::builder()
            .uri(target)
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        let answer = router(gate.clone()).oneshot(request).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), gate.notes()),
            (401, vec![]),
            "{target} {value:?}"
        );
    }
}

/// White space that is none of HTTP's belongs to the credential.
#[tokio::test]
async fn nothing_but_blanks_is_cut_off() {
    for (target, name, value) in [
        ("/either", "authorization", "Bearer good\u{a0}"),
        ("/either", "authorization", "Bearer \u{2003}good"),
        ("/places", "cookie", "session=good\u{a0}"),
    ] {
        let gate = Gate::default();
        let request = Request::builder()
            .uri(target)
            .header(name, value.as_bytes())
            .body(Body::empty())
            .unwrap();
        let answer = router(gate.clone()).oneshot(request).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), gate.notes().len()),
            (401, 1),
            "{value:?}"
        );
    }
}

#[tokio::test]
async fn secrets_are_not_in_what_is_answered_or_printed() {
    for (target, headers) in [
        ("/inherited", [("x-key", "topsecret")]),
        ("/either", [("authorization", "Bearer topsecret")]),
    ] {
        let (answer, _) = ask(router, &format!("GET {target}"), &headers, "").await;
        assert!(!format!("{answer:?}").contains("topsecret"));
    }
    assert!(!format!("{:?}", specwright::Secret::new("topsecret")).contains("topsecret"));
}

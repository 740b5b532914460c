//! Credentials that are missing, cannot be sent, are refused, or must not be
//! seen.

use std::sync::Arc;

use axum::Router;
use http::StatusCode;
use specwright::client::{Error, RequestError};
use specwright_tests::vault::{
    client::{Client, ScopedError},
    models::ScopedBody,
    server::router,
};

use super::Service;
use crate::support::wire::{Script, on_both};

#[test]
fn what_cannot_be_a_credential_is_not_sent() {
    let service = Service::default();
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            let calls = [
                ("key", client.clone().key("").inherited().send().await),
                ("key", client.clone().key(" k").inherited().send().await),
                ("key", client.clone().key("k\n").inherited().send().await),
                (
                    "query_key",
                    client.clone().query_key("").places().send().await,
                ),
                (
                    "cookie_key",
                    client.clone().cookie_key("").places().send().await,
                ),
                (
                    "cookie_key",
                    client.clone().cookie_key("a;b").places().send().await,
                ),
                (
                    "cookie_key",
                    client.clone().cookie_key("a b").places().send().await,
                ),
                (
                    "cookie_key",
                    client.clone().cookie_key("ä").places().send().await,
                ),
                ("token", client.clone().token("").either().send().await),
                ("token", client.clone().token("t ").either().send().await),
                (
                    "token",
                    client.clone().token("t\r\nx: y").either().send().await,
                ),
                (
                    "login",
                    client
                        .clone()
                        .key("k")
                        .login("a:b", "p")
                        .both()
                        .send()
                        .await,
                ),
                (
                    "login",
                    client
                        .clone()
                        .key("k")
                        .login("a", "p\n")
                        .both()
                        .send()
                        .await,
                ),
            ];
            for (scheme, sent) in calls {
                match sent.unwrap_err() {
                    Error::Request(RequestError::Credential { scheme: found, .. }) => {
                        assert_eq!(found, scheme);
                    }
                    other => panic!("{scheme}: {other:?}"),
                }
            }
            service.calls.untouched();
        },
    );
}

#[test]
fn missing_credentials_are_named_before_anything_is_sent() {
    let service = Service::default();
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            let missing = |error: Error<_>| match error {
                Error::Request(RequestError::MissingCredentials {
                    operation,
                    alternatives,
                }) => (operation, alternatives),
                other => panic!("{other:?}"),
            };
            let error = client.inherited().send().await.unwrap_err();
            assert_eq!(missing(error), ("inherited", vec![vec!["key"]]));
            let error = client.either().send().await.unwrap_err();
            assert_eq!(missing(error), ("either", vec![vec!["token"], vec!["key"]]));
            let error = client.clone().key("k").both().send().await.unwrap_err();
            assert_eq!(missing(error), ("both", vec![vec!["key", "login"]]));
            let error = client.login("u", "p").both().send().await.unwrap_err();
            assert_eq!(missing(error), ("both", vec![vec!["key", "login"]]));
            service.calls.untouched();
        },
    );
}

#[test]
fn refused_credentials_are_401_with_every_challenge() {
    let service = Service::default();
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            let error = client
                .clone()
                .token("bad")
                .either()
                .send()
                .await
                .unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
            let headers = error.headers().unwrap();
            let challenges: Vec<_> = headers.get_all("www-authenticate").iter().collect();
            assert_eq!(challenges, ["Bearer", "APIKey"]);

            // A refused token never passes as somebody without one.
            let error = client
                .clone()
                .token("bad")
                .optional()
                .send()
                .await
                .unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));

            // Both must be good.
            for (key, password) in [("bad", "p"), ("k", "bad")] {
                let client = client.clone().key(key).login("u", password);
                let error = client.both().send().await.unwrap_err();
                assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
            }
            service.calls.untouched();
        },
    );
}

#[test]
fn a_missing_scope_is_the_declared_403() {
    let service = Service::default();
    let body = ScopedBody::new("open sesame");
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            client
                .clone()
                .oauth("writer")
                .scoped(&body)
                .send()
                .await
                .unwrap();
            assert_eq!(
                service.calls.seen(),
                Some("oauth||writer: open sesame".to_owned())
            );
            for token in ["reader", "forbidden"] {
                let error = client
                    .clone()
                    .oauth(token)
                    .scoped(&body)
                    .send()
                    .await
                    .unwrap_err();
                let Error::Api(ScopedError::Forbidden(refusal), _) = error else {
                    panic!("{error:?}")
                };
                assert_eq!(refusal.code, 403);
                assert!(!refusal.message.is_empty());
            }
            service.calls.untouched();
        },
    );
}

#[test]
fn transports_may_bring_what_the_client_does_not_have() {
    let service = Service::default();
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            // A peer is the connection's business, and so is whatever a layer adds.
            client
                .clone()
                .with_header("X-Peer", "me")
                .places()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some("peer||me".to_owned()));
            let error = client.clone().places().send().await.unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
            let error = client
                .with_transport_credentials()
                .inherited()
                .send()
                .await
                .unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
            service.calls.untouched();
        },
    );
}

#[test]
fn secrets_are_not_shown() {
    let service = Service::default();
    on_both(router(service), Client::with_transport, async |client| {
        let client = client
            .key("hidden")
            .login("u", "hidden")
            .token("hidden")
            .cookie_key("hidden");
        let calls = [
            format!("{:?}", client.inherited().build_request()),
            format!("{:?}", client.both().build_request()),
            format!("{:?}", client.either().build_request()),
            format!("{:?}", client.places().build_request()),
            format!("{client:?}"),
        ];
        for shown in calls {
            assert!(!shown.contains("hidden"), "{shown}");
        }
    });
}

#[test]
fn a_key_does_not_travel_to_where_a_redirect_points() {
    let elsewhere = Arc::new(Script::<(), ()>::default());
    let runtime = crate::support::wire::runtime();
    runtime.block_on(async {
        let other = elsewhere.clone();
        let other = Router::new().fallback(move || {
            other.see(());
            async { StatusCode::NO_CONTENT }
        });
        let to = crate::support::wire::serve(other).await;
        for status in [301_u16, 302, 303, 307, 308] {
            let to = to.clone();
            let from = Router::new().fallback(move || async move {
                (
                    StatusCode::from_u16(status).unwrap(),
                    [("location", format!("{to}/inherited"))],
                )
            });
            for side in crate::support::wire::both(from).await {
                let client = side.client(Client::with_transport).key("k");
                let error = client.inherited().send().await.unwrap_err();
                assert_eq!(error.status().unwrap(), status, "{}", side.name);
                assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
            }
        }
        elsewhere.untouched();
    });
}

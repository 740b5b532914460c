//! Credentials of every kind, sent and received.

use std::sync::{Arc, Mutex};

use axum::{Router, http::HeaderMap};
use http::StatusCode;
use proptest::prelude::*;
use specwright::{
    Secret,
    client::{Error, RequestError},
};
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::vault::{
    client::{Client, ScopedError},
    models::ScopedBody,
    server::{
        Api, BothResponse, EitherResponse, InheritedResponse, OpenResponse, OptionalResponse,
        PlacesResponse, ScopedRequest, ScopedResponse, Security, router,
    },
};

use crate::support::{
    values::{header_text, text},
    wire::{Script, on_both, property},
};

/// Whoever the credentials show, as a text.
type Who = String;

/// Lets everybody in whose secret does not begin with `bad`, and keeps who
/// called.
#[derive(Clone, Default)]
struct Service {
    calls: Arc<Script<Option<Who>, ()>>,
    asked: Arc<Mutex<Vec<Who>>>,
}

impl Service {
    fn check(&self, scheme: &str, user: &str, secret: &str) -> Result<Granted<Who>, Denied> {
        let who = format!("{scheme}|{user}|{secret}");
        self.asked.lock().unwrap().push(who.clone());
        match secret {
            secret if secret.starts_with("bad") => Err(Denied::Refused),
            "forbidden" => Err(Denied::Forbidden),
            "writer" => Ok(Granted::new(who).scopes(["vault:write"])),
            "reader" => Ok(Granted::new(who).scopes(["vault:read"])),
            _ => Ok(Granted::new(who).scopes(["profile"])),
        }
    }

    /// Which schemes were checked since the last time.
    fn asked(&self) -> Vec<Who> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

type Verdict = Result<Granted<Who>, Denied>;

impl Security for Service {
    type Principal = Who;

    async fn key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("key", "", key.expose())
    }

    async fn query_key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("query_key", "", key.expose())
    }

    async fn cookie_key(&self, key: &Secret, _call: &Call) -> Verdict {
        self.check("cookie_key", "", key.expose())
    }

    async fn login(&self, user: &str, password: &Secret, _call: &Call) -> Verdict {
        self.check("login", user, password.expose())
    }

    async fn token(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("token", "", token.expose())
    }

    async fn digest(&self, credentials: &Secret, _call: &Call) -> Verdict {
        self.check("digest", "", credentials.expose())
    }

    async fn oauth(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("oauth", "", token.expose())
    }

    async fn open_id(&self, token: &Secret, _call: &Call) -> Verdict {
        self.check("open_id", "", token.expose())
    }

    async fn peer(&self, call: &Call) -> Verdict {
        match call.headers().get("x-peer") {
            Some(peer) => self.check("peer", "", peer.to_str().unwrap()),
            None => Err(Denied::Absent),
        }
    }

    async fn combine(
        &self,
        principals: Vec<(&'static str, Who)>,
        _call: &Call,
    ) -> Result<Who, Denied> {
        let all: Vec<Who> = principals.into_iter().map(|(_, who)| who).collect();
        Ok(all.join(" and "))
    }
}

impl Api for Service {
    type Error = Failure;

    async fn inherited(&self, who: Who, _call: &Call) -> Result<InheritedResponse, Failure> {
        self.calls.see(Some(who));
        Ok(InheritedResponse::NoContent)
    }

    async fn open(&self, _call: &Call) -> Result<OpenResponse, Failure> {
        self.calls.see(None);
        Ok(OpenResponse::NoContent)
    }

    async fn either(&self, who: Who, _call: &Call) -> Result<EitherResponse, Failure> {
        self.calls.see(Some(who));
        Ok(EitherResponse::NoContent)
    }

    async fn both(&self, who: Who, _call: &Call) -> Result<BothResponse, Failure> {
        self.calls.see(Some(who));
        Ok(BothResponse::NoContent)
    }

    async fn optional(&self, who: Option<Who>, _call: &Call) -> Result<OptionalResponse, Failure> {
        self.calls.see(who);
        Ok(OptionalResponse::NoContent)
    }

    async fn scoped(
        &self,
        who: Who,
        request: ScopedRequest,
        _call: &Call,
    ) -> Result<ScopedResponse, Failure> {
        self.calls
            .see(Some(format!("{who}: {}", request.body.secret)));
        Ok(ScopedResponse::NoContent)
    }

    async fn places(&self, who: Who, _call: &Call) -> Result<PlacesResponse, Failure> {
        self.calls.see(Some(who));
        Ok(PlacesResponse::NoContent)
    }
}

/// Texts that are let in.
fn good<S: Strategy<Value = String>>(texts: S) -> impl Strategy<Value = String> {
    texts.prop_filter("refused", |text| {
        !text.is_empty() && !text.starts_with("bad") && text != "forbidden"
    })
}

/// What RFC 6265 lets a cookie hold.
fn cookie_texts() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        let held = |c: &char| c.is_ascii_graphic() && !['"', ',', ';', '\\'].contains(c);
        text.chars().filter(held).collect()
    })
}

/// Texts of visible ASCII and blanks within, as a token or its like.
fn tokens() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        let held: String = text.chars().filter(|c| matches!(c, ' '..='~')).collect();
        held.trim().to_owned()
    })
}

#[test]
fn keys_in_headers_arrive() {
    let service = Service::default();
    let app = router(service.clone());
    property(
        app,
        Client::with_transport,
        good(header_text()),
        async |client, key| {
            client
                .clone()
                .key(key.as_str())
                .inherited()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some(format!("key||{key}")));
        },
    );
}

#[test]
fn keys_in_the_query_arrive() {
    let service = Service::default();
    let app = router(service.clone());
    property(
        app,
        Client::with_transport,
        good(text()),
        async |client, key| {
            client
                .clone()
                .query_key(key.as_str())
                .places()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some(format!("query_key||{key}")));
        },
    );
}

#[test]
fn keys_in_cookies_arrive() {
    let service = Service::default();
    let app = router(service.clone());
    property(
        app,
        Client::with_transport,
        good(cookie_texts()),
        async |client, key| {
            client
                .clone()
                .cookie_key(key.as_str())
                .places()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some(format!("cookie_key||{key}")));
        },
    );
}

#[test]
fn keys_in_cookies_travel_as_they_are() {
    // A session as others make them, Base64 and percent signs included: they
    // compare it to the byte.
    let seen = Arc::new(Mutex::new(None));
    let kept = seen.clone();
    let app = Router::new().fallback(move |headers: HeaderMap| {
        *kept.lock().unwrap() = headers.get("cookie").cloned();
        async { StatusCode::NO_CONTENT }
    });
    on_both(app, Client::with_transport, async |client| {
        client
            .cookie_key("s%3Aa/b+c==")
            .places()
            .send()
            .await
            .unwrap();
        let cookie = seen.lock().unwrap().take().unwrap();
        assert_eq!(cookie, "session=s%3Aa/b+c==");
    });
}

#[test]
fn users_and_passwords_arrive_beside_a_key() {
    let users = text().prop_map(|user| {
        user.chars()
            .filter(|c| *c != ':' && !c.is_control())
            .collect::<String>()
    });
    let passwords = text().prop_map(|password| {
        password
            .chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
    });
    let passwords = passwords.prop_filter("refused", |password| !password.starts_with("bad"));
    let service = Service::default();
    let app = router(service.clone());
    property(
        app,
        Client::with_transport,
        (users, passwords),
        async |client, (user, password)| {
            let client = client.clone().key("k").login(&user, password.as_str());
            client.both().send().await.unwrap();
            let expected = format!("key||k and login|{user}|{password}");
            assert_eq!(service.calls.seen(), Some(expected));
        },
    );
}

#[test]
fn tokens_and_other_schemes_arrive() {
    let service = Service::default();
    let app = router(service.clone());
    property(
        app,
        Client::with_transport,
        good(tokens()),
        async |client, token| {
            client
                .clone()
                .token(token.as_str())
                .either()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some(format!("token||{token}")));

            client
                .clone()
                .digest(token.as_str())
                .places()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some(format!("digest||{token}")));

            if !["reader", "writer"].contains(&token.as_str()) {
                client
                    .clone()
                    .open_id(token.as_str())
                    .places()
                    .send()
                    .await
                    .unwrap();
                assert_eq!(service.calls.seen(), Some(format!("open_id||{token}")));
            }
        },
    );
}

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
fn the_first_alternative_that_the_client_has_is_sent() {
    let service = Service::default();
    on_both(
        router(service.clone()),
        Client::with_transport,
        async |client| {
            client.clone().key("k").either().send().await.unwrap();
            assert_eq!(service.calls.seen(), Some("key||k".to_owned()));
            client
                .clone()
                .key("k")
                .token("t")
                .either()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), Some("token||t".to_owned()));
            service.asked();

            // Only what the operation asks for travels.
            client
                .clone()
                .key("k")
                .token("t")
                .open()
                .send()
                .await
                .unwrap();
            assert_eq!(service.calls.seen(), None);
            assert_eq!(service.asked(), Vec::<Who>::new());

            client.optional().send().await.unwrap();
            assert_eq!(service.calls.seen(), None);
            client.token("t").optional().send().await.unwrap();
            assert_eq!(service.calls.seen(), Some("token||t".to_owned()));
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

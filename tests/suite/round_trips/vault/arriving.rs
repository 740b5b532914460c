//! Credentials that arrive as they were given.

use std::sync::{Arc, Mutex};

use axum::{Router, http::HeaderMap};
use http::StatusCode;
use proptest::prelude::*;
use specwright_tests::vault::{client::Client, server::router};

use super::{Service, Who};
use crate::support::{
    values::{header_text, text},
    wire::{on_both, property},
};

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

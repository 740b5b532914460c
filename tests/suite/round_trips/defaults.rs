//! Discriminators with a branch for all other values (`defaultMapping`).

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright_axum::{Call, Failure};
use specwright_tests::defaults::{
    client::Client,
    models::{Checked, Friend, Guest, Guests, Mixed, Stranger, Untagged},
    server::{Api, GuestsRequest, GuestsResponse, router},
};

use crate::support::{
    values::{maybe, text, text_of},
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<Guests, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn guests(
        &self,
        request: GuestsRequest,
        _call: &Call,
    ) -> Result<GuestsResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(GuestsResponse::Ok(request.body))
    }
}

fn friends(kinds: Vec<&'static str>) -> impl Strategy<Value = Friend> {
    (select(kinds), maybe(any::<i64>())).prop_map(|(kind, since)| Friend {
        since,
        ..Friend::new(kind)
    })
}

fn strangers() -> impl Strategy<Value = Stranger> {
    let kind = text().prop_filter("another branch's", |kind| {
        !["friend", "pal"].contains(&kind.as_str())
    });
    (maybe(kind), maybe(text_of(1..=5))).prop_map(|(kind, name)| Stranger { kind, name })
}

fn guests() -> impl Strategy<Value = Guests> {
    let guest = prop_oneof![
        friends(vec!["friend", "pal"]).prop_map(Guest::Friend),
        strangers().prop_map(Guest::Stranger),
    ];
    let checked = prop_oneof![
        friends(vec!["friend", "pal"]).prop_map(Checked::Friend),
        strangers().prop_map(Checked::Stranger),
    ];
    let mixed = prop_oneof![
        text().prop_map(Mixed::String),
        maybe(text()).prop_map(|name| Mixed::Untagged(Untagged { name })),
        friends(vec!["friend"]).prop_map(Mixed::Friend),
    ];
    (maybe(guest), maybe(checked), maybe(mixed)).prop_map(|(guest, checked, mixed)| Guests {
        guest,
        checked,
        mixed,
    })
}

#[test]
fn the_branch_that_was_sent_arrives() {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        guests(),
        async |client, body| {
            body.validate().unwrap();
            assert_eq!(client.guests(&body).send().await.unwrap().body, body);
            assert_eq!(seen.seen(), body);
        },
    );
}

#[test]
fn the_default_branch_is_never_written_as_another() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for kind in ["friend", "pal"] {
            let guest = Guests::new().guest(Stranger::new().kind(kind));
            assert!(guest.validate().is_err());
            let error = client.guests(&guest).send().await.unwrap_err();
            assert!(error.to_string().contains("must not be"), "{error}");
        }
        seen.untouched();
    });
}

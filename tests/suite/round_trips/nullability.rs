//! The four kinds of presence, and null in every spelling.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::btree_map, prelude::*, sample::select};
use specwright::{
    Facets, Nullable,
    json::{self, Mode},
};
use specwright_axum::{Call, Failure};
use specwright_tests::nullability::{
    client::Client,
    models::{Presence, Spellings, SpellingsEnumWithNull},
    server::{Api, PresenceRequest, PresenceResponse, SpellingsRequest, SpellingsResponse, router},
};

use crate::support::{
    values::{many, maybe, nullable, text, text_of},
    wire::{Script, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Scripts>);

#[derive(Default)]
struct Scripts {
    presence: Script<Presence, ()>,
    spellings: Script<Spellings, ()>,
}

impl Api for Service {
    type Error = Failure;

    async fn presence(
        &self,
        request: PresenceRequest,
        _call: &Call,
    ) -> Result<PresenceResponse, Failure> {
        self.0.presence.see(request.body.clone());
        Ok(PresenceResponse::Ok(request.body))
    }

    async fn spellings(
        &self,
        request: SpellingsRequest,
        _call: &Call,
    ) -> Result<SpellingsResponse, Failure> {
        self.0.spellings.see(request.body.clone());
        Ok(SpellingsResponse::Ok(request.body))
    }
}

fn spellings() -> impl Strategy<Value = Spellings> {
    let integers = || nullable(any::<i64>());
    let first = (integers(), integers(), integers(), integers(), integers());
    let words = select(&[SpellingsEnumWithNull::A, SpellingsEnumWithNull::B][..]);
    let values: BoxedStrategy<BTreeMap<String, Option<i64>>> =
        btree_map(text(), maybe(any::<i64>()), 0..3).boxed();
    let second = (
        nullable(words),
        nullable(text_of(0..=3)),
        maybe(many(maybe(any::<i64>()))),
        maybe(values),
        nullable(many(any::<i64>()).boxed()),
        select(&[Nullable::Absent, Nullable::Null][..]),
    );
    (first, second).prop_map(|(first, second)| Spellings {
        type_list: first.0,
        any_of: first.1,
        one_of: first.2,
        const_null: first.3,
        enum_null: first.4,
        enum_with_null: second.0,
        by_reference: second.1,
        items: second.2,
        values: second.3,
        nullable_list: second.4,
        only_null: second.5,
    })
}

#[test]
fn presence_is_kept() {
    let all = (text(), maybe(text()), maybe(text()), nullable(text()));
    let all = all.prop_map(
        |(required, required_nullable, optional, optional_nullable)| Presence {
            required,
            required_nullable,
            optional,
            optional_nullable,
        },
    );
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        all,
        async |client, body| {
            assert_eq!(client.presence(&body).send().await.unwrap().body, body);
            assert_eq!(scripts.presence.seen(), body);
        },
    );
}

#[test]
fn null_is_kept_in_every_spelling() {
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        spellings(),
        async |client, body| {
            assert_eq!(client.spellings(&body).send().await.unwrap().body, body);
            assert_eq!(scripts.spellings.seen(), body);
        },
    );
}

#[test]
fn what_is_absent_is_not_written() {
    let write = |value: &Presence| String::from_utf8(json::to_vec(value).unwrap()).unwrap();
    let least = Presence::new("r", None);
    assert_eq!(
        write(&least),
        r#"{"required":"r","required_nullable":null}"#
    );
    let nulls = least.clone().optional_nullable(Nullable::Null);
    assert_eq!(
        write(&nulls),
        r#"{"required":"r","required_nullable":null,"optional_nullable":null}"#
    );
    let most = Presence::new("r", Some("n".to_owned()))
        .optional("o")
        .optional_nullable("v");
    assert_eq!(
        write(&most),
        r#"{"required":"r","required_nullable":"n","optional":"o","optional_nullable":"v"}"#
    );
}

#[test]
fn the_two_modes_differ_in_null_alone() {
    let strict = |text: &str| json::from_str::<Presence>(text, Mode::Strict, &Facets::NONE);
    let tolerant = |text: &str| json::from_str::<Presence>(text, Mode::Tolerant, &Facets::NONE);
    let null = r#"{"required":"r","required_nullable":null,"optional":null}"#;
    let violations = strict(null).unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].pointer(), "/optional");
    assert_eq!(tolerant(null), Ok(Presence::new("r", None)));
    // What the type cannot hold is wrong in both.
    for wrong in [
        r#"{"required":null,"required_nullable":null}"#,
        r#"{"required":"r"}"#,
        r#"{"required_nullable":null}"#,
        r#"{"required":"r","required_nullable":1}"#,
    ] {
        assert!(
            strict(wrong).is_err() && tolerant(wrong).is_err(),
            "{wrong}"
        );
    }
}

//! Members by what their names match.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::btree_map, prelude::*};
use specwright::{Object, Value, client::RequestError};
use specwright_axum::{Call, Failure};
use specwright_tests::patterns::{
    client::Client,
    models::{Open, OpenS, Patterns, PatternsBoth, PatternsClosed, PatternsDescribed},
    server::{Api, PatternsRequest, PatternsResponse, router},
};

use crate::support::{
    values::{many, maybe, text, value},
    wire::{Canned, Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<Patterns, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn patterns(
        &self,
        request: PatternsRequest,
        _call: &Call,
    ) -> Result<PatternsResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(PatternsResponse::Ok(request.body))
    }
}

fn keys(begin: &'static str) -> impl Strategy<Value = String> {
    text().prop_map(move |text| format!("{begin}{text}"))
}

/// Names that begin otherwise.
fn others() -> impl Strategy<Value = String> {
    text().prop_filter("it matches", |text| {
        text != "a"
            && !["x-", "y-", "s_"]
                .iter()
                .any(|begin| text.starts_with(begin))
    })
}

fn opens() -> impl Strategy<Value = Open> {
    let some = text().prop_map(OpenS::new);
    (
        maybe(text()),
        btree_map(keys("x-"), any::<i64>(), 0..3),
        btree_map(keys("s_"), some, 0..2),
        btree_map(others(), value(), 0..2),
    )
        .prop_map(
            |(a, x_properties, s_properties, additional_properties)| Open {
                a,
                x_properties,
                s_properties,
                additional_properties,
            },
        )
}

fn bodies() -> impl Strategy<Value = Patterns> {
    let closed = (text(), btree_map(keys("x-"), 1..=i64::MAX, 0..3))
        .prop_map(|(a, rest)| PatternsClosed::new(a).additional_properties(rest));
    let described = (
        btree_map(keys("x-"), any::<i64>(), 0..3),
        btree_map(keys("y-"), many(text()), 0..3),
        btree_map(others(), any::<bool>(), 0..3),
    )
        .prop_map(|(x, y, rest)| {
            PatternsDescribed::new()
                .x_properties(x)
                .y_properties(y)
                .additional_properties(rest)
        });
    let deep = btree_map(keys("x-"), opens(), 0..2);
    (maybe(closed), maybe(opens()), maybe(described), maybe(deep)).prop_map(
        |(closed, open, described, deep)| Patterns {
            closed,
            open,
            described,
            deep,
            ..Patterns::new()
        },
    )
}

#[test]
fn bodies_arrive_and_come_back() {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        bodies(),
        async |client, body| {
            let answer = client.patterns(&body).send().await.unwrap();
            assert_eq!(seen.seen(), body);
            assert_eq!(answer.body, body);
            assert!(body.validate().is_ok());
        },
    );
}

#[test]
fn clients_ignore_names_that_closed_objects_do_not_know() {
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.json(
            200,
            r#"{"closed":{"a":"","x-b":0,"y":[1]},"map":{"x-a":"","b":1},"any":{"b":1},
                "named":{"y":1},"fields":{"x-a":"","b":1}}"#,
        );
        let body = client.patterns(&Patterns::new()).send().await.unwrap().body;
        canned.got();
        let closed = body.closed.as_ref().unwrap();
        assert_eq!(closed.additional_properties["x-b"], 0);
        assert_eq!(body.map, Some(BTreeMap::from([("x-a".into(), "".into())])));
        assert_eq!(body.any, Some(Object::new()));
        assert_eq!(body.named, Some(BTreeMap::from([("y".into(), 1)])));
        let found = body.validate().unwrap_err().violations;
        let found: Vec<String> = found
            .iter()
            .map(|one| format!("{} {}", one.pointer(), one.kind.code()))
            .collect();
        assert_eq!(
            found,
            [
                "/closed/x-b minimum",
                "/any too_few_members",
                "/named/y property_name"
            ]
        );
    });
}

#[test]
fn names_that_do_not_match_are_invalid() {
    let mut body = Patterns::new();
    let rest = BTreeMap::from([("y".to_owned(), 1), ("x-".to_owned(), 0)]);
    body.closed = Some(PatternsClosed::new("a").additional_properties(rest));
    body.both = Some(PatternsBoth::new("x"));
    let found = body.validate().unwrap_err().violations;
    let found: Vec<String> = found
        .iter()
        .map(|one| format!("{} {}", one.pointer(), one.kind.code()))
        .collect();
    assert_eq!(
        found,
        [
            "/closed/x- minimum",
            "/closed/y unknown_member",
            "/both/x-a too_short",
            "/both/x-c missing"
        ]
    );

    // One name in two maps would be written twice.
    let twice = Open::new()
        .x_properties(BTreeMap::from([("x-a".to_owned(), 1)]))
        .additional_properties(BTreeMap::from([("x-a".to_owned(), Value::from(true))]));
    let body = Patterns::new().open(twice);
    let client = Client::with_transport(
        "http://in.process",
        Arc::new(specwright_axum::InProcess::new(router(Service::default()))),
    );
    let error = client.unwrap().patterns(&body).build_request().unwrap_err();
    assert!(matches!(error, RequestError::Body(_)), "{error:?}");
}

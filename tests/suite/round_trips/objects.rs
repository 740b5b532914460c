//! Objects of every kind, recursion, and every scalar.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{
    collection::{btree_map, btree_set, vec},
    prelude::*,
    sample::select,
};
use specwright::{
    Nullable, Object, Value,
    client::{Error, RequestError},
    json::EncodeProblem,
};
use specwright_axum::{Call, Failure};
use specwright_tests::objects::{
    client::Client,
    models::{
        Choice, Node, Objects, ObjectsClosed, ObjectsKept, ObjectsMixed, ObjectsNumbers,
        ObjectsOne, ObjectsOpen, ObjectsRequiredButNotDescribed, ObjectsTyped, Ping, Pong, Tree,
    },
    server::{Api, ObjectsRequest, ObjectsResponse, router},
};

use crate::support::{
    values::{
        bytes, day, many, maybe, moment, nullable, object, secret, text, text_of, thing, uuid,
        value,
    },
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<Objects, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn objects(
        &self,
        request: ObjectsRequest,
        _call: &Call,
    ) -> Result<ObjectsResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(ObjectsResponse::Ok(request.body))
    }
}

fn keys() -> impl Strategy<Value = String> {
    text().prop_filter("a declared member", |name| name != "a")
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = Just(Tree(Vec::new()));
    leaf.prop_recursive(4, 12, 3, |inner| many(inner).prop_map(Tree))
}

fn nodes() -> impl Strategy<Value = Node> {
    let leaf = any::<i64>().prop_map(Node::new);
    leaf.prop_recursive(4, 12, 2, |inner| {
        (any::<i64>(), maybe(inner.clone()), maybe(inner)).prop_map(|(value, left, right)| Node {
            value,
            left: left.map(Box::new),
            right: right.map(Box::new),
        })
    })
}

/// Pings and pongs in turn, so deep.
fn rally(depth: usize) -> Ping {
    (0..depth).fold(Ping::new(), |ping, _| {
        Ping::new().pong(Pong::new().ping(ping))
    })
}

/// Members with objects in them.
fn composed() -> impl Strategy<Value = Objects> {
    let a = || maybe(any::<i64>());
    let typed =
        (a(), btree_map(keys(), text_of(1..=4), 0..3)).prop_map(|(a, additional_properties)| {
            ObjectsTyped {
                a,
                additional_properties,
            }
        });
    let kept = (a(), btree_map(keys(), value(), 0..3)).prop_map(|(a, additional_properties)| {
        ObjectsKept {
            a,
            additional_properties,
        }
    });
    let counted = vec((text(), value()), 1..=2).prop_map(Object::from_iter);
    let maps = btree_map(text(), btree_map(text(), many(text()), 0..2), 0..2);
    let triples = btree_set(any::<i32>().prop_map(|third| i64::from(third) * 3), 0..3);
    let lists = vec(triples.prop_map(Vec::from_iter), 1..=2);
    let first = (
        maybe(a().prop_map(|a| ObjectsOpen { a })),
        maybe(a().prop_map(|a| ObjectsClosed { a })),
        maybe(typed),
        maybe(kept),
        maybe(btree_map(text(), i64::MIN..=9, 1..=2)),
        maybe(maps),
    );
    let second = (
        maybe(object()),
        maybe(counted),
        nullable(thing()),
        nullable(thing()),
    );
    let third = (
        maybe(lists),
        maybe(trees()),
        maybe(nodes()),
        maybe((0..5_usize).prop_map(rally)),
    );
    (first, second, third).prop_map(|(first, second, third)| Objects {
        open: first.0,
        closed: first.1,
        typed: first.2,
        kept: first.3,
        map: first.4,
        maps: first.5,
        free: second.0,
        counted: second.1,
        any: second.2,
        never_checked: second.3,
        lists: third.0,
        tree: third.1,
        node: third.2,
        mutual: third.3,
        ..Objects::new()
    })
}

/// Members that are scalars.
fn scalars() -> impl Strategy<Value = Objects> {
    let letters =
        vec(select(vec!['a', 'Z', 'ß', 'é', '語', 'ǅ']), 2..=4).prop_map(String::from_iter);
    let vast = -170_141_183_460_469_231_731_687_303_715_884_105_i128..=18_446_744_073_709_551_616;
    let half = any::<f32>().prop_filter("not finite", |half| half.is_finite());
    let tenth = (1..=10_000_u32).prop_map(|tenths| f64::from(tenths) / 10.0);
    let integers = (
        maybe(any::<i32>()),
        maybe(any::<i64>()),
        maybe(any::<u64>()),
        maybe(vast),
        any::<i64>(),
    );
    let others = (
        maybe(letters),
        maybe(half),
        maybe(tenth),
        maybe(moment()),
        maybe(day()),
    );
    let more = (
        maybe(uuid()),
        maybe(bytes()),
        maybe(secret()),
        maybe(text()),
        maybe(any::<bool>()),
    );
    let numbers = select(&[ObjectsNumbers::N1, ObjectsNumbers::N2, ObjectsNumbers::N3][..]);
    let mixed = select(&[ObjectsMixed::A, ObjectsMixed::N1, ObjectsMixed::True][..]);
    let enums = (
        maybe(select(&[Choice::A, Choice::B][..])),
        maybe(numbers),
        maybe(mixed),
        maybe(Just(ObjectsOne::Fixed)),
    );
    (integers, others, more, enums).prop_map(|(integers, others, more, enums)| Objects {
        small: integers.0,
        wide: integers.1,
        huge: integers.2,
        vast: integers.3,
        with_default: Some(integers.4),
        text: others.0,
        half: others.1,
        tenth: others.2,
        when: others.3,
        day: others.4,
        id: more.0,
        bytes: more.1,
        secret: more.2,
        word_default: more.3,
        flag_default: more.4,
        choice_default: enums.0,
        numbers: enums.1,
        mixed: enums.2,
        one: enums.3,
        ..Objects::new()
    })
}

fn there_and_back(bodies: impl Strategy<Value = Objects>) {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        bodies,
        async |client, body| {
            assert_eq!(client.objects(&body).send().await.unwrap().body, body);
            assert_eq!(seen.seen(), body);
        },
    );
}

#[test]
fn objects_maps_lists_and_recursion() {
    there_and_back(composed());
}

#[test]
fn scalars_of_every_format_and_width() {
    there_and_back(scalars());
}

#[test]
fn numbers_keep_their_last_digit() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let numbers = [
            "1e400",
            "-0",
            "1.10",
            "123456789012345678901234567890.5",
            "0.1",
        ];
        let body = Objects::new()
            .wide(i64::MIN)
            .huge(u64::MAX)
            .vast(-170_141_183_460_469_231_731_687_303_715_884_105)
            .half(f32::MIN_POSITIVE / 2.0)
            .free(
                numbers
                    .into_iter()
                    .map(|text| (text, specwright::Number::from_text(text).unwrap()))
                    .collect(),
            );
        let back = client.objects(&body).send().await.unwrap().body;
        assert_eq!(back, body);
        let free = back.free.unwrap();
        for text in numbers {
            assert_eq!(free.get(text).unwrap().to_json(), text);
        }
        seen.seen();
    });
}

#[test]
fn what_json_does_not_have_is_not_sent() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let kept = ObjectsKept {
            a: Some(1),
            additional_properties: BTreeMap::from([("a".to_owned(), Value::from(2))]),
        };
        for (body, pointer, problem) in [
            (
                Objects::new().tenth(f64::NAN),
                "/tenth",
                EncodeProblem::NotFinite,
            ),
            (
                Objects::new().half(f32::NEG_INFINITY),
                "/half",
                EncodeProblem::NotFinite,
            ),
            (Objects::new().mutual(rally(64)), "", EncodeProblem::TooDeep),
            (
                Objects::new().kept(kept),
                "/kept/a",
                EncodeProblem::DuplicateMember,
            ),
        ] {
            let error = client.objects(&body).send().await.unwrap_err();
            let Error::Request(RequestError::Body(error)) = error else {
                panic!("{error:?}")
            };
            assert_eq!(error.problem, problem);
            let shown = error.to_string();
            assert!(shown.contains(&format!("`{pointer}")), "{shown}");
        }
        seen.untouched();
    });
}

#[test]
fn undeclared_members_are_dropped_kept_or_refused() {
    use specwright::json::{Mode, from_str, to_vec};
    let read = |text: &str, mode| from_str::<Objects>(text, mode, &specwright::Facets::NONE);
    let write = |value: &Objects| String::from_utf8(to_vec(value).unwrap()).unwrap();
    for (text, tolerant) in [
        (r#"{"open":{"a":1,"b":2},"c":3}"#, r#"{"open":{"a":1}}"#),
        (
            r#"{"typed":{"b":"x","a":1}}"#,
            r#"{"typed":{"a":1,"b":"x"}}"#,
        ),
        (
            r#"{"kept":{"b":null,"a":1}}"#,
            r#"{"kept":{"a":1,"b":null}}"#,
        ),
    ] {
        for mode in [Mode::Strict, Mode::Tolerant] {
            assert_eq!(write(&read(text, mode).unwrap()), tolerant);
        }
    }
    let closed = r#"{"closed":{"a":1,"b":2}}"#;
    assert_eq!(
        write(&read(closed, Mode::Tolerant).unwrap()),
        r#"{"closed":{"a":1}}"#
    );
    let violations = read(closed, Mode::Strict).unwrap_err();
    assert_eq!(violations[0].pointer(), "/closed/b");
}

#[test]
fn a_member_that_is_required_and_not_described_is_carried() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let mut inner = ObjectsRequiredButNotDescribed::new().a(1);
        let without = Objects::new().required_but_not_described(inner.clone());
        let error = client.objects(&without).send().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 400);
        seen.untouched();

        inner
            .additional_properties
            .insert("ghost".to_owned(), Value::Null);
        let body = Objects::new().required_but_not_described(inner);
        assert_eq!(client.objects(&body).send().await.unwrap().body, body);
        assert_eq!(seen.seen(), body);
    });
}

#[test]
fn defaults_are_read_and_not_sent() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let back = client.objects(&Objects::new()).send().await.unwrap().body;
        assert_eq!(back, seen.seen());
        assert_eq!(
            (back.with_default, back.with_default_or_default()),
            (None, 7)
        );
        assert_eq!(
            (back.word_default.as_deref(), back.word_default_or_default()),
            (None, "hello")
        );
        assert_eq!(
            (back.flag_default, back.flag_default_or_default()),
            (None, true)
        );
        assert_eq!(
            (
                back.choice_default.clone(),
                back.choice_default_or_default()
            ),
            (None, Choice::B)
        );
        assert_eq!(back.any, Nullable::Absent);
    });
}

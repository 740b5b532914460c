//! Unions told apart by every test there is.

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright_axum::{Call, Failure};
use specwright_tests::unions::{
    client::Client,
    models::{
        ByMail, ByPhone, Cat, Dog, Pet, Start, Stop, Unions, UnionsConstant, UnionsExactly,
        UnionsHaving, UnionsKind, UnionsListedItem, UnionsNumbers, UnionsTried,
    },
    server::{Api, UnionsRequest, UnionsResponse, router},
};

use crate::support::{
    values::{many, maybe, text, text_of},
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<Unions, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn unions(
        &self,
        request: UnionsRequest,
        _call: &Call,
    ) -> Result<UnionsResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(UnionsResponse::Ok(request.body))
    }
}

fn cats<S: Strategy<Value = String>>(species: S) -> impl Strategy<Value = Cat> {
    (species, maybe(any::<i64>())).prop_map(|(species, lives)| Cat { species, lives })
}

fn starts() -> impl Strategy<Value = Start> {
    maybe(any::<i64>()).prop_map(|at| Start { at, ..Start::new() })
}

fn unions() -> impl Strategy<Value = Unions> {
    let kind = prop_oneof![
        text().prop_map(UnionsKind::String),
        any::<i64>().prop_map(UnionsKind::Integer),
        many(any::<bool>()).prop_map(UnionsKind::BooleanList),
        cats(text()).prop_map(UnionsKind::Cat),
    ];
    let numbers = prop_oneof![
        any::<i64>().prop_map(UnionsNumbers::Integer),
        text_of(0..=3).prop_map(UnionsNumbers::String),
    ];
    let tagged = prop_oneof![
        cats(select(vec!["cat".to_owned(), "tiger".to_owned()])).prop_map(Pet::Cat),
        text().prop_map(|bark| Pet::Dog(Dog::new("dog", bark))),
    ];
    let constant = prop_oneof![
        starts().prop_map(UnionsConstant::Start),
        maybe(text()).prop_map(|why| UnionsConstant::Stop(Stop { why, ..Stop::new() })),
    ];
    let having = prop_oneof![
        text().prop_map(|mail| UnionsHaving::ByMail(ByMail { mail })),
        text().prop_map(|phone| UnionsHaving::ByPhone(ByPhone { phone })),
    ];
    // The first branch that matches counts.
    let tried = prop_oneof![
        text_of(0..=2).prop_map(UnionsTried::String),
        text_of(2..=5).prop_map(|text| UnionsTried::String2(format!("x{text}"))),
    ];
    // Only one branch may match.
    let exactly = prop_oneof![
        (21..=i64::MAX).prop_map(UnionsExactly::Integer),
        (i64::MIN..10).prop_map(UnionsExactly::Integer2),
    ];
    let listed = prop_oneof![
        starts().prop_map(UnionsListedItem::Start),
        any::<bool>().prop_map(UnionsListedItem::Boolean),
    ];
    let first = (maybe(kind), maybe(numbers), maybe(tagged), maybe(constant));
    let second = (
        maybe(having),
        maybe(tried),
        maybe(exactly),
        maybe(many(maybe(listed))),
    );
    (first, second).prop_map(|(first, second)| Unions {
        kind: first.0,
        numbers: first.1,
        tagged: first.2,
        constant: first.3,
        having: second.0,
        tried: second.1,
        exactly: second.2,
        listed: second.3,
    })
}

#[test]
fn the_branch_that_was_sent_arrives() {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        unions(),
        async |client, body| {
            assert_eq!(client.unions(&body).send().await.unwrap().body, body);
            assert_eq!(seen.seen(), body);
        },
    );
}

#[test]
fn what_no_branch_takes_is_refused() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let nothing = Unions::new();
        for bad in [
            // Two branches match.
            nothing.clone().exactly(UnionsExactly::Integer(15)),
            nothing.clone().exactly(UnionsExactly::Integer2(15)),
            nothing.clone().numbers("long"),
            nothing.clone().tried(UnionsTried::String("yes".to_owned())),
        ] {
            let error = client.unions(&bad).send().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400, "{bad:?}");
        }
        seen.untouched();
    });
}

#[test]
fn a_variant_arrives_as_itself_whatever_its_field_says() {
    let service = Service::default();
    on_both(router(service), Client::with_transport, async |client| {
        let sent = |pet| Unions::new().tagged(pet);
        for said in ["dog", "cat", "cow", ""] {
            let dog = Pet::Dog(Dog::new(said, "woof"));
            let answer = client.unions(&sent(dog.clone())).send().await.unwrap();
            assert_eq!(answer.body, sent(Pet::Dog(Dog::new("dog", "woof"))));
            assert_eq!(dog.validate().is_ok(), said == "dog", "{said}");
        }
        // A cat has two tags, and these are none of them.
        for said in ["dog", "lion"] {
            let cat = sent(Pet::Cat(Cat::new(said)));
            assert!(cat.validate().is_err());
            let error = client.unions(&cat).send().await.unwrap_err();
            assert_eq!(error.status(), None, "{error}");
            assert!(error.to_string().contains("species"), "{error}");
        }
    });
}

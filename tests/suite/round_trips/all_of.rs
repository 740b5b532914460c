//! Intersections: whatever all of the parts allow goes there and back, and
//! nothing else does.

use std::sync::Arc;

use proptest::{collection::vec, prelude::*, sample::select};
use specwright_axum::{Call, Failure};
use specwright_tests::all_of::{
    client::Client,
    models::{All, AllRequiredOnly, AllWords, Base, Derived},
    server::{AllRequest, AllResponse, Api, router},
};

use crate::support::{
    values::{maybe, text_of},
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<All, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn all(&self, request: AllRequest, _call: &Call) -> Result<AllResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(AllResponse::Ok(request.body))
    }
}

fn all() -> impl Strategy<Value = All> {
    let derived = (any::<i64>(), text_of(2..=10), maybe(any::<bool>()))
        .prop_map(|(id, name, extra)| Derived { id, name, extra });
    let same = (any::<i64>(), maybe(text_of(0..=10))).prop_map(|(id, name)| Base { id, name });
    let named = (any::<i64>(), text_of(0..=10)).prop_map(|(id, name)| AllRequiredOnly { id, name });
    let sized = text_of(0..=2).prop_map(|middle| format!("a{middle}z"));
    let words = select(&[AllWords::B, AllWords::C][..]);
    let first = (maybe(derived), maybe(same), maybe(3..=10_i64), maybe(words));
    let second = (
        maybe(sized),
        maybe(any::<i64>()),
        maybe(vec(0..=5_i64, 0..=2)),
        maybe(named),
    );
    (first, second).prop_map(|(first, second)| All {
        derived: first.0,
        same: first.1,
        bounds: first.2,
        words: first.3,
        sized: second.0,
        number: second.1,
        list: second.2,
        required_only: second.3,
    })
}

#[test]
fn what_all_parts_allow_goes_there_and_back() {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        all(),
        async |client, body| {
            assert_eq!(client.all(&body).send().await.unwrap().body, body);
            assert_eq!(seen.seen(), body);
        },
    );
}

#[test]
fn what_one_part_forbids_is_refused() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let nothing = All::new();
        for bad in [
            nothing.clone().bounds(2),
            nothing.clone().bounds(11),
            nothing.clone().sized("az5"),
            nothing.clone().sized("abcdz"),
            nothing.clone().sized("bz"),
            nothing.clone().list(vec![6]),
            nothing.clone().list(vec![-1]),
            nothing.clone().list(vec![1, 2, 3]),
            nothing.clone().derived(Derived::new(1, "x")),
            nothing.clone().derived(Derived::new(1, "more than ten")),
            nothing.clone().same(Base::new(1).name("more than ten")),
        ] {
            let error = client.all(&bad).send().await.unwrap_err();
            assert_eq!(error.status().unwrap(), 400, "{bad:?}");
        }
        seen.untouched();
    });
}

//! Names and types that the user gives: the wire has what the document says,
//! and the schema's checks run before a type of the user's reads anything.

use std::sync::Arc;

use specwright::{Facets, Kind, json};
use specwright_axum::{Call, Failure};
use specwright_tests::{
    given::{
        client::Client,
        models::{Feeling, Heap, Money, Order, Pair, Pile, Place, Size},
        server::{LookResponse, Orders, PlaceOrderRequest, PlaceOrderResponse, router},
    },
    shop,
};

use crate::support::wire::{Script, on_both};

#[derive(Clone, Default)]
struct Service(Arc<Script<PlaceOrderRequest, PlaceOrderResponse>>);

impl Orders for Service {
    type Error = Failure;

    async fn place_order(
        &self,
        request: PlaceOrderRequest,
        _call: &Call,
    ) -> Result<PlaceOrderResponse, Failure> {
        Ok(self.0.play(request))
    }

    async fn look(&self, _call: &Call) -> Result<LookResponse, Failure> {
        Ok(LookResponse::NoContent)
    }
}

fn money(amount: u64) -> Money {
    Money::from(shop::Money {
        amount,
        currency: "EUR".to_owned(),
    })
}

fn order() -> Order {
    let place = shop::Place {
        at: [("x".to_owned(), 3)].into(),
    };
    Order::new(money(12), Size::Small)
        .place(Place::from(place))
        .level(shop::Level(4))
        .pair(Pair::from(std::net::Ipv4Addr::LOCALHOST))
}

#[test]
fn types_of_the_users_travel_in_parameters_and_bodies() {
    let service = Service::default();
    let script = Arc::clone(&service.0);
    on_both(router(service), Client::with_transport, async |client| {
        script.will(PlaceOrderResponse::Ok(order()));
        let call = client.place_order(money(7), &order());
        let answer = call.others(&[money(1), money(2)]).send().await.unwrap();
        assert_eq!(answer.body, order());
        let seen = script.seen();
        assert_eq!(seen.limit, money(7));
        assert_eq!(seen.others, Some(vec![money(1), money(2)]));
        assert_eq!(seen.body, order());
        client.look().send().await.unwrap();
    });
}

fn read(text: &str) -> Result<Order, Vec<(String, Kind)>> {
    json::from_slice(text.as_bytes(), json::Mode::Strict, &Facets::NONE).map_err(|found| {
        let found = found.into_iter();
        found.map(|found| (found.pointer(), found.kind)).collect()
    })
}

#[test]
fn the_schemas_checks_run_before() {
    let text = r#"{"priceTotal":"12 EUR","size":10,"place":{"x":3},"level":4,"pair":"127.0.0.1"}"#;
    assert_eq!(read(text).unwrap(), order());
    assert_eq!(json::to_vec(&order()).unwrap(), text.as_bytes());
    for (member, pointer) in [
        // `FromStr` takes all of these, `pattern` and `maxLength` do not.
        (r#""priceTotal":"12 eur""#, "/priceTotal"),
        (r#""priceTotal":"1200000000 EUR""#, "/priceTotal"),
        (r#""priceTotal":"12 EUR","place":{"y":3}"#, "/place"),
        (r#""priceTotal":"12 EUR","place":{"x":3,"z":3}"#, "/place"),
        (r#""priceTotal":"12 EUR","level":0"#, "/level"),
    ] {
        let found = read(&format!("{{{member},\"size\":10}}")).unwrap_err();
        assert!(
            found.iter().all(|(at, _)| at.starts_with(pointer)),
            "{found:?}"
        );
    }
    // What the schema accepts and the type does not.
    let found = read(r#"{"priceTotal":"99999999999999999999 EUR","size":10}"#).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    let found = read(r#"{"priceTotal":"12 EUR","size":10,"pair":"1.2.3"}"#).unwrap_err();
    assert!(found.iter().all(|(at, _)| at == "/pair"), "{found:?}");
    assert_eq!(found.len(), 1, "{found:?}");
    // Null is no value of the type, but of the schema.
    let order = read(r#"{"priceTotal":"12 EUR","size":20,"place":null}"#).unwrap();
    assert_eq!(order.size, Size::Large);
}

#[test]
fn derives_of_the_users_are_there() {
    let mut heaps = [Heap::new().a(2), Heap::new().a(1)];
    heaps.sort();
    assert_eq!(heaps[0].a, Some(1));
    assert!(Pile::new(money(1)) < Pile::new(money(2)));
    assert_eq!(Feeling::Angry.as_str(), "a");
}

//! Arrays of fixed length: in bodies, parameters and headers.

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright::{
    Nullable,
    client::{Error, RequestError},
};
use specwright_axum::{Call, Failure};
use specwright_tests::tuples::{
    client::Client,
    models::{
        Chain, NearCellItem0, Point, Shape, Tree, Tuples, TuplesInlineItem0, TuplesInlineItem1,
    },
    server::{Api, NearRequest, NearResponse, TuplesRequest, TuplesResponse, router},
};

use crate::support::{
    send,
    values::{header_item, many, maybe, text, text_of, value},
    wire::{Canned, Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service {
    bodies: Arc<Script<Tuples, ()>>,
    near: Arc<Script<NearRequest, ()>>,
}

impl Api for Service {
    type Error = Failure;

    async fn tuples(
        &self,
        request: TuplesRequest,
        _call: &Call,
    ) -> Result<TuplesResponse, Failure> {
        self.bodies.see(request.body.clone());
        Ok(TuplesResponse::Ok(request.body))
    }

    async fn near(&self, request: NearRequest, _call: &Call) -> Result<NearResponse, Failure> {
        self.near.see(request.clone());
        let (x_range, body) = ((request.cell.1, "m".to_owned()), request.body);
        Ok(NearResponse::Ok { x_range, body })
    }
}

fn points() -> impl Strategy<Value = Point> + Clone {
    (-180.0..=180.0, -90.0..=90.0)
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = text().prop_map(|name| Tree((name, Vec::new())));
    leaf.prop_recursive(3, 8, 2, |inner| (text(), many(inner)).prop_map(Tree))
}

fn shapes() -> impl Strategy<Value = Shape> {
    prop_oneof![
        any::<(i64, i64)>().prop_map(Shape::from),
        (any::<i64>(), any::<i64>(), text()).prop_map(Shape::from),
        text().prop_map(Shape::from),
    ]
}

fn bodies() -> impl Strategy<Value = Tuples> {
    let line = proptest::collection::vec(points(), 2..4);
    let named = proptest::collection::btree_map(text(), points(), 0..2);
    let nullable = prop_oneof![
        Just(Nullable::Absent),
        Just(Nullable::Null),
        points().prop_map(Nullable::Value)
    ];
    let several = (maybe(any::<i64>()), text_of(0..=3), any::<bool>(), value());
    let inline = (
        any::<i64>().prop_map(TuplesInlineItem0::new),
        select(&[TuplesInlineItem1::Up, TuplesInlineItem1::Down][..]),
    );
    let chains = (0..4_i64).prop_map(|length| {
        (0..length).fold(Chain((0, None)), |rest, number| {
            Chain((number, Some(Box::new(rest))))
        })
    });
    let first = (maybe(points()), maybe(line), maybe(named), nullable);
    let second = (
        maybe(text().prop_map(|one| (one,))),
        maybe(several),
        maybe(any::<i64>().prop_map(|number| (number as f64, 0.5))),
        maybe(inline),
    );
    let third = (maybe(trees()), maybe(chains), maybe(shapes()));
    (first, second, third).prop_map(|(first, second, third)| Tuples {
        point: first.0,
        line: first.1,
        named: first.2,
        maybe: first.3,
        one: second.0,
        several: second.1,
        differ: second.2,
        inline: second.3,
        tree: third.0,
        chain: third.1,
        shape: third.2,
        longest: Some((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        ..Tuples::new()
    })
}

#[test]
fn bodies_arrive_and_come_back() {
    let service = Service::default();
    let seen = service.bodies.clone();
    property(
        router(service),
        Client::with_transport,
        bodies(),
        async |client, body| {
            let answer = client.tuples(&body).send().await.unwrap();
            assert_eq!(seen.seen(), body);
            assert_eq!(answer.body, body);
            assert!(body.validate().is_ok());
        },
    );
}

#[test]
fn parameters_and_headers_arrive() {
    let service = Service::default();
    let seen = service.near.clone();
    let cells = (
        select(&[NearCellItem0::A, NearCellItem0::B][..]),
        1..=i64::MAX,
    );
    let between = (any::<i32>(), any::<i32>()).prop_map(|(low, high)| {
        let low = i64::from(low);
        (low, low + 1 + i64::from(high).abs())
    });
    let sizes = (any::<i64>(), header_item());
    let requests = (
        cells,
        maybe(points()),
        maybe(between),
        maybe(sizes),
        points(),
    );
    property(
        router(service),
        Client::with_transport,
        requests,
        async |client, (cell, at, between, x_size, body)| {
            let mut call = client.near(cell.clone(), &body);
            if let Some(at) = at {
                call = call.at(at);
            }
            if let Some(between) = between {
                call = call.between(between);
            }
            if let Some(x_size) = x_size.clone() {
                call = call.x_size(x_size);
            }
            let answer = call.send().await.unwrap();
            assert_eq!(answer.declared.x_range, (cell.1, "m".to_owned()));
            assert_eq!(answer.body, body);
            let request = NearRequest {
                cell,
                at,
                between,
                x_size,
                body,
            };
            assert_eq!(seen.seen(), request);
        },
    );
}

#[tokio::test]
async fn parameters_of_another_length_are_refused() {
    let router = router(Service::default());
    for (line, size, expected) in [
        ("/near/a,1", "1,m", ""),
        ("/near/a,1?at=1&at=2&between=1,2", "1,m", ""),
        ("/near/a,0", "1,m", "path/cell/1 minimum"),
        ("/near/c,1", "1,m", "path/cell/0 enum"),
        ("/near/a", "1,m", "path/cell too_few_items"),
        ("/near/a,1,2", "1,m", "path/cell too_many_items"),
        ("/near/a,1?at=1", "1,m", "query/at too_few_items"),
        ("/near/a,1?at=1&at=2&at=3", "1,m", "query/at too_many_items"),
        ("/near/a,1?at=1&at=b", "1,m", "query/at/1 parse"),
        ("/near/a,1?between=1,1.0", "1,m", "query/between not_unique"),
        ("/near/a,1", "1,ft", "header/X-Size/1 not"),
    ] {
        let headers = [("content-type", "application/json"), ("x-size", size)];
        let answer = send(&router, &format!("POST {line}"), headers, "[0,0]").await;
        let told = match answer.status.as_u16() {
            200 => String::new(),
            _ => {
                let body = answer.json();
                let errors = body["errors"].as_array().unwrap().iter();
                let text = |error: &serde_json::Value, name: &str| {
                    error[name].as_str().unwrap().to_owned()
                };
                let told = errors.map(|error| {
                    let (place, pointer) = (text(error, "in"), text(error, "pointer"));
                    format!("{place}{pointer} {}", text(error, "code"))
                });
                told.collect::<Vec<_>>().join(", ")
            }
        };
        assert_eq!(told, expected, "{line} {size}");
    }
}

#[test]
fn clients_ignore_items_behind_and_miss_those_that_are_not_there() {
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.json(200, r#"{"point":[1,999,"more"],"checked":["x",1,2]}"#);
        let body = client.tuples(&Tuples::new()).send().await.unwrap().body;
        canned.got();
        assert_eq!(body.point, Some((1.0, 999.0)));
        assert_eq!(body.checked, Some(("x".to_owned(), 1)));
        let told = body.validate().unwrap_err().to_string();
        assert!(
            told.contains("/point/1") && told.contains("/checked/0"),
            "{told}"
        );

        canned.json(200, r#"{"line":[[1,2],[3]]}"#);
        let error = client.tuples(&Tuples::new()).send().await.unwrap_err();
        canned.got();
        let Error::Decode(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.violations()[0].pointer(), "/line/1");

        let cell = (NearCellItem0::A, 1);
        let call = client.near(cell, &(0.0, 0.0)).at((f64::NAN, 0.0));
        assert!(matches!(
            call.build_request(),
            Err(RequestError::Parameter { .. })
        ));
    });
}

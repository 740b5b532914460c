//! Parameters of plain kinds, and what the wire cannot carry.

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright::{
    Object,
    client::{Error, RequestError},
    violation::Place,
};
use specwright_axum::{Call, Failure};
use specwright_tests::parameters::{
    client::{Client, EchoCall},
    models::{Colour, EchoConstant},
    server::{Api, EchoRequest, EchoResponse, router},
};

use crate::support::{
    values::{finite, header_item, maybe, moment, some, text, text_of, texts, uuid, without},
    wire::{Script, check, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<EchoRequest, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn echo(&self, request: EchoRequest, _call: &Call) -> Result<EchoResponse, Failure> {
        self.0.see(request);
        Ok(EchoResponse::Ok(Object::new()))
    }
}

/// Every request that the document allows and the wire can carry.
fn requests() -> impl Strategy<Value = EchoRequest> {
    let id = text_of(2..=9).prop_filter("no place in a path", |id| id != "..");
    let numbers = (maybe(any::<i64>()), maybe(finite()), maybe(any::<i64>()));
    let lists = (
        maybe(some(any::<i64>())),
        maybe(texts(text())),
        maybe(texts(without('|'))),
        maybe(texts(header_item())),
    );
    let texts = (maybe(text()), maybe(text()));
    let others = (
        maybe(any::<bool>()),
        maybe(select(&[Colour::Red, Colour::LightBlue, Colour::AB][..])),
        maybe(moment()),
        maybe(uuid()),
        maybe(Just(EchoConstant::Fixed)),
    );
    (id, 1..=i64::MAX, numbers, lists, texts, others).prop_map(
        |(id, shared, numbers, lists, texts, others)| EchoRequest {
            id,
            shared,
            limit: numbers.0,
            ratio: numbers.1,
            flag: others.0,
            colour: others.1,
            many: lists.0,
            joined: lists.1,
            piped: lists.2,
            nullable: texts.0,
            x_count: numbers.2,
            x_list: lists.3,
            crumb: texts.1,
            when: others.2,
            uuid: others.3,
            constant: others.4,
        },
    )
}

/// The call of `request`, with what is there set.
fn call(client: &Client, request: &EchoRequest) -> EchoCall {
    fn set<T>(
        call: EchoCall,
        value: Option<&T>,
        set: impl Fn(EchoCall, &T) -> EchoCall,
    ) -> EchoCall {
        match value {
            Some(value) => set(call, value),
            None => call,
        }
    }
    let call = client.echo(&request.id, request.shared);
    let call = set(call, request.limit.as_ref(), |call, value| {
        call.limit(*value)
    });
    let call = set(call, request.ratio.as_ref(), |call, value| {
        call.ratio(*value)
    });
    let call = set(call, request.flag.as_ref(), |call, value| call.flag(*value));
    let call = set(call, request.colour.as_ref(), |call, value| {
        call.colour(value.clone())
    });
    let call = set(call, request.many.as_ref(), |call, value| call.many(value));
    let call = set(call, request.joined.as_ref(), |call, value| {
        call.joined(value)
    });
    let call = set(call, request.piped.as_ref(), |call, value| {
        call.piped(value)
    });
    let call = set(call, request.nullable.as_ref(), |call, value| {
        call.nullable(value)
    });
    let call = set(call, request.x_count.as_ref(), |call, value| {
        call.x_count(*value)
    });
    let call = set(call, request.x_list.as_ref(), |call, value| {
        call.x_list(value)
    });
    let call = set(call, request.crumb.as_ref(), |call, value| {
        call.crumb(value)
    });
    let call = set(call, request.when.as_ref(), |call, value| call.when(*value));
    let call = set(call, request.uuid.as_ref(), |call, value| call.uuid(*value));
    set(call, request.constant.as_ref(), |call, value| {
        call.constant(value.clone())
    })
}

#[test]
fn what_is_sent_arrives() {
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        requests(),
        async |client, request| {
            let answer = call(client, &request).send().await.unwrap();
            assert_eq!(answer.status, 200);
            assert_eq!(seen.seen(), request);
        },
    );
}

#[test]
fn no_text_is_changed_by_its_place() {
    // One text at all places at once, so that a place that decodes twice or
    // takes a `+` for a blank cannot hide.
    let service = Service::default();
    let seen = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        text_of(2..=9),
        async |client, text| {
            let call = client
                .echo(format!("x{text}"), 1)
                .nullable(&text)
                .crumb(&text);
            call.joined(&[&text, &text]).send().await.unwrap();
            let request = seen.seen();
            assert_eq!(request.id, format!("x{text}"));
            assert_eq!(request.nullable.as_ref(), Some(&text));
            assert_eq!(request.crumb.as_ref(), Some(&text));
            assert_eq!(request.joined, Some(vec![text.clone(), text]));
        },
    );
}

#[test]
fn empty_texts_are_not_absent() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        client.echo("id", 1).send().await.unwrap();
        let absent = seen.seen();
        assert_eq!(
            (absent.nullable, absent.crumb, absent.joined),
            (None, None, None)
        );
        assert_eq!((absent.piped, absent.x_list), (None, None));

        let call = client
            .echo("id", 1)
            .nullable("")
            .crumb("")
            .joined(&[""])
            .piped(&[""]);
        call.x_list(&[""]).send().await.unwrap();
        let empty = seen.seen();
        let one = Some(vec![String::new()]);
        assert_eq!(
            (empty.nullable, empty.crumb),
            (Some(String::new()), Some(String::new()))
        );
        assert_eq!(
            (&empty.joined, &empty.piped, &empty.x_list),
            (&one, &one, &one)
        );
    });
}

#[test]
fn the_wire_cannot_tell_an_empty_list_from_none() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let none: [&str; 0] = [];
        let call = client
            .echo("id", 1)
            .joined(&none)
            .piped(&none)
            .x_list(&none);
        call.many(&[]).send().await.unwrap();
        let request = seen.seen();
        assert_eq!((request.joined, request.piped), (None, None));
        assert_eq!((request.x_list, request.many), (None, None));
    });
}

#[test]
fn a_default_is_not_sent() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        client.echo("id", 1).send().await.unwrap();
        let request = seen.seen();
        assert_eq!((request.limit, request.limit_or_default()), (None, 20));
        client.echo("id", 1).limit(7).send().await.unwrap();
        let request = seen.seen();
        assert_eq!((request.limit, request.limit_or_default()), (Some(7), 7));
    });
}

#[test]
fn what_no_place_can_carry_is_not_sent() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let echo = || client.echo("id", 1);
        let refused = [
            (client.echo("", 1), Place::Path, "id"),
            (client.echo(".", 1), Place::Path, "id"),
            (client.echo("..", 1), Place::Path, "id"),
            (echo().ratio(f64::NAN), Place::Query, "ratio"),
            (echo().ratio(f64::INFINITY), Place::Query, "ratio"),
            (echo().piped(&["a|b"]), Place::Query, "piped"),
            (echo().x_list(&["a,b"]), Place::Header, "X-List"),
            (echo().x_list(&["a", " b"]), Place::Header, "X-List"),
            (echo().x_list(&["a\nb"]), Place::Header, "X-List"),
            (echo().x_list(&["\0"]), Place::Header, "X-List"),
        ];
        for (call, at, called) in refused {
            let shown = format!("{call:?}");
            let error = call.send().await.unwrap_err();
            assert!(!error.is_retryable() && error.status().is_none());
            match error {
                Error::Request(RequestError::Parameter { place, name, .. }) => {
                    assert_eq!((place, name), (at, called), "{shown}");
                }
                other => panic!("{shown}: {other:?}"),
            }
        }
        seen.untouched();
    });
}

#[test]
fn moments_keep_their_fraction_and_leap_seconds() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for (seconds, nanoseconds) in [(0, 1), (662_687_999, 1_000_000_000), (-62_167_219_200, 0)] {
            let when = specwright::codegen::DateTime::from_timestamp(seconds, nanoseconds).unwrap();
            client.echo("id", 1).when(when).send().await.unwrap();
            assert_eq!(seen.seen().when, Some(when));
        }
    });
}

#[test]
fn the_strategies_reach_the_difficult_values() {
    // The properties above are worth what their values are.
    let found = std::cell::Cell::new([false; 5]);
    check(requests(), |request| {
        let mut all = found.get();
        let joined = request.joined.unwrap_or_default();
        all[0] |= joined.iter().any(|item| item.contains(','));
        all[1] |= joined.len() == 1 && joined.iter().all(String::is_empty);
        all[2] |= request.id.contains('/');
        all[3] |= request.nullable.is_some_and(|text| text.contains('+'));
        all[4] |= request.crumb.is_some_and(|text| !text.is_ascii());
        found.set(all);
    });
    assert_eq!(found.get(), [true; 5]);
}

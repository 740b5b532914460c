//! Parameters of every place and style, unions, recursion, ranges of
//! statuses.

use std::{collections::BTreeMap, sync::Arc};

use http::StatusCode;
use proptest::{collection::btree_map, prelude::*, sample::select};
use specwright::client::{Error, RequestError};
use specwright_axum::{Call, Failure};
use specwright_tests::parcels::{
    client::{Client, GetParcelError, GetParcelSuccess},
    models::{
        Box as Crate, Content, Delivery, DeliveryDoor, DeliveryNeighbour, Fault, FieldName,
        GetLabelFormat, Letter, Parcel, ParcelCode, ParcelKind, ParcelLevel, ParcelSize, Tree,
    },
    server::{
        Api, DeliverParcelRequest, DeliverParcelResponse, GetLabelRequest, GetLabelResponse,
        GetParcelRequest, GetParcelResponse, GetStopsRequest, GetStopsResponse, PutParcelsRequest,
        PutParcelsResponse, router,
    },
};

use crate::support::{
    values::{
        bytes, day, header_item, header_text, many, maybe, nullable, object, path_text, secret,
        some, text, texts, thing, without,
    },
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Scripts>);

#[derive(Default)]
struct Scripts {
    get: Script<GetParcelRequest, GetParcelResponse>,
    deliver: Script<DeliverParcelRequest, DeliverParcelResponse>,
    label: Script<GetLabelRequest, GetLabelResponse>,
    stops: Script<GetStopsRequest, GetStopsResponse>,
    put: Script<PutParcelsRequest, PutParcelsResponse>,
}

impl Api for Service {
    type Error = Failure;

    async fn get_parcel(
        &self,
        request: GetParcelRequest,
        _call: &Call,
    ) -> Result<GetParcelResponse, Failure> {
        Ok(self.0.get.play(request))
    }

    async fn deliver_parcel(
        &self,
        request: DeliverParcelRequest,
        _call: &Call,
    ) -> Result<DeliverParcelResponse, Failure> {
        Ok(self.0.deliver.play(request))
    }

    async fn get_label(
        &self,
        request: GetLabelRequest,
        _call: &Call,
    ) -> Result<GetLabelResponse, Failure> {
        Ok(self.0.label.play(request))
    }

    async fn get_stops(
        &self,
        request: GetStopsRequest,
        _call: &Call,
    ) -> Result<GetStopsResponse, Failure> {
        Ok(self.0.stops.play(request))
    }

    async fn put_parcels(
        &self,
        request: PutParcelsRequest,
        _call: &Call,
    ) -> Result<PutParcelsResponse, Failure> {
        self.0.put.see(request.clone());
        Ok(PutParcelsResponse::Ok(request.body))
    }
}

fn contents() -> impl Strategy<Value = Content> + Clone {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|pages| Content::Letter(Letter { pages })),
        text().prop_map(Content::String),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        many(maybe(inner)).prop_map(|items| Content::Box(Crate { items }))
    })
    .boxed()
}

/// The members that a parcel declares; others may not have their names.
const MEMBERS: &[&str] = &[
    "id", "weight", "content", "inside", "next", "nothing", "anything", "free", "size", "kind",
    "level", "stamps", "sent", "raw", "pin", "code", "huge", "self", "type",
];

/// A parcel without others in it.
fn plain_parcels() -> impl Strategy<Value = Parcel> + Clone {
    let codes = prop_oneof![
        text().prop_map(ParcelCode::String),
        any::<i64>().prop_map(ParcelCode::Integer),
    ];
    let sizes = select(&[ParcelSize::N1, ParcelSize::N2, ParcelSize::N3][..]);
    let levels = select(&[ParcelLevel::Low, ParcelLevel::N1][..]);
    let others = text().prop_filter("a declared member", |name| {
        !MEMBERS.contains(&name.as_str())
    });
    let first = (
        1..=i64::MAX,
        maybe((1..1_000_000_u32).prop_map(|halves| halves as f32 / 2.0)),
        maybe(contents()),
        nullable(thing()),
        maybe(object()),
    );
    let second = (
        maybe(sizes),
        maybe(Just(ParcelKind::Parcel)),
        nullable(levels),
        maybe(codes),
    );
    let third = (
        maybe(btree_map(text(), 0..=i64::MAX, 0..3)),
        maybe(day()),
        maybe(bytes()),
        maybe(secret()),
        maybe(any::<u64>()),
    );
    let fourth = (
        maybe(text()),
        maybe(text()),
        btree_map(others, text(), 0..3),
    );
    (first, second, third, fourth)
        .prop_map(|(first, second, third, fourth)| Parcel {
            id: first.0,
            weight: first.1,
            content: first.2,
            inside: None,
            next: None,
            nothing: (),
            anything: first.3,
            free: first.4,
            size: second.0,
            kind: second.1,
            level: second.2,
            stamps: third.0,
            sent: third.1,
            raw: third.2,
            pin: third.3,
            code: second.3,
            huge: third.4,
            self_: fourth.0,
            r#type: fourth.1,
            additional_properties: fourth.2,
        })
        .boxed()
}

fn parcels() -> impl Strategy<Value = Parcel> + Clone {
    (
        plain_parcels(),
        maybe(many(plain_parcels())),
        maybe(plain_parcels()),
    )
        .prop_map(|(parcel, inside, next)| Parcel {
            inside,
            next: next.map(Box::new),
            ..parcel
        })
        .boxed()
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = Just(Tree(Vec::new()));
    leaf.prop_recursive(4, 12, 3, |inner| many(inner).prop_map(Tree))
}

fn faults() -> impl Strategy<Value = Fault> {
    (text(), text(), maybe(trees())).prop_map(|(status, reason, parts)| Fault {
        status,
        reason,
        parts,
    })
}

fn field_names() -> impl Strategy<Value = FieldName> {
    select(
        &[
            FieldName::Weight,
            FieldName::Content,
            FieldName::Plus1,
            FieldName::Minus1,
            FieldName::Empty,
            FieldName::Groesse,
        ][..],
    )
}

#[test]
fn lists_of_every_query_style_headers_and_cookies_arrive() {
    let requests = (
        1..=i64::MAX,
        maybe(some(field_names())),
        maybe(texts(without('|'))),
        maybe(texts(without(' '))),
        maybe(texts(header_item())),
        maybe(text()),
    );
    let requests =
        requests.prop_map(
            |(id, fields, marks, words, x_trace, visit)| GetParcelRequest {
                id,
                fields,
                marks,
                words,
                x_trace,
                visit,
            },
        );
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        requests,
        async |client, request| {
            let mut call = client.get_parcel(request.id);
            if let Some(fields) = &request.fields {
                call = call.fields(fields);
            }
            if let Some(marks) = &request.marks {
                call = call.marks(marks);
            }
            if let Some(words) = &request.words {
                call = call.words(words);
            }
            if let Some(x_trace) = &request.x_trace {
                call = call.x_trace(x_trace);
            }
            if let Some(visit) = &request.visit {
                call = call.visit(visit);
            }
            scripts.get.will(GetParcelResponse::NotModified);
            let answer = call.send().await.unwrap();
            assert_eq!(
                (answer.status.as_u16(), answer.body),
                (304, GetParcelSuccess::NotModified)
            );
            assert_eq!(scripts.get.seen(), request);
        },
    );
}

#[test]
fn parcels_and_their_headers_come_back() {
    let answers = (header_text(), maybe(some(any::<i64>())), parcels());
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        answers,
        async |client, answer| {
            let (e_tag, x_hops, body) = answer;
            scripts.get.will(GetParcelResponse::Ok {
                e_tag: e_tag.clone(),
                x_hops: x_hops.clone(),
                body: body.clone(),
            });
            let answer = client.get_parcel(1).send().await.unwrap();
            assert_eq!(answer.status, 200);
            match answer.body {
                GetParcelSuccess::Ok {
                    headers,
                    body: found,
                } => {
                    assert_eq!((headers.e_tag, headers.x_hops), (e_tag, x_hops));
                    assert_eq!(found, body);
                }
                other => panic!("{other:?}"),
            }
            scripts.get.seen();
        },
    );
}

#[test]
fn statuses_of_a_range_and_of_the_rest_come_back_with_their_faults() {
    let service = Service::default();
    let scripts = service.0.clone();
    let statuses = (400..600_u16).prop_map(|code| StatusCode::from_u16(code).unwrap());
    property(
        router(service),
        Client::with_transport,
        (statuses, faults()),
        async |client, answer| {
            let (status, body) = answer;
            let (sent, expected) = if status.is_client_error() {
                (
                    GetParcelResponse::Status4xx {
                        status,
                        body: body.clone(),
                    },
                    GetParcelError::Status4xx { status, body },
                )
            } else {
                (
                    GetParcelResponse::Default {
                        status,
                        body: body.clone(),
                    },
                    GetParcelError::Default { status, body },
                )
            };
            scripts.get.will(sent);
            let error = client.get_parcel(1).send().await.unwrap_err();
            assert_eq!(error.status(), Some(status));
            match error {
                Error::Api(found, _) => assert_eq!(found, expected),
                other => panic!("{other:?}"),
            }
            scripts.get.seen();
        },
    );
}

#[test]
fn lists_of_parcels_go_there_and_back() {
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        many(parcels()),
        async |client, body| {
            let answer = client.put_parcels(&body).send().await.unwrap();
            assert_eq!(answer.body, body);
            assert_eq!(scripts.put.seen().body, body);
        },
    );
}

#[test]
fn two_parameters_share_a_segment() {
    let formats = select(&[GetLabelFormat::Json, GetLabelFormat::Xml][..]);
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        (path_text(), formats, text()),
        async |client, (name, format, label)| {
            scripts.label.will(GetLabelResponse::Ok(label.clone()));
            let answer = client
                .get_label(&name, format.clone())
                .send()
                .await
                .unwrap();
            assert_eq!(answer.body, label);
            assert_eq!(scripts.label.seen(), GetLabelRequest { name, format });
        },
    );
}

#[test]
fn lists_of_every_path_style_arrive() {
    // One empty text makes an empty segment, which no path style but matrix
    // can carry.
    let route = some(text()).prop_filter("no place in a path", |items| {
        !matches!(items.join(",").as_str(), "" | "." | "..")
    });
    let requests = (route, some(any::<i64>()), texts(text()));
    let requests = requests.prop_map(|(route, point, days)| GetStopsRequest { route, point, days });
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        requests,
        async |client, request| {
            scripts
                .stops
                .will(GetStopsResponse::Ok(request.days.clone()));
            let call = client.get_stops(&request.route, &request.point, &request.days);
            assert_eq!(call.send().await.unwrap().body, request.days);
            assert_eq!(scripts.stops.seen(), request);
        },
    );
}

#[test]
fn a_path_has_no_empty_list() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let none: [&str; 0] = [];
        for call in [
            client.get_stops(&none, &[1], &["a"]),
            client.get_stops(&[""], &[1], &["a"]),
            client.get_stops(&["a"], &[], &["a"]),
            client.get_stops(&["a"], &[1], &none),
        ] {
            let error = call.send().await.unwrap_err();
            assert!(
                matches!(error, Error::Request(RequestError::Parameter { .. })),
                "{error:?}"
            );
        }
        scripts.stops.untouched();
    });
}

#[test]
fn an_optional_body_is_there_or_not() {
    let deliveries = prop_oneof![
        any::<i64>().prop_map(|door| Delivery::Door(DeliveryDoor { door }.into())),
        text().prop_map(|neighbour| Delivery::Neighbour(DeliveryNeighbour { neighbour }.into())),
    ];
    let requests = (any::<i64>(), maybe(deliveries), maybe(any::<bool>()));
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        requests,
        async |client, (id, body, answer)| {
            use specwright_tests::parcels::client::DeliverParcelSuccess;
            scripts.deliver.will(match answer {
                Some(answer) => DeliverParcelResponse::Ok(answer),
                None => DeliverParcelResponse::Accepted,
            });
            let call = client.deliver_parcel(id);
            let call = match &body {
                Some(body) => call.body(body),
                None => call,
            };
            let expected = answer.map_or(DeliverParcelSuccess::Accepted, DeliverParcelSuccess::Ok);
            assert_eq!(call.send().await.unwrap().body, expected);
            assert_eq!(scripts.deliver.seen(), DeliverParcelRequest { id, body });
        },
    );
}

#[test]
fn a_deep_tree_is_carried_as_far_as_the_limit() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let depth = |levels: usize| (1..levels).fold(Tree::default(), |tree, _| Tree(vec![tree]));
        let fault = |levels| GetParcelResponse::Default {
            status: StatusCode::BAD_GATEWAY,
            body: Fault {
                status: String::new(),
                reason: String::new(),
                parts: Some(depth(levels)),
            },
        };
        // One level is the fault itself.
        scripts.get.will(fault(specwright::json::MAX_DEPTH - 1));
        let error = client.get_parcel(1).send().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY), "{error}");
        assert!(matches!(error, Error::Api(_, _)), "{error}");
        scripts.get.seen();

        // What cannot be written is a failure of the server, worded as the
        // document words its faults.
        scripts.get.will(fault(specwright::json::MAX_DEPTH + 1));
        let error = client.get_parcel(1).send().await.unwrap_err();
        match error {
            Error::Api(GetParcelError::Default { status, body }, _) => {
                assert_eq!((status.as_u16(), body.status.as_str()), (500, "500"));
            }
            other => panic!("{other:?}"),
        }
        scripts.get.seen();
    });
}

#[test]
fn a_kept_member_cannot_stand_for_a_declared_one() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let mut parcel = Parcel::new(1, None, ());
        parcel.additional_properties = BTreeMap::from([("id".to_owned(), "2".to_owned())]);
        let sent = client.put_parcels(&[parcel]).send().await;
        match sent {
            Err(Error::Request(RequestError::Body(_))) => scripts.put.untouched(),
            other => panic!("{other:?}"),
        }
    });
}

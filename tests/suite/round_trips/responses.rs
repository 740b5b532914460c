//! Every status, with typed headers, ranges and default.

use std::sync::Arc;

use http::StatusCode;
use proptest::{prelude::*, sample::select};
use specwright::client::Error;
use specwright_axum::{Call, Failure};
use specwright_tests::responses::{
    client::{Client, GetThingError, GetThingSuccess},
    models::{Thing, ThingState, Trouble},
    server::{
        AddThingRequest, AddThingResponse, Api, CheckThingResponse, GetThingRequest,
        GetThingResponse, RemoveThingsResponse, router,
    },
};

use crate::support::{
    values::{header_item, header_text, maybe, text, texts},
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Scripts>);

#[derive(Default)]
struct Scripts {
    get: Script<GetThingRequest, Result<GetThingResponse, Failure>>,
    add: Script<AddThingRequest, AddThingResponse>,
    check: Script<http::Method, ()>,
    remove: Script<(), ()>,
}

impl Api for Service {
    type Error = Failure;

    async fn get_thing(
        &self,
        request: GetThingRequest,
        _call: &Call,
    ) -> Result<GetThingResponse, Failure> {
        self.0.get.play(request)
    }

    async fn add_thing(
        &self,
        request: AddThingRequest,
        _call: &Call,
    ) -> Result<AddThingResponse, Failure> {
        Ok(self.0.add.play(request))
    }

    async fn check_thing(&self, call: &Call) -> Result<CheckThingResponse, Failure> {
        self.0.check.see(call.method().clone());
        Ok(CheckThingResponse::NoContent)
    }

    async fn remove_things(&self, _call: &Call) -> Result<RemoveThingsResponse, Failure> {
        self.0.remove.see(());
        Ok(RemoveThingsResponse::NoContent)
    }
}

fn things() -> impl Strategy<Value = Thing> {
    let states = select(&[ThingState::On, ThingState::Off][..]);
    (text(), maybe(states)).prop_map(|(name, state)| Thing { name, state })
}

fn troubles() -> impl Strategy<Value = Trouble> {
    (text(), maybe(any::<i64>())).prop_map(|(message, code)| Trouble { message, code })
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap()
}

/// Statuses that no response of the document has on its own, and whose answers
/// may have a body.
fn others() -> impl Strategy<Value = StatusCode> {
    let free = |code: &u16| ![200, 202, 204, 205, 299, 302, 304, 404].contains(code);
    (200..500_u16)
        .prop_filter("declared, or without a body", free)
        .prop_map(status)
}

fn answers() -> impl Strategy<Value = GetThingResponse> {
    let tags = maybe(texts(header_item()));
    prop_oneof![
        (header_text(), maybe(any::<i64>()), tags, things()).prop_map(
            |(e_tag, x_left, x_tags, body)| GetThingResponse::Ok {
                e_tag,
                x_left,
                x_tags,
                body
            }
        ),
        Just(GetThingResponse::Accepted),
        text().prop_map(GetThingResponse::Status299),
        header_text().prop_map(|location| GetThingResponse::Found { location }),
        troubles().prop_map(GetThingResponse::NotFound),
        ((500..600_u16).prop_map(status), troubles())
            .prop_map(|(status, body)| GetThingResponse::Status5xx { status, body }),
        (others(), troubles())
            .prop_map(|(status, body)| GetThingResponse::Default { status, body }),
    ]
}

#[test]
fn every_answer_comes_back_as_itself() {
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        answers(),
        async |client, sent| {
            scripts.get.will(Ok(sent.clone()));
            let got = client.get_thing(7).send().await;
            assert_eq!(scripts.get.seen(), GetThingRequest { answer: 7 });
            let code = match &got {
                Ok(answer) => answer.status,
                Err(error) => error.status().unwrap(),
            };
            let back = match got {
                Ok(answer) => match answer.body {
                    GetThingSuccess::Ok { headers, body } => GetThingResponse::Ok {
                        e_tag: headers.e_tag,
                        x_left: headers.x_left,
                        x_tags: headers.x_tags,
                        body,
                    },
                    GetThingSuccess::Accepted => GetThingResponse::Accepted,
                    GetThingSuccess::Status299(body) => GetThingResponse::Status299(body),
                    GetThingSuccess::Found(headers) => GetThingResponse::Found {
                        location: headers.location,
                    },
                    other => panic!("{other:?}"),
                },
                Err(Error::Api(GetThingError::NotFound(body), _)) => {
                    GetThingResponse::NotFound(body)
                }
                Err(Error::Api(GetThingError::Status5xx { status, body }, _)) => {
                    GetThingResponse::Status5xx { status, body }
                }
                Err(Error::Api(GetThingError::Default { status, body }, _)) => {
                    GetThingResponse::Default { status, body }
                }
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(back, sent);
            let expected = match sent {
                GetThingResponse::Ok { .. } => 200,
                GetThingResponse::Accepted => 202,
                GetThingResponse::Status299(_) => 299,
                GetThingResponse::Found { .. } => 302,
                GetThingResponse::NotFound(_) => 404,
                GetThingResponse::Status5xx { status, .. }
                | GetThingResponse::Default { status, .. } => status.as_u16(),
            };
            assert_eq!(code, expected);
        },
    );
}

#[test]
fn a_redirect_is_seen_and_not_followed() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        scripts.get.will(Ok(GetThingResponse::Found {
            location: "/things?answer=2".to_owned(),
        }));
        let answer = client.get_thing(1).send().await.unwrap();
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.headers["location"], "/things?answer=2");
        assert!(
            matches!(answer.body, GetThingSuccess::Found(found) if found.location == "/things?answer=2")
        );
        assert_eq!(scripts.get.seen().answer, 1);
    });
}

#[test]
fn headers_that_cannot_be_written_are_a_failure_of_the_server() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for (location, e_tag, tag) in [
            (Some("a\nb"), None, None),
            (None, Some(" padded"), None),
            (None, None, Some("a,b")),
        ] {
            scripts.get.will(Ok(match location {
                Some(location) => GetThingResponse::Found {
                    location: location.to_owned(),
                },
                None => GetThingResponse::Ok {
                    e_tag: e_tag.unwrap_or_default().to_owned(),
                    x_left: None,
                    x_tags: tag.map(|tag| vec![tag.to_owned()]),
                    body: Thing::new("t"),
                },
            }));
            let error = client.get_thing(1).send().await.unwrap_err();
            let Error::Api(GetThingError::Status5xx { status, .. }, _) = error else {
                panic!("{error:?}")
            };
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
            scripts.get.seen();
        }
    });
}

#[test]
fn a_status_outside_its_range_is_a_failure_of_the_server() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let body = Trouble::new("t");
        for wrong in [
            GetThingResponse::Status5xx {
                status: status(404),
                body: body.clone(),
            },
            GetThingResponse::Default {
                status: status(404),
                body: body.clone(),
            },
            GetThingResponse::Default {
                status: status(503),
                body: body.clone(),
            },
            GetThingResponse::Default {
                status: status(200),
                body: body.clone(),
            },
        ] {
            scripts.get.will(Ok(wrong));
            let error = client.get_thing(1).send().await.unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
            scripts.get.seen();
        }
    });
}

#[test]
fn failures_fill_the_declared_trouble() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        scripts.get.will(Err(Failure::not_found("No such thing")));
        let error = client.get_thing(1).send().await.unwrap_err();
        let Error::Api(GetThingError::NotFound(trouble), _) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (trouble.message.as_str(), trouble.code),
            ("No such thing", Some(404))
        );
        scripts.get.seen();
    });
}

#[test]
fn bodies_and_headers_of_a_created_thing() {
    let service = Service::default();
    let scripts = service.0.clone();
    let all = (maybe(things()), header_text(), things());
    property(
        router(service),
        Client::with_transport,
        all,
        async |client, (body, location, thing)| {
            scripts.add.will(AddThingResponse::Created {
                location: location.clone(),
                body: thing.clone(),
            });
            let call = client.add_thing();
            let call = match &body {
                Some(body) => call.body(body),
                None => call,
            };
            let answer = call.send().await.unwrap();
            assert_eq!(answer.status, StatusCode::CREATED);
            assert_eq!((answer.declared.location, answer.body), (location, thing));
            assert_eq!(scripts.add.seen(), AddThingRequest { body });
        },
    );
}

#[test]
fn methods_without_bodies() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        assert_eq!(
            client.check_thing().send().await.unwrap().status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(scripts.check.seen(), http::Method::HEAD);
        assert_eq!(
            client.remove_things().send().await.unwrap().status,
            StatusCode::NO_CONTENT
        );
        scripts.remove.seen();
    });
}

#[test]
fn statuses_that_have_no_body_have_none_on_any_way() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for code in [204, 304] {
            scripts.get.will(Ok(GetThingResponse::Default {
                status: status(code),
                body: Trouble::new("never sent"),
            }));
            let raw = client.get_thing(1).send_raw().await.unwrap();
            assert_eq!((raw.status().as_u16(), raw.body().len()), (code, 0));
            scripts.get.seen();
        }
    });
}

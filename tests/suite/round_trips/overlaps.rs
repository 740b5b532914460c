//! Values that several branches of an `anyOf` accept: nothing that one of them
//! knows is lost, and all of them can read it.

use std::sync::Arc;

use specwright::{
    Facets,
    json::{self, Mode},
};
use specwright_axum::{Call, Failure};
use specwright_tests::overlaps::{
    client::Client,
    models::{ByMail, ByPhone, Contact, Fork, Leaf, Node, Overlaps, OverlapsApart, OverlapsNested},
    server::{Api, OverlapsRequest, OverlapsResponse, router},
};

use crate::support::wire::{Script, on_both};

#[derive(Clone, Default)]
struct Service(Arc<Script<Overlaps, ()>>);

impl Api for Service {
    type Error = Failure;

    async fn overlaps(
        &self,
        request: OverlapsRequest,
        _call: &Call,
    ) -> Result<OverlapsResponse, Failure> {
        self.0.see(request.body.clone());
        Ok(OverlapsResponse::Ok(request.body))
    }
}

fn read(text: &str) -> Overlaps {
    json::from_str(text, Mode::Strict, &Facets::NONE).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

#[test]
fn what_any_branch_knows_arrives() {
    let service = Service::default();
    let seen = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for text in [
            r#"{"contact":{"mail":"a@b","phone":"123"}}"#,
            r#"{"contact":{"mail":"a@b","name":"n","more":"kept by the third","street":"s"}}"#,
            r#"{"contact":{"phone":"1","mail":""}}"#,
            r#"{"contact":{"street":"s","city":null,"mail":"","phone":"x"}}"#,
            r#"{"node":{"left":{"left":{"value":1},"value":2},"right":{"value":3}}}"#,
            r#"{"node":{"value":1,"left":{"value":"x","left":{"value":1}}}}"#,
            r#"{"nested":{"mail":"a@b","name":"n","more":"x"}}"#,
            r#"{"apart":{"open":true}}"#,
            r#"{"checked":{"mail":"a@b","phone":"1"}}"#,
        ] {
            let body = read(text);
            assert_eq!(client.overlaps(&body).send().await.unwrap().body, body);
            assert_eq!(seen.seen(), body);
            let written = String::from_utf8(json::to_vec(&body).unwrap()).unwrap();
            let same = |text: &str| -> serde_json::Value { serde_json::from_str(text).unwrap() };
            assert_eq!(same(&written), same(text));
            body.validate().unwrap();
        }
    });
}

#[test]
fn every_branch_that_accepts_reads_the_value() {
    let body = read(r#"{"contact":{"mail":"a@b","phone":"123","name":"n"}}"#);
    let contact = body.contact.unwrap();
    assert!(matches!(&contact, Contact::ByMail(by_mail) if by_mail.mail == "a@b"));
    assert_eq!(contact.as_by_mail(), Some(ByMail::new("a@b").name("n")));
    assert_eq!(contact.as_by_phone(), Some(ByPhone::new("123").name("n")));
    assert_eq!(contact.as_by_post(), None);

    // The checks of a branch count as well as its type.
    let short = read(r#"{"contact":{"phone":"1","mail":"a"}}"#)
        .contact
        .unwrap();
    assert_eq!(short.as_by_mail(), None);
    assert_eq!(short.as_by_phone(), Some(ByPhone::new("1")));

    let node = read(r#"{"node":{"value":1,"left":{"value":2}}}"#)
        .node
        .unwrap();
    assert_eq!(node.as_leaf(), Some(Leaf::new(1)));
    assert_eq!(node.as_fork(), Some(Fork::new(Node::from(Leaf::new(2)))));

    let nested = read(r#"{"nested":{"mail":"a@b"}}"#).nested.unwrap();
    assert!(matches!(&nested, OverlapsNested::Either(_)));
    assert!(nested.as_either().is_some());
    assert_eq!(nested.as_by_post(), None);

    // These share no value, so there is nothing to read side by side.
    let apart = read(r#"{"apart":{"open":true,"shut":true}}"#)
        .apart
        .unwrap();
    let OverlapsApart::Open(open) = apart else {
        panic!("{apart:?}");
    };
    assert!(open.open);
}

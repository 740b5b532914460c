//! Text of a document that would like to become code: on the wire it is just
//! text.

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright::json;
use specwright_axum::{Call, Failure};
use specwright_tests::hostile::{
    client::Client,
    models::{self, EtcPasswdPanicQPanic},
    server::{EtcPasswdPanicRequest, EtcPasswdPanicResponse, X, router},
};

use crate::support::{
    values::{header_text, maybe, text},
    wire::{Script, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Script<EtcPasswdPanicRequest, EtcPasswdPanicResponse>>);

impl X for Service {
    type Error = Failure;

    async fn etc_passwd_panic(
        &self,
        request: EtcPasswdPanicRequest,
        call: &Call,
    ) -> Result<EtcPasswdPanicResponse, Failure> {
        assert_eq!(call.operation_id(), "../../etc/passwd\"); panic!(\"");
        Ok(self.0.play(request))
    }
}

fn requests() -> impl Strategy<Value = EtcPasswdPanicRequest> {
    let words = select(
        &[
            EtcPasswdPanicQPanic::Panic,
            EtcPasswdPanicQPanic::StarSlash,
            EtcPasswdPanicQPanic::Newline,
            EtcPasswdPanicQPanic::Backslash,
            EtcPasswdPanicQPanic::Empty,
            EtcPasswdPanicQPanic::SelfValue,
            EtcPasswdPanicQPanic::Self_,
        ][..],
    );
    (maybe(words), maybe(text()))
        .prop_map(|(q_panic, brace)| EtcPasswdPanicRequest { q_panic, brace })
}

fn bodies() -> impl Strategy<Value = models::Result> {
    let nones = [
        models::None::None,
        models::None::Some,
        models::None::Ok,
        models::None::Err,
    ];
    let first = (
        maybe(select(nones.to_vec())),
        maybe(any::<bool>()),
        maybe(text()),
    );
    let second = (
        maybe(text()),
        maybe(text()),
        maybe(any::<i64>()),
        maybe(text()),
    );
    let third = (
        maybe(text()),
        maybe(text()),
        maybe(text()),
        maybe(text()),
        maybe(text()),
    );
    (first, second, third).prop_map(|(first, second, third)| {
        let option = models::Option {
            none: first.0,
            some: first.1,
        };
        let inner = models::Box {
            r#box: Some(Box::new(models::Box { r#box: None })),
        };
        let self_ = models::Self_ {
            vec: Some(vec![models::Vec { r#box: Some(inner) }]),
        };
        let mut body = models::Result::new(option, self_, models::String { a: first.2 });
        body.new = second.0;
        body.new_line = second.1;
        body.encode = second.2;
        body.validate = second.3;
        body.r#fn = third.0;
        body.underscore = third.1;
        body.empty = third.2;
        body.open_brace_close_brace = third.3;
        body.ess = third.4;
        body
    })
}

#[test]
fn it_goes_there_and_back() {
    let service = Service::default();
    let script = service.0.clone();
    let all = (requests(), maybe(header_text()), bodies());
    property(
        router(service),
        Client::with_transport,
        all,
        async |client, all| {
            let (request, x_odd, body) = all;
            script.will(EtcPasswdPanicResponse::Ok {
                x_odd: x_odd.clone(),
                body: body.clone(),
            });
            let mut call = client.etc_passwd_panic();
            if let Some(word) = &request.q_panic {
                call = call.q_panic(word.clone());
            }
            if let Some(brace) = &request.brace {
                call = call.brace(brace);
            }
            let answer = call.send().await.unwrap();
            assert_eq!((answer.declared.x_odd, answer.body), (x_odd, body));
            assert_eq!(script.seen(), request);
        },
    );
}

#[test]
fn members_have_the_names_of_the_document() {
    let mut body = models::Result::new(
        models::Option::new().none(models::None::Some),
        models::Self_::new(),
        models::String::new(),
    );
    body.new_line = Some("1".to_owned());
    body.crate_ = Some("2".to_owned());
    body.empty = Some("3".to_owned());
    body.ess = Some("4".to_owned());
    let text = String::from_utf8(json::to_vec(&body).unwrap()).unwrap();
    let expected = concat!(
        r#"{"Option":{"None":"Some"},"self":{},"a\"b":{},"new\nline":"1","#,
        r#""crate":"2","":"3","éß😀":"4"}"#
    );
    assert_eq!(text, expected);
    assert_eq!(models::String::new().a_or_default(), "\"); panic!(\"");
}

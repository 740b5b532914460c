//! The first document.

use std::sync::Arc;

use http::StatusCode;
use proptest::prelude::*;
use specwright::{Secret, client::Error};
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::aci_linked_accounts::{
    client::{Client, LinkOauth2AccountError},
    models::ValidationErrorLocItem,
    server::{
        LinkOauth2AccountRequest, LinkOauth2AccountResponse, LinkedAccounts, Security, router,
    },
};

use crate::support::{
    values::{maybe, object, text},
    wire::{Canned, Script, on_both, property},
};

type Answer = Result<LinkOauth2AccountResponse, Failure>;

#[derive(Clone, Default)]
struct Service(Arc<Script<LinkOauth2AccountRequest, Answer>>);

impl Security for Service {
    type Principal = ();

    async fn api_key_header(&self, key: &Secret, _call: &Call) -> Result<Granted<()>, Denied> {
        match key.expose() {
            "good" => Ok(Granted::new(())),
            _ => Err(Denied::Refused),
        }
    }
}

impl LinkedAccounts for Service {
    type Error = Failure;

    async fn link_oauth2_account(
        &self,
        (): (),
        request: LinkOauth2AccountRequest,
        _call: &Call,
    ) -> Answer {
        self.0.play(request)
    }
}

#[test]
fn parameters_arrive_and_objects_come_back() {
    let requests = (text(), text(), maybe(text())).prop_map(
        |(app_name, linked_account_owner_id, after_oauth2_link_redirect_url)| {
            LinkOauth2AccountRequest {
                app_name,
                linked_account_owner_id,
                after_oauth2_link_redirect_url,
            }
        },
    );
    let service = Service::default();
    let script = service.0.clone();
    let all = (requests, object());
    property(
        router(service),
        Client::with_transport,
        all,
        async |client, (request, body)| {
            script.will(Ok(LinkOauth2AccountResponse::Ok(body.clone())));
            let client = client.clone().api_key_header("good");
            let mut call =
                client.link_oauth2_account(&request.app_name, &request.linked_account_owner_id);
            if let Some(url) = &request.after_oauth2_link_redirect_url {
                call = call.after_oauth2_link_redirect_url(url);
            }
            assert_eq!(call.send().await.unwrap().body, body);
            assert_eq!(script.seen(), request);
        },
    );
}

#[test]
fn a_refused_key_and_failures_are_there_as_they_came() {
    let service = Service::default();
    let script = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        let refused = client.clone().api_key_header("bad");
        let error = refused
            .link_oauth2_account("a", "o")
            .send()
            .await
            .unwrap_err();
        let Error::Unexpected(answer) = error else {
            panic!("{error:?}")
        };
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers["www-authenticate"], "APIKey");
        assert_eq!(answer.body, r#"{"detail":"Not authenticated"}"#);
        script.untouched();

        script.will(Err(Failure::not_found("No such app")));
        let client = client.api_key_header("good");
        let error = client
            .link_oauth2_account("a", "o")
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
        assert_eq!(error.body().unwrap(), r#"{"detail":"No such app"}"#);
        script.seen();
    });
}

#[test]
fn validation_errors_are_typed() {
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let client = client.api_key_header("good");
        let body = r#"{"detail":[{"loc":["query","app_name",0],"msg":"Field required","type":"missing"}]}"#;
        canned.json(422, body);
        let error = client
            .link_oauth2_account("a", "o")
            .send()
            .await
            .unwrap_err();
        canned.got();
        let Error::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _) = error else {
            panic!("{error:?}")
        };
        let detail = invalid.detail.unwrap();
        assert_eq!(
            (detail[0].msg.as_str(), detail[0].r#type.as_str()),
            ("Field required", "missing")
        );
        let expected = [
            ValidationErrorLocItem::from("query"),
            ValidationErrorLocItem::from("app_name"),
            ValidationErrorLocItem::from(0),
        ];
        assert_eq!(detail[0].loc, expected);
    });
}

#[test]
fn an_answer_of_any_members_is_an_object() {
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let client = client.api_key_header("good");
        canned.json(200, r#"{"url":"u","more":[1.0,{"a":null}]}"#);
        let answer = client.link_oauth2_account("a", "o").send().await.unwrap();
        canned.got();
        assert_eq!(answer.body.str("url"), Some("u"));
        assert_eq!(
            answer.body.get("more").unwrap().to_json(),
            r#"[1.0,{"a":null}]"#
        );
        canned.json(200, "[]");
        let error = client
            .link_oauth2_account("a", "o")
            .send()
            .await
            .unwrap_err();
        canned.got();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    });
}

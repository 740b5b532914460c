//! Names that clash, begin with digits, or are no identifiers: whatever they
//! became, the wire has what the document says.

use std::sync::Arc;

use proptest::{prelude::*, sample::select};
use specwright::json;
use specwright_axum::{Call, Failure};
use specwright_tests::names::{
    client::Client,
    models::{
        FooBar, FooBar2, FooBar2C, FooBar3, GetUserRequest as Message, HttpValidationError,
        N3dModel, Operator, TypesOkBody, UserAdminGetUserOkBody, UserAdminGetUserOkBodyUser,
        UserAdminGetUserSort, UserAdminPutUserBody, V1Pod,
    },
    server::{
        Api, GetUserOpResponse, GetUsersResponse, NewResponse, TypesResponse, UserAdmin,
        UserAdminGetUserRequest, UserAdminGetUserResponse, UserAdminPutUserRequest,
        UserAdminPutUserResponse, router,
    },
};

use crate::support::{
    values::{header_text, maybe, path_text, text},
    wire::{Script, on_both, property},
};

#[derive(Clone, Default)]
struct Service(Arc<Scripts>);

#[derive(Default)]
struct Scripts {
    get: Script<UserAdminGetUserRequest, UserAdminGetUserResponse>,
    put: Script<UserAdminPutUserRequest, ()>,
    called: Script<String, ()>,
    types: Script<(), TypesOkBody>,
}

impl Scripts {
    fn call(&self, call: &Call) {
        self.called
            .see(format!("{} {}", call.method(), call.template()));
    }
}

impl UserAdmin for Service {
    type Error = Failure;

    async fn get_user(
        &self,
        request: UserAdminGetUserRequest,
        _call: &Call,
    ) -> Result<UserAdminGetUserResponse, Failure> {
        Ok(self.0.get.play(request))
    }

    async fn put_user(
        &self,
        request: UserAdminPutUserRequest,
        _call: &Call,
    ) -> Result<UserAdminPutUserResponse, Failure> {
        self.0.put.see(request);
        Ok(UserAdminPutUserResponse::NoContent)
    }

    async fn get_users(&self, call: &Call) -> Result<GetUsersResponse, Failure> {
        self.0.call(call);
        Ok(GetUsersResponse::NoContent)
    }
}

impl Api for Service {
    type Error = Failure;

    async fn get_user(&self, call: &Call) -> Result<GetUserOpResponse, Failure> {
        self.0.call(call);
        Ok(GetUserOpResponse::NoContent)
    }

    async fn new(&self, call: &Call) -> Result<NewResponse, Failure> {
        self.0.call(call);
        Ok(NewResponse::NoContent)
    }

    async fn types(&self, _call: &Call) -> Result<TypesResponse, Failure> {
        Ok(TypesResponse::Ok(self.0.types.play(())))
    }
}

#[test]
fn parameters_of_one_name_in_several_places_are_told_apart() {
    let sorts = select(
        &[
            UserAdminGetUserSort::Name,
            UserAdminGetUserSort::MinusName,
            UserAdminGetUserSort::PlusName,
        ][..],
    );
    let texts = (
        maybe(text()),
        maybe(text()),
        maybe(text()),
        maybe(text()),
        maybe(text()),
    );
    let requests = (
        path_text(),
        maybe(text()),
        maybe(header_text()),
        texts,
        maybe(sorts),
    );
    let requests =
        requests.prop_map(
            |(id, id_query, id_header, texts, sort)| UserAdminGetUserRequest {
                id,
                id_query,
                id_header,
                body: texts.0,
                client: texts.1,
                send: texts.2,
                headers: texts.3,
                timeout: texts.4,
                sort,
            },
        );
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        (requests, maybe(text())),
        async |client, (request, name)| {
            let mut user = UserAdminGetUserOkBodyUser::new();
            user.name = name;
            let body = UserAdminGetUserOkBody::new().user(user);
            scripts.get.will(UserAdminGetUserResponse::Ok(body.clone()));
            let mut call = client.user_admin().get_user(&request.id);
            if let Some(value) = &request.id_query {
                call = call.id_query(value);
            }
            if let Some(value) = &request.id_header {
                call = call.id_header(value);
            }
            if let Some(value) = &request.body {
                call = call.body(value);
            }
            if let Some(value) = &request.client {
                call = call.client(value);
            }
            if let Some(value) = &request.send {
                call = call.send_param(value);
            }
            if let Some(value) = &request.headers {
                call = call.headers(value);
            }
            if let Some(value) = &request.timeout {
                call = call.timeout(value);
            }
            if let Some(value) = &request.sort {
                call = call.sort(value.clone());
            }
            assert_eq!(call.send().await.unwrap().body, body);
            assert_eq!(scripts.get.seen(), request);
        },
    );
}

#[test]
fn every_operation_reaches_its_own_handler() {
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        client.user_admin().get_users().send().await.unwrap();
        assert_eq!(scripts.called.seen(), "GET /users");
        client.api().get_user().send().await.unwrap();
        assert_eq!(scripts.called.seen(), "POST /users");
        client.call_new().send().await.unwrap();
        assert_eq!(scripts.called.seen(), "GET /new");
        let body = UserAdminPutUserBody::new().name("n");
        client
            .user_admin_put_user("u")
            .body(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(
            scripts.put.seen(),
            UserAdminPutUserRequest {
                id: "u".to_owned(),
                body: Some(body)
            }
        );
    });
}

fn types() -> TypesOkBody {
    TypesOkBody::new()
        .a(FooBar3::new().a("1"))
        .b(FooBar::new().b("2").b_2("3").b_3("4"))
        .c(FooBar2::new().c(FooBar2C::new().d("5")))
        .d(N3dModel::new().n3d("6").n2_d("7"))
        .e(V1Pod::new().api_version("8"))
        .f(HttpValidationError::new().message("9"))
        .g(Message::new().message("10"))
}

#[test]
fn members_of_any_name_go_there_and_back() {
    let texts = || maybe(text());
    let first = (texts(), texts(), texts(), texts(), texts());
    let second = (texts(), texts(), texts(), texts(), texts());
    let bodies = (first, second).prop_map(|(first, second)| {
        let mut body = types();
        body.a = Some(FooBar3 { a: first.0 });
        body.b = Some(FooBar {
            b: first.1,
            b_2: first.2,
            b_3: first.3,
        });
        body.c = Some(FooBar2 {
            c: Some(FooBar2C { d: first.4 }),
        });
        body.d = Some(N3dModel {
            n3d: second.0,
            n2_d: second.1,
        });
        body.e = Some(V1Pod {
            api_version: second.2,
        });
        body.f = Some(HttpValidationError { message: second.3 });
        body.g = Some(Message { message: second.4 });
        body
    });
    let service = Service::default();
    let scripts = service.0.clone();
    property(
        router(service),
        Client::with_transport,
        bodies,
        async |client, body| {
            scripts.types.will(body.clone());
            assert_eq!(client.types().send().await.unwrap().body, body);
            scripts.types.seen();
        },
    );
}

#[test]
fn members_have_the_names_of_the_document() {
    let text = String::from_utf8(json::to_vec(&types()).unwrap()).unwrap();
    let expected = concat!(
        r#"{"a":{"a":"1"},"b":{"b":"2","B":"3","b_":"4"},"c":{"c":{"d":"5"}},"#,
        r#""d":{"3d":"6","2-d":"7"},"e":{"apiVersion":"8"},"f":{"message":"9"},"#,
        r#""g":{"message":"10"}}"#
    );
    assert_eq!(text, expected);
}

#[test]
fn enum_values_have_the_names_of_the_document() {
    let all = [
        (Operator::Eq, "="),
        (Operator::Gt, ">"),
        (Operator::Lt, "<"),
        (Operator::GtEq, ">="),
        (Operator::LtEq, "<="),
        (Operator::NotEq, "!="),
        (Operator::GtEqValue, "≥"),
        (Operator::A, "A"),
        (Operator::AValue, "a"),
        (Operator::N1, "1"),
        (Operator::On, "on"),
        (Operator::AB, "a b"),
        (Operator::ABValue, "a-b"),
    ];
    let service = Service::default();
    let scripts = service.0.clone();
    on_both(router(service), Client::with_transport, async |client| {
        for (operator, text) in all.clone() {
            assert_eq!(operator.as_str(), text);
            assert_eq!(text.parse::<Operator>().ok(), Some(operator.clone()));
            let body = types().h(operator);
            scripts.types.will(body.clone());
            assert_eq!(client.types().send().await.unwrap().body, body);
            scripts.types.seen();
        }
    });
}

//! Operations and what belongs to them that are called like methods of
//! traits: each is called as itself, and clients, calls and models can still
//! be cloned.

use specwright::Secret;
use specwright_axum::{Call, Denied, Failure, Granted};
use specwright_tests::methods::{
    client::{Client, SelfSuccess},
    models::{self, Members, Self2},
    server::*,
};

use crate::support::wire::on_both;

struct Service;

/// Answers 204 to operations without arguments, after their name.
macro_rules! empty {
    ($($tag:ident { $($method:ident -> $response:ident,)* })*) => {
        $(impl $tag for Service {
            type Error = Failure;

            $(async fn $method(&self, _call: &Call) -> Result<$response, Failure> {
                Ok($response::NoContent)
            })*
        })*
    };
}

empty! {
    Calls {
        clone -> CloneResponse,
        into -> IntoResponse,
        try_into -> TryIntoResponse,
    }
    Borrow {
        borrow -> BorrowResponse,
        borrow_mut -> BorrowMutResponse,
        to_owned -> ToOwnedResponse,
        type_id -> TypeIdResponse,
        from -> FromResponse,
    }
    Into {
        fmt -> FmtResponse,
        default -> DefaultResponse,
        eq -> EqResponse,
        drop -> DropResponse,
        try_from -> TryFromResponse,
    }
}

impl Security for Service {
    type Principal = ();

    async fn clone(&self, _token: &Secret, _call: &Call) -> Result<Granted<()>, Denied> {
        Ok(Granted::new(()))
    }

    async fn into(
        &self,
        _user: &str,
        _password: &Secret,
        _call: &Call,
    ) -> Result<Granted<()>, Denied> {
        Err(Denied::Refused)
    }
}

impl Clone for Service {
    type Error = Failure;

    async fn setters(
        &self,
        _principal: Option<()>,
        request: SettersRequest,
        _call: &Call,
    ) -> Result<SettersResponse, Failure> {
        let mut members = Members::new()
            .clone_(request.clone.unwrap_or_default())
            .into(request.into.unwrap_or_default())
            .additional_properties([("more".to_owned(), 7)]);
        members.try_into = request.try_into;
        Ok(SettersResponse::Ok(members))
    }
}

impl Self_ for Service {
    type Error = Failure;

    async fn self_(&self, request: SelfRequest, _call: &Call) -> Result<SelfResponse, Failure> {
        assert_eq!(request.self_or_default(), "a");
        Ok(SelfResponse::Ok {
            self_: request.self_query.map(|value| value.to_string()),
            body: Self2::SelfValue,
        })
    }

    async fn self_put(
        &self,
        request: SelfPutRequest,
        _call: &Call,
    ) -> Result<SelfPutResponse, Failure> {
        assert_eq!(request.body, Some(models::Self_::new().self_(3)));
        Ok(SelfPutResponse::NoContent)
    }
}

#[test]
fn each_is_called_as_itself() {
    on_both(router(Service), Client::with_transport, async |client| {
        let client = client.clone();
        client.call_clone().send().await.unwrap();
        client.call_into().send().await.unwrap();
        client.call_try_into().send().await.unwrap();
        client.borrow().send().await.unwrap();
        client.to_owned().send().await.unwrap();
        let calls = client.calls().clone();
        calls.call_clone().send().await.unwrap();
        calls.call_into().send().await.unwrap();
        calls.call_try_into().send().await.unwrap();
        let borrow = client.borrow_group();
        borrow.borrow().send().await.unwrap();
        borrow.borrow_mut().send().await.unwrap();
        borrow.to_owned().send().await.unwrap();
        borrow.type_id().send().await.unwrap();
        borrow.from().send().await.unwrap();
        let into = client.into_group();
        into.fmt().send().await.unwrap();
        into.default().send().await.unwrap();
        into.eq().send().await.unwrap();
        into.drop().send().await.unwrap();
        into.try_from().send().await.unwrap();
    });
}

#[test]
fn setters_are_not_taken_for_methods_of_traits() {
    on_both(router(Service), Client::with_transport, async |client| {
        let client = client.with_clone("token");
        let call = client.clone_group().setters();
        let call = call.clone_param("a").into("b").try_into("c").clone();
        let members = call.send().await.unwrap().body;
        assert_eq!(members.clone.as_deref(), Some("a"));
        assert_eq!(members.into.as_deref(), Some("b"));
        assert_eq!(members.try_into.as_deref(), Some("c"));
        assert_eq!(members.additional_properties["more"], 7);
        assert_eq!(members.clone(), members);
    });
}

#[test]
fn names_made_of_self_are_like_others() {
    on_both(router(Service), Client::with_transport, async |client| {
        let call = client.self_().self_query(models::SelfInline::Self_);
        let answer = call.send().await.unwrap();
        let SelfSuccess::Ok { headers, body } = answer.body else {
            panic!("{answer:?}");
        };
        assert_eq!(headers.self_.as_deref(), Some("Self"));
        assert_eq!(body, Self2::SelfValue);
        let body = models::Self_::new().self_(3);
        client
            .self_group()
            .self_put()
            .body(&body)
            .send()
            .await
            .unwrap();
    });
}

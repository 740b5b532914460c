//! `specs/bookshop-3.1.yaml`: errors declared as problem details.

use serde_json::Value;
use specwright::{
    Facets,
    json::{Mode, from_slice},
};
use specwright_axum::{Call, Failure};
use specwright_tests::bookshop_3_1::{
    models::Problem,
    server::{self, *},
};

use super::{Counter, problem_details};
use crate::support::send;

/// Every handler fails.
macro_rules! fail {
    ($($group:ident { $($operation:ident($request:ident) -> $response:ident,)* })*) => {$(
        #[allow(deprecated)]
        impl $group for Counter {
            type Error = Failure;

            $(async fn $operation(&self, _request: $request, _call: &Call) -> Result<$response, Failure> {
                self.called();
                Err(Failure::internal("hunter2"))
            })*
        }
    )*};
}

fail! {
    Books {
        list_books(ListBooksRequest) -> ListBooksResponse,
        add_book(AddBookRequest) -> AddBookResponse,
        get_book(GetBookRequest) -> GetBookResponse,
        change_book(ChangeBookRequest) -> ChangeBookResponse,
        remove_book(RemoveBookRequest) -> RemoveBookResponse,
    }
    Orders { place_order(PlaceOrderRequest) -> PlaceOrderResponse, }
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn rejections_are_the_problems_that_are_declared() {
    let order = r#"{"id":"123e4567-e89b-12d3-a456-426614174000","lines":[{"isbn":"x"}],"payment":{"kind":"card","token":"t"}}"#;
    for (line, body, status, expected) in [
        ("GET /books?limit=0", "", 400, &["query/limit minimum"][..]),
        (
            "GET /books?limit=1&limit=2",
            "",
            400,
            &["query/limit duplicate"],
        ),
        (
            "GET /books?genre=x&genre=novel&genre=y&genre=poetry",
            "",
            400,
            &[
                "query/genre/0 enum",
                "query/genre/2 enum",
                "query/genre too_many_items",
            ],
        ),
        ("GET /books?after=", "", 400, &["query/after too_short"]),
        ("GET /books/123", "", 400, &["path/isbn pattern"]),
        ("GET /books/%D9%A1", "", 400, &["path/isbn pattern"]),
        (
            "POST /books",
            "{}",
            400,
            &[
                "body/isbn missing",
                "body/title missing",
                "body/price missing",
            ],
        ),
        (
            "PATCH /books/9781234567897",
            "{}",
            400,
            &["body too_few_members"],
        ),
        (
            "PATCH /books/9781234567897",
            r#"{"isbn":"x"}"#,
            400,
            &["body/isbn unknown_member"],
        ),
        (
            "PATCH /books/1",
            r#"{"price":0}"#,
            400,
            &["path/isbn pattern", "body/price exclusive_minimum"],
        ),
        ("POST /orders", "", 400, &["body missing"]),
        (
            "POST /orders",
            "{}",
            400,
            &[
                "body/id missing",
                "body/lines missing",
                "body/payment missing",
            ],
        ),
        ("POST /orders", order, 500, &[]),
        ("GET /books", "", 500, &[]),
        ("POST /orders/", order, 404, &[]),
        ("PUT /orders", order, 405, &[]),
    ] {
        let counter = Counter::default();
        let router = server::router(counter.clone()).fallback(server::not_found);
        let answer = send(&router, line, [JSON], body).await;
        assert_eq!(
            (answer.status.as_u16(), counter.calls()),
            (status, usize::from(status == 500)),
            "{line}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert!(!answer.body.contains("hunter2"));
        let mut told = problem_details(&answer.json(), status);
        told.sort();
        let mut expected: Vec<String> = expected.iter().map(|text| (*text).to_owned()).collect();
        expected.sort();
        assert_eq!(told, expected, "{line}");
        // It is the declared schema's, too.
        let read =
            from_slice::<Problem>(answer.body.as_bytes(), Mode::Strict, &Facets::NONE).unwrap();
        assert_eq!(read.status, Some(i64::from(status)));
        assert_eq!(read.title.as_deref(), answer.json()["title"].as_str());
        let detail: Value = answer.json()["detail"].clone();
        assert_eq!(read.detail.as_deref(), detail.as_str());
    }
}

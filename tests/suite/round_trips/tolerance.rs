//! What a client takes from a server that knows more, less or other things
//! than the document, and what it does not take.

use http::StatusCode;
use specwright::{
    Expected, Kind, Nullable, Place,
    client::{DecodeError, DecodeReason, Error},
};
use specwright_tests::{
    bookshop_3_1 as bookshop, nullability, objects, parcels, responses, unions,
};

use crate::support::wire::{Canned, on_both};

const BOOK: &str = r#"{"isbn":"9780000000000","title":"T","price":1,"added":"2024-01-01T00:00:00Z","sequel_to":null"#;

fn decode<T: std::fmt::Debug, E: std::fmt::Debug>(answer: Result<T, Error<E>>) -> DecodeError {
    match answer {
        Err(Error::Decode(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn unknown_enum_values_are_kept_and_written_back_unchanged() {
    use bookshop::{client::Client, models::Genre};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.json(200, format!(r#"{BOOK},"genre":"cli\u002dfi"}}"#));
        let book = client.get_book("9780000000000").send().await.unwrap().body;
        canned.got();
        let Nullable::Value(Genre::Unknown(genre)) = &book.genre else {
            panic!("{book:?}")
        };
        assert_eq!(genre.as_str(), "cli-fi");

        // As a member, and as a parameter.
        let mut new = bookshop::models::NewBook::new(&*book.isbn, &*book.title, book.price);
        new.genre = book.genre.clone();
        canned.json(201, format!("{BOOK}}}"));
        client.add_book(&new).send().await.unwrap();
        let sent = canned.got();
        assert!(sent.contains(r#""genre":"cli\u002dfi""#), "{sent}");
        let Nullable::Value(genre) = book.genre else {
            unreachable!()
        };
        let request = client.list_books().genre(&[genre]).build_request().unwrap();
        assert_eq!(request.uri().query(), Some("genre=cli-fi"));
    });
}

#[test]
fn unknown_values_of_other_kinds_are_kept_too() {
    use objects::{
        client::Client,
        models::{ObjectsMixed, ObjectsNumbers, ObjectsOne},
    };
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let text = r#"{"numbers":4e0,"mixed":"\u0061b","one":"other"}"#;
        canned.json(200, text);
        let body = client
            .objects(&objects::models::Objects::new())
            .send()
            .await
            .unwrap()
            .body;
        canned.got();
        assert!(matches!(body.numbers, Some(ObjectsNumbers::Unknown(_))));
        assert!(matches!(body.mixed, Some(ObjectsMixed::Unknown(_))));
        assert!(matches!(body.one, Some(ObjectsOne::Unknown(_))));
        canned.json(200, "{}");
        client.objects(&body).send().await.unwrap();
        assert_eq!(canned.got(), text);

        // Another kind of value than any that is listed is not one more of them.
        canned.json(200, r#"{"mixed":["a"]}"#);
        let error = decode(client.objects(&body).send().await);
        canned.got();
        assert_eq!(error.pointer().as_deref(), Some("/mixed"));
    });
}

#[test]
fn unknown_tags_are_kept_and_written_back_unchanged() {
    use bookshop::{client::Client, models::Payment};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let payment = r#"{"kind":"barter","goods":["eggs",1.50]}"#;
        let order = format!(
            r#"{{"id":"00000000-0000-0000-0000-000000000000","lines":[{{"isbn":"1"}}],"payment":{payment}}}"#
        );
        canned.json(202, order.clone());
        let line = bookshop::models::OrderLinesItem::new("1");
        let first = bookshop::models::Order::new(
            Default::default(),
            vec![line],
            bookshop::models::CardPayment::new("card", "t"),
        );
        let body = client.place_order(&first).send().await.unwrap().body;
        canned.got();
        let Payment::Unknown(unknown) = &body.payment else {
            panic!("{body:?}")
        };
        assert_eq!(
            unknown
                .to_value()
                .get("kind")
                .and_then(|kind| kind.as_str()),
            Some("barter")
        );
        canned.json(202, order.clone());
        client.place_order(&body).send().await.unwrap();
        assert_eq!(canned.got(), order);
    });
}

#[test]
fn unknown_tags_of_constants_are_kept_too() {
    use unions::{
        client::Client,
        models::{Pet, Unions, UnionsConstant},
    };
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let text = r#"{"tagged":{"species":"lion"},"constant":{"op":"pause","for":2}}"#;
        canned.json(200, text);
        let body = client.unions(&Unions::new()).send().await.unwrap().body;
        canned.got();
        assert!(matches!(body.tagged, Some(Pet::Unknown(_))), "{body:?}");
        assert!(
            matches!(body.constant, Some(UnionsConstant::Unknown(_))),
            "{body:?}"
        );
        canned.json(200, "{}");
        client.unions(&body).send().await.unwrap();
        assert_eq!(canned.got(), text);
    });
}

#[test]
fn the_first_branch_counts_where_several_match_or_none_passes_its_checks() {
    use unions::{
        client::Client,
        models::{Unions, UnionsExactly, UnionsNumbers, UnionsTried},
    };
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.json(
            200,
            r#"{"exactly":15,"tried":"far too long","numbers":"long"}"#,
        );
        let body = client.unions(&Unions::new()).send().await.unwrap().body;
        canned.got();
        assert_eq!(body.exactly, Some(UnionsExactly::Integer(15)));
        assert_eq!(
            body.tried,
            Some(UnionsTried::String("far too long".to_owned()))
        );
        assert_eq!(body.numbers, Some(UnionsNumbers::String("long".to_owned())));
    });
}

#[test]
fn checks_are_not_made() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let book = r#"{"isbn":"x","title":"","price":-1,"pages":0.0,"tags":["a","a"],"added":"2024-01-01T00:00:00Z","sequel_to":null}"#;
        canned.json(200, book);
        let book = client.get_book("9780000000000").send().await.unwrap().body;
        canned.got();
        assert_eq!(
            (book.isbn.as_str(), book.title.as_str(), book.price),
            ("x", "", -1.0)
        );
        assert_eq!(
            (book.pages, book.tags.map(|tags| tags.len())),
            (Some(0), Some(2))
        );
    });
}

#[test]
fn null_is_absence_and_the_last_of_two_members_counts() {
    use nullability::{client::Client, models::Presence};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let first = Presence::new("r", None);
        canned.json(
            200,
            r#"{"required":"a","required_nullable":null,"optional":null,"required":"b"}"#,
        );
        let body = client.presence(&first).send().await.unwrap().body;
        assert_eq!(canned.got(), r#"{"required":"r","required_nullable":null}"#);
        assert_eq!(body, Presence::new("b", None));
    });
}

#[test]
fn undeclared_members_are_ignored_or_kept() {
    use objects::{client::Client, models::Objects};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.json(
            200,
            r#"{"new":1,"open":{"b":2},"closed":{"b":2},"kept":{"b":[2]},"typed":{"b":""}}"#,
        );
        let body = client.objects(&Objects::new()).send().await.unwrap().body;
        canned.got();
        canned.json(200, "{}");
        client.objects(&body).send().await.unwrap();
        assert_eq!(
            canned.got(),
            r#"{"open":{},"closed":{},"typed":{"b":""},"kept":{"b":[2]}}"#
        );
    });
}

#[test]
fn what_does_not_read_is_an_error_with_pointers_and_the_body() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let text = r#"[{"isbn":"1"},{"isbn":1,"title":"T","price":"1","added":"yesterday","sequel_to":null}]"#;
        let headers = [("content-type", "application/json"), ("x-total-count", "2")];
        canned.will(200, &headers, text);
        let error = decode(client.list_books().send().await);
        canned.got();
        assert_eq!(
            (error.answer.status, &*error.answer.body),
            (StatusCode::OK, text.as_bytes())
        );
        assert_eq!(error.answer.headers["x-total-count"], "2");
        assert_eq!(error.pointer().as_deref(), Some("/0/title"));
        let found: Vec<_> = error
            .violations()
            .iter()
            .map(|violation| violation.pointer())
            .collect();
        assert_eq!(
            found,
            [
                "/0/title",
                "/0/price",
                "/0/added",
                "/0/sequel_to",
                "/1/isbn",
                "/1/price",
                "/1/added"
            ]
        );
        assert_eq!(error.violations()[0].kind, Kind::Missing);
        let shown = error.to_string();
        assert!(
            shown.contains("/0/title") && shown.contains("and 6 more"),
            "{shown}"
        );
    });
}

#[test]
fn what_is_no_json_is_an_error_with_the_body() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        for body in [&b""[..], b"{", b"nul", b"{}x", b"\xff", b"{\"a\":\"\xff\"}"] {
            canned.json(200, body);
            let error = decode(client.get_book("9780000000000").send().await);
            canned.got();
            assert_eq!(&*error.answer.body, body);
            assert_eq!(error.pointer().as_deref(), Some(""), "{error}");
        }
        canned.json(200, "null");
        let error = decode(client.get_book("9780000000000").send().await);
        canned.got();
        let kind = &error.violations()[0].kind;
        assert!(
            matches!(
                kind,
                Kind::Type {
                    expected: Expected::Object,
                    ..
                }
            ),
            "{kind:?}"
        );
    });
}

#[test]
fn numbers_that_the_type_cannot_hold_are_an_error() {
    use objects::{client::Client, models::Objects};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        for (body, pointer) in [
            (r#"{"small":2147483648}"#, "/small"),
            (r#"{"wide":1.5}"#, "/wide"),
            (r#"{"huge":-1}"#, "/huge"),
            (r#"{"tenth":1e400}"#, "/tenth"),
            (
                r#"{"node":{"value":1,"left":{"value":"1"}}}"#,
                "/node/left/value",
            ),
        ] {
            canned.json(200, body);
            let error = decode(client.objects(&Objects::new()).send().await);
            canned.got();
            assert_eq!(error.pointer().as_deref(), Some(pointer), "{error}");
        }
    });
}

#[test]
fn another_content_type_is_an_error_and_a_parameter_of_it_is_none() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let book = format!("{BOOK}}}");
        for (name, value) in [
            ("content-type", "application/json; charset=utf-8"),
            ("content-type", "Application/JSON"),
            ("content-type", "application/hal+json"),
            ("x-other", "no content type at all"),
        ] {
            canned.will(200, &[(name, value)], book.clone());
            client.get_book("9780000000000").send().await.unwrap();
            canned.got();
        }
        canned.will(
            200,
            &[("content-type", "text/html; charset=utf-8")],
            "<p>Sorry</p>",
        );
        let error = decode(client.get_book("9780000000000").send().await);
        canned.got();
        let html = DecodeReason::ContentType {
            found: "text/html".to_owned(),
        };
        assert_eq!(
            (&error.reason, &*error.answer.body),
            (&html, &b"<p>Sorry</p>"[..])
        );
        assert_eq!(error.pointer(), None);
    });
}

#[test]
fn declared_headers_that_are_missing_or_do_not_read_are_an_error() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        for (headers, missing) in [(&[][..], true), (&[("x-total-count", "many")], false)] {
            let json = [("content-type", "application/json")];
            canned.will(200, &[&json, headers].concat(), "[]");
            let error = decode(client.list_books().send().await);
            canned.got();
            let violation = &error.violations()[0];
            assert_eq!(violation.place, Place::Header);
            assert_eq!(violation.pointer(), "/X-Total-Count");
            assert_eq!(violation.kind == Kind::Missing, missing);
        }
    });
}

#[test]
fn lists_in_headers_come_in_one_header_or_in_several() {
    use parcels::client::{Client, GetParcelSuccess};
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        let parcel = r#"{"id":1,"content":null,"nothing":null}"#;
        let several = [
            ("etag", "e"),
            ("x-hops", "1, 2"),
            ("x-hops", "3"),
            ("content-type", "application/json"),
        ];
        canned.will(200, &several, parcel);
        let answer = client.get_parcel(1).send().await.unwrap();
        canned.got();
        let GetParcelSuccess::Ok { headers, .. } = answer.body else {
            panic!("{answer:?}")
        };
        assert_eq!(headers.x_hops, Some(vec![1, 2, 3]));
    });
}

#[test]
fn a_status_that_nobody_declared_is_there_as_it_came() {
    use bookshop::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        for status in [200_u16, 302, 418, 429, 503, 599] {
            canned.will(
                status,
                &[("retry-after", "7"), ("content-type", "text/plain")],
                "so it is",
            );
            let book = bookshop::models::NewBook::new("9780000000000", "T", 1.0);
            let error = client.add_book(&book).send().await.unwrap_err();
            canned.got();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.is_retryable(), [429, 503].contains(&status));
            assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
            assert_eq!(error.body().map(|body| &**body), Some(&b"so it is"[..]));
            assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        }
    });
}

#[test]
fn a_declared_error_that_does_not_read_is_an_error_with_its_status() {
    use responses::client::Client;
    let canned = Canned::default();
    on_both(canned.router(), Client::with_transport, async |client| {
        canned.will(
            502,
            &[("content-type", "text/html")],
            "<h1>Bad Gateway</h1>",
        );
        let error = client.get_thing(1).send().await.unwrap_err();
        canned.got();
        assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
        assert!(error.is_retryable());
        assert_eq!(
            decode::<(), _>(Err(error)).answer.status,
            StatusCode::BAD_GATEWAY
        );
    });
}

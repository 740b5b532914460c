//! How rejections are worded.

#![allow(missing_docs)]

use http::{HeaderValue, StatusCode, header};
use specwright::{
    Expected, Failure, Found, Kind, Literal, Place, Step, Violation,
    rejection::{Declared, Dialect, Fill, Reason, Rejection},
};

fn body(rejection: Rejection, dialect: Dialect) -> String {
    String::from_utf8(rejection.word(dialect, &[]).body).unwrap()
}

fn item(kind: Kind) -> String {
    let steps = vec![Step::member("l"), Step::Item(1)];
    let violation = Violation::new(Place::Body, steps, kind);
    body(
        Rejection::new(Reason::Invalid(vec![violation])),
        Dialect::FastApi,
    )
}

fn kind(name: &str, message: &str) -> String {
    format!(r#"{{"detail":[{{"type":"{name}","loc":["body","l",1],"msg":"{message}"}}]}}"#)
}

#[test]
fn fastapi_uses_the_vocabulary_of_pydantic() {
    static ENUM: [Literal; 4] = [
        Literal::String("a"),
        Literal::String("b's"),
        Literal::Integer(3),
        Literal::Boolean(true),
    ];
    let ty = |expected| Kind::Type {
        expected,
        found: Found::Null,
    };
    let parse = |expected| Kind::Parse { expected };
    for (of, name, message) in [
        (Kind::Missing, "missing", "Field required"),
        (
            Kind::UnknownMember,
            "extra_forbidden",
            "Extra inputs are not permitted",
        ),
        (
            ty(Expected::Integer),
            "int_type",
            "Input should be a valid integer",
        ),
        (
            ty(Expected::String),
            "string_type",
            "Input should be a valid string",
        ),
        (
            ty(Expected::Array),
            "list_type",
            "Input should be a valid list",
        ),
        (
            ty(Expected::Boolean),
            "bool_type",
            "Input should be a valid boolean",
        ),
        (
            ty(Expected::Number),
            "float_type",
            "Input should be a valid number",
        ),
        (ty(Expected::Null), "none_required", "Input should be None"),
        (
            ty(Expected::Object),
            "model_attributes_type",
            "Input should be a valid dictionary or object to extract fields from",
        ),
        (
            parse(Expected::Integer),
            "int_parsing",
            "Input should be a valid integer, unable to parse string as an integer",
        ),
        (
            parse(Expected::Boolean),
            "bool_parsing",
            "Input should be a valid boolean, unable to interpret input",
        ),
        (
            parse(Expected::Number),
            "float_parsing",
            "Input should be a valid number, unable to parse string as a number",
        ),
        (
            Kind::IntegerFromFraction,
            "int_from_float",
            "Input should be a valid integer, got a number with a fractional part",
        ),
        (
            Kind::TooShort { min: 3 },
            "string_too_short",
            "String should have at least 3 characters",
        ),
        (
            Kind::TooLong { max: 1 },
            "string_too_long",
            "String should have at most 1 character",
        ),
        (
            Kind::Pattern {
                pattern: "^a$".into(),
            },
            "string_pattern_mismatch",
            "String should match pattern '^a$'",
        ),
        (
            Kind::Minimum { bound: "1".into() },
            "greater_than_equal",
            "Input should be greater than or equal to 1",
        ),
        (
            Kind::ExclusiveMaximum {
                bound: "0.5".into(),
            },
            "less_than",
            "Input should be less than 0.5",
        ),
        (
            Kind::MultipleOf {
                divisor: "5".into(),
            },
            "multiple_of",
            "Input should be a multiple of 5",
        ),
        (
            Kind::TooFewItems { min: 2, actual: 1 },
            "too_short",
            "List should have at least 2 items after validation, not 1",
        ),
        (
            Kind::TooManyItems { max: 1, actual: 2 },
            "too_long",
            "List should have at most 1 item after validation, not 2",
        ),
        (
            Kind::Enum { expected: &ENUM },
            "enum",
            r#"Input should be 'a', \"b's\", 3 or True"#,
        ),
        (
            Kind::Enum {
                expected: &ENUM[..1],
            },
            "literal_error",
            "Input should be 'a'",
        ),
        (Kind::Duplicate, "duplicate", "Field given more than once"),
    ] {
        assert_eq!(item(of), kind(name, message));
    }
}

#[test]
fn fastapi_places_syntax_errors_by_their_offset() {
    let syntax = Kind::Syntax {
        offset: 7,
        reason: "expected a value",
    };
    let violation = Violation::new(Place::Body, Vec::new(), syntax);
    assert_eq!(
        body(
            Rejection::new(Reason::Invalid(vec![violation])),
            Dialect::FastApi
        ),
        r#"{"detail":[{"type":"json_invalid","loc":["body",7],"msg":"JSON decode error"}]}"#
    );
}

#[test]
fn fastapi_words_what_is_no_violation_in_a_string() {
    for (reason, status, text) in [
        (Reason::Unauthenticated, 401, "Not authenticated"),
        (Reason::NotFound, 404, "Not Found"),
        (Reason::MethodNotAllowed, 405, "Method Not Allowed"),
        (Reason::TooLarge { limit: 1 }, 413, "Content Too Large"),
        (
            Reason::UnsupportedMediaType { accepts: &[] },
            415,
            "Unsupported Media Type",
        ),
        (
            Reason::Forbidden { scopes: vec!["a"] },
            403,
            "Not enough permissions",
        ),
    ] {
        let worded = Rejection::new(reason).word(Dialect::FastApi, &[]);
        assert_eq!(worded.status, status);
        assert_eq!(worded.content_type, "application/json");
        assert_eq!(
            worded.body,
            format!(r#"{{"detail":"{text}"}}"#).into_bytes()
        );
    }
}

#[test]
fn problems_carry_their_violations() {
    let violation = Violation::new(
        Place::Query,
        vec![Step::member("a/b")],
        Kind::Minimum { bound: "1".into() },
    );
    let rejection =
        Rejection::new(Reason::Invalid(vec![violation])).status(StatusCode::BAD_REQUEST);
    let worded = rejection.word(Dialect::Problem, &[]);
    assert_eq!(worded.content_type, "application/problem+json");
    assert_eq!(
        String::from_utf8(worded.body).unwrap(),
        concat!(
            r#"{"type":"about:blank","title":"Bad Request","status":400,"#,
            r#""detail":"The request is not what the operation asks for.","code":"invalid_request","#,
            r#""errors":[{"in":"query","pointer":"/a~1b","code":"minimum","message":"must be at least 1"}]}"#
        )
    );
    assert_eq!(
        body(
            Rejection::new(Reason::TooLarge { limit: 9 }),
            Dialect::Problem
        ),
        concat!(
            r#"{"type":"about:blank","title":"Payload Too Large","status":413,"#,
            r#""detail":"The body is longer than 9 bytes.","code":"too_large"}"#
        )
    );
}

#[test]
fn failures_keep_their_source_to_themselves() {
    let failure = Failure::conflict("Taken")
        .code("taken")
        .header(header::RETRY_AFTER, HeaderValue::from_static("1"))
        .source("row 7 of the accounts");
    assert!(format!("{failure:?}").contains("row 7"));
    let worded = Rejection::from(failure).word(Dialect::Problem, &[]);
    assert_eq!(worded.status, 409);
    assert_eq!(worded.headers[header::RETRY_AFTER], "1");
    let text = String::from_utf8(worded.body).unwrap();
    assert!(
        text.contains(r#""detail":"Taken","code":"taken""#),
        "{text}"
    );
    assert!(!text.contains("row 7"));
    let internal = body(Failure::internal("row 7").into(), Dialect::FastApi);
    assert_eq!(internal, r#"{"detail":"Internal Server Error"}"#);
}

#[test]
fn declared_schemas_are_filled() {
    static DECLARED: [Declared; 3] = [
        Declared::code(404, "application/json")
            .members(&[("code", Fill::Code), ("status", Fill::StatusString)]),
        Declared::range(4, "application/json").members(&[("error", Fill::Message)]),
        Declared::default("application/vnd.error+json")
            .members(&[("status", Fill::StatusNumber), ("title", Fill::Title)]),
    ];
    let worded = |failure: Failure| {
        let worded = Rejection::from(failure).word(Dialect::Problem, &DECLARED);
        (worded.content_type, String::from_utf8(worded.body).unwrap())
    };
    assert_eq!(
        worded(Failure::not_found("x")),
        (
            "application/json",
            r#"{"code":"not_found","status":"404"}"#.to_owned()
        )
    );
    assert_eq!(
        worded(Failure::conflict("a \"b\"")),
        ("application/json", r#"{"error":"a \"b\""}"#.to_owned())
    );
    let missing = |name| Violation::new(Place::Query, vec![Step::member(name)], Kind::Missing);
    let invalid = Rejection::new(Reason::Invalid(vec![missing("a"), missing("b")]));
    assert_eq!(
        String::from_utf8(invalid.word(Dialect::Problem, &DECLARED).body).unwrap(),
        r#"{"error":"query/a is required; query/b is required"}"#
    );
    assert_eq!(
        worded(Failure::unavailable("x")),
        (
            "application/vnd.error+json",
            r#"{"status":503,"title":"Service Unavailable"}"#.to_owned()
        )
    );
}

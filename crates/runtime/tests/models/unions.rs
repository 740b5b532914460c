//! Unions: tests, rules, reasons, and how much work they are.

use std::cell::Cell;

use specwright::{
    Kind,
    codegen::{Decode, Decoder, Encode, Encoder, Facets, Mode},
    json,
};

use crate::{
    models::{Nested, Pet, Shape, StringOrInteger},
    rewritten, strict, tolerant, wrong,
};

#[test]
fn branches_are_told_by_kind() {
    assert_eq!(strict::<StringOrInteger>("\"a\"").unwrap(), "a".into());
    assert_eq!(strict::<StringOrInteger>("1.0").unwrap(), 1.into());
    assert_eq!(
        strict::<StringOrInteger>("null").unwrap(),
        StringOrInteger::Null(())
    );
    assert_eq!(wrong::<StringOrInteger>("\"\""), [" too_short"]);
    assert_eq!(wrong::<StringOrInteger>("1e30"), [" number_range"]);
    assert_eq!(wrong::<StringOrInteger>("1.5"), [" no_branch"]);
    assert_eq!(wrong::<StringOrInteger>("{}"), [" no_branch"]);
}

#[test]
fn branches_are_told_by_tag() {
    let text = r#"{"meows":true,"pet_type":"cat"}"#;
    assert!(matches!(strict::<Pet>(text).unwrap(), Pet::Cat(cat) if cat.meows));
    assert_eq!(rewritten::<Pet>(text), r#"{"pet_type":"cat","meows":true}"#);
    assert_eq!(
        wrong::<Pet>(r#"{"pet_type":"dog","meows":true}"#),
        ["/barks missing"]
    );
    let violations =
        json::from_slice::<Pet>(br#"{"pet_type":"cow"}"#, Mode::Strict, &Facets::NONE).unwrap_err();
    assert_eq!(
        violations[0].kind,
        Kind::UnknownTag {
            property: "pet_type",
            expected: &["cat", "dog"]
        }
    );
}

#[test]
fn a_failure_names_each_branch_and_its_first_reason() {
    let violations =
        json::from_slice::<Vec<Shape>>(br#"[{"radius":"x"}]"#, Mode::Strict, &Facets::NONE)
            .unwrap_err();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].pointer(), "/0");
    assert_eq!(
        violations[0].kind.message(),
        "is none of Circle (/radius: must be a number), Square (/radius: must be a number)"
    );
    let violations =
        json::from_slice::<StringOrInteger>(b"[]", Mode::Tolerant, &Facets::NONE).unwrap_err();
    assert_eq!(
        violations[0].kind.message(),
        "is none of String (must be a string), Integer (must be an integer), Null (must be null)"
    );
}

#[test]
fn a_union_reads_on_behind_its_value() {
    let text = r#"[{"radius":1.0},[{"side":2.0}],{"side":3.0,"radius":null}]"#;
    assert_eq!(wrong::<Shape>(text), ["/2 no_branch"]);
    let shape = tolerant::<Shape>(text).unwrap();
    assert!(matches!(&shape, Shape::List(list) if list.len() == 3));
}

/// `{"inner":{"inner":..,"y":1},"y":1}`: at each level the first branch fails
/// late, behind the level below.
fn late_failure(levels: usize) -> String {
    let mut text = r#"{"y":1}"#.to_owned();
    for _ in 1..levels {
        text = format!(r#"{{"inner":{text},"y":1}}"#);
    }
    text
}

#[test]
fn nested_unions_are_decided_once() {
    let text = late_failure(100);
    let value = strict::<Nested>(&text).unwrap();
    assert!(matches!(value, Nested::Right(_)));
    assert_eq!(rewritten::<Nested>(&text), text);
    // The innermost value fits no branch: this must be found as fast.
    assert_eq!(
        wrong::<Nested>(&text.replace(r#"{"y":1}"#, "{}")),
        [" no_branch"]
    );
    assert!(tolerant::<Nested>(&text.replace(r#"{"y":1}"#, "{}")).is_err());
}

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// An integer that counts how often it is read.
#[derive(Debug, Clone, PartialEq)]
struct Counted;

impl Decode for Counted {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        STEPS.set(STEPS.get() + 1);
        i64::decode(d, facets).map(|_| Self)
    }
}

impl Encode for Counted {
    fn encode(&self, e: &mut Encoder) {
        e.integer(0);
    }
}

/// Like `Nested`, with counted fields.
#[derive(Debug, Clone, PartialEq)]
enum Either {
    Left(Box<Left>),
    Right(Box<Right>),
}

#[derive(Debug, Clone, PartialEq)]
struct Left {
    n: Counted,
    inner: Option<Either>,
    x: Counted,
}

#[derive(Debug, Clone, PartialEq)]
struct Right {
    n: Counted,
    inner: Option<Either>,
    y: Counted,
}

specwright::codegen::union! {
    Either: OneOf {
        Left(Box<Left>) = Try,
        Right(Box<Right>) = Try,
    }
}

specwright::codegen::object! {
    Left {
        n: Counted = Required "n",
        inner: Either = Optional "inner",
        x: Counted = Required "x",
    }
    new(n: Counted, x: Counted)
    set(inner: Either)
}

specwright::codegen::object! {
    Right {
        n: Counted = Required "n",
        inner: Either = Optional "inner",
        y: Counted = Required "y",
    }
    new(n: Counted, y: Counted)
    set(inner: Either)
}

/// How many fields are read for so many levels.
fn work(levels: usize, last: &str) -> usize {
    let mut text = format!(r#"{{"n":1,"{last}":1}}"#);
    for _ in 1..levels {
        text = format!(r#"{{"n":1,"inner":{text},"y":1}}"#);
    }
    STEPS.set(0);
    let result = strict::<Either>(&text);
    assert_eq!(result.is_ok(), last == "y");
    STEPS.get()
}

#[test]
fn work_grows_with_the_text_and_not_with_the_levels() {
    for last in ["y", "z"] {
        let (few, more, many) = (work(30, last), work(60, last), work(120, last));
        assert!(more <= few * 2 + 10, "{few} {more}");
        assert!(many <= more * 2 + 10, "{more} {many}");
        // Each branch is probed once, and what is kept is read once more.
        assert!(many <= 120 * 2 * 4, "{many}");
    }
}

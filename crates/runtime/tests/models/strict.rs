//! The strict mode: a violation for everything the schema does not accept.

use specwright::{
    Expected, Found, Kind, Place, Value,
    codegen::{Decode, Facets, Mode},
    json,
};

use crate::{
    models::{Checked, Closed, Color, Level, Matrix, Open, Scalars, Tree},
    rewritten, strict, wrong,
};

#[test]
fn every_facet_is_checked_and_every_violation_listed() {
    assert_eq!(
        wrong::<Checked>(
            r#"{"code":"a!!!!","count":10,"ratio":-0.5,"tags":["","x","x","x"],"map":{"a":-1,"b":2},"free":{}}"#
        ),
        [
            "/code too_long",
            "/code pattern",
            "/count exclusive_maximum",
            "/ratio exclusive_minimum",
            "/tags/0 too_short",
            "/tags too_many_items",
            "/tags/2 not_unique",
            "/tags/3 not_unique",
            "/map/a minimum",
            "/map too_many_members",
            "/free too_few_members",
        ]
    );
    assert_eq!(
        wrong::<Checked>(r#"{"code":"é","count":-6,"ratio":1e3000,"tags":[]}"#),
        [
            "/code too_short",
            "/code pattern",
            "/count minimum",
            "/count multiple_of",
            "/ratio maximum",
            "/tags too_few_items",
        ]
    );
    for text in [
        r#"{"code":"ab","count":-5,"ratio":0.3,"tags":["a","b"],"map":{"a":0},"free":{"x":null}}"#,
        r#"{"count":5,"ratio":1000.0}"#,
        "{}",
    ] {
        assert_eq!(rewritten::<Checked>(text), text);
    }
    assert_eq!(
        wrong::<Checked>(r#"{"ratio":0.35}"#),
        ["/ratio multiple_of"]
    );
}

#[test]
fn equal_items_are_found_by_their_value() {
    static UNIQUE: Facets = Facets {
        unique_items: true,
        ..Facets::NONE
    };
    let read = |text: &str| json::from_slice::<Vec<Value>>(text.as_bytes(), Mode::Strict, &UNIQUE);
    assert!(read(r#"[1, "1", [1], {"a":1}, true, null, 10]"#).is_ok());
    for text in [
        "[1, 1.0]",
        r#"[{"a":1,"b":2}, {"b":2,"a":1e0}]"#,
        r#"["a", "\u0061"]"#,
    ] {
        let violations = read(text).unwrap_err();
        assert_eq!(violations[0].kind, Kind::NotUnique { first: 0 }, "{text}");
        assert_eq!(violations[0].pointer(), "/1");
    }
}

#[test]
fn a_closed_object_refuses_and_counts() {
    assert_eq!(
        wrong::<Closed>(r#"{"x":[{}],"a":1}"#),
        ["/x unknown_member"]
    );
    assert_eq!(wrong::<Closed>("{}"), [" too_few_members"]);
    assert_eq!(
        wrong::<Closed>(r#"{"a":1,"b":2,"c":3}"#),
        [" too_many_members"]
    );
}

#[test]
fn an_open_object_keeps_and_checks_what_it_describes() {
    let text = r#"{"name":"a","must":1.5,"z":0.0}"#;
    assert_eq!(rewritten::<Open>(text), text);
    assert_eq!(
        wrong::<Open>(r#"{"name":"a","x":-1,"y":"b"}"#),
        ["/x minimum", "/y type", "/must missing"]
    );
    assert_eq!(
        wrong::<Open>(r#"{"name":"a","must":1,"must not":2}"#),
        ["/must not unknown_member"]
    );
}

#[test]
fn members_of_the_other_direction_are_dropped_whatever_they_are() {
    assert_eq!(
        rewritten::<Open>(r#"{"name":"a","not yet":["x"],"must":1.0}"#),
        r#"{"name":"a","must":1.0}"#
    );
    assert_eq!(
        wrong::<Open>(r#"{"name":"a","must":1,"not yet":1,"not yet":1}"#),
        ["/not yet duplicate_member"]
    );
}

#[test]
fn a_member_given_twice_is_refused_wherever_it_stands() {
    assert_eq!(wrong::<Closed>(r#"{"a":1,"a":2}"#), ["/a duplicate_member"]);
    assert_eq!(
        wrong::<Tree>(r#"{"value":1,"x":1,"x":2}"#),
        ["/x duplicate_member"]
    );
    assert_eq!(
        wrong::<Open>(r#"{"name":"a","must":1,"m":1,"m":2}"#),
        ["/m duplicate_member"]
    );
    assert_eq!(
        wrong::<Checked>(r#"{"map":{"a":1,"a":1}}"#),
        ["/map/a duplicate_member"]
    );
    assert_eq!(
        wrong::<Value>(r#"{"a":{"b":1,"b":2}}"#),
        ["/a/b duplicate_member"]
    );
    let many = (0..40).map(|i| format!("\"k{i}\":1,")).collect::<String>();
    let twice = format!("{{{many}{many}\"value\":1}}");
    assert_eq!(wrong::<Tree>(&twice).len(), 40);
    assert_eq!(wrong::<Value>(&twice).len(), 40);
}

#[test]
fn integers_are_told_by_value_and_held_exactly() {
    let text = r#"{"small":-2147483648,"integer":9223372036854775807,"unsigned":18446744073709551615,"huge":170141183460469231731687303715884105727}"#;
    assert_eq!(rewritten::<Scalars>(text), text);
    assert_eq!(
        rewritten::<Scalars>(
            r#"{"small":1.0,"integer":1e2,"unsigned":12e-1000000000000000000000}"#
                .replace("12e-1000000000000000000000", "120e-1")
                .as_str()
        ),
        r#"{"small":1,"integer":100,"unsigned":12}"#
    );
    assert_eq!(
        wrong::<Scalars>(
            r#"{"small":2147483648,"integer":1.5,"unsigned":-1,"huge":1e39,"float":1e39,"double":1e309}"#
        ),
        [
            "/small number_range",
            "/integer integer_from_fraction",
            "/unsigned number_range",
            "/huge number_range",
            "/float number_range",
            "/double number_range",
        ]
    );
    assert_eq!(
        wrong::<Scalars>(r#"{"integer":"1","double":"1.5","boolean":1}"#),
        ["/integer type", "/double type", "/boolean type"]
    );
}

#[test]
fn formats_are_read_strictly() {
    let text = r#"{"moment":"2020-01-02T03:04:05Z","day":"2020-01-02","id":"67e55044-10b1-426f-9247-bb680e5fe0c8","bytes":"aGk="}"#;
    assert_eq!(rewritten::<Scalars>(text), text);
    assert_eq!(
        wrong::<Scalars>(
            r#"{"moment":"2020-01-02 03:04:05Z","day":"2020-1-2","id":"x","bytes":"aGk"}"#
        ),
        [
            "/moment format",
            "/day format",
            "/id format",
            "/bytes format"
        ]
    );
    assert_eq!(wrong::<Scalars>(r#"{"day":20200102}"#), ["/day type"]);
}

#[test]
fn enums_hold_their_values_only() {
    assert_eq!(strict::<Color>(r#""dark-blue""#).unwrap(), Color::DarkBlue);
    assert_eq!(
        strict::<Color>(r#""d\u0061rk-blue""#).unwrap(),
        Color::DarkBlue
    );
    assert_eq!(wrong::<Color>(r#""green""#), [" enum"]);
    assert_eq!(wrong::<Color>("1"), [" enum"]);
    for (text, level) in [
        ("-1", Level::Low),
        ("1e2", Level::High),
        ("0.50", Level::Half),
        ("\"auto\"", Level::Auto),
        ("false", Level::Off),
    ] {
        assert_eq!(strict::<Level>(text).unwrap(), level);
    }
    for text in ["true", "0", "\"\"", "null", "[1]"] {
        assert_eq!(wrong::<Level>(text), [" enum"], "{text}");
    }
}

#[test]
fn places_are_exact_in_nested_values() {
    assert_eq!(
        wrong::<Tree>(
            r#"{"value":1,"others":[{"value":2},{"value":"x","left":{"value":0,"others":[7]}}]}"#
        ),
        ["/others/1/value type", "/others/1/left/others/0 type"]
    );
    assert_eq!(wrong::<Matrix>("[[],[[1]]]"), ["/1/0/0 type"]);
    assert_eq!(wrong::<Matrix>("[null,[],[],[]]"), [" too_many_items"]);
    assert_eq!(
        rewritten::<Matrix>("[null,[],[[null]]]"),
        "[null,[],[[null]]]"
    );
}

#[test]
fn a_syntax_error_is_the_only_answer() {
    for text in [
        "",
        "{",
        "{\"value\":\"x\"",
        "{\"value\":\"x\"}}",
        "{\"value\":\"x\",}",
        "{value:1}",
        "{\"value\":01}",
        "{\"value\":.5}",
        "{\"value\":+1}",
        "{\"value\":1 2}",
        "{\"value\":truely}",
        "{\"value\":\"a\nb\"}",
        "{\"value\":\"\\x\"}",
        "{\"value\":\"\\ud800\"}",
        "{\"value\":\"\\udc00\\ud800\"}",
        "{\"value\":NaN}",
        "{\"value\":'a'}",
        "\u{feff}{}",
        "nul",
    ] {
        let violations =
            json::from_slice::<Tree>(text.as_bytes(), Mode::Strict, &Facets::NONE).unwrap_err();
        assert_eq!(violations.len(), 1, "{text}: {violations:?}");
        assert_eq!(violations[0].kind.code(), "syntax", "{text}");
        assert_eq!(
            (violations[0].place, violations[0].steps.len()),
            (Place::Body, 0)
        );
    }
    let violations =
        json::from_slice::<Tree>(b"{\"value\":\"\xff\"}", Mode::Strict, &Facets::NONE).unwrap_err();
    assert_eq!(
        violations[0].kind,
        Kind::Syntax {
            offset: 10,
            reason: "the text is not UTF-8"
        }
    );
}

#[test]
fn violations_are_capped_and_the_list_says_so() {
    let text = format!("[{}]", vec!["\"x\""; 1000].join(","));
    let violations =
        json::from_slice::<Vec<i64>>(text.as_bytes(), Mode::Strict, &Facets::NONE).unwrap_err();
    assert_eq!(violations.len(), 101);
    assert_eq!(violations[99].pointer(), "/99");
    assert_eq!(
        violations[99].kind,
        Kind::Type {
            expected: Expected::Integer,
            found: Found::String,
        }
    );
    assert_eq!(
        (
            violations[100].pointer().as_str(),
            violations[100].kind.code()
        ),
        ("", "too_many")
    );
    // A syntax error behind them is still the only answer.
    let text = format!("{text}]");
    let violations =
        json::from_slice::<Vec<i64>>(text.as_bytes(), Mode::Strict, &Facets::NONE).unwrap_err();
    assert_eq!(violations.len(), 1);
}

/// A type may be read with facets of its own.
#[test]
fn facets_reach_through_wrappers() {
    static FACETS: &Facets =
        specwright::codegen::facets! { items: { items: { minimum: (-1.5), maximum: 1e2 } } };
    fn read<T: Decode>(text: &str) -> Vec<String> {
        json::from_slice::<T>(text.as_bytes(), Mode::Strict, FACETS)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect()
    }
    assert_eq!(
        read::<Vec<Option<Box<Vec<f64>>>>>("[[-1.5,100],null,[-1.6,100.00000000000000000001]]"),
        ["/2/0: must be at least -1.5", "/2/1: must be at most 100"]
    );
}

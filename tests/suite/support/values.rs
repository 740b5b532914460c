//! Strategies for values of every kind: what a client may send, and what it
//! may hold.

use proptest::{collection::vec, option, prelude::*, sample::select};
use specwright::{
    Base64, Nullable, Number, Object, Secret, Value,
    codegen::{Date, DateTime, Uuid},
};

/// Characters that mean something somewhere on the wire.
const SIGNS: &[char] = &[
    ' ',
    '+',
    '%',
    ',',
    '|',
    ';',
    '=',
    '&',
    '?',
    '#',
    '/',
    '\\',
    ':',
    '@',
    '!',
    '$',
    '\'',
    '(',
    ')',
    '*',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '"',
    '.',
    '-',
    '_',
    '~',
    '^',
    '`',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    '\u{2028}',
    '\u{feff}',
    'ß',
    'é',
    '\u{301}',
    '語',
    '\u{10ffff}',
    '🦀',
];

/// Texts that are easily taken for something else.
const WORDS: &[&str] = &[
    "", " ", ".", "..", "%", "%2", "%20", "%zz", "+", "null", "true", "0", "-0", "a,b", "a|b",
    "a b", "a=b", "a;b=c", "../..", "//", "\u{0}", "\"", "{}", "\u{fffd}",
];

/// A character of any kind.
fn sign() -> impl Strategy<Value = char> + Clone {
    prop_oneof![
        4 => prop::char::range(' ', '~'),
        4 => select(SIGNS),
        1 => any::<char>(),
    ]
}

/// Any text, often a hostile one.
pub fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        1 => select(WORDS).prop_map(str::to_owned),
        4 => vec(sign(), 0..10).prop_map(String::from_iter),
    ]
}

/// A text of so many characters.
pub fn text_of(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> + Clone {
    vec(sign(), length).prop_map(String::from_iter)
}

/// A text that has a place in a path: not empty, not `.` and not `..`.
pub fn path_text() -> impl Strategy<Value = String> + Clone {
    text().prop_filter("no place in a path", |text| {
        !matches!(text.as_str(), "" | "." | "..")
    })
}

/// A text that a header can hold: no control characters, no blanks around it.
pub fn header_text() -> impl Strategy<Value = String> + Clone {
    text().prop_map(|text| {
        let held = text.chars().filter(|c| *c == '\t' || !c.is_ascii_control());
        let held: String = held.collect();
        held.trim_matches([' ', '\t']).to_owned()
    })
}

/// An item of a list that a header holds: without commas.
pub fn header_item() -> impl Strategy<Value = String> + Clone {
    header_text().prop_map(|text| text.replace(',', "").trim_matches([' ', '\t']).to_owned())
}

/// A text without `delimiter`.
pub fn without(delimiter: char) -> impl Strategy<Value = String> + Clone {
    text().prop_map(move |text| text.replace(delimiter, ""))
}

/// A list of one text or more; often of one empty text.
pub fn texts<S: Strategy<Value = String>>(item: S) -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        1 => Just(vec![String::new()]),
        5 => vec(item, 1..4),
    ]
}

/// A list of one item or more.
pub fn some<S: Strategy>(item: S) -> impl Strategy<Value = Vec<S::Value>> {
    vec(item, 1..4)
}

/// A list that may be empty.
pub fn many<S: Strategy>(item: S) -> impl Strategy<Value = Vec<S::Value>> {
    vec(item, 0..4)
}

/// There or not.
pub fn maybe<S: Strategy>(value: S) -> impl Strategy<Value = Option<S::Value>> {
    option::of(value)
}

/// Absent, null or there.
pub fn nullable<S>(value: S) -> impl Strategy<Value = Nullable<S::Value>>
where
    S: Strategy<Value: Clone>,
{
    prop_oneof![
        1 => Just(Nullable::Absent),
        1 => Just(Nullable::Null),
        2 => value.prop_map(Nullable::Value),
    ]
}

/// Any number that is one.
pub fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("not finite", |value| value.is_finite())
}

/// Any moment of the years 0 to 9999.
pub fn moment() -> impl Strategy<Value = DateTime> {
    let seconds = -62_167_219_200_i64..=253_402_300_799;
    let nanoseconds = prop_oneof![Just(0), Just(120_000_000), 0..1_000_000_000_u32];
    (seconds, nanoseconds)
        .prop_map(|(seconds, nanoseconds)| DateTime::from_timestamp(seconds, nanoseconds).unwrap())
}

/// Any day of the years 0 to 9999.
pub fn day() -> impl Strategy<Value = Date> {
    moment().prop_map(|moment| moment.date_naive())
}

/// Any UUID.
pub fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// Any bytes.
pub fn bytes() -> impl Strategy<Value = Base64> {
    vec(any::<u8>(), 0..20).prop_map(Base64)
}

/// Any secret.
pub fn secret() -> impl Strategy<Value = Secret> {
    text().prop_map(Secret::from)
}

/// Numbers that have another text than a Rust type would give them.
const LARGE: &[&str] = &[
    "1e400",
    "-0",
    "1.10",
    "123456789012345678901234567890.5",
    "1E+2",
    "0e0",
];

/// Any number, also those that no Rust type holds.
pub fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<i128>().prop_map(Number::from),
        finite().prop_map(|value| Number::from_f64(value).unwrap()),
        select(LARGE).prop_map(|text| Number::from_text(text).unwrap()),
    ]
}

/// Any JSON value.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text(), inner), 0..4).prop_map(|members| Value::from(Object::from_iter(members))),
        ]
    })
}

/// Any JSON value but `null`.
pub fn thing() -> impl Strategy<Value = Value> + Clone {
    value()
        .prop_map(|value| match value {
            Value::Null => Value::from("null"),
            other => other,
        })
        .boxed()
}

/// Any JSON object.
pub fn object() -> impl Strategy<Value = Object> {
    vec((text(), value()), 0..4).prop_map(Object::from_iter)
}

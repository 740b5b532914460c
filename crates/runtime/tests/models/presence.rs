//! The table "Presence", both ways and in both modes.

use specwright::{Nullable, Value};

use crate::{
    models::{Color, Presences},
    rewritten, strict, tolerant, write, wrong,
};

const REQUIRED: &str = r#""required":"a","nullable":null"#;

fn with(members: &str) -> String {
    format!("{{{REQUIRED},{members}}}")
}

#[test]
fn a_required_member_is_there_and_not_null() {
    assert_eq!(
        wrong::<Presences>(r#"{"nullable":"a"}"#),
        ["/required missing"]
    );
    assert_eq!(
        wrong::<Presences>(r#"{"required":null,"nullable":"a"}"#),
        ["/required type"]
    );
    assert_eq!(
        tolerant::<Presences>(r#"{"required":null}"#).unwrap_err(),
        ["/required type", "/nullable missing"]
    );
}

#[test]
fn a_required_nullable_member_is_there_and_always_written() {
    let text = format!("{{{REQUIRED}}}");
    assert_eq!(rewritten::<Presences>(&text), text);
    let text = r#"{"required":"a","nullable":"b"}"#;
    assert_eq!(rewritten::<Presences>(text), text);
    assert_eq!(
        wrong::<Presences>(r#"{"required":"a"}"#),
        ["/nullable missing"]
    );
    assert_eq!(
        wrong::<Presences>(r#"{"required":"a","nullable":1}"#),
        ["/nullable type"]
    );
}

#[test]
fn an_optional_member_is_absent_or_a_value() {
    assert_eq!(
        wrong::<Presences>(&with(r#""optional":null"#)),
        ["/optional type"]
    );
    let value =
        tolerant::<Presences>(&with(r#""optional":null,"color":null,"free":null"#)).unwrap();
    assert_eq!(
        (value.optional, value.color, value.free),
        (None, None, None)
    );
    let text = with(r#""optional":"b""#);
    assert_eq!(rewritten::<Presences>(&text), text);
}

#[test]
fn an_optional_nullable_member_has_three_states() {
    for (members, state) in [
        (r#""patch":null"#, Nullable::Null),
        (r#""patch":5"#, Nullable::Value(5)),
    ] {
        let text = with(members);
        for value in [strict::<Presences>(&text), tolerant(&text)] {
            assert_eq!(value.unwrap().patch, state);
        }
        assert_eq!(rewritten::<Presences>(&text), text);
    }
    let absent = strict::<Presences>(&format!("{{{REQUIRED}}}")).unwrap();
    assert_eq!(absent.patch, Nullable::Absent);
}

#[test]
fn null_is_a_value_where_the_type_has_it() {
    for text in [with(r#""any":null"#), with(r#""nothing":null"#)] {
        assert_eq!(rewritten::<Presences>(&text), text);
    }
    let value = tolerant::<Presences>(&with(r#""any":null"#)).unwrap();
    assert_eq!(value.any, Some(Value::Null));
    assert_eq!(
        wrong::<Presences>(&with(r#""nothing":0"#)),
        ["/nothing type"]
    );
}

#[test]
fn a_default_is_read_and_never_written() {
    let value = Presences::new("a", None);
    assert_eq!(value.optional_or_default(), "none");
    assert_eq!(value.patch_or_default(), Some(7));
    assert_eq!(value.color_or_default(), Color::Red);
    assert_eq!(write(&value), format!("{{{REQUIRED}}}"));
    let value = value
        .optional("b")
        .patch(Nullable::Null)
        .color(Color::DarkBlue);
    assert_eq!(value.optional_or_default(), "b");
    assert_eq!(value.patch_or_default(), None);
    assert_eq!(value.color_or_default(), Color::DarkBlue);
}

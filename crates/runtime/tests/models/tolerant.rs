//! The tolerant mode: whatever the type can hold is taken.

use crate::{
    models::{Checked, Closed, Color, Level, Open, Pet, Scalars, Shape, Tree},
    strict, tolerant, write, wrong,
};

#[test]
fn checks_are_not_made() {
    let text = r#"{"code":"!!!!!!","count":99,"ratio":-7.55,"tags":["","",""],"map":{"a":-1,"b":-2},"free":{}}"#;
    assert_eq!(write(&tolerant::<Checked>(text).unwrap()), text);
}

#[test]
fn unknown_members_are_ignored_and_the_last_of_equal_ones_counts() {
    let value = tolerant::<Closed>(r#"{"x":[1,{"a":2}],"a":1,"a":2,"b":1,"b":null}"#).unwrap();
    assert_eq!((value.a, value.b, value.c), (Some(2), None, None));
    let value = tolerant::<Open>(r#"{"name":"a","name":"b","must":1,"must":-2}"#).unwrap();
    assert_eq!(
        (value.name.as_str(), value.additional_properties["must"]),
        ("b", -2.0)
    );
}

#[test]
fn unknown_enum_values_are_kept_and_written_back() {
    let text = r#""gr\u0065en""#;
    let color = tolerant::<Color>(text).unwrap();
    assert!(
        matches!(&color, Color::Unknown(raw) if raw.as_str() == "green" && raw.as_json() == text)
    );
    assert_eq!(color.as_str(), "green");
    assert_eq!(write(&color), text);
    assert_eq!(tolerant::<Color>("1").unwrap_err(), [" enum"]);
    assert_eq!(write(&tolerant::<Level>("7").unwrap()), "7");
    assert_eq!(write(&tolerant::<Level>("true").unwrap()), "true");
    assert_eq!(tolerant::<Level>("null").unwrap_err(), [" enum"]);
    // The strict reader refuses what the tolerant one kept.
    assert_eq!(
        color.validate().unwrap_err().violations[0].kind.code(),
        "enum"
    );
}

#[test]
fn unknown_tags_are_kept_and_written_back() {
    let text = r#"{ "legs": 8, "pet_type" : "spider" }"#;
    let pet = tolerant::<Pet>(text).unwrap();
    assert!(matches!(pet, Pet::Unknown(_)));
    assert_eq!(write(&pet), text);
    assert_eq!(wrong::<Pet>(text), [" unknown_tag"]);
    assert_eq!(tolerant::<Pet>("{}").unwrap_err(), ["/pet_type missing"]);
    assert_eq!(
        tolerant::<Pet>(r#"{"pet_type":1}"#).unwrap_err(),
        ["/pet_type type"]
    );
    assert_eq!(tolerant::<Pet>("[]").unwrap_err(), [" type"]);
}

#[test]
fn the_first_branch_that_accepts_is_taken() {
    let text = r#"{"radius":1.0,"side":2.0}"#;
    assert_eq!(wrong::<Shape>(text), [" several_branches"]);
    assert!(matches!(tolerant::<Shape>(text).unwrap(), Shape::Circle(_)));
    // Accepted strictly by the second, and only tolerantly by the first.
    let text = r#"{"radius":1.0,"radius":1.0,"side":2.0,"x":1}"#;
    assert!(strict::<Shape>(text).is_err());
    assert!(matches!(tolerant::<Shape>(text).unwrap(), Shape::Circle(_)));
}

#[test]
fn what_a_type_cannot_hold_is_an_error_in_both_modes() {
    for (text, violations) in [
        (r#"{"small":1e10}"#, ["/small number_range"]),
        (r#"{"integer":0.5}"#, ["/integer integer_from_fraction"]),
        (r#"{"double":1e999}"#, ["/double number_range"]),
        (r#"{"moment":"yesterday"}"#, ["/moment format"]),
        (r#"{"boolean":"true"}"#, ["/boolean type"]),
    ] {
        assert_eq!(tolerant::<Scalars>(text).unwrap_err(), violations);
    }
    assert_eq!(tolerant::<Tree>("{}").unwrap_err(), ["/value missing"]);
}

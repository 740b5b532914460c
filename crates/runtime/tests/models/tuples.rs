//! Arrays of fixed length as tuples.

use specwright::{
    Facets, Nullable,
    codegen::{Decode, Encode, Mode},
    json,
};

use crate::{rewritten, strict, tolerant, write, wrong};

type Pair = (String, Option<i64>);

#[test]
fn strict_readers_want_the_length() {
    assert_eq!(rewritten::<Pair>(r#"["a",1]"#), r#"["a",1]"#);
    assert_eq!(rewritten::<Pair>(r#"["a",null]"#), r#"["a",null]"#);
    assert_eq!(rewritten::<(bool,)>("[true]"), "[true]");
    assert_eq!(wrong::<Pair>(r#"["a"]"#), [" too_few_items"]);
    assert_eq!(wrong::<Pair>("[]"), [" too_few_items"]);
    assert_eq!(wrong::<Pair>(r#"["a",1,2]"#), [" too_many_items"]);
    assert_eq!(wrong::<Pair>(r#"[1,"a"]"#), ["/0 type", "/1 type"]);
    assert_eq!(wrong::<Pair>(r#"[1]"#), ["/0 type", " too_few_items"]);
    assert_eq!(wrong::<Pair>("{}"), [" type"]);
    assert_eq!(wrong::<Pair>("null"), [" type"]);
    assert_eq!(wrong::<Pair>(r#"["a",1"#), [" syntax"]);
    assert_eq!(wrong::<Pair>(r#"["a" 1]"#), [" syntax"]);
    assert_eq!(
        wrong::<Vec<(i64, (i64,))>>("[[1,[2]],[1,[true]],[1,[]]]"),
        ["/1/1/0 type", "/2/1 too_few_items"]
    );
}

#[test]
fn tolerant_readers_ignore_what_is_behind() {
    let value = tolerant::<Pair>(r#"["a",1,{"b":[2]},3]"#).unwrap();
    assert_eq!(value, ("a".to_owned(), Some(1)));
    assert_eq!(
        tolerant::<Pair>(r#"["a"]"#).unwrap_err(),
        [" too_few_items"]
    );
    assert_eq!(tolerant::<Pair>(r#"["a",true]"#).unwrap_err(), ["/1 type"]);
}

#[test]
fn each_position_has_its_facets() {
    static SHORT: Facets = Facets {
        max_length: Some(2),
        ..Facets::NONE
    };
    static FACETS: Facets = Facets {
        positions: &[&SHORT, &Facets::NONE],
        unique_items: true,
        ..Facets::NONE
    };
    let read = |text: &str, mode| {
        json::from_str::<(String, String)>(text, mode, &FACETS).map_err(|violations| {
            let told = violations.iter();
            let told = told.map(|one| format!("{} {}", one.pointer(), one.kind.code()));
            told.collect::<Vec<_>>()
        })
    };
    assert!(read(r#"["ab","abc"]"#, Mode::Strict).is_ok());
    assert_eq!(
        read(r#"["abc","abc"]"#, Mode::Strict).unwrap_err(),
        ["/0 too_long", "/1 not_unique"]
    );
    assert!(read(r#"["abc","abc"]"#, Mode::Tolerant).is_ok());
}

/// The longest one has all that a shorter one has.
#[test]
fn the_longest_has_twelve_items() {
    type Longest = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, bool);
    fn codec<T: Decode + Encode + Default + Eq + std::hash::Hash + std::fmt::Debug>() -> String {
        write(&T::default())
    }
    assert_eq!(codec::<Longest>(), "[0,0,0,0,0,0,0,0,0,0,0,false]");
    let text = "[1,2,3,4,5,6,7,8,9,10,11,true]";
    assert_eq!(rewritten::<Longest>(text), text);
}

#[test]
fn what_cannot_be_written_is_told_by_its_position() {
    let error = json::to_vec(&(1i64, [f64::NAN].to_vec())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot be written as JSON: `/1/0` is NaN or infinite, which JSON does not have"
    );
}

#[test]
fn absent_values_are_no_items() {
    let value: (Nullable<i64>, bool) = (Nullable::Absent, true);
    assert_eq!(write(&value), "[null,true]");
    assert!(strict::<(Option<i64>, bool)>("[null,true]").is_ok());
}

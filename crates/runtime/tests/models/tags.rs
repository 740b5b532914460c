//! Variants that a member tells apart are written with their own tag.

use std::collections::BTreeMap;

use specwright::{
    Value,
    json::{self, EncodeProblem},
};

use crate::{
    models::{Cat, Dog, Pet},
    rewritten, strict, tolerant, write, wrong,
};

/// `cat` and `tiger` are both cats; nothing in a bird says that it is one.
#[derive(Debug, Clone, PartialEq)]
enum Animal {
    Cat(Feline),
    Bird(Bird),
    Map(BTreeMap<String, Value>),
    Open(Open),
}

#[derive(Debug, Clone, PartialEq)]
struct Feline {
    kind: Option<String>,
    claws: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Bird {
    wings: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Open {
    others: BTreeMap<String, Value>,
}

/// Two unions around one value, by different members and by the same.
#[derive(Debug, Clone, PartialEq)]
enum Being {
    Animal(Animal),
    Pair(Pair),
}

#[derive(Debug, Clone, PartialEq)]
enum Pair {
    Left(Side),
    Right(Side),
}

#[derive(Debug, Clone, PartialEq)]
struct Side {
    kind: String,
    side: String,
    /// Not the object that the tags are for.
    inner: Option<Box<Animal>>,
}

specwright::codegen::union! {
    Animal: OneOf {
        Cat(Feline) = Tag["kind": "cat", "tiger"],
        Bird(Bird) = Tag["kind": "bird"],
        Map(BTreeMap<String, Value>) = Tag["kind": "map"],
        Open(Open) = Tag["kind": "open", "wide"],
    }
}

specwright::codegen::object! {
    Feline {
        kind: String = Optional "kind",
        claws: i64 = Optional "claws",
    }
    new()
}

specwright::codegen::object! {
    Bird {
        wings: i64 = Optional "wings",
    }
    new()
}

specwright::codegen::object! {
    Open {
        ..others: Value,
    }
    new()
}

specwright::codegen::union! {
    Being: OneOf {
        Animal(Animal) = Tag["kind": "cat", "bird"],
        Pair(Pair) = Tag["kind": "pair"],
    }
}

specwright::codegen::union! {
    Pair: OneOf {
        Left(Side) = Tag["side": "left"],
        Right(Side) = Tag["side": "right"],
    }
}

specwright::codegen::object! {
    Side {
        kind: String = Required "kind",
        side: String = Required "side",
        inner: Box<Animal> = Optional "inner",
    }
    new(kind: impl Into<String>, side: impl Into<String>)
}

fn cat(kind: Option<&str>) -> Animal {
    Animal::Cat(Feline {
        kind: kind.map(str::to_owned),
        claws: Some(1),
    })
}

/// Whoever says nothing of `kind`, or something new, is a stranger.
#[derive(Debug, Clone, PartialEq)]
enum Guest {
    Friend(Friend),
    Stranger(Stranger),
    Count(i64),
}

#[derive(Debug, Clone, PartialEq)]
struct Friend {
    kind: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Stranger {
    kind: Option<Value>,
    name: Option<String>,
}

specwright::codegen::union! {
    Guest: OneOf {
        Friend(Friend) = Tag["kind": "friend", "pal"],
        Stranger(Stranger) = Otherwise["kind": "friend", "pal"],
        Count(i64) = Kind[Integer],
    }
}

specwright::codegen::object! {
    Friend {
        kind: String = Required "kind",
    }
    new(kind: impl Into<String>)
}

specwright::codegen::object! {
    Stranger {
        kind: Value = Optional "kind",
        name: String = Optional "name",
    }
    new()
}

fn stranger(kind: Option<Value>) -> Guest {
    Guest::Stranger(Stranger {
        kind,
        ..Stranger::new()
    })
}

fn map(members: &[(&str, Value)]) -> BTreeMap<String, Value> {
    members
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect()
}

fn open(members: &[(&str, Value)]) -> Animal {
    Animal::Open(Open {
        others: map(members),
    })
}

fn problem<T: specwright::codegen::Encode>(value: &T) -> EncodeProblem {
    json::to_vec(value).unwrap_err().problem
}

const FELINE: EncodeProblem = EncodeProblem::Tag {
    property: "kind",
    expected: &["cat", "tiger"],
};

#[test]
fn a_variant_with_one_tag_is_written_with_it() {
    let text = r#"{"pet_type":"cat","meows":true}"#;
    let pet = Pet::Cat(Cat::new("dog", true));
    assert_eq!(write(&pet), text);
    assert_eq!(write(&Pet::Cat(Cat::new("cat", true))), text);
    // By itself it is what its fields say.
    assert_eq!(
        write(&Cat::new("dog", true)),
        r#"{"pet_type":"dog","meows":true}"#
    );
    let invalid = pet.validate().unwrap_err();
    assert_eq!(
        invalid.to_string(),
        r#"the value is not valid: has a `pet_type` that must be "cat""#
    );
    Pet::Dog(Dog::new("dog", true)).validate().unwrap();
}

#[test]
fn a_variant_with_several_tags_keeps_its_field() {
    assert_eq!(write(&cat(Some("tiger"))), r#"{"kind":"tiger","claws":1}"#);
    assert_eq!(write(&cat(Some("cat"))), r#"{"kind":"cat","claws":1}"#);
    cat(Some("tiger")).validate().unwrap();
    let wrong = cat(Some("bird"));
    assert_eq!(problem(&wrong), FELINE);
    assert_eq!(
        json::to_vec(&[wrong.clone()][..]).unwrap_err().to_string(),
        r#"cannot be written as JSON: `/0` has a `kind` that must be "cat" or "tiger""#
    );
    let invalid = wrong.validate().unwrap_err();
    assert_eq!(invalid.violations[0].kind.code(), "unknown_tag");
    // Nothing said is the first of them.
    assert_eq!(write(&cat(None)), r#"{"kind":"cat","claws":1}"#);
    cat(None).validate().unwrap();
}

#[test]
fn the_tag_is_written_where_no_field_holds_it() {
    let bird = Animal::Bird(Bird { wings: Some(2) });
    assert_eq!(write(&bird), r#"{"kind":"bird","wings":2}"#);
    assert_eq!(
        rewritten::<Animal>(r#"{"wings":2,"kind":"bird"}"#),
        write(&bird)
    );
    bird.validate().unwrap();
}

#[test]
fn the_tag_of_maps_is_written_once() {
    let empty = Animal::Map(map(&[]));
    assert_eq!(write(&empty), r#"{"kind":"map"}"#);
    let other = Animal::Map(map(&[("a", 1.into()), ("x", Value::Null)]));
    assert_eq!(write(&other), r#"{"kind":"map","a":1,"x":null}"#);
    let said = Animal::Map(map(&[("a", 1.into()), ("kind", "map".into())]));
    assert_eq!(write(&said), r#"{"a":1,"kind":"map"}"#);
    assert_eq!(strict::<Animal>(&write(&said)), Ok(said));
    let wrong = Animal::Map(map(&[("kind", 1.into())]));
    assert!(matches!(
        problem(&wrong),
        EncodeProblem::Tag {
            expected: ["map"],
            ..
        }
    ));
    // An object that keeps what it does not know holds the tag there.
    assert_eq!(write(&open(&[])), r#"{"kind":"open"}"#);
    let wide = open(&[("a", 1.into()), ("kind", "wide".into())]);
    assert_eq!(write(&wide), r#"{"a":1,"kind":"wide"}"#);
    let wrong = open(&[("kind", "bird".into())]);
    assert!(matches!(problem(&wrong), EncodeProblem::Tag { .. }));
    let list = vec![empty, other];
    assert_eq!(
        write(&list),
        r#"[{"kind":"map"},{"kind":"map","a":1,"x":null}]"#
    );
}

#[test]
fn a_variant_of_a_variant_has_the_tags_of_both() {
    let side = |inner| Side {
        inner,
        ..Side::new("none", "none")
    };
    let inner = Box::new(Animal::Bird(Bird { wings: None }));
    let left = Being::Pair(Pair::Left(side(Some(inner))));
    assert_eq!(
        write(&left),
        r#"{"kind":"pair","side":"left","inner":{"kind":"bird"}}"#
    );
    assert_eq!(
        write(&Pair::Right(side(None))),
        r#"{"kind":"none","side":"right"}"#
    );
    // `tiger` is no animal there, so a cat has one tag left.
    let tiger = Being::Animal(cat(Some("tiger")));
    assert_eq!(write(&tiger), r#"{"kind":"cat","claws":1}"#);
    assert!(tiger.validate().is_err());
    let map = Being::Animal(Animal::Map(BTreeMap::new()));
    assert!(matches!(problem(&map), EncodeProblem::Tag { .. }));
    let open = Being::Animal(open(&[]));
    assert!(matches!(problem(&open), EncodeProblem::Tag { .. }));
}

#[test]
fn one_variant_takes_what_the_others_do_not() {
    let texts = [
        (r#"{}"#, stranger(None)),
        (r#"{"kind":"new"}"#, stranger(Some("new".into()))),
        (r#"{"kind":1}"#, stranger(Some(1.into()))),
        (r#"{"kind":"pal"}"#, Guest::Friend(Friend::new("pal"))),
        ("1", Guest::Count(1)),
    ];
    for (text, value) in texts {
        assert_eq!(strict::<Guest>(text), Ok(value.clone()), "{text}");
        assert_eq!(tolerant::<Guest>(text), Ok(value.clone()), "{text}");
        assert_eq!(write(&value), text);
        value.validate().unwrap();
    }
    assert_eq!(wrong::<Guest>(r#"{"name":1}"#), ["/name type"]);
    assert_eq!(wrong::<Guest>("[]"), [" no_branch"]);
    // The last of equal members counts, where they may be equal.
    let twice = r#"{"kind":"new","kind":"pal"}"#;
    assert_eq!(
        tolerant::<Guest>(twice),
        Ok(Guest::Friend(Friend::new("pal")))
    );
    let twice = r#"{"kind":"pal","kind":null}"#;
    assert_eq!(tolerant::<Guest>(twice), Ok(stranger(Some(Value::Null))));

    let wrong = stranger(Some("pal".into()));
    let others = &["friend", "pal"];
    assert!(matches!(
        problem(&wrong),
        EncodeProblem::OtherTag { others: found, .. } if found == others
    ));
    assert_eq!(
        wrong.validate().unwrap_err().to_string(),
        r#"the value is not valid: has a `kind` that must not be "friend" or "pal""#
    );
}

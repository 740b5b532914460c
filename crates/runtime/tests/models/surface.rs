//! What models offer beside their codec.

use std::collections::BTreeMap;

use specwright::{
    Nullable, Object, Secret, Value,
    codegen::{FromText as _, Mode, NO_FACETS, ToText as _},
    json::{self, EncodeProblem},
};

use crate::{
    models::{
        Circle, Color, Level, Matrix, Open, Pet, Presences, Scalars, Shape, Start, StartOp, Tree,
    },
    write,
};

#[test]
fn setters_take_what_converts() {
    let value = Presences::new("a", Some("b".to_owned()))
        .optional("c")
        .patch(5)
        .any("any")
        .free(Object::from([("url", Value::from("x"))]))
        .secret("hush");
    assert_eq!(
        write(&value),
        r#"{"required":"a","nullable":"b","optional":"c","patch":5,"any":"any","free":{"url":"x"},"secret":"hush"}"#
    );
    assert_eq!(value.patch, Nullable::Value(5));
    assert!(!format!("{value:?}").contains("hush"));
    assert_eq!(value.secret, Some(Secret::from("hush")));
    let tree = Tree::new(1)
        .left(Tree::new(2))
        .right(Box::new(Tree::new(3)));
    assert!(tree.validate().is_ok());
    assert_eq!(Matrix::from(vec![None]), Matrix(vec![None]));
    assert_eq!(
        Shape::from(Circle::new(1.0)),
        Shape::Circle(Circle { radius: 1.0 })
    );
}

#[test]
fn enums_have_texts() {
    assert_eq!(Color::DarkBlue.as_str(), "dark-blue");
    assert_eq!(Color::Red.to_string(), "red");
    assert_eq!("dark-blue".parse(), Ok(Color::DarkBlue));
    let error = "green".parse::<Color>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the text must be \"red\" or \"dark-blue\""
    );
    assert_eq!("1e2".parse(), Ok(Level::High));
    assert_eq!("auto".parse(), Ok(Level::Auto));
    assert!("0x10".parse::<Level>().is_err());
    assert_eq!(Level::Half.to_string(), "0.5");
    assert_eq!(Level::Off.to_value(), Value::from(false));
}

#[test]
fn enums_travel_as_parameters() {
    let mut report = Vec::new();
    let mut read = |text, mode| Color::from_text(text, mode, NO_FACETS, &mut report);
    assert_eq!(read("red", Mode::Strict), Some(Color::Red));
    assert_eq!(read("green", Mode::Strict), None);
    let unknown = read("gre\"en", Mode::Tolerant).unwrap();
    assert_eq!(unknown.to_text().as_deref(), Some("gre\"en"));
    assert_eq!(write(&unknown), r#""gre\"en""#);
    assert_eq!(report.len(), 1);
    assert_eq!(report[0].code(), "enum");
    let level = Level::from_text("12", Mode::Tolerant, NO_FACETS, &mut report).unwrap();
    assert_eq!(write(&level), "\"12\"");
    assert_eq!(Level::Low.to_text().as_deref(), Some("-1"));
}

#[test]
fn validation_is_strict_reading() {
    let wrong = Open {
        name: "a".to_owned(),
        additional_properties: BTreeMap::from([("x".to_owned(), -1.0)]),
    };
    let invalid = wrong.validate().unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "the value is not valid: /x: must be at least 0; /must: is required"
    );
    let invalid = Circle::new(f64::NAN).validate().unwrap_err();
    assert_eq!(
        invalid.to_string(),
        "the value is not valid: /radius: is a number beyond the range of its type"
    );
}

#[test]
fn what_json_does_not_have_is_an_error() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let shape = Shape::List(vec![Shape::Circle(Circle::new(value))]);
        let error = json::to_vec(&shape).unwrap_err();
        assert_eq!(error.problem, EncodeProblem::NotFinite);
        assert_eq!(
            error.to_string(),
            "cannot be written as JSON: `/0/radius` is NaN or infinite, which JSON does not have"
        );
    }
    assert!(json::to_vec(&f32::NAN).is_err());
    let twice = Open {
        name: "a".to_owned(),
        additional_properties: BTreeMap::from([("name".to_owned(), 1.0)]),
    };
    assert_eq!(
        json::to_vec(&twice).unwrap_err().problem,
        EncodeProblem::DuplicateMember
    );
}

#[test]
fn serde_reaches_models() {
    let text = r#"{"required":"a","nullable":null,"patch":null}"#;
    let value: Presences = serde_json::from_str(text).unwrap();
    assert_eq!(value.patch, Nullable::Null);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    let error = serde_json::from_str::<Presences>("{}").unwrap_err();
    assert!(
        error.to_string().contains("/required: is required"),
        "{error}"
    );
    let pet: Pet = serde_json::from_str(r#"{"pet_type":"cat","meows":true}"#).unwrap();
    assert_eq!(serde_json::to_value(&pet).unwrap()["meows"], true);
    let scalars: Scalars =
        serde_json::from_str(r#"{"double":0.1,"unsigned":18446744073709551615}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&scalars).unwrap(),
        r#"{"unsigned":18446744073709551615,"double":0.1}"#
    );
}

#[test]
fn objects_are_ergonomic() {
    let mut object = Object::from([("b", Value::from(1)), ("a", "x".into()), ("c", Value::Null)]);
    assert_eq!(object.str("a"), Some("x"));
    assert_eq!(object.insert("b", 2), Some(Value::from(1)));
    assert_eq!(object.remove("c"), Some(Value::Null));
    assert_eq!(write(&object), r#"{"b":2,"a":"x"}"#);
    assert_eq!(
        object,
        Object::from([("a", Value::from("x")), ("b", Value::from(2.0))])
    );
    let many: Object = (0..100)
        .map(|i| (format!("k{}", (i * 37) % 100), i))
        .collect();
    assert_eq!(many.len(), 100);
    for i in 0..100 {
        assert_eq!(
            many.get(&format!("k{}", (i * 37) % 100)),
            Some(&Value::from(i))
        );
    }
    assert_eq!(
        many.iter()
            .map(|(name, _)| name)
            .take(3)
            .collect::<Vec<_>>(),
        ["k0", "k37", "k74"]
    );
    assert_eq!(many.get("k100"), None);
    let value =
        Value::from_json(r#"{"a":[1,{"b":1.50}],"big":123456789012345678901234567890.5}"#).unwrap();
    assert_eq!(
        value
            .get("a")
            .and_then(|a| a.at(1))
            .and_then(|o| o.get("b"))
            .map(ToString::to_string)
            .as_deref(),
        Some("1.50")
    );
    assert_eq!(
        value.to_string(),
        r#"{"a":[1,{"b":1.50}],"big":123456789012345678901234567890.5}"#
    );
}

#[test]
fn new_does_not_ask_for_what_has_one_value() {
    let start = Start::new(1).again(StartOp::Start);
    let text = r#"{"op":"start","at":1,"again":"start"}"#;
    assert_eq!(write(&start), text);
}

//! What the program promises beyond verdicts.

use std::borrow::Cow;

use serde_json::json;
use specwright_check::{
    Decimal,
    json::Error,
    program::{
        Builder, Check, Engine, MAX_VIOLATIONS, Parts, PatternId, PatternText, Problem, Program,
        Schema, SchemaId, Types, ValueId,
    },
};

use super::schema::program;

/// A program as the generator prints one: a tree of named nodes.
static TREE: Program = Program::new(Parts {
    schemas: Cow::Borrowed(&[
        Schema {
            checks: Cow::Borrowed(&[
                Check::Type(Types::OBJECT),
                Check::Required(Cow::Borrowed(&[Cow::Borrowed("name")])),
                Check::Properties {
                    named: Cow::Borrowed(&[
                        (Cow::Borrowed("children"), SchemaId(1)),
                        (Cow::Borrowed("name"), SchemaId(2)),
                    ]),
                    patterns: Cow::Borrowed(&[]),
                    additional: Some(SchemaId(3)),
                },
            ]),
        },
        Schema {
            checks: Cow::Borrowed(&[
                Check::Type(Types::ARRAY.or(Types::NULL)),
                Check::Items {
                    from: 0,
                    schema: SchemaId(0),
                },
            ]),
        },
        Schema {
            checks: Cow::Borrowed(&[
                Check::Type(Types::STRING),
                Check::MinLength(1),
                Check::Pattern(PatternId(0)),
                Check::Not(SchemaId(4)),
            ]),
        },
        Schema {
            checks: Cow::Borrowed(&[Check::Never]),
        },
        Schema {
            checks: Cow::Borrowed(&[Check::Enum(Cow::Borrowed(&[ValueId(0)]))]),
        },
    ]),
    patterns: Cow::Borrowed(&[PatternText {
        source: Cow::Borrowed("^[a-z]*$"),
        regex: Cow::Borrowed("^[a-z]*$"),
        engine: Engine::Linear,
    }]),
    values: Cow::Borrowed(&[Cow::Borrowed("\"root\"")]),
});

fn told(program: &Program, entry: SchemaId, text: &str) -> Vec<String> {
    let violations = program.check(entry, text).unwrap();
    violations.iter().map(ToString::to_string).collect()
}

fn tells(schema: serde_json::Value, text: &str) -> Vec<String> {
    let (program, entry) = program(&schema).unwrap();
    told(&program, entry, text)
}

#[test]
fn a_program_can_be_a_constant() {
    let entry = SchemaId(0);
    assert_eq!(
        TREE.accepts(
            entry,
            r#"{"name":"a","children":[{"name":"b","children":null}]}"#
        ),
        Ok(true)
    );
    let text =
        r#"{"name":"A","children":[{"children":[1, {"name":""}]}, {"name":"root", "more/~":0}]}"#;
    assert_eq!(
        told(&TREE, entry, text),
        [
            "/name: must match the pattern ^[a-z]*$",
            "/children/0/name: is required",
            "/children/0/children/0: must be object",
            "/children/0/children/1/name: must have at least 1 character",
            "/children/1/name: is what `not` excludes",
            "/children/1/more~1~0: is not allowed here (`additionalProperties`)",
        ]
    );
}

#[test]
fn blanks_before_a_value_change_nothing() {
    let text = " \r\n{\"name\":\"A\"}\t";
    assert_eq!(TREE.accepts(SchemaId(0), text), Ok(false));
    let violations = TREE.check(SchemaId(0), text).unwrap();
    assert_eq!(violations.len(), 1, "{violations:?}");
}

#[test]
fn a_constant_and_a_built_program_are_the_same_data() {
    let mut builder = Builder::new();
    let entry = builder.reserve();
    let a = builder.value("1");
    assert_eq!(builder.value("1"), a);
    assert_eq!(builder.pattern("a", "a"), builder.pattern("a", "a"));
    builder.define(entry, vec![Check::Enum(vec![a].into())]);
    let parts = Parts {
        schemas: Cow::Borrowed(&[Schema {
            checks: Cow::Borrowed(&[Check::Enum(Cow::Borrowed(&[ValueId(0)]))]),
        }]),
        patterns: Cow::Borrowed(&[PatternText {
            source: Cow::Borrowed("a"),
            regex: Cow::Borrowed("a"),
            engine: Engine::Linear,
        }]),
        values: Cow::Borrowed(&[Cow::Borrowed("1")]),
    };
    assert_eq!(builder.finish(), parts);
}

#[test]
fn numbers_are_exact() {
    let big = |text: &str| Decimal::from_text(text).unwrap();
    let mut builder = Builder::new();
    let entry = builder.schema(vec![
        Check::Type(Types::INTEGER),
        Check::Maximum(big("9007199254740993")),
        Check::MultipleOf(big("0.3")),
    ]);
    let one = builder.value("1.0");
    let constant = builder.schema(vec![Check::Enum(vec![one].into())]);
    let program = Program::new(builder.finish());
    for (text, accepted) in [
        ("9007199254740993", true),
        ("9007199254740993.0", true),
        ("9007199254740996", false),
        ("9007199254740992", false),
        ("3e0", true),
        ("0.9", false),
        ("-3.000", true),
    ] {
        assert_eq!(program.accepts(entry, text), Ok(accepted), "{text}");
    }
    for (text, accepted) in [
        ("1", true),
        ("10e-1", true),
        ("1.0000000000000000001", false),
        ("\"1\"", false),
    ] {
        assert_eq!(program.accepts(constant, text), Ok(accepted), "{text}");
    }
}

#[test]
fn violations_say_why() {
    let schema = json!({
        "properties": {
            "enum": {"enum": [1, "a", {"b": [null]}]},
            "const": {"const": [1]},
            "bounds": {"minimum": 1, "maximum": 0, "exclusiveMinimum": 1, "exclusiveMaximum": 0, "multipleOf": 7},
            "text": {"maxLength": 1},
            "items": {"minItems": 4, "maxItems": 1, "uniqueItems": true, "contains": {"type": "null"}, "items": {"type": "integer"}},
            "any": {"anyOf": [{"type": "string"}, {"properties": {"x": {"type": ["string", "null"]}}, "required": ["y"]}]},
            "one": {"oneOf": [{"type": "number"}, {"minimum": 0}, {"type": "integer"}]},
            "names": {"propertyNames": {"maxLength": 2}},
            "dependent": {"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"a": {"maxProperties": 0}}},
            "left": {"properties": {"a": true}, "unevaluatedProperties": {"type": "null"}},
            "branch": {"if": {"type": "string"}, "then": {"minLength": 3}, "else": false},
            "never": false,
        },
        "minProperties": 20,
    });
    let text = r#"{"enum": "b", "const": [2], "bounds": 0.5, "text": "ab", "items": [1, 2, 1], "any": {"x": 1}, "one": 1,
        "names": {"abc": 1}, "dependent": {"a": 1}, "left": {"a": 1, "b": 2}, "branch": "ab", "never": 0}"#;
    assert_eq!(
        tells(schema, text),
        [
            "must have at least 20 members",
            "/enum: must be one of 1, \"a\", {\"b\":[null]}",
            "/const: must be [1]",
            "/bounds: must be less than 0",
            "/bounds: must be greater than 1",
            "/bounds: must be at most 0",
            "/bounds: must be at least 1",
            "/bounds: must be a multiple of 7",
            "/text: must have at most 1 character",
            "/items: must have at least 1 item as `contains` says, and has 0",
            "/items: must have at most 1 item",
            "/items: must have at least 4 items",
            "/items/2: is equal to item 0",
            "/any: is none of its branches: must be string; /y: is required",
            "/one: must be only one of its branches, and is both 0 and 1",
            "/names/abc: has a name that must have at most 2 characters",
            "/dependent/b: is required where `a` is",
            "/dependent: must have at most 0 members",
            "/left/b: must be null",
            "/branch: must have at least 3 characters",
            "/never: is not allowed here (`properties`)",
        ]
    );
}

#[test]
fn of_a_member_given_twice_the_last_one_counts() {
    let schema = json!({"properties": {"a": {"type": "null"}}, "maxProperties": 1});
    let (program, entry) = program(&schema).unwrap();
    assert_eq!(
        program.accepts(entry, r#"{"a": 1, "\u0061": null}"#),
        Ok(true)
    );
    assert_eq!(program.accepts(entry, r#"{"a": null, "a": 1}"#), Ok(false));
}

#[test]
fn what_is_no_json_is_an_error() {
    let (program, entry) = program(&json!(true)).unwrap();
    assert!(matches!(
        program.accepts(entry, "{\"a\":}"),
        Err(Error::Syntax { offset: 5, .. })
    ));
    assert!(matches!(
        program.check(entry, "1 2"),
        Err(Error::Syntax { .. })
    ));
    assert_eq!(
        program.accepts(entry, &"[".repeat(200_000)),
        Err(Error::TooDeep)
    );
}

#[test]
fn names_are_values_too() {
    let schema = json!({"propertyNames": {"enum": ["a", "é"], "not": {"const": "b"}}});
    let (program, entry) = program(&schema).unwrap();
    assert_eq!(
        program.accepts(entry, "{ \"a\" : 1,\n \"\\u00e9\": 2 }"),
        Ok(true)
    );
    assert_eq!(
        told(&program, entry, "{\"a\": 1, \"c\": 2}"),
        ["/c: has a name that must be one of \"a\", \"é\""]
    );
}

#[test]
fn violations_are_capped_and_told_once() {
    let schema = json!({"items": {"$ref": "#/$defs/x"}, "allOf": [{"items": {"$ref": "#/$defs/x"}}], "$defs": {"x": {"type": "null"}}});
    assert_eq!(tells(schema.clone(), "[1, null]"), ["/0: must be null"]);
    let (program, entry) = program(&schema).unwrap();
    let text = format!("[{}1]", "1,".repeat(1000));
    let violations = program.check(entry, &text).unwrap();
    assert_eq!(violations.len(), MAX_VIOLATIONS + 1);
    assert_eq!(
        violations.last().map(|last| &last.problem),
        Some(&Problem::TooMany)
    );
}

/// Without memory of what has been looked at, each of these would take 2^60
/// steps or more.
#[test]
fn work_is_linear() {
    let schema = json!({
        "anyOf": [
            {"properties": {"a": {"$ref": "#"}}, "required": ["a"], "minProperties": 2},
            {"properties": {"a": {"$ref": "#"}}, "required": ["a", "b"]},
            {"type": "null"},
        ],
    });
    let (tree, entry) = program(&schema).unwrap();
    let text = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
    assert_eq!(tree.check(entry, &text).unwrap().len(), 1);
    assert_eq!(tree.accepts(entry, &text.replace('1', "null")), Ok(false));
    let both = json!({"$defs": {"x": {"items": {"$ref": "#/$defs/x"}, "unevaluatedItems": false}}, "allOf": [
        {"$ref": "#/$defs/x"}, {"oneOf": [{"items": {"$ref": "#"}}]}, {"items": {"$ref": "#"}},
    ]});
    let (list, entry) = program(&both).unwrap();
    let text = format!("{}{}", "[".repeat(120), "]".repeat(120));
    assert_eq!(list.accepts(entry, &text), Ok(true));
    let mut builder = Builder::new();
    let mut last = builder.schema(vec![Check::Type(Types::NULL)]);
    for _ in 0..100 {
        last = builder.schema(vec![Check::AllOf(vec![last, last].into())]);
        last = builder.schema(vec![Check::AnyOf(vec![last, last].into())]);
    }
    let doubled = Program::new(builder.finish());
    assert_eq!(doubled.accepts(last, "null"), Ok(true));
    assert_eq!(doubled.check(last, "1").unwrap().len(), 1);
}

/// Long chains of schemas end in an error before the stack does: a thread of
/// a test has 2 MiB.
#[test]
fn nesting_is_limited() {
    for (length, fits) in [(900, true), (100_000, false)] {
        let mut builder = Builder::new();
        let mut last = builder.schema(vec![Check::Type(Types::NULL)]);
        for number in 0..length {
            last = builder.schema(vec![match number % 4 {
                0 => Check::Ref(last),
                1 => Check::AllOf(vec![last].into()),
                2 => Check::If {
                    condition: last,
                    then: None,
                    otherwise: Some(last),
                },
                _ => Check::AnyOf(vec![last].into()),
            }]);
        }
        let program = Program::new(builder.finish());
        if fits {
            assert_eq!(program.accepts(last, "null"), Ok(true));
            assert_eq!(program.check(last, "1").unwrap().len(), 1);
        } else {
            assert_eq!(program.accepts(last, "null"), Err(Error::TooDeep));
            assert_eq!(program.check(last, "1"), Err(Error::TooDeep));
        }
    }
}

#[test]
fn a_schema_that_is_only_itself_accepts() {
    let (program, entry) = program(&json!({"$ref": "#"})).unwrap();
    assert_eq!(program.accepts(entry, "1"), Ok(true));
}

#[test]
fn indices_that_lead_nowhere_are_harmless() {
    let far = 1_000_000;
    let schemas = vec![Schema {
        checks: vec![
            Check::Ref(SchemaId(far)),
            Check::Not(SchemaId(far)),
            Check::Pattern(PatternId(far)),
            Check::Enum(vec![ValueId(far)].into()),
        ]
        .into(),
    }];
    let program = Program::new(Parts {
        schemas: schemas.into(),
        ..Parts::default()
    });
    assert_eq!(told(&program, SchemaId(0), "\"a\"").len(), 3);
}

//! What OpenAPI changes about JSON Schema, and what cannot be compiled.

use specwright_lower::Formats;
use specwright_lower::program::{Direction, Options};
use specwright_source::codes;

use super::engines::Ours;

fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn check(ours: &Ours, good: &[&str], bad: &[&str]) {
    for text in good {
        let violations = ours.violations(text);
        assert!(ours.accepts(text), "{text} is refused: {violations:?}");
    }
    for text in bad {
        assert!(!ours.accepts(text), "{text} is accepted");
    }
}

const ACCOUNT: &str = "    A:
      allOf: [{$ref: '#/components/schemas/Base'}, {required: [id, secret, name]}]
      unevaluatedProperties: false
      properties: {name: {type: string}}
      dependentRequired: {name: [id], id: [name]}
      dependentSchemas: {id: {maxProperties: 0}}
    Base:
      type: object
      properties:
        id: {$ref: '#/components/schemas/Id'}
        secret: {type: string, writeOnly: true}
        again: {$ref: '#/components/schemas/Inner'}
    Id: {type: integer, readOnly: true}
    Inner: {type: object, required: [id], properties: {id: {$ref: '#/components/schemas/Id'}}}
";

#[test]
fn members_of_the_other_direction_are_ignored() {
    let document = document(ACCOUNT);
    let ours = |direction| Ours::of_document(&document, &Options::default(), direction);
    check(
        &ours(Direction::Request),
        &[r#"{"name": "n", "secret": "s", "id": "what it is does not matter"}"#],
        &[
            r#"{"name": "n", "id": 1}"#,
            r#"{"name": "n", "secret": 1}"#,
            r#"{"secret": "s"}"#,
        ],
    );
    let document = document.replace("      dependentSchemas: {id: {maxProperties: 0}}\n", "");
    let ours = |direction| Ours::of_document(&document, &Options::default(), direction);
    check(
        &ours(Direction::Response),
        &[
            r#"{"name": "n", "id": 1}"#,
            r#"{"name": "n", "id": 1, "secret": 7}"#,
        ],
        &[
            r#"{"name": "n", "secret": "s"}"#,
            r#"{"name": "n", "id": "1"}"#,
        ],
    );
    check(
        &ours(Direction::Any),
        &[],
        &[
            r#"{"name": "n", "id": 1}"#,
            r#"{"name": "n", "secret": "s"}"#,
        ],
    );
}

#[test]
fn inner_objects_have_members_of_their_own() {
    let text = document(
        "    A: {properties: {inner: {$ref: '#/components/schemas/Inner'}, id: {type: string}}, required: [id]}
    Inner: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}
",
    );
    let ours = Ours::of_document(&text, &Options::default(), Direction::Request);
    check(
        &ours,
        &[r#"{"id": "", "inner": {}}"#],
        &[r#"{"inner": {}}"#, r#"{"id": 1}"#],
    );
}

#[test]
fn what_is_negated_or_counted_is_read_by_the_letter() {
    let saved = "    Saved: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}
    New: {type: object, required: [name], properties: {name: {type: string}}}
";
    let either = "{id: {type: integer, readOnly: true}, ref: {type: string}, name: {type: string}}";
    let cases: [(&str, &[&str], &[&str]); 6] = [
        (
            "{properties: EITHER, oneOf: [{required: [id]}, {required: [ref]}]}",
            &[r#"{"ref": "r"}"#, "{}"],
            &[r#"{"ref": 1}"#],
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/Saved'}, {$ref: '#/components/schemas/New'}]}",
            &[r#"{"name": "n"}"#, "{}"],
            &["1"],
        ),
        (
            "{properties: EITHER, if: {required: [id]}, then: {required: [name]}}",
            &["{}"],
            &[r#"{"id": 1}"#],
        ),
        (
            "{properties: EITHER, not: {required: [id, name]}}",
            &[r#"{"name": "n"}"#],
            &[r#"{"id": 1, "name": "n"}"#],
        ),
        (
            "{type: object, not: {$ref: '#/components/schemas/Saved'}}",
            &["{}"],
            &[r#"{"id": 1}"#],
        ),
        (
            "{contains: {$ref: '#/components/schemas/Saved'}, maxContains: 1}",
            &["[{}, {}]", r#"[{"id": 1}, {}]"#],
            &[r#"[{"id": 1}, {"id": 2}]"#, "[]"],
        ),
    ];
    for (schema, good, bad) in cases {
        let schema = schema.replace("EITHER", either);
        let text = document(&format!("    A: {schema}\n{saved}"));
        let ours = Ours::of_document(&text, &Options::default(), Direction::Request);
        check(&ours, good, bad);
    }
}

const PETS: &str = "    A:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: Cat, tiger: '#/components/schemas/Cat'}}
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string}}}
";

#[test]
fn a_discriminator_decides_the_branch() {
    let text = document(PETS);
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    let good = [
        r#"{"kind": "cat", "lives": 9}"#,
        r#"{"kind": "tiger"}"#,
        r#"{"kind": "Dog", "lives": "many"}"#,
    ];
    check(
        &ours,
        &good,
        &[
            r#"{"kind": "cat", "lives": "many"}"#,
            r#"{"kind": "Cat"}"#,
            r#"{"kind": "dog"}"#,
            "{}",
        ],
    );
    let options = Options {
        discriminators: false,
        ..Options::default()
    };
    // Both branches accept it.
    let ours = Ours::of_document(&text, &options, Direction::Any);
    check(&ours, &[], &[r#"{"kind": "tiger"}"#]);
}

#[test]
fn a_default_mapping_takes_the_rest() {
    let text = document(PETS)
        .replace("3.1.0", "3.2.0")
        .replace("mapping:", "defaultMapping: Dog, mapping:");
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(
        &ours,
        &[
            "{}",
            r#"{"kind": "fox"}"#,
            r#"{"kind": "Dog"}"#,
            r#"{"kind": "cat"}"#,
        ],
        &[r#"{"kind": "cat", "lives": ""}"#],
    );
}

#[test]
fn branches_have_the_values_that_they_list() {
    let text = document(
        "    A:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Cat: {required: [kind], properties: {kind: {enum: [cat, tiger]}, lives: {type: integer}}}
    Dog: {allOf: [{required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}]}
    Kind: {const: dog}
",
    );
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(
        &ours,
        &[r#"{"kind": "cat", "lives": 9}"#, r#"{"kind": "dog"}"#],
        &[
            r#"{"kind": "Dog"}"#,
            r#"{"kind": "tiger", "lives": ""}"#,
            "{}",
        ],
    );
    // Where both list both, each has its name.
    let both = text.replace("const: dog", "enum: [Cat, Dog]");
    let both = both.replace("[cat, tiger]", "[Cat, Dog]");
    let ours = Ours::of_document(&both, &Options::default(), Direction::Any);
    check(
        &ours,
        &[r#"{"kind": "Cat"}"#, r#"{"kind": "Dog", "lives": ""}"#],
        &[r#"{"kind": "Cat", "lives": ""}"#],
    );
}

#[test]
fn a_discriminator_that_tells_nothing_apart_is_ignored() {
    let text = document(&PETS.replace("tiger: '#/components/schemas/Cat'", "Dog: Cat"));
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(&ours, &[r#"{"lives": ""}"#], &[r#"{"kind": "cat"}"#]);
}

#[test]
fn content_is_asserted_where_that_is_chosen() {
    let text = document(
        "    A:
      contentEncoding: base64
      contentMediaType: application/problem+json; charset=utf-8
      contentSchema: {type: array, items: {$ref: '#/components/schemas/A'}}
",
    );
    let good = [r#""W10=""#, r#""WyJXMTA9Il0=""#, "1"];
    let bad = [r#""W10""#, r#""e30=""#, r#""WyIiXQ==""#, r#""bm8=""#];
    let options = Options {
        content: true,
        ..Options::default()
    };
    let ours = Ours::of_document(&text, &options, Direction::Any);
    check(&ours, &good, &bad);
    let violation = &ours.violations(bad[1])[0];
    assert_eq!(violation.to_string(), "must hold the right JSON in base64");
    assert_eq!(violation.problem.code(), "content");
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(&ours, &good, &[]);
    check(&ours, &bad, &[]);
}

#[test]
fn formats_are_asserted_unless_they_annotate() {
    let text = document("    A: {format: date, properties: {a: {format: int32}}}\n");
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(
        &ours,
        &[r#""2024-02-29""#, "1.5", r#"{"a": 1.0}"#],
        &[r#""x""#, r#"{"a": 1e10}"#],
    );
    let violation = &ours.violations(r#""x""#)[0];
    assert_eq!(violation.to_string(), "must be of the format `date`");
    let options = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    let ours = Ours::of_document(&text, &options, Direction::Any);
    check(&ours, &[r#""x""#, r#"{"a": 1e10}"#], &[]);
}

#[test]
fn null_is_a_value_where_it_is_meant() {
    let text = document("    A: {nullable: true, enum: [a], allOf: [{type: string}]}\n    B: {}\n")
        .replace("3.1.0", "3.0.3");
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(&ours, &["null", r#""a""#], &[r#""b""#, "1"]);
}

#[test]
fn numbers_are_those_of_the_document() {
    let text = document(
        "    A: {enum: [0x1F, .5, 1e400, 1., 98249283749234923498293171823948729348710298301928331, {a: [~, 'é\"']}]}\n",
    );
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(
        &ours,
        &[
            "31",
            "0.50",
            "10e399",
            "1",
            "98249283749234923498293171823948729348710298301928331",
            r#"{"a": [null, "é\""]}"#,
        ],
        &[
            "98249283749234923498293171823948729348710298301928332",
            "1e401",
            "0",
        ],
    );
}

#[test]
fn what_cannot_be_matched_accepts_everything_and_says_so() {
    let text = document(
        "    A:
      pattern: '(a'
      patternProperties: {'(b': {type: string}}
      additionalProperties: false
      maximum: 1234567890123456789012345678901234567890.5
",
    );
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(&ours, &[r#""x""#, r#"{"x": 1}"#, "1e90"], &[]);
    let found: Vec<_> = ours.found.iter().map(|found| found.code).collect();
    assert_eq!(
        found,
        [
            codes::gap::PATTERN,
            codes::gap::PATTERN,
            codes::schema::BOUND_NOT_READ
        ]
    );
}

#[test]
fn patterns_that_look_around_are_tried_and_that_is_said() {
    let text = document("    A: {pattern: '^(?=.*[0-9])(?=.*[a-z]).{4,}$'}\n");
    let ours = Ours::of_document(&text, &Options::default(), Direction::Any);
    check(&ours, &[r#""abc1""#], &[r#""abcd""#, r#""ab1""#]);
    assert_eq!(ours.found[0].code, codes::schema::PATTERN_BACKTRACKS);
}

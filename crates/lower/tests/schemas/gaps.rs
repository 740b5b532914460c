//! What is not covered is widened and said, with a position.

use crate::check;

#[test]
fn keywords_without_an_answer_are_gaps() {
    check(
        "
Not: { type: string, not: { const: x } }
If: { type: integer, if: { minimum: 1 }, then: { maximum: 2 } }
Contains: { type: array, items: { type: string }, contains: { const: x } }
Prefix: { type: array, prefixItems: [{ type: string }], items: { type: integer } }
Names: { type: object, propertyNames: { maxLength: 3 } }
Patterns: { type: object, properties: { a: { type: string } }, patternProperties: { ^x-: { type: string } }, additionalProperties: false }
OnlyPatterns: { type: object, patternProperties: { ^x-: { type: integer } }, additionalProperties: false }
Dependent: { type: object, properties: { a: {} }, dependentRequired: { a: [b] }, dependentSchemas: { a: { required: [c] } } }
Unevaluated: { type: object, properties: { a: { type: string } }, unevaluatedProperties: false }
Content: { type: string, contentMediaType: application/json, contentSchema: { type: object } }
Values: { enum: [[1], { a: 1 }] }
Base: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
",
        "
type Not = string
type If = i64
type Contains = [string]
type Prefix = [any]
type Names = object
struct Patterns
  a: string?
  ..additional_properties: string
type OnlyPatterns = {i64}
struct Dependent
  a: any? | null
struct Unevaluated
  a: string?
type Content = string
union Values any of
  List([any]) is array
  Object(object) is object
struct Base
  kind: string?
",
        &[
            "SW0951", "SW0952", "SW0953", "SW0954", "SW0954", "SW0955", "SW0956", "SW0956",
            "SW0957", "SW0958", "SW0959", "SW0962", "SW0964",
        ],
    );
}

#[test]
fn one_way_members_are_optional() {
    check(
        "
A:
  type: object
  required: [id, secret, name]
  properties:
    id: { type: integer, readOnly: true }
    secret: { $ref: '#/components/schemas/Secret' }
    name: { type: string, readOnly: false }
Secret: { type: string, writeOnly: true }
",
        "
struct A
  id: i64?
  secret: Secret?
  name: string
type Secret = string
",
        &["SW0960", "SW0960"],
    );
}

#[test]
fn patterns_that_cannot_be_matched_are_gaps() {
    check(
        r"
A: { type: object, properties: { a: { type: string, pattern: '^(a' }, b: { type: string, pattern: '^\d$' } } }
",
        r"
struct A
  a: string?
  b: string (/^\d$/)?
",
        &["SW0950"],
    );
}

#[test]
fn patterns_that_look_around_are_tried() {
    check(
        r"
A: { type: object, properties: { a: { type: string, pattern: '^(?=a)' } } }
",
        r"
struct A
  a: string (/^(?=a)/)?
",
        &["SW0316"],
    );
}

#[test]
fn too_many_combinations_are_a_gap() {
    let six = |name: char| {
        let branches: Vec<String> = (0..6)
            .map(|index| format!("{{ required: [{name}{index}], properties: {{ {name}{index}: {{ type: string }} }} }}"))
            .collect();
        format!("{{ oneOf: [{}] }}", branches.join(", "))
    };
    let schemas = format!(
        "A: {{ type: object, allOf: [{}, {}, {}] }}",
        six('a'),
        six('b'),
        six('c')
    );
    let (api, codes) = crate::all("3.1.0", &schemas);
    assert_eq!(codes, ["SW0965", "SW0965"]);
    assert_eq!(api.types.len(), 7);
}

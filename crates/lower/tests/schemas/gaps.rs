//! What is not covered is widened and said, with a position.

use specwright_lower::{Formats, Options};

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

#[test]
fn known_formats_that_are_not_asserted_are_gaps() {
    check(
        "
A:
  type: object
  properties:
    uri: { type: string, format: uri }
    price: { type: string, format: decimal }
    big: { type: string, format: int64 }
    maybe: { type: [string, 'null'], format: time }
    many: { type: array, items: { type: string, format: email } }
    small: { type: integer, format: int8 }
    whole: { type: number, format: int64 }
    any: { format: ipv4 }
    exact: { format: decimal }
    again: { $ref: '#/components/schemas/Host' }
    # Asserted, of another kind, for every value, or known to nobody.
    at: { type: string, format: date-time }
    id: { type: integer, format: int64 }
    other: { type: integer, format: uri }
    secret: { type: string, format: password }
    text: { type: string, format: commonmark }
    colour: { type: string, format: colour }
Host: { type: string, format: hostname }
",
        "
struct A
  uri: string?
  price: string?
  big: string?
  maybe: string? | null
  many: [string]?
  small: i64?
  whole: f64?
  any: string?
  exact: any? | null
  again: Host?
  at: date-time?
  id: i64?
  other: i64?
  secret: secret?
  text: string?
  colour: string?
type Host = string
",
        &[
            "SW0304", "SW0969", "SW0970", "SW0970", "SW0970", "SW0970", "SW0970", "SW0970",
            "SW0970", "SW0970", "SW0970", "SW0970",
        ],
    );
}

#[test]
fn one_object_in_an_enum_takes_the_comparison_from_all() {
    let (api, codes) = crate::all(
        "3.1.0",
        "A: { type: [string, object], enum: [a, b, { c: 1 }] }",
    );
    assert_eq!(codes, ["SW0964"]);
    assert_eq!(
        api.gaps[0].message,
        "here an array or object is listed: none of the values is compared, \
         every value of their kinds is accepted"
    );
}

#[test]
fn formats_have_a_place_and_are_none_as_annotations() {
    let text = crate::document("3.1.0", "A: { type: string, format: ipv6 }");
    let (api, _) = crate::lowered(&text, &Options::default());
    let [gap] = &api.unwrap().gaps[..] else {
        panic!("one gap")
    };
    assert_eq!(gap.message, "the format `ipv6` is not asserted");
    assert_eq!(gap.pointer.to_string(), "/components/schemas/A/format");
    let place = gap.span.start as usize..gap.span.end as usize;
    assert_eq!(&text[place], "ipv6");
    let options = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    assert!(crate::lowered(&text, &options).0.unwrap().gaps.is_empty());
}

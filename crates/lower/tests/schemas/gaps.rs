//! What is not covered is widened and said, with a position.

use specwright_check::program::{Program, SchemaId};
use specwright_ir::{Api, CheckId, TypeKind, TypeRef};
use specwright_lower::{Formats, Options};

use crate::check;

/// Schemas that types and facets do not carry, with a value that is accepted
/// and one that is refused.
const CHECKED: &[(&str, &str, &str)] = &[
    ("{ type: string, not: { const: x } }", r#""y""#, r#""x""#),
    (
        "{ type: integer, if: { minimum: 1 }, then: { maximum: 2 }, else: { multipleOf: 2 } }",
        "-4",
        "3",
    ),
    (
        "{ type: array, items: { type: string }, contains: { const: x }, maxContains: 1 }",
        r#"["a","x"]"#,
        r#"["x","x"]"#,
    ),
    (
        "{ type: array, prefixItems: [{ type: string }], items: { type: integer } }",
        r#"["a",1]"#,
        r#"["a","b"]"#,
    ),
    (
        "{ type: object, propertyNames: { enum: [abc] } }",
        r#"{"abc":1}"#,
        r#"{"abcd":1}"#,
    ),
    (
        "{ type: object, patternProperties: { ^x: { type: string }, y: { type: string, maxLength: 1 } }, additionalProperties: false }",
        r#"{"xy":"a","x":"ab"}"#,
        r#"{"xy":"ab"}"#,
    ),
    (
        "{ type: object, patternProperties: { ^x-: false } }",
        r#"{"y-b":1}"#,
        r#"{"x-b":1}"#,
    ),
    (
        "{ type: object, properties: { a: {} }, dependentRequired: { a: [b] } }",
        r#"{"a":1,"b":1}"#,
        r#"{"a":1}"#,
    ),
    (
        "{ type: object, properties: { a: {} }, dependentSchemas: { a: { required: [c] } } }",
        r#"{"a":1,"c":1}"#,
        r#"{"a":1}"#,
    ),
    (
        "{ type: object, properties: { a: { type: string } }, unevaluatedProperties: false }",
        r#"{"a":""}"#,
        r#"{"b":""}"#,
    ),
    ("{ enum: [[1], { a: 1 }] }", r#"{"a":1.0}"#, r#"{"a":2}"#),
    (
        "{ type: [string, object], enum: [a, b, { c: 1 }] }",
        r#""a""#,
        r#""c""#,
    ),
    (
        "{ const: [1, { a: null }] }",
        r#"[1,{"a":null}]"#,
        r#"[1,{}]"#,
    ),
    ("{ maxLength: 3, minimum: 3 }", "true", "2"),
    (
        "{ type: string, format: uri }",
        r#""http://a.example/""#,
        r#""a.example""#,
    ),
];

#[test]
fn what_types_do_not_carry_is_checked() {
    for (schema, accepted, refused) in CHECKED {
        let whole = format!("A: {{ type: object, properties: {{ m: {schema} }} }}");
        let (api, codes) = crate::all("3.1.0", &whole);
        assert!(codes.is_empty(), "{schema}: {codes:?}");
        let check = check_of_member(&api).unwrap_or_else(|| panic!("{schema}: no check"));
        let program = Program::new(api.checks);
        let verdict = |value| program.accepts(SchemaId(check.0), value);
        assert_eq!(verdict(accepted), Ok(true), "{schema}: {accepted}");
        assert_eq!(verdict(refused), Ok(false), "{schema}: {refused}");
    }
}

/// The check of the member of the first type: its own, or its type's.
fn check_of_member(api: &Api) -> Option<CheckId> {
    let member = api.types.iter().find_map(|(_, def)| match &def.kind {
        TypeKind::Struct(all) => all.fields.iter().find(|field| field.wire.0 == "m"),
        _ => None,
    })?;
    let of_type = match &member.ty {
        TypeRef::Named(id) => match &api.types.get(*id).kind {
            TypeKind::Struct(all) => all.check,
            TypeKind::Union(union) => union.check,
            _ => None,
        },
        _ => None,
    };
    member.facets.check.or(of_type)
}

#[test]
fn types_widen_where_a_program_decides() {
    check(
        "
Prefix: { type: array, prefixItems: [{ type: string }], items: { type: integer } }
Patterns: { type: object, properties: { a: { type: string } }, patternProperties: { ^x-: { type: string } }, additionalProperties: false }
OnlyPatterns: { type: object, patternProperties: { ^x-: { type: integer } }, additionalProperties: false }
Dependent: { type: object, properties: { a: {} }, dependentRequired: { a: [b] } }
Content: { type: string, contentMediaType: application/json, contentSchema: { type: object } }
Values: { enum: [[1], { a: 1 }] }
All:
  type: object
  properties:
    prefix: { $ref: '#/components/schemas/Prefix' }
    only: { $ref: '#/components/schemas/OnlyPatterns' }
    content: { $ref: '#/components/schemas/Content' }
    many: { type: array, items: { type: string, not: { const: x } } }
",
        "
type Prefix = [any]
struct Patterns
  a: string?
  ..additional_properties /^x-/: string
  no others
type OnlyPatterns = {i64}
struct Dependent checked
  a: any? | null
  ..additional_properties: any
type Content = string
union Values any of checked
  List([any] (checked)) is array
  Object(object (checked)) is object
struct All
  prefix: Prefix (checked)?
  only: OnlyPatterns (only /^x-/)?
  content: Content?
  many: [string] (each (checked))?
",
        &[],
    );
}

#[test]
fn a_discriminator_without_branches_is_a_gap() {
    check(
        "
Base: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
",
        "
struct Base
  kind: string?
",
        &["SW0962"],
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
fn too_many_combinations_are_checked() {
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
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(api.types.len(), 7);
    let (id, _) = api.types.iter().next().unwrap();
    let TypeKind::Union(union) = &api.types.get(id).kind else {
        panic!("a union")
    };
    let check = SchemaId(union.check.unwrap().0);
    let program = Program::new(api.checks);
    let verdict = |value| program.accepts(check, value);
    assert_eq!(verdict(r#"{"a0":"","b1":"","c2":""}"#), Ok(true));
    assert_eq!(verdict(r#"{"a0":"","b1":""}"#), Ok(false));
    assert_eq!(verdict(r#"{"a0":"","a1":"","b1":"","c2":""}"#), Ok(false));
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
    page: { type: string, format: http-date }
    big: { type: string, format: int64 }
    maybe: { type: [string, 'null'], format: time }
    many: { type: array, items: { type: string, format: email } }
    small: { type: integer, format: int8 }
    whole: { type: number, format: int64 }
    any: { format: ipv4 }
    exact: { format: decimal128 }
    digits: { format: decimal }
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
  uri: string (checked)?
  price: string (checked)?
  page: string?
  big: string?
  maybe: string (checked)? | null
  many: [string] (each (checked))?
  small: i64 (checked)?
  whole: f64 (checked)?
  any: ipv4?
  exact: any? | null
  digits: any (checked)? | null
  again: Host (checked)?
  at: date-time?
  id: i64?
  other: i64?
  secret: secret?
  text: string?
  colour: string?
type Host = string
",
        &["SW0304", "SW0969", "SW0970", "SW0970"],
    );
}

#[test]
fn formats_have_a_place_and_are_none_as_annotations() {
    let text = crate::document("3.1.0", "A: { type: string, format: http-date }");
    let (api, _) = crate::lowered(&text, &Options::default());
    let [gap] = &api.unwrap().gaps[..] else {
        panic!("one gap")
    };
    assert_eq!(gap.message, "the format `http-date` is not asserted");
    assert_eq!(gap.pointer.to_string(), "/components/schemas/A/format");
    let place = gap.span.start as usize..gap.span.end as usize;
    assert_eq!(&text[place], "http-date");
    let options = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    assert!(crate::lowered(&text, &options).0.unwrap().gaps.is_empty());
}

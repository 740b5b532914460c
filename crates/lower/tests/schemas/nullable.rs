//! Null in all its spellings, and the four kinds of presence.

use crate::{all, check, check_in, show};

/// Types of the schemas as one text.
fn types(version: &str, schemas: &str) -> String {
    show::types(&all(version, schemas).0)
}

#[test]
fn presence_has_four_kinds() {
    check(
        "
A:
  type: object
  required: [a, b]
  properties:
    a: { type: string }
    b: { type: [string, 'null'] }
    c: { type: string }
    d: { type: [string, 'null'] }
",
        "
struct A
  a: string
  b: string | null
  c: string?
  d: string? | null
",
        &[],
    );
}

#[test]
fn every_spelling_of_null_is_the_same() {
    let item = "B: { type: object, properties: { x: { type: integer } } }\n";
    let expected = types(
        "3.0.3",
        &format!(
            "{item}A: {{ type: object, properties: {{ p: {{ type: string, nullable: true }}, q: {{ nullable: true, allOf: [{{ $ref: '#/components/schemas/B' }}] }}, r: {{ type: string, nullable: true, enum: [a, b, null] }} }} }}"
        ),
    );
    assert!(expected.contains("p: string? | null"), "{expected}");
    assert!(expected.contains("q: B? | null"), "{expected}");
    for p in [
        "{ type: [string, 'null'] }",
        "{ type: ['null', string] }",
        "{ oneOf: [{ type: string }, { type: 'null' }] }",
        "{ anyOf: [{ type: 'null' }, { type: string }] }",
        "{ anyOf: [{ type: string }, { enum: [null] }] }",
        "{ oneOf: [{ const: null }, { type: string }] }",
        "{ oneOf: [{ type: [string, 'null'] }] }",
        "{ type: string, nullable: true }",
    ] {
        for q in [
            "{ oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }",
            "{ anyOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }",
            "{ anyOf: [{ const: null }, { $ref: '#/components/schemas/B' }] }",
            "{ oneOf: [{ enum: [null] }, { allOf: [{ $ref: '#/components/schemas/B' }] }] }",
        ] {
            for r in [
                "{ enum: [a, b, null] }",
                "{ enum: [a, null, b] }",
                "{ type: [string, 'null'], enum: [a, b, null] }",
                "{ oneOf: [{ type: string, enum: [a, b] }, { type: 'null' }] }",
                "{ anyOf: [{ const: a }, { const: b }, { const: null }] }",
            ] {
                let found = types(
                    "3.1.0",
                    &format!(
                        "{item}A: {{ type: object, properties: {{ p: {p}, q: {q}, r: {r} }} }}"
                    ),
                );
                assert_eq!(found, expected, "{p} {q} {r}");
            }
        }
    }
}

#[test]
fn a_nullable_component_is_nullable_wherever_it_is_used() {
    check(
        "
Name: { type: [string, 'null'], maxLength: 3 }
Pet: { oneOf: [{ type: object, properties: { a: { type: string } } }, { type: 'null' }] }
Use:
  type: object
  required: [name]
  properties:
    name: { $ref: '#/components/schemas/Name' }
    pet: { $ref: '#/components/schemas/Pet', description: The pet. }
    pets: { type: array, items: { $ref: '#/components/schemas/Pet' } }
    by: { type: object, additionalProperties: { $ref: '#/components/schemas/Name' } }
",
        "
type Name = string
struct Pet
  a: string?
struct Use
  name: Name (maxLength 3) | null
  /// The pet.
  pet: Pet? | null
  pets: [(Pet | null)]?
  by: {(Name | null)} (each (maxLength 3))?
",
        &[],
    );
}

#[test]
fn nullable_beside_what_refuses_null_is_meant() {
    check_in(
        "3.0.3",
        "
B: { type: object }
A:
  type: object
  properties:
    a: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }
    b: { type: object, nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }
    c: { nullable: true, oneOf: [{ type: string }, { type: integer }] }
    d: { type: string, nullable: true, enum: [x] }
    e: { type: string, nullable: true, enum: [x, null] }
",
        "
type B = object
struct A
  a: B? | null
  b: B? | null
  c: AC? | null
  d: AD? | null
  e: AE? | null
union AC one of
  String(string) is string
  Integer(i64) is integer
enum AD
  X = \"x\"
enum AE
  X = \"x\"
",
        &["SW0303"; 4],
    );
}

#[test]
fn null_twice_is_no_null() {
    check(
        "
A:
  oneOf:
    - { type: [string, 'null'] }
    - { type: [integer, 'null'] }
Use: { type: array, items: { $ref: '#/components/schemas/A' } }
",
        "
union A one of
  String(string) is string
  Integer(i64) is integer
type Use = [A]
",
        &["SW0310"],
    );
}

#[test]
fn allof_is_nullable_only_if_every_part_is() {
    check(
        "
A: { type: [object, 'null'], properties: { a: { type: string } } }
B: { type: object, properties: { b: { type: string } } }
Use:
  type: object
  properties:
    both: { allOf: [{ $ref: '#/components/schemas/A' }, { type: [object, 'null'] }] }
    one: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object }] }
    other: { allOf: [{ $ref: '#/components/schemas/B' }, { type: [object, 'null'] }] }
",
        "
struct A
  a: string?
struct B
  b: string?
struct Use
  both: A? | null
  one: A?
  other: B?
",
        &[],
    );
}

#[test]
fn any_value_holds_null_itself() {
    check(
        "
Anything: {}
A:
  type: object
  required: [a, b]
  properties:
    a: {}
    b: { $ref: '#/components/schemas/Anything' }
    c: true
    d: { $ref: '#/components/schemas/Anything' }
    e: { type: 'null' }
    f: { type: array }
    g: { nullable: true }
",
        "
type Anything = any
struct A
  a: any
  b: Anything
  c: any? | null
  d: Anything? | null
  e: null? | null
  f: [any]?
  g: any? | null
",
        &["SW0252"],
    );
}

//! Members by what their names match.

use crate::check;

#[test]
fn members_that_match_are_kept_in_maps_of_their_type() {
    check(
        "
Closed: { type: object, properties: { a: { type: string } }, patternProperties: { ^x-: { type: integer, minimum: 1 } }, additionalProperties: false }
Open: { type: object, properties: { a: { type: string } }, patternProperties: { ^x-: { type: integer } } }
Described: { type: object, patternProperties: { ^x-: { type: integer } }, additionalProperties: { type: boolean } }
Alike: { type: object, properties: { a: {} }, patternProperties: { ^x-: { type: integer }, -y$: { type: integer } }, additionalProperties: false }
Apart: { type: object, patternProperties: { ^x-: { type: integer }, ^y-: { type: object, properties: { b: { type: string } } } }, additionalProperties: false }
Overlap: { type: object, patternProperties: { ^x: { type: integer }, y: { type: [integer, string] } }, additionalProperties: false }
Any: { type: object, properties: { a: { type: string } }, patternProperties: { ^x-: {} }, additionalProperties: false }
Plain: { type: object, patternProperties: { '^[a-z]+$': { type: integer }, '^[A-Z]+$': { type: string } }, additionalProperties: false }
Nothing: { type: object, patternProperties: { ^x-: {} } }
",
        "
struct Closed
  a: string?
  ..additional_properties /^x-/: i64 (>= 1)
  no others
struct Open
  a: string?
  ..x_properties /^x-/: i64
  ..additional_properties: any
struct Described
  ..x_properties /^x-/: i64
  ..additional_properties: bool
struct Alike
  a: any? | null
  ..additional_properties /^x-/ or /-y$/: i64
  no others
struct Apart
  ..x_properties /^x-/: i64
  ..y_properties /^y-/: ApartY
  no others
struct ApartY
  b: string?
struct Overlap checked
  ..x_properties /^x/: i64
  ..y_properties /y/: OverlapY
  no others
union OverlapY any of
  Integer(i64) is integer
  String(string) is string
struct Any
  a: string?
  ..additional_properties /^x-/: any
  no others
struct Plain checked
  ..pattern_properties /^[a-z]+$/: i64
  ..pattern_properties_ /^[A-Z]+$/: string
  no others
type Nothing = object
",
        &[],
    );
}

#[test]
fn maps_of_what_matches_alone_know_no_other_names() {
    check(
        "
All:
  type: object
  properties:
    one: { type: object, patternProperties: { ^x-: { type: integer } }, additionalProperties: false }
    two: { type: object, patternProperties: { ^x-: { type: integer }, ^y-: { type: integer } }, additionalProperties: false, minProperties: 1 }
    any: { type: object, patternProperties: { ^x-: {} }, additionalProperties: false }
    named: { type: object, propertyNames: { pattern: ^x-, maxLength: 4 }, additionalProperties: { type: string } }
    free: { type: object, propertyNames: { minLength: 2 } }
    typed: { type: object, propertyNames: { type: string }, additionalProperties: { type: integer } }
    listed: { type: object, propertyNames: { enum: [a, b] } }
    around: { type: object, patternProperties: { '(?=x)': { type: integer } }, additionalProperties: false }
Struct: { type: object, properties: { a: { type: string } }, propertyNames: { maxLength: 4 } }
",
        "
struct All
  one: {i64} (only /^x-/)?
  two: {i64} (minProperties 1, only /^x-/, only /^y-/)?
  any: object (only /^x-/)?
  named: {string} (names (maxLength 4, /^x-/))?
  free: object (names (minLength 2))?
  typed: {i64}?
  listed: object (checked)?
  around: {i64} (checked, only /(?=x)/)?
struct Struct names (maxLength 4)
  a: string?
",
        &["SW0316"],
    );
}

#[test]
fn members_that_match_satisfy_both() {
    check(
        "
Both:
  type: object
  required: [x-a, x-c]
  properties: { x-a: { type: string, minLength: 1 }, b: { type: string }, c: { type: string } }
  patternProperties: { ^x-: { type: string, maxLength: 4 }, ^c: false }
  additionalProperties: false
Parts:
  allOf:
    - { type: object, properties: { x-a: { type: string } } }
    - { type: object, patternProperties: { ^x-: { type: string, minLength: 2 } }, additionalProperties: { type: string, maxLength: 3 } }
",
        "
struct Both needs x-c never c checked
  x_a = \"x-a\": string (minLength 1, maxLength 4)
  b: string?
  ..additional_properties: any
struct Parts
  x_a = \"x-a\": string (minLength 2)?
  ..x_properties /^x-/: string (minLength 2)
  ..additional_properties: string (maxLength 3)
",
        &["SW0301"],
    );
}

#[test]
fn closed_branches_know_what_matches() {
    check(
        "
Any:
  anyOf:
    - { type: object, required: [x-a], properties: { x-a: { type: string } } }
    - { type: object, properties: { b: { type: string } }, patternProperties: { ^x-: { type: string } }, additionalProperties: false }
",
        "
union Any any of
  XA(AnyXa) has x-a as_xa with all but x-a
  Object(AnyObject) try as_object
struct AnyXa
  x_a = \"x-a\": string
struct AnyObject
  b: string?
  ..additional_properties /^x-/: string
  no others
",
        &[],
    );
}

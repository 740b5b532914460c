//! Objects, maps, arrays, recursion.

use crate::check;

#[test]
fn objects_say_what_becomes_of_other_members() {
    check(
        "
Open: { type: object, properties: { a: { type: string } } }
Closed: { type: object, properties: { a: { type: string } }, additionalProperties: false }
Kept: { type: object, properties: { a: { type: string } }, additionalProperties: true }
Typed: { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer, minimum: 1 } }
Free: { type: object }
FreeToo: { type: object, additionalProperties: {} }
Few: { type: object, minProperties: 1, maxProperties: 2 }
Map: { type: object, additionalProperties: { type: array, items: { type: string, maxLength: 3 } } }
Nothing: { type: object, additionalProperties: false }
Needs: { type: object, required: [a] }
NeedsMore: { type: object, required: [a, b], properties: { b: { type: string } } }
Counted: { type: object, properties: { a: { type: string } }, minProperties: 1 }
Taken: { type: object, properties: { additional_properties: { type: string } }, additionalProperties: true }
",
        "
struct Open
  a: string?
struct Closed
  a: string?
  no others
struct Kept
  a: string?
  ..additional_properties: any
struct Typed
  a: string?
  ..additional_properties: i64 (>= 1)
type Free = object
type FreeToo = object
type Few = object
type Map = {[string]}
struct Nothing
  no others
struct Needs needs a
  ..additional_properties: any
struct NeedsMore needs a
  b: string
  ..additional_properties: any
struct Counted min=1
  a: string?
struct Taken
  additional_properties: string?
  ..additional_properties_: any
",
        &[],
    );
}

#[test]
fn members_that_are_described_for_some_values_are_kept() {
    let of = |more: &str| {
        format!(
            "
A: {{ type: object, properties: {{ a: {{ type: string }} }}, {more} }}
B: {{ type: object, properties: {{ b: {{ type: string }} }} }}
"
        )
    };
    let kept = "
struct A checked
  a: string?
  ..additional_properties: any
struct B
  b: string?
";
    for more in [
        "if: { required: [a] }, then: { properties: { b: { type: string } } }",
        "if: { required: [a] }, else: { required: [b] }",
        "if: { properties: { b: { type: string } } }, then: { required: [a] }",
        "if: { required: [a] }, then: { allOf: [{ $ref: '#/components/schemas/B' }] }",
        "if: { required: [a] }, then: { anyOf: [{ minProperties: 2 }, { patternProperties: { x: {} } }] }",
        "dependentSchemas: { a: { additionalProperties: { type: string } } }",
        "dependentRequired: { a: [b] }",
        "unevaluatedProperties: { type: string }",
        "unevaluatedProperties: true",
    ] {
        check(&of(more), kept, &[]);
    }
    let dropped = kept.replace("  ..additional_properties: any\n", "");
    for more in [
        "if: { required: [a] }, then: { properties: { a: { minLength: 1 } } }",
        "dependentRequired: { b: [a] }",
        "unevaluatedProperties: false",
    ] {
        check(&of(more), &dropped, &[]);
    }
}

#[test]
fn without_type_the_keywords_say_what_is_meant() {
    check(
        "
Object: { properties: { a: { type: string } } }
List: { items: { type: string } }
Text: { maxLength: 3 }
Number: { minimum: 3 }
Id: { format: uuid }
Either: { maxLength: 3, minimum: 3 }
",
        "
struct Object
  a: string?
type List = [string]
type Text = string
type Number = f64
type Id = uuid
type Either = any
",
        &[
            "SW0304", "SW0304", "SW0304", "SW0304", "SW0304", "SW0969", "SW0969", "SW0969",
            "SW0969", "SW0969",
        ],
    );
}

#[test]
fn inline_schemas_are_named_by_their_place() {
    check(
        "
Order:
  type: object
  properties:
    status: { type: string, enum: [a] }
    order_state: { type: string, enum: [a] }
    lines:
      type: array
      items: { type: object, properties: { kind: { type: string, enum: [x] } } }
    by_id: { type: object, additionalProperties: { type: object, properties: { x: { type: string } } } }
    order: { type: object, properties: { y: { type: string } } }
",
        "
struct Order
  status: OrderStatus?
  order_state: OrderState?
  lines: [OrderLinesItem]?
  by_id: {OrderByIdValue}?
  order: OrderInner?
enum OrderStatus
  A = \"a\"
enum OrderState
  A = \"a\"
struct OrderLinesItem
  kind: OrderLinesItemKind?
enum OrderLinesItemKind
  X = \"x\"
struct OrderByIdValue
  x: string?
struct OrderInner
  y: string?
",
        &[],
    );
}

#[test]
fn recursion_is_boxed_where_it_is_direct() {
    check(
        "
Node:
  type: object
  required: [value]
  properties:
    value: { type: string }
    next: { $ref: '#/components/schemas/Node' }
    children: { type: array, items: { $ref: '#/components/schemas/Node' } }
    named: { type: object, additionalProperties: { $ref: '#/components/schemas/Node' } }
A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
B: { type: object, properties: { a: { $ref: '#/components/schemas/AliasOfA' } } }
AliasOfA: { $ref: '#/components/schemas/A' }
Expr:
  oneOf:
    - { type: string }
    - { type: object, required: [not], properties: { not: { $ref: '#/components/schemas/Expr' } } }
    - { type: array, items: { $ref: '#/components/schemas/Expr' } }
",
        "
struct Node
  value: string
  next: box Node?
  children: [Node]?
  named: {Node}?
struct A
  b: box B?
struct B
  a: AliasOfA?
type AliasOfA = A
union Expr one of
  String(string) is string
  Not(box ExprNot) is object
  ExprList([Expr]) is array
struct ExprNot
  not: Expr
",
        &[],
    );
}

#[test]
fn aliases_that_reach_themselves_are_structs() {
    check(
        "
Tree: { type: array, items: { $ref: '#/components/schemas/Tree' }, maxItems: 2 }
Map: { type: object, additionalProperties: { $ref: '#/components/schemas/List' } }
List: { type: array, items: { $ref: '#/components/schemas/Map' } }
Use: { type: object, properties: { tree: { $ref: '#/components/schemas/Tree' }, list: { $ref: '#/components/schemas/List' } } }
",
        "
struct Tree([Tree] (maxItems 2))
struct Map({List})
struct List([Map])
struct Use
  tree: Tree?
  list: List?
",
        &[],
    );
}

#[test]
fn schemas_that_are_only_themselves_are_any_value() {
    let (api, codes) = crate::all(
        "3.1.0",
        "
A: { allOf: [{ $ref: '#/components/schemas/B' }] }
B: { allOf: [{ $ref: '#/components/schemas/A' }] }
C: { oneOf: [{ $ref: '#/components/schemas/C' }] }
D: { oneOf: [{ $ref: '#/components/schemas/D' }, { type: string }] }
",
    );
    let shown = crate::show::types(&api);
    for line in ["type A = any", "type B = any", "type C = any"] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
    assert!(codes.iter().all(|code| *code == "SW0311"), "{codes:?}");
    assert!(!codes.is_empty());
}

#[test]
fn references_into_schemas_name_the_place_they_lead_to() {
    check(
        "
First: { type: object, properties: { x: { $ref: '#/components/schemas/Second/properties/inner' } } }
Second: { type: object, properties: { inner: { type: object, properties: { y: { type: string } } } } }
",
        "
struct First
  x: SecondInner?
struct Second
  inner: SecondInner?
struct SecondInner
  y: string?
",
        &[],
    );
}

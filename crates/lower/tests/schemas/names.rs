//! Names of types, fields and variants.

use crate::{all, check, show};

#[test]
fn components_clash_by_spelling_then_pointer() {
    check(
        "
foo_bar: { type: string }
FooBar: { type: integer }
foo-bar: { type: boolean }
v1.Pod: { type: object, properties: { Self: { type: string }, self: { type: string }, type: { type: string }, '200': { type: string } } }
HTTPValidationError: { type: string }
",
        "
type FooBar3 = string
type FooBar = i64
type FooBar2 = bool
struct V1Pod
  self_ = \"Self\": string?
  self_2 = \"self\": string?
  type: string?
  n200 = \"200\": string?
type HttpValidationError = string
",
        &["SW0302", "SW0302", "SW0302"],
    );
}

#[test]
fn inline_schemas_give_way_to_components() {
    check(
        "
Order: { type: object, properties: { status: { type: string, enum: [a] } } }
OrderStatus: { type: string }
",
        "
struct Order
  status: OrderStatusInline?
enum OrderStatusInline
  A = \"a\"
type OrderStatus = string
",
        &["SW0302"],
    );
}

#[test]
fn titles_name_nothing_and_are_docs_only_where_they_say_more() {
    check(
        "
Order:
  title: Order
  type: object
  properties:
    status: { title: Status, type: string }
    state: { title: Where it stands, type: string, enum: [a], description: Now. }
",
        "
struct Order
  status: string?
  /// Where it stands
  /// Now.
  state: OrderState?
/// Where it stands
/// Now.
enum OrderState
  A = \"a\"
",
        &[],
    );
}

const SHUFFLED: [&str; 9] = [
    "foo_bar: { type: object, properties: { x: { type: object, properties: { y: { $ref: '#/components/schemas/FooBar' } } } } }",
    "FooBar: { type: object, properties: { x: { type: object, properties: { y: { $ref: '#/components/schemas/foo_bar' } } } } }",
    "fooBar: { $ref: '#/components/schemas/foo_bar' }",
    "Tree: { type: array, items: { $ref: '#/components/schemas/Forest' } }",
    "Forest: { type: object, additionalProperties: { $ref: '#/components/schemas/Tree' } }",
    "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' }, c: { $ref: '#/components/schemas/C' } } }",
    "B: { type: object, properties: { c: { $ref: '#/components/schemas/C' }, s: { type: string, enum: [x] } } }",
    "C: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, s: { $ref: '#/components/schemas/B/properties/s' } } }",
    "D: { oneOf: [{ $ref: '#/components/schemas/A' }, { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { s: { const: x } } }] }] }",
];

#[test]
fn the_order_of_components_changes_no_name() {
    let mut schemas = SHUFFLED.to_vec();
    let (first, _) = all("3.1.0", &schemas.join("\n"));
    let expected = show::sorted(&first);
    // Every rotation, forwards and backwards.
    for _ in 0..2 {
        schemas.reverse();
        for _ in 0..schemas.len() {
            schemas.rotate_left(1);
            let (api, _) = all("3.1.0", &schemas.join("\n"));
            assert_eq!(show::sorted(&api), expected);
        }
    }
}

//! `allOf`.

use crate::check;

#[test]
fn objects_merge_bases_first() {
    check(
        "
Base: { type: object, required: [id], properties: { id: { type: integer }, kind: { type: string, enum: [a, b] } } }
More:
  allOf:
    - { $ref: '#/components/schemas/Base' }
    - { type: object, required: [name, kind], properties: { name: { type: string, maxLength: 9 } } }
Tighter:
  allOf:
    - { $ref: '#/components/schemas/More' }
    - { properties: { kind: { const: a }, name: { maxLength: 3, minLength: 1 } } }
",
        "
struct Base
  id: i64
  kind: BaseKind?
enum BaseKind
  A = \"a\"
  B = \"b\"
struct More
  id: i64
  kind: BaseKind
  name: string (maxLength 9)
struct Tighter
  id: i64
  kind: TighterKind
  name: string (minLength 1, maxLength 3)
enum TighterKind
  A = \"a\"
",
        &[],
    );
}

#[test]
fn annotations_add_nothing() {
    check(
        "
Base: { type: object, properties: { a: { type: string } } }
Use:
  type: object
  properties:
    a: { allOf: [{ $ref: '#/components/schemas/Base' }], description: Said here. }
    b: { type: object, allOf: [{ $ref: '#/components/schemas/Base' }, { description: Or here. }] }
    c: { $ref: '#/components/schemas/Base', title: Sibling, deprecated: true }
    d: { allOf: [{ allOf: [{ $ref: '#/components/schemas/Base' }] }, true] }
",
        "
struct Base
  a: string?
struct Use
  /// Said here.
  a: Base?
  /// Or here.
  b: Base?
  /// Sibling
  #deprecated
  c: Base?
  d: Base?
",
        &[],
    );
}

#[test]
fn the_order_of_parts_changes_no_meaning() {
    let parts = [
        "{ type: integer, minimum: 1 }",
        "{ type: number, maximum: 9, exclusiveMinimum: 0 }",
        "{ enum: [0, 1, 5, 10] }",
    ];
    let mut shown = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let [a, b, c] = order.map(|index| parts[index]);
        let (api, _) = crate::all("3.1.0", &format!("A: {{ allOf: [{a}, {b}, {c}] }}"));
        shown.push(crate::show::types(&api));
    }
    assert_eq!(shown[0], "enum A\n  N1 = 1\n  N5 = 5\n");
    assert_eq!(shown[0], shown[1]);
    assert_eq!(shown[0], shown[2]);
}

#[test]
fn scalars_tighten() {
    check(
        "
A: { type: string, minLength: 1, maxLength: 9, pattern: '^a' }
B: { type: object, properties: { b: { allOf: [{ $ref: '#/components/schemas/A' }, { minLength: 2, maxLength: 20, pattern: 'z$' }] } } }
C: { type: object, properties: { c: { allOf: [{ type: integer, multipleOf: 2 }, { multipleOf: 3 }] } } }
D: { type: object, properties: { d: { allOf: [{ type: array, items: { type: string } }, { items: { maxLength: 2 }, maxItems: 3 }] } } }
",
        "
type A = string
struct B
  b: string (minLength 2, maxLength 9, /^a/, /z$/)?
struct C
  c: i64 (multiple of 2, multiple of 3)?
struct D
  d: [string] (maxItems 3, each (maxLength 2))?
",
        &[],
    );
}

#[test]
fn closed_parts_forbid_what_others_describe() {
    check(
        "
A:
  allOf:
    - { type: object, properties: { a: { type: string } }, additionalProperties: false }
    - { type: object, properties: { a: { maxLength: 3 }, b: { type: string } } }
B:
  allOf:
    - { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }
    - { type: object, properties: { b: { minimum: 3 } } }
",
        "
struct A
  a: string (maxLength 3)?
  no others
struct B
  a: string?
  b: i64 (>= 3)?
  ..additional_properties: i64
",
        &["SW0301"],
    );
}

#[test]
fn what_nothing_satisfies_is_said_and_null() {
    check(
        "
False: false
Not: { not: {} }
Kinds: { allOf: [{ type: string }, { type: integer }] }
Values: { allOf: [{ enum: [a] }, { enum: [b] }] }
Use: { type: object, required: [c], properties: { a: false, b: { $ref: '#/components/schemas/False' }, c: false } }
",
        "
type False = null
type Not = null
type Kinds = null
type Values = null
struct Use needs c never a never c never b
  ..additional_properties: any
",
        &["SW0301", "SW0301", "SW0301", "SW0301", "SW0301"],
    );
}

#[test]
fn a_part_of_a_base_is_named_after_the_base() {
    check(
        "
Derived:
  allOf:
    - { $ref: '#/components/schemas/Base' }
    - { type: object, properties: { own: { type: string, enum: [x] } } }
Base:
  type: object
  properties:
    items: { type: array, items: { type: object, properties: { a: { type: string } } } }
",
        "
struct Derived
  items: [BaseItemsItem]?
  own: DerivedOwn?
enum DerivedOwn
  X = \"x\"
struct Base
  items: [BaseItemsItem]?
struct BaseItemsItem
  a: string?
",
        &[],
    );
}

#[test]
fn inheritance_through_the_bases_union_is_no_recursion() {
    check(
        "
Pet:
  type: object
  required: [kind]
  properties: { kind: { type: string } }
  discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { bark: { type: string } } }] }
",
        "
union Pet one of by kind
  Cat(Cat) kind = cat
  Dog(Dog) kind = dog
struct Cat
  kind: string
  claws: i64?
struct Dog
  kind: string
  bark: string?
",
        &[],
    );
}

//! Arrays whose items are described apart.

use crate::check;

#[test]
fn a_fixed_length_makes_a_tuple() {
    check(
        "
Closed: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false, minItems: 2 }
Bounded: { type: array, prefixItems: [{ type: string }, { type: integer }], minItems: 2, maxItems: 2 }
Shorter: { type: array, prefixItems: [{ type: string }, { type: integer }, { type: boolean }], minItems: 2, maxItems: 2 }
Longer: { type: array, prefixItems: [{ type: string }], items: { type: integer }, minItems: 3, maxItems: 3 }
Never: { type: array, prefixItems: [{ type: string }, false], minItems: 1 }
One: { type: array, prefixItems: [{ type: string }], items: false, minItems: 1 }
Open: { type: array, prefixItems: [{ type: string }, {}], items: false, minItems: 2 }
Empty: { type: array, prefixItems: [{ type: string }], maxItems: 0 }
Both:
  allOf:
    - { type: array, prefixItems: [{ type: integer }, { type: string }], minItems: 2 }
    - { type: array, prefixItems: [{ minimum: 1 }], items: { maxLength: 3 }, maxItems: 2 }
",
        "
type Closed = (string, i64)
type Bounded = (string, i64)
type Shorter = (string, i64)
type Longer = (string, i64, i64)
type Never = (string)
type One = (string)
type Open = (string, any)
type Empty = [any]
type Both = (i64, string)
",
        &[],
    );
}

#[test]
fn each_position_has_its_facets() {
    check(
        "
All:
  type: object
  properties:
    pair: { $ref: '#/components/schemas/Pair' }
    plain: { type: array, prefixItems: [{ type: string }, { type: [integer, 'null'] }], items: false, minItems: 2, uniqueItems: true }
    nested:
      type: array
      items: { $ref: '#/components/schemas/Pair' }
Pair:
  type: array
  prefixItems: [{ type: string }, { type: integer, minimum: 1 }, { type: array, items: { type: string, maxLength: 2 } }, { type: string, not: { const: x } }]
  minItems: 4
  maxItems: 4
",
        "
struct All
  pair: Pair (1 (>= 1), 2 (each (maxLength 2)), 3 (checked))?
  plain: (string, (i64 | null)) (unique)?
  nested: [Pair] (each (1 (>= 1), 2 (each (maxLength 2)), 3 (checked)))?
type Pair = (string, i64, [string], string)
",
        &[],
    );
}

#[test]
fn items_of_a_tuple_are_named_by_their_position() {
    check(
        "
Route:
  type: array
  prefixItems:
    - { type: object, required: [x], properties: { x: { type: number } } }
    - { type: string, enum: [a, b] }
  items: false
  minItems: 2
Other:
  type: object
  properties:
    at: { $ref: '#/components/schemas/Far/prefixItems/0' }
Far:
  type: array
  prefixItems: [{ type: object, properties: { y: { type: number } } }]
",
        "
type Route = (RouteItem0, RouteItem1)
struct RouteItem0
  x: f64
enum RouteItem1
  A = \"a\"
  B = \"b\"
struct Other
  at: FarItem0?
type Far = [any]
struct FarItem0
  y: f64?
",
        &[],
    );
}

#[test]
fn tuples_that_reach_themselves_get_a_name_and_boxes() {
    check(
        "
Tree: { type: array, prefixItems: [{ type: string }, { type: array, items: { $ref: '#/components/schemas/Tree' } }], items: false, minItems: 2 }
Chain: { type: array, prefixItems: [{ type: integer }, { anyOf: [{ $ref: '#/components/schemas/Chain' }, { type: 'null' }] }], items: false, minItems: 2 }
Node: { type: object, required: [ends], properties: { ends: { $ref: '#/components/schemas/Ends' } } }
Ends: { type: array, prefixItems: [{ $ref: '#/components/schemas/Node' }, { oneOf: [{ $ref: '#/components/schemas/Node' }, { type: 'null' }] }], items: false, minItems: 2 }
",
        "
struct Tree((string, [Tree]))
struct Chain((i64, (box Chain | null)))
struct Node
  ends: box Ends
type Ends = (Node, (Node | null))
",
        &[],
    );
}

#[test]
fn lists_of_one_type_keep_it() {
    check(
        "
Same: { type: array, prefixItems: [{ $ref: '#/components/schemas/Name' }], items: { $ref: '#/components/schemas/Name' }, minItems: 1 }
Bounds: { type: array, prefixItems: [{ type: number, maximum: 90 }, { type: [number, 'null'], maximum: 180 }], items: false }
Equal: { type: array, prefixItems: [{ type: number, maximum: 9 }, { type: number, maximum: 9 }], items: false }
Wide: { type: array, prefixItems: [{ type: number, maximum: 90 }], items: { type: number }, minItems: 2 }
Mixed: { type: array, prefixItems: [{ type: string }], items: { type: number } }
Rest: { type: array, prefixItems: [{ type: string }, { type: string }] }
Long: { type: array, prefixItems: [{ type: string }], items: { type: integer }, minItems: 13, maxItems: 13 }
All:
  type: object
  properties:
    same: { $ref: '#/components/schemas/Same' }
    bounds: { $ref: '#/components/schemas/Bounds' }
    equal: { $ref: '#/components/schemas/Equal' }
    wide: { $ref: '#/components/schemas/Wide' }
    mixed: { $ref: '#/components/schemas/Mixed' }
Name: { type: string, minLength: 1 }
",
        "
type Same = [Name]
type Bounds = [(f64 | null)]
type Equal = [f64]
type Wide = [f64]
type Mixed = [any]
type Rest = [any]
type Long = [any]
struct All
  same: Same (minItems 1, each (minLength 1))?
  bounds: Bounds (checked)?
  equal: Equal (maxItems 2, each (<= 9))?
  wide: Wide (minItems 2, checked)?
  mixed: Mixed (checked)?
type Name = string
",
        &[],
    );
}

#[test]
fn tuples_are_branches_of_unions() {
    check(
        "
Shape:
  oneOf:
    - { type: array, prefixItems: [{ type: number }, { type: number }], items: false, minItems: 2 }
    - { type: array, prefixItems: [{ type: number }, { type: number }, { type: string }], items: false, minItems: 3 }
    - { type: string }
",
        "
union Shape one of
  Tuple((f64, f64)) try
  Tuple2((f64, f64, string)) try
  String(string) is string
",
        &[],
    );
}

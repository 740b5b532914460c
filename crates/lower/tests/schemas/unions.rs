//! `oneOf`, `anyOf`, several names in `type`.

use crate::{check, check_in};

#[test]
fn json_kinds_tell_branches_apart() {
    check(
        "
A: { type: [string, integer, boolean] }
B: { anyOf: [{ type: string, format: date }, { type: array, items: { type: number } }, { type: object }] }
C: { oneOf: [{ type: integer }, { type: number }] }
D: { type: [integer, number] }
E: { type: [string, number], maxLength: 3, minimum: 1 }
",
        "
union A any of
  String(string) is string
  Integer(i64) is integer
  Boolean(bool) is boolean
union B any of
  Date(date) is string
  NumberList([f64]) is array
  Object(object) is object
union C one of
  Integer(i64) try
  Number(f64) try
type D = f64
union E any of
  String(string (maxLength 3)) is string
  Number(f64 (>= 1)) is number
",
        &[],
    );
}

#[test]
fn discriminators_name_the_values() {
    check(
        "
Shape:
  oneOf:
    - { $ref: '#/components/schemas/Circle' }
    - { $ref: '#/components/schemas/Square' }
    - { $ref: '#/components/schemas/Line' }
  discriminator:
    propertyName: kind
    mapping: { round: '#/components/schemas/Circle', circle: Circle, box: '#/components/schemas/Square' }
Circle: { type: object, required: [kind], properties: { kind: { type: string } } }
Square: { type: object, required: [kind], properties: { kind: { type: string } } }
Line: { type: object, required: [kind], properties: { kind: { type: string } } }
",
        "
union Shape one of by kind
  Circle(Circle) kind = circle or round
  Square(Square) kind = box
  Line(Line) kind = Line
struct Circle
  kind: string
struct Square
  kind: string
struct Line
  kind: string
",
        &[],
    );
}

#[test]
fn object_branches_of_any_of_are_readable_side_by_side() {
    check(
        "
Both: { anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }, { type: string }] }
Once: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }
Free: { anyOf: [{ $ref: '#/components/schemas/Cat' }, { type: object }] }
Same:
  type: object
  properties: { a: { type: string }, b: { type: string } }
  anyOf: [{ required: [a] }, { required: [b] }]
Inner: { anyOf: [{ $ref: '#/components/schemas/Once' }, { $ref: '#/components/schemas/Named' }] }
Closed: { anyOf: [{ $ref: '#/components/schemas/Named' }, { $ref: '#/components/schemas/Only' }] }
Kinds: { anyOf: [{ $ref: '#/components/schemas/Named' }, { $ref: '#/components/schemas/Numbered' }] }
Tags: { anyOf: [{ $ref: '#/components/schemas/Listed' }, { $ref: '#/components/schemas/Told' }] }
Cat: { type: object, required: [lives], properties: { lives: { type: integer }, name: { type: string } } }
Dog: { type: object, properties: { bark: { type: string }, name: { type: string } } }
Named: { type: object, required: [name], properties: { name: { type: string } } }
Only: { type: object, required: [a], properties: { a: { type: string } }, additionalProperties: false }
Numbered: { type: object, properties: { name: { type: integer }, other: { type: integer } } }
Listed: { type: object, required: [name], properties: { name: { enum: [a, b] } } }
Told: { type: object, properties: { name: { enum: [c, d] } } }
",
        "
union Both any of
  Cat(Cat) has lives as_cat with bark
  Dog(Dog) try as_dog with lives
  String(string) is string
union Once one of
  Cat(Cat) has lives
  Dog(Dog) try
union Free any of
  Cat(Cat) has lives as_cat with all but lives, name
  Object(object) try as_object
union Same any of
  A(SameA) try as_a
  B(SameB) try as_b
struct SameA
  a: string
  b: string?
struct SameB
  a: string?
  b: string
union Inner any of
  Once(Once) try as_once
  Named(Named) has name as_named with bark, lives
union Closed any of
  Named(Named) has name
  Only(Only) has a
union Kinds any of
  Named(Named) try
  Numbered(Numbered) try
union Tags any of
  Listed(Listed) try
  Told(Told) try
struct Cat
  lives: i64
  name: string?
struct Dog
  bark: string?
  name: string?
struct Named
  name: string
struct Only
  a: string
  no others
struct Numbered
  name: i64?
  other: i64?
struct Listed
  name: ListedName
enum ListedName
  A = \"a\"
  B = \"b\"
struct Told
  name: ToldName?
enum ToldName
  C = \"c\"
  D = \"d\"
",
        &[],
    );
}

#[test]
fn what_stands_beside_a_union_holds_for_its_branches() {
    check(
        "
A:
  oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }]
  not: { required: [x] }
B: { type: object, required: [b], properties: { b: { type: string } } }
C: { type: object, required: [c], properties: { c: { type: string } } }
",
        "
union A one of
  B(B (checked)) has b
  C(C (checked)) has c
struct B
  b: string
struct C
  c: string
",
        &[],
    );
}

#[test]
fn a_default_mapping_is_for_all_other_values() {
    check_in(
        "3.2.0",
        "
Guest:
  oneOf: [{ $ref: '#/components/schemas/Friend' }, { $ref: '#/components/schemas/Other' }, { type: string }]
  discriminator: { propertyName: kind, mapping: { friend: Friend, pal: Friend, other: Other }, defaultMapping: Other }
Alone:
  anyOf: [{ $ref: '#/components/schemas/Friend' }, { $ref: '#/components/schemas/Other' }]
  discriminator: { propertyName: kind, defaultMapping: '#/components/schemas/Other' }
Elsewhere:
  anyOf: [{ $ref: '#/components/schemas/Friend' }, { $ref: '#/components/schemas/Other' }]
  discriminator: { propertyName: kind, defaultMapping: Alone }
Friend: { type: object, required: [kind], properties: { kind: { type: string } } }
Other: { type: object, properties: { kind: { type: string } } }
",
        "
union Guest one of
  Friend(Friend) kind = friend or pal
  Other(Other) kind not friend or pal
  String(string) is string
union Alone any of by kind
  Friend(Friend) kind = Friend
  Other(Other) kind not Friend
union Elsewhere any of by kind
  Friend(Friend) kind = Friend
  Other(Other) kind = Other
struct Friend
  kind: string
struct Other
  kind: string?
",
        &["SW0963"],
    );
}

#[test]
fn discriminators_reach_into_nested_unions() {
    check(
        "
Outer:
  oneOf: [{ $ref: '#/components/schemas/Inner' }, { $ref: '#/components/schemas/C' }]
  discriminator: { propertyName: t, mapping: { a: '#/components/schemas/A', b: '#/components/schemas/B', c: '#/components/schemas/C' } }
Inner:
  oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
  discriminator: { propertyName: t, mapping: { a: '#/components/schemas/A', b: '#/components/schemas/B' } }
A: { type: object, required: [t], properties: { t: { type: string } } }
B: { type: object, required: [t], properties: { t: { type: string } } }
C: { type: object, required: [t], properties: { t: { type: string } } }
",
        "
union Outer one of by t
  Inner(Inner) t = a or b
  C(C) t = c
union Inner one of by t
  A(A) t = a
  B(B) t = b
struct A
  t: string
struct B
  t: string
struct C
  t: string
",
        &[],
    );
}

#[test]
fn discriminators_that_tell_nothing_are_ignored() {
    check(
        "
Inline:
  oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { $ref: '#/components/schemas/X' }]
  discriminator: { propertyName: kind }
X: { type: object, required: [b], properties: { b: { type: string } } }
Number:
  oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }]
  discriminator: { propertyName: n }
One: { type: object, required: [n], properties: { n: { const: 1 } } }
Two: { type: object, required: [n], properties: { n: { const: 2 } } }
",
        "
union Inline one of
  A(InlineA) has a
  X(X) has b
struct InlineA
  a: string
struct X
  b: string
union Number one of
  One(One) try
  Two(Two) try
struct One
  n: OneN
enum OneN
  N1 = 1
struct Two
  n: TwoN
enum TwoN
  N2 = 2
",
        &["SW0308", "SW0308"],
    );
}

#[test]
fn constants_in_every_branch_are_a_tag() {
    check(
        "
Event:
  anyOf:
    - type: object
      required: [type, at]
      properties: { type: { const: created }, at: { type: string } }
    - type: object
      required: [type]
      properties: { type: { enum: [deleted, purged] } }
    - { type: string }
",
        "
union Event any of
  Created(EventCreated) type = created
  Object(EventObject) type = deleted or purged
  String(string) is string
struct EventCreated
  type: EventCreatedType
  at: string
enum EventCreatedType
  Created = \"created\"
struct EventObject
  type: EventObjectType
enum EventObjectType
  Deleted = \"deleted\"
  Purged = \"purged\"
",
        &[],
    );
}

#[test]
fn required_members_are_looked_for() {
    check(
        "
Delivery:
  anyOf:
    - { type: object, required: [door, x], properties: { door: { type: integer }, x: { type: string } } }
    - { type: object, required: [neighbour], properties: { neighbour: { type: string }, x: { type: string } } }
    - { type: object, properties: { x: { type: integer } } }
",
        "
union Delivery any of
  Door(DeliveryDoor) has door as_door with neighbour
  Neighbour(DeliveryNeighbour) has neighbour as_neighbour with door
  Object(DeliveryObject) try as_object with neighbour
struct DeliveryDoor
  door: i64
  x: string
struct DeliveryNeighbour
  neighbour: string
  x: string?
struct DeliveryObject
  x: i64?
",
        &[],
    );
}

#[test]
fn constant_branches_become_one_enum() {
    check(
        "
Level:
  oneOf:
    - { const: low, title: Low level, description: Not much. }
    - { const: high, deprecated: true }
    - { type: string, enum: [x, y] }
Twice: { oneOf: [{ const: a }, { enum: [a, b] }] }
Open: { anyOf: [{ type: string }, { type: string, enum: [a] }] }
",
        "
enum Level
  /// Low level
  /// Not much.
  Low = \"low\"
  #deprecated
  High = \"high\"
  X = \"x\"
  Y = \"y\"
enum Twice
  B = \"b\"
union Open any of
  String(string) try
  Enum(OpenEnum) try
enum OpenEnum
  A = \"a\"
",
        &["SW0301"],
    );
}

#[test]
fn a_single_branch_is_the_branch() {
    check(
        "
X: { type: object, properties: { a: { type: string } } }
A: { oneOf: [{ $ref: '#/components/schemas/X' }] }
B: { anyOf: [{ type: 'null' }, { oneOf: [{ type: object, properties: { b: { type: string } } }] }] }
C: { anyOf: [{ $ref: '#/components/schemas/X' }, { $ref: '#/components/schemas/X' }] }
D: { anyOf: [false, { type: string }] }
",
        "
struct X
  a: string?
type A = X
struct B
  b: string?
type C = X
type D = string
",
        &["SW0301", "SW0309"],
    );
}

#[test]
fn what_stands_beside_a_union_goes_into_its_branches() {
    check(
        "
Payment:
  type: object
  required: [amount]
  properties: { amount: { type: integer } }
  oneOf:
    - { required: [card], properties: { card: { type: string } } }
    - { $ref: '#/components/schemas/Invoice' }
  additionalProperties: true
Invoice: { type: object, required: [to], properties: { to: { type: string } } }
Contact:
  type: object
  properties: { email: { type: string }, phone: { type: string } }
  anyOf: [{ required: [email] }, { required: [phone] }]
Typed:
  type: object
  oneOf: [{ $ref: '#/components/schemas/Invoice' }, { type: string }]
",
        "
union Payment one of
  Card(PaymentCard) has card
  Invoice(PaymentInvoice) has to
struct PaymentCard
  amount: i64
  card: string
  ..additional_properties: any
struct PaymentInvoice
  amount: i64
  to: string
  ..additional_properties: any
struct Invoice
  to: string
union Contact any of
  Email(ContactEmail) try as_email
  Phone(ContactPhone) try as_phone
struct ContactEmail
  email: string
  phone: string?
struct ContactPhone
  email: string?
  phone: string
type Typed = Invoice
",
        &[],
    );
}

#[test]
fn several_unions_combine() {
    check(
        "
A:
  type: object
  allOf:
    - oneOf: [{ required: [a], properties: { a: { type: string } } }, { required: [b], properties: { b: { type: string } } }]
    - oneOf: [{ required: [c], properties: { c: { type: string } } }, { required: [d], properties: { d: { type: string } } }]
",
        "
union A one of
  A(AInner) try
  B(AB) try
union AInner one of
  C(AInnerC) has c
  D(AInnerD) has d
struct AInnerC
  a: string
  c: string
struct AInnerD
  a: string
  d: string
union AB one of
  C(ABC) has c
  D(ABD) has d
struct ABC
  b: string
  c: string
struct ABD
  b: string
  d: string
",
        &[],
    );
}

/// The program of a branch holds what is beside the union, with the union in
/// it, and so refuses what several branches accept: the union is looked at as a
/// whole first.
#[test]
fn unions_with_something_beside_them_are_checked_if_a_branch_is() {
    let of = |branch: &str| {
        format!(
            "
A:
  type: object
  maxProperties: 2
  oneOf: [{branch}, {{ type: object, required: [b], properties: {{ b: {{ type: string }} }} }}]
"
        )
    };
    let found = |branch: &str| {
        let (api, _) = crate::all("3.1.0", &of(branch));
        crate::show::types(&api)
    };
    let free = "{ type: object, required: [a] }";
    let checked = "{ type: object, not: { required: [a] } }";
    let inner = format!("{{ anyOf: [{checked}, {{ type: array }}] }}");
    let deep = format!("{{ type: object, anyOf: [{checked}, {free}] }}");
    assert!(!found(free).contains("checked"), "{}", found(free));
    for branch in [checked, &inner, &deep] {
        let found = found(branch);
        assert!(found.contains("union A one of checked\n"), "{found}");
    }
}

#[test]
fn enums_are_narrowed_beside_a_union_of_constants() {
    check(
        "
Kinds: { type: integer, oneOf: [{ const: 1, title: One }, { const: 2, title: Two }, { const: 3 }] }
A: { type: object, properties: { kind: { type: integer, enum: [2], allOf: [{ $ref: '#/components/schemas/Kinds' }] } } }
",
        "
enum Kinds
  /// One
  One = 1
  /// Two
  Two = 2
  N3 = 3
struct A
  kind: AKind?
/// Two
enum AKind
  N2 = 2
",
        &[],
    );
}

#[test]
fn discriminators_are_for_the_objects_among_the_branches() {
    check(
        "
A:
  oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }, { type: string }]
  discriminator: { propertyName: k, mapping: { b: '#/components/schemas/B', c: '#/components/schemas/C' } }
B: { type: object, required: [k], properties: { k: { type: string } } }
C: { type: object, required: [k], properties: { k: { type: string } } }
Same:
  oneOf: [{ $ref: '#/components/schemas/Bar' }, { $ref: '#/components/schemas/Baz' }]
  discriminator: { propertyName: k }
Bar: { $ref: '#/components/schemas/Both' }
Baz: { $ref: '#/components/schemas/Both' }
Both: { type: object, required: [k], properties: { k: { type: string, enum: [Bar, Baz] } } }
",
        "
union A one of
  B(B) k = b
  C(C) k = c
  String(string) is string
struct B
  k: string
struct C
  k: string
union Same one of by k
  Bar(Bar) k = Bar
  Baz(Baz) k = Baz
type Bar = Both
type Baz = Both
struct Both
  k: BothK
enum BothK
  Bar = \"Bar\"
  Baz = \"Baz\"
",
        &[],
    );
}

#[test]
fn constants_are_named_by_the_titles_of_numbers_and_by_the_user() {
    check(
        "
A:
  oneOf:
    - { const: 1, title: Not started }
    - { const: 2, title: Running, x-rust-name: Active }
    - { const: 3 }
    - { const: 4, title: The work is over and nothing of it is left to do }
B: { oneOf: [{ const: a, title: First }, { const: b, title: Second, x-rust-name: Other }] }
",
        r#"
enum A
  /// Not started
  NotStarted = 1
  /// Running
  Active = 2
  N3 = 3
  /// The work is over and nothing of it is left to do
  N4 = 4
enum B
  /// First
  A = "a"
  /// Second
  Other = "b"
"#,
        &[],
    );
}

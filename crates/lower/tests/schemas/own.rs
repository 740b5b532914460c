//! Names that the document gives itself.

use specwright_ir::{Names, Role, TypeKind};
use specwright_lower::Options;

use crate::{check, document, lowered};

#[test]
fn types_fields_and_variants_are_called_as_the_document_says() {
    check(
        "
pet:
  x-rust-name: Animal
  type: object
  properties:
    petKind: { x-rust-name: kind, type: string, enum: [c, d, 'null'], x-rust-names: { c: Cat, d: Dog } }
    owner: { x-rust-name: Keeper, type: object, properties: { a: { type: string } } }
    list: { type: array, items: { x-rust-name: Tag, type: string, enum: [a, b], x-rust-names: [First, null] } }
    any: { anyOf: [{ x-rust-name: Word, type: string }, { type: integer }] }
Animal: { type: string }
",
        "
struct Animal
  kind = \"petKind\": AnimalPetKind?
  owner: Keeper?
  list: [Tag]?
  any: AnimalAny?
enum AnimalPetKind
  Cat = \"c\"
  Dog = \"d\"
  Null = \"null\"
struct Keeper
  a: string?
enum Tag
  First = \"a\"
  B = \"b\"
union AnimalAny any of
  Word(string) is string
  Integer(i64) is integer
type Animal2 = string
",
        &["SW0302"],
    );
}

#[test]
fn beside_a_reference_a_name_is_that_of_the_field_in_every_version() {
    for version in ["3.0.3", "3.1.0"] {
        let text = "
A: { type: object, properties: { bB: { $ref: '#/components/schemas/B', x-rust-name: other } } }
B: { type: string }
";
        let (api, found) = lowered(&document(version, text), &Options::default());
        let api = api.unwrap_or_else(|| panic!("{found:#?}"));
        let names: Vec<_> = api
            .names
            .iter()
            .map(|(_, place, name)| (place, name))
            .collect();
        let field = ("#/components/schemas/A/properties/bB", "other");
        assert!(names.contains(&field), "{names:?}");
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// The codes of the findings of component schemas, with how many places each
/// names.
fn findings(schemas: &str) -> Vec<(&'static str, usize)> {
    let (api, found) = lowered(&document("3.1.0", schemas), &Options::default());
    let failed = found
        .iter()
        .any(|found| found.code.0 != "SW0319" && found.code.0 != "SW0302");
    assert_eq!(api.is_none(), failed, "{found:#?}");
    found
        .iter()
        .map(|found| (found.code.0, 1 + found.secondary.len()))
        .collect()
}

#[test]
fn what_is_no_name_is_refused_where_it_is_written() {
    let refused = [("SW0317", 1)];
    assert_eq!(
        findings("A: { type: string, x-rust-name: my type }"),
        refused
    );
    assert_eq!(findings("A: { type: string, x-rust-name: a_b }"), refused);
    assert_eq!(findings("A: { type: string, x-rust-name: Self }"), refused);
    assert_eq!(findings("A: { type: string, x-rust-name: 3 }"), refused);
    assert_eq!(
        findings("A: { type: object, properties: { b: { x-rust-name: 'a b' } } }"),
        refused
    );
    assert_eq!(
        findings("A: { type: string, enum: [a], x-rust-names: [A, B] }"),
        refused
    );
    assert_eq!(
        findings("A: { type: string, enum: [a], x-rust-names: { b: B } }"),
        refused
    );
    assert_eq!(
        findings("A: { type: string, enum: [a], x-rust-names: [a] }"),
        refused
    );
    assert_eq!(
        findings("A: { type: string, enum: [a], x-rust-names: A }"),
        refused
    );
}

#[test]
fn two_given_names_cannot_be_the_same() {
    let taken = [("SW0318", 2)];
    assert_eq!(
        findings("A: { type: string, x-rust-name: C }\nB: { type: string, x-rust-name: C }"),
        taken
    );
    assert_eq!(
        findings(
            "A: { type: object, properties: { a: { type: object, x-rust-name: B, properties: {c: {}} } } }\nB: { type: string }"
        ),
        taken
    );
    assert_eq!(
        findings(
            "A: { type: object, properties: { a: { x-rust-name: c }, b: { x-rust-name: c } } }"
        ),
        taken
    );
    assert_eq!(
        findings("A: { type: string, enum: [a, b], x-rust-names: [C, C] }"),
        taken
    );
    assert_eq!(
        findings("A: { type: string, enum: [a], x-rust-names: [Unknown] }"),
        [("SW0318", 1)]
    );
    // A name that is made gives way.
    assert_eq!(
        findings("A: { type: object, properties: { a: {}, b: { x-rust-name: a } } }"),
        [("SW0302", 2)]
    );
}

#[test]
fn a_name_for_nothing_is_told() {
    assert_eq!(
        findings("A: { type: array, items: { type: string, x-rust-name: B } }"),
        [("SW0319", 1)]
    );
}

#[test]
fn names_of_an_earlier_run_stay_and_the_newcomer_gives_way() {
    let first = document(
        "3.1.0",
        "foo_bar: { type: object, properties: { aB: { type: string } } }",
    );
    let (api, _) = lowered(&first, &Options::default());
    let options = Options {
        kept: api.unwrap().names,
        ..Options::default()
    };
    let text = document(
        "3.1.0",
        "foo_bar: { type: object, properties: { aB: { type: string }, a_b: { type: string } } }\nFooBar: { type: string }",
    );
    let names = |options: &Options| -> Vec<String> {
        let api = lowered(&text, options).0.unwrap();
        api.names
            .iter()
            .map(|(_, _, name)| name.to_owned())
            .collect()
    };
    assert_eq!(
        names(&Options::default()),
        ["FooBar", "FooBar2", "a_b_2", "a_b"]
    );
    assert_eq!(names(&options), ["FooBar2", "FooBar", "a_b", "a_b_2"]);
}

#[test]
fn variants_keep_their_names_whatever_comes_beside_them() {
    let door = "{ type: object, required: [door], properties: { door: { type: string } } }";
    let key = "{ type: object, required: [door, key], properties: { door: {}, key: {} } }";
    let b = "B: { type: object, required: [b] }\nC: { type: object, required: [c] }";
    let variants = |branches: &[&str], kept: Names| {
        let text = format!("U: {{ anyOf: [{}] }}\n{b}", branches.join(", "));
        let options = Options {
            kept,
            ..Options::default()
        };
        let api = lowered(&document("3.1.0", &text), &options).0.unwrap();
        let union = api.types.iter().find_map(|(_, def)| match &def.kind {
            TypeKind::Union(union) => Some(union.variants.clone()),
            _ => None,
        });
        let idents = union.unwrap().into_iter();
        let idents: Vec<_> = idents.map(|variant| variant.ident.to_string()).collect();
        (idents, api.names)
    };
    let b = "{ $ref: '#/components/schemas/B' }";
    let text = "{ type: string }";
    let (first, kept) = variants(&[door, text, b], Names::default());
    assert_eq!(first, ["Door", "String", "B"]);
    let later = [b, text, "{ $ref: '#/components/schemas/C' }", key, door];
    let (again, _) = variants(&later, Names::default());
    assert_eq!(again, ["B", "String", "C", "Key", "Object"]);
    let (again, names) = variants(&later, kept);
    assert_eq!(again, ["B", "String", "C", "Key", "Door"]);
    let place = "#/components/schemas/U/anyOf/Object:door";
    assert_eq!(names.get(Role::Variant, place), Some("Door"));
    // Branches that are alike are not told apart by a name.
    let (twice, names) = variants(&[text, "{ type: string, maxLength: 3 }"], names);
    assert_eq!(twice, ["String", "String2"]);
    assert_eq!(
        names.get(Role::Variant, "#/components/schemas/U/anyOf/String"),
        None
    );
}

#[test]
fn a_type_of_the_users_takes_the_place_of_the_generated_one() {
    check(
        "
Money: { type: string, pattern: '^[0-9]+$', x-rust-type: '::shop::Money' }
Point: { type: [object, 'null'], properties: { x: { type: integer } }, x-rust-type: { type: 'crate::Point', via: serde, derives: [eq, copy] } }
Order:
  type: object
  required: [price]
  properties:
    price: { $ref: '#/components/schemas/Money' }
    at: { $ref: '#/components/schemas/Point' }
    color: { type: string, enum: [red], x-rust-type: { type: 'crate::Color', via: codec } }
    more: { type: array, items: { $ref: '#/components/schemas/Money' } }
",
        "
own Money = ::shop::Money by Display
own Point = crate::Point by Serde
struct Order
  price: Money (checked)
  at: Point (checked)? | null
  color: OrderColor (checked)?
  more: [Money] (each (checked))?
own OrderColor = crate::Color by Codec
",
        &[],
    );
}

#[test]
fn what_is_no_type_of_the_users_is_refused_where_it_is_written() {
    let refused = [("SW0320", 1)];
    for own in [
        "Money",
        "'::Money'",
        "'::shop::Money<u8>'",
        "'crate::'",
        "3",
        "{ via: serde }",
        "{ type: '::shop::Money', via: magic }",
        "{ type: '::shop::Money', via: display }",
        "{ type: '::shop::Money', derives: [Ord] }",
        "{ type: '::shop::Money', derive: [eq] }",
    ] {
        let text = format!("A: {{ type: integer, x-rust-type: {own} }}");
        assert_eq!(findings(&text), refused, "{own}");
    }
}

#[test]
fn further_derives_are_paths_for_structs_and_enums() {
    let text = "A: { type: object, properties: { a: {} }, x-rust-derive: '::shop::Visit' }
B: { type: string, enum: [b], x-rust-derive: ['::shop::Visit', 'crate::Walk'] }";
    let (api, found) = lowered(&document("3.1.0", text), &Options::default());
    let api = api.unwrap_or_else(|| panic!("{found:#?}"));
    let derives: Vec<Vec<String>> = api
        .types
        .iter()
        .map(|(_, def)| def.more_derives.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(
        derives,
        [vec!["::shop::Visit"], vec!["::shop::Visit", "crate::Walk"]]
    );
    let refused = [("SW0321", 1)];
    assert_eq!(
        findings("A: { type: object, properties: { a: {} }, x-rust-derive: Visit }"),
        refused
    );
    assert_eq!(
        findings("A: { type: string, x-rust-derive: '::shop::Visit' }"),
        refused
    );
}

//! The APIs.

use specwright_ir::{
    Api, Derives, Docs, Engine, Extra, Facets, Field, FieldIdent, Format, Integer, JsonKind,
    Library, Literal, Number, Others, Overlap, Pattern, Presence, Scalar, Struct, Test, TypeId,
    TypeKind, TypeRef, UnionRule, VariantIdent, WireName,
};

use crate::build::{api, branch, def, field, list, object, string, text, union, variant};

const I64: TypeRef = TypeRef::Scalar(Scalar::Integer(Integer::I64));
const I32: TypeRef = TypeRef::Scalar(Scalar::Integer(Integer::I32));
const U64: TypeRef = TypeRef::Scalar(Scalar::Integer(Integer::U64));
const I128: TypeRef = TypeRef::Scalar(Scalar::Integer(Integer::I128));
const F64: TypeRef = TypeRef::Scalar(Scalar::Number(Number::F64));
const F32: TypeRef = TypeRef::Scalar(Scalar::Number(Number::F32));
const BOOL: TypeRef = TypeRef::Scalar(Scalar::Boolean);

fn format(format: Format) -> TypeRef {
    TypeRef::Scalar(Scalar::Format(format))
}

fn named(id: u32) -> TypeRef {
    TypeRef::Named(TypeId(id))
}

fn boxed(ty: TypeRef) -> TypeRef {
    TypeRef::Boxed(Box::new(ty))
}

fn decimal(text: &str) -> Option<specwright_check::Decimal> {
    text.parse().ok()
}

/// `HTTPValidationError` and what it holds.
pub(crate) fn first_document() -> Api {
    let item = union(
        UnionRule::AnyOf,
        vec![
            branch("String", string(), Test::Kind(vec![JsonKind::String])),
            branch("Integer", I64, Test::Kind(vec![JsonKind::Integer])),
        ],
    );
    let mut loc = field("loc", list(named(2)), Presence::Required);
    loc.docs = text("Location");
    let mut kind = field("type", string(), Presence::Required);
    kind.docs = text("Error Type");
    let mut http = object(vec![field("detail", list(named(1)), Presence::Optional)]);
    http.fields.iter_mut().for_each(|f| f.docs = text("Detail"));
    let mut types = vec![
        def("HttpValidationError", TypeKind::Struct(http)),
        def(
            "ValidationError",
            TypeKind::Struct(object(vec![
                loc,
                field("msg", string(), Presence::Required),
                kind,
            ])),
        ),
        def("ValidationErrorLocItem", TypeKind::Union(item)),
    ];
    types[0].derives.default = true;
    api(types)
}

/// Types called like the prelude's, hostile docs and values.
pub(crate) fn hostile() -> Api {
    let mut option = object(vec![
        field("d", string(), Presence::Optional),
        field("facets", list(string()), Presence::Optional),
        field("self_", BOOL, Presence::OptionalNullable),
        field("value", I64, Presence::RequiredNullable),
        field("new", string(), Presence::Optional),
        field("validate", string(), Presence::Optional),
        field("fn", string(), Presence::Required),
        field("gen", named(0), Presence::Optional),
    ]);
    option.fields[0].wire = WireName("*/ \"); panic!(\u{202E}".to_owned());
    option.fields[1].wire = WireName("a`b\nc".to_owned());
    option.fields[7].ty = boxed(named(0));
    option.fields[0].docs =
        text("A \"quoted\" text */ with ```\n[brackets] and <b>tags</b>\n\n```rust\nlet x = 1;\n");
    let mut some = def(
        "String",
        TypeKind::Enum(vec![
            variant("Panic", Literal::String("\"); panic!(".to_owned())),
            variant("Unknown", Literal::String("unknown".to_owned())),
            variant("Empty", Literal::String(String::new())),
        ]),
    );
    some.docs = Docs {
        summary: Some("Short".to_owned()),
        description: Some("Visit https://example.org/a, or `code`.\r\n\tindented".to_owned()),
        deprecated: true,
        ..Docs::default()
    };
    let mut types = vec![
        def("Option", TypeKind::Struct(option)),
        some,
        def("Vec", TypeKind::Alias(list(named(1)))),
        def(
            "Into",
            TypeKind::Newtype {
                inner: list(named(3)),
                facets: Facets::default(),
            },
        ),
        def(
            "Clone",
            TypeKind::Struct(object(vec![field(
                "r#as".trim_start_matches("r#"),
                named(2),
                Presence::Required,
            )])),
        ),
    ];
    types[0].derives = Derives {
        eq: true,
        ..Derives::default()
    };
    types[3].derives = Derives {
        eq: true,
        ..Derives::default()
    };
    api(types)
}

/// A struct of many fields that holds itself.
pub(crate) fn large() -> Api {
    let mut fields: Vec<Field> = (0..150)
        .map(|index| {
            let presence = if index % 3 == 0 {
                Presence::Required
            } else {
                Presence::Optional
            };
            let ty = match index % 4 {
                0 => I64,
                1 => BOOL,
                2 => list(string()),
                _ => string(),
            };
            field(&format!("field_{index}"), ty, presence)
        })
        .collect();
    fields.push(field("inner", boxed(named(0)), Presence::Optional));
    api(vec![def("Large", TypeKind::Struct(object(fields)))])
}

/// A type of every kind, which the runtime's tests read and write.
pub(crate) fn everything() -> Api {
    let mut types = vec![
        def("Presences", TypeKind::Struct(presences())),
        def("Checked", TypeKind::Struct(checked())),
        def("Closed", TypeKind::Struct(closed())),
        def("Open", TypeKind::Struct(open())),
        def("Color", color()),
        def("Level", level()),
        def("StringOrInteger", string_or_integer()),
        def("Pet", pet()),
        def("Cat", animal("meows")),
        def("Dog", animal("barks")),
        def("Shape", shape()),
        def(
            "Circle",
            TypeKind::Struct(object(vec![field("radius", F64, Presence::Required)])),
        ),
        def(
            "Square",
            TypeKind::Struct(object(vec![
                field("side", F64, Presence::Required),
                field("radius", F64, Presence::Optional),
            ])),
        ),
        def("Tree", TypeKind::Struct(tree())),
        def("Nested", nested()),
        def("NestedLeft", nested_arm("x")),
        def("NestedRight", nested_arm("y")),
        def("Scalars", TypeKind::Struct(scalars())),
        def("Names", TypeKind::Alias(list(string()))),
        def(
            "Matrix",
            TypeKind::Newtype {
                inner: list(TypeRef::Nullable(Box::new(named(19)))),
                facets: Facets {
                    max_items: Some(3),
                    ..Facets::default()
                },
            },
        ),
        def(
            "Start",
            TypeKind::Struct(object(vec![
                field("op", named(21), Presence::Required),
                field("at", I64, Presence::Required),
                field("again", named(21), Presence::Optional),
            ])),
        ),
        def(
            "StartOp",
            TypeKind::Enum(vec![variant("Start", Literal::String("start".to_owned()))]),
        ),
        def("Measured", measured()),
    ];
    for index in [1, 3, 7, 8, 9, 10, 11, 12, 17, 22] {
        types[index].derives = Derives::default();
    }
    types[13].docs = text("A tree.\n\nIt holds *itself*: see https://example.org/trees.");
    api(types)
}

fn presences() -> Struct {
    let mut optional = field("optional", string(), Presence::Optional);
    optional.default = Some(Literal::String("none".to_owned()));
    let mut patch = field("patch", I64, Presence::OptionalNullable);
    patch.default = Some(Literal::Integer(7));
    let mut color = field("color", named(4), Presence::Optional);
    color.default = Some(Literal::Variant(
        TypeId(4),
        VariantIdent::new("Red").expect("an identifier"),
    ));
    object(vec![
        field("required", string(), Presence::Required),
        field("nullable", string(), Presence::RequiredNullable),
        optional,
        patch,
        field("any", TypeRef::Any, Presence::Optional),
        color,
        field("free", TypeRef::Object, Presence::Optional),
        field("nothing", TypeRef::Null, Presence::Optional),
        field("secret", format(Format::Password), Presence::Optional),
    ])
}

fn with(mut field: Field, facets: Facets) -> Field {
    field.facets = facets;
    field
}

fn checked() -> Struct {
    let code = Pattern {
        source: "^\\w+$".to_owned(),
        regex: "^[0-9A-Za-z_]+$".to_owned(),
        engine: Engine::Linear,
    };
    object(vec![
        with(
            field("code", string(), Presence::Optional),
            Facets {
                min_length: Some(2),
                max_length: Some(4),
                patterns: vec![code],
                ..Facets::default()
            },
        ),
        with(
            field("count", I32, Presence::Optional),
            Facets {
                minimum: decimal("-5"),
                exclusive_maximum: decimal("10"),
                multiple_of: vec![decimal("5").expect("a decimal")],
                ..Facets::default()
            },
        ),
        with(
            field("ratio", F64, Presence::Optional),
            Facets {
                exclusive_minimum: decimal("-0.5"),
                maximum: decimal("1e3"),
                multiple_of: vec![decimal("0.1").expect("a decimal")],
                ..Facets::default()
            },
        ),
        with(
            field("tags", list(string()), Presence::Optional),
            Facets {
                min_items: Some(1),
                max_items: Some(3),
                unique_items: true,
                items: Some(Box::new(Facets {
                    min_length: Some(1),
                    ..Facets::default()
                })),
                ..Facets::default()
            },
        ),
        with(
            field("map", TypeRef::Map(Box::new(I64)), Presence::Optional),
            Facets {
                max_properties: Some(1),
                items: Some(Box::new(Facets {
                    minimum: decimal("0"),
                    ..Facets::default()
                })),
                ..Facets::default()
            },
        ),
        with(
            field("free", TypeRef::Object, Presence::Optional),
            Facets {
                min_properties: Some(1),
                ..Facets::default()
            },
        ),
    ])
}

fn closed() -> Struct {
    Struct {
        extra: Extra::Deny,
        min_properties: Some(1),
        max_properties: Some(2),
        ..object(vec![
            field("a", I64, Presence::Optional),
            field("b", I64, Presence::Optional),
            field("c", I64, Presence::Optional),
        ])
    }
}

fn open() -> Struct {
    Struct {
        extra: Extra::Keep {
            ident: FieldIdent::new("additional_properties").expect("an identifier"),
            ty: F64,
            facets: Facets {
                minimum: decimal("0"),
                ..Facets::default()
            },
        },
        required_extra: vec![WireName("must".to_owned())],
        forbidden: vec![WireName("must not".to_owned())],
        ignored: vec![WireName("not yet".to_owned())],
        check: None,
        ..object(vec![field("name", string(), Presence::Required)])
    }
}

fn color() -> TypeKind {
    TypeKind::Enum(vec![
        variant("Red", Literal::String("red".to_owned())),
        variant("DarkBlue", Literal::String("dark-blue".to_owned())),
    ])
}

fn level() -> TypeKind {
    TypeKind::Enum(vec![
        variant("Low", Literal::Integer(-1)),
        variant("High", Literal::Integer(100)),
        variant("Half", Literal::Number(0.5)),
        variant("Auto", Literal::String("auto".to_owned())),
        variant("Off", Literal::Bool(false)),
    ])
}

fn measured() -> TypeKind {
    let overlap = |view: &str, others| {
        Some(Overlap {
            view: FieldIdent::new(view).expect("an identifier"),
            others,
        })
    };
    let mut round = branch(
        "Round",
        boxed(named(11)),
        Test::Has(WireName("radius".to_owned())),
    );
    let side = vec!["side".to_owned()];
    round.overlap = overlap("as_round", Some(Others::Only(side)));
    let mut square = branch("Square", named(12), Test::Has(WireName("side".to_owned())));
    square.overlap = overlap("as_square", None);
    let mut start = branch("Start", named(20), Test::Try);
    let known = vec!["again".to_owned(), "at".to_owned(), "op".to_owned()];
    start.overlap = overlap("as_start", Some(Others::Except(known)));
    TypeKind::Union(union(UnionRule::AnyOf, vec![round, square, start]))
}

fn string_or_integer() -> TypeKind {
    let mut union = union(
        UnionRule::OneOf,
        vec![
            branch("String", string(), Test::Kind(vec![JsonKind::String])),
            branch("Integer", I64, Test::Kind(vec![JsonKind::Integer])),
            branch("Null", TypeRef::Null, Test::Kind(vec![JsonKind::Null])),
        ],
    );
    union.variants[0].facets.min_length = Some(1);
    TypeKind::Union(union)
}

fn pet() -> TypeKind {
    let tag = |value: &str| Test::Tag {
        property: WireName("pet_type".to_owned()),
        values: vec![value.to_owned()],
    };
    let mut union = union(
        UnionRule::OneOf,
        vec![
            branch("Cat", named(8), tag("cat")),
            branch("Dog", named(9), tag("dog")),
        ],
    );
    union.tag = Some(WireName("pet_type".to_owned()));
    TypeKind::Union(union)
}

fn animal(voice: &str) -> TypeKind {
    TypeKind::Struct(object(vec![
        field("pet_type", string(), Presence::Required),
        field(voice, BOOL, Presence::Required),
    ]))
}

fn shape() -> TypeKind {
    TypeKind::Union(union(
        UnionRule::OneOf,
        vec![
            branch("Circle", named(11), Test::Try),
            branch("Square", named(12), Test::Try),
            branch("List", list(named(10)), Test::Kind(vec![JsonKind::Array])),
        ],
    ))
}

fn tree() -> Struct {
    object(vec![
        field("value", I64, Presence::Required),
        field("left", boxed(named(13)), Presence::Optional),
        field("right", boxed(named(13)), Presence::OptionalNullable),
        field("others", list(named(13)), Presence::Optional),
    ])
}

/// Two branches that only trying can tell, each of which holds the union.
fn nested() -> TypeKind {
    TypeKind::Union(union(
        UnionRule::OneOf,
        vec![
            branch("Left", boxed(named(15)), Test::Try),
            branch("Right", boxed(named(16)), Test::Try),
        ],
    ))
}

fn nested_arm(name: &str) -> TypeKind {
    TypeKind::Struct(object(vec![
        field("inner", named(14), Presence::Optional),
        field(name, I64, Presence::Required),
    ]))
}

fn scalars() -> Struct {
    object(vec![
        field("boolean", BOOL, Presence::Optional),
        field("small", I32, Presence::Optional),
        field("integer", I64, Presence::Optional),
        field("unsigned", U64, Presence::Optional),
        field("huge", I128, Presence::Optional),
        field("float", F32, Presence::Optional),
        field("double", F64, Presence::Optional),
        field(
            "moment",
            format(Format::DateTime(Library::Chrono)),
            Presence::Optional,
        ),
        field(
            "day",
            format(Format::Date(Library::Chrono)),
            Presence::Optional,
        ),
        field("id", format(Format::Uuid), Presence::Optional),
        field("bytes", format(Format::Byte), Presence::Optional),
    ])
}

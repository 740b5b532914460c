//! Scalars, formats, bounds, enums, constants, defaults.

use specwright_lower::{FormatType, Formats, Options};

use crate::{check, document, lowered, show};

const FORMATS: &str = "
All:
  type: object
  properties:
    a: { type: integer, format: int32 }
    b: { type: integer, format: int64 }
    c: { type: integer }
    d: { type: number, format: float }
    e: { type: number, format: double }
    f: { type: string, format: date-time }
    g: { type: string, format: date }
    h: { type: string, format: uuid }
    i: { type: string, format: byte }
    j: { type: string, format: binary }
    k: { type: string, format: password }
    l: { type: string, format: email }
    m: { type: string, contentEncoding: base64 }
    n: { type: boolean }
    o: { type: integer, format: weekday }
";

#[test]
fn formats_have_types() {
    check(
        FORMATS,
        "
struct All
  a: i32?
  b: i64?
  c: i64?
  d: f32?
  e: f64?
  f: date-time?
  g: date?
  h: uuid?
  i: base64?
  j: string?
  k: secret?
  l: string (checked)?
  m: base64?
  n: bool?
  o: i64?
",
        &[],
    );
}

#[test]
fn formats_as_annotations_assert_nothing() {
    let options = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    let (api, _) = lowered(&document("3.1.0", FORMATS), &options);
    let shown = api.map(|api| show::types(&api)).unwrap_or_default();
    for line in [
        "a: i64?",
        "d: f64?",
        "f: string?",
        "h: string?",
        "m: string?",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
}

#[test]
fn integers_widen_only_where_i64_is_too_small() {
    check(
        "
A: { type: integer, minimum: 0, maximum: 255 }
B: { type: integer, minimum: 0, maximum: 18446744073709551615 }
C: { type: integer, exclusiveMinimum: -1, exclusiveMaximum: 18446744073709551616 }
D: { type: integer, minimum: -1, maximum: 18446744073709551615 }
E: { type: integer, minimum: 0, maximum: 18446744073709551616 }
F: { type: integer, minimum: -9223372036854775808 }
G: { type: integer, format: int64, minimum: 0, maximum: 18446744073709551615 }
",
        "
type A = i64
type B = u64
type C = u64
type D = i128
type E = i128
type F = i64
type G = i64
",
        &[],
    );
}

#[test]
fn bounds_are_facets_and_flow_through_aliases() {
    check(
        r"
Code: { type: string, minLength: 2, maxLength: 5, pattern: '^[A-Z]+$' }
Alias: { $ref: '#/components/schemas/Code' }
Use:
  type: object
  properties:
    code: { $ref: '#/components/schemas/Alias' }
    codes: { type: array, items: { $ref: '#/components/schemas/Code' }, minItems: 1, uniqueItems: true }
    by: { type: object, additionalProperties: { $ref: '#/components/schemas/Code' }, maxProperties: 3 }
    price: { type: number, exclusiveMinimum: 0, multipleOf: 0.01 }
    tight: { type: integer, minimum: 1, exclusiveMinimum: 1, maximum: 5, exclusiveMaximum: 6 }
    whole: { type: integer, multipleOf: 1 }
",
        "
type Code = string
type Alias = Code
struct Use
  code: Alias (minLength 2, maxLength 5, /^[A-Z]+$/)?
  codes: [Code] (minItems 1, unique, each (minLength 2, maxLength 5, /^[A-Z]+$/))?
  by: {Code} (maxProperties 3, each (minLength 2, maxLength 5, /^[A-Z]+$/))?
  price: f64 (> 0, multiple of 0.01)?
  tight: i64 (<= 5, > 1)?
  whole: i64?
",
        &[],
    );
}

#[test]
fn bounds_that_cannot_hold_are_said() {
    check(
        "
A: { type: integer, minimum: 5, maximum: 4 }
B: { type: string, minLength: 5, maxLength: 4 }
C: { type: integer, minimum: 1.00000000000000000000000000000000000000000001 }
",
        "
type A = i64
type B = string
type C = i64
",
        &["SW0301", "SW0301", "SW0314"],
    );
}

#[test]
fn enums_hold_scalars() {
    check(
        r#"
Text: { type: string, enum: [a, "b c", "", "+1", "-1", "1", unknown] }
Number: { type: integer, enum: [1, -1, 1.0, 2] }
Mixed: { enum: [low, 1, true, 2.5, "1"] }
Both: { type: boolean, enum: [true, false] }
Yes: { type: boolean, enum: [true] }
Constant: { const: v1 }
One: { type: [integer, string], enum: [1, a] }
"#,
        r#"
enum Text
  A = "a"
  BC = "b c"
  Empty = ""
  Plus1 = "+1"
  Minus1 = "-1"
  N1 = "1"
  UnknownValue = "unknown"
enum Number
  N1 = 1
  Minus1 = -1
  N2 = 2
enum Mixed
  Low = "low"
  N1 = 1
  True = true
  N2_5 = 2.5
  N1Value = "1"
type Both = bool
enum Yes
  True = true
enum Constant
  V1 = "v1"
enum One
  N1 = 1
  A = "a"
"#,
        &["SW0302", "SW0306"],
    );
}

#[test]
fn enum_values_are_read_as_meant_or_left_out() {
    check(
        r#"
Version: { type: string, enum: [1.0, 2, true, 0x1F, !!int 3] }
Level: { type: integer, enum: ["1", "2", high, 3] }
Short: { type: string, maxLength: 2, pattern: '^a', enum: [ab, abc, ba] }
Empty: { type: string, enum: [] }
"#,
        r#"
enum Version
  N1_0 = "1.0"
  N2 = "2"
  True = "true"
  N0x1F = "0x1F"
enum Level
  N3 = 3
enum Short
  Ab = "ab"
type Empty = string
"#,
        &[
            "SW0305", "SW0305", "SW0305", "SW0305", "SW0305", "SW0305", "SW0305", "SW0305",
            "SW0315", "SW0322", "SW0322",
        ],
    );
}

#[test]
fn json_means_the_values_it_writes() {
    let text = r#"{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "components": { "schemas": {
            "A": { "type": "string", "enum": ["a", 1, true] },
            "B": { "type": "integer", "enum": ["1", 2] } } } }"#;
    let (api, found) = crate::lowered(text, &Options::default());
    let codes: Vec<_> = found.iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["SW0305"; 3]);
    let listed = crate::show::types(&api.unwrap());
    assert_eq!(listed, "enum A\n  A = \"a\"\nenum B\n  N2 = 2\n");
}

#[test]
fn defaults_are_constants_that_the_type_holds() {
    check(
        r#"
Order: { type: string, enum: [asc, desc], default: asc }
Use:
  type: object
  properties:
    a: { type: string, default: x }
    b: { type: integer, default: 5 }
    c: { type: number, default: 1 }
    d: { type: boolean, default: true }
    e: { $ref: '#/components/schemas/Order' }
    f: { type: string, enum: [x, y], default: y }
    g: { type: [string, 'null'], default: null }
    h: { type: integer, default: "5" }
    i: { type: integer, maximum: 4, default: 5 }
    j: { type: array, items: {}, default: [] }
    k: { type: string, enum: [x, y], default: z }
    l: { type: integer, format: int32, default: 3000000000 }
    m: { type: string, default: null }
    n: { type: number, default: 1e400 }
"#,
        r#"
enum Order
  Asc = "asc"
  Desc = "desc"
struct Use
  a: string? default "x"
  b: i64? default 5
  c: f64? default 1.0
  d: bool? default true
  e: Order? default Order::Asc
  f: UseF? default UseF::Y
  g: string? | null default null
  h: i64?
  i: i64 (<= 4)?
  j: [any]?
  k: UseK?
  l: i32?
  m: string?
  n: f64?
enum UseF
  X = "x"
  Y = "y"
enum UseK
  X = "x"
  Y = "y"
"#,
        &[
            "SW0307", "SW0307", "SW0322", "SW0322", "SW0322", "SW0322", "SW0322",
        ],
    );
}

#[test]
fn listed_texts_must_have_the_format_that_is_asserted() {
    check(
        "
A:
  type: object
  properties:
    fits: { type: string, format: hostname, enum: [a, b] }
    other: { type: string, format: hostname, enum: [a, -a] }
    both: { format: hostname, anyOf: [{ enum: [a, -a] }, { const: c }] }
    number: { format: uint8, enum: [1, 256] }
",
        "
struct A
  fits: AFits?
  other: AOther (checked)?
  both: ABoth?
  number: ANumber (checked)?
enum AFits
  A = \"a\"
  B = \"b\"
enum AOther
  A = \"a\"
  MinusA = \"-a\"
union ABoth any of
  Enum(ABothEnum (checked)) try
  Enum2(ABothEnum2) try
enum ABothEnum
  A = \"a\"
  MinusA = \"-a\"
enum ABothEnum2
  C = \"c\"
enum ANumber
  N1 = 1
  N256 = 256
",
        &["SW0322", "SW0322"],
    );
}

#[test]
fn formats_have_other_types_only_if_they_are_chosen() {
    let schemas = "
A:
  type: object
  properties:
    price: { type: string, format: decimal }
    amount: { type: number, format: decimal, default: 0.1 }
    span: { type: string, format: duration }
    token: { type: string, format: base64url }
    key: { type: string, contentEncoding: base64url }
    hash: { type: string, contentEncoding: BASE16 }
    text: { type: string, contentEncoding: base32 }
    nothing: { type: string, format: base16 }
";
    let shown = |chosen: &[(&str, &str)]| {
        let mut options = Options::default();
        for (format, word) in chosen {
            let ty = FormatType::from_word(format, word).unwrap().unwrap();
            options.format_types.set(*format, ty);
        }
        let (api, _) = lowered(&document("3.1.0", schemas), &options);
        show::types(&api.unwrap())
    };
    let by_default = "struct A
  price: string (checked)?
  amount: f64? default 0.1
  span: string (checked)?
  token: base64url?
  key: base64url?
  hash: base16?
  text: string?
  nothing: string?
";
    assert_eq!(shown(&[]), by_default);
    let chosen = by_default
        .replace("price: string (checked)", "price: decimal")
        .replace("amount: f64? default 0.1", "amount: decimal number?")
        .replace("span: string (checked)", "span: duration");
    let choice = [("decimal", "rust_decimal"), ("duration", "jiff")];
    assert_eq!(shown(&choice), chosen);
}

#[test]
fn integers_are_as_wide_as_formats_and_lower_bounds_ask_for() {
    check(
        "
A: { type: integer, format: uint64 }
B: { type: integer, minimum: 9223372036854775808 }
C: { type: integer, minimum: 9223372036854775808, maximum: 18446744073709551615 }
",
        "
type A = u64
type B = i128
type C = u64
",
        &[],
    );
}

#[test]
fn formats_of_whole_numbers_hold_for_numbers_and_for_nothing_else() {
    check(
        "
A: { type: object, required: [a, b], properties: { a: { type: number, format: int32 }, b: { type: string, format: int64 } } }
",
        "
struct A
  a: f64 (checked)
  b: string
",
        &[],
    );
}

//! Values that the document writes, held against their own schemas.

use specwright_lower::{Formats, Options};

use crate::lowered;

/// `line:column message` of each value that is refused.
fn refused(text: &str, options: &Options) -> Vec<String> {
    let (api, found) = lowered(text, options);
    assert!(api.is_some(), "{found:#?}");
    let found = found.iter().filter(|found| found.code.0 == "SW0322");
    found
        .map(|found| {
            let before = text.get(..found.primary.span.start as usize).unwrap();
            let line = before.lines().count().max(1);
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let help = found.help.as_deref();
            let help = help.map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{line}:{column} {}{help}", found.message)
        })
        .collect()
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

fn schemas(version: &str, schemas: &str) -> String {
    crate::document(version, schemas)
}

#[test]
fn values_of_schemas_are_held_against_them() {
    let text = schemas(
        "3.1.0",
        "A: { type: integer, default: one }
B: { type: string, examples: [ok, 5] }
C: { type: string, minLength: 2, const: x }
D: { type: string, maxLength: 1, enum: [a, bb, '', ccc] }
E: { type: object, required: [a], properties: { a: { type: array, items: { type: integer } } }, example: { a: [1, x, y] } }
F: { type: object, required: [a], default: {} }
G: { oneOf: [{ type: integer }, { type: boolean }], example: no }
H: { type: string, format: date, example: 2024-02-30 }
I: { type: integer, minimum: 5, maximum: 9, default: 7, examples: [5, 9] }
J: { anyOf: [{ type: string }, { type: 'null' }], default: null }
K: { not: { const: 1 }, default: 1 }",
    );
    assert_eq!(
        refused(&text, &Options::default()),
        [
            "6:34 the `default` breaks its schema: must be integer",
            "7:39 the `example` breaks its schema: must be string (put it in quotes to make it a string)",
            "8:45 the `const` breaks its schema: must have at least 2 characters",
            "9:48 the `enum` breaks its schema: must have at most 1 character",
            "9:56 the `enum` breaks its schema: must have at most 1 character",
            "10:119 the `example` breaks its schema: `/a/1` must be integer (and 1 more)",
            "11:48 the `default` breaks its schema: `/a` is required",
            "12:66 the `example` breaks its schema: is none of its branches: must be integer; must be boolean",
            "13:47 the `example` breaks its schema: must be of the format `date`",
            "16:38 the `default` breaks its schema: is what `not` excludes",
        ]
    );
}

#[test]
fn formats_are_held_against_values_only_where_they_are_asserted() {
    let text = schemas("3.0.3", "A: { type: string, format: uuid, example: x }");
    assert_eq!(refused(&text, &Options::default()).len(), 1);
    let annotation = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    assert!(refused(&text, &annotation).is_empty());
}

#[test]
fn a_value_may_be_that_of_one_direction() {
    let text = schemas(
        "3.0.3",
        "A:
  type: object
  required: [id, key]
  properties:
    id: { type: integer, readOnly: true }
    key: { type: string, writeOnly: true }
B: { allOf: [{ $ref: '#/components/schemas/A' }], example: { key: k } }
C: { allOf: [{ $ref: '#/components/schemas/A' }], example: { id: 1 } }
D: { allOf: [{ $ref: '#/components/schemas/A' }], example: { id: 1, key: k } }
E: { allOf: [{ $ref: '#/components/schemas/A' }], example: {} }",
    );
    let found = refused(&text, &Options::default());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("15:"), "{found:?}");
}

#[test]
fn examples_of_parameters_headers_and_media_types_are_held_against_their_schemas() {
    let text = format!(
        "{HEAD}paths:
  /a:
    parameters:
      - {{ name: n, in: query, schema: {{ type: integer }}, example: x }}
      - {{ name: m, in: query, schema: {{ type: integer }}, examples: {{ ok: {{ value: 1 }}, bad: {{ value: 1.5 }} }} }}
      - {{ name: j, in: query, content: {{ application/json: {{ schema: {{ type: boolean }}, example: 0 }} }} }}
    post:
      requestBody:
        content:
          application/json: {{ schema: {{ $ref: '#/components/schemas/A' }}, example: {{ key: 1 }} }}
          application/xml: {{ schema: {{ $ref: '#/components/schemas/A' }}, example: '<a/>' }}
          application/x-www-form-urlencoded: {{ schema: {{ $ref: '#/components/schemas/A' }}, example: {{ key: k }} }}
      responses:
        '200':
          description: ''
          headers: {{ X-A: {{ schema: {{ type: integer }}, example: y }} }}
          content:
            application/problem+json:
              schema: {{ $ref: '#/components/schemas/A' }}
              examples: {{ one: {{ $ref: '#/components/examples/One' }}, two: {{ externalValue: './two.json' }} }}
components:
  schemas:
    A: {{ type: object, required: [id, key], properties: {{ id: {{ type: integer, readOnly: true }}, key: {{ type: string }} }} }}
  examples:
    One: {{ value: {{ key: k }} }}
  parameters:
    P: {{ name: p, in: cookie, schema: {{ type: boolean }}, example: 3 }}
"
    );
    let found = refused(&text, &Options::default());
    let lines: Vec<_> = found
        .iter()
        .map(|found| found.split(' ').next().unwrap().split(':').next().unwrap())
        .collect();
    assert_eq!(lines, ["6", "7", "8", "12", "18", "27", "29"], "{found:#?}");
    assert!(
        found[5].ends_with("the `example` breaks its schema: `/id` is required"),
        "{found:#?}"
    );
}

#[test]
fn a_default_that_is_refused_is_said_once() {
    let text = schemas(
        "3.1.0",
        "A: { type: object, properties: { a: { type: integer, default: x } } }",
    );
    let (_, found) = lowered(&text, &Options::default());
    let codes: Vec<_> = found.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["SW0322"]);
}

#[test]
fn a_long_reason_is_cut() {
    let values: Vec<_> = (0..200).map(|n| format!("value{n}")).collect();
    let list = values.join(", ");
    let text = schemas("3.1.0", &format!("A: {{ enum: [{list}], default: x }}"));
    let found = refused(&text, &Options::default());
    assert!(
        found[0].len() < 400 && found[0].ends_with(".."),
        "{found:?}"
    );
}

#[test]
fn examples_are_in_the_documentation_the_first_of_them() {
    let long = "x".repeat(2000);
    let text = schemas(
        "3.1.0",
        &format!(
            "A:
  type: object
  properties: {{ a: {{ type: integer, examples: [1, 2, 3, 4] }}, b: {{ type: string, example: {long} }} }}
  example: {{ a: 1, b: [x, {{ c: null }}] }}"
        ),
    );
    let (api, _) = lowered(&text, &Options::default());
    let api = api.unwrap();
    let (_, def) = api.types.iter().next().unwrap();
    let expected = r#"{
  "a": 1,
  "b": [
    "x",
    {"c":null}
  ]
}"#;
    assert_eq!(def.docs.examples, [expected]);
    let specwright_ir::TypeKind::Struct(body) = &def.kind else {
        panic!("{def:?}")
    };
    assert_eq!(body.fields[0].docs.examples, ["1", "2", "3"]);
    assert!(body.fields[1].docs.examples.is_empty());
}

//! The versions meet in one model.

mod common;

use specwright_source::{ScalarKind, Value};
use specwright_spec::model::{
    Dialect, Document, JsonType, Method, OAuthFlow, ParameterPlace, ParameterShape, PathStyle,
    QueryStyle, SchemaBody, SchemaObject, SecurityKind, Version,
};

/// A document with these lines as `components.schemas`, in flow style.
fn schemas(version: &str, schemas: &str) -> Document {
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    document(&text)
}

fn document(text: &str) -> Document {
    let read = common::read_text("document.yaml", text);
    assert!(read.document.is_some(), "{}", read.rendered());
    read.document.unwrap()
}

fn schema<'d>(document: &'d Document, name: &str) -> &'d SchemaObject {
    let mut named = document.components.schemas.iter();
    let (_, id) = named.find(|(known, _)| known.value == name).unwrap();
    object(document, *id)
}

fn object(document: &Document, id: specwright_spec::model::SchemaId) -> &SchemaObject {
    match &document.schemas.get(id).body {
        SchemaBody::Object(object) => object,
        SchemaBody::Bool(value) => panic!("the schema is {value}"),
    }
}

fn text<T: ToString>(value: Option<&specwright_spec::model::Spanned<T>>) -> Option<String> {
    value.map(|value| value.value.to_string())
}

#[test]
fn exclusive_bounds_of_both_kinds_are_one() {
    let old = schemas(
        "3.0.3",
        "    A: {minimum: 1.50, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}\n",
    );
    let new = schemas("3.1.0", "    A: {exclusiveMinimum: 1.50, maximum: 9}\n");
    for document in [old, new] {
        let schema = schema(&document, "A");
        assert_eq!(text(schema.minimum.as_ref()), None);
        assert_eq!(
            text(schema.exclusive_minimum.as_ref()).as_deref(),
            Some("1.50")
        );
        assert_eq!(text(schema.maximum.as_ref()).as_deref(), Some("9"));
        assert_eq!(text(schema.exclusive_maximum.as_ref()), None);
    }
}

#[test]
fn an_example_is_one_of_the_examples() {
    let old = schemas("3.0.3", "    A: {type: string, example: rex}\n");
    let new = schemas("3.1.0", "    A: {type: string, examples: [rex]}\n");
    for document in [old, new] {
        let examples = &schema(&document, "A").examples;
        assert_eq!(examples.len(), 1);
        assert_eq!(examples[0].as_str(), Some("rex"));
    }
}

#[test]
fn types_are_lists_and_nullable_stays_apart() {
    let old = schemas("3.0.3", "    A: {type: string, nullable: true}\n");
    let a = schema(&old, "A");
    assert_eq!(
        a.types.iter().map(|t| t.value).collect::<Vec<_>>(),
        [JsonType::String]
    );
    assert!(a.nullable.as_ref().unwrap().value);
    let new = schemas(
        "3.1.0",
        "    A: {type: [string, 'null']}\n    B: {type: [integer, null]}\n",
    );
    let types = |name| {
        schema(&new, name)
            .types
            .iter()
            .map(|t| t.value)
            .collect::<Vec<_>>()
    };
    assert_eq!(types("A"), [JsonType::String, JsonType::Null]);
    assert_eq!(types("B"), [JsonType::Integer, JsonType::Null]);
    assert!(schema(&new, "A").nullable.is_none());
}

#[test]
fn siblings_of_a_schema_reference_count_from_3_1_on() {
    let lines = "    A: {$ref: '#/components/schemas/B', maxLength: 3, description: D}\n    B: {type: string}\n";
    let old = schemas("3.0.3", lines);
    assert!(schema(&old, "A").reference.is_some());
    assert_eq!(schema(&old, "A").max_length, None);
    let new = schemas("3.1.0", lines);
    let a = schema(&new, "A");
    assert!(a.reference.is_some());
    assert_eq!(text(a.max_length.as_ref()).as_deref(), Some("3"));
    assert_eq!(text(a.description.as_ref()).as_deref(), Some("D"));
    assert_eq!(
        object(&new, a.reference.as_ref().unwrap().value)
            .types
            .len(),
        1
    );
}

#[test]
fn each_dialect_is_named() {
    for (version, dialect) in [
        ("3.0.3", Dialect::OpenApi30),
        ("3.1.1", Dialect::Draft202012),
        ("3.2.0", Dialect::Draft202012),
    ] {
        let document = schemas(version, "    A: {}\n");
        assert_eq!(
            document
                .schemas
                .get(document.components.schemas[0].1)
                .dialect,
            dialect
        );
    }
}

#[test]
fn versions_are_read_in_every_spelling() {
    for (written, version) in [
        ("3.0.0", Version::V3_0),
        ("'3.0'", Version::V3_0),
        ("3.1", Version::V3_1),
        ("3.1.0-rc1", Version::V3_1),
        ("3.2.0", Version::V3_2),
        ("3.3.1", Version::V3_2),
    ] {
        assert_eq!(
            schemas(written, "    A: {}\n").version.value,
            version,
            "{written}"
        );
    }
}

#[test]
fn bounds_keep_their_digits() {
    let document = schemas(
        "3.1.0",
        "    A: {minimum: 1e400, maximum: 123456789012345678901234567890, multipleOf: 0.10}\n    B: {minimum: 0x1F, maximum: '20'}\n",
    );
    let a = schema(&document, "A");
    assert_eq!(text(a.minimum.as_ref()).as_deref(), Some("1e400"));
    assert_eq!(
        text(a.maximum.as_ref()).as_deref(),
        Some("123456789012345678901234567890")
    );
    assert_eq!(text(a.multiple_of.as_ref()).as_deref(), Some("0.10"));
    let b = schema(&document, "B");
    assert_eq!(text(b.minimum.as_ref()).as_deref(), Some("31"));
    assert_eq!(text(b.maximum.as_ref()).as_deref(), Some("20"));
}

#[test]
fn counts_are_whole_numbers_in_any_spelling() {
    let document = schemas(
        "3.1.0",
        "    A: {minLength: 3.0, maxLength: 1e2, minItems: 0, maxItems: 99999999999999999999999}\n",
    );
    let a = schema(&document, "A");
    assert_eq!(a.min_length.as_ref().unwrap().value, 3);
    assert_eq!(a.max_length.as_ref().unwrap().value, 100);
    assert_eq!(a.min_items.as_ref().unwrap().value, 0);
    assert_eq!(a.max_items.as_ref().unwrap().value, u64::MAX);
}

#[test]
fn every_keyword_of_2020_12_arrives() {
    let document = schemas(
        "3.1.0",
        "    A:
      $id: https://example.com/a
      $anchor: here
      $dynamicAnchor: there
      $schema: https://json-schema.org/draft/2020-12/schema
      $comment: nothing
      $defs: {X: true}
      enum: [1, null, {a: 2}]
      const: null
      format: int32
      title: T
      default: null
      deprecated: true
      readOnly: true
      writeOnly: false
      allOf: [{}]
      anyOf: [{}, true]
      oneOf: [{}]
      not: false
      if: {}
      then: {}
      else: {}
      pattern: '^a'
      contentEncoding: base64
      contentMediaType: image/png
      contentSchema: {}
      prefixItems: [{}, {}]
      items: false
      contains: {}
      minContains: 1
      maxContains: 2
      uniqueItems: true
      unevaluatedItems: false
      properties: {a: {}, b: {}}
      patternProperties: {'^x': {}}
      additionalProperties: false
      propertyNames: {}
      required: [a]
      minProperties: 1
      maxProperties: 2
      dependentRequired: {a: [b]}
      dependentSchemas: {a: {}}
      unevaluatedProperties: false
      xml: {name: x}
      externalDocs: {url: https://example.com}
      x-mine: 1
      whatever: 2
",
    );
    let a = schema(&document, "A");
    let single = [
        a.not,
        a.if_schema,
        a.then_schema,
        a.else_schema,
        a.content_schema,
        a.items,
        a.contains,
        a.unevaluated_items,
        a.additional_properties,
        a.property_names,
        a.unevaluated_properties,
    ];
    assert!(single.iter().all(Option::is_some));
    assert_eq!((a.all_of.len(), a.prefix_items.len()), (1, 2));
    assert_eq!(a.any_of.as_ref().unwrap().value.len(), 2);
    assert_eq!(a.one_of.as_ref().unwrap().value.len(), 1);
    assert_eq!(
        (a.defs.len(), a.properties.len(), a.pattern_properties.len()),
        (1, 2, 1)
    );
    assert_eq!(
        (
            a.dependent_required.len(),
            a.dependent_schemas.len(),
            a.required.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(a.enumeration.as_ref().unwrap().value.len(), 3);
    assert_eq!(a.constant.as_ref().unwrap().value, Value::Null);
    assert_eq!(a.default.as_ref().unwrap().value, Value::Null);
    assert_eq!(text(a.min_contains.as_ref()).as_deref(), Some("1"));
    assert_eq!(text(a.max_contains.as_ref()).as_deref(), Some("2"));
    assert_eq!(text(a.content_encoding.as_ref()).as_deref(), Some("base64"));
    assert_eq!(
        text(a.content_media_type.as_ref()).as_deref(),
        Some("image/png")
    );
    assert_eq!(text(a.pattern.as_ref()).as_deref(), Some("^a"));
    assert!(a.deprecated.is_some() && a.read_only.is_some() && a.write_only.is_some());
    assert!(a.unique_items.is_some() && a.min_properties.is_some() && a.max_properties.is_some());
    assert!(a.xml.is_some() && a.external_docs.is_some() && a.schema.is_some());
    assert!(a.id.is_some() && a.anchor.is_some() && a.dynamic_anchor.is_some());
    assert_eq!(a.extensions[0].0.value, "x-mine");
    assert_eq!(a.unknown[0].0.value, "whatever");
    let Value::Number(number) = &a.unknown[0].1.value else {
        panic!()
    };
    assert_eq!(number.kind, ScalarKind::Integer);
}

#[test]
fn what_3_2_added_is_read() {
    let document = document(
        "openapi: 3.2.0
$self: https://example.com/api
info: {title: T, version: '1'}
tags:
  - {name: animals, kind: nav, summary: Animals}
  - {name: pets, parent: animals}
servers: [{url: /v1, name: first}]
paths:
  /pets:
    query:
      parameters:
        - {name: all, in: querystring, content: {application/json: {}}}
        - {name: c, in: cookie, style: cookie, schema: {}}
      responses:
        default:
          summary: All pets
          content:
            text/event-stream: {itemSchema: {type: object}, prefixEncoding: []}
            application/json: {$ref: '#/components/mediaTypes/Pets'}
    additionalOperations:
      COPY: {}
components:
  mediaTypes:
    Pets: {schema: {type: array}}
  schemas:
    A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, defaultMapping: B}}
    B: {type: object}
  examples:
    E: {dataValue: 1}
    F: {serializedValue: a}
  securitySchemes:
    o:
      type: oauth2
      oauth2MetadataUrl: https://example.com/m
      deprecated: true
      flows:
        deviceAuthorization: {deviceAuthorizationUrl: d, tokenUrl: t, scopes: {}}
",
    );
    assert_eq!(
        text(document.self_uri.as_ref()).as_deref(),
        Some("https://example.com/api")
    );
    assert_eq!(
        text(document.tags[1].parent.as_ref()).as_deref(),
        Some("animals")
    );
    assert_eq!(text(document.tags[0].kind.as_ref()).as_deref(), Some("nav"));
    assert_eq!(
        text(document.servers[0].name.as_ref()).as_deref(),
        Some("first")
    );
    let item = &document.paths[0].1.value;
    let methods: Vec<&Method> = item
        .operations
        .iter()
        .map(|(method, _)| &method.value)
        .collect();
    assert_eq!(methods, [&Method::Query, &Method::Other("COPY".to_owned())]);
    let operation = &item.operations[0].1;
    assert_eq!(
        operation.parameters[0].value.place,
        ParameterPlace::QueryString
    );
    let cookie = ParameterPlace::Cookie {
        explode: true,
        plain: true,
    };
    assert_eq!(operation.parameters[1].value.place, cookie);
    let response = &operation.responses[0].1.value;
    assert!(response.summary.is_some());
    assert!(response.content[0].1.item_schema.is_some());
    assert_eq!(response.content[0].1.positional_encoding.len(), 1);
    let shared = document.components.media_types[0].1.value.schema;
    assert_eq!(response.content[1].1.schema, shared);
    let discriminator = schema(&document, "A").discriminator.as_ref().unwrap();
    let default = discriminator.default_mapping.as_ref().unwrap().value;
    assert_eq!(default, document.components.schemas[1].1);
    assert!(document.components.examples[0].1.value.value.is_some());
    assert!(
        document.components.examples[1]
            .1
            .value
            .external_value
            .is_some()
    );
    let scheme = &document.components.security_schemes[0].1.value;
    assert!(scheme.deprecated);
    let SecurityKind::OAuth2 {
        flows,
        metadata_url,
    } = &scheme.kind
    else {
        panic!()
    };
    assert!(metadata_url.is_some());
    let Some(OAuthFlow {
        device_authorization_url: Some(_),
        ..
    }) = &flows.device_authorization
    else {
        panic!()
    };
}

#[test]
fn styles_have_the_defaults_of_their_place() {
    let document = document(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /{a}/{b}:
    get:
      parameters:
        - {name: a, in: path, required: true, schema: {}}
        - {name: b, in: path, required: true, style: matrix, explode: true, schema: {}}
        - {name: c, in: query, schema: {}}
        - {name: d, in: query, explode: false, allowReserved: true, schema: {}}
        - {name: e, in: query, style: pipeDelimited, schema: {}}
        - {name: f, in: query, style: spaceDelimited, explode: true, schema: {}}
        - {name: g, in: query, style: deepObject, explode: true, schema: {}}
        - {name: h, in: header, schema: {}}
        - {name: i, in: cookie, content: {application/json: {schema: {}}}}
      responses: {default: {description: OK}}
",
    );
    let parameters = &document.paths[0].1.value.operations[0].1.parameters;
    let places: Vec<ParameterPlace> = parameters.iter().map(|item| item.value.place).collect();
    let query = |style| ParameterPlace::Query {
        style,
        allow_reserved: false,
    };
    assert_eq!(
        places,
        [
            ParameterPlace::Path {
                style: PathStyle::Simple,
                explode: false
            },
            ParameterPlace::Path {
                style: PathStyle::Matrix,
                explode: true
            },
            query(QueryStyle::Form { explode: true }),
            ParameterPlace::Query {
                style: QueryStyle::Form { explode: false },
                allow_reserved: true
            },
            query(QueryStyle::PipeDelimited),
            query(QueryStyle::Form { explode: true }),
            query(QueryStyle::DeepObject),
            ParameterPlace::Header { explode: false },
            ParameterPlace::Cookie {
                explode: true,
                plain: false
            },
        ]
    );
    assert!(matches!(
        parameters[8].value.shape,
        ParameterShape::Content(_)
    ));
    assert!(parameters[0].value.required && !parameters[2].value.required);
}

#[test]
fn former_spellings_are_read_for_what_they_mean() {
    let document = schemas(
        "3.0.3",
        "    A: {type: file}
    B: {type: array, items: [{type: string}, {}], additionalItems: false}
    C: {type: object, discriminator: kind, properties: {kind: {type: string, required: true}}}
",
    );
    let a = schema(&document, "A");
    assert_eq!(a.types[0].value, JsonType::String);
    assert_eq!(text(a.format.as_ref()).as_deref(), Some("binary"));
    let b = schema(&document, "B");
    assert_eq!(b.prefix_items.len(), 2);
    assert!(matches!(
        document.schemas.get(b.items.unwrap()).body,
        SchemaBody::Bool(false)
    ));
    let c = schema(&document, "C");
    assert_eq!(
        c.discriminator.as_ref().unwrap().property_name.value,
        "kind"
    );
    assert!(object(&document, c.properties[0].1).required.is_empty());
}

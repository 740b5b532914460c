//! Schema resources: their URIs, dynamic anchors, metaschemas and files.

mod common;

use specwright_source::{Severity, Sources};
use specwright_spec::model::{Document, SchemaBody, SchemaId, SchemaObject};
use specwright_spec::{Fetched, Loader, Provider, read_with};

/// Files in memory; their keys are their URIs, or names.
struct Memory(&'static [(&'static str, &'static str)]);

impl Provider for Memory {
    fn locate(&self, _from: &str, reference: &str) -> Option<String> {
        let known = self.0.iter().any(|(name, _)| *name == reference);
        known.then(|| reference.to_owned())
    }

    fn read(&self, key: &str) -> Result<Fetched, String> {
        let (name, text) = self.0.iter().find(|(name, _)| *name == key).unwrap();
        if text.is_empty() {
            return Err("the disk is gone".to_owned());
        }
        Ok(Fetched {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
    }
}

/// Reads a document with these components, and files; and renders what was
/// found.
fn read(schemas: &str, files: &'static [(&str, &str)]) -> (Option<Document>, String) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let mut sources = Sources::new();
    let entry = sources.add("api.yaml", text);
    let (root, found) = specwright_source::read(&sources, entry);
    assert!(found.is_empty(), "{found:?}");
    let provider = Memory(files);
    let loader = Loader::new(sources, entry, "api.yaml", &provider);
    let (document, mut found) = read_with(&root.unwrap(), &loader);
    let (sources, more) = loader.finish();
    found.extend(more);
    let rendered =
        specwright_source::render(&sources, &found, specwright_source::Color::Never).to_string();
    let errors = found.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(document.is_none(), errors, "{rendered}");
    (document, rendered)
}

fn clean(schemas: &str, files: &'static [(&str, &str)]) -> Document {
    let (document, rendered) = read(schemas, files);
    assert_eq!(rendered, "");
    document.unwrap()
}

fn id(document: &Document, name: &str) -> SchemaId {
    let mut named = document.components.schemas.iter();
    named.find(|(known, _)| known.value == name).unwrap().1
}

fn object(document: &Document, id: SchemaId) -> &SchemaObject {
    match &document.schemas.get(id).body {
        SchemaBody::Object(object) => object,
        SchemaBody::Bool(value) => panic!("the schema is {value}"),
    }
}

fn referred(document: &Document, id: SchemaId) -> SchemaId {
    object(document, id).reference.as_ref().unwrap().value
}

#[test]
fn resources_know_their_dynamic_anchors_and_schemas_their_resource() {
    let document = clean(
        "    List:
      $id: https://example.com/list
      items: {$dynamicRef: '#item'}
      $defs: {any: {$dynamicAnchor: item, not: {}}}
    Strings:
      $id: https://example.com/strings
      $ref: list
      $defs: {item: {$dynamicAnchor: item, type: string}}
",
        &[],
    );
    let (list, strings) = (id(&document, "List"), id(&document, "Strings"));
    let items = object(&document, list).items.unwrap();
    let dynamic = object(&document, items).dynamic_reference.as_ref().unwrap();
    assert_eq!(dynamic.value.anchor.as_deref(), Some("item"));
    assert_eq!(dynamic.value.schema, object(&document, list).defs[0].1);
    assert_eq!(referred(&document, strings), list);
    for schema in [list, strings] {
        let resource = document.schemas.get(schema).resource;
        let anchors = &document.schemas.resource(resource).dynamic_anchors;
        let own = object(&document, schema).defs[0].1;
        assert_eq!(*anchors, [("item".to_owned(), own)]);
        assert_eq!(document.schemas.get(own).resource, resource);
    }
    let resource = document.schemas.get(items).resource;
    assert_eq!(
        document.schemas.resource(resource).uri,
        "https://example.com/list"
    );
}

#[test]
fn a_dynamic_reference_to_another_thing_is_a_reference() {
    let document = clean(
        "    A:
      $id: https://example.com/a
      properties: {a: {$dynamicRef: '#x'}, b: {$dynamicRef: '#/$defs/y'}}
      $defs: {x: {$anchor: x}, y: {$dynamicAnchor: y}}
",
        &[],
    );
    let a = object(&document, id(&document, "A"));
    for (number, (_, property)) in a.properties.iter().enumerate() {
        let dynamic = object(&document, *property).dynamic_reference.as_ref();
        assert_eq!(dynamic.unwrap().value.anchor, None);
        assert_eq!(dynamic.unwrap().value.schema, a.defs[number].1);
    }
}

#[test]
fn dynamic_anchors_are_read_although_nobody_refers_to_them() {
    let document = clean(
        "    A: {$ref: 'https://example.com/b#/$defs/b'}\n",
        &[(
            "https://example.com/b",
            r#"{"$id": "https://example.com/b", "$defs": {
                "b": {"type": "string"}, "c": {"$dynamicAnchor": "c", "type": "null"}}}"#,
        )],
    );
    let b = referred(&document, id(&document, "A"));
    let resource = document.schemas.get(b).resource;
    let [(name, c)] = document
        .schemas
        .resource(resource)
        .dynamic_anchors
        .as_slice()
    else {
        panic!()
    };
    assert_eq!(name, "c");
    assert_eq!(object(&document, *c).types.len(), 1);
}

#[test]
fn ids_in_values_names_and_unknown_keywords_name_nothing() {
    let document = clean(
        "    A: {$ref: 'https://example.com/x'}
    B: {const: {$id: 'https://example.com/x'}}
    C: {unknown: {$id: 'https://example.com/x'}}
    D: {properties: {$id: {type: string}, const: {$id: 'https://example.com/y'}}}
    E: {$ref: 'https://example.com/y'}
    F: {$id: 'https://example.com/x#', type: 'null'}
",
        &[],
    );
    assert_eq!(referred(&document, id(&document, "A")), id(&document, "F"));
    let inner = object(&document, id(&document, "D")).properties[1].1;
    assert_eq!(referred(&document, id(&document, "E")), inner);
}

#[test]
fn bases_are_ids_then_where_a_file_was_found() {
    let document = clean(
        "    A: {$ref: 'https://example.com/folder/a.json'}
    B:
      $id: https://example.com/
      $defs:
        C: {$id: 'folder/', $defs: {D: {$ref: 'b.json#/$defs/inner'}}}
    U: {$id: 'urn:example:u', $ref: '#/$defs/v', $defs: {v: {$anchor: v}}}
    V: {$ref: 'urn:example:u#v'}
",
        &[
            ("https://example.com/folder/a.json", r#"{"$ref": "b.json"}"#),
            (
                "https://example.com/folder/b.json",
                r##"{"$ref": "#/$defs/inner", "$defs": {"inner": {"type": "null"}}}"##,
            ),
        ],
    );
    let b = referred(&document, referred(&document, id(&document, "A")));
    let inner = referred(&document, b);
    let c = object(&document, id(&document, "B")).defs[0].1;
    assert_eq!(referred(&document, object(&document, c).defs[0].1), inner);
    let u = id(&document, "U");
    assert_eq!(referred(&document, u), object(&document, u).defs[0].1);
    assert_eq!(
        referred(&document, id(&document, "V")),
        referred(&document, u)
    );
}

#[test]
fn a_document_with_a_uri_finds_the_files_beside_it() {
    let document = clean(
        "    A: {$id: 'https://example.com/a', $ref: 'b.json'}\n",
        &[("b.json", r#"{"type": "string"}"#)],
    );
    let b = referred(&document, id(&document, "A"));
    assert_eq!(object(&document, b).types.len(), 1);
}

#[test]
fn metaschemas_are_built_in() {
    let document = clean(
        "    A: {$ref: 'https://json-schema.org/draft/2020-12/schema'}
    B: {$ref: 'https://spec.openapis.org/oas/3.1/dialect/base#meta'}
",
        &[],
    );
    let a = object(&document, referred(&document, id(&document, "A")));
    assert_eq!(a.all_of.len(), 7);
    let b = object(&document, referred(&document, id(&document, "B")));
    assert_eq!(
        referred(&document, b.all_of[0]),
        referred(&document, id(&document, "A"))
    );
}

const METASCHEMAS: &[(&str, &str)] = &[
    (
        "https://example.com/no-validation",
        r#"{"$id": "https://example.com/no-validation", "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": true,
            "https://json-schema.org/draft/2020-12/vocab/applicator": true}}"#,
    ),
    (
        "https://example.com/own",
        r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": true,
            "https://json-schema.org/draft/2020-12/vocab/validation": true,
            "https://json-schema.org/draft/2020-12/vocab/format-assertion": false,
            "https://example.com/vocab/optional": false,
            "https://example.com/vocab/own": true}}"#,
    ),
];

#[test]
fn a_metaschema_switches_vocabularies_off() {
    let document = clean(
        "    A:
      $schema: https://example.com/no-validation
      minimum: 3
      properties: {a: {type: string, format: date, unevaluatedItems: false}}
    B: {minimum: 3}
",
        METASCHEMAS,
    );
    let a = object(&document, id(&document, "A"));
    assert!(a.minimum.is_none());
    let inner = object(&document, a.properties[0].1);
    assert!(inner.types.is_empty() && inner.format.is_none());
    let unknown: Vec<&str> = inner
        .unknown
        .iter()
        .map(|(key, _)| key.value.as_str())
        .collect();
    assert_eq!(unknown, ["type", "format", "unevaluatedItems"]);
    assert!(object(&document, id(&document, "B")).minimum.is_some());
}

#[test]
fn unknown_vocabularies_that_are_required_are_told() {
    let (document, rendered) = read(
        "    A: {$schema: 'https://example.com/own', format: date, items: {}, maximum: 1}\n",
        METASCHEMAS,
    );
    let document = document.unwrap();
    let a = id(&document, "A");
    assert!(document.schemas.get(a).format_asserted);
    assert!(object(&document, a).items.is_none());
    assert!(object(&document, a).maximum.is_some());
    assert!(rendered.contains("warning[SW0257]"), "{rendered}");
    assert!(
        rendered.contains("https://example.com/vocab/own"),
        "{rendered}"
    );
    assert!(rendered.contains("api.yaml:6:18"), "{rendered}");
    assert!(!rendered.contains("vocab/optional` is not"), "{rendered}");
}

#[test]
fn files_that_cannot_be_read_say_why_at_the_reference() {
    let (_, rendered) = read("    A: {$ref: gone.json}\n", &[("gone.json", "")]);
    assert!(
        rendered.contains("`gone.json` cannot be read: the disk is gone"),
        "{rendered}"
    );
    assert!(rendered.contains("api.yaml:6:15"), "{rendered}");
    let (_, rendered) = read("    A: {$ref: bad.json}\n", &[("bad.json", "{\"a\" 1}")]);
    assert!(rendered.contains("bad.json:1:"), "{rendered}");
    assert!(rendered.contains("a file that has errors"), "{rendered}");
}

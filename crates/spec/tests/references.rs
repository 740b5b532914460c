//! References lead to the one thing they name, however they are spelled.

mod common;

use std::sync::Arc;

use specwright_source::{FileId, Node, Severity, Sources};
use specwright_spec::model::{
    Document, DynamicReference, ParameterShape, SchemaBody, SchemaId, SchemaObject,
};
use specwright_spec::{FileMap, read_with};

fn document(text: &str) -> Document {
    let read = common::read_text("document.yaml", text);
    assert!(read.document.is_some(), "{}", read.rendered());
    read.document.unwrap()
}

/// A document of 3.1 with these lines at its end.
fn with(lines: &str) -> Document {
    document(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{lines}"
    ))
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

fn referred(document: &Document, name: &str) -> SchemaId {
    object(document, id(document, name))
        .reference
        .as_ref()
        .unwrap()
        .value
}

fn pointer(document: &Document, id: SchemaId) -> String {
    document.schemas.get(id).location.pointer.to_string()
}

#[test]
fn a_schema_reached_in_many_ways_is_one() {
    let document = with(
        "paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Pet/properties/id'}}]
    get:
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    A: {$ref: '#/paths/~1pets~1%7Bid%7D/get/responses/200/content/application~1json/schema'}
    B: {$ref: '#/components/schemas/Pet/allOf/0'}
    C: {$ref: '#/components/schemas/Pet/$defs/Part'}
    D: {$ref: '#/components/schemas/D%C3%BC%20~01'}
    Pet: {properties: {id: {type: string}}, allOf: [{minProperties: 1}], $defs: {Part: {}}}
    'Dü ~1': {}
",
    );
    let pet = object(&document, id(&document, "Pet"));
    let item = &document.paths[0].1.value;
    let ParameterShape::Schema(shape) = item.parameters[0].value.shape else {
        panic!()
    };
    let inner = object(&document, shape).reference.as_ref().unwrap().value;
    assert_eq!(inner, pet.properties[0].1);
    assert_eq!(
        pointer(&document, inner),
        "/components/schemas/Pet/properties/id"
    );
    let body = item.operations[0].1.responses[0].1.value.content[0]
        .1
        .schema
        .unwrap();
    assert_eq!(referred(&document, "A"), body);
    assert_eq!(referred(&document, "B"), pet.all_of[0]);
    assert_eq!(referred(&document, "C"), pet.defs[0].1);
    assert_eq!(referred(&document, "D"), id(&document, "Dü ~1"));
    let all = document.schemas.iter().count();
    let mut places: Vec<String> = document
        .schemas
        .iter()
        .map(|(_, schema)| schema.location.pointer.to_string())
        .collect();
    places.sort();
    places.dedup();
    assert_eq!(places.len(), all, "no schema is read twice");
}

#[test]
fn schemas_may_contain_themselves() {
    let document = with(
        "paths: {}
components:
  schemas:
    Tree: {properties: {children: {items: {$ref: '#/components/schemas/Tree'}}}}
",
    );
    let tree = id(&document, "Tree");
    let children = object(&document, object(&document, tree).properties[0].1);
    let items = object(&document, children.items.unwrap());
    assert_eq!(items.reference.as_ref().unwrap().value, tree);
}

#[test]
fn anchors_and_ids_name_schemas() {
    let document = with(
        "paths: {}
components:
  schemas:
    A: {$ref: '#pet'}
    B: {$ref: 'https://example.com/schemas/tree'}
    C: {$ref: 'https://example.com/schemas/tree#leaf'}
    D: {$ref: 'https://example.com/schemas/part.json'}
    Pet: {$anchor: pet}
    Tree:
      $id: https://example.com/schemas/tree
      $dynamicAnchor: node
      properties:
        root: {$ref: '#'}
        leaf: {$ref: '#/$defs/Leaf'}
        part: {$ref: part.json}
        next: {$dynamicRef: '#node'}
      $defs:
        Leaf: {$anchor: leaf}
        Part: {$id: part.json}
    Example: {type: object, default: {$anchor: pet, $id: https://example.com/schemas/tree}}
",
    );
    assert_eq!(referred(&document, "A"), id(&document, "Pet"));
    let tree_id = id(&document, "Tree");
    let tree = object(&document, tree_id);
    assert_eq!(referred(&document, "B"), tree_id);
    assert_eq!(referred(&document, "C"), tree.defs[0].1);
    assert_eq!(referred(&document, "D"), tree.defs[1].1);
    let property = |at: usize| object(&document, tree.properties[at].1);
    assert_eq!(property(0).reference.as_ref().unwrap().value, tree_id);
    assert_eq!(
        property(1).reference.as_ref().unwrap().value,
        tree.defs[0].1
    );
    assert_eq!(
        property(2).reference.as_ref().unwrap().value,
        tree.defs[1].1
    );
    let dynamic = property(3).dynamic_reference.as_ref().unwrap();
    assert_eq!(
        dynamic.value,
        DynamicReference {
            text: "#node".to_owned(),
            schema: tree_id,
            anchor: Some("node".to_owned()),
        }
    );
}

#[test]
fn the_document_may_name_itself() {
    let document = document(
        "openapi: 3.2.0
$self: https://example.com/api/openapi.yaml
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/B'}
    B: {$ref: 'openapi.yaml#/components/schemas/C'}
    C: {}
",
    );
    assert_eq!(referred(&document, "A"), id(&document, "B"));
    assert_eq!(referred(&document, "B"), id(&document, "C"));
}

#[test]
fn components_are_shared_and_keep_their_place() {
    let document = with(
        "paths:
  /pets:
    get:
      parameters: [{$ref: '#/components/parameters/Alias', description: of this operation}]
      responses: {default: {$ref: '#/components/responses/Any'}}
    post:
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses: {default: {$ref: '#/paths/~1pets/get/responses/default'}}
components:
  parameters:
    Alias: {$ref: '#/components/parameters/Limit'}
    Limit: {name: limit, in: query, schema: {}}
  responses:
    Any: {description: any}
",
    );
    let operations = &document.paths[0].1.value.operations;
    let (get, post) = (&operations[0].1, &operations[1].1);
    let limit = &document.components.parameters[1].1;
    for item in [
        &get.parameters[0],
        &post.parameters[0],
        &document.components.parameters[0].1,
    ] {
        assert!(Arc::ptr_eq(&item.value, &limit.value));
        assert_eq!(
            item.location.pointer.to_string(),
            "/components/parameters/Limit"
        );
        assert!(item.reference.is_some());
    }
    assert!(limit.reference.is_none());
    assert_eq!(
        get.parameters[0].description.as_ref().unwrap().value,
        "of this operation"
    );
    assert!(Arc::ptr_eq(
        &get.responses[0].1.value,
        &post.responses[0].1.value
    ));
}

#[test]
fn a_pointer_may_lead_through_a_reference() {
    let document = with(
        "paths: {}
components:
  schemas:
    A: {$ref: '#/components/schemas/B/properties/id'}
    B: {$ref: '#/components/schemas/C'}
    C: {properties: {id: {type: string}}}
",
    );
    let c = object(&document, id(&document, "C"));
    assert_eq!(referred(&document, "A"), c.properties[0].1);
}

#[test]
fn mappings_name_schemas_by_name_and_by_reference() {
    let document = with(
        "paths: {}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat.v2'}]
      discriminator:
        propertyName: kind
        mapping: {dog: Dog, cat: Cat.v2, hound: '#/components/schemas/Dog'}
    Dog: {}
    Cat.v2: {}
",
    );
    let pet = object(&document, id(&document, "Pet"));
    let mapping = &pet.discriminator.as_ref().unwrap().mapping;
    let targets: Vec<SchemaId> = mapping.iter().map(|(_, target)| target.value).collect();
    let (dog, cat) = (id(&document, "Dog"), id(&document, "Cat.v2"));
    assert_eq!(targets, [dog, cat, dog]);
}

#[test]
fn circles_of_references_allow_any_value() {
    let read = common::read_text(
        "document.yaml",
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Outside: {$ref: '#/components/schemas/A'}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
",
    );
    assert_eq!(read.diagnostics.len(), 1);
    assert_eq!(read.diagnostics[0].secondary.len(), 1);
    let document = read.document.unwrap();
    assert!(object(&document, id(&document, "A")).reference.is_none());
    assert_eq!(referred(&document, "B"), id(&document, "A"));
    assert_eq!(referred(&document, "Outside"), id(&document, "A"));
}

/// Reads several files, of which the first is the entry.
fn files(texts: &[(&str, &str)]) -> (Option<Document>, usize) {
    let mut sources = Sources::new();
    let mut map = FileMap::new();
    let mut roots: Vec<Node> = Vec::new();
    for (name, text) in texts {
        let file = sources.add(*name, *text);
        roots.push(specwright_source::read(&sources, file).0.unwrap());
    }
    for (from, _) in texts.iter().enumerate() {
        for (to, (name, _)) in texts.iter().enumerate() {
            let from = FileId(u32::try_from(from).unwrap());
            map.name(from, *name, FileId(u32::try_from(to).unwrap()));
        }
    }
    let entry = roots.remove(0);
    roots.into_iter().for_each(|root| map.add(root));
    let (document, diagnostics) = read_with(&entry, &map);
    let errors = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    (document, errors.count())
}

#[test]
fn other_files_are_read_where_they_are_given() {
    let entry = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets: {$ref: 'paths.yaml#/pets'}
components:
  schemas:
    Pet: {$ref: 'models.yaml#/Pet'}
";
    let (document, errors) = files(&[
        ("openapi.yaml", entry),
        (
            "paths.yaml",
            "pets: {get: {responses: {default: {$ref: 'responses.yaml'}}}}",
        ),
        (
            "responses.yaml",
            "{description: OK, content: {application/json: {schema: {$ref: 'models.yaml#/Pet'}}}}",
        ),
        (
            "models.yaml",
            "{Pet: {properties: {tag: {$ref: '#/Tag'}}}, Tag: {type: string}}",
        ),
    ]);
    assert_eq!(errors, 0);
    let document = document.unwrap();
    let pet = referred(&document, "Pet");
    assert_eq!(document.schemas.get(pet).location.file, FileId(3));
    let item = &document.paths[0].1;
    assert_eq!(item.location.file, FileId(1));
    let response = &item.value.operations[0].1.responses[0].1;
    assert_eq!(response.location.pointer.to_string(), "");
    let body = object(&document, response.value.content[0].1.schema.unwrap());
    assert_eq!(body.reference.as_ref().unwrap().value, pet);
    let tag = object(&document, object(&document, pet).properties[0].1);
    assert_eq!(
        pointer(&document, tag.reference.as_ref().unwrap().value),
        "/Tag"
    );
}

#[test]
fn other_files_are_errors_where_they_are_not_given() {
    let entry = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {/pets: {$ref: 'paths.yaml#/pets'}}
";
    assert_eq!(files(&[("openapi.yaml", entry)]).1, 1);
}

/// A chain of references as long as a document can hold is no recursion.
#[test]
fn long_chains_do_not_exhaust_the_stack() {
    use std::fmt::Write;
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for number in 0..20_000 {
        let next = number + 1;
        writeln!(
            text,
            "    S{number}: {{items: {{$ref: '#/components/schemas/S{next}'}}}}"
        )
        .unwrap();
    }
    text.push_str("    S20000: {}\n");
    let read = document(&text);
    assert_eq!(read.schemas.iter().count(), 40_001);
}

#[test]
fn nested_callbacks_are_limited() {
    let deep = |count: usize| {
        let mut text = String::from("{responses: {}}");
        for _ in 0..count {
            text = format!("{{callbacks: {{c: {{e: {{post: {text}}}}}}}}}");
        }
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{/a: {{post: {text}}}}}}}"
        );
        common::read_text("document.yaml", &text).document.is_some()
    };
    assert!(deep(10));
    assert!(!deep(20));
}

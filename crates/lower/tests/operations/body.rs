//! Request bodies.

use specwright_ir::{Body, BodyCodec, TypeRef};
use specwright_source::codes::gap;

use super::{api, findings, gaps, operation, types};

fn with(body: &str) -> String {
    format!(
        "  /a:\n    post:\n      operationId: create_pet\n      requestBody: {body}\n      \
         responses: {{'204': {{description: d}}}}\n"
    )
}

fn body(text: &str) -> Option<Body> {
    operation(&api(&with(text)), "create_pet").body.clone()
}

#[test]
fn the_first_json_media_type_is_chosen() {
    let api = api(&with(
        "{required: true, description: The pet., content: {text/plain: {schema: {type: string}}, \
         'application/vnd.pet+json; v=1': {schema: {type: object, properties: {a: {type: string}}}}, \
         application/json: {schema: {type: string}}}}",
    ));
    let body = operation(&api, "create_pet").body.clone().unwrap();
    assert_eq!(body.codec, BodyCodec::Json);
    assert_eq!(body.content_type, "application/vnd.pet+json; v=1");
    assert_eq!(body.accepts, ["application/vnd.pet+json"]);
    assert!(body.required);
    assert_eq!(body.ident.as_str(), "body");
    assert_eq!(body.docs.description.as_deref(), Some("The pet."));
    assert_eq!(types(&api), "CreatePetBody");
    assert_eq!(gaps(&api, gap::BODY_ALTERNATIVE).len(), 2);
}

#[test]
fn the_same_component_as_json_twice_is_accepted_twice() {
    let api = api(&format!(
        "{}components: {{schemas: {{Pet: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n",
        with(
            "{content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}, \
             application/x+json: {schema: {$ref: '#/components/schemas/Pet'}}}}"
        )
    ));
    let body = operation(&api, "create_pet").body.clone().unwrap();
    assert_eq!(body.accepts, ["application/json", "application/x+json"]);
    assert!(!body.required);
    assert_eq!(api.gaps, []);
}

#[test]
fn a_range_with_a_schema_is_json() {
    let range = body("{content: {'*/*': {schema: {type: string}}}}").unwrap();
    assert_eq!(range.codec, BodyCodec::Json);
    assert_eq!(range.content_type, "application/json");
    assert_eq!(range.accepts, ["*/*"]);
    let bytes = body("{content: {'*/*': {}}}").unwrap();
    assert_eq!(
        (bytes.codec, bytes.accepts),
        (BodyCodec::Raw, vec!["*/*".to_owned()])
    );
    assert_eq!(bytes.content_type, "application/octet-stream");
}

#[test]
fn anything_else_is_bytes_and_a_gap() {
    let api = api(&with(
        "{content: {Image/PNG: {}, image/*: {schema: {type: string}}}}",
    ));
    let body = operation(&api, "create_pet").body.clone().unwrap();
    assert_eq!(body.codec, BodyCodec::Raw);
    assert_eq!(body.content_type, "Image/PNG");
    assert_eq!(body.accepts, ["image/png", "image/*"]);
    assert_eq!(gaps(&api, gap::BODY_MEDIA_TYPE).len(), 2);
}

#[test]
fn json_without_a_schema_is_any_json() {
    let any = body("{content: {application/json: {}}}").unwrap();
    assert_eq!((any.codec, any.ty), (BodyCodec::Json, TypeRef::Any));
}

#[test]
fn a_body_can_be_null() {
    let null = body("{content: {application/json: {schema: {type: [string, 'null']}}}}").unwrap();
    assert!(matches!(null.ty, TypeRef::Nullable(_)));
}

#[test]
fn a_body_without_media_type_is_none() {
    assert_eq!(body("{content: {}}"), None);
    assert!(findings(&with("{content: {}}")).contains(&"SW0407".to_owned()));
}

#[test]
fn a_shared_body_names_its_schema() {
    let api = api(
        "  /a:
    post: {operationId: one, requestBody: {$ref: '#/components/requestBodies/Pet'}, responses: {'204': {description: d}}}
    put: {operationId: two, requestBody: {$ref: '#/components/requestBodies/Pet'}, responses: {'204': {description: d}}}
components:
  requestBodies:
    Pet: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
",
    );
    assert_eq!(types(&api), "PetBody");
}

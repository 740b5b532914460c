//! The same document in 3.0 and 3.1 is the same IR.

use specwright_ir::Api;
use specwright_lower::Options;

use crate::{document, lowered};

const V3_0: &str = "
Pet:
  type: object
  required: [id, owner]
  properties:
    id: { type: integer, format: int64, minimum: 0, exclusiveMinimum: true }
    name: { type: string, nullable: true, maxLength: 10 }
    owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Owner' }] }
    mood: { type: string, nullable: true, enum: [good, bad, null] }
    kind: { type: string, enum: [cat] }
    tags: { type: array, items: { type: string, nullable: true } }
    extra: { type: object, additionalProperties: { nullable: true, oneOf: [{ $ref: '#/components/schemas/Owner' }] } }
    raw: { type: string, format: byte }
Owner: { type: object, additionalProperties: false, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
";

const V3_1: &str = "
Pet:
  type: object
  required: [id, owner]
  properties:
    id: { type: integer, format: int64, exclusiveMinimum: 0 }
    name: { type: [string, 'null'], maxLength: 10 }
    owner: { oneOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] }
    mood: { enum: [good, bad, null] }
    kind: { const: cat }
    tags: { type: array, items: { type: ['null', string] } }
    extra: { type: object, additionalProperties: { anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Owner' }] } }
    raw: { type: string, contentEncoding: base64 }
Owner: { type: object, additionalProperties: false, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
";

fn api(version: &str, schemas: &str) -> Api {
    let (api, found) = lowered(&document(version, schemas), &Options::default());
    api.unwrap_or_else(|| panic!("no IR: {found:#?}"))
}

#[test]
fn the_same_schemas_are_the_same_ir() {
    let (old, new) = (api("3.0.3", V3_0), api("3.1.0", V3_1));
    assert_eq!(format!("{:#?}", old.types), format!("{:#?}", new.types));
    assert_eq!(api("3.2.0", V3_1), new);
}

#[test]
fn the_same_document_is_the_same_ir() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let [old, new] = ["bookshop-3.0.yaml", "bookshop-3.1.yaml"].map(|name| {
        let text = std::fs::read_to_string(folder.join(name))
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        let (api, found) = lowered(&text, &Options::default());
        api.unwrap_or_else(|| panic!("no IR of {name}: {found:#?}"))
    });
    assert_eq!(format!("{old:#?}"), format!("{new:#?}"));
}

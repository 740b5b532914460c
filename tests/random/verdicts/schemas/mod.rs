//! The document of random schemas. It is made from a fixed seed, and kept, so
//! that its models are compiled like those of any other.

mod applied;
mod objects;
mod scalars;

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use specwright_source::{Sources, codes};

use super::instances::{Instances, Random};
use super::oracle::{Oracle, closure, plain};

/// Beside the manifest.
pub(crate) const DOCUMENT: &str = "random.openapi.json";
const SEED: u64 = 2020;
/// How many schemas there are, helpers of unions aside.
const SCHEMAS: usize = 300;
const NAMES: &[&str] = &["a", "b", "c", "kind", "some name"];
/// How deep schemas are nested.
const DEPTH: usize = 3;

/// Set it to write the document anew.
const UPDATE: &str = "UPDATE_FIXTURES";

/// Reads the document that the models are of.
pub(crate) fn kept() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_document_is_what_its_seed_makes() {
    let made = make();
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
        fs::write(&path, format!("{made:#}\n")).unwrap();
    }
    assert!(
        kept() == made,
        "{DOCUMENT} is not what its seed makes; run this test with {UPDATE}=1"
    );
}

/// Keywords that the document must have, so that all are compared.
const KEYWORDS: &[&str] = &[
    "$ref",
    "$defs",
    "type",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
];

#[test]
fn every_keyword_is_there() {
    let text = kept()["components"]["schemas"].to_string();
    for keyword in KEYWORDS {
        let count = text.matches(&format!("\"{keyword}\":")).count();
        assert!(count >= 5, "`{keyword}` is there {count} times");
    }
}

fn make() -> Value {
    let mut random = Random::new(SEED);
    let mut schemas = Map::new();
    let mut number = 0;
    for round in 0..SCHEMAS * 20 {
        if number == SCHEMAS {
            break;
        }
        let name = name(number);
        let family = FAMILIES[round % FAMILIES.len()];
        let mut schema = family(&mut random, DEPTH, number);
        let mut more = schemas.clone();
        if let Some(Value::Object(helpers)) = schema.as_object_mut().unwrap().remove(HELPERS) {
            for (suffix, helper) in helpers {
                more.insert(format!("{name}{suffix}"), helper);
            }
        }
        more.insert(name.clone(), schema);
        if is_plain(&name, &more) && has_value(&name, &more, &mut random) {
            schemas = more;
            number += 1;
        }
    }
    assert_eq!(number, SCHEMAS);
    document(&schemas)
}

fn name(number: usize) -> String {
    format!("S{number:03}")
}

/// The pointer to a schema.
fn pointer(number: usize) -> String {
    format!("#/components/schemas/{}", name(number))
}

/// The name of the member that a schema is for.
pub(crate) fn member(name: &str) -> String {
    name.to_lowercase()
}

fn document(schemas: &Map<String, Value>) -> Value {
    let members: Map<String, Value> = schemas
        .keys()
        .map(|name| {
            let reference = format!("#/components/schemas/{name}");
            (member(name), json!({ "$ref": reference }))
        })
        .collect();
    let mut all = schemas.clone();
    all.insert(
        "Everything".to_owned(),
        json!({ "type": "object", "properties": members }),
    );
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Everything" } } });
    json!({
        "openapi": "3.1.1",
        "info": { "title": "Random", "version": "1" },
        "paths": { "/random": { "post": {
            "operationId": "random",
            "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "Read." } },
        } } },
        "components": { "schemas": all },
    })
}

/// Whether the generator leaves nothing out, and guesses nothing.
fn is_plain(name: &str, all: &Map<String, Value>) -> bool {
    let mut sources = Sources::new();
    let document = document(&closure(name, all));
    let file = sources.add("random.json", document.to_string());
    let (root, mut found) = specwright_source::read(&sources, file);
    let (read, more) = specwright_spec::read(&root.unwrap());
    found.extend(more);
    let Some(read) = read else {
        return false;
    };
    let (api, more) = specwright_lower::lower(&read, &specwright_lower::Options::default());
    found.extend(more);
    let left_out = [codes::schema::TYPE_MISSING, codes::schema::REFERENCE_LOOP];
    let guessed = found.iter().any(|found| left_out.contains(&found.code));
    !guessed && api.is_some_and(|api| api.gaps.is_empty())
}

/// Whether a value of it is found soon.
fn has_value(name: &str, all: &Map<String, Value>, random: &mut Random) -> bool {
    let root = plain(&document(&closure(name, all)));
    let schema = &root["components"]["schemas"][name];
    let oracle = Oracle::new(&root, name);
    let instances = Instances::new(&root);
    (0..60).any(|_| oracle.accepts(&instances.value(schema, random, 3)))
}

/// Makes one sort of schemas: how deep they may be nested, and how many there
/// are that they can refer to.
type Family = fn(&mut Random, usize, usize) -> Value;

/// The member of a schema with further components that it is about.
const HELPERS: &str = "x-helpers";

/// In turns, so that each is there often enough.
const FAMILIES: &[Family] = &[
    objects::object,
    applied::one_of,
    objects::map,
    scalars::any,
    applied::discriminated,
    objects::patterned,
    applied::any_of,
    objects::tuple,
    applied::all_of,
    objects::dependent,
    applied::conditional,
    objects::containing,
    applied::recursive,
    objects::unevaluated,
    applied::negated,
    scalars::listed,
    applied::with_definitions,
    objects::array,
    applied::beside_reference,
    objects::loose,
    applied::nullable,
    applied::beside,
    scalars::kinds_together,
    objects::unevaluated_items,
    objects::object,
    applied::all_of,
];

/// Any schema.
fn schema(random: &mut Random, depth: usize, known: usize) -> Value {
    if known > 0 && random.one_in(6) {
        // Now and then the schema itself, which is not there yet.
        let bound = if depth < DEPTH { known + 1 } else { known };
        return json!({ "$ref": pointer(random.below(bound)) });
    }
    if depth == 0 || random.one_in(3) {
        return match random.below(5) {
            0 => scalars::listed(random, 0, known),
            1 => scalars::kinds_together(random, 0, known),
            _ => scalars::any(random, 0, known),
        };
    }
    let mut families = FAMILIES[..].to_vec();
    // Their helpers are found by the name of the outermost schema.
    let outermost: [Family; 2] = [applied::discriminated, applied::with_definitions];
    let is_inner = |family: &Family| {
        let mut outermost = outermost.iter();
        outermost.all(|other| !std::ptr::fn_addr_eq(*family, *other))
    };
    families.retain(is_inner);
    random.pick(&families)(random, depth - 1, known)
}

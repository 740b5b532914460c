//! A document of random schemas. It is made from a fixed seed, and kept as a
//! fixture, so that its server is compiled with the others.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use specwright_source::{Sources, codes};

use super::instances::Random;

const FIXTURE: &str = "fixtures/ok/verdicts/random.openapi.json";
/// How many schemas there are.
const SCHEMAS: usize = 110;
const NAMES: &[&str] = &["a", "b", "c", "kind", "some name"];

/// Set it to write the fixture anew.
const UPDATE: &str = "UPDATE_FIXTURES";

#[test]
fn the_random_document_is_what_its_seed_makes() {
    let made = make();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE);
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, format!("{made:#}\n")).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
    assert!(
        kept == made,
        "{FIXTURE} is not what its seed makes; run this test with {UPDATE}=1"
    );
}

fn make() -> Value {
    let mut random = Random::new(2020);
    let mut schemas = Map::new();
    for _ in 0..SCHEMAS * 20 {
        if schemas.len() == SCHEMAS {
            break;
        }
        let number = schemas.len();
        let name = format!("S{number:03}");
        let schema = schema(&mut random, 3, number);
        schemas.insert(name.clone(), schema);
        // What has gaps, or keywords of which a kind is guessed, is not what
        // this is about.
        if !is_plain(&document(&schemas)) {
            schemas.remove(&name);
        }
    }
    assert_eq!(schemas.len(), SCHEMAS);
    document(&schemas)
}

fn document(schemas: &Map<String, Value>) -> Value {
    let members: Map<String, Value> = schemas
        .keys()
        .map(|name| {
            (
                name.to_lowercase(),
                json!({ "$ref": format!("#/components/schemas/{name}") }),
            )
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
fn is_plain(document: &Value) -> bool {
    let mut sources = Sources::new();
    let file = sources.add("random.json", document.to_string());
    let (root, mut found) = specwright_source::read(&sources, file);
    let (read, more) = specwright_spec::read(&root.unwrap());
    found.extend(more);
    let (api, more) =
        specwright_lower::lower(&read.unwrap(), &specwright_lower::Options::default());
    found.extend(more);
    let left_out = [codes::schema::TYPE_MISSING, codes::schema::REFERENCE_LOOP];
    let guessed = found.iter().any(|found| left_out.contains(&found.code));
    // Both sides accept every text of a format that is not asserted.
    let is_format = |code| code == codes::gap::FORMAT;
    !guessed && api.is_some_and(|api| api.gaps.iter().all(|gap| is_format(gap.code)))
}

fn schema(random: &mut Random, depth: usize, known: usize) -> Value {
    if known > 0 && random.one_in(if depth == 3 { 12 } else { 5 }) {
        // Now and then the schema itself, which is not there yet.
        let bound = if depth < 3 { known + 1 } else { known };
        return json!({ "$ref": format!("#/components/schemas/S{:03}", random.below(bound)) });
    }
    let kinds = if depth == 0 { 8 } else { 20 };
    match random.below(kinds) {
        0 | 1 => string(random),
        2 => integer(random),
        3 => number(random),
        4 => json!({ "type": "boolean" }),
        5 => listed(random),
        6 => kinds_together(random),
        7 => json!({ "type": ["integer", "null"], "minimum": 3 }),
        8 | 9 => array(random, depth, known),
        10..=12 => object(random, depth, known),
        13 => json!({ "type": "object", "additionalProperties": schema(random, depth - 1, known) }),
        14 => json!({ "anyOf": [schema(random, depth - 1, known), { "type": "null" }] }),
        15 | 16 => union(random, "oneOf", depth, known),
        17 => union(random, "anyOf", depth, known),
        18 => {
            json!({ "allOf": [object(random, depth - 1, known), object(random, depth - 1, known)] })
        }
        _ => beside(random, depth, known),
    }
}

fn string(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "string" });
    match random.below(6) {
        0 => schema["maxLength"] = json!(random.below(4) + 1),
        1 => schema["minLength"] = json!(random.below(3) + 1),
        2 => schema["pattern"] = json!(*random.pick(&["^a", "b$", "^[a-c]{2,3}$", r"\d", "é"])),
        3 => {
            schema["format"] = json!(*random.pick(&["date", "date-time", "uuid", "byte", "email"]))
        }
        _ => {}
    }
    schema
}

fn integer(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "integer" });
    match random.below(6) {
        0 => schema["minimum"] = json!(random.below(5)),
        1 => schema["exclusiveMaximum"] = json!(random.below(5) + 2),
        2 => schema["multipleOf"] = json!(random.below(3) + 2),
        3 => schema["format"] = json!("int32"),
        _ => {}
    }
    schema
}

fn number(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "number" });
    match random.below(4) {
        0 => schema["minimum"] = json!(random.below(5) as f64 / 2.0),
        1 => schema["exclusiveMaximum"] = json!(random.below(7) as f64 / 2.0 + 1.0),
        2 => schema["multipleOf"] = json!(*random.pick(&[0.5, 0.01, 2.0])),
        _ => {}
    }
    schema
}

fn listed(random: &mut Random) -> Value {
    match random.below(4) {
        0 => json!({ "const": *random.pick(&["a", "b", "kind"]) }),
        1 => json!({ "enum": [1, 2, 5] }),
        2 => json!({ "enum": ["a", 1, null] }),
        _ => {
            json!({ "type": "string", "enum": *random.pick(&[["a", "b", "c"], ["c", "d", "é"], ["red", "B", ""]]) })
        }
    }
}

fn kinds_together(random: &mut Random) -> Value {
    let (one, other) = *random.pick(&[
        ("string", "integer"),
        ("boolean", "null"),
        ("string", "number"),
        ("integer", "boolean"),
        ("string", "null"),
        ("number", "null"),
        ("array", "string"),
        ("object", "null"),
    ]);
    json!({ "type": [one, other] })
}

fn array(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut array = json!({ "type": "array", "items": schema(random, depth - 1, known) });
    match random.below(5) {
        0 => array["maxItems"] = json!(random.below(3) + 1),
        1 => array["minItems"] = json!(random.below(2) + 1),
        2 => array["uniqueItems"] = json!(true),
        _ => {}
    }
    array
}

fn object(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut properties = Map::new();
    for _ in 0..=random.below(3) {
        let schema = schema(random, depth.saturating_sub(1), known);
        properties.insert((*random.pick(NAMES)).to_owned(), schema);
    }
    let names: Vec<String> = properties.keys().cloned().collect();
    let required: Vec<&String> = names.iter().filter(|_| random.one_in(2)).collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    match random.below(9) {
        0 | 1 => object["additionalProperties"] = json!(false),
        2 => object["additionalProperties"] = json!(true),
        3 => object["additionalProperties"] = schema(random, depth.saturating_sub(1), known),
        4 => object["minProperties"] = json!(1),
        5 => object["maxProperties"] = json!(2),
        6 => object["required"] = json!([NAMES[random.below(NAMES.len())]]),
        _ => {}
    }
    object
}

/// Branches that often share members.
fn union(random: &mut Random, keyword: &str, depth: usize, known: usize) -> Value {
    let objects = random.one_in(2);
    let count = 2 + random.below(2);
    let branches: Vec<Value> = (0..count)
        .map(|_| {
            if objects {
                object(random, depth - 1, known)
            } else {
                schema(random, depth - 1, known)
            }
        })
        .collect();
    json!({ keyword: branches })
}

/// A schema with more beside it.
fn beside(random: &mut Random, depth: usize, known: usize) -> Value {
    match random.below(4) {
        0 => json!({
            "type": "object",
            "properties": { "a": schema(random, depth - 1, known), "b": schema(random, depth - 1, known) },
            "oneOf": [{ "required": ["a"] }, { "required": ["b"] }],
        }),
        1 => json!({ "type": "string", "anyOf": [{ "minLength": 3 }, { "pattern": "^a" }] }),
        2 => json!({ "allOf": [integer(random), { "minimum": 1 }, { "maximum": 9 }] }),
        _ => json!({ "allOf": [
            { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } },
            union(random, "oneOf", depth.max(1), known),
        ] }),
    }
}

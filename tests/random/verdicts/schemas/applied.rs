//! Schemas that are made of others for the same value.

use serde_json::{Map, Value, json};

use super::{HELPERS, NAMES, Random, objects, pointer, scalars, schema};

pub(super) fn one_of(random: &mut Random, depth: usize, known: usize) -> Value {
    json!({ "oneOf": branches(random, depth, known) })
}

pub(super) fn any_of(random: &mut Random, depth: usize, known: usize) -> Value {
    json!({ "anyOf": branches(random, depth, known) })
}

/// Branches that often share members.
fn branches(random: &mut Random, depth: usize, known: usize) -> Vec<Value> {
    let sort = random.below(3);
    (0..2 + random.below(2))
        .map(|index| match sort {
            0 => objects::object(random, depth, known),
            1 => {
                let mut object = objects::object(random, depth, known);
                object["properties"]["kind"] = match random.one_in(2) {
                    true => json!({ "const": format!("k{index}") }),
                    false => json!({ "type": "string", "enum": [format!("k{index}"), "shared"] }),
                };
                object["required"] = json!(["kind"]);
                object
            }
            _ => schema(random, depth.saturating_sub(1), known),
        })
        .collect()
}

/// With a `discriminator`: its branches are components of their own.
pub(super) fn discriminated(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut helpers = Map::new();
    let mut references = Vec::new();
    let mut mapping = Map::new();
    for suffix in ["One", "Two", "Three"].iter().take(2 + random.below(2)) {
        let mut branch = objects::object(random, depth.saturating_sub(1), known);
        branch["properties"]["kind"] = json!({ "type": "string" });
        branch["required"] = json!(["kind"]);
        helpers.insert((*suffix).to_owned(), branch);
        let reference = format!("{}{suffix}", pointer(known));
        mapping.insert(suffix.to_lowercase(), json!(reference));
        references.push(json!({ "$ref": reference }));
    }
    let mut discriminator = json!({ "propertyName": "kind" });
    match random.below(3) {
        0 => {}
        1 => discriminator["mapping"] = json!(mapping),
        _ => {
            // Two values for one of them.
            mapping.insert("first".to_owned(), references[0]["$ref"].clone());
            discriminator["mapping"] = json!(mapping);
        }
    }
    let keyword = if random.one_in(3) { "anyOf" } else { "oneOf" };
    json!({ keyword: references, "discriminator": discriminator, HELPERS: helpers })
}

pub(super) fn all_of(random: &mut Random, depth: usize, known: usize) -> Value {
    match random.below(5) {
        0 => json!({ "allOf": [scalars::integer(random), { "minimum": 1 }, { "maximum": 9 }] }),
        1 => json!({ "allOf": [scalars::string(random), scalars::string(random)] }),
        2 => {
            let union = one_of(random, depth, known);
            json!({ "allOf": [
                { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } },
                union,
            ] })
        }
        _ => {
            json!({ "allOf": [
                objects::object(random, depth, known),
                objects::object(random, depth, known),
            ] })
        }
    }
}

/// With `if`.
pub(super) fn conditional(random: &mut Random, depth: usize, known: usize) -> Value {
    if random.one_in(3) {
        let mut schema = scalars::integer(random);
        schema["if"] = json!({ "minimum": 3 });
        schema["then"] = json!({ "multipleOf": 2 });
        schema["else"] = json!({ "maximum": 1 });
        return schema;
    }
    let mut object = objects::object(random, depth, known);
    let (one, other) = (*random.pick(NAMES), *random.pick(NAMES));
    object["if"] = match random.one_in(2) {
        true => json!({ "required": [one] }),
        false => {
            json!({ "properties": { one: scalars::listed(random, 0, known) }, "required": [one] })
        }
    };
    let more = schema(random, depth.saturating_sub(1), known);
    object["then"] = json!({ "properties": { other: more } });
    if random.one_in(2) {
        object["else"] = json!({ "required": [other] });
    }
    object
}

/// With `not`.
pub(super) fn negated(random: &mut Random, depth: usize, known: usize) -> Value {
    match random.below(4) {
        0 => {
            let mut string = scalars::string(random);
            string["not"] = json!({ "enum": ["a", "", "abc"] });
            string
        }
        1 => {
            let mut number = scalars::integer(random);
            number["not"] = json!({ "multipleOf": 3 });
            number
        }
        2 => {
            let mut object = objects::object(random, depth, known);
            object["not"] = json!({ "required": [random.pick(NAMES)] });
            object
        }
        _ => {
            let mut array = objects::array(random, depth, known);
            array["not"] = json!({ "maxItems": 1, "minItems": 1 });
            array
        }
    }
}

/// A list, tree or map of itself.
pub(super) fn recursive(random: &mut Random, depth: usize, known: usize) -> Value {
    let itself = json!({ "$ref": pointer(known) });
    let mut object = objects::object(random, depth, known);
    match random.below(5) {
        0 => object["properties"]["next"] = itself,
        1 => object["properties"]["next"] = json!({ "anyOf": [itself, { "type": "null" }] }),
        2 => object["properties"]["nodes"] = json!({ "type": "array", "items": itself }),
        3 => object["additionalProperties"] = itself,
        _ => {
            return json!({ "anyOf": [
            schema(random, depth.saturating_sub(1), known),
            { "type": "array", "items": itself },
        ] });
        }
    }
    object
}

/// With `$defs` of its own.
pub(super) fn with_definitions(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut object = objects::object(random, depth, known);
    object["properties"]["a"] = json!({ "$ref": format!("{}/$defs/x", pointer(known)) });
    object["properties"]["b"] = json!({
        "type": "array",
        "items": { "$ref": format!("{}/$defs/y", pointer(known)) },
    });
    object["$defs"] = json!({
        "x": schema(random, depth.saturating_sub(1), known),
        "y": objects::object(random, depth.saturating_sub(1), known),
    });
    object
}

/// `$ref` with siblings.
pub(super) fn beside_reference(random: &mut Random, depth: usize, known: usize) -> Value {
    if known == 0 {
        return objects::object(random, depth, known);
    }
    let mut schema = json!({ "$ref": pointer(random.below(known)) });
    match random.below(6) {
        0 => schema["description"] = json!("It is the other one."),
        1 => schema["maxProperties"] = json!(2),
        2 => schema["required"] = json!([random.pick(NAMES)]),
        3 => {
            let object = objects::object(random, depth.saturating_sub(1), known);
            schema["type"] = json!("object");
            schema["properties"] = object["properties"].clone();
        }
        4 => schema["type"] = json!(random.pick(&["object", "string", "integer", "array"])),
        _ => schema["minLength"] = json!(1),
    }
    schema
}

pub(super) fn nullable(random: &mut Random, depth: usize, known: usize) -> Value {
    let inner = schema(random, depth.saturating_sub(1), known);
    match random.below(4) {
        0 => json!({ "type": ["integer", "null"], "minimum": 3 }),
        1 => json!({ "oneOf": [{ "type": "null" }, inner] }),
        _ => json!({ "anyOf": [inner, { "type": "null" }] }),
    }
}

/// Unions of constraints beside what they are about.
pub(super) fn beside(random: &mut Random, depth: usize, known: usize) -> Value {
    match random.below(3) {
        0 => {
            let mut inner = || schema(random, depth.saturating_sub(1), known);
            json!({
                "type": "object",
                "properties": { "a": inner(), "b": inner() },
                "oneOf": [{ "required": ["a"] }, { "required": ["b"] }],
            })
        }
        1 => json!({ "type": "string", "anyOf": [{ "minLength": 3 }, { "pattern": "^a" }] }),
        _ => {
            let mut object = objects::object(random, depth, known);
            object["anyOf"] = json!([
                { "minProperties": 2 },
                { "properties": { "a": scalars::listed(random, 0, known) }, "required": ["a"] },
            ]);
            object
        }
    }
}

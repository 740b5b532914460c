//! Schemas of objects and arrays.

use serde_json::{Map, Value, json};

use super::{NAMES, Random, schema};

/// Some members, which often are the same ones.
fn members(random: &mut Random, depth: usize, known: usize) -> Map<String, Value> {
    let mut properties = Map::new();
    for _ in 0..=random.below(3) {
        let mut value = schema(random, depth.saturating_sub(1), known);
        if random.one_in(6) {
            value = json!({ "anyOf": [value, { "type": "null" }] });
        }
        properties.insert((*random.pick(NAMES)).to_owned(), value);
    }
    properties
}

pub(super) fn object(random: &mut Random, depth: usize, known: usize) -> Value {
    let properties = members(random, depth, known);
    let names: Vec<String> = properties.keys().cloned().collect();
    let required: Vec<&String> = names.iter().filter(|_| random.one_in(2)).collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    match random.below(10) {
        0 | 1 => object["additionalProperties"] = json!(false),
        2 => object["additionalProperties"] = json!(true),
        3 => object["additionalProperties"] = schema(random, depth.saturating_sub(1), known),
        4 => object["minProperties"] = json!(1),
        5 => object["maxProperties"] = json!(2),
        6 => object["required"] = json!([random.pick(NAMES)]),
        _ => {}
    }
    object
}

pub(super) fn map(random: &mut Random, depth: usize, known: usize) -> Value {
    let values = schema(random, depth.saturating_sub(1), known);
    let mut map = json!({ "type": "object", "additionalProperties": values });
    match random.below(4) {
        0 => map["minProperties"] = json!(1),
        1 => map["propertyNames"] = json!({ "maxLength": 2 }),
        2 => map["propertyNames"] = json!({ "pattern": "^[xz]" }),
        _ => {}
    }
    map
}

/// With `patternProperties`.
pub(super) fn patterned(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut object = match random.one_in(2) {
        true => object(random, depth, known),
        false => json!({ "type": "object" }),
    };
    let mut patterns = Map::new();
    for _ in 0..=random.below(2) {
        let pattern = *random.pick(&["^x-", "b$", "^[a-c]{2,3}$", "日"]);
        let values = schema(random, depth.saturating_sub(1), known);
        patterns.insert(pattern.to_owned(), values);
    }
    object["patternProperties"] = Value::Object(patterns);
    if random.one_in(3) {
        object["additionalProperties"] = json!(false);
    }
    object
}

/// Members that ask for others.
pub(super) fn dependent(random: &mut Random, depth: usize, known: usize) -> Value {
    let mut object = object(random, depth, known);
    let (one, other) = (*random.pick(NAMES), *random.pick(NAMES));
    if random.one_in(2) {
        object["dependentRequired"] = json!({ one: [other] });
    } else {
        let more = schema(random, depth.saturating_sub(1), known);
        object["dependentSchemas"] = json!({ one: random.pick(&[
            json!({ "required": [other] }),
            json!({ "properties": { other: more } }),
            json!({ "minProperties": 2 }),
        ]) });
    }
    object
}

/// Nothing but what some part of it describes.
pub(super) fn unevaluated(random: &mut Random, depth: usize, known: usize) -> Value {
    let parts = [
        object(random, depth, known),
        object(random, depth, known),
        json!({ "type": "object", "properties": { "c": schema(random, 0, known) } }),
    ];
    let mut object = match random.below(3) {
        0 => json!({ "type": "object", "allOf": parts }),
        1 => json!({ "type": "object", "anyOf": parts }),
        _ => {
            let [one, other, _] = parts;
            json!({ "type": "object", "if": one, "then": other })
        }
    };
    object["unevaluatedProperties"] = match random.one_in(2) {
        true => json!(false),
        false => super::scalars::any(random, 0, known),
    };
    object
}

/// An object of which next to nothing is said.
pub(super) fn loose(random: &mut Random, _depth: usize, _known: usize) -> Value {
    match random.below(4) {
        0 => json!({ "type": "object", "maxProperties": 2 }),
        1 => json!({ "type": "object", "required": [random.pick(NAMES)] }),
        2 => json!({ "type": "array", "minItems": 1 }),
        _ => json!({ "type": "object", "additionalProperties": true }),
    }
}

pub(super) fn array(random: &mut Random, depth: usize, known: usize) -> Value {
    let items = schema(random, depth.saturating_sub(1), known);
    let mut array = json!({ "type": "array", "items": items });
    match random.below(6) {
        0 => array["maxItems"] = json!(random.below(3) + 1),
        1 => array["minItems"] = json!(random.below(2) + 1),
        2 | 3 => array["uniqueItems"] = json!(true),
        _ => {}
    }
    array
}

/// With `prefixItems`.
pub(super) fn tuple(random: &mut Random, depth: usize, known: usize) -> Value {
    let count = 1 + random.below(3);
    let item = |random: &mut Random| schema(random, depth.saturating_sub(1), known);
    let prefix: Vec<Value> = (0..count).map(|_| item(random)).collect();
    let mut tuple = json!({ "type": "array", "prefixItems": prefix });
    match random.below(5) {
        0 => {
            tuple["minItems"] = json!(count);
            tuple["items"] = json!(false);
        }
        1 => {
            tuple["minItems"] = json!(count);
            tuple["maxItems"] = json!(count);
        }
        2 => tuple["items"] = item(random),
        3 => tuple["items"] = json!(false),
        _ => {}
    }
    tuple
}

/// With `contains`.
pub(super) fn containing(random: &mut Random, depth: usize, known: usize) -> Value {
    let wanted = schema(random, depth.saturating_sub(1), known);
    let mut array = json!({ "type": "array", "contains": wanted });
    match random.below(4) {
        0 => array["minContains"] = json!(2),
        1 => array["maxContains"] = json!(1),
        2 => {
            array["minContains"] = json!(0);
            array["maxContains"] = json!(2);
        }
        _ => {}
    }
    if random.one_in(2) {
        array["items"] = schema(random, depth.saturating_sub(1), known);
    }
    array
}

/// No items but those that some part of it describes.
pub(super) fn unevaluated_items(random: &mut Random, depth: usize, known: usize) -> Value {
    let one = tuple(random, depth, known);
    let other = containing(random, depth, known);
    let mut array = match random.below(3) {
        0 => json!({ "type": "array", "allOf": [one] }),
        1 => json!({ "type": "array", "anyOf": [one, other] }),
        _ => other,
    };
    array["unevaluatedItems"] = match random.one_in(2) {
        true => json!(false),
        false => super::scalars::any(random, 0, known),
    };
    array
}

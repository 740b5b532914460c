//! Values made for a schema, and values broken in one place.

use serde_json::{Map, Value, json};

use super::generate::{DYNAMIC, NAMES, REFERENCES, Random, TEXTS, value};

/// A value that has a good chance to be accepted by `schema`, a part of `root`.
pub(crate) fn fit(root: &Value, schema: &Value, random: &mut Random, depth: usize) -> Value {
    let Value::Object(object) = schema else {
        return value(random, depth.min(1));
    };
    if let Some(constant) = object.get("const") {
        return constant.clone();
    }
    if let Some(Value::Array(values)) = object.get("enum") {
        return random.pick(values).clone();
    }
    let mut made = by_type(root, object, random, depth);
    if depth == 0 {
        return made;
    }
    for part in parts(root, object, random) {
        let other = fit(root, part, random, depth - 1);
        made = join(made, other, random);
    }
    made
}

/// Other schemas that should accept the value too.
fn parts<'s>(
    root: &'s Value,
    object: &'s Map<String, Value>,
    random: &mut Random,
) -> Vec<&'s Value> {
    let mut parts = Vec::new();
    if let Some(Value::String(reference)) = object.get("$ref") {
        let known = REFERENCES.iter().find(|(text, _)| text == reference);
        let target = known.and_then(|(_, targets)| targets.first());
        parts.extend(target.and_then(|target| root.pointer(target)));
    }
    if object.contains_key("$dynamicRef") {
        parts.extend(root.pointer(random.pick::<&str>(DYNAMIC)));
    }
    parts.extend(
        object
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten(),
    );
    for keyword in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = object.get(keyword) {
            parts.push(random.pick(branches));
        }
    }
    if let Some(condition) = object.get("if") {
        let (holds, keyword) = match random.one_in(2) {
            true => (Some(condition), "then"),
            false => (None, "else"),
        };
        parts.extend(holds);
        parts.extend(object.get(keyword));
    }
    parts
}

/// The value with the content of both, as far as they go together.
fn join(one: Value, other: Value, random: &mut Random) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            for (name, value) in other {
                one.entry(name).or_insert(value);
            }
            Value::Object(one)
        }
        (one, other) => {
            if random.one_in(2) {
                one
            } else {
                other
            }
        }
    }
}

fn by_type(root: &Value, object: &Map<String, Value>, random: &mut Random, depth: usize) -> Value {
    let named = match object.get("type") {
        Some(Value::Array(names)) => random.pick(names).as_str(),
        Some(name) => name.as_str(),
        None => None,
    };
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| object.contains_key(*keyword));
    let guessed = if has(&[
        "properties",
        "required",
        "patternProperties",
        "propertyNames",
    ]) {
        "object"
    } else if has(&["items", "prefixItems", "contains", "minItems"]) {
        "array"
    } else if has(&["minLength", "pattern", "format"]) {
        "string"
    } else if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum"]) {
        "number"
    } else {
        ""
    };
    match named.unwrap_or(guessed) {
        "null" => Value::Null,
        "boolean" => json!(random.one_in(2)),
        "integer" => json!(random.below(6)),
        "number" => json!(random.below(12) as f64 / 2.0),
        "string" => json!(random.pick(TEXTS)),
        "array" => items(root, object, random, depth),
        "object" => members(root, object, random, depth),
        _ => value(random, depth.min(2)),
    }
}

fn items(root: &Value, object: &Map<String, Value>, random: &mut Random, depth: usize) -> Value {
    let depth = depth.saturating_sub(1);
    let prefix = object.get("prefixItems").and_then(Value::as_array);
    let mut items: Vec<Value> = prefix
        .into_iter()
        .flatten()
        .map(|schema| fit(root, schema, random, depth))
        .collect();
    let rest = object.get("items").or_else(|| object.get("contains"));
    let least = object.get("minItems").and_then(Value::as_u64).unwrap_or(0);
    let count = usize::try_from(least).unwrap().max(random.below(4));
    while items.len() < count {
        items.push(fit(root, rest.unwrap_or(&Value::Bool(true)), random, depth));
    }
    Value::Array(items)
}

fn members(root: &Value, object: &Map<String, Value>, random: &mut Random, depth: usize) -> Value {
    let depth = depth.saturating_sub(1);
    let mut made = Map::new();
    let properties = object.get("properties").and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        if !random.one_in(4) {
            made.insert(name.clone(), fit(root, schema, random, depth));
        }
    }
    let anything = Value::Bool(true);
    let rest = object.get("additionalProperties").unwrap_or(&anything);
    let required = object.get("required").and_then(Value::as_array);
    let required = required.into_iter().flatten().filter_map(Value::as_str);
    for name in required {
        if !made.contains_key(name) {
            let schema = properties.and_then(|all| all.get(name)).unwrap_or(rest);
            made.insert(name.to_owned(), fit(root, schema, random, depth));
        }
    }
    if random.one_in(2) && *rest != Value::Bool(false) {
        let name = (*random.pick(NAMES)).to_owned();
        let more = fit(root, rest, random, depth);
        made.entry(name).or_insert(more);
    }
    Value::Object(made)
}

/// `value` with a change in one place.
pub(crate) fn broken(value: &Value, random: &mut Random) -> Value {
    let mut changed = value.clone();
    change(&mut changed, random);
    changed
}

fn change(place: &mut Value, random: &mut Random) {
    match place {
        Value::Array(items) if !items.is_empty() && !random.one_in(3) => {
            let at = random.below(items.len());
            match random.below(4) {
                0 => {
                    items.remove(at);
                }
                1 => items.push(items[at].clone()),
                _ => change(&mut items[at], random),
            }
        }
        Value::Object(members) if !members.is_empty() && !random.one_in(3) => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = random.pick(&names);
            match random.below(4) {
                0 => {
                    members.remove(name);
                }
                1 => {
                    let value = members[name].clone();
                    members.insert((*random.pick(NAMES)).to_owned(), value);
                }
                _ => change(&mut members[name], random),
            }
        }
        _ => *place = value(random, 1),
    }
}

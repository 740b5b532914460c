//! Whether what was written says what was read.

use std::net::Ipv6Addr;

use serde_json::{Map, Value, json};

use super::oracle::Oracle;

/// Nothing is added, and nothing is lost but members that no schema describes.
/// Texts of formats and numbers may be spelled differently. Gives whether all
/// members are there.
pub(crate) fn same(
    oracle: &Oracle,
    schemas: &[&Value],
    read: &Value,
    written: &Value,
) -> Result<bool, String> {
    let applicable: Vec<_> = schemas
        .iter()
        .flat_map(|schema| oracle.applicable(schema, read))
        .collect();
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            if let Some(name) = written.keys().find(|name| !read.contains_key(*name)) {
                return Err(format!("/{name} was added"));
            }
            let mut whole = true;
            for (name, value) in read {
                let schemas = of_member(&applicable, name);
                whole &= match written.get(name) {
                    Some(new) => {
                        same(oracle, &schemas, value, new).map_err(|why| format!("/{name}{why}"))?
                    }
                    None if schemas.is_empty() => false,
                    None => return Err(format!("/{name} was lost")),
                }
            }
            Ok(whole)
        }
        (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            let mut whole = true;
            for (index, (old, new)) in read.iter().zip(written).enumerate() {
                let schemas = of_item(oracle, &applicable, index, old);
                whole &=
                    same(oracle, &schemas, old, new).map_err(|why| format!("/{index}{why}"))?;
            }
            Ok(whole)
        }
        (Value::Number(read), Value::Number(written)) => {
            let (read, written) = (read.as_f64().unwrap(), written.as_f64().unwrap());
            let narrow = applicable
                .iter()
                .any(|schema| schema.get("format") == Some(&json!("float")));
            if read == written || narrow && read as f32 == written as f32 {
                Ok(true)
            } else {
                Err(format!(": {read} became {written}"))
            }
        }
        (Value::String(read), Value::String(written)) => {
            let formats = applicable.iter().filter_map(|schema| schema.get("format"));
            let mut formats = formats.filter_map(Value::as_str);
            if read == written || formats.any(|format| equal(format, read, written)) {
                Ok(true)
            } else {
                Err(format!(": {read:?} became {written:?}"))
            }
        }
        _ if read == written => Ok(true),
        _ => Err(format!(": {read} became {written}")),
    }
}

/// Whether two texts of a format mean the same.
fn equal(format: &str, one: &str, other: &str) -> bool {
    match format {
        "date-time" => {
            let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
            moment(one).is_some_and(|one| moment(other) == Some(one))
        }
        "uuid" => one.eq_ignore_ascii_case(other),
        "ipv6" => one.parse::<Ipv6Addr>().ok() == other.parse().ok(),
        _ => false,
    }
}

/// What `schemas` say of the member `name`; nothing if they do not describe it.
fn of_member<'s>(schemas: &[&'s Map<String, Value>], name: &str) -> Vec<&'s Value> {
    let mut all = Vec::new();
    for schema in schemas {
        let own = schema.get("properties").and_then(|named| named.get(name));
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let matched: Vec<_> = patterns
            .into_iter()
            .flatten()
            .filter(|(pattern, _)| {
                jsonschema::is_valid(&json!({ "pattern": pattern }), &json!(name))
            })
            .map(|(_, schema)| schema)
            .collect();
        if own.is_none() && matched.is_empty() {
            all.extend(schema.get("additionalProperties"));
        }
        all.extend(own.into_iter().chain(matched));
        let unevaluated = schema.get("unevaluatedProperties");
        all.extend(unevaluated.filter(|rest| **rest != Value::Bool(false)));
        let required = schema.get("required").and_then(Value::as_array);
        if required.is_some_and(|names| names.iter().any(|one| one == name)) {
            all.push(&Value::Bool(true));
        }
    }
    all
}

/// What `schemas` say of the item at `index`. What `contains` says of it is a
/// question, and describes nothing.
fn of_item<'s>(
    oracle: &Oracle,
    schemas: &[&'s Map<String, Value>],
    index: usize,
    item: &Value,
) -> Vec<&'s Value> {
    let mut all = Vec::new();
    for schema in schemas {
        let prefix = schema.get("prefixItems");
        let prefix = prefix.and_then(|prefix| prefix.get(index));
        all.extend(prefix.or_else(|| schema.get("items")));
        let rest = schema.get("unevaluatedItems");
        all.extend(rest.filter(|rest| oracle.part_accepts(rest, item)));
    }
    all
}

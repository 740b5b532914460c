//! Keywords of several schemas that hold for one value.

use serde_json::{Map, Value, json};

/// Makes `keyword` hold beside what is there already, as far as that is easy.
pub(super) fn merge(flat: &mut Map<String, Value>, keyword: &str, value: &Value) {
    let Some(old) = flat.get(keyword).cloned() else {
        flat.insert(keyword.to_owned(), value.clone());
        return;
    };
    let larger = || old.as_f64() < value.as_f64();
    let new =
        match keyword {
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
                if larger() { value.clone() } else { old }
            }
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
                if larger() { old } else { value.clone() }
            }
            "required" => {
                let both = [
                    old.as_array().unwrap().clone(),
                    value.as_array().unwrap().clone(),
                ];
                Value::Array(both.concat())
            }
            "enum" => {
                let allowed = value.as_array().unwrap();
                old.as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| allowed.contains(one))
                    .cloned()
                    .collect()
            }
            "type" => {
                let (old, new) = (names(&old), names(value));
                let both = |name: &&String| {
                    new.contains(name) || (*name == "integer" && new.contains(&"number".to_owned()))
                };
                let mut common: Vec<String> = old.iter().filter(both).cloned().collect();
                if old.contains(&"number".to_owned())
                    && new.contains(&"integer".to_owned())
                    && !common.contains(&"integer".to_owned())
                {
                    common.push("integer".to_owned());
                }
                json!(common)
            }
            "properties" | "patternProperties" => {
                let mut all = old.as_object().unwrap().clone();
                for (name, schema) in value.as_object().unwrap() {
                    let schema = match all.get(name) {
                        Some(known) => json!({ "allOf": [known, schema] }),
                        None => schema.clone(),
                    };
                    all.insert(name.clone(), schema);
                }
                Value::Object(all)
            }
            "items" | "additionalProperties" => json!({ "allOf": [old, value] }),
            "pattern" => json!(format!(
                "{}\n{}",
                old.as_str().unwrap(),
                value.as_str().unwrap()
            )),
            _ => value.clone(),
        };
    flat.insert(keyword.to_owned(), new);
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

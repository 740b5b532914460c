//! Smaller cases that show the same.

use serde_json::Value;

/// The smallest schema and value that can be reached from these while they
/// still are `wrong`.
pub(crate) fn shrink(
    mut schema: Value,
    mut instance: Value,
    wrong: &dyn Fn(&Value, &Value) -> bool,
) -> (Value, Value) {
    loop {
        let smaller = smaller(&schema).into_iter();
        if let Some(next) = smaller.into_iter().find(|next| wrong(next, &instance)) {
            schema = next;
            continue;
        }
        let smaller = self::smaller(&instance).into_iter();
        match smaller.into_iter().find(|next| wrong(&schema, next)) {
            Some(next) => instance = next,
            None => return (schema, instance),
        }
    }
}

/// `value` without one of its parts, or with a smaller one.
fn smaller(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match value {
        Value::Array(items) => {
            for at in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(at);
                all.push(Value::Array(fewer));
            }
            for (at, item) in items.iter().enumerate() {
                for less in smaller(item) {
                    let mut items = items.clone();
                    items[at] = less;
                    all.push(Value::Array(items));
                }
            }
        }
        Value::Object(members) => {
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
            }
            for (name, member) in members {
                if member.is_object() {
                    let mut members = members.clone();
                    members[name] = Value::Bool(true);
                    all.push(Value::Object(members));
                }
                for less in smaller(member) {
                    let mut members = members.clone();
                    members[name] = less;
                    all.push(Value::Object(members));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn what_does_not_matter_is_taken_away() {
    let schema = serde_json::json!({ "a": { "b": [1, 2, 3] }, "c": true });
    let instance = serde_json::json!([{ "x": 1, "y": 2 }]);
    let wrong = |schema: &Value, instance: &Value| {
        schema["a"]["b"]
            .as_array()
            .is_some_and(|b| b.contains(&2.into()))
            && instance[0]["y"] == 2
    };
    let (schema, instance) = shrink(schema, instance, &wrong);
    assert_eq!(schema.to_string(), r#"{"a":{"b":[2]}}"#);
    assert_eq!(instance.to_string(), r#"[{"y":2}]"#);
}

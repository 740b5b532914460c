//! Schemas of values without parts.

use serde_json::{Value, json};

use super::Random;

/// A string, number or boolean.
pub(super) fn any(random: &mut Random, _depth: usize, _known: usize) -> Value {
    match random.below(8) {
        0..=2 => string(random),
        3 | 4 => integer(random),
        5 | 6 => number(random),
        _ => json!({ "type": "boolean" }),
    }
}

pub(super) const PATTERNS: &[&str] = &["^a", "b$", "^[a-c]{2,3}$", r"\d", "é", "^.{2}$"];

const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "time",
    "duration",
    "uuid",
    "byte",
    "email",
    "ipv4",
    "ipv6",
    "hostname",
    "uri",
    "uri-reference",
    "json-pointer",
    "nobody-knows",
];

pub(super) fn string(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "string" });
    match random.below(8) {
        0 => schema["maxLength"] = json!(random.below(4) + 1),
        1 => schema["minLength"] = json!(random.below(3) + 1),
        2 => {
            schema["minLength"] = json!(random.below(2));
            schema["maxLength"] = json!(2 + random.below(2));
        }
        3 | 4 => schema["pattern"] = json!(random.pick(PATTERNS)),
        5 | 6 => schema["format"] = json!(random.pick(FORMATS)),
        _ => {}
    }
    schema
}

pub(super) fn integer(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "integer" });
    match random.below(9) {
        0 => schema["minimum"] = json!(random.below(5)),
        1 => schema["exclusiveMaximum"] = json!(random.below(5) + 2),
        2 => schema["multipleOf"] = json!(random.below(3) + 2),
        3 => schema["format"] = json!(random.pick(&["int32", "int64", "uint8"])),
        4 => {
            schema["exclusiveMinimum"] = json!(-1.5);
            schema["maximum"] = json!(random.below(9));
        }
        5 => schema["multipleOf"] = json!(1.5),
        _ => {}
    }
    schema
}

fn number(random: &mut Random) -> Value {
    let mut schema = json!({ "type": "number" });
    match random.below(7) {
        0 => schema["minimum"] = json!(random.below(5) as f64 / 2.0),
        1 => schema["exclusiveMaximum"] = json!(random.below(7) as f64 / 2.0 + 1.0),
        2 | 3 => schema["multipleOf"] = json!(random.pick(&[0.5, 0.01, 2.0, 0.1])),
        4 => {
            schema["exclusiveMinimum"] = json!(0);
            schema["maximum"] = json!(1.5);
            schema["multipleOf"] = json!(0.25);
        }
        5 => schema["format"] = json!(random.pick(&["double", "float"])),
        _ => {}
    }
    schema
}

/// `enum` and `const` of all kinds.
pub(super) fn listed(random: &mut Random, _depth: usize, _known: usize) -> Value {
    match random.below(6) {
        0 => {
            let values = [
                json!("a"),
                json!("kind"),
                json!(3),
                json!(1.5),
                json!(null),
                json!(true),
                json!([]),
                json!([1, "a"]),
                json!({ "a": 1 }),
                json!({}),
            ];
            json!({ "const": random.pick(&values) })
        }
        1 => {
            let values = [
                json!([1, 2, 5]),
                json!([1.5, 2, -0.5]),
                json!([false, null]),
                json!(["a", 1, null]),
                json!([{ "a": 1 }, [1, 2], "x"]),
                json!([[], {}, 0]),
                json!([null, "a", "b"]),
                json!([0, "0", 0.5, true]),
            ];
            json!({ "enum": random.pick(&values) })
        }
        2 => json!({ "type": "integer", "enum": random.pick(&[[1, 2, 5], [0, -1, 1000]]) }),
        3 => json!({ "type": ["string", "null"], "enum": ["a", "b", null] }),
        _ => {
            let values = [["a", "b", "c"], ["c", "d", "é"], ["red", "B", ""]];
            json!({ "type": "string", "enum": random.pick(&values) })
        }
    }
}

pub(super) fn kinds_together(random: &mut Random, _depth: usize, _known: usize) -> Value {
    let kinds = *random.pick(&[
        &["string", "integer"],
        &["boolean", "null"],
        &["string", "number"],
        &["integer", "boolean"],
        &["string", "null"],
        &["number", "null"],
        &["array", "string"],
        &["object", "null"],
        &["integer", "number"],
        &["object", "array", "string", "null"] as &[&str],
    ]);
    let mut schema = json!({ "type": kinds });
    match random.below(4) {
        0 => schema["minLength"] = json!(2),
        1 => schema["minimum"] = json!(1),
        2 => schema["maxProperties"] = json!(1),
        _ => {}
    }
    schema
}

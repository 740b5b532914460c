//! Random schemas and values: verdicts held against the `jsonschema` crate's.

use serde_json::{Map, Value, json};

/// Pseudo-random numbers with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const NAMES: &[&str] = &["a", "b", "ab", "c", "$"];
const PATTERNS: &[&str] = &["^a", "b$", "^[a-c]{2}$", "", "é"];
const TYPES: &[&str] = &[
    "null", "boolean", "integer", "number", "string", "array", "object",
];

fn value(random: &mut Random, depth: usize) -> Value {
    let kinds = if depth == 0 { 6 } else { 10 };
    match random.below(kinds) {
        0 => Value::Null,
        1 => json!(random.one_in(2)),
        2 => json!(i64::try_from(random.below(7)).unwrap() - 2),
        3 => json!(random.below(9) as f64 / 2.0 - 1.0),
        4 | 5 => json!(random.pick(&["", "a", "b", "ab", "abc", "é", "🦀b", "aa"])),
        6 | 7 => (0..random.below(5))
            .map(|_| value(random, depth - 1))
            .collect(),
        _ => {
            let mut object = Map::new();
            for _ in 0..random.below(5) {
                object.insert(random.pick(NAMES).to_owned(), value(random, depth - 1));
            }
            Value::Object(object)
        }
    }
}

fn schema(random: &mut Random, depth: usize) -> Value {
    if random.one_in(9) {
        return json!(random.one_in(3));
    }
    if random.one_in(12) {
        return json!({ "$ref": random.pick(&["#/$defs/x", "#/$defs/y", "#"]) });
    }
    let mut object = Map::new();
    for _ in 0..1 + random.below(3) {
        let (keyword, value) = keyword(random, depth);
        object.insert(keyword.to_owned(), value);
    }
    Value::Object(object)
}

fn keyword(random: &mut Random, depth: usize) -> (&'static str, Value) {
    let small = json!(random.below(4));
    let limit = if depth == 0 { 19 } else { 39 };
    match random.below(limit) {
        0 | 1 => ("type", json!(random.pick(TYPES))),
        2 => (
            "type",
            json!([random.pick(&TYPES[..3]), random.pick(&TYPES[3..])]),
        ),
        3 => ("const", value(random, 2)),
        4 => (
            "enum",
            json!([value(random, 2), value(random, 1), value(random, 0)]),
        ),
        5 => ("minimum", json!(random.below(5) as f64 / 2.0)),
        6 => ("maximum", json!(random.below(5) as f64 / 2.0)),
        7 => ("exclusiveMinimum", json!(random.below(3))),
        8 => ("exclusiveMaximum", json!(random.below(3))),
        9 => ("multipleOf", json!((1 + random.below(4)) as f64 / 2.0)),
        10 => ("minLength", small),
        11 => ("maxLength", small),
        12 => ("pattern", json!(random.pick(PATTERNS))),
        13 => ("minItems", small),
        14 => ("maxItems", small),
        15 => ("uniqueItems", json!(true)),
        16 => ("minProperties", small),
        17 => ("required", json!([random.pick(NAMES)])),
        18 => (
            "dependentRequired",
            json!({ random.pick(NAMES): [random.pick(NAMES)] }),
        ),
        19 | 20 => ("properties", members(random, NAMES, depth)),
        21 => ("patternProperties", members(random, PATTERNS, depth)),
        22 | 23 => ("additionalProperties", schema(random, depth - 1)),
        24 => ("propertyNames", schema(random, depth - 1)),
        25 => ("items", schema(random, depth - 1)),
        26 => ("prefixItems", list(random, depth)),
        27 => ("contains", schema(random, depth - 1)),
        28 => ("minContains", small),
        29 => ("maxContains", small),
        30 => ("allOf", list(random, depth)),
        31 => ("anyOf", list(random, depth)),
        32 => ("oneOf", list(random, depth)),
        33 => ("not", schema(random, depth - 1)),
        34 => ("if", schema(random, depth - 1)),
        35 => (["then", "else"][random.below(2)], schema(random, depth - 1)),
        36 => ("dependentSchemas", members(random, NAMES, depth)),
        37 => ("unevaluatedProperties", schema(random, depth - 1)),
        _ => ("unevaluatedItems", schema(random, depth - 1)),
    }
}

fn members(random: &mut Random, names: &[&'static str], depth: usize) -> Value {
    let mut object = Map::new();
    for _ in 0..1 + random.below(3) {
        object.insert(random.pick(names).to_owned(), schema(random, depth - 1));
    }
    Value::Object(object)
}

fn list(random: &mut Random, depth: usize) -> Value {
    (0..1 + random.below(3))
        .map(|_| schema(random, depth - 1))
        .collect()
}

/// Whether a schema refers to itself without going into the value: no reading
/// of such a schema is right.
fn is_loop(root: &Value, schema: &Value, seen: &mut Vec<String>) -> bool {
    let Value::Object(object) = schema else {
        return false;
    };
    object
        .iter()
        .any(|(keyword, value)| match keyword.as_str() {
            "$ref" => {
                let reference = value.as_str().unwrap();
                if seen.iter().any(|one| one == reference) {
                    return true;
                }
                seen.push(reference.to_owned());
                let target = root.pointer(reference.trim_start_matches('#')).unwrap();
                let found = is_loop(root, target, seen);
                seen.pop();
                found
            }
            "allOf" | "anyOf" | "oneOf" => value
                .as_array()
                .unwrap()
                .iter()
                .any(|one| is_loop(root, one, seen)),
            "not" | "if" | "then" | "else" => is_loop(root, value, seen),
            "dependentSchemas" => value
                .as_object()
                .unwrap()
                .values()
                .any(|one| is_loop(root, one, seen)),
            _ => false,
        })
}

#[test]
fn random_schemas_get_the_verdicts_of_another_validator() {
    let mut random = Random(20_261_123);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..6000 {
        let mut root = schema(&mut random, 3);
        if !root.is_object() {
            root = json!({ "allOf": [root] });
        }
        root["$defs"] = json!({ "x": schema(&mut random, 2), "y": schema(&mut random, 1) });
        let mut parts = vec![&root, &root["$defs"]["x"], &root["$defs"]["y"]];
        if parts
            .drain(..)
            .any(|part| is_loop(&root, part, &mut vec!["#".to_owned()]))
        {
            continue;
        }
        let (program, entry) = super::schema::program(&root).unwrap();
        let theirs = jsonschema::draft202012::new(&root).unwrap();
        for _ in 0..12 {
            let instance = value(&mut random, 3);
            let text = instance.to_string();
            let violations = program.check(entry, &text).unwrap();
            let valid = program.accepts(entry, &text).unwrap();
            assert_eq!(
                valid,
                violations.is_empty(),
                "{root}\n{text}\n{violations:?}"
            );
            assert_eq!(
                valid,
                theirs.is_valid(&instance),
                "{root}\n{text}\n{violations:?}"
            );
            for violation in &violations {
                let place = violation.pointer();
                let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
                assert!(
                    instance.pointer(parent).is_some(),
                    "{root}\n{text}\n{violation}"
                );
            }
            *(if valid { &mut accepted } else { &mut refused }) += 1;
        }
    }
    assert!(accepted > 5000 && refused > 5000, "{accepted} {refused}");
}

//! The dialect of OpenAPI 3.0, held against the same schemas of 2020-12.

use serde_json::{Map, Value, json};
use specwright_lower::Formats;
use specwright_lower::program::{Direction, Options};

use super::engines::{Ours, theirs};
use super::generate::{NAMES, Random, TEXTS, value};
use super::instances::{broken, fit};

const SCHEMAS: usize = 700;

/// A schema of 3.0, and the same in 2020-12.
fn schema(random: &mut Random, depth: usize) -> (Value, Value) {
    if random.one_in(7) {
        let name = *random.pick(&["A", "B"]);
        let old = json!({ "$ref": format!("#/components/schemas/{name}"), "maxLength": 0 });
        return (old, json!({ "$ref": format!("#/$defs/{name}") }));
    }
    let (mut old, mut new) = (Map::new(), Map::new());
    let kind = *random.pick(&["integer", "number", "string", "array", "object", "boolean"]);
    let mut both = |key: &str, value: (Value, Value)| {
        old.insert(key.to_owned(), value.0);
        new.insert(key.to_owned(), value.1);
    };
    let same = |value: Value| (value.clone(), value);
    both("type", same(json!(kind)));
    let inner = depth.saturating_sub(1);
    match kind {
        "array" if depth > 0 => both("items", schema(random, inner)),
        "array" => both("items", same(json!({}))),
        "object" if depth > 0 => {
            let (name, (first, second)) = (*random.pick(NAMES), schema(random, inner));
            both(
                "properties",
                (json!({ name: first }), json!({ name: second })),
            );
            if random.one_in(2) {
                both("required", same(json!([name])));
            }
            if random.one_in(3) {
                both("additionalProperties", schema(random, inner));
            }
        }
        "string" if random.one_in(2) => both("enum", same(json!(&TEXTS[random.below(3)..6]))),
        _ => {}
    }
    if depth > 0 && random.one_in(3) {
        let keyword = *random.pick(&["allOf", "anyOf", "oneOf"]);
        let (first, second) = (schema(random, inner), schema(random, inner));
        both(
            keyword,
            (json!([first.0, second.0]), json!([first.1, second.1])),
        );
    }
    bounds(random, kind, &mut old, &mut new);
    let mut new = Value::Object(new);
    if random.one_in(3) {
        old.insert("nullable".to_owned(), json!(true));
        new = json!({ "anyOf": [{ "type": "null" }, new] });
    }
    (Value::Object(old), new)
}

/// Bounds, of which the exclusive ones are flags.
fn bounds(
    random: &mut Random,
    kind: &str,
    old: &mut Map<String, Value>,
    new: &mut Map<String, Value>,
) {
    if !["integer", "number"].contains(&kind) || random.one_in(2) {
        return;
    }
    let (bound, exclusive) = *random.pick(&[
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ]);
    let (number, flag) = (json!(random.below(4)), random.one_in(2));
    old.insert(bound.to_owned(), number.clone());
    old.insert(exclusive.to_owned(), json!(flag));
    new.insert(if flag { exclusive } else { bound }.to_owned(), number);
}

#[test]
fn schemas_of_3_0_mean_what_they_mean_in_2020_12() {
    let mut random = Random::new(30);
    let (mut accepted, mut refused) = (0, 0);
    let options = Options {
        formats: Formats::Annotation,
        ..Options::default()
    };
    for _ in 0..SCHEMAS {
        let (first, second) = (schema(&mut random, 3), schema(&mut random, 2));
        let document = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "paths": {},
            "components": { "schemas": { "A": first.0, "B": second.0 } },
        });
        let new = json!({ "$ref": "#/$defs/A", "$defs": { "A": first.1, "B": second.1 } });
        if is_loop(&new, "A") || is_loop(&new, "B") {
            continue;
        }
        let ours = Ours::of_document(&document.to_string(), &options, Direction::Any);
        let other = theirs(&new);
        for _ in 0..6 {
            let made = fit(&new, &new["$defs"]["A"], &mut random, 3);
            for instance in [value(&mut random, 2), broken(&made, &mut random), made] {
                let verdict = ours.accepts(&instance.to_string());
                assert_eq!(
                    verdict,
                    other.is_valid(&instance),
                    "{document:#}\n{instance}"
                );
                *(if verdict { &mut accepted } else { &mut refused }) += 1;
            }
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted > 1500 && refused > 1500, "{accepted} {refused}");
}

/// Whether a component leads to itself without going into the value.
fn is_loop(root: &Value, name: &str) -> bool {
    fn reaches(root: &Value, schema: &Value, seen: &mut Vec<String>) -> bool {
        let mut parts: Vec<&Value> = Vec::new();
        for keyword in ["allOf", "anyOf", "oneOf"] {
            parts.extend(schema[keyword].as_array().into_iter().flatten());
        }
        if let Some(reference) = schema["$ref"].as_str() {
            if seen.iter().any(|known| known == reference) {
                return true;
            }
            seen.push(reference.to_owned());
            let target = root.pointer(reference.trim_start_matches('#')).unwrap();
            if reaches(root, target, seen) {
                return true;
            }
            seen.pop();
        }
        parts.into_iter().any(|part| reaches(root, part, seen))
    }
    let start = format!("#/$defs/{name}");
    reaches(root, &root["$defs"][name], &mut vec![start])
}

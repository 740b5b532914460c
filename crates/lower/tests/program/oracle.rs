//! Random schemas and values, held against the `jsonschema` crate.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;

use super::engines::{Ours, theirs};
use super::generate::{Random, is_loop, root, value};
use super::instances::{broken, fit};
use super::shrink::shrink;

/// How many schemas are compared, and with how many values of each kind.
const SCHEMAS: usize = 2500;
const VALUES: usize = 5;

/// Whether the engines differ about a schema and a value; a schema that one of
/// them cannot read is no case.
fn differ(schema: &Value, instance: &Value) -> bool {
    if is_loop(schema) {
        return false;
    }
    let verdicts = catch_unwind(AssertUnwindSafe(|| {
        let ours = Ours::of_schema(schema).accepts(&instance.to_string());
        (ours, theirs(schema).is_valid(instance))
    }));
    verdicts.is_ok_and(|(ours, theirs)| ours != theirs)
}

#[test]
fn random_schemas_get_the_verdicts_of_another_validator() {
    let mut random = Random::new(2020);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..SCHEMAS {
        let schema = root(&mut random);
        if is_loop(&schema) {
            continue;
        }
        let ours = Ours::of_schema(&schema);
        let other = theirs(&schema);
        for _ in 0..VALUES {
            let made = fit(&schema, &schema, &mut random, 4);
            let values = [
                value(&mut random, 3),
                broken(&made, &mut random),
                broken(&made, &mut random),
                made,
            ];
            for instance in values {
                let verdict = ours.accepts(&instance.to_string());
                if verdict != other.is_valid(&instance) {
                    let (schema, instance) = shrink(schema.clone(), instance, &differ);
                    panic!("the check program says {verdict}\n{schema:#}\n{instance}");
                }
                *(if verdict { &mut accepted } else { &mut refused }) += 1;
            }
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted > 8000 && refused > 8000, "{accepted} {refused}");
}

//! One document of random schemas, compiled once: what its types read
//! strictly, held against the check program and the `jsonschema` crate with
//! values that are made here. Seeds are fixed.
//!
//!     cargo test -p specwright-tests-random -- --nocapture
//!
//! says how many verdicts there were.
#![allow(clippy::print_stdout)]

#[path = "../../suite/verdicts/instances/mod.rs"]
mod instances;
mod oracle;
mod same;
mod schemas;

use std::fmt::Write as _;

use serde_json::{Value, json};
use specwright::{
    Facets,
    json::{Mode, from_str, to_vec},
};
use specwright_tests_random::random::models::Everything;

use instances::{Instances, Random, spell};
use oracle::{Checks, Oracle};
use same::same;

/// How many values are wanted for each schema, how often one is looked for,
/// and how often each is broken.
const VALUES: usize = 12;
const TRIES: usize = 150;
const BROKEN: usize = 3;

#[derive(Default)]
struct Count {
    accepted: usize,
    refused: usize,
}

/// The body in which a value is the member that the schema is for.
fn body(name: &str, text: &str) -> String {
    format!("{{\"{}\":{text}}}", schemas::member(name))
}

fn read(name: &str, text: &str, mode: Mode) -> Result<Everything, String> {
    from_str(&body(name, text), mode, &Facets::NONE).map_err(|violations| {
        let violations: Vec<_> = violations.iter().map(ToString::to_string).collect();
        violations.join("; ")
    })
}

/// The value as it is written again.
fn written(name: &str, value: &Everything) -> Result<Value, String> {
    let text = to_vec(value).map_err(|error| error.to_string())?;
    let mut written: Value = serde_json::from_slice(&text).unwrap();
    let members = written.as_object_mut().unwrap();
    let member = members.remove(&schemas::member(name));
    member.ok_or_else(|| "nothing is written".to_owned())
}

/// One value against all engines; what is not as it should be.
fn judge(text: &str, name: &str, oracle: &Oracle, checks: &Checks) -> Result<bool, String> {
    let value: Value = serde_json::from_str(text).unwrap();
    let expected = oracle.accepts(&value);
    let program = checks.accepts(name, text);
    if program != expected {
        return Err(format!(
            "jsonschema says {expected}, the check program {program}"
        ));
    }
    match (read(name, text, Mode::Strict), expected) {
        (Err(_), false) => Ok(false),
        (Err(why), true) => Err(format!("refused and should not be: {why}")),
        (Ok(_), false) => Err("accepted and should not be".to_owned()),
        (Ok(read), true) => {
            let new = written(name, &read)?;
            let whole = same(oracle, &[oracle.schema()], &value, &new)
                .map_err(|why| format!("{why}\n  written {new}"))?;
            if whole {
                again(&new, name, &read, oracle)?;
            }
            tolerant(text, name)?;
            Ok(true)
        }
    }
}

/// What was written is valid, and read as the same value. Without what was
/// dropped it may lack a count of members.
fn again(new: &Value, name: &str, value: &Everything, oracle: &Oracle) -> Result<(), String> {
    if !oracle.accepts(new) {
        return Err(format!("what was written is not accepted: {new}"));
    }
    value
        .validate()
        .map_err(|invalid| format!("it is not valid: {invalid}"))?;
    let read = read(name, &new.to_string(), Mode::Strict)?;
    match written(name, &read)? == *new {
        true => Ok(()),
        false => Err(format!("{new} is written in another way")),
    }
}

/// What is accepted strictly is read tolerantly, too.
fn tolerant(text: &str, name: &str) -> Result<(), String> {
    let read = read(name, text, Mode::Tolerant);
    let read = read.map_err(|why| format!("refused tolerantly: {why}"))?;
    written(name, &read).map(drop)
}

#[test]
fn types_accept_what_schemas_accept_and_nothing_else() {
    let document = schemas::kept();
    let checks = Checks::of(&document);
    let root = oracle::plain(&document);
    let instances = Instances::new(&root);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut count = Count::default();
    let (mut wrong, mut failures) = (String::new(), 0);
    for (seed, name) in (1..).zip(schemas.keys().filter(|name| *name != "Everything")) {
        let oracle = Oracle::new(&root, name);
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut random = Random::new(seed);
        let mut valid = 0;
        let mut failed = 0;
        for _ in 0..TRIES {
            let value = instances.value(&reference, &mut random, 4);
            if oracle.accepts(&value) {
                valid += 1;
            }
            let mut values: Vec<Value> = (0..BROKEN)
                .map(|_| instances.broken(value.clone(), &mut random))
                .collect();
            values.push(value);
            for value in values {
                let text = spell(&value, &mut random);
                match judge(&text, name, &oracle, &checks) {
                    Ok(true) => count.accepted += 1,
                    Ok(false) => count.refused += 1,
                    Err(why) => {
                        failed += 1;
                        if failed <= 2 {
                            let schema = &schemas[name];
                            writeln!(wrong, "{name}: {why}\n  {text}\n  {schema}").unwrap();
                        }
                    }
                }
            }
            if valid == VALUES {
                break;
            }
        }
        failures += failed;
        assert!(valid > 0, "no value of {name} was found");
    }
    let Count { accepted, refused } = count;
    println!(
        "{} schemas, {} verdicts: {accepted} accepted, {refused} refused, {failures} wrong",
        schemas.len() - 1,
        accepted + refused + failures
    );
    assert!(failures == 0, "{failures} wrong:\n{wrong}");
    assert!(accepted > 5_000 && refused > 5_000, "one-sided");
}

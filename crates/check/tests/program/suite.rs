//! The official JSON Schema test suite, draft 2020-12.

#![allow(clippy::print_stdout, reason = "says what was skipped and what ran")]

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

#[test]
fn the_test_suite_agrees() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/json-schema-test-suite/draft2020-12");
    if !suite.is_dir() {
        println!("skipped: there is no folder {}", suite.display());
        return;
    }
    let mut files: Vec<_> = std::fs::read_dir(&suite)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.push(suite.join("optional/bignum.json"));
    files.push(suite.join("optional/float-overflow.json"));
    files.sort();
    let mut ran = 0;
    let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let groups: Vec<Value> = serde_json::from_str(&text).unwrap();
        for group in &groups {
            let mut schema = group["schema"].clone();
            if let Some(object) = schema.as_object_mut() {
                object.remove("$schema");
            }
            let (program, entry) = match super::schema::program(&schema) {
                Ok(program) => program,
                Err(reason) => {
                    *skipped.entry(reason.to_owned()).or_default() += 1;
                    continue;
                }
            };
            for test in group["tests"].as_array().unwrap() {
                let text = test["data"].to_string();
                let accepted = program.accepts(entry, &text).unwrap();
                let violations = program.check(entry, &text).unwrap();
                ran += 1;
                if accepted != test["valid"] || accepted != violations.is_empty() {
                    failures.push(format!(
                        "{}: {}: {}: {violations:?}",
                        path.file_name().unwrap().display(),
                        group["description"],
                        test["description"]
                    ));
                }
            }
        }
    }
    println!("{ran} tests ran; groups skipped: {skipped:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(ran > 1000, "only {ran} tests ran: {skipped:?}");
}

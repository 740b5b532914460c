//! The official JSON Schema test suite, draft 2020-12, against a generated
//! server: one document with a `POST` operation a group, generated and compiled
//! as a user would; each test is posted, and accepted (2xx) or rejected (422).
//!
//!     cargo test -p specwright-tests --test conformance -- --ignored --nocapture
//!
//! ends with the line `N of M verdicts right`. The suite lies beside the
//! checkout, in `../shared/json-schema-test-suite`; where it does not, the test
//! says that it skips. Verdicts that are wrong are listed in `exceptions.tsv`,
//! each with its reason; the list must be true.
#![allow(clippy::print_stdout)]

#[path = "../corpus/workspace.rs"]
mod workspace;

mod groups;
mod program;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use groups::{Group, Sort};
use program::Answer;

/// Verdicts that are wrong, each with its reason.
const EXCEPTIONS: &str = include_str!("exceptions.tsv");

#[derive(Default)]
struct Count {
    right: usize,
    all: usize,
    /// Valid values that were answered by 500.
    failed: usize,
}

#[test]
#[ignore = "runs cargo; some minutes"]
fn verdicts_of_the_server() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite");
    if !folder.is_dir() {
        println!("skipped: there is no folder {}", folder.display());
        return;
    }
    let groups = groups::read(&folder);
    let answers = program::answers(&groups, &folder);
    let (mut whole, mut plain) = (Count::default(), Count::default());
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for (group, answers) in groups.iter().zip(&answers) {
        assert_eq!(group.tests.len(), answers.len(), "{}", group.name);
        for (test, answer) in group.tests.iter().zip(answers) {
            let right = matches!(
                (test.valid, answer.status),
                (true, 200..=299) | (false, 422)
            );
            let counts = [Some(&mut whole), group.plain.then_some(&mut plain)];
            for count in counts.into_iter().flatten() {
                count.all += 1;
                count.right += usize::from(right);
                count.failed += usize::from(answer.status >= 500);
            }
            if !right {
                let key = [&*group.file, &group.name, &test.name].join("\t");
                wrong.insert(key, shown(group, &test.data, answer));
            }
        }
    }
    compare(&wrong);
    let line = |count: &Count| {
        format!(
            "{} of {} verdicts right, {} answered by 5xx",
            count.right, count.all, count.failed
        )
    };
    println!(
        "main files without `$id`, anchors, `$dynamicRef` and other documents: {}",
        line(&plain)
    );
    println!("{} of {} verdicts right", whole.right, whole.all);
    assert_eq!(whole.failed, 0, "{}", line(&whole));
    assert!(whole.all > 1800, "only {} verdicts", whole.all);
}

fn shown(group: &Group, data: &str, answer: &Answer) -> String {
    let sort = match group.sort {
        Sort::Annotation => "annotation",
        Sort::Assert => "assert",
    };
    format!(
        "{} ({sort})\n  {}\n  {data}\n  {}",
        answer.status, group.schema, answer.body
    )
}

/// Holds what was wrong against what is known to be.
fn compare(wrong: &BTreeMap<String, String>) {
    let known: BTreeSet<&str> = EXCEPTIONS
        .lines()
        .skip(1)
        .map(|line| {
            let (key, reason) = line.rsplit_once('\t').expect("key and reason");
            assert!(reason.len() > 10, "no reason: {line}");
            key
        })
        .collect();
    let new: Vec<_> = wrong
        .iter()
        .filter(|(key, _)| !known.contains(key.as_str()))
        .collect();
    for (key, more) in &new {
        println!("wrong: {key}: {more}");
    }
    let right: Vec<_> = known
        .iter()
        .filter(|key| !wrong.contains_key(**key))
        .collect();
    assert!(right.is_empty(), "no exceptions any more: {right:#?}");
    assert!(new.is_empty(), "{} verdicts are wrong", new.len());
}

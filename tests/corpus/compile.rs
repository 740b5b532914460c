//! What is generated from the documents compiles without a warning and
//! without a lint of clippy, and the routers start.
//!
//! The documents' crates are laid out as modules of a few crates in one
//! workspace, their files byte for byte as the generator gives them.
//!
//! Which documents: all of this project's, and those of others below 60 kB;
//! or as `CORPUS` in the environment says it: a number of bytes below which,
//! or words of which one is part of the document's path.

use std::{env, fmt::Write as _};

use crate::{
    code::Code,
    documents::{Document, corpus, documents, each, own},
    service::startable,
    workspace::{Crate, Workspace},
};

/// Documents above this size take too long for every day.
const SMALL: u64 = 60_000;

/// What one crate of the workspace takes: documents, and bytes of Rust.
const MOST: (usize, usize) = (30, 4_000_000);

/// The lints that the crates are held against, beside those of clippy.
const DENIED: &str = "#![deny(warnings, missing_docs, unsafe_code)]\n";

/// The code of the documents that are asked for, ours first.
fn codes() -> Vec<Code> {
    // One names types of the crate that it is part of; `tests/build.rs` and the
    // crate of the older edition compile it.
    let mut all = own();
    all.retain(|document| !document.name.ends_with("names/given.yaml"));
    all.extend(
        corpus()
            .map(|corpus| documents(&corpus))
            .unwrap_or_default(),
    );
    let asked = env::var("CORPUS").unwrap_or_default();
    let words: Vec<&str> = asked.split_whitespace().collect();
    let most = match words.as_slice() {
        [] => Some(SMALL),
        [number] => number.parse().ok(),
        _ => None,
    };
    all.retain(|document: &Document| match most {
        Some(most) => document.size < most,
        None => words.iter().any(|word| document.name.contains(word)),
    });
    let codes: Vec<Code> = each(&all, Code::of)
        .into_iter()
        .filter_map(|code| code.unwrap_or_else(|panic| panic!("{panic}")))
        .collect();
    println!("{} documents, {} with code", all.len(), codes.len());
    codes
}

/// The documents of each crate.
fn batches(codes: Vec<Code>) -> Vec<Vec<Code>> {
    let mut batches: Vec<Vec<Code>> = Vec::new();
    let mut size = 0;
    for code in codes {
        size += code.size();
        match batches.last_mut() {
            Some(batch) if batch.len() < MOST.0 && size <= MOST.1 => batch.push(code),
            _ => {
                size = code.size();
                batches.push(vec![code]);
            }
        }
    }
    batches
}

/// Every third crate is of the older edition.
fn edition(index: usize) -> &'static str {
    if index % 3 == 2 { "2021" } else { "2024" }
}

/// A crate of generated crates.
fn crate_of(index: usize, batch: &[Code]) -> Crate {
    let mut root = format!("//! Generated code of documents.\n{DENIED}\n");
    let mut one = Crate {
        name: format!("batch-{index:02}"),
        edition: edition(index),
        ..Crate::default()
    };
    for code in batch {
        let _ = writeln!(root, "pub mod {};", code.module);
        one.features.extend(code.features.iter().cloned());
        let files = code.files.iter();
        one.files
            .extend(files.map(|(name, text)| (format!("{}/{name}", code.module), text.clone())));
    }
    one.files.push(("lib.rs".to_owned(), root));
    one
}

/// A crate of what build scripts write.
fn single_files(index: usize, batch: &[Code]) -> Crate {
    let mut one = crate_of(index, &[]);
    one.name = format!("single-{index:02}");
    let mut root = format!("//! Generated code of documents.\n{DENIED}\n");
    for code in batch {
        let _ = writeln!(root, "include!(\"{}.rs\");", code.module);
        one.features.extend(code.features.iter().cloned());
        one.files
            .push((format!("{}.rs", code.module), code.single.clone()));
    }
    one.files.retain(|(name, _)| name != "lib.rs");
    one.files.push(("lib.rs".to_owned(), root));
    one
}

#[test]
#[ignore = "runs cargo; some minutes"]
fn compiles() {
    let batches = batches(codes());
    let numbered = || batches.iter().enumerate();
    let mut crates: Vec<Crate> = numbered()
        .map(|(index, batch)| crate_of(index, batch))
        .collect();
    // The parts are the same bytes; what is around them is shown by a few.
    crates.extend(
        numbered()
            .step_by(5)
            .map(|(index, batch)| single_files(index, batch)),
    );
    let workspace = Workspace::write("corpus", &crates);

    let few: Vec<String> = numbered()
        .step_by(5)
        .map(|(index, _)| format!("--package=batch-{index:02}"))
        .collect();
    let clippy = |features: &str, packages: &[String]| {
        let mut arguments = vec!["clippy", "--keep-going", features];
        arguments.extend(packages.iter().map(String::as_str));
        arguments.extend(["--", "-D", "warnings"]);
        workspace.cargo(&arguments)
    };
    let mut failures = clippy("--all-features", &["--workspace".to_owned()]);
    for side in [
        "--features=server",
        "--features=client",
        "--features=reqwest",
    ] {
        failures.push_str(&clippy(side, &few));
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// A program that makes the routers of its documents, and says which panics.
fn program_of(index: usize, batch: &[Code]) -> Crate {
    let mut one = crate_of(index, batch);
    one.name = format!("start-{index:02}");
    one.files
        .retain(|(name, _)| name != "lib.rs" && !name.ends_with("/server.rs"));
    let mut root = "#![allow(warnings)]\n".to_owned();
    let mut main = "fn main() {\n    let mut failed = false;\n".to_owned();
    for code in batch {
        let module = &code.module;
        one.files.push((
            format!("{module}/server.rs"),
            startable(code.file("server.rs")),
        ));
        let _ = writeln!(root, "mod {module};");
        let _ = writeln!(
            main,
            "    if std::panic::catch_unwind({module}::server::start_for_the_corpus_test).is_err() {{\n\
             \x20       eprintln!(\" --> src/{module}/server.rs\");\n        failed = true;\n    }}"
        );
    }
    let _ = write!(main, "    std::process::exit(failed.into());\n}}\n");
    one.files
        .push(("main.rs".to_owned(), format!("{root}\n{main}")));
    one
}

#[test]
#[ignore = "runs cargo; some minutes"]
fn starts() {
    let batches = batches(codes());
    let crates: Vec<Crate> = batches
        .iter()
        .enumerate()
        .map(|(index, batch)| program_of(index, batch))
        .collect();
    let workspace = Workspace::write("start", &crates);
    let mut failures = String::new();
    for one in &crates {
        failures.push_str(&workspace.cargo(&["run", "--features=server", "--package", &one.name]));
    }
    assert!(failures.is_empty(), "\n{failures}");
}

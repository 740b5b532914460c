//! What is generated, as text: the same for the same meaning, and nowhere but
//! where it belongs.

mod determinism;
mod hostile;
mod versions;

use std::{
    fs,
    path::{Path, PathBuf},
};

use specwright_build::{Color, CrateName, Generated, Options, Runtime, Source, Target, generate};

/// The top of the project.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every document that the project generates from, by name and text.
fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["tests/fixtures/ok", "specs"] {
        for entry in walkdir::WalkDir::new(top().join(folder)).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let name = entry.file_name().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    // What names types of the crate around it can be no crate of its own.
    found.retain(|(_, text)| !text.contains("'crate::"));
    assert!(found.len() > 10, "documents are missing: {}", found.len());
    found
}

/// The crate for a document's text.
fn as_crate(text: &str) -> Generated {
    let name = CrateName::new("the-api").unwrap();
    let target = Target::Crate {
        name,
        runtime: Runtime::Published,
    };
    made(text, &target)
}

/// The module for a document's text.
fn as_module(text: &str) -> Generated {
    made(
        text,
        &Target::Module {
            name: CrateName::new("the-api").unwrap(),
        },
    )
}

fn made(text: &str, target: &Target) -> Generated {
    let generated = generate(
        Source::new("the document", text),
        &Options::default(),
        target,
    );
    assert!(
        generated.report.is_some(),
        "{}",
        generated.findings.render(Color::Never)
    );
    generated
}

/// The text of one file.
fn file<'g>(generated: &'g Generated, path: &str) -> &'g str {
    let mut files = generated.files.iter();
    let found = files.find(|file| file.path == Path::new(path));
    &found.unwrap_or_else(|| panic!("no {path}")).text
}

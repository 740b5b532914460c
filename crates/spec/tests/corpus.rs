//! Published documents are read without an error, odd ones without a panic.

#![allow(clippy::print_stdout, reason = "a test says what it skips")]

mod common;

use std::path::Path;

#[test]
fn published_documents_are_read() {
    let Some(corpus) = common::corpus() else {
        println!("skipped: the corpus is not beside the checkout");
        return;
    };
    let mut failed = Vec::new();
    for listed in common::manifest(&corpus) {
        let read = common::read_file(&corpus.join(&listed.document));
        let errors = read.errors();
        assert_eq!(
            read.document.is_none(),
            errors.is_some(),
            "{}",
            listed.document
        );
        if let Some(errors) = errors.filter(|_| listed.expect == "generate") {
            println!("== {}\n{errors}", listed.document);
            failed.push(listed.document);
        }
    }
    assert!(failed.is_empty(), "{} documents: {failed:#?}", failed.len());
}

#[test]
fn our_own_documents_are_read_without_a_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let read = common::read_file(&path);
        assert!(read.diagnostics.is_empty(), "{}", read.rendered());
    }
}

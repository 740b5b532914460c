//! `server.rs` from data built by hand. What is expected stands beside the
//! tests of the runtime that compile it and send it requests.

#![allow(missing_docs)]

mod seed;
mod shop;

use std::path::Path;

use specwright_emit::{Chunk, print, server};
use specwright_ir::Api;

/// The text of `server.rs`, without the first line of all files.
fn text(api: &Api) -> String {
    print(server(api)).unwrap()
}

/// Compares with what the tests of `specwright-axum` compile, behind its first
/// line. With `BLESS` in the environment that is written instead.
fn assert_is(api: &Api, file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../axum/tests")
        .join(file);
    let expected = std::fs::read_to_string(&path).unwrap();
    let (head, expected) = expected.split_once("\n\n").unwrap();
    let text = text(api);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, format!("{head}\n\n{text}")).unwrap();
    } else {
        assert_eq!(text, expected);
    }
}

#[test]
fn the_seed_document() {
    assert_is(&seed::api(), "seed/server.rs");
}

#[test]
fn one_of_everything() {
    assert_is(&shop::api(), "shop/server.rs");
}

#[test]
fn an_api_without_operations_has_an_empty_router() {
    let mut api = seed::api();
    api.operations.clear();
    api.groups.clear();
    api.routes.clear();
    let chunks: Vec<Chunk> = server(&api);
    assert!(print(chunks).unwrap().contains("pub fn router"));
}

#[test]
fn each_declared_status_is_listed_once() {
    let mut api = shop::api();
    for operation in &mut api.operations {
        let twice = operation.responses.iter().flat_map(|response| {
            let mut other = response.clone();
            let ident = format!("{}Plain", response.ident);
            other.ident = specwright_ir::VariantIdent::new(ident).unwrap();
            [response.clone(), other]
        });
        operation.responses = twice.collect();
    }
    let text = text(&api);
    let lists = text
        .split("(status, &[")
        .chain(text.split(", status, &["))
        .skip(1);
    for list in lists {
        let list = list.split(']').next().unwrap();
        let mut statuses: Vec<&str> = list.split(", ").collect();
        let all = statuses.len();
        statuses.dedup();
        assert_eq!(statuses.len(), all, "{list}");
    }
    assert!(text.contains("range(4, status, &[404])"), "{text}");
}

//! `server.rs` from data built by hand. What is expected stands beside the
//! tests of the runtime that compile it and send it requests.

#![allow(missing_docs)]

mod seed;
mod shop;

use specwright_emit::{Chunk, print, server};
use specwright_ir::Api;

/// The text of `server.rs`, without the first line of all files.
fn text(api: &Api) -> String {
    print(server(api)).unwrap()
}

fn expected(file: &'static str) -> &'static str {
    file.split_once("\n\n").unwrap().1
}

#[test]
fn the_seeds_server_is_as_written_by_hand() {
    let expected = expected(include_str!("../../axum/tests/seed/server.rs"));
    assert_eq!(text(&seed::api()), expected);
}

/// With `UPDATE_EXPECTED` set, writes the file instead, to be read before it
/// is committed.
#[test]
fn one_of_everything_is_as_expected() {
    let text = text(&shop::api());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../axum/tests/shop/server.rs");
        let head = "// What the emitter prints for an API with one of everything.";
        std::fs::write(file, format!("{head}\n\n{text}")).unwrap();
    }
    let expected = expected(include_str!("../../axum/tests/shop/server.rs"));
    assert_eq!(text, expected);
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

//! `server.rs` from data built by hand. What is expected stands beside the
//! tests of the runtime that compile it and send it requests.

#![allow(missing_docs)]

mod seed;

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

#[test]
fn an_api_without_operations_has_an_empty_router() {
    let mut api = seed::api();
    api.operations.clear();
    api.groups.clear();
    api.routes.clear();
    let chunks: Vec<Chunk> = server(&api);
    assert!(print(chunks).unwrap().contains("pub fn router"));
}

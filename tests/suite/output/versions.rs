//! The same API in two versions of the specification gives the same Rust.

use std::fs;

use super::{as_crate, as_module, file, top};

const INNER: [&str; 3] = ["src/models.rs", "src/server.rs", "src/client.rs"];

fn text(name: &str) -> String {
    fs::read_to_string(top().join(name)).unwrap()
}

#[test]
fn the_bookshop_is_the_same_to_the_byte() {
    let (old, new) = (
        text("specs/bookshop-3.0.yaml"),
        text("specs/bookshop-3.1.yaml"),
    );
    assert!(old.contains("nullable: true") && new.contains("'null'"));
    let (old_crate, new_crate) = (as_crate(&old), as_crate(&new));
    assert_eq!(old_crate.files, new_crate.files);
    for path in INNER {
        assert!(file(&old_crate, path).lines().count() > 100, "{path}");
    }
    assert_eq!(as_module(&old).files, as_module(&new).files);
}

#[test]
fn the_bookshop_that_is_checked_in_is_the_same_to_the_byte() {
    for path in INNER.into_iter().chain(["src/lib.rs"]) {
        let old = text(&format!("generated/bookshop-3-0/{path}"));
        let new = text(&format!("generated/bookshop-3-1/{path}"));
        assert_eq!(old, new, "{path}");
    }
    let old = text("generated/bookshop-3-0/Cargo.toml").replace("bookshop-3-0", "bookshop-3-1");
    assert_eq!(old, text("generated/bookshop-3-1/Cargo.toml"));
}

#[test]
fn the_bookshop_of_the_build_script_is_the_same_to_the_byte() {
    // What this very crate was built with.
    let old = include_str!(concat!(env!("OUT_DIR"), "/bookshop_3_0.rs"));
    let new = include_str!(concat!(env!("OUT_DIR"), "/bookshop_3_1.rs"));
    assert_eq!(old.replace("bookshop_3_0", "bookshop_3_1"), new);
}

#[test]
fn null_is_the_same_in_every_spelling_of_3_1_and_in_3_0() {
    let document = |version: &str, schema: &str| {
        format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /t:\n    get:\n      \
             operationId: t\n      responses:\n        '200':\n          description: T.\n          \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T' }} }} }}\n\
             components:\n  schemas:\n    N: {{ type: integer }}\n    T: {{ type: object, properties: {{ m: {schema} }} }}\n"
        )
    };
    let models = |text: String| file(&as_crate(&text), "src/models.rs").to_owned();
    let expected = models(document("3.1.1", "{ type: [integer, 'null'] }"));
    assert!(expected.contains("pub m: Nullable<i64>"), "{expected}");
    for (version, schema) in [
        ("3.0.3", "{ type: integer, nullable: true }"),
        (
            "3.0.3",
            "{ allOf: [{ $ref: '#/components/schemas/N' }], nullable: true }",
        ),
        ("3.1.1", "{ type: ['null', integer] }"),
        ("3.1.1", "{ anyOf: [{ type: integer }, { type: 'null' }] }"),
        ("3.1.1", "{ oneOf: [{ type: 'null' }, { type: integer }] }"),
        ("3.1.1", "{ anyOf: [{ type: integer }, { const: null }] }"),
        ("3.1.1", "{ anyOf: [{ type: integer }, { enum: [null] }] }"),
        ("3.2.0", "{ type: [integer, 'null'] }"),
    ] {
        // A reference leaves the name where it points.
        let found = models(document(version, schema));
        let found = found
            .replace("m: N =", "m: i64 =")
            .replace("Nullable<N>", "Nullable<i64>");
        assert_eq!(found, expected, "{version}: {schema}");
    }
}

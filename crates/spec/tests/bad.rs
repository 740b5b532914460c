//! What is said about documents with something wrong in them, word for word.

mod common;

use std::path::Path;

#[test]
fn findings_are_worded_and_placed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bad/spec");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let read = common::read_text(&name, &text);
        assert!(!read.diagnostics.is_empty(), "nothing is found in {name}");
        assert_eq!(read.document.is_none(), read.errors().is_some(), "{name}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, read.rendered());
        });
    }
}

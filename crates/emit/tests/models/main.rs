//! `models.rs` for APIs built by hand.

mod build;
mod sample;

use specwright_emit::{models, print};
use specwright_ir::Api;

fn printed(api: &Api) -> String {
    print(models(api)).expect("the models are items")
}

/// The models of the first document.
#[test]
fn the_first_document() {
    insta::assert_snapshot!(printed(&sample::first_document()));
}

/// Names that the output uses itself, hostile texts, keywords.
#[test]
fn hostile_names_and_texts() {
    insta::assert_snapshot!(printed(&sample::hostile()));
}

/// The runtime's tests are run on exactly what is emitted, and compile the
/// hostile names with warnings denied.
#[test]
fn the_runtime_tests_what_is_emitted() {
    for (name, api) in [
        ("models", sample::everything()),
        ("hostile", sample::hostile()),
        ("large", sample::large()),
    ] {
        let path = format!(
            "{}/../runtime/tests/sample/{name}.rs",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = printed(&api);
        if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
            std::fs::write(&path, &text).expect("the sample can be written");
        }
        let checked_in = std::fs::read_to_string(&path).expect("the sample is there");
        assert!(
            checked_in == text,
            "{name}.rs differs from what is emitted; run with SPECWRIGHT_BLESS=1 and read the diff"
        );
    }
}

#[test]
fn what_is_derived_anyway_is_derived_once() {
    let mut api = sample::everything();
    let types = api.types.iter().map(|(_, def)| def.clone());
    let mut types: Vec<_> = types.collect();
    for def in &mut types {
        let paths = ["::core::cmp::PartialEq", "::core::cmp::PartialOrd"];
        let paths = paths.map(|path| specwright_ir::RustPath::parse(path).unwrap());
        def.more_derives = paths.to_vec();
    }
    api.types = specwright_ir::TypeArena::new(types);
    let text = printed(&api);
    let derives: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("#[derive("))
        .collect();
    assert!(derives.len() > 3);
    for line in derives {
        assert_eq!(line.matches("PartialEq").count(), 1, "{line}");
        assert_eq!(line.matches("PartialOrd").count(), 1, "{line}");
    }
}

//! What `specwright.toml` may say, and what is said about it when it is
//! wrong. The texts of the errors are pinned, one file a case in `config/`.

use std::path::{Path, PathBuf};

use specwright_build::config::Config;
use specwright_build::{Color, Dialect, DuplicatePolicy, Findings, Formats, Options};

fn parse(text: &str) -> Result<Config, Findings> {
    Config::parse(
        PathBuf::from("/project"),
        "specwright.toml",
        text.as_bytes(),
    )
}

#[test]
fn errors_say_where_and_what_to_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() > 5);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let findings = parse(&text).unwrap_err();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::assert_snapshot!(name, findings.render(Color::Never));
    }
}

#[test]
fn formats_have_types_of_libraries() {
    let config = parse(
        "[defaults.format_types]\ndate = \"jiff\"\nuuid = \"string\"\n\
         [[document]]\npath = \"a.yaml\"\n[document.format_types]\ndate = \"time\"\nuri = \"::url::Url\"\n",
    )
    .unwrap();
    let mut expected = Options::default();
    expected.set_format_type("uuid", "string").unwrap();
    expected.set_format_type("date", "time").unwrap();
    expected.set_format_type("uri", "::url::Url").unwrap();
    assert_eq!(config.documents[0].options, expected);
}

#[test]
fn defaults_hold_where_a_document_says_nothing() {
    let config = parse(
        r#"
        output = "./made/./here"
        runtime_path = "../crates"

        [defaults]
        sides = ["client"]
        duplicate_parameters = "first"
        dialect = "problem"

        [[document]]
        path = "specs/Pet Store.yaml"

        [[document]]
        path = "b.json"
        crate = "other_name"
        sides = ["server", "client"]
        dialect = "auto"
        formats = "annotation"
        "#,
    )
    .unwrap();
    assert_eq!(config.output, Path::new("made/here"));
    assert_eq!(config.runtime_path.unwrap().0, "../crates");
    let [first, second] = config.documents.as_slice() else {
        panic!("{:?}", config.documents)
    };
    assert_eq!(first.name.as_str(), "pet-store");
    assert!(first.options.sides.client && !first.options.sides.server);
    assert_eq!(first.options.dialect, Some(Dialect::Problem));
    assert_eq!(first.options.duplicate_parameters, DuplicatePolicy::First);
    assert_eq!(first.options.formats, Formats::Assert);
    assert_eq!(second.name.as_str(), "other_name");
    assert!(second.options.sides.client && second.options.sides.server);
    assert_eq!(second.options.dialect, None);
    assert_eq!(second.options.duplicate_parameters, DuplicatePolicy::First);
    assert_eq!(second.options.formats, Formats::Annotation);
}

#[test]
fn an_empty_configuration_lists_nothing() {
    let config = parse("").unwrap();
    assert!(config.documents.is_empty());
    assert_eq!(config.output, Path::new("generated"));
}

#[test]
fn the_example_of_the_documentation_is_valid() {
    let source = include_str!("../src/config/mod.rs");
    let example: String = source
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .skip_while(|line| !line.contains("```toml"))
        .skip(1)
        .take_while(|line| !line.contains("```"))
        .map(|line| format!("{line}\n"))
        .collect();
    let config = parse(&example).unwrap_or_else(|found| panic!("{}", found.render(Color::Never)));
    assert_eq!(config.documents.len(), 1);
}

#[test]
fn text_that_is_not_utf_8_is_an_error_with_a_place() {
    let findings =
        Config::parse(PathBuf::new(), "specwright.toml", b"output = \"\xFF\"\n").unwrap_err();
    let text = findings.render(Color::Never);
    assert!(text.contains("specwright.toml:1:11"), "{text}");
}

#[test]
fn the_nearest_file_above_counts() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(folder.path().join("specwright.toml"), "").unwrap();
    let found = Config::find(&inner).unwrap();
    assert_eq!(found, folder.path().join("specwright.toml"));
}

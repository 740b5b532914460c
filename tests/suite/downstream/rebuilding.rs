//! A crate with a build script is built again when its document changes, and
//! only then.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::cargo::build;
use crate::output::top;

const DOCUMENT: &str = "\
openapi: 3.1.1
info: { title: Rebuilt, version: '1' }
paths:
  /word:
    get:
      operationId: get_word
      description: The first description.
      responses:
        '200':
          description: The word.
          content: { application/json: { schema: { type: string } } }
";

const MANIFEST: &str = r#"[package]
name = "rebuilt"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
specwright = { path = "CRATES/runtime" }

[build-dependencies]
specwright-build = { path = "CRATES/build" }

# A workspace of its own.
[workspace]

"#;

const SCRIPT: &str = r#"fn main() {
    specwright_build::configure()
        .server(false)
        .transport(specwright_build::Transport::None)
        .compile("api.yaml");
}
"#;

const LIBRARY: &str = r#"specwright::include_api!(api);

pub fn call(client: &api::client::Client) -> api::client::GetWordCall {
    client.get_word()
}
"#;

/// Writes the crate, always in the same place, so that its builds do not pile
/// up; with the profiles and the versions of the project, so that nothing
/// else is built.
fn crate_of_a_user() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt");
    let top = top().canonicalize().unwrap();
    let project = fs::read_to_string(top.join("Cargo.toml")).unwrap();
    let profiles = project.find("[profile").map_or("", |at| &project[at..]);
    let crates = top.join("crates").to_str().unwrap().to_owned();
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = MANIFEST.replace("CRATES", &crates) + profiles;
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(top.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("build.rs"), SCRIPT).unwrap();
    fs::write(folder.join("src/lib.rs"), LIBRARY).unwrap();
    fs::write(folder.join("api.yaml"), DOCUMENT).unwrap();
    folder
}

#[test]
fn editing_a_description_rebuilds_and_touching_nothing_does_not() {
    let folder = crate_of_a_user();
    let document = folder.join("api.yaml");
    let built = || build(&folder, &[]).unwrap();
    // Somebody may be changing the project itself meanwhile; but not each time.
    let settles = || assert!((0..3).any(|_| built().made().is_empty()));
    let generated = built().out_dir("rebuilt").join("api.rs");
    let says = |text: &str| {
        let found = fs::read_to_string(&generated).unwrap();
        assert!(found.contains(text), "{found}");
    };
    says("The first description.");
    settles();

    fs::write(&document, DOCUMENT.replace("The first", "Another")).unwrap();
    let made = built().made();
    assert!(made.contains(&"rebuilt lib".to_owned()), "{made:?}");
    says("Another description.");
    settles();

    // What is wrong with the document is shown as such, and what was
    // generated is left as it was.
    fs::write(&document, DOCUMENT.replace("type: string", "type: strong")).unwrap();
    let broken = build(&folder, &[]);
    assert!(!broken.success);
    assert!(broken.shown.contains("api.yaml:11:"), "{}", broken.shown);
    assert!(broken.shown.contains("strong"), "{}", broken.shown);
    assert!(!broken.shown.contains("panicked"), "{}", broken.shown);
    says("Another description.");

    // A format whose feature is off is one error, which names the feature.
    let formats = "schema: { type: object, properties: { \
                   at: { type: string, format: date-time }, \
                   on: { type: string, format: date }, \
                   id: { type: string, format: uuid }, \
                   content: { type: string, format: byte } } }";
    let with_formats = DOCUMENT.replace("schema: { type: string }", formats);
    fs::write(&document, with_formats).unwrap();
    let without = build(&folder, &[]);
    assert!(!without.success);
    let named: Vec<_> = ["base64", "chrono", "uuid"]
        .map(|feature| {
            format!(
                "this API has formats that need a feature of `specwright`: \
                 add `features = [\"{feature}\"]` to the dependency"
            )
        })
        .into();
    assert_eq!(without.errors(), named);

    fs::write(&document, DOCUMENT).unwrap();
    let made = built().made();
    assert!(made.contains(&"rebuilt lib".to_owned()), "{made:?}");
    says("The first description.");
}

//! Text of the document never becomes code, and never a path.

use std::{
    fs,
    path::{Component, Path},
};

use specwright_build::Plan;

use super::{as_crate, as_module, documents, top};

/// That it compiles is shown by this very crate, which has it as a module, and
/// that nothing else is in it by the tokens.
#[test]
fn hostile_text_is_in_strings_and_comments_alone() {
    let text = fs::read_to_string(top().join("tests/fixtures/ok/hostile/hostile.yaml")).unwrap();
    for generated in [as_crate(&text), as_module(&text)] {
        for found in &generated.files {
            let code = without_text(&found.text);
            for word in [
                "panic!(",
                "fn main",
                "escaped",
                "allow(everything)",
                "passwd\"",
                "\u{202e}",
            ] {
                assert!(
                    !code.contains(word),
                    "{word} in {}\n{code}",
                    found.path.display()
                );
            }
        }
    }
}

#[test]
fn no_file_is_written_outside_of_the_folder() {
    for (name, text) in documents() {
        for generated in [as_crate(&text), as_module(&text)] {
            for file in &generated.files {
                let mut parts = file.path.components();
                assert!(
                    parts.all(|part| matches!(part, Component::Normal(_))),
                    "{name}: {file:?}"
                );
            }
            let folder = tempfile::tempdir().unwrap();
            let inner = folder.path().join("a/b/c");
            Plan::for_files(&inner, &generated.files)
                .unwrap()
                .apply()
                .unwrap();
            let written = files(folder.path());
            let expected = generated.files.len();
            assert_eq!(written.len(), expected, "{name}: {written:?}");
            assert!(
                written
                    .iter()
                    .all(|path| Path::new(path).starts_with("a/b/c")),
                "{written:?}"
            );
        }
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .display()
                .to_string()
        })
        .collect()
}

/// Rust without its comments and the content of its strings.
fn without_text(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if c == '"' {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                let step = if rest[end..].starts_with('\\') { 1 } else { 0 };
                end += step + rest[end + step..].chars().next().unwrap().len_utf8();
            }
            code.push_str("\"\"");
            rest = &rest[end + 1..];
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    code
}

//! The groups of the suite.

use std::{fs, path::Path};

use serde_json::{Value, value::RawValue};

/// Files of the folder `optional`, beside those of `optional/format`.
const OPTIONAL: &[&str] = &[
    "anchor",
    "ecmascript-regex",
    "float-overflow",
    "id",
    "non-bmp-regex",
    "unknownKeyword",
];

/// What `format` does for a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Annotation,
    Assert,
}

/// A schema with its tests.
pub(crate) struct Group {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) sort: Sort,
    /// Whether it is of the main files and names nothing by URIs.
    pub(crate) plain: bool,
    pub(crate) schema: String,
    pub(crate) tests: Vec<Test>,
}

pub(crate) struct Test {
    pub(crate) name: String,
    /// The value, as the suite writes it.
    pub(crate) data: String,
    pub(crate) valid: bool,
}

#[derive(serde::Deserialize)]
struct Written {
    description: String,
    schema: Box<RawValue>,
    tests: Vec<WrittenTest>,
}

#[derive(serde::Deserialize)]
struct WrittenTest {
    description: String,
    data: Box<RawValue>,
    valid: bool,
}

/// All groups below `folder`, in a fixed order.
pub(crate) fn read(folder: &Path) -> Vec<Group> {
    let tests = folder.join("draft2020-12");
    let mut files: Vec<(String, Sort)> = names(&tests, "")
        .chain(OPTIONAL.iter().map(|name| format!("optional/{name}.json")))
        .map(|name| (name, Sort::Annotation))
        .collect();
    let folder = tests.join("optional/format");
    let formats = names(&folder, "optional/format/");
    files.extend(formats.map(|name| (name, Sort::Assert)));
    let mut groups = Vec::new();
    for (name, sort) in files {
        let text = fs::read_to_string(tests.join(&name)).expect("it can be read");
        let written: Vec<Written> = serde_json::from_str(&text).expect("it is as described");
        groups.extend(
            written
                .into_iter()
                .map(|written| group(&name, sort, written)),
        );
    }
    groups
}

fn names(folder: &Path, prefix: &str) -> impl Iterator<Item = String> {
    let files = fs::read_dir(folder).expect("the folder can be read");
    let names = files.map(|file| {
        let name = file.expect("it can be read").file_name();
        name.into_string().expect("it is text")
    });
    let mut names: Vec<String> = names
        .filter(|name| name.ends_with(".json"))
        .map(|name| format!("{prefix}{name}"))
        .collect();
    names.sort();
    names.into_iter()
}

fn group(file: &str, sort: Sort, written: Written) -> Group {
    let schema = written.schema.get().to_owned();
    let value: Value = serde_json::from_str(&schema).expect("it is JSON");
    Group {
        file: file.to_owned(),
        name: written.description,
        sort,
        plain: !file.contains('/') && !names_by_uri(&value),
        schema,
        tests: written
            .tests
            .into_iter()
            .map(|test| Test {
                name: test.description,
                data: test.data.get().to_owned(),
                valid: test.valid,
            })
            .collect(),
    }
}

/// Whether a schema has resources, anchors, or other documents.
fn names_by_uri(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(name, value)| {
            matches!(
                &**name,
                "$id" | "$anchor" | "$dynamicRef" | "$dynamicAnchor"
            ) || (name == "$ref" && value.as_str().is_some_and(|uri| !uri.starts_with('#')))
                || names_by_uri(value)
        }),
        Value::Array(items) => items.iter().any(names_by_uri),
        _ => false,
    }
}

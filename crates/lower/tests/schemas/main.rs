//! What schemas of small documents become in the IR.

#![allow(clippy::print_stdout)] // the census says when it is skipped

mod arrays;
mod census;
mod combined;
mod directions;
mod dynamic;
mod gaps;
mod keys;
mod names;
mod nullable;
mod objects;
mod own;
mod robust;
mod scalars;
mod show;
mod unions;
mod values;
mod versions;

use specwright_ir::Api;
use specwright_lower::{Options, lower};
use specwright_source::{Diagnostic, Sources};

/// The IR of `text` with everything that was found on the way.
fn lowered(text: &str, options: &Options) -> (Option<Api>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", text);
    let (root, mut found) = specwright_source::read(&sources, file);
    let Some(root) = root else {
        return (None, found);
    };
    let (document, more) = specwright_spec::read(&root);
    found.extend(more);
    let Some(document) = document else {
        return (None, found);
    };
    let (api, more) = lower(&document, options);
    found.extend(more);
    (api, found)
}

/// A document of `version` with these component schemas, written at the
/// margin.
fn document(version: &str, schemas: &str) -> String {
    let mut text = format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n");
    text.push_str("components:\n  schemas:\n");
    for line in schemas.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The IR of component schemas, and the codes of findings and gaps in order.
fn all(version: &str, schemas: &str) -> (Api, Vec<&'static str>) {
    let (api, found) = lowered(&document(version, schemas), &Options::default());
    let api = api.unwrap_or_else(|| panic!("no IR: {found:#?}"));
    let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
    codes.extend(api.gaps.iter().map(|gap| gap.code.0));
    codes.sort_unstable();
    (api, codes)
}

/// Compares the types of 3.1 component schemas with `expected`, and the codes
/// of findings and gaps with `codes`.
#[track_caller]
fn check(schemas: &str, expected: &str, codes: &[&str]) {
    check_in("3.1.0", schemas, expected, codes);
}

/// Like [`check`], for another version.
#[track_caller]
fn check_in(version: &str, schemas: &str, expected: &str, codes: &[&str]) {
    let (api, found) = all(version, schemas);
    let shown = show::types(&api);
    assert!(
        shown.trim() == expected.trim(),
        "expected\n{}\n\nfound\n{}",
        expected.trim(),
        shown.trim()
    );
    assert_eq!(found, codes);
}

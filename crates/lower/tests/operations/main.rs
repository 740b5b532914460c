//! What operations of small documents become in the IR.

#![allow(clippy::print_stdout)] // the census is for reading

mod body;
mod census;
mod errors;
mod invariants;
mod naming;
mod params;
mod responses;
mod routes;
mod security;
mod seed;

use std::fmt::Write as _;

use specwright_ir::{Api, Gap, Operation, Param};
use specwright_lower::{Options, lower};
use specwright_source::{Diagnostic, Severity, Sources};

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

/// The IR of a 3.1 document with these `paths` (and what follows them).
fn api(paths: &str) -> Api {
    let (api, found) = lowered(&document(paths), &Options::default());
    api.unwrap_or_else(|| panic!("no IR: {found:#?}"))
}

/// A 3.1 document with these `paths` (and what follows them).
fn document(paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\npaths:\n{paths}")
}

/// The codes of the findings of the document, errors marked with `!`.
fn findings(paths: &str) -> Vec<String> {
    let (_, found) = lowered(&document(paths), &Options::default());
    found
        .iter()
        .map(|finding| match finding.severity {
            Severity::Error => format!("!{}", finding.code.0),
            Severity::Warning => finding.code.0.to_owned(),
        })
        .collect()
}

/// The operation called `ident`.
fn operation<'a>(api: &'a Api, ident: &str) -> &'a Operation {
    let found = api.operations.iter().find(|op| op.ident.as_str() == ident);
    found.unwrap_or_else(|| panic!("no operation `{ident}` among {:?}", idents(api)))
}

/// The methods of the operations.
fn idents(api: &Api) -> Vec<&str> {
    let operations = api.operations.iter();
    operations
        .map(|operation| operation.ident.as_str())
        .collect()
}

/// Their methods among those of all tags.
fn flat(api: &Api) -> Vec<&str> {
    let operations = api.operations.iter();
    operations
        .map(|operation| operation.flat.as_str())
        .collect()
}

/// The parameter whose field is `ident`.
fn param<'a>(operation: &'a Operation, ident: &str) -> &'a Param {
    let found = operation
        .params
        .iter()
        .find(|param| param.ident.as_str() == ident);
    found.unwrap_or_else(|| panic!("no parameter `{ident}` among {:?}", fields(operation)))
}

/// The fields of the parameters.
fn fields(operation: &Operation) -> Vec<&str> {
    operation
        .params
        .iter()
        .map(|param| param.ident.as_str())
        .collect()
}

/// The gaps with this code.
fn gaps(api: &Api, code: specwright_source::Code) -> Vec<&Gap> {
    api.gaps.iter().filter(|gap| gap.code == code).collect()
}

/// The names of all types.
fn types(api: &Api) -> String {
    let mut text = String::new();
    for (_, def) in api.types.iter() {
        let _ = write!(text, "{} ", def.ident);
    }
    text.trim_end().to_owned()
}

//! Groups of operations: one trait a tag.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir as ir;
use specwright_source::codes::operation as codes;
use specwright_source::{Diagnostic, Pointer, Span};
use specwright_spec::model::Document;

use super::docs;
use super::naming::STEM_ENDINGS;
use super::plan::Planned;
use super::report::Report;
use crate::names::{self, Case, Claim, Standing};

/// The groups in the order of their first operations, and the group of each
/// operation: its first tag, or the group without a tag.
pub(super) fn groups(
    document: &Document,
    planned: &[&Planned<'_>],
    operations: &[ir::Operation],
    report: &mut Report,
) -> (Vec<ir::Group>, Vec<ir::GroupIndex>) {
    let mut claims: Vec<Claim> = Vec::new();
    let mut tags: Vec<Option<&str>> = Vec::new();
    let mut known: BTreeMap<Option<&str>, ir::GroupIndex> = BTreeMap::new();
    let mut members = Vec::new();
    for operation in planned {
        let tag = operation.operation.tags.first();
        let text = tag.map(|tag| tag.value.as_str());
        let next = ir::GroupIndex(u32::try_from(tags.len()).unwrap_or(u32::MAX));
        let index = *known.entry(text).or_insert_with(|| {
            tags.push(text);
            claims.push(claim(document, text, operation));
            next
        });
        members.push(index);
    }
    order(&mut claims);
    let taken = taken(operations);
    let (modules, diagnostics) = names::resolve(&claims, Case::Snake, &[""], &taken);
    for diagnostic in diagnostics {
        report.tell(diagnostic);
    }
    for (claim, module) in claims.iter().zip(&modules) {
        if taken.contains(&claim.name) {
            report.tell(renamed(claim, module));
        }
    }
    let groups = tags
        .iter()
        .zip(modules)
        .map(|(tag, module)| group(document, *tag, &module))
        .collect();
    (groups, members)
}

fn claim(document: &Document, tag: Option<&str>, operation: &Planned<'_>) -> Claim {
    let Some(text) = tag else {
        return Claim {
            name: "api".to_owned(),
            wire: "api".to_owned(),
            pointer: Pointer::root(),
            span: operation.method_span,
            suffix: None,
            standing: Standing::Made,
        };
    };
    Claim {
        name: names::snake(text),
        wire: names::snake(text),
        pointer: Pointer::root().child("tags").child(text),
        span: tag_span(document, text, operation),
        suffix: Some("api".to_owned()),
        standing: Standing::Made,
    }
}

/// Of tags that become the same name, the one that comes first in the document
/// keeps it: they are called alike to the reader, too.
fn order(claims: &mut [Claim]) {
    let mut first: BTreeMap<String, Pointer> = BTreeMap::new();
    for claim in claims {
        let pointer = first
            .entry(claim.name.clone())
            .or_insert_with(|| claim.pointer.clone());
        claim.pointer = pointer.clone();
    }
}

/// Says why a tag's trait is not called like the tag.
fn renamed(claim: &Claim, module: &str) -> Diagnostic {
    let (wanted, given) = (names::upper_camel(&claim.name), names::upper_camel(module));
    let why = if claim.name == "security" {
        "is the trait that checks credentials"
    } else if BESIDE.contains(&claim.name.as_str()) {
        "has a meaning in the generated tables"
    } else {
        "is a type of an operation"
    };
    Diagnostic::warning(
        codes::NAME_CLASH,
        claim.span,
        format!("the trait of this tag is called `{given}`"),
    )
    .label(format!("`{wanted}` {why}"))
}

fn tag_span(document: &Document, text: &str, operation: &Planned<'_>) -> Span {
    let described = document.tags.iter().find(|tag| tag.name.value == text);
    let used = operation.operation.tags.first();
    described
        .map(|tag| tag.name.span)
        .or(used.map(|tag| tag.span))
        .unwrap_or(operation.method_span)
}

/// What stands beside the traits under a name of its own: the trait
/// `Security`, the type parameters of routers, and what tables of operations
/// bring into scope.
const BESIDE: [&str; 6] = ["security", "s", "p", "declared", "fill", "request_body"];

/// Modules whose trait would be called like something else beside it, also
/// like an operation's types.
fn taken(operations: &[ir::Operation]) -> BTreeSet<String> {
    let stems = operations.iter().map(|operation| &operation.stem);
    let types = stems.flat_map(|stem| STEM_ENDINGS.map(|ending| stem.joined(ending)));
    let mut taken: BTreeSet<String> = types.map(|name| names::snake(&name)).collect();
    taken.extend(BESIDE.map(str::to_owned));
    taken
}

fn group(document: &Document, tag: Option<&str>, module: &str) -> ir::Group {
    let described = tag.and_then(|text| document.tags.iter().find(|tag| tag.name.value == text));
    ir::Group {
        ident: names::type_ident(module),
        module: ir::ModuleIdent::lossy(module),
        tag: tag.map(str::to_owned),
        docs: match described {
            Some(tag) => docs(tag.summary.as_ref(), tag.description.as_ref(), false),
            None => ir::Docs::default(),
        },
    }
}

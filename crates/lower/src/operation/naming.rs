//! What operations are called.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{MethodIdent, TypeIdent};
use specwright_source::codes::operation as codes;

use super::plan::Planned;
use super::report::Report;
use crate::names::{self, Case, Claim, Holder};
use crate::schema::Lowering;

/// What is put behind an operation's stem: the names of its types.
pub(super) const STEM_ENDINGS: [&str; 4] = ["Request", "Response", "Ok", "Error"];

/// An operation's names.
#[derive(Debug, Clone)]
pub(super) struct OperationNames {
    /// The method.
    pub(super) ident: MethodIdent,
    /// What its types begin with.
    pub(super) stem: TypeIdent,
}

/// The names of all operations. The stems' names are reserved, so that no
/// inline schema gets them.
pub(super) fn operations(
    planned: &[Planned<'_>],
    types: &mut Lowering<'_>,
    report: &mut Report,
) -> Vec<OperationNames> {
    let idents = methods(planned, report);
    let stems = stems(planned, &idents, types);
    for stem in &stems {
        for ending in STEM_ENDINGS {
            types.reserve(&TypeIdent::lossy(&format!("{stem}{ending}")));
        }
    }
    idents
        .iter()
        .zip(stems)
        .map(|(ident, stem)| OperationNames {
            ident: MethodIdent::lossy(ident),
            stem: TypeIdent::lossy(&stem),
        })
        .collect()
}

/// The operations' methods, unique in the document.
fn methods(planned: &[Planned<'_>], report: &mut Report) -> Vec<String> {
    let wanted = wanted(planned);
    let claims: Vec<Claim> = planned
        .iter()
        .zip(wanted)
        .map(|(operation, name)| Claim {
            suffix: suffix(operation, &name),
            name,
            wire: operation.id(),
            pointer: operation.reached.clone(),
            span: name_span(operation),
        })
        .collect();
    let taken = BTreeSet::new();
    let (idents, diagnostics) = names::resolve(&claims, Case::Snake, &[""], &taken);
    for mut diagnostic in diagnostics {
        diagnostic.code = codes::OPERATION_NAME;
        report.tell(diagnostic);
    }
    idents
}

/// What tells the operation from another one of its name: method and path, as
/// far as the name does not have them.
fn suffix(operation: &Planned<'_>, name: &str) -> Option<String> {
    let method = operation.method.0.to_ascii_lowercase();
    let path = names::snake(&path_words(&operation.template.value));
    if !name.ends_with(&path) {
        return Some(method_and_path(operation));
    }
    (!name.starts_with(&method)).then_some(method)
}

fn name_span(operation: &Planned<'_>) -> specwright_source::Span {
    match &operation.operation.operation_id {
        Some(id) => id.span,
        None => operation.method_span,
    }
}

/// The names that operations want: without their tag's prefix where that
/// leaves a name that nothing else in the document wants.
fn wanted(planned: &[Planned<'_>]) -> Vec<String> {
    let full: Vec<String> = planned.iter().map(full_name).collect();
    let short: Vec<Option<String>> = planned
        .iter()
        .zip(&full)
        .map(|(operation, full)| short_name(operation, full))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = full.iter().chain(short.iter().flatten());
    for name in all {
        *counts.entry(name).or_default() += 1;
    }
    full.iter()
        .zip(&short)
        .map(|(full, short)| match short {
            Some(short) if counts.get(short.as_str()) == Some(&1) => short.clone(),
            _ => full.clone(),
        })
        .collect()
}

fn full_name(operation: &Planned<'_>) -> String {
    match &operation.operation.operation_id {
        Some(id) if id.value.contains(|c: char| c.is_alphanumeric()) => names::snake(&id.value),
        _ => names::snake(&method_and_path(operation)),
    }
}

/// The name without the prefix of the operation's tag, if there is one.
fn short_name(operation: &Planned<'_>, full: &str) -> Option<String> {
    operation.operation.operation_id.as_ref()?;
    let tag = operation.operation.tags.first()?;
    let rest = full
        .strip_prefix(&names::snake(&tag.value))?
        .strip_prefix('_')?;
    let first = rest.split('_').next().unwrap_or_default();
    let is_name = first.starts_with(|c: char| c.is_ascii_lowercase())
        && !PREPOSITIONS.contains(&first)
        && !KEYWORDS.contains(&rest);
    is_name.then(|| rest.to_owned())
}

/// Words that need one before them.
const PREPOSITIONS: &[&str] = &[
    "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "to", "with", "without",
];

/// Words that would have to be written raw: a longer name reads better.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "super", "trait", "true", "try", "type", "use", "where", "while",
];

/// The method and the path in words: `GET /pets/{id}` is `get pets by id`.
pub(super) fn method_and_path(operation: &Planned<'_>) -> String {
    let method = operation.method.0.to_ascii_lowercase();
    format!("{method} {}", path_words(&operation.template.value))
}

/// A path template in words; `/` is `root`.
pub(super) fn path_words(template: &str) -> String {
    let words = template.replace('{', " by ").replace(['}', '/'], " ");
    if words.contains(|c: char| c.is_alphanumeric()) {
        words
    } else {
        "root".to_owned()
    }
}

/// What the operations' types begin with: no type that begins so, with one
/// of the endings, is a model.
fn stems(planned: &[Planned<'_>], idents: &[String], types: &Lowering<'_>) -> Vec<String> {
    let claims: Vec<Claim> = planned
        .iter()
        .zip(idents)
        .map(|(operation, ident)| Claim {
            name: names::upper_camel(ident),
            wire: ident.clone(),
            pointer: operation.reached.clone(),
            span: name_span(operation),
            suffix: Some("Op".to_owned()),
        })
        .collect();
    let taken = |name: &str| types.is_taken(name).then_some(Holder::Reserved);
    // Models that are called like an operation's request are the rule in
    // published documents; they keep their names, and nobody is warned.
    let (stems, _) = names::resolve_among(&claims, Case::UpperCamel, &STEM_ENDINGS, &taken);
    stems
}

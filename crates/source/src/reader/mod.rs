//! Text into positioned nodes.

mod json;
mod members;
mod yaml;

use crate::{
    Diagnostic, FileId, Node, Severity, Sources, Span, codes::text as codes, sources::offset,
};

/// The greatest size of a file, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// How deep values may be nested, aliases expanded; the document's own value
/// has depth 1.
pub const MAX_DEPTH: usize = 128;

/// Reads `file` as JSON or YAML 1.2 (core schema, one document), told apart
/// by its first characters: what begins like a JSON object or array with
/// quoted keys is JSON.
///
/// The node is `None` if the text could not be read to its end; findings that
/// do not prevent that, such as a key that is there twice (the first one
/// counts), come with a node. Whether to go on is said by the severities.
#[must_use]
pub fn read(sources: &Sources, file: FileId) -> (Option<Node>, Vec<Diagnostic>) {
    let text = sources.text(file);
    if text.len() > MAX_BYTES {
        let span = Span::new(file, 0, 0);
        let message = format!(
            "the file has {} MiB, more than the limit of {} MiB",
            text.len() >> 20,
            MAX_BYTES >> 20
        );
        let diagnostic = Diagnostic::error(codes::TOO_LARGE, span, message)
            .help("split the document into several files, connected by `$ref`");
        return (None, vec![diagnostic]);
    }
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let body = text.get(start..).unwrap_or_default();
    let (node, mut diagnostics) = if looks_like_json(body) {
        json_or_flow_style(file, text, start)
    } else if body.trim().is_empty() {
        (None, vec![empty(Span::new(file, 0, 0))])
    } else {
        yaml::read(file, text, start)
    };
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    (node, diagnostics)
}

/// Reads `text` as JSON. Where only a comma too many, a comment or the quotes
/// speak against that, it may be YAML in flow style: then it is read so, with
/// a warning.
fn json_or_flow_style(file: FileId, text: &str, start: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let json = json::read(file, text, start);
    if !json.yaml {
        return (json.node, json.diagnostics);
    }
    let (node, mut diagnostics) = yaml::read(file, text, start);
    let failed = diagnostics.iter().any(|diagnostic| {
        diagnostic.severity == Severity::Error && diagnostic.code == codes::SYNTAX
    });
    match json.diagnostics.last() {
        Some(reason) if node.is_some() && !failed => {
            let message = format!("read as YAML, since it is not JSON: {}", reason.message);
            diagnostics.push(Diagnostic {
                code: codes::NOT_JSON,
                severity: Severity::Warning,
                message,
                ..reason.clone()
            });
            (node, diagnostics)
        }
        _ => (json.node, json.diagnostics),
    }
}

fn empty(span: Span) -> Diagnostic {
    Diagnostic::error(codes::EMPTY, span, "the file holds no document")
        .help("a document is a YAML mapping or a JSON object")
}

/// Whether `text` begins like a JSON object or array. An unquoted word behind
/// the bracket, or a comment, is YAML in flow style.
fn looks_like_json(text: &str) -> bool {
    let text = text.trim_ascii_start();
    if let Some(rest) = text.strip_prefix('{') {
        let rest = rest.trim_ascii_start();
        return rest.is_empty() || rest.starts_with(['"', '}', '/']);
    }
    text.strip_prefix('[').is_some_and(|rest| {
        let rest = rest.trim_ascii_start();
        rest.is_empty() || rest.starts_with(['{', '[', ']', '"'])
    })
}

/// The span of `start..end` in `file`.
fn span(file: FileId, start: usize, end: usize) -> Span {
    Span::new(file, offset(start), offset(end))
}

/// The error for a value at `span` that is nested too deep.
fn too_deep(span: Span) -> Diagnostic {
    let message = format!("nested deeper than {MAX_DEPTH} levels");
    Diagnostic::error(codes::TOO_DEEP, span, message)
        .help("move inner parts to places of their own and refer to them by `$ref`")
}

/// The error for the `key` at `span` that its mapping has already at `first`.
fn duplicate(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        codes::DUPLICATE_KEY,
        span,
        format!("the key `{key}` is there twice"),
    )
    .label("here again")
    .also(first, "first here")
    .help("remove one of the two, or rename it")
}

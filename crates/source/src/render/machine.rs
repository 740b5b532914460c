//! Diagnostics for programs, one JSON object a line.

use std::fmt::Write as _;

use crate::{Diagnostic, Label, Severity, Sources, Span};

/// Renders `diagnostics` as JSON lines, in the given order: one object a
/// line, in UTF-8, with these members:
///
/// | member | value |
/// | --- | --- |
/// | `code` | the stable code, `"SW0101"` |
/// | `severity` | `"error"` or `"warning"` |
/// | `message` | one sentence |
/// | `file`, `start`, `end` | the primary place: the file's name, the bytes from `start` (counted from 0) up to, not including, `end` |
/// | `line`, `column`, `end_line`, `end_column` | the same, counted from 1, columns in code points |
/// | `label` | what there is to say about the primary place, or `null` |
/// | `labels` | further places: objects with the place's members and `label` |
/// | `help` | what to do about it, or `null` |
/// | `rendered` | the text that people read, without colour |
#[must_use]
pub fn json_lines(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let labels: Vec<String> = diagnostic
            .secondary
            .iter()
            .map(|label| format!("{{{}}}", place(sources, label)))
            .collect();
        let rendered = super::render(
            sources,
            std::slice::from_ref(diagnostic),
            super::Color::Never,
        );
        let _ = writeln!(
            text,
            r#"{{"code":{},"severity":{},"message":{},{},"labels":[{}],"help":{},"rendered":{}}}"#,
            string(diagnostic.code.0),
            string(severity(diagnostic.severity)),
            string(&diagnostic.message),
            place(sources, &diagnostic.primary),
            labels.join(","),
            diagnostic.help.as_deref().map_or("null".to_owned(), string),
            string(&rendered),
        );
    }
    text
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn place(sources: &Sources, label: &Label) -> String {
    let Span { file, start, end } = label.span;
    let from = sources.place(file, start);
    let to = sources.place(file, end);
    let message = if label.message.is_empty() {
        "null".to_owned()
    } else {
        string(&label.message)
    };
    format!(
        r#""file":{},"start":{start},"end":{end},"line":{},"column":{},"end_line":{},"end_column":{},"label":{message}"#,
        string(sources.name(file)),
        from.line,
        from.column,
        to.line,
        to.column,
    )
}

/// `text` as a JSON string.
pub(super) fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for char in text.chars() {
        match char {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            char if char.is_control() => {
                let _ = write!(json, "\\u{:04x}", u32::from(char));
            }
            char => json.push(char),
        }
    }
    json.push('"');
    json
}

//! Diagnostics as SARIF 2.1.0, which code hosts show beside the lines.

use std::{collections::BTreeSet, fmt::Write as _};

use super::machine::{severity, string};
use crate::{Code, Diagnostic, Label, Sources, Span, codes};

/// Renders `diagnostics` as one SARIF 2.1.0 log with one run of the tool
/// `specwright` in `version`. Rules are the codes that occur, with their
/// entries; columns count code points; files' names become URI references.
#[must_use]
pub fn sarif(sources: &Sources, diagnostics: &[Diagnostic], version: &str) -> String {
    let used: BTreeSet<Code> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    let rules: Vec<String> = used.iter().map(|code| rule(*code)).collect();
    let results: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| result(sources, diagnostic))
        .collect();
    format!(
        concat!(
            r#"{{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"#,
            r#""tool":{{"driver":{{"name":"specwright","version":{},"rules":[{}]}}}},"#,
            r#""columnKind":"unicodeCodePoints","results":[{}]}}]}}"#,
            "\n"
        ),
        string(version),
        rules.join(","),
        results.join(","),
    )
}

fn rule(code: Code) -> String {
    let mut rule = format!(r#"{{"id":{}"#, string(code.0));
    if let Some(entry) = codes::explain(code.0) {
        let _ = write!(
            rule,
            r#","shortDescription":{{"text":{}}},"fullDescription":{{"text":{}}}"#,
            string(entry.title),
            string(entry.text),
        );
    }
    rule.push('}');
    rule
}

fn result(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let related: Vec<String> = diagnostic
        .secondary
        .iter()
        .map(|label| format!("{{{}}}", location(sources, label)))
        .collect();
    format!(
        r#"{{"ruleId":{},"level":{},"message":{{"text":{}}},"locations":[{{{}}}],"relatedLocations":[{}]}}"#,
        string(diagnostic.code.0),
        string(severity(diagnostic.severity)),
        string(&message),
        location(sources, &diagnostic.primary),
        related.join(","),
    )
}

fn location(sources: &Sources, label: &Label) -> String {
    let Span { file, start, end } = label.span;
    let from = sources.place(file, start);
    let to = sources.place(file, end);
    let mut location = format!(
        concat!(
            r#""physicalLocation":{{"artifactLocation":{{"uri":{}}},"region":{{"#,
            r#""startLine":{},"startColumn":{},"endLine":{},"endColumn":{}}}}}"#
        ),
        string(&uri(sources.name(file))),
        from.line,
        from.column,
        to.line,
        to.column,
    );
    if !label.message.is_empty() {
        let _ = write!(
            location,
            r#","message":{{"text":{}}}"#,
            string(&label.message)
        );
    }
    location
}

/// A file's name as a URI reference: characters that URIs do not have are
/// percent-encoded, backslashes become slashes.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            byte if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) => {
                uri.push(char::from(byte));
            }
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

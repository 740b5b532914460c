//! What a generation did: counts, sizes, gaps.

use std::fmt;
use std::time::Duration;

use specwright_emit::root::{Inner, Part};
use specwright_ir::Api;
use specwright_source::Code;

use crate::findings::Findings;

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The document, by the name that diagnostics have for it.
    pub document: String,
    /// Operations that are generated.
    pub operations: usize,
    /// Named types.
    pub types: usize,
    /// What the document asks for that the output does not do.
    pub gaps: Vec<GapReport>,
    /// Lines of the Rust files.
    pub lines: Lines,
    /// How long the document took, without writing files.
    pub elapsed: Duration,
}

/// A gap with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapReport {
    /// Its code.
    pub code: Code,
    /// `file:line:column`.
    pub place: String,
    /// The same as a JSON Pointer.
    pub pointer: String,
    /// What is not done, and what is done instead.
    pub message: String,
}

/// Lines of generated Rust; the manifest is none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    /// All of them, the root (`lib.rs`) included.
    pub total: usize,
    /// Of the models.
    pub models: usize,
    /// Of the server and the client.
    pub sides: usize,
}

impl Lines {
    /// The lines of the inner files; the total is still to be counted.
    pub(crate) fn of(inner: &[Inner]) -> Self {
        let mut lines = Self::default();
        for Inner { part, text } in inner {
            match part {
                Part::Models => lines.models += text.lines().count(),
                Part::Server | Part::Client => lines.sides += text.lines().count(),
            }
        }
        lines
    }
}

impl Report {
    pub(crate) fn new(
        document: String,
        api: &Api,
        lines: Lines,
        findings: &Findings,
        elapsed: Duration,
    ) -> Self {
        let gaps = api.gaps.iter().map(|gap| GapReport {
            code: gap.code,
            place: findings.place(gap.span),
            pointer: gap.pointer.to_string(),
            message: gap.message.clone(),
        });
        Self {
            document,
            operations: api.operations.len(),
            types: api.types.len(),
            gaps: gaps.collect(),
            lines,
            elapsed,
        }
    }

    /// Lines of server and client for each operation, rounded.
    #[must_use]
    pub fn lines_per_operation(&self) -> Option<usize> {
        share(self.lines.sides, self.operations)
    }

    /// Lines of the models for each type, rounded.
    #[must_use]
    pub fn lines_per_type(&self) -> Option<usize> {
        share(self.lines.models, self.types)
    }

    /// The sentence for denied gaps.
    pub(crate) fn fmt_denied(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "error: {} in {}, and gaps are denied",
            count(self.gaps.len(), "gap"),
            self.document
        )?;
        for gap in &self.gaps {
            writeln!(f, "  {gap}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    /// One line without its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, {}, {}; {} of Rust",
            self.document,
            count(self.operations, "operation"),
            count(self.types, "type"),
            count(self.gaps.len(), "gap"),
            count(self.lines.total, "line"),
        )?;
        let shares = [
            self.lines_per_operation()
                .map(|lines| format!("{lines} an operation")),
            self.lines_per_type().map(|lines| format!("{lines} a type")),
        ];
        let shares: Vec<String> = shares.into_iter().flatten().collect();
        if !shares.is_empty() {
            write!(f, " ({})", shares.join(", "))?;
        }
        write!(f, " in {} ms", self.elapsed.as_millis())
    }
}

impl fmt::Display for GapReport {
    /// One line without its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "gap[{}] {}: {}", self.code.0, self.place, self.message)
    }
}

fn share(lines: usize, among: usize) -> Option<usize> {
    lines.saturating_add(among / 2).checked_div(among)
}

/// `1 gap`, `2 gaps`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_line() {
        let report = Report {
            document: "a.yaml".to_owned(),
            operations: 3,
            types: 1,
            gaps: Vec::new(),
            lines: Lines {
                total: 130,
                models: 20,
                sides: 95,
            },
            elapsed: Duration::from_micros(12_900),
        };
        assert_eq!(
            report.to_string(),
            "a.yaml: 3 operations, 1 type, 0 gaps; 130 lines of Rust (32 an operation, 20 a type) in 12 ms"
        );
    }

    #[test]
    fn nothing_has_no_shares() {
        let report = Report {
            document: "a.yaml".to_owned(),
            operations: 0,
            types: 0,
            gaps: Vec::new(),
            lines: Lines {
                total: 9,
                models: 1,
                sides: 1,
            },
            elapsed: Duration::ZERO,
        };
        assert_eq!(
            report.to_string(),
            "a.yaml: 0 operations, 0 types, 0 gaps; 9 lines of Rust in 0 ms"
        );
    }
}

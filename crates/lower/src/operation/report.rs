//! What is found on the way: diagnostics and gaps.

use std::collections::BTreeSet;

use specwright_ir::Gap;
use specwright_source::{Code, Diagnostic, Pointer, Span};
use specwright_spec::model::Location;

use crate::schema::Lowering;

/// A place in the document.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its text.
    pub(super) span: Span,
    /// Its pointer.
    pub(super) pointer: Pointer,
}

impl Place {
    pub(super) fn new(span: Span, location: &Location) -> Self {
        Self {
            span,
            pointer: location.pointer.clone(),
        }
    }

    /// A member of this place, at `span`.
    pub(super) fn member(&self, span: Span, tokens: &[&str]) -> Self {
        let pointer = tokens
            .iter()
            .fold(self.pointer.clone(), |pointer, token| pointer.child(*token));
        Self { span, pointer }
    }

    /// A gap here.
    pub(super) fn gap(&self, code: Code, message: impl Into<String>) -> Gap {
        Gap {
            code,
            span: self.span,
            pointer: self.pointer.clone(),
            message: message.into(),
        }
    }
}

/// Why an operation is left out: the gap that says so. Its message is the
/// reason; the operation's name is put before it.
#[derive(Debug)]
pub(super) struct Skip(pub(super) Gap);

/// What is found on the way.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Errors and warnings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What is not done.
    pub(super) gaps: Vec<Gap>,
    told: BTreeSet<(Span, String)>,
}

impl Report {
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        // A shared parameter or response is met once an operation.
        let key = (diagnostic.primary.span, diagnostic.message.clone());
        if self.told.insert(key) {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn gap(&mut self, gap: Gap) {
        self.gaps.push(gap);
    }

    /// Leaves everything with `types`, what shared objects brought twice once.
    pub(super) fn leave(mut self, types: &mut Lowering<'_>) {
        self.gaps
            .sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        self.gaps.dedup();
        for gap in self.gaps {
            types.gap(gap.code, gap.span, &gap.pointer, gap.message);
        }
        for diagnostic in self.diagnostics {
            types.report(diagnostic);
        }
    }
}

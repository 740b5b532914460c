//! Schemas that are nothing but references to each other.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Span};

use crate::model::{SchemaArena, SchemaBody, SchemaId};

/// An error for each circle of `$ref`s: such a schema would have to be checked
/// by checking it first.
pub(crate) fn check_cycles(arena: &SchemaArena, diagnostics: &mut Vec<Diagnostic>) {
    let references: Vec<Option<(usize, Span)>> = arena
        .iter()
        .map(|(_, schema)| reference(&schema.body))
        .collect();
    let next = |at: usize| references.get(at).copied().flatten();
    // The walk in which each schema was first met; 0 for none yet.
    let mut met = vec![0usize; references.len()];
    for start in 0..references.len() {
        let walk = start + 1;
        let mut at = start;
        let mut mark = |at: usize| match met.get_mut(at) {
            Some(known @ 0) => {
                *known = walk;
                None
            }
            Some(known) => Some(*known),
            None => Some(0),
        };
        let closed = loop {
            if let Some(known) = mark(at) {
                break known == walk;
            }
            match next(at) {
                Some((to, _)) => at = to,
                None => break false,
            }
        };
        if closed {
            diagnostics.extend(report(at, &next));
        }
    }
}

fn reference(body: &SchemaBody) -> Option<(usize, Span)> {
    let SchemaBody::Object(object) = body else {
        return None;
    };
    let reference = object.reference.as_ref()?;
    let SchemaId(id) = reference.value;
    Some((usize::try_from(id).ok()?, reference.span))
}

/// The circle through `at`: its first reference in the text, and where that
/// leads.
fn report(at: usize, next: &dyn Fn(usize) -> Option<(usize, Span)>) -> Option<Diagnostic> {
    let mut spans = Vec::new();
    let mut here = at;
    loop {
        let (to, span) = next(here)?;
        spans.push(span);
        if to == at {
            break;
        }
        here = to;
    }
    let first = spans.iter().min().copied()?;
    let message = if spans.len() == 1 {
        "this schema is a reference to itself"
    } else {
        "these schemas are only references to each other"
    };
    let error = Diagnostic::error(codes::REFERENCE_CYCLE, first, message);
    let others = spans.into_iter().filter(|span| *span != first);
    Some(others.fold(error, |error, span| error.also(span, "and this one")))
}

//! Schemas that are nothing but references to each other.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Span};

use crate::model::{Schema, SchemaBody, SchemaId};

/// Where a schema's reference leads, and its text.
type Edge = Option<(usize, Span)>;

/// Opens each circle of `$ref`s, with a warning: such a schema would have to
/// be checked by checking it first, and says nothing at all. The first
/// reference of the circle in the text is dropped.
pub(crate) fn open_cycles(schemas: &mut [Schema], diagnostics: &mut Vec<Diagnostic>) {
    let edges: Vec<Edge> = schemas.iter().map(|schema| edge(&schema.body)).collect();
    // The walk in which each schema was first met; 0 for none yet.
    let mut met = vec![0usize; edges.len()];
    for start in 0..edges.len() {
        let walk = start + 1;
        let mut at = start;
        let closed = loop {
            match met.get_mut(at) {
                Some(known @ 0) => *known = walk,
                Some(known) => break *known == walk,
                None => break false,
            }
            match edges.get(at) {
                Some(Some((to, _))) => at = *to,
                _ => break false,
            }
        };
        if closed {
            open(at, &edges, schemas, diagnostics);
        }
    }
}

fn edge(body: &SchemaBody) -> Edge {
    let SchemaBody::Object(object) = body else {
        return None;
    };
    let reference = object.reference.as_ref()?;
    let SchemaId(id) = reference.value;
    Some((usize::try_from(id).ok()?, reference.span))
}

/// Opens the circle through `start`.
fn open(start: usize, edges: &[Edge], schemas: &mut [Schema], found: &mut Vec<Diagnostic>) {
    let next = |at: usize| edges.get(at).copied().flatten();
    let circle = std::iter::successors(Some(start), |at| {
        next(*at).map(|(to, _)| to).filter(|to| *to != start)
    });
    let mut circle: Vec<(Span, usize)> = circle
        .filter_map(|at| next(at).map(|(_, span)| (span, at)))
        .collect();
    circle.sort_unstable();
    let Some(((first, schema), others)) = circle.split_first() else {
        return;
    };
    if let Some(Schema {
        body: SchemaBody::Object(object),
        ..
    }) = schemas.get_mut(*schema)
    {
        object.reference = None;
    }
    let message = if others.is_empty() {
        "this schema is a reference to itself"
    } else {
        "these schemas are only references to each other"
    };
    let warning =
        Diagnostic::warning(codes::REFERENCE_CYCLE, *first, message).label("read as any value");
    found.push(others.iter().fold(warning, |warning, (span, _)| {
        warning.also(*span, "and this one")
    }));
}

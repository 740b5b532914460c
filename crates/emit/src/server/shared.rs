//! Operations that a router of one tag cannot have: axum routes a path by its
//! shape, and merges routers only by method, so a shape that several tags
//! share must be one of whole parameters, one template, and methods that axum
//! knows. All others have a router of their own.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Api, Route, Segment};

/// For each operation, whether it is shared.
pub(super) fn shared(api: &Api) -> Vec<bool> {
    let mut shapes: BTreeMap<String, Vec<&Route>> = BTreeMap::new();
    for route in &api.routes {
        shapes.entry(shape(route)).or_default().push(route);
    }
    let mut shared = BTreeSet::new();
    for routes in shapes.values() {
        let operations = || routes.iter().flat_map(|route| &route.methods);
        let tags: BTreeSet<_> = operations()
            .filter_map(|(_, index)| api.operations.get(index.0 as usize))
            .map(|operation| operation.group)
            .collect();
        let plain = matches!(routes.as_slice(), [route] if is_plain(route));
        if tags.len() > 1 && !plain {
            shared.extend(operations().map(|(_, index)| index.0));
        }
    }
    (0u32..)
        .zip(&api.operations)
        .map(|(index, _)| shared.contains(&index))
        .collect()
}

/// The path as axum sees it: literal segments, and segments with parameters.
fn shape(route: &Route) -> String {
    let segments = segments(route);
    let segments = segments.iter().map(|(text, params, _)| {
        if *params > 0 || !is_routable(text) {
            "{}"
        } else {
            text.as_str()
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn is_plain(route: &Route) -> bool {
    let whole = segments(route)
        .iter()
        .all(|(text, params, literals)| params + literals <= 1 && is_routable(text));
    whole && route.methods.iter().all(|(method, _)| is_known(&method.0))
}

/// Whether axum takes a literal segment: it refuses those that begin like the
/// parameters of its older versions.
fn is_routable(literal: &str) -> bool {
    !literal.starts_with([':', '*'])
}

/// The methods that axum routes by itself.
fn is_known(method: &str) -> bool {
    matches!(
        method,
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE"
    )
}

/// Each segment's literal text, its parameters and its literals.
fn segments(route: &Route) -> Vec<(String, usize, usize)> {
    let mut segments = vec![(String::new(), 0, 0)];
    for segment in &route.segments {
        match segment {
            Segment::Literal(text) => {
                for (index, piece) in text.split('/').enumerate() {
                    if index > 0 {
                        segments.push((String::new(), 0, 0));
                    }
                    if let Some((literal, _, literals)) = segments.last_mut()
                        && !piece.is_empty()
                    {
                        literal.push_str(piece);
                        *literals += 1;
                    }
                }
            }
            Segment::Param(_) => {
                if let Some((_, params, _)) = segments.last_mut() {
                    *params += 1;
                }
            }
        }
    }
    segments
}

//! Types that are themselves without anything in between: an alias of an
//! alias of itself, a union that is its own branch. No value could be told to
//! be one, so they are any value.

use std::collections::BTreeSet;

use specwright_ir::{TypeDef, TypeKind, TypeRef};

use super::boxing;

/// Makes every type of such a loop any value; gives their indexes.
pub(super) fn open(types: &mut [TypeDef]) -> BTreeSet<usize> {
    let mut edges = Vec::new();
    for (from, def) in types.iter().enumerate() {
        let same: Vec<&TypeRef> = match &def.kind {
            TypeKind::Alias(inner) => vec![inner],
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            _ => Vec::new(),
        };
        edges.extend(same.into_iter().filter_map(named).map(|to| (from, to)));
    }
    let mut found: BTreeSet<usize> = edges
        .iter()
        .filter(|(from, to)| from == to)
        .map(|(from, _)| *from)
        .collect();
    found.extend(
        boxing::components(&edges, types.len())
            .into_iter()
            .flatten(),
    );
    for index in &found {
        if let Some(def) = types.get_mut(*index) {
            def.kind = TypeKind::Alias(TypeRef::Any);
        }
    }
    found
}

fn named(ty: &TypeRef) -> Option<usize> {
    match ty {
        TypeRef::Named(id) => Some(id.0 as usize),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => named(inner),
        _ => None,
    }
}

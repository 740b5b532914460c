//! Recursion: types that contain themselves are boxed on few edges, always
//! the same ones.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{TypeDef, TypeId, TypeKind, TypeRef};

/// Up to how many arcs the fewest ones are searched for.
const SEARCHED: usize = 24;

/// From one type to another that it holds directly.
pub(super) type Arc = (usize, usize);

/// Boxes what would make a type infinitely large. Lists and maps are
/// indirect of themselves.
pub(super) fn box_recursion(types: &mut [TypeDef]) {
    let graph = Graph::of(types);
    let chosen = graph.feedback();
    for arc in chosen {
        box_arc(types, arc);
    }
}

struct Graph {
    /// How often a type holds another one.
    arcs: BTreeMap<Arc, usize>,
    /// Position of each type by name: what decides must not depend on the
    /// order of the document.
    rank: Vec<usize>,
}

impl Graph {
    fn of(types: &[TypeDef]) -> Self {
        let mut arcs = BTreeMap::new();
        for (from, def) in types.iter().enumerate() {
            if matches!(def.kind, TypeKind::Alias(_)) {
                continue;
            }
            super::finish::each_ref(&def.kind, |ty| {
                for to in held(types, ty) {
                    *arcs.entry((from, to)).or_insert(0) += 1;
                }
            });
        }
        let mut by_name: Vec<usize> = (0..types.len()).collect();
        by_name.sort_by_key(|index| types.get(*index).map(|def| (&def.ident, &def.origin)));
        let mut rank = vec![0; types.len()];
        for (position, index) in by_name.into_iter().enumerate() {
            if let Some(slot) = rank.get_mut(index) {
                *slot = position;
            }
        }
        Self { arcs, rank }
    }

    fn rank(&self, index: usize) -> usize {
        self.rank.get(index).copied().unwrap_or(index)
    }

    /// Arcs without which nothing holds itself.
    fn feedback(&self) -> Vec<Arc> {
        let all: Vec<Arc> = self.arcs.keys().copied().collect();
        let mut chosen: Vec<Arc> = all.iter().copied().filter(|(a, b)| a == b).collect();
        let rest: Vec<Arc> = all.into_iter().filter(|(a, b)| a != b).collect();
        for component in components(&rest, self.rank.len()) {
            let mut arcs: Vec<Arc> = rest
                .iter()
                .copied()
                .filter(|(a, b)| component.contains(a) && component.contains(b))
                .collect();
            arcs.sort_by_key(|arc| {
                let weight = self.arcs.get(arc).copied().unwrap_or(1);
                (weight, self.rank(arc.0), self.rank(arc.1))
            });
            match fewest(&arcs) {
                Some(few) => chosen.extend(few),
                None => chosen.extend(self.greedy(arcs)),
            }
        }
        chosen
    }

    /// Takes arcs into the types that most others hold, then gives back those
    /// that were not needed.
    fn greedy(&self, arcs: Vec<Arc>) -> Vec<Arc> {
        let mut order: Vec<usize> = Vec::new();
        let mut nodes: BTreeSet<usize> = arcs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        // Types that hold little and are held much come first; arcs back to
        // them are taken (Eades, Lin and Smyth).
        while !nodes.is_empty() {
            let best = nodes.iter().copied().min_by_key(|node| {
                let inner = |(a, b): &&Arc| nodes.contains(a) && nodes.contains(b);
                let out = arcs.iter().filter(inner).filter(|(a, _)| a == node).count();
                let into = arcs.iter().filter(inner).filter(|(_, b)| b == node).count();
                (into as isize - out as isize, self.rank(*node))
            });
            let Some(best) = best else { break };
            nodes.remove(&best);
            order.push(best);
        }
        let position: BTreeMap<usize, usize> = order
            .into_iter()
            .enumerate()
            .map(|(at, node)| (node, at))
            .collect();
        let back = |arc: &Arc| position.get(&arc.0) >= position.get(&arc.1);
        let (mut taken, mut kept): (Vec<Arc>, Vec<Arc>) = arcs.into_iter().partition(back);
        let mut index = 0;
        while let Some(arc) = taken.get(index).copied() {
            kept.push(arc);
            if acyclic(&kept) {
                taken.remove(index);
            } else {
                kept.pop();
                index += 1;
            }
        }
        taken
    }
}

/// The fewest arcs, up to three, whose removal leaves no circle; the first
/// such set in the order given.
fn fewest(arcs: &[Arc]) -> Option<Vec<Arc>> {
    if arcs.len() > SEARCHED {
        return None;
    }
    let without = |out: &[usize]| -> bool {
        let left: Vec<Arc> = arcs
            .iter()
            .enumerate()
            .filter(|(index, _)| !out.contains(index))
            .map(|(_, arc)| *arc)
            .collect();
        acyclic(&left)
    };
    let pick = |out: &[usize]| -> Vec<Arc> {
        out.iter()
            .filter_map(|index| arcs.get(*index))
            .copied()
            .collect()
    };
    let count = arcs.len();
    for a in 0..count {
        if without(&[a]) {
            return Some(pick(&[a]));
        }
    }
    for a in 0..count {
        for b in a + 1..count {
            if without(&[a, b]) {
                return Some(pick(&[a, b]));
            }
        }
    }
    for a in 0..count {
        for b in a + 1..count {
            for c in b + 1..count {
                if without(&[a, b, c]) {
                    return Some(pick(&[a, b, c]));
                }
            }
        }
    }
    None
}

/// Whether there is no circle (Kahn).
fn acyclic(arcs: &[Arc]) -> bool {
    let mut into: BTreeMap<usize, usize> = BTreeMap::new();
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in arcs {
        into.entry(*from).or_insert(0);
        *into.entry(*to).or_insert(0) += 1;
        out.entry(*from).or_default().push(*to);
    }
    let mut free: Vec<usize> = into
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(node, _)| *node)
        .collect();
    let mut done = 0;
    while let Some(node) = free.pop() {
        done += 1;
        for to in out.remove(&node).unwrap_or_default() {
            if let Some(count) = into.get_mut(&to) {
                *count -= 1;
                if *count == 0 {
                    free.push(to);
                }
            }
        }
    }
    done == into.len()
}

/// The sets of types that hold each other (Kosaraju, without recursion).
pub(super) fn components(arcs: &[Arc], size: usize) -> Vec<BTreeSet<usize>> {
    let mut out = vec![Vec::new(); size];
    let mut into = vec![Vec::new(); size];
    for (from, to) in arcs {
        if let (Some(out), Some(into)) = (out.get_mut(*from), into.get_mut(*to)) {
            out.push(*to);
            into.push(*from);
        }
    }
    let mut finished = Vec::with_capacity(size);
    let mut seen = BTreeSet::new();
    for start in 0..size {
        let mut stack = vec![(start, false)];
        while let Some((node, done)) = stack.pop() {
            if done {
                finished.push(node);
            } else if seen.insert(node) {
                stack.push((node, true));
                let next = out.get(node).into_iter().flatten();
                stack.extend(next.filter(|to| !seen.contains(*to)).map(|to| (*to, false)));
            }
        }
    }
    let mut assigned = BTreeSet::new();
    let mut components = Vec::new();
    for start in finished.into_iter().rev() {
        let mut members = BTreeSet::new();
        let mut stack = vec![start];
        while let Some(node) = stack.pop() {
            if assigned.insert(node) {
                members.insert(node);
                stack.extend(into.get(node).into_iter().flatten());
            }
        }
        if members.len() > 1 {
            components.push(members);
        }
    }
    components
}

/// The types that `ty` holds without indirection, aliases looked through.
fn held(types: &[TypeDef], ty: &TypeRef) -> Vec<usize> {
    let mut found = Vec::new();
    let mut ahead = vec![ty];
    // Aliases never reach themselves, so this ends; the set is a fence.
    let mut aliases = BTreeSet::new();
    while let Some(ty) = ahead.pop() {
        match ty {
            TypeRef::Nullable(inner) => ahead.push(inner),
            TypeRef::Tuple(items) => ahead.extend(items),
            TypeRef::Named(TypeId(id)) => {
                let index = *id as usize;
                match types.get(index).map(|def| &def.kind) {
                    Some(TypeKind::Alias(inner)) if aliases.insert(index) => ahead.push(inner),
                    Some(TypeKind::Alias(_)) | None => {}
                    Some(_) => found.push(index),
                }
            }
            _ => {}
        }
    }
    found
}

/// Boxes every place where one type holds the other.
fn box_arc(types: &mut [TypeDef], (from, to): Arc) {
    let Some(mut kind) = types.get(from).map(|def| def.kind.clone()) else {
        return;
    };
    let places: Vec<&mut TypeRef> = match &mut kind {
        TypeKind::Struct(structure) => structure
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        TypeKind::Newtype { inner, .. } => vec![inner],
        _ => Vec::new(),
    };
    for place in places {
        box_place(types, place, to);
    }
    if let Some(def) = types.get_mut(from) {
        def.kind = kind;
    }
}

/// Boxes the type `to` in `ty`, or the alias that holds it.
fn box_place(types: &[TypeDef], ty: &mut TypeRef, to: usize) {
    match ty {
        TypeRef::Nullable(inner) => box_place(types, inner, to),
        TypeRef::Tuple(items) => {
            for item in items {
                box_place(types, item, to);
            }
        }
        TypeRef::Named(_) if held(types, ty).contains(&to) => {
            *ty = TypeRef::Boxed(Box::new(ty.clone()));
        }
        _ => {}
    }
}

//! Lists, tuples and maps that reach themselves through each other and
//! through aliases alone: Rust has no such types without a name.

use std::collections::{BTreeMap, BTreeSet};

use super::conj::Conj;
use super::shape::Shape;
use super::{Lowering, boxing};

impl Lowering<'_> {
    /// Whether a list, tuple or map must have a name, since it reaches itself.
    /// Where components lie on the way, they are the ones that are named.
    pub(super) fn reaches_itself(&mut self, conj: &Conj) -> bool {
        let (conj, _) = self.settled(conj);
        if !self.loops.contains_key(&conj) {
            self.find_loops(&conj);
        }
        self.loops.get(&conj).copied().unwrap_or(false)
    }

    /// Settles everything that is reached from `conj`: what was settled
    /// before lies on no circle with what was not.
    fn find_loops(&mut self, conj: &Conj) {
        let mut places: BTreeMap<Conj, usize> = BTreeMap::from([(conj.clone(), 0)]);
        let mut ahead = vec![conj.clone()];
        let mut arcs = Vec::new();
        while let Some(from) = ahead.pop() {
            let origin = places.get(&from).copied().unwrap_or_default();
            for to in self.inside(&from) {
                let (to, _) = self.settled(&to);
                if self.loops.contains_key(&to) {
                    continue;
                }
                let fresh = places.len();
                let place = *places.entry(to.clone()).or_insert(fresh);
                if place == fresh {
                    ahead.push(to);
                }
                arcs.push((origin, place));
            }
        }
        let components = places
            .iter()
            .filter(|(conj, _)| self.component_of(conj).is_some());
        let components: BTreeSet<usize> = components.map(|(_, place)| *place).collect();
        let mut named = &on_circles(&arcs, places.len()) & &components;
        arcs.retain(|(from, to)| !named.contains(from) && !named.contains(to));
        named.extend(on_circles(&arcs, places.len()));
        for (conj, place) in places {
            self.loops.insert(conj, named.contains(&place));
        }
    }

    /// What a list, tuple, map or alias is of.
    fn inside(&mut self, conj: &Conj) -> Vec<Conj> {
        match &self.shape(conj).shape {
            Shape::List(Some(child)) | Shape::Map(child) => vec![child.conj.clone()],
            Shape::Tuple(items) | Shape::Mixed(items) => {
                items.iter().map(|item| item.conj.clone()).collect()
            }
            Shape::Reference(component) => vec![Conj::body(*component)],
            _ => Vec::new(),
        }
    }
}

/// What lies on a circle.
fn on_circles(arcs: &[boxing::Arc], size: usize) -> BTreeSet<usize> {
    let itself = arcs.iter().filter(|(from, to)| from == to);
    let itself = itself.map(|(from, _)| *from);
    let others = boxing::components(arcs, size).into_iter().flatten();
    itself.chain(others).collect()
}

//! Arrays: lists, and tuples where the length is fixed.

use std::rc::Rc;

use specwright_ir::{Facets, MAX_TUPLE, Scalar, TypeRef};

use super::conj::Conj;
use super::merge::Merged;
use super::shape::{Child, Shape, Shaped};
use super::{Context, Lowering};

/// What a value is, null aside.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    Scalar(Scalar, Box<Facets>),
    Of(Conj),
}

impl<'d> Lowering<'d> {
    /// The shape of an array.
    pub(super) fn array_shape(
        &mut self,
        merged: &Merged<'d>,
        facets: Facets,
        nullable: bool,
    ) -> Shaped<'d> {
        let mut facets = facets;
        let most = self.most_items(merged, &facets);
        let described = merged.arrays.iter().map(|part| part.prefix.len());
        let described = described.max().unwrap_or(0);
        let fewest = usize::try_from(facets.min_items.unwrap_or(0)).unwrap_or(usize::MAX);
        if described == 0 || most == Some(0) {
            facets.max_items = most.and_then(|most| u64::try_from(most).ok());
            let items = self.items_at(merged, 0);
            let items = items.filter(|_| most != Some(0));
            return Shaped {
                facets,
                ..Shaped::plain(Shape::List(items), nullable)
            };
        }
        if let Some(length) = most.filter(|most| *most == fewest && *most <= MAX_TUPLE) {
            let items = (0..length).map(|index| self.item_at(merged, index));
            let shape = Shape::Tuple(Rc::new(items.collect()));
            facets.min_items = None;
            facets.max_items = None;
            return Shaped {
                facets,
                ..Shaped::plain(shape, nullable)
            };
        }
        // The items that are described apart, and those behind them.
        let apart = most.map_or(described + 1, |most| most.min(described + 1));
        let items: Vec<Child> = (0..apart)
            .map(|index| self.item_at(merged, index))
            .collect();
        let shaped = Shaped {
            facets: facets.clone(),
            ..Shaped::plain(Shape::List(None), nullable).inexact()
        };
        let Some((first, others)) = items.split_first() else {
            return shaped;
        };
        let one = self.meaning(&first.conj);
        if one.is_some() && others.iter().all(|item| self.meaning(&item.conj) == one) {
            facets.max_items = most.and_then(|most| u64::try_from(most).ok());
            return Shaped {
                facets,
                ..Shaped::plain(Shape::List(Some(first.clone())), nullable)
            };
        }
        Shaped {
            shape: Shape::Mixed(Rc::new(items)),
            ..shaped
        }
    }

    /// What `conj` means, however it is reached; `None` where something is lost
    /// on the way.
    pub(super) fn meaning(&mut self, conj: &Conj) -> Option<(Meaning, bool)> {
        if !self.leads_exactly(conj) {
            return None;
        }
        let nullable = self.shape(conj).nullable;
        let (settled, shaped) = self.settled(conj);
        let meaning = match &shaped.shape {
            Shape::Reference(component) if shaped.exact => Meaning::Of(Conj::body(*component)),
            Shape::Reference(_) => return None,
            Shape::Scalar(scalar) if shaped.exact => {
                Meaning::Scalar(*scalar, Box::new(shaped.facets.clone()))
            }
            _ => Meaning::Of(settled),
        };
        Some((meaning, nullable))
    }

    /// How many items there may be.
    fn most_items(&self, merged: &Merged<'d>, facets: &Facets) -> Option<usize> {
        let bound = facets
            .max_items
            .map(|max| usize::try_from(max).unwrap_or(usize::MAX));
        let closed = merged.arrays.iter().filter_map(|part| {
            let never = part.prefix.iter().position(|item| self.is_false(*item));
            let behind = part.rest.filter(|rest| self.is_false(*rest));
            never.or(behind.map(|_| part.prefix.len()))
        });
        closed.chain(bound).min()
    }

    /// What holds of an item, if anything does.
    fn items_at(&mut self, merged: &Merged<'d>, index: usize) -> Option<Child> {
        let mut parts = Vec::new();
        let mut home = None;
        for part in &merged.arrays {
            let schema = part.prefix.get(index).copied().or(part.rest);
            if let Some(schema) = schema.filter(|schema| !self.is_true(*schema)) {
                parts.push(self.part(schema, part.way));
                home = part.home;
            }
        }
        if merged.arrays.len() > 1 {
            home = None;
        }
        (!parts.is_empty()).then(|| Child {
            conj: Conj::all(parts),
            home,
        })
    }

    /// The same, with what holds of any value where nothing is said.
    fn item_at(&mut self, merged: &Merged<'d>, index: usize) -> Child {
        self.items_at(merged, index).unwrap_or(Child {
            conj: Conj::all(Vec::new()),
            home: None,
        })
    }

    /// The type of an array of fixed length; the facets of its items go to
    /// `facets`.
    pub(super) fn tuple(
        &mut self,
        items: &[Child],
        context: &Context,
        facets: &mut Facets,
    ) -> TypeRef {
        let mut types = Vec::with_capacity(items.len());
        let mut positions = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mut inner = Facets::default();
            let step = |context: &Context| context.position(index);
            types.push(self.child(item, &step(context), step, &mut inner));
            positions.push(inner.items.map(|facets| *facets).unwrap_or_default());
        }
        if positions.iter().any(|facets| !facets.is_empty()) {
            facets.positions = positions;
        }
        TypeRef::Tuple(types)
    }

    /// The type of an array whose items are described apart: that of all of
    /// them, or any JSON. A program checks them.
    pub(super) fn mixed(&mut self, items: &[Child], context: &Context) -> TypeRef {
        let mut one: Option<TypeRef> = None;
        let mut null = false;
        for (index, item) in items.iter().enumerate() {
            let mut unused = Facets::default();
            let step = |context: &Context| context.position(index);
            let ty = match self.child(item, &step(context), step, &mut unused) {
                TypeRef::Nullable(inner) => {
                    null = true;
                    *inner
                }
                ty => ty,
            };
            if one.as_ref().is_some_and(|known| *known != ty) {
                return TypeRef::List(Box::new(TypeRef::Any));
            }
            one = Some(ty);
        }
        let one = one.unwrap_or(TypeRef::Any);
        TypeRef::List(Box::new(if null {
            TypeRef::Nullable(Box::new(one))
        } else {
            one
        }))
    }
}

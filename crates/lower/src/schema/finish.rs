//! What needs all types at once: names, recursion, derives, usage, order.

use std::collections::{BTreeMap, BTreeSet};

use specwright_check::program::Parts;
use specwright_ir::{
    Derives, Docs, Extra, Gap, Names, Twin, TypeArena, TypeDef, TypeId, TypeIdent, TypeKind,
    TypeRef, Usage,
};
use specwright_source::{Diagnostic, codes};

use super::conj::Conj;
use super::naming::Named;
use super::{Lowering, boxing, derives, docs, loops};
use crate::program::select::Places;

/// What types are reached from, for [`specwright_ir::Usage`].
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// Types of parameters and request bodies.
    pub request: Vec<TypeRef>,
    /// Types of response bodies and response headers.
    pub response: Vec<TypeRef>,
}

/// What [`Lowering::finish`] leaves.
#[derive(Debug)]
pub struct Finished {
    /// Every named type.
    pub types: TypeArena,
    /// The check program.
    pub checks: Parts,
    /// Where its schemas come from.
    pub(crate) places: Places,
    /// Gaps of schemas and those given to [`Lowering::gap`].
    pub gaps: Vec<Gap>,
    /// The names that were given.
    pub names: Names,
    /// Findings about schemas and names and those given to
    /// [`Lowering::report`].
    pub diagnostics: Vec<Diagnostic>,
}

impl Lowering<'_> {
    /// Names the inline types, boxes recursion, finds out derives and usage.
    /// Inline types that nothing uses are not printed.
    #[must_use]
    pub fn finish(mut self, roots: &Roots) -> Finished {
        let listed = self.listed(roots);
        let named = self.name_types(&listed);
        let order = self.order(&listed, &named);
        self.unused_names();

        let printed: BTreeSet<TypeId> = listed.iter().copied().collect();
        let mut types = Vec::with_capacity(self.slots.len());
        for index in 0..self.slots.len() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            types.push(self.definition(id, &named, &printed));
        }
        for index in loops::open(&mut types) {
            if let Some(slot) = self.slots.get(index) {
                let span = self.span_of(slot.conj.parts.last().copied());
                self.once(Diagnostic::warning(
                    codes::schema::REFERENCE_LOOP,
                    span,
                    "this schema is only itself; it is read as any value",
                ));
            }
        }
        boxing::box_recursion(&mut types);
        derives::derive(&mut types);
        usage(&mut types, roots);

        self.gaps.sort_by_key(|gap| (gap.span, gap.code));
        let places = self.compiler.places();
        let (checks, found) = self.compiler.finish();
        self.diagnostics.extend(found);
        self.diagnostics
            .sort_by_key(|finding| (finding.primary.span, finding.code));
        Finished {
            checks,
            places,
            types: TypeArena::with_order(types, order),
            gaps: self.gaps,
            names: self.names,
            diagnostics: self.diagnostics,
        }
    }

    /// The type of the same component in the other direction.
    fn twin(&self, id: TypeId, listed: &BTreeSet<TypeId>) -> Option<Twin> {
        let mut components = self.components.iter();
        let (component, _) = components.find(|(_, other)| **other == id)?;
        let (_, home) = *self.homes.get(&component.schema)?;
        let mut types = self.components.iter();
        let request =
            types.find(|(other, other_id)| other.schema == component.schema && **other_id != home);
        let request = *request?.1;
        (listed.contains(&request) && listed.contains(&home)).then_some(match home == id {
            true => Twin::Request(request),
            false => Twin::Response(home),
        })
    }

    fn definition(&mut self, id: TypeId, named: &Named, printed: &BTreeSet<TypeId>) -> TypeDef {
        let ident = named.idents.get(&id).cloned();
        let ident = ident.unwrap_or_else(|| TypeIdent::lossy("Unused"));
        let conj = self.slot(id).map(|slot| slot.conj.clone());
        let (docs, origin) = match &conj {
            Some(conj) => {
                let last = conj.parts.last().copied().into_iter().collect();
                (
                    self.docs(&Conj::all(last), ident.as_str()),
                    self.origin(conj),
                )
            }
            None => (Docs::default(), specwright_source::Pointer::root()),
        };
        let kind = self
            .slots
            .get_mut(id.0 as usize)
            .and_then(|slot| slot.kind.take())
            .unwrap_or(TypeKind::Alias(TypeRef::Any));
        let more_derives = match &conj {
            Some(conj) => self.own_derives(conj, &kind),
            None => Vec::new(),
        };
        let home = conj.as_ref().and_then(|conj| conj.parts.first());
        let home = home.and_then(|part| self.homes.get(&part.schema));
        let home = home
            .and_then(|(_, id)| named.idents.get(id))
            .unwrap_or(&ident)
            .clone();
        TypeDef {
            docs: Docs {
                summary: docs
                    .summary
                    .filter(|summary| !docs::same_words(summary, ident.as_str()))
                    .filter(|summary| !docs::same_words(summary, home.as_str())),
                ..docs
            },
            ident,
            origin,
            kind,
            usage: Usage::default(),
            derives: Derives::default(),
            more_derives,
            twin: self.twin(id, printed),
        }
    }

    /// The types that are printed: components, and what is reached from them
    /// and from the operations.
    fn listed(&self, roots: &Roots) -> Vec<TypeId> {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<TypeId> = self.homes.values().map(|(_, id)| *id).collect();
        for root in roots.request.iter().chain(&roots.response) {
            names_in(root, &mut ahead);
        }
        while let Some(id) = ahead.pop() {
            if seen.insert(id)
                && let Some(kind) = self.kind(id)
            {
                each_ref(kind, |ty| names_in(ty, &mut ahead));
            }
        }
        seen.into_iter().collect()
    }

    /// The order of printing: components as the document has them, then what
    /// belongs to operations; inline types after the type they belong to, and
    /// then its type in requests.
    fn order(&self, listed: &[TypeId], named: &Named) -> Vec<TypeId> {
        let mut below: BTreeMap<Option<TypeId>, Vec<TypeId>> = BTreeMap::new();
        for id in listed {
            let owner = named.owners.get(id).copied();
            below.entry(owner).or_default().push(*id);
        }
        let mut order = Vec::with_capacity(listed.len());
        let mut ahead: Vec<TypeId> = below.remove(&None).unwrap_or_default();
        ahead.reverse();
        while let Some(id) = ahead.pop() {
            order.push(id);
            let inner = below.remove(&Some(id)).unwrap_or_default();
            let (twin, inner): (Vec<_>, Vec<_>) = inner
                .into_iter()
                .partition(|id| self.slot(*id).is_some_and(|slot| slot.component.is_some()));
            ahead.extend(twin);
            ahead.extend(inner.into_iter().rev());
        }
        order
    }
}

/// Calls `visit` with every type that `kind` holds.
pub(super) fn each_ref<'a>(kind: &'a TypeKind, mut visit: impl FnMut(&'a TypeRef)) {
    match kind {
        TypeKind::Enum(_) | TypeKind::Own(_) => {}
        TypeKind::Alias(inner) | TypeKind::Newtype { inner, .. } => visit(inner),
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| visit(&variant.ty)),
        TypeKind::Struct(structure) => {
            structure.fields.iter().for_each(|field| visit(&field.ty));
            structure.matching.iter().for_each(|map| visit(&map.ty));
            if let Extra::Keep { ty, .. } = &structure.extra {
                visit(ty);
            }
        }
    }
}

/// Adds the names in `ty` to `names`.
pub(super) fn names_in(ty: &TypeRef, names: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) => names.push(*id),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => names_in(inner, names),
        TypeRef::Tuple(items) => items.iter().for_each(|item| names_in(item, names)),
        TypeRef::Scalar(_) | TypeRef::Object | TypeRef::Any | TypeRef::Null => {}
    }
}

/// Marks what requests and responses reach.
fn usage(types: &mut [TypeDef], roots: &Roots) {
    reach(types, &roots.request, |usage| usage.request = true);
    reach(types, &roots.response, |usage| usage.response = true);
}

fn reach(types: &mut [TypeDef], roots: &[TypeRef], mark: fn(&mut Usage)) {
    let mut ahead = Vec::new();
    for root in roots {
        names_in(root, &mut ahead);
    }
    let mut seen = BTreeSet::new();
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(def) = types.get_mut(id.0 as usize) {
            mark(&mut def.usage);
            each_ref(&def.kind, |ty| names_in(ty, &mut ahead));
        }
    }
}

//! Names of types: components by their own, inline schemas by their context.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Role, TypeId, TypeIdent};
use specwright_source::{Pointer, Span};
use specwright_spec::model::{Location, SchemaId, Spanned};

use super::conj::Conj;
use super::context::Base;
use super::ways::Component;
use super::{Context, Lowering, Slot};
use crate::names::{self, Case, Claim, Holder, Standing};
use crate::program::Direction;

/// What an inline type is called before clashes are settled, and the type it
/// belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    /// Reached by a reference only.
    by_reference: bool,
    length: usize,
    name: String,
    owner: Option<TypeId>,
}

/// Names and owners of all types.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) idents: BTreeMap<TypeId, TypeIdent>,
    /// The type that an inline type is printed after.
    pub(super) owners: BTreeMap<TypeId, TypeId>,
}

impl Lowering<'_> {
    /// Gives every component its type and name.
    pub(super) fn name_components(&mut self) {
        let document = self.document;
        let mut claims: Vec<Claim> = document
            .components
            .schemas
            .iter()
            .map(|(name, id)| Claim {
                name: names::upper_camel(&name.value),
                wire: name.value.clone(),
                pointer: document.schemas.get(*id).location.pointer.clone(),
                span: name.span,
                suffix: None,
                standing: Standing::Made,
            })
            .collect();
        for (claim, (_, schema)) in claims.iter_mut().zip(&document.components.schemas) {
            let own = self.own_component(*schema);
            let kept = self.kept_name(Role::Type, &format!("#{}", claim.pointer));
            *claim = claim.clone().given(own, kept);
        }
        claims.extend(self.kept_types());
        let (idents, findings) = names::resolve(&claims, Case::UpperCamel, &[""], &self.reserved);
        for finding in findings {
            self.once(finding);
        }
        let mut twice = Vec::new();
        for ((name, schema), ident) in document.components.schemas.iter().zip(idents) {
            if self.homes.contains_key(schema) {
                continue;
            }
            let place = format!("#{}", document.schemas.get(*schema).location.pointer);
            self.note_name(Role::Type, place, &ident);
            let schema = *schema;
            let mut ways = self.ways.of_component(schema).into_iter();
            let way = ways.next().unwrap_or_default();
            let id = self.new_component(Component { schema, way }, &name.value, ident);
            self.homes.insert(schema, (way, id));
            let others = ways.map(|way| Component { schema, way });
            // A type of the user's is his own affair, and one.
            if self.has_own_type(schema) {
                self.components.extend(others.map(|other| (other, id)));
            } else {
                twice.extend(others.map(|other| (name, other)));
            }
        }
        self.name_requests(&twice);
    }

    /// The names that an earlier run gave to types which are no components, as
    /// far as what they were given to is still there: no new component takes
    /// them away.
    fn kept_types(&self) -> Vec<Claim> {
        let document = self.document;
        let kept = self.options.kept.iter();
        let mut names: BTreeMap<&str, &str> = kept
            .filter(|(role, _, _)| *role == Role::Type)
            .map(|(_, place, name)| (place, name))
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        let components = document.components.schemas.iter();
        let components: BTreeSet<_> = components.map(|(_, id)| *id).collect();
        let mut claims = Vec::new();
        for (id, schema) in document.schemas.iter() {
            let place = format!("#{}", schema.location.pointer);
            let places = match components.contains(&id) {
                true => [None, Some(format!("{place}?request"))],
                false => [Some(place.clone()), Some(format!("{place}?request"))],
            };
            for place in places.into_iter().flatten() {
                claims.extend(names.remove(place.as_str()).map(|name| Claim {
                    name: name.to_owned(),
                    wire: String::new(),
                    pointer: schema.location.pointer.child("?"),
                    span: schema.span,
                    suffix: None,
                    standing: Standing::Kept,
                }));
            }
        }
        claims
    }

    /// Names the types of requests, of components that have another type in
    /// responses.
    fn name_requests(&mut self, components: &[(&Spanned<String>, Component)]) {
        let mut claims = Vec::with_capacity(components.len());
        let mut places = Vec::with_capacity(components.len());
        for (written, component) in components {
            let pointer = &self.document.schemas.get(component.schema).location.pointer;
            let place = format!("#{pointer}?request");
            let home = self.homes.get(&component.schema).map(|(_, id)| *id);
            let slot = home.and_then(|id| self.slot(id)?.component.as_ref());
            let base = slot.map_or(written.value.as_str(), |(_, ident)| ident.as_str());
            let mut name = format!("{base}Request");
            if base.ends_with("Request") || self.is_taken(&name) {
                name = format!("{base}Input");
            }
            let claim = Claim {
                name,
                wire: String::new(),
                pointer: pointer.clone(),
                span: written.span,
                suffix: Some("Body".to_owned()),
                standing: Standing::Made,
            };
            claims.push(claim.given(None, self.kept_name(Role::Type, &place)));
            places.push(place);
        }
        let mut taken = self.reserved.clone();
        taken.extend(self.component_idents.iter().cloned());
        let (idents, findings) = names::resolve(&claims, Case::UpperCamel, &[""], &taken);
        for finding in findings {
            self.once(finding);
        }
        for (((name, component), ident), place) in components.iter().zip(idents).zip(places) {
            self.note_name(Role::Type, place, &ident);
            self.new_component(*component, &name.value, ident);
        }
    }

    fn new_component(&mut self, component: Component, name: &str, ident: String) -> TypeId {
        let id = self.new_slot(Slot {
            conj: Conj::body(component),
            component: Some((name.to_owned(), TypeIdent::lossy(&ident))),
            contexts: Vec::new(),
            kind: None,
        });
        self.component_idents.insert(ident);
        self.components.insert(component, id);
        id
    }

    /// What a component is called in the document.
    pub(super) fn component_name(&self, schema: SchemaId) -> Option<&str> {
        let slot = self.slot(self.homes.get(&schema)?.1)?;
        slot.component.as_ref().map(|(name, _)| name.as_str())
    }

    /// The context that names `conj`: the one given, unless it was reached by
    /// a reference to a place inside something else; then that place.
    pub(super) fn context_for(
        &self,
        from: &Conj,
        conj: &Conj,
        context: &Context,
    ) -> (bool, Context) {
        let [part] = conj.parts.as_slice() else {
            return (true, context.clone());
        };
        // A component that means something else here than by its name.
        if self.homes.contains_key(&part.schema) {
            return (true, context.clone());
        }
        let location = &self.document.schemas.get(part.schema).location;
        let direct = from.parts.iter().any(|start| {
            let start = &self.document.schemas.get(start.schema).location;
            start.file == location.file
                && location
                    .pointer
                    .tokens()
                    .starts_with(start.pointer.tokens())
        });
        if direct {
            (true, context.clone())
        } else {
            (false, self.context_at(part.schema, location))
        }
    }

    /// The context of the place `location`, by its pointer.
    fn context_at(&self, schema: SchemaId, location: &Location) -> Context {
        let tokens = location.pointer.tokens();
        // What a dynamic anchor is bound to is named after whoever binds it.
        let binds = self
            .object(schema)
            .is_some_and(|object| object.dynamic_anchor.is_some());
        let named = |token: &str| match token {
            "schemas" => true,
            "$defs" | "definitions" => !binds,
            _ => false,
        };
        let at = tokens.iter().rposition(|token| named(token));
        let (mut context, rest) = match at.and_then(|at| Some((at, tokens.get(at + 1)?))) {
            Some((at, name)) => {
                let component = self.homes.iter().find(|(schema, _)| {
                    let other = &self.document.schemas.get(**schema).location;
                    other.file == location.file
                        && tokens.get(..at + 2) == Some(other.pointer.tokens())
                });
                let context = match component {
                    Some((_, (_, id))) => Context::of(*id),
                    None => Context::named(name),
                };
                (context, tokens.get(at + 2..).unwrap_or_default())
            }
            None => (Context::named("Inline"), tokens),
        };
        let mut rest = rest.iter();
        while let Some(token) = rest.next() {
            context = match token.as_str() {
                "items" => context.item(),
                "additionalProperties" => context.value(),
                "properties" | "patternProperties" => match rest.next() {
                    Some(name) => context.member(name),
                    None => context,
                },
                "allOf" | "oneOf" | "anyOf" => {
                    rest.next();
                    context
                }
                "prefixItems" => match rest.next().and_then(|index| index.parse().ok()) {
                    Some(index) => context.position(index),
                    None => context,
                },
                "paths" | "content" | "schema" | "components" | "responses" | "parameters"
                | "$defs" | "definitions" => context,
                other => context.member(other),
            };
        }
        context
    }

    /// Names every inline type and settles clashes.
    pub(super) fn name_types(&mut self, listed: &[TypeId]) -> Named {
        let wishes = self.wishes(listed);
        let mut named = Named::default();
        let mut spans: BTreeMap<String, Span> = BTreeMap::new();
        for (id, slot) in (0u32..).map(TypeId).zip(&self.slots) {
            if let Some((_, ident)) = &slot.component {
                named.idents.insert(id, ident.clone());
                let span = self.span_of(slot.conj.parts.first().copied());
                spans.insert(ident.as_str().to_owned(), span);
            }
        }
        for (component, id) in &self.components {
            let home = self.homes.get(&component.schema).map(|(_, home)| *home);
            let home = home.filter(|home| home != id);
            named.owners.extend(home.map(|home| (*id, home)));
        }
        let mut claims = Vec::with_capacity(wishes.len());
        for (id, wish) in &wishes {
            let Some(slot) = self.slot(*id) else {
                continue;
            };
            let claim = Claim {
                name: wish.name.clone(),
                wire: String::new(),
                pointer: self.identity(slot),
                span: self.span_of(slot.conj.parts.last().copied()),
                suffix: Some("Inline".to_owned()),
                standing: Standing::Made,
            };
            claims.push((claim, slot.conj.clone(), *id));
            named.owners.extend(wish.owner.map(|owner| (*id, owner)));
        }
        let mut places = Vec::with_capacity(claims.len());
        let mut all = self.places(wishes.keys().copied());
        let claims: Vec<Claim> = claims
            .into_iter()
            .map(|(claim, conj, id)| {
                let place = all.remove(&id).unwrap_or_default();
                let own = self.own_inline(&conj);
                let claim = claim.given(own, self.kept_name(Role::Type, &place));
                places.push(place);
                claim
            })
            .collect();
        let reserved = &self.reserved;
        let taken = |name: &str| match spans.get(name) {
            Some(span) => Some(Holder::Written(*span)),
            None => reserved.contains(name).then_some(Holder::Reserved),
        };
        let (idents, findings) = names::resolve_among(&claims, Case::UpperCamel, &[""], &taken);
        for (((id, _), ident), place) in wishes.iter().zip(idents).zip(places) {
            self.note_name(Role::Type, place, &ident);
            named.idents.insert(*id, TypeIdent::lossy(&ident));
        }
        for finding in findings {
            self.once(finding);
        }
        named
    }

    /// The keys of inline types: where they are written; with the direction,
    /// where a place is two types.
    fn places(&self, ids: impl Iterator<Item = TypeId>) -> BTreeMap<TypeId, String> {
        let mut places = BTreeMap::new();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for id in ids {
            if let Some(slot) = self.slot(id) {
                let place = self.place_of(slot);
                *count.entry(place.clone()).or_default() += 1;
                places.insert(id, place);
            }
        }
        for (id, place) in &mut places {
            let shared = count.get(place).is_some_and(|count| *count > 1);
            let parts = self.slot(*id).map_or(&[][..], |slot| &slot.conj.parts);
            let mut directions = parts.iter().map(|part| self.ways.direction(part.way));
            if shared && directions.any(|direction| direction == Direction::Request) {
                place.push_str("?request");
            }
        }
        places
    }

    /// What identifies an inline type: where its parts are written.
    pub(super) fn identity(&self, slot: &Slot) -> Pointer {
        let mut pointer = self.origin(&slot.conj);
        for part in slot.conj.parts.iter().rev().skip(1) {
            let other = &self.document.schemas.get(part.schema).location.pointer;
            pointer = pointer.child(other.to_string());
        }
        pointer
    }

    /// What inline types want to be called. A type that several places share
    /// takes the shortest name that they give.
    fn wishes(&self, listed: &[TypeId]) -> BTreeMap<TypeId, Wish> {
        let mut wishes: BTreeMap<TypeId, Wish> = BTreeMap::new();
        // Each round names what belongs to types that have a name.
        loop {
            let mut round = BTreeMap::new();
            for id in listed {
                let Some(slot) = self.slot(*id) else {
                    continue;
                };
                if slot.component.is_some() || wishes.contains_key(id) {
                    continue;
                }
                let best = slot
                    .contexts
                    .iter()
                    .filter_map(|(direct, context)| self.wish(*direct, context, &wishes))
                    .min();
                round.extend(best.map(|wish| (*id, wish)));
            }
            if round.is_empty() {
                return wishes;
            }
            wishes.extend(round);
        }
    }

    fn wish(
        &self,
        direct: bool,
        context: &Context,
        wishes: &BTreeMap<TypeId, Wish>,
    ) -> Option<Wish> {
        let (base, owner) = match &context.base {
            Base::Text(text) => (names::upper_camel(text), None),
            Base::Type(id) => {
                let slot = self.slot(*id)?;
                let base = match &slot.component {
                    Some((_, ident)) => ident.as_str().to_owned(),
                    None => wishes.get(id)?.name.clone(),
                };
                (base, Some(*id))
            }
        };
        // Steps between the two are no types: they may say nothing new.
        let mut name = base.clone();
        for step in &context.steps {
            name = names::append(&name, step).unwrap_or(name);
        }
        if owner.is_some() && name == base {
            name = names::join(&name, "Inner");
        }
        Some(Wish {
            by_reference: !direct,
            length: name.len(),
            name,
            owner,
        })
    }
}

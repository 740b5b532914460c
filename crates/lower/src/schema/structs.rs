//! Structs: fields, their names, and what becomes of other members.

use std::collections::BTreeSet;

use specwright_ir::{
    Extra, Facets, Field, FieldIdent, Matching, Presence, Role, Struct, TypeId, TypeRef, WireName,
};
use specwright_source::Pointer;

use super::conj::Conj;
use super::object::{Member, Members, Others};
use super::shape::Child;
use super::{Context, Lowering, keys};
use crate::names::{self, Case, Claim, Standing};

impl<'d> Lowering<'d> {
    /// What becomes of an object with `members`.
    pub(super) fn structure(&mut self, id: TypeId, conj: &Conj, members: &Members<'d>) -> Struct {
        let origin = self.origin(conj);
        let (held, never): (Vec<_>, Vec<_>) = members
            .members
            .iter()
            .partition(|member| !self.is_never(&member.conj));
        let mut idents = self.field_idents(&held, &origin);
        let mut fields = Vec::with_capacity(held.len());
        for (member, ident) in held.into_iter().zip(&idents) {
            let wire = &member.name.value;
            let owner = member
                .home
                .and_then(|home| self.home_type(home, &member.conj));
            let context = Context::of(owner.unwrap_or(id)).member(wire);
            let typed = self.convert(&member.conj, &context);
            let presence = match (member.required, typed.nullable) {
                (true, false) => Presence::Required,
                (true, true) => Presence::RequiredNullable,
                // Where the type holds null, three states keep it apart from
                // an absent member all the same.
                (false, null) if null || self.holds_null(&typed.ty) => Presence::OptionalNullable,
                (false, _) => Presence::Optional,
            };
            fields.push(Field {
                ident: FieldIdent::lossy(ident),
                wire: WireName(wire.clone()),
                ty: typed.ty,
                presence,
                facets: typed.facets,
                default: typed.default,
                docs: self.docs(&member.conj, wire),
            });
        }
        let matching = self.matching(id, members, &mut idents);
        let extra = match &members.others {
            Others::Drop => Extra::Drop,
            Others::Deny => Extra::Deny,
            Others::Keep(Some(child)) if self.is_never(&child.conj) => Extra::Deny,
            Others::Keep(child) => self.kept(id, child.as_ref(), &mut idents),
        };
        let closed = extra == Extra::Deny;
        let needed = never.iter().filter(|member| member.required);
        let needed = needed.map(|member| &member.name.value);
        let forbidden = never.iter().map(|member| &member.name.value);
        let ignored = match extra {
            Extra::Drop if matching.is_empty() => Vec::new(),
            _ => members.ignored.iter().cloned().map(WireName).collect(),
        };
        Struct {
            fields,
            matching,
            extra,
            names: members.facets.names.clone(),
            min_properties: members.facets.min_properties,
            max_properties: members.facets.max_properties,
            check: None,
            required_extra: members
                .required
                .iter()
                .chain(needed)
                .cloned()
                .map(WireName)
                .collect(),
            ignored,
            forbidden: members
                .forbidden
                .iter()
                .chain(forbidden)
                .filter(|_| !closed)
                .cloned()
                .map(WireName)
                .collect(),
        }
    }

    /// The maps of members by what their names match.
    fn matching(
        &mut self,
        id: TypeId,
        members: &Members<'d>,
        idents: &mut Vec<String>,
    ) -> Vec<Matching> {
        let alone = members.groups.len() == 1 && matches!(members.others, Others::Deny);
        let mut matching = Vec::with_capacity(members.groups.len());
        for group in &members.groups {
            let word = keys::word(&group.patterns).unwrap_or_else(|| "pattern".to_owned());
            let step = |context: &Context| {
                if alone {
                    context.value()
                } else {
                    context.member(&word)
                }
            };
            let (ty, facets) = self.value_of(id, group.child.as_ref(), step);
            let ident = if alone {
                "additional_properties".to_owned()
            } else {
                names::snake(&format!("{word}_properties"))
            };
            matching.push(Matching {
                ident: map_ident(&ident, idents),
                patterns: group.patterns.clone(),
                ty,
                facets,
            });
        }
        matching
    }

    fn kept(&mut self, id: TypeId, child: Option<&Child>, idents: &mut Vec<String>) -> Extra {
        let (ty, facets) = self.value_of(id, child, Context::value);
        Extra::Keep {
            ident: map_ident("additional_properties", idents),
            ty,
            facets,
        }
    }

    /// The type of a map's values, and what is checked for each.
    fn value_of(
        &mut self,
        id: TypeId,
        child: Option<&Child>,
        step: impl Fn(&Context) -> Context,
    ) -> (TypeRef, Facets) {
        let mut facets = Facets::default();
        let ty = match child {
            None => TypeRef::Any,
            Some(child) => self.child(child, &step(&Context::of(id)), step, &mut facets),
        };
        (ty, facets.items.map(|items| *items).unwrap_or_default())
    }

    fn field_idents(&mut self, members: &[&Member<'d>], origin: &Pointer) -> Vec<String> {
        let mut claims: Vec<Claim> = members
            .iter()
            .map(|member| Claim {
                name: names::snake(&member.name.value),
                wire: member.name.value.clone(),
                pointer: origin.child(&member.name.value),
                span: member.name.span,
                suffix: None,
                standing: Standing::Made,
            })
            .collect();
        for (claim, member) in claims.iter_mut().zip(members) {
            let own = self.own_field(&member.conj);
            let kept = self.kept_name(Role::Field, &field_key(origin, &claim.wire));
            *claim = claim.clone().given(own, kept);
        }
        let (idents, findings) = names::resolve(&claims, Case::Snake, &[""], &BTreeSet::new());
        for finding in findings {
            self.once(finding);
        }
        for (claim, ident) in claims.iter().zip(&idents) {
            self.note_name(Role::Field, field_key(origin, &claim.wire), ident);
        }
        idents
    }
}

/// The name of a field that holds members; underscores tell it apart.
fn map_ident(name: &str, idents: &mut Vec<String>) -> FieldIdent {
    let mut ident = name.to_owned();
    while idents.contains(&ident) {
        ident.push('_');
    }
    let field = FieldIdent::lossy(&ident);
    idents.push(ident);
    field
}

/// What a member is called in `names.lock`.
fn field_key(origin: &Pointer, wire: &str) -> String {
    format!("#{}", origin.child("properties").child(wire))
}

//! Objects: members, and what becomes of others.

use std::collections::BTreeSet;
use std::rc::Rc;

use specwright_ir::Facets;
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{SchemaId, Spanned};

use super::Lowering;
use super::conj::{Conj, Part};
use super::merge::{Merged, Rest};
use super::shape::{Child, Shape, Shaped};

/// An object with members.
#[derive(Debug)]
pub(super) struct Members<'d> {
    pub(super) members: Vec<Member<'d>>,
    pub(super) others: Others,
    /// Names that are required and not described.
    pub(super) required: Vec<String>,
    /// `minProperties` and `maxProperties`.
    pub(super) facets: Facets,
}

/// A member that becomes a field.
#[derive(Debug)]
pub(super) struct Member<'d> {
    pub(super) name: &'d Spanned<String>,
    pub(super) conj: Conj,
    /// The component that describes it, if it is one alone.
    pub(super) home: Option<SchemaId>,
    pub(super) required: bool,
}

/// Members that are not described.
#[derive(Debug, Clone)]
pub(super) enum Others {
    /// Nothing is said about them.
    Drop,
    /// There are none.
    Deny,
    /// They are described together; `None` for any value.
    Keep(Option<Child>),
}

/// What one part says about a member that it does not list.
enum Verdict {
    Nothing,
    Forbidden,
    Must(Part),
}

impl<'d> Lowering<'d> {
    /// The shape of an object.
    pub(super) fn object_shape(
        &mut self,
        merged: Merged<'d>,
        facets: Facets,
        nullable: bool,
    ) -> Shaped<'d> {
        let mut others = self.others(&merged.rest);
        let required: BTreeSet<&str> = merged
            .required
            .iter()
            .map(|name| name.value.as_str())
            .collect();
        let mut members = Vec::with_capacity(merged.members.len());
        for member in merged.members {
            let needed = required.contains(member.name.value.as_str());
            if let Some(member) = self.member(member, &merged.rest, needed) {
                members.push(member);
            }
        }
        let described: BTreeSet<&str> = members
            .iter()
            .map(|member| member.name.value.as_str())
            .collect();
        let beyond: Vec<_> = merged
            .required
            .iter()
            .filter(|name| !described.contains(name.value.as_str()))
            .collect();
        if members.is_empty() && beyond.is_empty() {
            let shape = match &others {
                Others::Drop | Others::Keep(None) => Some(Shape::Object),
                Others::Keep(Some(child)) => Some(Shape::Map(child.clone())),
                Others::Deny => None,
            };
            if let Some(shape) = shape {
                return Shaped {
                    shape,
                    nullable,
                    facets,
                };
            }
        }
        if members.is_empty() && matches!(others, Others::Drop) {
            others = Others::Keep(None);
        }
        if let (Others::Deny, Some(name)) = (&others, beyond.first()) {
            let message = "this member is required, and the object is closed against it";
            self.unsatisfiable(name.span, message);
        }
        let required = beyond.iter().map(|name| name.value.clone()).collect();
        let members = Members {
            members,
            others,
            required,
            facets,
        };
        Shaped::plain(Shape::Struct(Rc::new(members)), nullable)
    }

    /// A member with what every part says about it; `None` if one forbids it.
    fn member(
        &mut self,
        member: super::merge::Member<'d>,
        rest: &[Rest<'d>],
        required: bool,
    ) -> Option<Member<'d>> {
        let mut parts = member.parts;
        let mut home = member.home;
        let mut forbidden = parts.iter().any(|part| self.is_false(part.schema));
        for part in rest {
            match self.verdict(part, &member.name.value) {
                Verdict::Nothing => {}
                Verdict::Forbidden => forbidden = true,
                Verdict::Must(part) => {
                    parts.push(part);
                    home = None;
                }
            }
        }
        if forbidden {
            let first = parts.first()?;
            let name = &member.name.value;
            let span = member.name.span;
            if required {
                self.unsatisfiable(span, "this member is required and forbidden");
            }
            let message = format!("the member `{name}` is left out: no value of it is accepted");
            let pointer = self
                .document
                .schemas
                .get(first.schema)
                .location
                .pointer
                .clone();
            self.gap_once(codes::gap::MEMBER_FORBIDDEN, pointer, span, message);
            return None;
        }
        Some(Member {
            name: member.name,
            conj: Conj::all(parts),
            home,
            required,
        })
    }

    fn verdict(&self, rest: &Rest<'d>, name: &str) -> Verdict {
        if rest.listed.iter().any(|(listed, _)| listed.value == name) || !rest.patterns.is_empty() {
            return Verdict::Nothing;
        }
        match rest.additional {
            Some(additional) if self.is_false(additional) => Verdict::Forbidden,
            Some(additional) if !self.is_true(additional) => Verdict::Must(Part::of(additional)),
            _ => Verdict::Nothing,
        }
    }

    /// What becomes of members that no part lists.
    fn others(&mut self, rest: &[Rest<'d>]) -> Others {
        if rest.is_empty() {
            return Others::Drop;
        }
        let mut parts = Vec::new();
        let mut home = None;
        for part in rest {
            let closed = part.additional.is_some_and(|id| self.is_false(id));
            match (part.patterns.as_slice(), part.additional) {
                ([], _) if closed => return Others::Deny,
                ([], Some(additional)) => {
                    if !self.is_true(additional) {
                        parts.push(Part::of(additional));
                        home = part.home;
                    }
                }
                ([(_, only)], _) if closed && rest.len() == 1 => {
                    parts.push(Part::of(*only));
                    home = part.home;
                }
                _ => {
                    if closed {
                        return Others::Keep(None);
                    }
                }
            }
        }
        if parts.is_empty() {
            return Others::Keep(None);
        }
        if parts.len() > 1 {
            home = None;
        }
        Others::Keep(Some(Child {
            conj: Conj::all(parts),
            home,
        }))
    }

    /// Whether `readOnly` or `writeOnly` is said about `conj` anywhere.
    pub(super) fn one_way(&mut self, conj: &Conj) -> bool {
        let flat = self.flatten(conj);
        flat.notes
            .iter()
            .filter_map(|id| self.object(*id))
            .any(|object| {
                [&object.read_only, &object.write_only]
                    .into_iter()
                    .flatten()
                    .any(|flag| flag.value)
            })
    }

    /// Reports that a `default` is left out.
    pub(super) fn default_not_held(&mut self, span: specwright_source::Span, why: &str) {
        self.once(Diagnostic::warning(
            codes::schema::DEFAULT_NOT_HELD,
            span,
            format!("this default is left out: {why}"),
        ));
    }
}

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
    /// Names of members that are described and never satisfied.
    pub(super) forbidden: Vec<String>,
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
        let mut forbidden = Vec::new();
        for member in merged.members {
            let name = member.name;
            let needed = required.contains(name.value.as_str());
            match self.member(member, &merged.rest, needed) {
                Some(member) => members.push(member),
                None => forbidden.push(name.value.clone()),
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
        if members.is_empty() && beyond.is_empty() && forbidden.is_empty() {
            let shape = match &others {
                Others::Drop | Others::Keep(None) => Some(Shape::Object),
                Others::Keep(Some(child)) => Some(Shape::Map(child.clone())),
                Others::Deny => None,
            };
            if let Some(shape) = shape {
                return Shaped {
                    facets,
                    ..Shaped::plain(shape, nullable)
                };
            }
        }
        // Whoever must have a member must be able to hold it.
        if matches!(others, Others::Drop) && (members.is_empty() || !beyond.is_empty()) {
            others = Others::Keep(None);
        }
        // Nor is a member lost that is described for some values alone.
        if matches!(others, Others::Drop) {
            let forbidden = forbidden.iter().map(String::as_str);
            let listed = described.iter().copied().chain(forbidden).collect();
            if self.describes_aside(&merged.aside, &listed) {
                others = Others::Keep(None);
            }
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
            forbidden,
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
        let by_itself = parts.iter().any(|part| self.is_false(part.schema));
        let mut closed = false;
        for part in rest {
            match self.verdict(part, &member.name.value) {
                Verdict::Nothing => {}
                Verdict::Forbidden => closed = true,
                Verdict::Must(part) => {
                    parts.push(part);
                    home = None;
                }
            }
        }
        if closed || by_itself {
            let span = member.name.span;
            if required {
                self.unsatisfiable(span, "this member is required and forbidden");
            } else if !by_itself {
                let message = "another part of `allOf` closes the object against this member";
                self.unsatisfiable(span, message);
            }
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

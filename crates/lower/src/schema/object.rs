//! Objects: members, and what becomes of others.

use std::collections::BTreeSet;
use std::rc::Rc;

use specwright_ir::Facets;
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{SchemaId, Spanned};

use super::Lowering;
use super::conj::{Conj, Part};
use super::keys::{Group, Unlisted};
use super::merge::{Merged, Rest};
use super::shape::{Child, Shape, Shaped};

/// An object with members.
#[derive(Debug)]
pub(super) struct Members<'d> {
    pub(super) members: Vec<Member<'d>>,
    /// Members that are not described by name, but by what it matches.
    pub(super) groups: Vec<Group>,
    pub(super) others: Others,
    /// Names that are required and not described.
    pub(super) required: Vec<String>,
    /// Names of members that are described and never satisfied.
    pub(super) forbidden: Vec<String>,
    /// Names of members of the other direction, which may be anything.
    pub(super) ignored: Vec<String>,
    /// `minProperties`, `maxProperties` and `propertyNames`.
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
    Must(Vec<Part>),
}

impl<'d> Lowering<'d> {
    /// The shape of an object.
    pub(super) fn object_shape(
        &mut self,
        merged: Merged<'d>,
        facets: Facets,
        nullable: bool,
    ) -> Shaped<'d> {
        let Unlisted {
            groups,
            mut others,
            exact,
        } = self.unlisted(&merged.rest);
        let (names, all_names) = self.names(&merged.names);
        let exact = exact && all_names;
        let left_out = merged.members.iter().filter(|member| member.left_out);
        let ignored: BTreeSet<&str> = left_out.map(|member| member.name.value.as_str()).collect();
        let required: BTreeSet<&str> = merged
            .required
            .iter()
            .map(|name| name.value.as_str())
            .filter(|name| !ignored.contains(name))
            .collect();
        let mut members = Vec::with_capacity(merged.members.len());
        let mut forbidden = Vec::new();
        for member in merged.members {
            let name = member.name;
            if member.left_out {
                continue;
            }
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
            .filter(|name| {
                let name = name.value.as_str();
                !described.contains(name) && !ignored.contains(name)
            })
            .collect();
        let nothing = members.is_empty() && ignored.is_empty();
        if nothing && beyond.is_empty() && forbidden.is_empty() {
            let mut facets = facets.clone();
            facets.names = names.clone().map(Box::new);
            let child = match (&others, groups.as_slice()) {
                (Others::Drop, []) => Some(None),
                (Others::Keep(child), []) => Some(child.clone()),
                (Others::Deny, [one]) => {
                    facets.keys.clone_from(&one.patterns);
                    Some(one.child.clone())
                }
                _ => None,
            };
            if let Some(child) = child {
                return Shaped {
                    facets,
                    exact,
                    ..Shaped::plain(child.map_or(Shape::Object, Shape::Map), nullable)
                };
            }
        }
        // Whoever must have a member must be able to hold it.
        if matches!(others, Others::Drop) && (nothing || !beyond.is_empty()) {
            others = Others::Keep(None);
        }
        // Nor is a member lost that is described for some values alone.
        if matches!(others, Others::Drop) {
            let forbidden = forbidden.iter().map(String::as_str);
            let listed = described
                .iter()
                .chain(&ignored)
                .copied()
                .chain(forbidden)
                .collect();
            if self.describes_aside(&merged.aside, &listed) {
                others = Others::Keep(None);
            }
        }
        let mut closed_against = beyond
            .iter()
            .filter(|name| !groups.iter().any(|group| group.has(&name.value)));
        if let (Others::Deny, Some(name)) = (&others, closed_against.next()) {
            let message = "this member is required, and the object is closed against it";
            self.unsatisfiable(name.span, message);
        }
        let required = beyond.iter().map(|name| name.value.clone()).collect();
        let mut facets = facets;
        facets.names = names.map(Box::new);
        let members = Members {
            members,
            groups,
            others,
            required,
            forbidden,
            ignored: ignored.into_iter().map(str::to_owned).collect(),
            facets,
        };
        Shaped {
            exact,
            ..Shaped::plain(Shape::Struct(Rc::new(members)), nullable)
        }
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
                Verdict::Must(more) => {
                    if !more.is_empty() {
                        home = None;
                    }
                    parts.extend(more);
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
        // What both directions share may lack what is of one of them alone.
        let one_way = parts.iter().any(|part| self.ways.is_one_way(part.schema));
        Some(Member {
            name: member.name,
            conj: Conj::all(parts),
            home,
            required: required && !(one_way && member.shared),
        })
    }

    fn verdict(&mut self, rest: &Rest<'d>, name: &str) -> Verdict {
        let Some(matched) = self.matched(rest, name) else {
            return Verdict::Nothing;
        };
        let listed = rest.listed.iter().any(|(listed, _)| listed.value == name);
        let mut parts = Vec::new();
        let additional = rest.additional.filter(|_| !listed && matched.is_empty());
        for schema in matched.into_iter().chain(additional) {
            if self.is_false(schema) {
                return Verdict::Forbidden;
            }
            if !self.is_true(schema) {
                parts.push(self.part(schema, rest.way));
            }
        }
        Verdict::Must(parts)
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

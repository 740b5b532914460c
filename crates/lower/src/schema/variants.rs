//! Unions: variants and their names.

use std::collections::BTreeSet;

use specwright_ir::{
    Docs, Format, Role, Scalar, Test, TypeId, Union, UnionRule, UnionVariant, VariantIdent,
};
use specwright_source::{Pointer, Severity};

use super::conj::{Conj, DEPTH};
use super::recognise::Tests;
use super::shape::Shape;
use super::union::{Alternatives, Branch};
use super::ways::Way;
use super::{Context, Lowering};
use crate::names::{self, Case, Claim, Standing};

impl<'d> Lowering<'d> {
    /// What becomes of a union.
    pub(super) fn union(&mut self, id: TypeId, conj: &Conj, union: &Alternatives<'d>) -> Union {
        let tests = self.tests(union);
        let origin = self.origin(conj);
        let mut claims = Vec::with_capacity(union.branches.len());
        for (index, (branch, test)) in union.branches.iter().zip(&tests.each).enumerate() {
            let name = self.variant_name(union, branch, test);
            claims.push(Claim {
                wire: String::new(),
                pointer: origin.child(format!("{index:06}")),
                span: branch.source.map_or_else(
                    || self.span_of(conj.parts.first().copied()),
                    |source| self.document.schemas.get(source).span,
                ),
                suffix: None,
                standing: Standing::Made,
                name,
            });
        }
        let taken = BTreeSet::from(["Unknown".to_owned()]);
        let keys = self.branch_keys(union, &tests, &origin);
        for ((claim, branch), key) in claims.iter_mut().zip(&union.branches).zip(&keys) {
            let own = branch.source.filter(|_| branch.component.is_none());
            let own = own.and_then(|source| self.own_branch(source));
            let kept = key.as_deref();
            let kept = kept.and_then(|key| self.kept_name(Role::Variant, key));
            *claim = claim.clone().given(own, kept);
        }
        let (idents, findings) = names::resolve(&claims, Case::UpperCamel, &[""], &taken);
        for finding in findings {
            if finding.severity == Severity::Error {
                self.once(finding);
            }
        }
        for (key, ident) in keys.into_iter().zip(&idents) {
            if let Some(key) = key {
                self.note_name(Role::Variant, key, ident);
            }
        }
        let overlaps = self.overlaps(union, &tests, &idents);
        let context = Context::of(id);
        let mut variants = Vec::with_capacity(union.branches.len());
        let branches = union.branches.iter().zip(tests.each).zip(idents);
        for (((branch, test), ident), overlap) in branches.zip(overlaps) {
            let typed = self.convert(&branch.conj, &context.member(&ident));
            let docs = match branch.source.filter(|_| branch.component.is_none()) {
                Some(source) => {
                    let part = self.part(source, Way::default());
                    self.docs(&Conj::of(part), &ident)
                }
                None => Docs::default(),
            };
            variants.push(UnionVariant {
                ident: VariantIdent::lossy(&ident),
                docs,
                ty: typed.ty,
                facets: typed.facets,
                test,
                overlap,
            });
        }
        Union {
            rule: union.rule,
            variants,
            tag: tests.tag,
            check: None,
        }
    }

    /// What the branches are in `names.lock`: what stays of them when branches
    /// change their places or get siblings. Branches that are alike have none.
    fn branch_keys(
        &mut self,
        union: &Alternatives<'d>,
        tests: &Tests,
        origin: &Pointer,
    ) -> Vec<Option<String>> {
        let mut all = Vec::with_capacity(union.branches.len());
        for (branch, test) in union.branches.iter().zip(&tests.each) {
            all.push(self.branch_identity(branch, test));
        }
        let alone = |identity: &String| all.iter().filter(|other| *other == identity).count() == 1;
        let union = match union.rule {
            UnionRule::OneOf => "oneOf",
            UnionRule::AnyOf => "anyOf",
        };
        let keys = all.iter().map(|identity| {
            alone(identity).then(|| format!("#{}", origin.child(union).child(identity)))
        });
        keys.collect()
    }

    /// A branch's component, the values of its tag, or its kind with the
    /// members that it requires.
    fn branch_identity(&mut self, branch: &Branch, test: &Test) -> String {
        if let Some(name) = branch
            .component
            .and_then(|of| self.component_name(of.schema))
        {
            return name.to_owned();
        }
        if let Test::Tag { property, values } = test {
            return format!("{property}={}", values.join(","));
        }
        let (_, shaped) = self.settled(&branch.conj);
        let mut required = self.required_names(&branch.conj);
        required.sort_unstable();
        let kind = self.kind_name(&shaped.shape);
        match required.as_slice() {
            [] => kind,
            required => format!("{kind}:{}", required.join(",")),
        }
    }

    /// What a branch is called: its component, the value of its tag, what it
    /// alone requires, its kind.
    fn variant_name(&mut self, union: &Alternatives<'d>, branch: &Branch, test: &Test) -> String {
        if let Some(name) = branch
            .component
            .and_then(|of| self.component_name(of.schema))
        {
            return names::upper_camel(name);
        }
        if let Test::Tag { values, .. } = test
            && let [value] = values.as_slice()
        {
            return names::upper_camel(value);
        }
        let (_, shaped) = self.settled(&branch.conj);
        match &shaped.shape {
            Shape::Struct(_) | Shape::Union(_) => self.required_alone(union, branch).map_or_else(
                || self.kind_name(&shaped.shape),
                |name| names::upper_camel(&name),
            ),
            Shape::List(Some(child)) => {
                let inner = self.settled(&child.conj).1;
                format!("{}List", self.kind_name(&inner.shape))
            }
            shape => self.kind_name(shape),
        }
    }

    fn kind_name(&self, shape: &Shape<'d>) -> String {
        let name = match shape {
            Shape::Reference(component) => {
                return self
                    .component_name(component.schema)
                    .map_or_else(String::new, names::upper_camel);
            }
            Shape::Never | Shape::Null => "Null",
            Shape::Any | Shape::Same(_) => "Any",
            Shape::Scalar(Scalar::String) => "String",
            Shape::Scalar(Scalar::Boolean) => "Boolean",
            Shape::Scalar(Scalar::Integer(_)) => "Integer",
            Shape::Scalar(Scalar::Number(_)) => "Number",
            Shape::Scalar(Scalar::Format(format)) => match format {
                Format::DateTime(_) => "DateTime",
                Format::Date(_) => "Date",
                Format::Ipv4 => "Ipv4",
                Format::Ipv6 => "Ipv6",
                Format::Path(_) => "String",
                Format::Uuid => "Uuid",
                Format::Byte | Format::Base64Url | Format::Base16 => "Bytes",
                Format::Duration => "Duration",
                Format::Decimal => "Decimal",
                Format::Password => "Password",
            },
            Shape::Enum(_) => "Enum",
            Shape::Own(own, _) => {
                let name = own.path.segments().last();
                return name.map_or_else(String::new, |name| names::upper_camel(name));
            }
            Shape::List(_) | Shape::Mixed(_) => "List",
            Shape::Tuple(_) => "Tuple",
            Shape::Map(_) => "Map",
            Shape::Object | Shape::Struct(_) => "Object",
            Shape::Union(_) => "Union",
        };
        name.to_owned()
    }

    /// The first member that this branch requires and no other one does.
    fn required_alone(&mut self, union: &Alternatives<'d>, branch: &Branch) -> Option<String> {
        let mut others = BTreeSet::new();
        for other in &union.branches {
            if other.conj != branch.conj {
                others.extend(self.required_names(&other.conj));
            }
        }
        let own = self.required_names(&branch.conj);
        own.into_iter().find(|name| !others.contains(name))
    }

    /// The names that every value of `conj` has.
    fn required_names(&mut self, conj: &Conj) -> Vec<String> {
        let (_, shaped) = self.resolved(conj);
        match &shaped.shape {
            Shape::Struct(members) => members
                .members
                .iter()
                .filter(|member| member.required)
                .map(|member| member.name.value.clone())
                .chain(members.required.iter().cloned())
                .collect(),
            Shape::Union(union) if self.depth < DEPTH => {
                self.depth += 1;
                let mut branches = union.branches.iter();
                let first = branches
                    .next()
                    .map(|branch| self.required_names(&branch.conj));
                let mut names = first.unwrap_or_default();
                for branch in branches {
                    let others = self.required_names(&branch.conj);
                    names.retain(|name| others.contains(name));
                }
                self.depth -= 1;
                names
            }
            _ => Vec::new(),
        }
    }
}

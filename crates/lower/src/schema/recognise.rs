//! How the branches of a union are told apart.

use std::collections::BTreeSet;

use specwright_ir::{Literal, Test, WireName};
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{Discriminator, SchemaId};

use super::Lowering;
use super::conj::{Conj, DEPTH};
use super::kinds::Kinds;
use super::object::{Members, Others};
use super::shape::Shape;
use super::union::{Alternatives, Branch};

/// How each branch is recognised, and the member that tells all of them.
pub(super) struct Tests {
    pub(super) each: Vec<Test>,
    pub(super) tag: Option<WireName>,
}

impl<'d> Lowering<'d> {
    /// The cheapest tests that are never wrong.
    pub(super) fn tests(&mut self, union: &Alternatives<'d>) -> Tests {
        if let Some(discriminator) = union.discriminator
            && let Some(values) = self.discriminated(&union.branches, discriminator)
        {
            let property = WireName(discriminator.property_name.value.clone());
            let each = values.into_iter().map(|values| Test::Tag {
                property: property.clone(),
                values: values.into_iter().collect(),
            });
            return Tests {
                each: each.collect(),
                tag: Some(property.clone()),
            };
        }
        let mut kinds = Vec::with_capacity(union.branches.len());
        for branch in &union.branches {
            kinds.push(self.kinds_of(&branch.conj));
        }
        let mut each = vec![Test::Try; union.branches.len()];
        for group in groups(&kinds) {
            let tests = match group.as_slice() {
                [only] => kinds
                    .get(*only)
                    .map(|kinds| vec![Test::Kind(kinds.json_kinds())]),
                _ => {
                    let members: Vec<&Branch> = group
                        .iter()
                        .filter_map(|index| union.branches.get(*index))
                        .collect();
                    self.apart(&members)
                }
            };
            for (index, test) in group.iter().zip(tests.unwrap_or_default()) {
                if let Some(slot) = each.get_mut(*index) {
                    *slot = test;
                }
            }
        }
        let tag = match each.first() {
            Some(Test::Tag { property, .. }) => Some(property.clone()),
            _ => None,
        };
        let tag = tag.filter(|tag| {
            each.iter()
                .all(|test| matches!(test, Test::Tag { property, .. } if property == tag))
        });
        Tests { each, tag }
    }

    /// Tests for branches that share a kind; `None` if they must be tried.
    fn apart(&mut self, branches: &[&Branch]) -> Option<Vec<Test>> {
        let mut plans = Vec::with_capacity(branches.len());
        for branch in branches {
            plans.push(match &self.resolved(&branch.conj).1.shape {
                Shape::Struct(members) => Some(members.clone()),
                _ => None,
            });
        }
        let first = plans.iter().flatten().next()?;
        let mut names: Vec<&str> = first
            .members
            .iter()
            .filter(|member| member.required)
            .map(|member| member.name.value.as_str())
            .collect();
        names.sort_unstable();
        for name in names {
            let mut values = Vec::with_capacity(branches.len());
            for branch in branches {
                values.extend(self.tags(&branch.conj, name, 0));
            }
            if values.len() == branches.len() && disjoint(&values) {
                let tests = values.into_iter().map(|values| Test::Tag {
                    property: WireName(name.to_owned()),
                    values: values.into_iter().collect(),
                });
                return Some(tests.collect());
            }
        }
        let plans: Vec<&Members<'d>> = plans.iter().flatten().map(AsRef::as_ref).collect();
        if plans.len() != branches.len() {
            return None;
        }
        (0..plans.len())
            .map(|index| own_member(&plans, index))
            .collect()
    }

    /// The values of the required member `name` in `conj`, if they are listed
    /// strings.
    fn tags(&mut self, conj: &Conj, name: &str, depth: u32) -> Option<BTreeSet<String>> {
        if depth > DEPTH / 4 {
            return None;
        }
        let (_, shaped) = self.resolved(conj);
        match &shaped.shape {
            Shape::Struct(members) => {
                let member = members
                    .members
                    .iter()
                    .find(|member| member.required && member.name.value == name)?;
                self.texts(&member.conj)
            }
            Shape::Union(union) => {
                let mut all = BTreeSet::new();
                for branch in &union.branches {
                    all.extend(self.tags(&branch.conj, name, depth + 1)?);
                }
                Some(all)
            }
            _ => None,
        }
    }

    /// The strings that `conj` lists, if it is a list of strings.
    fn texts(&mut self, conj: &Conj) -> Option<BTreeSet<String>> {
        if self.null_in(conj) {
            return None;
        }
        let (_, shaped) = self.resolved(conj);
        let Shape::Enum(variants) = &shaped.shape else {
            return None;
        };
        variants
            .iter()
            .map(|variant| match &variant.value {
                Literal::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    /// The values of the discriminating member for each branch.
    fn discriminated(
        &mut self,
        branches: &[Branch],
        discriminator: &'d Discriminator,
    ) -> Option<Vec<BTreeSet<String>>> {
        let property = &discriminator.property_name.value;
        let mut all = Vec::with_capacity(branches.len());
        for branch in branches {
            let values = self.discriminating(branch, discriminator);
            match values.filter(|values| !values.is_empty()) {
                Some(values) => all.push(values),
                None => {
                    let span = branch.source.map_or(discriminator.span, |source| {
                        self.document.schemas.get(source).span
                    });
                    self.once(
                        Diagnostic::warning(
                            codes::schema::DISCRIMINATOR,
                            span,
                            format!("this branch has no value of `{property}`"),
                        )
                        .also(discriminator.span, "the discriminator is ignored"),
                    );
                    return None;
                }
            }
        }
        if !disjoint(&all) {
            self.once(Diagnostic::warning(
                codes::schema::DISCRIMINATOR,
                discriminator.span,
                format!("two branches share a value of `{property}`; the discriminator is ignored"),
            ));
            return None;
        }
        Some(all)
    }

    fn discriminating(
        &mut self,
        branch: &Branch,
        discriminator: &'d Discriminator,
    ) -> Option<BTreeSet<String>> {
        let mut inside = BTreeSet::new();
        inside.extend(branch.source);
        inside.extend(branch.component);
        self.components_in(&branch.conj, 0, &mut inside);
        let mapped: BTreeSet<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| inside.contains(&target.value))
            .map(|(value, _)| value.value.clone())
            .collect();
        if !mapped.is_empty() {
            return Some(mapped);
        }
        let listed = self.tags(&branch.conj, &discriminator.property_name.value, 0);
        listed.or_else(|| {
            let component = branch.component?;
            let name = self.component_name(component)?;
            Some(BTreeSet::from([name.to_owned()]))
        })
    }

    /// The components a branch stands for: itself, what it is another name
    /// of, the branches of a union in it.
    fn components_in(&mut self, conj: &Conj, depth: u32, found: &mut BTreeSet<SchemaId>) {
        if depth > DEPTH / 4 {
            return;
        }
        let (_, shaped) = self.settled(conj);
        match &shaped.shape {
            Shape::Reference(component) => {
                let known = !found.insert(*component);
                if !known || depth == 0 {
                    self.components_in(&Conj::body(*component), depth + 1, found);
                }
            }
            Shape::Union(union) => {
                for branch in &union.branches {
                    found.extend(branch.component);
                    self.components_in(&branch.conj, depth + 1, found);
                }
            }
            _ => {}
        }
    }
}

/// The branches by the kinds they share, directly or through others.
fn groups(kinds: &[Kinds]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Kinds, Vec<usize>)> = Vec::new();
    for (index, kinds) in kinds.iter().enumerate() {
        let mut joined = (*kinds, vec![index]);
        let (meeting, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(other, _)| other.meets(*kinds));
        for (other, members) in meeting {
            joined.0 = joined.0.or(other);
            joined.1.extend(members);
        }
        joined.1.sort_unstable();
        groups = apart;
        groups.push(joined);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn disjoint(sets: &[BTreeSet<String>]) -> bool {
    let mut seen = BTreeSet::new();
    sets.iter().flatten().all(|value| seen.insert(value))
}

/// A member that this object requires and that all others refuse, being
/// closed: an object with it can be no other.
fn own_member(plans: &[&Members<'_>], index: usize) -> Option<Test> {
    let own = plans.get(index)?;
    let mut names: Vec<&str> = own
        .members
        .iter()
        .filter(|member| member.required)
        .map(|member| member.name.value.as_str())
        .filter(|name| {
            plans.iter().enumerate().all(|(other, plan)| {
                other == index
                    || (matches!(plan.others, Others::Deny)
                        && plan.members.iter().all(|member| member.name.value != *name))
            })
        })
        .collect();
    names.sort_unstable();
    names
        .first()
        .map(|name| Test::Has(WireName((*name).to_owned())))
}

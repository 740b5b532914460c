//! How the branches of a union are told apart.

use std::collections::BTreeSet;

use specwright_ir::{Literal, Test, WireName};
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{Discriminator, SchemaId};

use super::Lowering;
use super::conj::{Conj, DEPTH};
use super::kinds::Kinds;
use super::object::Members;
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
        let mut kinds = Vec::with_capacity(union.branches.len());
        for branch in &union.branches {
            kinds.push(self.kinds_of(&branch.conj));
        }
        let pick = |indexes: &[usize]| -> Vec<&Branch> {
            let branches = indexes.iter();
            branches
                .filter_map(|index| union.branches.get(*index))
                .collect()
        };
        let objects: Vec<usize> = (0..kinds.len())
            .filter(|index| {
                kinds
                    .get(*index)
                    .is_some_and(|kinds| kinds.meets(Kinds::OBJECT))
            })
            .collect();
        let tagged = union
            .discriminator
            .and_then(|discriminator| self.discriminated(&pick(&objects), discriminator));
        let mut each = vec![Test::Try; union.branches.len()];
        for group in groups(&kinds) {
            let tests = match (&tagged, group.as_slice()) {
                (Some(tests), [_, _, ..]) if group == objects => Some(tests.clone()),
                (_, [only]) => kinds
                    .get(*only)
                    .map(|kinds| vec![Test::Kind(kinds.json_kinds())]),
                _ => self.apart(&pick(&group)),
            };
            for (index, test) in group.iter().zip(tests.unwrap_or_default()) {
                if let Some(slot) = each.get_mut(*index) {
                    *slot = test;
                }
            }
        }
        let tag = each.first().and_then(member).cloned();
        let tag = tag.filter(|tag| each.iter().all(|test| member(test) == Some(tag)));
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
        let plans: Vec<Option<&Members<'d>>> = plans.iter().map(Option::as_deref).collect();
        Some(
            (0..plans.len())
                .map(|index| own_member(&plans, index).unwrap_or(Test::Try))
                .collect(),
        )
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
    pub(super) fn texts(&mut self, conj: &Conj) -> Option<BTreeSet<String>> {
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

    /// Tests for the values of the discriminating member, if it tells the
    /// branches apart.
    fn discriminated(
        &mut self,
        branches: &[&Branch],
        discriminator: &'d Discriminator,
    ) -> Option<Vec<Test>> {
        let property = &discriminator.property_name.value;
        let listed = self.tagged(branches, discriminator, true);
        // Branches that list each other's values, too, go by their names.
        let all = match listed {
            Ok(all) if !disjoint(&all) => self.tagged(branches, discriminator, false),
            other => other,
        };
        match all {
            Ok(all) if disjoint(&all) => {
                let default = discriminator.default_mapping.as_ref();
                let default = default.and_then(|default| {
                    let leads = |branch: &&Branch| {
                        let component = branch.component.map(|component| component.schema);
                        component == Some(default.value)
                    };
                    branches.iter().position(leads)
                });
                Some(tag_tests(property, &all, default))
            }
            Ok(_) => {
                self.once(Diagnostic::warning(
                    codes::schema::DISCRIMINATOR,
                    discriminator.span,
                    format!(
                        "two branches share a value of `{property}`; the discriminator is ignored"
                    ),
                ));
                None
            }
            Err(branch) => {
                let span = branch.source.map_or(discriminator.span, |source| {
                    self.document.schemas.get(source).span
                });
                self.once(
                    Diagnostic::warning(
                        codes::schema::DISCRIMINATOR,
                        span,
                        format!("this branch has no text that `{property}` could be"),
                    )
                    .also(discriminator.span, "the discriminator is ignored"),
                );
                None
            }
        }
    }

    /// The values of each branch, or a branch that has none. Branches that
    /// `mapping` does not name have the values that they list themselves if
    /// `listed`, else their component's name.
    fn tagged<'b>(
        &mut self,
        branches: &[&'b Branch],
        discriminator: &'d Discriminator,
        listed: bool,
    ) -> Result<Vec<BTreeSet<String>>, &'b Branch> {
        let mut all = Vec::with_capacity(branches.len());
        for branch in branches {
            let values = self.discriminating(branch, discriminator, listed);
            all.push(values.filter(|values| !values.is_empty()).ok_or(*branch)?);
        }
        Ok(all)
    }

    fn discriminating(
        &mut self,
        branch: &Branch,
        discriminator: &'d Discriminator,
        listed: bool,
    ) -> Option<BTreeSet<String>> {
        let property = &discriminator.property_name.value;
        let only_objects = Kinds::OBJECT.covers(self.kinds_of(&branch.conj));
        if !only_objects || !self.may_be_text(&branch.conj, property) {
            return None;
        }
        let mut inside = BTreeSet::new();
        inside.extend(branch.source);
        inside.extend(branch.component.map(|component| component.schema));
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
        let texts = self.tags(&branch.conj, property, 0);
        if listed && texts.is_some() {
            return texts;
        }
        let name = self.component_name(branch.component?.schema)?.to_owned();
        (listed || texts.is_none_or(|texts| texts.contains(&name))).then(|| BTreeSet::from([name]))
    }

    /// Whether the member `name` of an object may be a string.
    fn may_be_text(&mut self, conj: &Conj, name: &str) -> bool {
        let (_, shaped) = self.resolved(conj);
        let Shape::Struct(members) = &shaped.shape else {
            return true;
        };
        let member = members
            .members
            .iter()
            .find(|member| member.name.value == name);
        member.is_none_or(|member| self.kinds_of(&member.conj).covers(Kinds::STRING))
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
                let known = !found.insert(component.schema);
                if !known || depth == 0 {
                    self.components_in(&Conj::body(*component), depth + 1, found);
                }
            }
            Shape::Union(union) => {
                for branch in &union.branches {
                    found.extend(branch.component.map(|component| component.schema));
                    self.components_in(&branch.conj, depth + 1, found);
                }
            }
            _ => {}
        }
    }
}

/// The member that a test looks at to tell all objects apart.
pub(super) fn member(test: &Test) -> Option<&WireName> {
    match test {
        Test::Tag { property, .. } | Test::Otherwise { property, .. } => Some(property),
        Test::Kind(_) | Test::Has(_) | Test::Try => None,
    }
}

/// The tests for branches that have these values of `property`; the branch
/// `default` has all others, too.
fn tag_tests(property: &str, all: &[BTreeSet<String>], default: Option<usize>) -> Vec<Test> {
    let property = WireName(property.to_owned());
    let tests = all.iter().enumerate().map(|(index, values)| {
        let property = property.clone();
        if Some(index) == default {
            let others = all.iter().enumerate().filter(|(other, _)| *other != index);
            Test::Otherwise {
                property,
                others: others.flat_map(|(_, values)| values).cloned().collect(),
            }
        } else {
            Test::Tag {
                property,
                values: values.iter().cloned().collect(),
            }
        }
    });
    tests.collect()
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

/// A member that this object requires and no other one describes or requires:
/// an object without it is not of this branch.
fn own_member(plans: &[Option<&Members<'_>>], index: usize) -> Option<Test> {
    let own = plans.get(index).copied().flatten()?;
    let described = |plan: &Members<'_>, name: &str| {
        plan.members.iter().any(|member| member.name.value == name)
            || plan.required.iter().any(|required| required == name)
    };
    let mut names: Vec<&str> = own
        .members
        .iter()
        .filter(|member| member.required)
        .map(|member| member.name.value.as_str())
        .chain(own.required.iter().map(String::as_str))
        .filter(|name| {
            plans.iter().enumerate().all(|(other, plan)| {
                other == index || plan.is_none_or(|plan| !described(plan, name))
            })
        })
        .collect();
    names.sort_unstable();
    names
        .first()
        .map(|name| Test::Has(WireName((*name).to_owned())))
}

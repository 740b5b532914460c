//! `discriminator`: the value of a member decides the branch.

use std::collections::BTreeSet;

use specwright_check::program::{Check, SchemaId as Compiled, Text};
use specwright_source::{Node, Value};
use specwright_spec::model::{Discriminator, SchemaId, SchemaObject};

use super::reach::object_of;
use super::{Compiler, Way, json};

/// The values that stand for a branch.
type Values = BTreeSet<String>;

impl<'d> Compiler<'d> {
    /// The branches of `oneOf` or `anyOf` of `object`; each holds, where a
    /// discriminator tells them apart, only for its own values.
    pub(super) fn branches(
        &mut self,
        object: &'d SchemaObject,
        branches: &[SchemaId],
        way: &Way,
    ) -> Vec<Compiled> {
        let compiled = self.all(branches, way);
        let discriminator = object.discriminator.as_ref();
        let Some(discriminator) = discriminator.filter(|_| self.options.discriminators) else {
            return compiled;
        };
        let Some(values) = self.told_apart(branches, discriminator) else {
            return compiled;
        };
        let fallback = discriminator.default_mapping.as_ref();
        let fallback = fallback.map(|target| target.value);
        let name = Text::from(discriminator.property_name.value.clone());
        let all: Values = values.iter().flatten().cloned().collect();
        let parts = branches.iter().zip(values).zip(compiled);
        parts
            .map(|((branch, values), compiled)| {
                let is_fallback = fallback.is_some() && self.target(*branch) == fallback;
                let condition = match is_fallback {
                    true => {
                        let others: Values = all.difference(&values).cloned().collect();
                        let others = self.tagged(&name, &others);
                        self.builder.schema(vec![Check::Not(others)])
                    }
                    false => self.tagged(&name, &values),
                };
                let both = vec![condition, compiled];
                self.builder.schema(vec![Check::AllOf(both.into())])
            })
            .collect()
    }

    /// An object whose member `name` has one of `values`.
    fn tagged(&mut self, name: &Text, values: &Values) -> Compiled {
        let texts = values.iter().map(|value| {
            let mut text = String::new();
            json::string(value, &mut text);
            text
        });
        let ids: Vec<_> = texts.map(|text| self.builder.value(text)).collect();
        let value = self.builder.schema(vec![Check::Enum(ids.into())]);
        self.builder.schema(vec![
            Check::Type(specwright_check::program::Types::OBJECT),
            Check::Required(vec![name.clone()].into()),
            Check::Properties {
                named: vec![(name.clone(), value)].into(),
                patterns: Vec::new().into(),
                additional: None,
            },
        ])
    }

    /// The values of each branch, if the discriminator tells them apart.
    fn told_apart(
        &self,
        branches: &[SchemaId],
        discriminator: &Discriminator,
    ) -> Option<Vec<Values>> {
        let listed = self.values_of_all(branches, discriminator, true);
        // Branches that list each other's values, too, go by their names.
        let values = match listed {
            Some(values) if !disjoint(&values) => {
                self.values_of_all(branches, discriminator, false)
            }
            other => other,
        };
        values.filter(|values| disjoint(values))
    }

    fn values_of_all(
        &self,
        branches: &[SchemaId],
        discriminator: &Discriminator,
        listed: bool,
    ) -> Option<Vec<Values>> {
        let branches = branches.iter();
        branches
            .map(|branch| self.values_of(*branch, discriminator, listed))
            .collect()
    }

    /// The keys of the mapping that lead to `branch`, else the values that it
    /// lists itself if `listed`, else the name of the component that it refers
    /// to.
    fn values_of(
        &self,
        branch: SchemaId,
        discriminator: &Discriminator,
        listed: bool,
    ) -> Option<Values> {
        let target = self.target(branch)?;
        let mapped = discriminator.mapping.iter();
        let mapped = mapped.filter(|(_, to)| to.value == target);
        let values: Values = mapped.map(|(key, _)| key.value.clone()).collect();
        if !values.is_empty() {
            return Some(values);
        }
        let texts = self.listed(target, &discriminator.property_name.value);
        if listed && texts.is_some() {
            return texts;
        }
        let mut components = self.document.components.schemas.iter();
        let (name, _) = components.find(|(_, id)| *id == target)?;
        let name = name.value.clone();
        (listed || texts.is_none_or(|texts| texts.contains(&name))).then(|| Values::from([name]))
    }

    /// The strings that `schema` lists for its member `name`, if it asks for
    /// the member.
    fn listed(&self, schema: SchemaId, name: &str) -> Option<Values> {
        let parts = self.parts(schema);
        let mut required = parts.iter().flat_map(|part| &part.required);
        required.find(|required| required.value == name)?;
        let members = parts.iter().flat_map(|part| &part.properties);
        let members = members.filter(|(member, _)| member.value == name);
        let lists = members.flat_map(|(_, member)| self.parts(*member));
        lists.filter_map(texts).reduce(|all, more| &all & &more)
    }

    /// What holds for the values of `schema`: itself, what it refers to, and
    /// what these have in `allOf`.
    fn parts(&self, schema: SchemaId) -> Vec<&'d SchemaObject> {
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        let mut ahead = vec![schema];
        while let Some(schema) = ahead.pop() {
            if let Some(object) = object_of(self.document, schema)
                && seen.insert(schema)
            {
                parts.push(object);
                ahead.extend(object.reference.iter().map(|reference| reference.value));
                ahead.extend(&object.all_of);
            }
        }
        parts
    }

    /// The schema that a branch refers to.
    fn target(&self, branch: SchemaId) -> Option<SchemaId> {
        let reference = object_of(self.document, branch)?.reference.as_ref()?;
        Some(reference.value)
    }
}

fn disjoint(all: &[Values]) -> bool {
    let mut seen = BTreeSet::new();
    all.iter().flatten().all(|value| seen.insert(value))
}

/// The strings that a schema lists, if it lists strings alone.
fn texts(object: &SchemaObject) -> Option<Values> {
    let text = |node: &Node| match &node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    match (&object.constant, &object.enumeration) {
        (Some(constant), _) => Some(Values::from([text(constant)?])),
        (None, Some(listed)) => listed.value.iter().map(text).collect(),
        (None, None) => None,
    }
}

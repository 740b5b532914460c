//! `discriminator`: the value of a member decides the branch.

use std::collections::BTreeSet;

use specwright_check::program::{Check, SchemaId as Compiled, Text};
use specwright_spec::model::{Discriminator, SchemaId, SchemaObject};

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
        let mut all = Values::new();
        let mut values = Vec::new();
        for branch in branches {
            let own = self.values_of(*branch, discriminator)?;
            for value in &own {
                if !all.insert(value.clone()) {
                    return None;
                }
            }
            values.push(own);
        }
        Some(values)
    }

    /// The keys of the mapping that lead to `branch`, else the name of the
    /// component that it refers to.
    fn values_of(&self, branch: SchemaId, discriminator: &Discriminator) -> Option<Values> {
        let target = self.target(branch)?;
        let mapped = discriminator.mapping.iter();
        let mapped = mapped.filter(|(_, to)| to.value == target);
        let values: Values = mapped.map(|(key, _)| key.value.clone()).collect();
        if !values.is_empty() {
            return Some(values);
        }
        let mut components = self.document.components.schemas.iter();
        let (name, _) = components.find(|(_, id)| *id == target)?;
        Some(Values::from([name.value.clone()]))
    }

    /// The schema that a branch refers to.
    fn target(&self, branch: SchemaId) -> Option<SchemaId> {
        let reference = self.object_of(branch)?.reference.as_ref()?;
        Some(reference.value)
    }
}

//! Keywords of objects.

use specwright_check::program::{Check, SchemaId as Compiled, Text};
use specwright_spec::model::SchemaObject;

use super::checks::count;
use super::{Compiler, Way};

impl Compiler<'_> {
    pub(super) fn objects(&mut self, object: &SchemaObject, way: &Way, checks: &mut Vec<Check>) {
        checks.extend(count(&object.min_properties).map(Check::MinProperties));
        checks.extend(count(&object.max_properties).map(Check::MaxProperties));
        let ignored = |name: &str| way.ignored.contains(name);
        let required = object.required.iter().filter(|name| !ignored(&name.value));
        let required: Vec<Text> = required.map(|name| name.value.clone().into()).collect();
        if !required.is_empty() {
            checks.push(Check::Required(required.into()));
        }
        let dependent = object.dependent_required.iter();
        let dependent: Vec<_> = dependent
            .filter(|(name, _)| !ignored(&name.value))
            .map(|(name, others)| {
                let others = others.iter().filter(|other| !ignored(&other.value));
                let others: Vec<Text> = others.map(|other| other.value.clone().into()).collect();
                (Text::from(name.value.clone()), others.into())
            })
            .collect();
        if !dependent.is_empty() {
            checks.push(Check::DependentRequired(dependent.into()));
        }
        let dependent = object.dependent_schemas.iter();
        let dependent: Vec<(Text, Compiled)> = dependent
            .filter(|(name, _)| !ignored(&name.value))
            .map(|(name, schema)| (name.value.clone().into(), self.schema(*schema, way)))
            .collect();
        if !dependent.is_empty() {
            checks.push(Check::DependentSchemas(dependent.into()));
        }
        if let Some(names) = object.property_names {
            let schema = self.schema(names, &way.of_part());
            checks.push(Check::PropertyNames(schema));
        }
        checks.extend(self.properties(object, way));
        if let Some(rest) = object.unevaluated_properties {
            let schema = self.schema(rest, &way.of_part());
            checks.push(Check::UnevaluatedProperties(schema));
        }
    }

    /// `properties`, `patternProperties` and `additionalProperties`. Members
    /// that are ignored may be anything.
    fn properties(&mut self, object: &SchemaObject, way: &Way) -> Option<Check> {
        let inner = way.of_part();
        let closed =
            object.additional_properties.is_some() || object.unevaluated_properties.is_some();
        let described = !object.properties.is_empty() || !object.pattern_properties.is_empty();
        if !closed && !described {
            return None;
        }
        let mut named: Vec<(Text, Compiled)> = Vec::new();
        for (name, schema) in &object.properties {
            let schema = match way.ignored.contains(&name.value) {
                true => self.anything(),
                false => self.schema(*schema, &inner),
            };
            named.push((name.value.clone().into(), schema));
        }
        for name in way.ignored.iter() {
            if !object.properties.iter().any(|(own, _)| own.value == *name) {
                named.push((name.clone().into(), self.anything()));
            }
        }
        let mut patterns = Vec::new();
        let mut additional = object.additional_properties;
        for (source, schema) in &object.pattern_properties {
            match self.pattern(&source.value, source.span) {
                Some(pattern) => patterns.push((pattern, self.schema(*schema, &inner))),
                // Which members are the others is then not known.
                None => additional = None,
            }
        }
        if named.is_empty() && patterns.is_empty() && additional.is_none() {
            return None;
        }
        Some(Check::Properties {
            named: named.into(),
            patterns: patterns.into(),
            additional: additional.map(|schema| self.schema(schema, &inner)),
        })
    }
}

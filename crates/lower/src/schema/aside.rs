//! Members that an object's schema describes only for some values: in `if`,
//! `then`, `else` and `dependentSchemas`, by `dependentRequired`, and by what
//! `unevaluatedProperties` says of all others.

use std::collections::BTreeSet;

use specwright_spec::model::{SchemaId, SchemaObject};

use super::Lowering;

/// Whether keywords of the schema may describe members beside `properties`.
pub(super) fn has_aside(object: &SchemaObject) -> bool {
    object.unevaluated_properties.is_some()
        || object.if_schema.is_some()
        || object.then_schema.is_some()
        || object.else_schema.is_some()
        || !object.dependent_schemas.is_empty()
        || !object.dependent_required.is_empty()
}

impl Lowering<'_> {
    /// Whether keywords that hold for some values describe members that are
    /// not `listed`.
    pub(super) fn describes_aside(&self, schemas: &[SchemaId], listed: &BTreeSet<&str>) -> bool {
        let mut seen = BTreeSet::new();
        let mut objects = schemas.iter().filter_map(|id| self.object(*id));
        objects.any(|object| self.aside(object, listed, &mut seen))
    }

    fn aside(
        &self,
        object: &SchemaObject,
        listed: &BTreeSet<&str>,
        seen: &mut BTreeSet<SchemaId>,
    ) -> bool {
        let rest = object.unevaluated_properties;
        let mut dependent = object.dependent_required.iter();
        let conditional = [object.if_schema, object.then_schema, object.else_schema];
        let schemas = object.dependent_schemas.iter().map(|(_, schema)| *schema);
        let mut schemas = schemas.chain(conditional.into_iter().flatten());
        rest.is_some_and(|rest| !self.is_false(rest))
            || dependent.any(|(_, names)| {
                let mut names = names.iter();
                names.any(|name| !listed.contains(name.value.as_str()))
            })
            || schemas.any(|schema| self.describes(schema, listed, seen))
    }

    /// Whether `schema` describes members that are not `listed`.
    fn describes(
        &self,
        schema: SchemaId,
        listed: &BTreeSet<&str>,
        seen: &mut BTreeSet<SchemaId>,
    ) -> bool {
        let Some(object) = self.object(schema).filter(|_| seen.insert(schema)) else {
            return false;
        };
        let named = object.properties.iter().map(|(name, _)| &name.value);
        let mut named = named.chain(object.required.iter().map(|name| &name.value));
        let additional = object.additional_properties;
        let unions = [&object.any_of, &object.one_of];
        let branches = unions.into_iter().flatten().flat_map(|list| &list.value);
        let parts = object.all_of.iter().chain(branches).copied();
        let mut parts = parts.chain(object.reference.as_ref().map(|to| to.value));
        named.any(|name| !listed.contains(name.as_str()))
            || !object.pattern_properties.is_empty()
            || additional.is_some_and(|additional| !self.is_false(additional))
            || parts.any(|part| self.describes(part, listed, seen))
            || self.aside(object, listed, seen)
    }
}

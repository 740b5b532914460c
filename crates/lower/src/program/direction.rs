//! `readOnly` and `writeOnly`: members that are ignored.

use std::collections::BTreeSet;
use std::rc::Rc;

use specwright_spec::model::{SchemaBody, SchemaId, SchemaObject};

use super::{Compiler, Direction, Key, Way};

impl<'d> Compiler<'d> {
    /// The way on from the schema `key`, which is `object`, to those that hold
    /// for the same value: with the members that they all ignore.
    pub(super) fn inner_way(&self, key: &Key, object: &'d SchemaObject) -> Way {
        let mut way = key.way.clone();
        if way.direction != Direction::Any {
            let own = self.ignored(object, way.direction);
            if !own.is_subset(&way.ignored) {
                Rc::make_mut(&mut way.ignored).extend(own);
            }
        }
        way
    }

    /// The members of the other direction that `object` describes, by itself
    /// or by what must hold beside it.
    fn ignored(&self, object: &'d SchemaObject, direction: Direction) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for object in self.together(object) {
            for (name, property) in &object.properties {
                if self.is_other_way(*property, direction) {
                    names.insert(name.value.clone());
                }
            }
        }
        names
    }

    /// Whether a member of this schema goes the other way.
    fn is_other_way(&self, property: SchemaId, direction: Direction) -> bool {
        if !self.reach.is_directed(property) {
            return false;
        }
        let Some(object) = self.object_of(property) else {
            return false;
        };
        self.together(object).into_iter().any(|object| {
            let flag = match direction {
                Direction::Any => return false,
                Direction::Request => &object.read_only,
                Direction::Response => &object.write_only,
            };
            flag.as_ref().is_some_and(|flag| flag.value)
        })
    }

    /// `object` and what it joins by references and `allOf`.
    fn together(&self, object: &'d SchemaObject) -> Vec<&'d SchemaObject> {
        let mut all = vec![object];
        let mut seen = BTreeSet::new();
        let mut next = 0;
        while let Some(object) = all.get(next).copied() {
            next += 1;
            let reference = object.reference.iter().map(|to| to.value);
            let dynamic = object.dynamic_reference.iter().map(|to| to.value.schema);
            let parts = reference
                .chain(dynamic)
                .chain(object.all_of.iter().copied());
            for part in parts.filter(|part| self.reach.is_directed(*part)) {
                if seen.insert(part) {
                    all.extend(self.object_of(part));
                }
            }
        }
        all
    }

    pub(super) fn object_of(&self, schema: SchemaId) -> Option<&'d SchemaObject> {
        match &self.document.schemas.get(schema).body {
            SchemaBody::Object(object) => Some(object),
            SchemaBody::Bool(_) => None,
        }
    }
}

impl Way {
    /// The way into a part of the value.
    pub(super) fn of_part(&self) -> Self {
        Self {
            ignored: Rc::default(),
            ..self.clone()
        }
    }
}

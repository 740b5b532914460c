//! `readOnly` and `writeOnly`: members that are ignored.

use std::collections::BTreeSet;
use std::rc::Rc;

use specwright_spec::model::SchemaObject;

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
    pub(super) fn ignored(
        &self,
        object: &'d SchemaObject,
        direction: Direction,
    ) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for object in self.reach.together(self.document, object) {
            for (name, property) in &object.properties {
                if self
                    .reach
                    .goes_other_way(self.document, *property, direction)
                {
                    names.insert(name.value.clone());
                }
            }
        }
        names
    }
}

impl Way {
    /// The same where `readOnly` and `writeOnly` only annotate: for schemas
    /// that are negated or counted, of which accepting more refuses more.
    pub(super) fn by_letter(&self) -> Self {
        Self {
            direction: Direction::Any,
            ignored: Rc::default(),
            ..self.clone()
        }
    }

    /// The way into a part of the value.
    pub(super) fn of_part(&self) -> Self {
        Self {
            ignored: Rc::default(),
            ..self.clone()
        }
    }
}

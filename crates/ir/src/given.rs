//! The names that were given, by what has them: what `names.lock` keeps.

use std::collections::BTreeMap;

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A type, by its schema.
    Type,
    /// A field, by the member.
    Field,
    /// A variant, of an enum by the value, of a union by the branch.
    Variant,
    /// A method of a tag's trait, by the operation.
    Method,
    /// An operation among those of all tags.
    Operation,
    /// A parameter, by the operation, its place and its name.
    Parameter,
}

/// Names by what has them. Where several things are written at one place, so
/// that it does not tell which is meant, there is no name for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<(Role, String), Option<String>>);

impl Names {
    /// Notes that what is written at `place` has the name `name`.
    pub fn note(&mut self, role: Role, place: impl Into<String>, name: &str) {
        self.0
            .entry((role, place.into()))
            .and_modify(|known| {
                if known.as_deref() != Some(name) {
                    *known = None;
                }
            })
            .or_insert_with(|| Some(name.to_owned()));
    }

    /// The name of what is written at `place`.
    #[must_use]
    pub fn get(&self, role: Role, place: &str) -> Option<&str> {
        self.0.get(&(role, place.to_owned()))?.as_deref()
    }

    /// Every name, by role and place.
    pub fn iter(&self) -> impl Iterator<Item = (Role, &str, &str)> {
        self.0
            .iter()
            .filter_map(|((role, place), name)| Some((*role, place.as_str(), name.as_deref()?)))
    }

    /// Notes all of `other`, too.
    pub fn extend(&mut self, other: &Self) {
        for (role, place, name) in other.iter() {
            self.note(role, place, name);
        }
    }
}

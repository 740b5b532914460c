//! Sets of JSON types.

use std::fmt;

/// A set of the types that `type` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Types(u8);

impl Types {
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(1 << 1);
    /// `integer`: a number without fraction; `1.0` is one.
    pub const INTEGER: Self = Self(1 << 2);
    /// `number`, integers among them.
    pub const NUMBER: Self = Self(1 << 3);
    /// `string`
    pub const STRING: Self = Self(1 << 4);
    /// `array`
    pub const ARRAY: Self = Self(1 << 5);
    /// `object`
    pub const OBJECT: Self = Self(1 << 6);

    const NAMES: [(Self, &'static str); 7] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "boolean"),
        (Self::INTEGER, "integer"),
        (Self::NUMBER, "number"),
        (Self::STRING, "string"),
        (Self::ARRAY, "array"),
        (Self::OBJECT, "object"),
    ];

    /// No type.
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    /// The types of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all types of `other` are in this set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is no type in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The type that JSON Schema calls `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(types, _)| *types)
    }

    /// The names of the types, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let there = Self::NAMES
            .into_iter()
            .filter(move |(types, _)| self.contains(*types));
        there.map(|(_, name)| name)
    }
}

/// `string`, or `integer or null`.
impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.names().collect();
        f.write_str(&names.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sets_go_both_ways() {
        let types = Types::from_name("string").unwrap().or(Types::NULL);
        assert_eq!(types.to_string(), "null or string");
        assert!(types.contains(Types::NULL) && !types.contains(Types::ARRAY));
        assert!(Types::from_name("date").is_none());
        assert!(Types::none().is_empty());
    }
}

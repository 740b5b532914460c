//! Sets of JSON kinds.

use specwright_ir::JsonKind;
use specwright_spec::model::JsonType;

/// A set of kinds of JSON value. Numbers are two kinds, those that are
/// integers and those that are not, so that `integer` lies in `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// Numbers that are no integers.
    pub(super) const FRACTION: Self = Self(8);
    pub(super) const NUMBER: Self = Self(4 | 8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    /// What `type` names.
    pub(super) const fn of(name: JsonType) -> Self {
        match name {
            JsonType::Null => Self::NULL,
            JsonType::Boolean => Self::BOOLEAN,
            JsonType::Integer => Self::INTEGER,
            JsonType::Number => Self::NUMBER,
            JsonType::String => Self::STRING,
            JsonType::Array => Self::ARRAY,
            JsonType::Object => Self::OBJECT,
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two have a kind in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every kind of `other` is in this.
    pub(super) const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// The parts that a Rust type is made for, numbers in one piece.
    pub(super) fn pieces(self) -> Vec<Self> {
        let numbers = self.and(Self::NUMBER);
        [Self::BOOLEAN, Self::STRING, Self::ARRAY, Self::OBJECT]
            .into_iter()
            .filter(|piece| self.covers(*piece))
            .chain((!numbers.is_empty()).then_some(numbers))
            .collect()
    }

    /// The same for a union's test, in a fixed order.
    pub(super) fn json_kinds(self) -> Vec<JsonKind> {
        let mut kinds = Vec::new();
        for (set, kind) in [
            (Self::NULL, JsonKind::Null),
            (Self::BOOLEAN, JsonKind::Boolean),
        ] {
            if self.covers(set) {
                kinds.push(kind);
            }
        }
        if self.covers(Self::FRACTION) {
            kinds.push(JsonKind::Number);
        } else if self.covers(Self::INTEGER) {
            kinds.push(JsonKind::Integer);
        }
        for (set, kind) in [
            (Self::STRING, JsonKind::String),
            (Self::ARRAY, JsonKind::Array),
            (Self::OBJECT, JsonKind::Object),
        ] {
            if self.covers(set) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

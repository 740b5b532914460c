//! What a schema that has no name of its own is named after.

use specwright_ir::{TypeId, TypeIdent};

/// Where an inline schema stands, as far as its name goes: what it belongs to
/// and the way from there. `Order.status` is the type `Order` and the step
/// `status`, and gives `OrderStatus`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context {
    pub(super) base: Base,
    pub(super) steps: Vec<String>,
}

/// What a [`Context`] starts from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Base {
    /// A type of the arena; its name is known in the end.
    Type(TypeId),
    /// A name that is known already.
    Text(String),
}

impl Context {
    /// The context of something called `name`: an operation's stem, a shared
    /// parameter or response of `components`. `name` need not be an
    /// identifier.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            base: Base::Text(name.to_owned()),
            steps: Vec::new(),
        }
    }

    /// The context of a part of an operation: stem `CreatePet`, part `Body`.
    #[must_use]
    pub fn operation(stem: &TypeIdent, part: &str) -> Self {
        Self::named(stem.as_str()).member(part)
    }

    /// The context of what belongs to the type `id`.
    #[must_use]
    pub fn of(id: TypeId) -> Self {
        Self {
            base: Base::Type(id),
            steps: Vec::new(),
        }
    }

    /// One step on: a member, parameter, variant; any text.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        let mut steps = self.steps.clone();
        steps.push(name.to_owned());
        Self {
            base: self.base.clone(),
            steps,
        }
    }

    /// One step on: the items of a list.
    #[must_use]
    pub fn item(&self) -> Self {
        self.member("Item")
    }

    /// One step on: the item of a tuple.
    pub(super) fn position(&self, index: usize) -> Self {
        self.member(&format!("Item{index}"))
    }

    /// One step on: the values of a map.
    #[must_use]
    pub fn value(&self) -> Self {
        self.member("Value")
    }
}

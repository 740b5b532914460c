//! Rust enums over the branches of a schema.

use crate::{CheckId, Docs, Facets, FieldIdent, TypeRef, VariantIdent, WireName};

/// A Rust enum over alternatives of a `oneOf` or `anyOf`.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The rule for values that several branches accept.
    pub rule: UnionRule,
    /// The branches in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The discriminating member, when all variants are told apart by
    /// [`Test::Tag`] or [`Test::Otherwise`] on it.
    pub tag: Option<WireName>,
    /// What the branches and the rule do not carry: the whole schema, as a
    /// check program.
    pub check: Option<CheckId>,
}

impl Union {
    /// Whether it has an `Unknown` variant: for tags that no variant takes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let otherwise = |variant: &UnionVariant| matches!(variant.test, Test::Otherwise { .. });
        self.tag.is_some() && !self.variants.iter().any(otherwise)
    }
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnionRule {
    /// Exactly one branch accepts.
    OneOf,
    /// The first branch that accepts.
    AnyOf,
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// Its Rust name.
    pub ident: VariantIdent,
    /// Its payload.
    pub ty: TypeRef,
    /// Checked beside the payload's type.
    pub facets: Facets,
    /// How a value of this branch is recognised.
    pub test: Test,
    /// Whether other branches may accept its values, too.
    pub overlap: Option<Overlap>,
    /// Documentation.
    pub docs: Docs,
}

/// An object branch of an `anyOf` whose values other branches may accept, too:
/// of these, the first one that does is the variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The method that reads a value as this branch.
    pub view: FieldIdent,
    /// The members that this branch drops and others know. Where there are
    /// any, they are kept beside the payload (`specwright::Extended`).
    pub others: Option<Others>,
}

/// Members that are kept beside a branch's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Others {
    /// These.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
}

/// How a branch of a union is recognised, cheapest first: what must hold of
/// every value of the branch. Where the tests of several branches hold, these
/// are tried; [`Test::Try`] always holds. [`Test::Kind`]s never overlap with
/// another branch, nor do [`Test::Tag`]s on one member.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The value's JSON kind is one of these, and no other branch has it.
    Kind(Vec<JsonKind>),
    /// The object's member `property` is one of these strings (a
    /// discriminator, or constants in every branch). The branch's own type
    /// keeps the member; the union writes it.
    Tag {
        /// The member.
        property: WireName,
        /// Its values for this branch.
        values: Vec<String>,
    },
    /// The object's member `property` is none of these strings, which are the
    /// tags of all other branches: what `defaultMapping` leads to. It may be
    /// absent or no string at all.
    Otherwise {
        /// The member.
        property: WireName,
        /// Its values for the other branches.
        others: Vec<String>,
    },
    /// The object has this member, which the branch requires and no other
    /// branch requires or describes.
    Has(WireName),
    /// Decode it, strictly, and see.
    Try,
}

/// The kinds a JSON value can be told by from its first byte; integers are
/// numbers whose text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// A number whose value is an integer (`1.0` is).
    Integer,
    /// A number; beside [`JsonKind::Integer`] in the same union, one that is
    /// no integer.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

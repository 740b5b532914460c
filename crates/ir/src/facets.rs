//! What is checked beside a type.

use specwright_check::Decimal;
pub use specwright_check::ecma::Engine;

/// A schema of the API's check program: an index into
/// [`specwright_check::program::Parts::schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckId(pub u32);

/// What is checked beside the type, mirrored along it: `items` belongs to the
/// element of a list or the value of a map, `positions` to the items of a
/// tuple. All `None` for most types.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facets {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`s; all must match (several by `allOf`).
    pub patterns: Vec<Pattern>,
    /// `minimum`, inclusive.
    pub minimum: Option<Decimal>,
    /// `maximum`, inclusive.
    pub maximum: Option<Decimal>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Decimal>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Decimal>,
    /// `multipleOf`; all must divide.
    pub multiple_of: Vec<Decimal>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties` of a map or free-form object.
    pub min_properties: Option<u64>,
    /// `maxProperties` of a map or free-form object.
    pub max_properties: Option<u64>,
    /// The facets of the names of members: `propertyNames`.
    pub names: Option<Box<Facets>>,
    /// Of a map: names that match none of these are unknown, which closed
    /// objects refuse. Empty where all names are known.
    pub keys: Vec<Pattern>,
    /// The facets of a list's items or a map's values.
    pub items: Option<Box<Facets>>,
    /// The facets of a tuple's items, by position; empty if none has any.
    pub positions: Vec<Facets>,
    /// What neither the type nor the facets above carry: the whole schema, as
    /// a check program.
    pub check: Option<CheckId>,
}

impl Facets {
    /// Whether nothing is checked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// ECMA-262, as written; what messages show.
    pub source: String,
    /// The same in the syntax of the engine; compiles, by `lower`.
    pub regex: String,
    /// What matches it.
    pub engine: Engine,
}

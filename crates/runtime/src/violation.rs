//! What is wrong with a value: a place, a pointer, a stable code, a message.

use std::borrow::Cow;

/// Where in a request (or answer) a violation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
}

/// One step from a value into its content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A member of an object, or a parameter's name.
    Member(Cow<'static, str>),
    /// An item of an array, from 0.
    Item(usize),
}

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the value was found.
    pub place: Place,
    /// The steps to it, outermost first; of a parameter, its name first.
    pub steps: Vec<Step>,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong with a value. Each kind has a stable [code](Kind::code) and a
/// message of its own; a dialect may word it otherwise.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A required member, parameter or body is not there.
    Missing,
    /// A scalar parameter is given more than once.
    Duplicate,
    /// A member is given more than once in one object.
    DuplicateMember,
    /// A member that the schema closes the object against.
    UnknownMember,
    /// The body is no JSON; the byte offset and what is wrong there.
    Syntax {
        /// Bytes from the start of the body.
        offset: usize,
        /// What is wrong, for example `expected a value`.
        reason: &'static str,
    },
    /// Deeper than the limit.
    TooDeep {
        /// The limit, in levels.
        limit: usize,
    },
    /// Broken percent-encoding or UTF-8 in a parameter.
    Encoding,
    /// Another JSON type than the schema's.
    Type {
        /// The type the schema has.
        expected: Expected,
    },
    /// A parameter's text does not read as the schema's type.
    Parse {
        /// The type the schema has.
        expected: Expected,
    },
    /// A number with a fraction where an integer is asked for.
    IntegerFromFraction,
    /// A number that the type cannot hold.
    NumberRange,
    /// Shorter than `minLength` code points.
    TooShort {
        /// `minLength`.
        min: u64,
    },
    /// Longer than `maxLength` code points.
    TooLong {
        /// `maxLength`.
        max: u64,
    },
    /// Does not match `pattern`.
    Pattern {
        /// The pattern, as the document writes it.
        pattern: Cow<'static, str>,
    },
    /// Less than `minimum`.
    Minimum {
        /// The bound as text.
        bound: Cow<'static, str>,
    },
    /// Greater than `maximum`.
    Maximum {
        /// The bound as text.
        bound: Cow<'static, str>,
    },
    /// Not greater than `exclusiveMinimum`.
    ExclusiveMinimum {
        /// The bound as text.
        bound: Cow<'static, str>,
    },
    /// Not less than `exclusiveMaximum`.
    ExclusiveMaximum {
        /// The bound as text.
        bound: Cow<'static, str>,
    },
    /// No multiple of `multipleOf`.
    MultipleOf {
        /// The divisor as text.
        divisor: Cow<'static, str>,
    },
    /// Fewer items than `minItems`.
    TooFewItems {
        /// `minItems`.
        min: u64,
        /// How many there are.
        actual: u64,
    },
    /// More items than `maxItems`.
    TooManyItems {
        /// `maxItems`.
        max: u64,
        /// How many there are.
        actual: u64,
    },
    /// Two equal items where `uniqueItems` holds.
    NotUnique {
        /// The index of the first of the two.
        first: usize,
    },
    /// Fewer members than `minProperties`.
    TooFewMembers {
        /// `minProperties`.
        min: u64,
    },
    /// More members than `maxProperties`.
    TooManyMembers {
        /// `maxProperties`.
        max: u64,
    },
    /// None of the values of an `enum` or `const`.
    Enum {
        /// The values, as JSON texts.
        expected: &'static [&'static str],
    },
    /// A string that is not of its `format`.
    Format {
        /// The format.
        format: &'static str,
    },
    /// No branch of a union accepts the value.
    NoBranch {
        /// Each branch's name with the first reason it gave.
        branches: Vec<(&'static str, String)>,
    },
    /// More than one branch of a `oneOf` accepts the value.
    SeveralBranches {
        /// The branches that accept it.
        branches: Vec<&'static str>,
    },
    /// A discriminator with a value that names no branch.
    UnknownTag {
        /// The discriminating member.
        property: &'static str,
        /// The values that name a branch.
        expected: &'static [&'static str],
    },
    /// More violations than the cap; this one closes the list.
    TooMany,
}

/// The types a schema can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

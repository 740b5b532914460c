//! What is wrong with a value: a place, a pointer, a stable code, a message.

use std::{borrow::Cow, fmt};

use specwright_check::{Failure, json::Error, program::Problem};

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
        /// The type the value has.
        found: Found,
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
        /// The values.
        expected: &'static [Literal],
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
    /// A variant of a union with a discriminator that names another branch.
    /// Only a value that the program made has it.
    OtherTag {
        /// The discriminating member.
        property: &'static str,
        /// The values that name other branches.
        others: &'static [&'static str],
    },
    /// What else a schema asks for, and a check program has found missing.
    Unmet(Box<Problem>),
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
    /// `object` whose members have names of their own.
    Object,
    /// `object` of any members.
    Map,
}

/// The type of a value, as its text shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A JSON scalar that a schema names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// An integer.
    Integer(i128),
    /// A number.
    Number(f64),
    /// `true`, `false`
    Boolean(bool),
}

impl Violation {
    /// A violation at a place.
    #[must_use]
    pub fn new(place: Place, steps: Vec<Step>, kind: Kind) -> Self {
        Self { place, steps, kind }
    }

    /// The steps as a JSON Pointer (RFC 6901): `/loc/0`; the whole value is
    /// the empty text.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            pointer.push('/');
            match step {
                Step::Member(name) => {
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

/// `/loc/0: is no string`, and the message alone for the whole value.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.pointer();
        if pointer.is_empty() {
            f.write_str(&self.kind.message())
        } else {
            write!(f, "{pointer}: {}", self.kind.message())
        }
    }
}

impl Step {
    /// A member of an object, or a parameter, of a name known at compile time.
    #[must_use]
    pub const fn member(name: &'static str) -> Self {
        Self::Member(Cow::Borrowed(name))
    }
}

impl fmt::Display for Literal {
    /// The JSON text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => {
                let mut quoted = Vec::new();
                crate::json::write_string(text, &mut quoted);
                f.write_str(&String::from_utf8_lossy(&quoted))
            }
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        })
    }
}

impl Expected {
    /// The type's name in JSON Schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object | Self::Map => "object",
        }
    }
}

impl fmt::Display for Expected {
    /// With its article: `a string`, `an object`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object | Self::Map => "an object",
        })
    }
}

impl Kind {
    /// A stable code in `snake_case`, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Duplicate => "duplicate",
            Self::DuplicateMember => "duplicate_member",
            Self::UnknownMember => "unknown_member",
            Self::Syntax { .. } => "syntax",
            Self::TooDeep { .. } => "too_deep",
            Self::Encoding => "encoding",
            Self::Type { .. } => "type",
            Self::Parse { .. } => "parse",
            Self::IntegerFromFraction => "integer_from_fraction",
            Self::NumberRange => "number_range",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::Pattern { .. } => "pattern",
            Self::Minimum { .. } => "minimum",
            Self::Maximum { .. } => "maximum",
            Self::ExclusiveMinimum { .. } => "exclusive_minimum",
            Self::ExclusiveMaximum { .. } => "exclusive_maximum",
            Self::MultipleOf { .. } => "multiple_of",
            Self::TooFewItems { .. } => "too_few_items",
            Self::TooManyItems { .. } => "too_many_items",
            Self::NotUnique { .. } => "not_unique",
            Self::TooFewMembers { .. } => "too_few_members",
            Self::TooManyMembers { .. } => "too_many_members",
            Self::Enum { .. } => "enum",
            Self::Format { .. } => "format",
            Self::NoBranch { .. } => "no_branch",
            Self::SeveralBranches { .. } => "several_branches",
            Self::UnknownTag { .. } => "unknown_tag",
            Self::OtherTag { .. } => "other_tag",
            Self::Unmet(problem) => problem.code(),
            Self::TooMany => "too_many",
        }
    }

    /// What is wrong, for people: a short phrase without a capital and
    /// without a full stop. It never repeats the value.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Missing => "is required".into(),
            Self::Duplicate => "is given more than once".into(),
            Self::DuplicateMember => "stands more than once in its object".into(),
            Self::UnknownMember => "is no member that is known here".into(),
            Self::Syntax { offset, reason } => format!("is no JSON at byte {offset}: {reason}"),
            Self::TooDeep { limit } => format!("nests deeper than {limit} levels"),
            Self::Encoding => "is not percent-encoded UTF-8".into(),
            Self::Type { expected, .. } | Self::Parse { expected } => {
                format!("must be {expected}")
            }
            Self::IntegerFromFraction => "must be an integer, and has a fraction".into(),
            Self::NumberRange => "is a number beyond the range of its type".into(),
            // Either `format: byte` or `contentEncoding: base64` asks for it.
            Self::Format { format: "byte" } => "must be Base64".into(),
            Self::Format { format } => format!("must be of the format {format}"),
            Self::NotUnique { first } => format!("is equal to item {first}"),
            Self::Unmet(problem) => problem.to_string(),
            Self::TooMany => "has more violations than are listed".into(),
            Self::Enum { expected } => format!("must be {}", one_of(expected)),
            Self::UnknownTag { property, expected } => {
                let values: Vec<_> = expected
                    .iter()
                    .map(|value| Literal::String(value))
                    .collect();
                format!("has a `{property}` that must be {}", one_of(&values))
            }
            Self::OtherTag { property, others } => {
                let values: Vec<_> = others.iter().map(|value| Literal::String(value)).collect();
                format!("has a `{property}` that must not be {}", one_of(&values))
            }
            Self::NoBranch { branches } => {
                let reasons: Vec<_> = branches
                    .iter()
                    .map(|(branch, reason)| match reason.as_str() {
                        "" => (*branch).to_owned(),
                        reason => format!("{branch} ({reason})"),
                    })
                    .collect();
                format!("is none of {}", reasons.join(", "))
            }
            Self::SeveralBranches { branches } => {
                format!("must be only one of {}", branches.join(", "))
            }
            _ => self.bound_message(),
        }
    }

    /// The messages of lengths, bounds and counts.
    fn bound_message(&self) -> String {
        match self {
            Self::TooShort { min } => format!("must have at least {}", count(*min, "character")),
            Self::TooLong { max } => format!("must have at most {}", count(*max, "character")),
            Self::Pattern { pattern } => format!("must match the pattern {pattern}"),
            Self::Minimum { bound } => format!("must be at least {bound}"),
            Self::Maximum { bound } => format!("must be at most {bound}"),
            Self::ExclusiveMinimum { bound } => format!("must be greater than {bound}"),
            Self::ExclusiveMaximum { bound } => format!("must be less than {bound}"),
            Self::MultipleOf { divisor } => format!("must be a multiple of {divisor}"),
            Self::TooFewItems { min, actual } => {
                format!(
                    "must have at least {}, and has {actual}",
                    count(*min, "item")
                )
            }
            Self::TooManyItems { max, actual } => {
                format!(
                    "must have at most {}, and has {actual}",
                    count(*max, "item")
                )
            }
            Self::TooFewMembers { min } => format!("must have at least {}", count(*min, "member")),
            Self::TooManyMembers { max } => format!("must have at most {}", count(*max, "member")),
            _ => "is not valid".into(),
        }
    }
}

impl fmt::Display for Kind {
    /// The [message](Kind::message).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// `1 item`, `2 items`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn one_of(values: &[Literal]) -> String {
    let texts: Vec<_> = values.iter().map(Literal::to_string).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing".into(),
    }
}

impl From<Failure> for Kind {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::TooShort { min } => Self::TooShort { min },
            Failure::TooLong { max } => Self::TooLong { max },
            Failure::Pattern { source } => Self::Pattern {
                pattern: Cow::Borrowed(source),
            },
            Failure::Minimum(bound) => Self::Minimum {
                bound: bound.to_string().into(),
            },
            Failure::Maximum(bound) => Self::Maximum {
                bound: bound.to_string().into(),
            },
            Failure::ExclusiveMinimum(bound) => Self::ExclusiveMinimum {
                bound: bound.to_string().into(),
            },
            Failure::ExclusiveMaximum(bound) => Self::ExclusiveMaximum {
                bound: bound.to_string().into(),
            },
            Failure::MultipleOf(divisor) => Self::MultipleOf {
                divisor: divisor.to_string().into(),
            },
            Failure::TooFewItems { min, actual } => Self::TooFewItems { min, actual },
            Failure::TooManyItems { max, actual } => Self::TooManyItems { max, actual },
            Failure::TooFewMembers { min } => Self::TooFewMembers { min },
            Failure::TooManyMembers { max } => Self::TooManyMembers { max },
        }
    }
}

impl From<Error> for Kind {
    fn from(error: Error) -> Self {
        match error {
            Error::Syntax { offset, reason } => Self::Syntax { offset, reason },
            Error::TooDeep => Self::TooDeep {
                limit: specwright_check::json::MAX_DEPTH,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_count_and_name_what_is_asked_for() {
        for (kind, message) in [
            (Kind::TooShort { min: 1 }, "must have at least 1 character"),
            (Kind::TooLong { max: 2 }, "must have at most 2 characters"),
            (
                Kind::TooFewItems { min: 1, actual: 0 },
                "must have at least 1 item, and has 0",
            ),
            (
                Kind::TooManyItems { max: 1, actual: 3 },
                "must have at most 1 item, and has 3",
            ),
            (
                Kind::TooFewMembers { min: 1 },
                "must have at least 1 member",
            ),
            (
                Kind::TooManyMembers { max: 0 },
                "must have at most 0 members",
            ),
            (Kind::Format { format: "byte" }, "must be Base64"),
            (
                Kind::Format { format: "uuid" },
                "must be of the format uuid",
            ),
        ] {
            assert_eq!(kind.message(), message);
        }
    }
}

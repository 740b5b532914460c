//! What is wrong with a value.

use std::fmt;

use super::{Encoding, Text, Types};
use crate::{Decimal, format::Format};

/// One step from a value into its content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A member of an object.
    Member(String),
    /// An item of an array, from 0.
    Item(usize),
}

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// The steps from the whole value to the wrong one, outermost first.
    pub steps: Vec<Step>,
    /// What is wrong there.
    pub problem: Problem,
}

impl Violation {
    /// The place as a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            pointer.push('/');
            match step {
                Step::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Item(number) => pointer.push_str(&number.to_string()),
            }
        }
        pointer
    }
}

/// `/a/0: must be a string`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.pointer();
        if !pointer.is_empty() {
            write!(f, "{pointer}: ")?;
        }
        write!(f, "{}", self.problem)
    }
}

/// What is wrong with a value; [`Problem::code`] is stable, the text is for
/// people and never repeats the value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing is allowed here: a schema `false`.
    Never {
        /// The keyword that has this schema.
        keyword: &'static str,
    },
    /// Another type.
    Type {
        /// The types of the schema.
        expected: Types,
        /// The one type of the value; a number without a fraction is an
        /// integer.
        found: Types,
    },
    /// Not one of the values of `enum` or `const`.
    Enum {
        /// The values, as JSON texts.
        expected: Vec<Text>,
    },
    /// Less than `minimum`.
    Minimum(Decimal),
    /// Greater than `maximum`.
    Maximum(Decimal),
    /// Not greater than `exclusiveMinimum`.
    ExclusiveMinimum(Decimal),
    /// Not less than `exclusiveMaximum`.
    ExclusiveMaximum(Decimal),
    /// No multiple of `multipleOf`.
    MultipleOf(Decimal),
    /// Fewer code points than `minLength`.
    TooShort {
        /// `minLength`.
        min: u64,
    },
    /// More code points than `maxLength`.
    TooLong {
        /// `maxLength`.
        max: u64,
    },
    /// Does not match `pattern`.
    Pattern {
        /// The pattern, as the document writes it.
        source: Text,
    },
    /// Not of the `format`.
    Format(Format),
    /// Not what `contentEncoding`, `contentMediaType` and `contentSchema` say.
    Content {
        /// `contentEncoding`.
        encoding: Encoding,
        /// Whether the media type is JSON.
        json: bool,
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
    /// Equal to an earlier item; stands at the later one.
    NotUnique {
        /// The earlier item.
        first: usize,
    },
    /// Too few or too many items are as `contains` says.
    Contains {
        /// `minContains`.
        min: u64,
        /// `maxContains`.
        max: Option<u64>,
        /// How many there are.
        actual: u64,
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
    /// A required member is not there; stands at that member.
    Missing {
        /// The member whose presence requires it (`dependentRequired`).
        because_of: Option<Text>,
    },
    /// A member's name is not as `propertyNames` says; stands at the member.
    PropertyName {
        /// The first reason.
        reason: Box<Problem>,
    },
    /// No branch of `anyOf` or `oneOf` accepts the value.
    NoBranch {
        /// The first reason of each branch, with its place in the value; empty
        /// where this is itself such a reason.
        reasons: Vec<String>,
    },
    /// More than one branch of `oneOf` accepts the value.
    SeveralBranches {
        /// The first two branches that do, from 0.
        branches: [usize; 2],
    },
    /// Accepted by the schema of `not`.
    Not,
    /// More violations than are listed; the last of the list.
    TooMany,
}

impl Problem {
    /// A short name that never changes, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Never { .. } => "not_allowed",
            Self::Type { .. } => "type",
            Self::Enum { .. } => "enum",
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusive_minimum",
            Self::ExclusiveMaximum(_) => "exclusive_maximum",
            Self::MultipleOf(_) => "multiple_of",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::Pattern { .. } => "pattern",
            Self::Format(_) => "format",
            Self::Content { .. } => "content",
            Self::TooFewItems { .. } => "too_few_items",
            Self::TooManyItems { .. } => "too_many_items",
            Self::NotUnique { .. } => "not_unique",
            Self::Contains { .. } => "contains",
            Self::TooFewMembers { .. } => "too_few_members",
            Self::TooManyMembers { .. } => "too_many_members",
            Self::Missing { .. } => "missing",
            Self::PropertyName { .. } => "property_name",
            Self::NoBranch { .. } => "no_branch",
            Self::SeveralBranches { .. } => "several_branches",
            Self::Not => "not",
            Self::TooMany => "too_many",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never { keyword } => write!(f, "is not allowed here (`{keyword}`)"),
            Self::Type { expected, .. } => write!(f, "must be {expected}"),
            Self::Enum { expected } => match expected.as_slice() {
                [only] => write!(f, "must be {only}"),
                _ => write!(f, "must be one of {}", expected.join(", ")),
            },
            Self::Minimum(bound) => write!(f, "must be at least {bound}"),
            Self::Maximum(bound) => write!(f, "must be at most {bound}"),
            Self::ExclusiveMinimum(bound) => write!(f, "must be greater than {bound}"),
            Self::ExclusiveMaximum(bound) => write!(f, "must be less than {bound}"),
            Self::MultipleOf(divisor) => write!(f, "must be a multiple of {divisor}"),
            Self::TooShort { min } => write!(f, "must have at least {}", count(*min, "character")),
            Self::TooLong { max } => write!(f, "must have at most {}", count(*max, "character")),
            Self::Pattern { source } => write!(f, "must match the pattern {source}"),
            Self::Format(format) => write!(f, "must be of the format `{}`", format.name()),
            Self::Content { encoding, json } => {
                f.write_str("must hold ")?;
                f.write_str(if *json { "the right JSON" } else { "content" })?;
                match encoding {
                    Encoding::Identity => Ok(()),
                    encoding => write!(f, " in {}", encoding.name()),
                }
            }
            Self::TooFewItems { min, .. } => {
                write!(f, "must have at least {}", count(*min, "item"))
            }
            Self::TooManyItems { max, .. } => {
                write!(f, "must have at most {}", count(*max, "item"))
            }
            Self::NotUnique { first } => write!(f, "is equal to item {first}"),
            Self::Contains { min, max, actual } => {
                write!(
                    f,
                    "must have at least {} as `contains` says",
                    count(*min, "item")
                )?;
                if let Some(max) = max {
                    write!(f, " and at most {max}")?;
                }
                write!(f, ", and has {actual}")
            }
            Self::TooFewMembers { min } => {
                write!(f, "must have at least {}", count(*min, "member"))
            }
            Self::TooManyMembers { max } => {
                write!(f, "must have at most {}", count(*max, "member"))
            }
            Self::Missing { because_of: None } => f.write_str("is required"),
            Self::Missing {
                because_of: Some(name),
            } => write!(f, "is required where `{name}` is"),
            Self::PropertyName { reason } => write!(f, "has a name that {reason}"),
            Self::NoBranch { reasons } if reasons.is_empty() => {
                f.write_str("is none of its branches")
            }
            Self::NoBranch { reasons } => {
                write!(f, "is none of its branches: {}", reasons.join("; "))
            }
            Self::SeveralBranches { branches: [a, b] } => {
                write!(
                    f,
                    "must be only one of its branches, and is both {a} and {b}"
                )
            }
            Self::Not => f.write_str("is what `not` excludes"),
            Self::TooMany => f.write_str("has more violations than are listed"),
        }
    }
}

fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

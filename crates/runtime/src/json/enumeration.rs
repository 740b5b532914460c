//! Closed lists of scalars: `enum` and `const`.

use std::{borrow::Cow, fmt};

use specwright_check::json::{Integer, Number, Type};

use super::{Decoder, Encoder, Mode, Unknown};
use crate::{
    Value,
    violation::{Kind, Literal},
};

/// The values of an enum, in the order of its variants.
pub type EnumSpec = [Literal];

/// What a scalar is in a closed list.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// The value of this index.
    Known(usize),
    /// None of them, which the tolerant mode keeps.
    Unknown(Unknown),
}

/// A text that is none of an enum's values.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseError {
    /// The values.
    pub expected: &'static EnumSpec,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = Kind::Enum {
            expected: self.expected,
        };
        write!(f, "the text {kind}")
    }
}

impl std::error::Error for ParseError {}

impl Decoder<'_> {
    /// Reads one of `values`. Another value of a type that one of them has is
    /// kept when tolerant, and a violation when strict.
    pub fn enumeration(&mut self, values: &'static EnumSpec) -> Option<Chosen> {
        let found = self.peek()?;
        let start = self.lexer.offset();
        let same_type = values.iter().any(|value| has_type(value, found));
        let index = match found {
            Type::String => {
                let text = self.lexer.string()?;
                values
                    .iter()
                    .position(|value| matches!(value, Literal::String(known) if *known == text))
            }
            Type::Number => {
                let number = self.lexer.number()?.exact();
                values.iter().position(|value| is_number(value, &number))
            }
            Type::Boolean => {
                let found = self.lexer.boolean()?;
                values
                    .iter()
                    .position(|value| *value == Literal::Boolean(found))
            }
            Type::Null | Type::Array | Type::Object => {
                self.skip()?;
                None
            }
        };
        match index {
            Some(index) => Some(Chosen::Known(index)),
            None if same_type && !self.is_strict() => {
                let raw = self.lexer.text().get(start..self.lexer.offset())?;
                Some(Chosen::Unknown(Unknown::from_json(raw)))
            }
            None => self.fail(Kind::Enum { expected: values }),
        }
    }
}

/// Finds the value that a parameter's text stands for: strings as they are,
/// others as in JSON. Its index, if there is one.
#[must_use]
pub fn parse(values: &EnumSpec, text: &str) -> Option<usize> {
    values.iter().position(|value| match value {
        Literal::String(known) => *known == text,
        Literal::Boolean(known) => text == if *known { "true" } else { "false" },
        Literal::Integer(_) | Literal::Number(_) => {
            is_json_number(text) && is_number(value, &Number::of(text))
        }
    })
}

/// Reads an enum from a parameter's text. Another text is kept when tolerant,
/// and reported when strict.
pub fn choose(
    values: &'static EnumSpec,
    text: &str,
    mode: Mode,
    report: &mut Vec<Kind>,
) -> Option<Chosen> {
    match parse(values, text) {
        Some(index) => Some(Chosen::Known(index)),
        None if mode == Mode::Tolerant => {
            let bare = !values.iter().any(|value| has_type(value, Type::String))
                && (is_json_number(text) || matches!(text, "true" | "false"));
            Some(Chosen::Unknown(if bare {
                Unknown::from_json(text)
            } else {
                Unknown::from_text(text)
            }))
        }
        None => {
            report.push(Kind::Enum { expected: values });
            None
        }
    }
}

fn is_json_number(text: &str) -> bool {
    let mut lexer = specwright_check::json::Lexer::new(text);
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && lexer
            .number()
            .is_some_and(|number| number.text.len() == text.len())
}

fn has_type(value: &Literal, found: Type) -> bool {
    match value {
        Literal::String(_) => found == Type::String,
        Literal::Integer(_) | Literal::Number(_) => found == Type::Number,
        Literal::Boolean(_) => found == Type::Boolean,
    }
}

fn is_number(value: &Literal, number: &Number<'_>) -> bool {
    match value {
        Literal::Integer(value) => number.integer() == Integer::Value(*value),
        Literal::Number(value) => {
            Number::of(&value.to_string()).compare(number) == std::cmp::Ordering::Equal
        }
        Literal::String(_) | Literal::Boolean(_) => false,
    }
}

impl Encoder {
    /// Writes one of an enum's values.
    pub fn literal(&mut self, value: &Literal) {
        match value {
            Literal::String(text) => self.string(text),
            Literal::Integer(value) => self.integer(*value),
            Literal::Number(value) => self.float(*value),
            Literal::Boolean(value) => self.boolean(*value),
        }
    }
}

impl Literal {
    /// The text that stands for it in a parameter: a string as it is, others
    /// as in JSON.
    #[must_use]
    pub fn to_text(self) -> Cow<'static, str> {
        match self {
            Self::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::String(text) => text.into(),
            Literal::Integer(value) => value.into(),
            Literal::Number(value) => value.into(),
            Literal::Boolean(value) => value.into(),
        }
    }
}

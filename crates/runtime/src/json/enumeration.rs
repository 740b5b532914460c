//! Closed lists of scalars: `enum` and `const`.

use std::fmt;

use specwright_check::{
    Facets,
    json::{Integer, Number, Type},
};

use super::{Decoder, Encoder, Unknown};
use crate::violation::{Expected, Kind, Literal};

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
        self.lexer.peek()?;
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
            None => match expected_type(values) {
                Some(expected) if !same_type => self.fail(Kind::Type { expected }),
                _ => self.fail(Kind::Enum { expected: values }),
            },
        }
    }
}

/// Finds the value that a parameter's text stands for: strings as they are,
/// others as in JSON.
#[must_use]
pub(crate) fn find_text(values: &EnumSpec, text: &str) -> Option<usize> {
    values.iter().position(|value| match value {
        Literal::String(known) => *known == text,
        Literal::Boolean(known) => text == if *known { "true" } else { "false" },
        Literal::Integer(_) | Literal::Number(_) => {
            is_json_number(text) && is_number(value, &Number::of(text))
        }
    })
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

/// The type that all values have.
fn expected_type(values: &EnumSpec) -> Option<Expected> {
    let of = |value: &Literal| match value {
        Literal::String(_) => Expected::String,
        Literal::Integer(_) => Expected::Integer,
        Literal::Number(_) => Expected::Number,
        Literal::Boolean(_) => Expected::Boolean,
    };
    let first = of(values.first()?);
    values
        .iter()
        .all(|value| of(value) == first)
        .then_some(first)
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

/// Reads an enum from a parameter's text; what [`crate::wire::FromText`] of a
/// generated enum does.
pub fn chosen_text(
    values: &'static EnumSpec,
    text: &str,
    mode: super::Mode,
    facets: &'static Facets,
    report: &mut Vec<Kind>,
) -> Option<Chosen> {
    let _ = facets;
    match find_text(values, text) {
        Some(index) => Some(Chosen::Known(index)),
        None if mode == super::Mode::Tolerant => Some(Chosen::Unknown(Unknown::from_text(text))),
        None => {
            report.push(Kind::Enum { expected: values });
            None
        }
    }
}

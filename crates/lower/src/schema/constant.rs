//! Values that a document writes down: of `enum`, `const`, `default`.

use specwright_check::{Decimal, format::Format};
use specwright_ir::{Facets, Literal};
use specwright_source::{Node, ScalarKind, Span, Value};

use super::kinds::Kinds;

/// A value of the document, as far as constants go.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Constant {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    /// An array or object.
    Composite(Kinds),
    /// A number that cannot be held exactly, infinite ones included.
    TooLarge,
}

/// A constant and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) value: Constant,
    /// The text of a number or boolean that YAML has without quotes: enums of
    /// strings mean that.
    pub(super) text: Option<String>,
    pub(super) span: Span,
}

impl Written {
    pub(super) fn of(node: &Node) -> Self {
        let mut text = None;
        let value = match &node.value {
            Value::Null => Constant::Null,
            Value::Bool(value) => {
                text = node.plain.then(|| value.to_string());
                Constant::Bool(*value)
            }
            Value::Number(number) => {
                text = node.plain.then(|| number.text.clone());
                decimal(&number.text, number.kind).map_or(Constant::TooLarge, Constant::Number)
            }
            Value::String(value) => Constant::String(value.clone()),
            Value::Sequence(_) => Constant::Composite(Kinds::ARRAY),
            Value::Mapping(_) => Constant::Composite(Kinds::OBJECT),
        };
        Self {
            value,
            text,
            span: node.span,
        }
    }

    /// Whether equality tells two such values apart.
    pub(super) fn literal_like(&self) -> bool {
        !matches!(self.value, Constant::Composite(_) | Constant::TooLarge)
    }

    /// The text, when strings are asked for and YAML made a number or boolean
    /// of it for want of quotes.
    pub(super) fn meant_as(&self, kinds: Kinds) -> Option<Constant> {
        match &self.value {
            Constant::Number(_) | Constant::Bool(_) if kinds.covers(Kinds::STRING) => {
                self.text.clone().map(Constant::String)
            }
            _ => None,
        }
    }
}

impl Constant {
    pub(super) fn kinds(&self) -> Kinds {
        match self {
            Self::Null => Kinds::NULL,
            Self::Bool(_) => Kinds::BOOLEAN,
            Self::Number(value) if value.is_integer() => Kinds::INTEGER,
            Self::Number(_) => Kinds::FRACTION,
            Self::String(_) => Kinds::STRING,
            Self::Composite(kinds) => *kinds,
            Self::TooLarge => Kinds::NUMBER,
        }
    }

    /// The value as a Rust constant, if there is one.
    pub(super) fn literal(&self) -> Option<Literal> {
        match self {
            Self::Null => Some(Literal::Null),
            Self::Bool(value) => Some(Literal::Bool(*value)),
            Self::Number(value) if value.is_integer() => value.to_i128().map(Literal::Integer),
            Self::Number(value) => float(*value).map(Literal::Number),
            Self::String(text) => Some(Literal::String(text.clone())),
            Self::Composite(_) | Self::TooLarge => None,
        }
    }

    /// Whether the value has `format`.
    pub(super) fn has(&self, format: Format) -> bool {
        match self {
            Self::Number(value) => format.accepts_number(&value.to_string()),
            Self::String(text) => format.accepts(text),
            _ => true,
        }
    }

    /// Whether the bounds of `facets` hold. A pattern that does not compile
    /// cannot be here.
    pub(super) fn holds(&self, facets: &Facets) -> bool {
        match self {
            Self::Number(value) => {
                facets.minimum.is_none_or(|bound| *value >= bound)
                    && facets.maximum.is_none_or(|bound| *value <= bound)
                    && facets.exclusive_minimum.is_none_or(|bound| *value > bound)
                    && facets.exclusive_maximum.is_none_or(|bound| *value < bound)
            }
            Self::String(text) => {
                let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                facets.min_length.is_none_or(|bound| length >= bound)
                    && facets.max_length.is_none_or(|bound| length <= bound)
                    && facets
                        .patterns
                        .iter()
                        .all(|pattern| crate::pattern::matches(pattern, text))
            }
            _ => true,
        }
    }
}

/// The nearest double-precision number, if it is finite.
pub(super) fn float(value: Decimal) -> Option<f64> {
    let text = format!("{}e{}", value.mantissa, value.exponent);
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A number of YAML or JSON; hexadecimal and octal integers, too.
fn decimal(text: &str, kind: ScalarKind) -> Option<Decimal> {
    if kind == ScalarKind::NotFinite {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return i128::from_str_radix(digits, radix).ok().map(Decimal::from);
        }
    }
    text.parse().ok()
}

//! Any JSON value.

mod number;
mod object;

use specwright_check::{Facets, json::Type};

use crate::json::{self, Decode, Decoder, Encode, Encoder, Mode};
use crate::violation::Violation;

pub use number::Number;
pub use object::Object;

/// Any JSON value. Numbers keep their text, objects their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number of any size and precision.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// Reads a JSON text. Of a member given twice the last one counts.
    ///
    /// # Errors
    /// What makes the text no JSON, or too deep.
    pub fn from_json(text: &str) -> Result<Self, Vec<Violation>> {
        json::from_str(text, Mode::Tolerant, &Facets::NONE)
    }

    /// The JSON text, without blanks. Of a value deeper than
    /// [`json::MAX_DEPTH`] it is `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::to_vec(self)
            .ok()
            .and_then(|text| String::from_utf8(text).ok())
            .unwrap_or_else(|| "null".to_owned())
    }

    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The integer, if it is one that 64 bits hold; `1.0` is.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The nearest binary64, if it is a number that has one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The object, if it is one.
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The member `name`, if it is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// The item `index`, if it is an array that long.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.as_array()?.get(index)
    }
}

/// The JSON text.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl Decode for Value {
    const ACCEPTS_NULL: bool = true;

    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        Some(match d.peek()? {
            Type::Null => {
                d.null()?;
                Self::Null
            }
            Type::Boolean => Self::Boolean(d.boolean()?),
            Type::Number => Self::Number(Number::decode(d, facets)?),
            Type::String => Self::String(d.string(facets)?.into_owned()),
            Type::Array => Self::Array(Vec::decode(d, facets)?),
            Type::Object => Self::Object(Object::decode(d, facets)?),
        })
    }
}

impl Encode for Value {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Self::Null => e.null(),
            Self::Boolean(value) => e.boolean(*value),
            Self::Number(value) => value.encode(e),
            Self::String(text) => e.string(text),
            Self::Array(items) => items.encode(e),
            Self::Object(object) => object.encode(e),
        }
    }
}

impl From<()> for Value {
    fn from((): ()) -> Self {
        Self::Null
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<std::borrow::Cow<'_, str>> for Value {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Self::String(text.into_owned())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

macro_rules! from_integers {
    ($($ty:ident)*) => {$(
        impl From<$ty> for Value {
            fn from(value: $ty) -> Self {
                Self::Number(Number::from(value))
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

/// NaN and infinities, which JSON does not have, are `null`.
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// `None` is `null`.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}

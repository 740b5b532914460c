//! A number of any size and precision.

use std::{
    borrow::Cow,
    fmt,
    hash::{Hash, Hasher},
};

use specwright_check::{
    Facets,
    json::{Integer, Lexer, Number as Exact, Type},
};

use crate::{
    json::{Decode, Decoder, Encode, Encoder},
    violation::Expected,
};

/// A JSON number as it is written, of any size and precision. Numbers are
/// equal if their values are: `1.0` is `1`.
#[derive(Clone)]
pub struct Number(Content);

#[derive(Clone)]
enum Content {
    /// An integer that is written as it is printed.
    Small(i64),
    /// The text of any other number.
    Text(Box<str>),
}

impl Number {
    /// Takes a JSON number's text; `None` if it is none.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lexer = Lexer::new(text);
        let token = lexer.number()?;
        (token.text.len() == text.len()).then(|| Self::from_token(text, token.small))
    }

    /// The shortest text that reads back as `value`; `None` for NaN and
    /// infinities.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value
            .is_finite()
            .then(|| Self(Content::Text(format!("{value:?}").into())))
    }

    fn from_token(text: &str, small: Option<i64>) -> Self {
        match small {
            Some(0) if text != "0" => Self(Content::Text(text.into())),
            Some(small) => Self(Content::Small(small)),
            None => Self(Content::Text(text.into())),
        }
    }

    /// The text, as it was read.
    #[must_use]
    pub fn as_text(&self) -> Cow<'_, str> {
        match &self.0 {
            Content::Small(value) => Cow::Owned(value.to_string()),
            Content::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The integer, if it is one that 128 bits hold; `1.0` is.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        match &self.0 {
            Content::Small(value) => Some(i128::from(*value)),
            Content::Text(text) => match Exact::of(text).integer() {
                Integer::Value(value) => Some(value),
                Integer::Large | Integer::Fraction => None,
            },
        }
    }

    /// The integer, if it is one that 64 bits hold.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// The integer, if it is one that 64 bits hold and not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// The nearest binary64; `None` for a number beyond its range.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        let value = match &self.0 {
            Content::Small(value) => *value as f64,
            Content::Text(text) => text.parse().ok()?,
        };
        value.is_finite().then_some(value)
    }

    fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Exact::of(&self.as_text()).write_canonical(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Small(left), Content::Small(right)) => left == right,
            _ => self.canonical() == other.canonical(),
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical().hash(state);
    }
}

macro_rules! from_integers {
    ($($ty:ident)*) => {$(
        impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                match i64::try_from(value) {
                    Ok(small) => Self(Content::Small(small)),
                    Err(_) => Self(Content::Text(value.to_string().into())),
                }
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

impl Decode for Number {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        match d.peek()? {
            Type::Number => {
                let (text, small) = d.number_token(facets)?;
                Some(Self::from_token(text, small))
            }
            _ => d.mismatch(Expected::Number),
        }
    }
}

impl Encode for Number {
    fn encode(&self, e: &mut Encoder) {
        match &self.0 {
            Content::Small(value) => e.integer(i128::from(*value)),
            Content::Text(text) => e.raw(text),
        }
    }
}

//! The JSON codec: one pass that decodes and checks, in two modes.
//!
//! Types bring a [`Decode`] and [`Encode`] pair; for generated models the
//! table macros of [`crate::codegen`] write it. What a struct, an enum or a
//! union has in common with all others is done once, by helpers that know no
//! types ([`Decoder::object`], [`Decoder::union`], ..), so a model costs
//! little more than a table of its fields.

mod array;
mod decoder;
mod encoder;
mod enumeration;
mod extended;
mod float;
mod foreign;
mod guard;
mod macros;
mod members;
mod object;
mod scalars;
#[cfg(feature = "serde")]
mod serde;
mod setters;
mod tuple;
mod union;
mod unknown;
mod validate;
mod variant;

use specwright_check::Facets;

use crate::violation::{Kind, Place, Violation};

#[cfg(feature = "serde")]
pub use self::serde::{deserialize, serialize};
pub use array::Items;
pub use decoder::Decoder;
pub(crate) use encoder::write_string;
pub use encoder::{EncodeError, EncodeProblem, Encoder};
pub use enumeration::{Chosen, EnumSpec, ParseError, choose, parse};
pub use extended::{Extended, Others, extended, view};
pub use foreign::ByDisplay;
#[cfg(feature = "serde")]
pub use foreign::BySerde;
pub use guard::guarded;
pub use members::Maps;
pub use object::{
    Ask, Extra, FieldSpec, Matching, ObjectSpec, Presence, Rest, RestMembers, Slot, is_plain,
};
pub use setters::{OrDefault, Settable};
pub use union::{Branch, JsonKind, Rule, Test, UnionSpec};
pub use unknown::Unknown;
pub use validate::{Invalid, validate};

pub use specwright_check::json::MAX_DEPTH;

/// The most violations that are listed; one of [`Kind::TooMany`] follows them
/// if there are more.
pub const MAX_VIOLATIONS: usize = 100;

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// As a server reads: accepted if and only if the schema accepts.
    Strict,
    /// As a client reads: checks are not made, unknown enum values and tags
    /// are kept, and whatever the Rust type can hold is taken.
    Tolerant,
}

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Whether `null` is one of its values.
    const ACCEPTS_NULL: bool = false;

    /// Reads the next value and checks it against `facets`. `None` means that
    /// the decoder has noted what is wrong, or wants no value; the text of the
    /// value is consumed in any case, unless it is unreadable.
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self>;
}

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, e: &mut Encoder);
}

/// Reads a JSON text into a value.
///
/// # Errors
/// Every violation, capped at [`MAX_VIOLATIONS`]; if the text is no JSON or
/// too deep, that alone. All have the place [`Place::Body`].
pub fn from_slice<T: Decode>(
    text: &[u8],
    mode: Mode,
    facets: &'static Facets,
) -> Result<T, Vec<Violation>> {
    match std::str::from_utf8(text) {
        Ok(text) => from_str(text, mode, facets),
        Err(error) => Err(vec![Violation::new(
            Place::Body,
            Vec::new(),
            Kind::Syntax {
                offset: error.valid_up_to(),
                reason: "the text is not UTF-8",
            },
        )]),
    }
}

/// Reads a JSON text into a value; see [`from_slice`].
///
/// # Errors
/// The same.
pub fn from_str<T: Decode>(
    text: &str,
    mode: Mode,
    facets: &'static Facets,
) -> Result<T, Vec<Violation>> {
    let mut decoder = Decoder::new(text, mode);
    let value = decoder.guarded(facets.check, |d| T::decode(d, facets));
    decoder.finish(value)
}

/// Writes a value as a JSON text without blanks.
///
/// # Errors
/// [`EncodeError`] if the value holds something that JSON has not (NaN, an
/// infinity) or nests too deep.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new();
    value.encode(&mut encoder);
    encoder.finish()
}

//! What generated models name.

#[cfg(feature = "base64")]
pub use crate::Base64;
#[cfg(feature = "uuid")]
pub use crate::formats::Uuid;
#[cfg(feature = "chrono")]
pub use crate::formats::{Date, DateTime};
#[doc(no_inline)]
pub use crate::{
    Decimal, Facets, Nullable, Number, Object, Secret, Value,
    json::{
        Branch, Chosen, Decode, Decoder, Encode, Encoder, EnumSpec, Extra, FieldSpec, Invalid,
        JsonKind, Mode, ObjectSpec, ParseError, Presence, Rule, Slot, Test, UnionSpec, Unknown,
        validate,
    },
    violation::{Kind, Literal},
    wire::{FromText, ToText},
};
pub use specwright_check::Pattern;

/// No facets.
pub static NO_FACETS: &Facets = &Facets::NONE;

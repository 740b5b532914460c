//! What generated models name.

#[cfg(feature = "base64")]
pub use crate::formats::Base64;
#[cfg(not(feature = "base64"))]
pub use crate::formats::Missing as Base64;
#[cfg(not(feature = "uuid"))]
pub use crate::formats::Missing as Uuid;
#[cfg(feature = "uuid")]
pub use crate::formats::Uuid;
pub use crate::formats::{Base16, Base64Url};
#[cfg(feature = "jiff")]
pub use crate::formats::{CivilDate, Span, Timestamp};
#[cfg(feature = "chrono")]
pub use crate::formats::{Date, DateTime};
#[cfg(feature = "rust_decimal")]
pub use crate::formats::{DecimalNumber, RustDecimal};
#[cfg(not(feature = "rust_decimal"))]
pub use crate::formats::{Missing as DecimalNumber, Missing as RustDecimal};
#[cfg(not(feature = "chrono"))]
pub use crate::formats::{Missing as Date, Missing as DateTime};
#[cfg(not(feature = "time"))]
pub use crate::formats::{Missing as OffsetDateTime, Missing as TimeDate};
#[cfg(not(feature = "jiff"))]
pub use crate::formats::{Missing as CivilDate, Missing as Span, Missing as Timestamp};
#[cfg(feature = "time")]
pub use crate::formats::{OffsetDateTime, TimeDate};
#[cfg(feature = "serde")]
pub use crate::json::{BySerde, deserialize, serialize};
#[doc(no_inline)]
pub use crate::{
    __checks as checks, __facets as facets, __newtype as newtype, __object as object,
    __require_base64 as require_base64, __require_chrono as require_chrono,
    __require_jiff as require_jiff, __require_rust_decimal as require_rust_decimal,
    __require_serde as require_serde, __require_time as require_time,
    __require_uuid as require_uuid, __scalar_enum as scalar_enum, __string_enum as string_enum,
    __union as union, Decimal, Facets, Nullable, Number, Object, Secret, Value,
    json::{
        Branch, ByDisplay, Chosen, Decode, Decoder, Encode, Encoder, EnumSpec, Extended, Extra,
        FieldSpec, Invalid, JsonKind, Maps, Matching, Mode, ObjectSpec, OrDefault, Others,
        ParseError, Presence, Rule, Settable, Test, UnionSpec, Unknown, choose, extended, guarded,
        is_plain, parse, validate, view,
    },
    violation::{Kind, Literal},
    wire::{FromText, ToText},
};
#[cfg(feature = "serde")]
#[doc(no_inline)]
pub use ::serde;
pub use specwright_check::{
    Pattern, Root,
    ecma::Engine,
    format::Format,
    program::{
        Check, Encoding, List as CheckList, Parts, PatternId, PatternText, Program, Schema,
        SchemaId, Text as CheckText, Types, ValueId,
    },
};

pub use std::net::{Ipv4Addr, Ipv6Addr};

/// No facets.
pub static NO_FACETS: &Facets = &Facets::NONE;

//! The text grammar of parameters and headers, in both directions: [`Reader`]
//! and [`FromParam`] read, [`Writer`] and [`ToParam`] write, each from the
//! same [`Param`].
//!
//! Places and styles follow OpenAPI's "Style Values" and RFC 6570. A `+` is a
//! blank in queries only; writers send `%20` and `%2B`. Lists are split before
//! they are decoded.

mod param;
mod percent;
mod read;
mod scalar;
mod text;
mod tuple;
mod write;

pub use param::{Form, Param, PathStyle, QueryStyle};
pub use percent::path_literal;
pub use read::{Duplicates, Found, FromParam, Reader, Report, cookies};
#[cfg(feature = "rust_decimal")]
pub(crate) use scalar::number_text;
pub use text::{FromText, ToText};
pub use write::{Texts, ToParam, WriteError, Writer, Written};

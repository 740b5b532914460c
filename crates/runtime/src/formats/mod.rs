//! Formats with a Rust type of their own, each behind a feature.

#[cfg(feature = "base64")]
mod base64;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod encoded;
mod ip;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(not(all(
    feature = "base64",
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "uuid"
)))]
mod missing;
#[cfg(any(feature = "jiff", feature = "time"))]
mod moment;
mod require;
#[cfg(test)]
mod tests;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "base64")]
pub use self::base64::Base64;
#[cfg(feature = "chrono")]
pub use self::chrono::{Date, DateTime};
#[cfg(feature = "rust_decimal")]
pub use self::decimal::{DecimalNumber, RustDecimal};
pub use self::encoded::{Base16, Base64Url};
#[cfg(feature = "jiff")]
pub use self::jiff::{CivilDate, Span, Timestamp};
#[cfg(not(all(
    feature = "base64",
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "uuid"
)))]
pub use self::missing::Missing;
#[cfg(feature = "time")]
pub use self::time::{OffsetDateTime, TimeDate};
#[cfg(feature = "uuid")]
pub use self::uuid::Uuid;

/// Gives a type its codecs: `read` takes a text of the format, `write` gives
/// one, or `None` for a value that the format has no text for.
macro_rules! text_format {
    ($ty:ty, $format:literal, $read:path, $write:path) => {
        impl crate::json::Decode for $ty {
            fn decode(
                d: &mut crate::json::Decoder<'_>,
                facets: &'static specwright_check::Facets,
            ) -> Option<Self> {
                d.formatted($format, facets, $read)
            }
        }

        impl crate::json::Encode for $ty {
            fn encode(&self, e: &mut crate::json::Encoder) {
                match $write(self) {
                    Some(text) => e.string(&text),
                    None => e.fail(crate::json::EncodeProblem::NoText { format: $format }),
                }
            }
        }

        impl crate::wire::FromText for $ty {
            fn from_text(
                text: &str,
                mode: crate::json::Mode,
                facets: &'static specwright_check::Facets,
                report: &mut Vec<crate::violation::Kind>,
            ) -> Option<Self> {
                let before = report.len();
                if mode == crate::json::Mode::Strict {
                    facets.string(text, &mut |failure| report.push(failure.into()));
                }
                let value = $read(text);
                if value.is_none() {
                    report.push(crate::violation::Kind::Format { format: $format });
                }
                value.filter(|_| report.len() == before)
            }
        }

        impl crate::wire::ToText for $ty {
            fn to_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                $write(self).map(std::borrow::Cow::Owned)
            }
        }
    };
}

use text_format;

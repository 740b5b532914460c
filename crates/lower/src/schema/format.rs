//! `format`: what it says of `type`, and which formats are asserted.

use specwright_check::program::Encoding;
use specwright_source::codes;

use super::Lowering;
use super::kinds::Kinds;
use super::merge::Merged;

/// The kinds that a format is for, when `type` does not say it.
pub(super) fn inferred(format: &str) -> Kinds {
    match format {
        "int32" | "int64" => Kinds::INTEGER,
        "float" | "double" => Kinds::NUMBER,
        "date-time" | "date" | "time" | "duration" | "email" | "hostname" | "ipv4" | "ipv6"
        | "uri" | "uri-reference" | "uuid" | "byte" | "base64url" | "binary" | "password" => {
            Kinds::STRING
        }
        _ => Kinds::NONE,
    }
}

/// The format whose type the strings of a `contentEncoding` have.
pub(super) fn encoding(name: &str) -> Option<&'static str> {
    match Encoding::from_name(name)? {
        Encoding::Base64 => Some("byte"),
        Encoding::Base64Url => Some("base64url"),
        Encoding::Base16 => Some(crate::formats::BASE16),
        Encoding::Base32 | Encoding::Identity => None,
    }
}

/// The kinds of value that a known format restricts, and that are not held
/// against it: the formats of JSON Schema (2020-12, Validation, section 7) and
/// of OpenAPI's registry, but for those that a Rust type or the check program
/// asserts, and for those that every value satisfies (`password`, `binary`,
/// `commonmark`, `html`). A
/// format that is not known is an annotation, and restricts nothing.
fn unasserted(format: &str) -> Kinds {
    match format {
        "char" | "http-date" | "media-range" | "sf-binary" | "sf-boolean" | "sf-string"
        | "sf-token" => Kinds::STRING,
        "decimal128" | "sf-decimal" => Kinds::STRING.or(Kinds::NUMBER),
        "double-int" | "sf-integer" => Kinds::NUMBER,
        _ => Kinds::NONE,
    }
}

impl Lowering<'_> {
    /// Notes a format that values of `kinds` are not held against.
    pub(super) fn note_format(&mut self, merged: &Merged<'_>, kinds: Kinds) {
        if self.options.formats == crate::Formats::Annotation {
            return;
        }
        let (Some(format), Some(at)) = (&merged.format, merged.format_at) else {
            return;
        };
        if unasserted(&format.value).meets(kinds) {
            let message = format!("the format `{}` is not asserted", format.value);
            let code = codes::gap::FORMAT;
            self.keyword_gap(code, at.schema, "format", format.span, message);
        }
    }
}

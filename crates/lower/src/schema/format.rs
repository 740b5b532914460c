//! `format`: what it says of `type`, and which formats are asserted.

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
        | "uri" | "uri-reference" | "uuid" | "byte" | "binary" | "password" => Kinds::STRING,
        _ => Kinds::NONE,
    }
}

/// The kinds of value that a known format restricts, and that are not held
/// against it: the formats of JSON Schema (2020-12, Validation, section 7) and
/// of OpenAPI's registry, but for those whose Rust type asserts them, and for
/// those that every value satisfies (`password`, `commonmark`, `html`). A
/// format that is not known is an annotation, and restricts nothing.
fn unasserted(format: &str) -> Kinds {
    match format {
        "base64url"
        | "binary"
        | "char"
        | "duration"
        | "email"
        | "hostname"
        | "http-date"
        | "idn-email"
        | "idn-hostname"
        | "ipv4"
        | "ipv6"
        | "iri"
        | "iri-reference"
        | "json-pointer"
        | "media-range"
        | "regex"
        | "relative-json-pointer"
        | "sf-binary"
        | "sf-boolean"
        | "sf-string"
        | "sf-token"
        | "time"
        | "uri"
        | "uri-reference"
        | "uri-template" => Kinds::STRING,
        "decimal" | "decimal128" | "sf-decimal" => Kinds::STRING.or(Kinds::NUMBER),
        "uint64" => Kinds::STRING.or(Kinds::NUMBER),
        "int8" | "int16" | "uint8" | "uint16" | "uint32" | "double-int" | "sf-integer" => {
            Kinds::NUMBER
        }
        // Integers have a type for them; texts and other numbers have none.
        "int64" => Kinds::STRING.or(Kinds::FRACTION),
        "int32" => Kinds::FRACTION,
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

//! Percent-encoding, RFC 3986, strictly.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode};

/// Everything but unreserved characters: what a value's text is encoded with.
pub(super) const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same, and `.`, for items that a `.` separates.
pub(super) const DOTTED: &AsciiSet = &VALUE.add(b'.');

/// What `allowReserved` leaves to encode in a query: what a query cannot hold
/// (`#`, `[`, `]`, ..) and what has a meaning of its own there (`&`, `+`).
pub(super) const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=')
    .remove(b',');

/// The same, and `,`, for items that a `,` separates.
pub(super) const RESERVED_LIST: &AsciiSet = &RESERVED.add(b',');

/// What the literal parts of a path template cannot hold.
pub(super) const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Appends `text`, the characters of `set` and all beyond ASCII encoded.
pub(super) fn encode(text: &str, set: &'static AsciiSet, out: &mut String) {
    out.extend(percent_encode(text.as_bytes(), set));
}

/// A literal part of a path template as a path has it: percent-encoded where
/// it must be, whether or not the document wrote it so.
#[must_use]
pub fn path_literal(text: &str) -> String {
    let decoded = decode(text, false).unwrap_or(Cow::Borrowed(text));
    let mut out = String::with_capacity(decoded.len());
    encode(&decoded, LITERAL, &mut out);
    out
}

/// Decodes `raw`; with `plus`, a `+` is a blank. `None` where a `%` is not
/// followed by two hexadecimal digits or the result is no UTF-8.
pub(super) fn decode(raw: &str, plus: bool) -> Option<Cow<'_, str>> {
    if !raw.bytes().any(|b| b == b'%' || (plus && b == b'+')) {
        return Some(Cow::Borrowed(raw));
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let (high, low) = (hex(bytes.next()?)?, hex(bytes.next()?)?);
                out.push(high << 4 | low);
            }
            b'+' if plus => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_encoding_is_refused() {
        for raw in ["%", "%4", "%4x", "a%zz", "%C3", "%FF"] {
            assert_eq!(decode(raw, false), None, "{raw}");
        }
    }

    #[test]
    fn a_plus_is_a_blank_in_queries_only() {
        assert_eq!(decode("a+b%2Bc", true).as_deref(), Some("a b+c"));
        assert_eq!(decode("a+b%2Bc", false).as_deref(), Some("a+b+c"));
    }

    #[test]
    fn what_is_plain_is_borrowed() {
        assert!(matches!(decode("plain", true), Some(Cow::Borrowed(_))));
    }
}

//! Content inside of strings.

use super::{Program, SchemaId, verdict::Run};

/// `contentEncoding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// None: the string is the content.
    Identity,
    /// RFC 4648, section 4, with its padding.
    Base64,
    /// RFC 4648, section 5, with or without padding.
    Base64Url,
    /// RFC 4648, section 6, with its padding.
    Base32,
    /// RFC 4648, section 8.
    Base16,
}

impl Encoding {
    const NAMES: [(&'static str, Self); 8] = [
        ("base64", Self::Base64),
        ("base64url", Self::Base64Url),
        ("base32", Self::Base32),
        ("base16", Self::Base16),
        ("identity", Self::Identity),
        ("7bit", Self::Identity),
        ("8bit", Self::Identity),
        ("binary", Self::Identity),
    ];

    /// The encoding that `contentEncoding` calls `name`, if its content is
    /// looked at.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, encoding)| *encoding)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(_, encoding)| *encoding == self);
        found.map_or("", |(name, _)| name)
    }

    /// What `text` encodes; `None` where it encodes nothing.
    #[must_use]
    pub fn decode(self, text: &str) -> Option<Vec<u8>> {
        const STANDARD: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        match self {
            Self::Identity => Some(text.as_bytes().to_vec()),
            Self::Base64 => digits(padded(text, 4)?, STANDARD, 6),
            Self::Base64Url => {
                let bare = match text.ends_with('=') {
                    true => padded(text, 4)?,
                    false => text,
                };
                digits(bare, URL, 6)
            }
            Self::Base32 => digits(padded(text, 8)?, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5),
            Self::Base16 => {
                let even = text.len().is_multiple_of(2);
                let upper = text.to_ascii_uppercase();
                even.then(|| digits(&upper, b"0123456789ABCDEF", 4))?
            }
        }
    }
}

/// `text` without the padding that makes it groups of `group`.
fn padded(text: &str, group: usize) -> Option<&str> {
    let bare = text.trim_end_matches('=');
    let whole = text.len().is_multiple_of(group) && text.len() - bare.len() < group;
    whole.then_some(bare)
}

/// The bytes that digits of `bits` bits make; the bits that are left over are
/// fewer than a digit's, and zero.
fn digits(text: &str, alphabet: &[u8], bits: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut buffer, mut filled) = (0u32, 0);
    for digit in text.bytes() {
        let value = alphabet.iter().position(|known| *known == digit)?;
        buffer = buffer << bits | u32::try_from(value).ok()?;
        filled += bits;
        if filled >= 8 {
            filled -= 8;
            bytes.push(u8::try_from(buffer >> filled & 0xFF).ok()?);
            buffer &= (1 << filled) - 1;
        }
    }
    (filled < bits && buffer == 0).then_some(bytes)
}

/// Whether `text` holds what is asked for.
pub(super) fn accepts(
    program: &Program,
    encoding: Encoding,
    json: bool,
    schema: Option<SchemaId>,
    text: &str,
) -> bool {
    let Some(bytes) = encoding.decode(text) else {
        return false;
    };
    if !json {
        return true;
    }
    let Ok(content) = String::from_utf8(bytes) else {
        return false;
    };
    match schema {
        Some(schema) => program.accepts(schema, &content) == Ok(true),
        None => Run::new(program, &content).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_those_of_the_rfc() {
        let decode = |encoding: Encoding, text: &str| {
            let bytes = encoding.decode(text)?;
            String::from_utf8(bytes).ok()
        };
        for (encoding, text, content) in [
            (Encoding::Base64, "Zm9vYg==", "foob"),
            (Encoding::Base64, "Zm9vYmE=", "fooba"),
            (Encoding::Base64, "", ""),
            (Encoding::Base64Url, "Zm9vYg", "foob"),
            (Encoding::Base64Url, "Zm9vYg==", "foob"),
            (Encoding::Base32, "MZXW6YQ=", "foob"),
            (Encoding::Base16, "666f6F", "foo"),
        ] {
            assert_eq!(decode(encoding, text).as_deref(), Some(content), "{text}");
        }
        for (encoding, text) in [
            (Encoding::Base64, "Zm9vYg"),
            (Encoding::Base64, "Zm9vYh=="),
            (Encoding::Base64, "Zm9v\nYg=="),
            (Encoding::Base64, "Z==="),
            (Encoding::Base32, "MZXW6YR="),
            (Encoding::Base16, "666"),
        ] {
            assert_eq!(encoding.decode(text), None, "{text}");
        }
    }
}

//! `base64url`, and `contentEncoding: base16`.

use specwright_check::program::Encoding;

/// Bytes that travel as text of the URL-safe alphabet of Base64: RFC 4648
/// section 5. Padding is read where it is there, and not written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64Url(
    /// The bytes.
    pub Vec<u8>,
);

/// Bytes that travel as hexadecimal digits: RFC 4648 section 8. Digits of both
/// cases are read, and those in lower case written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base16(
    /// The bytes.
    pub Vec<u8>,
);

super::text_format!(Base64Url, "base64url", read_url, write_url);
super::text_format!(Base16, "base16", read_hex, write_hex);

pub(super) fn read_url(text: &str) -> Option<Base64Url> {
    Encoding::Base64Url.decode(text).map(Base64Url)
}

#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
pub(super) fn write_url(bytes: &Base64Url) -> Option<String> {
    let mut text = String::with_capacity(bytes.0.len().div_ceil(3) * 4);
    for group in bytes.0.chunks(3) {
        let mut bits = group
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        bits <<= 8 * (3 - group.len());
        for place in 0..=group.len() {
            text.push(url_digit(bits >> (18 - 6 * place) & 63));
        }
    }
    Some(text)
}

fn url_digit(value: u32) -> char {
    let (first, from) = match value {
        0..26 => (b'A', 0),
        26..52 => (b'a', 26),
        52..62 => (b'0', 52),
        62 => (b'-', 62),
        _ => (b'_', value),
    };
    char::from_u32(u32::from(first) + value - from).unwrap_or('_')
}

pub(super) fn read_hex(text: &str) -> Option<Base16> {
    Encoding::Base16.decode(text).map(Base16)
}

#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
pub(super) fn write_hex(bytes: &Base16) -> Option<String> {
    let halves = bytes.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Some(
        halves
            .filter_map(|half| char::from_digit(half.into(), 16))
            .collect(),
    )
}

macro_rules! bytes {
    ($($ty:ident),*) => {
        $(impl From<Vec<u8>> for $ty {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $ty {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl AsRef<[u8]> for $ty {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        })*
    };
}

bytes!(Base64Url, Base16);

#[cfg(test)]
mod tests {
    use super::{Base16, Base64Url, read_hex, read_url, write_hex, write_url};

    #[test]
    fn every_length_and_byte_comes_back() {
        let all: Vec<u8> = (0..=255).chain([7, 250]).collect();
        for length in 0..all.len() {
            let url = Base64Url::from(&all[..length]);
            assert_eq!(write_url(&url).as_deref().and_then(read_url), Some(url));
            let hex = Base16::from(&all[length..]);
            assert_eq!(write_hex(&hex).as_deref().and_then(read_hex), Some(hex));
        }
    }

    #[test]
    fn texts_are_those_of_rfc_4648() {
        let url = |bytes: &[u8]| write_url(&bytes.into());
        assert_eq!(url(b"").as_deref(), Some(""));
        assert_eq!(url(b"f").as_deref(), Some("Zg"));
        assert_eq!(url(b"foobar").as_deref(), Some("Zm9vYmFy"));
        assert_eq!(url(&[0xfb, 0xff]).as_deref(), Some("-_8"));
        assert_eq!(read_url("Zg=="), Some(b"f".as_slice().into()));
        assert_eq!(
            write_hex(&[0x0f, 0xa0].as_slice().into()).as_deref(),
            Some("0fa0")
        );
        assert_eq!(read_hex("0Fa0"), Some([0x0f, 0xa0].as_slice().into()));
        for text in ["Z", "Zh", "Zg=", "+_8", "Z g"] {
            assert_eq!(read_url(text), None, "{text}");
        }
        for text in ["0", "0g", "0x0f"] {
            assert_eq!(read_hex(text), None, "{text}");
        }
    }
}

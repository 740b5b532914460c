//! `byte`.

use ::base64::{Engine as _, engine::general_purpose::STANDARD};

/// Bytes that travel as Base64 text: RFC 4648 section 4, with padding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(
    /// The bytes.
    pub Vec<u8>,
);

super::text_format!(Base64, "byte", read, write);

pub(super) fn read(text: &str) -> Option<Base64> {
    STANDARD.decode(text).ok().map(Base64)
}

#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
fn write(bytes: &Base64) -> Option<String> {
    Some(STANDARD.encode(&bytes.0))
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Base64, read, write};

    #[test]
    fn padding_and_alphabet_are_those_of_the_standard() {
        assert_eq!(read("aGk="), Some(Base64(b"hi".to_vec())));
        assert_eq!(write(&Base64(b"hi".to_vec())).as_deref(), Some("aGk="));
        assert_eq!(read(""), Some(Base64::default()));
        for text in ["aGk", "aGk==", "a-_=", "aGk=\n", "aG=k"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Sealing at rest: XChaCha20-Poly1305 under a ring of keys.

use std::{fmt, sync::Arc};

use chacha20poly1305::{AeadInOut as _, Tag, XChaCha20Poly1305, XNonce};
use specwright::Secret;

use super::random::{RandomError, random_bytes};

const NONCE: usize = 24;
const TAG: usize = 16;

/// Keys by their id. The first is current and seals; all of them open. A
/// clone shares the keys, which are wiped from memory with the last one.
#[derive(Clone)]
pub struct KeyRing {
    /// Never empty.
    keys: Arc<[Key]>,
}

pub(super) struct Key {
    pub(super) id: String,
    pub(super) cipher: XChaCha20Poly1305,
}

/// Bytes that only the key with this id opens.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The id of the key.
    pub key_id: String,
    /// Nonce, ciphertext and tag.
    pub bytes: Vec<u8>,
}

/// Something was not sealed or not opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SealError {
    /// It was sealed with a key that is not on the ring.
    #[error("it is sealed with the key `{key_id}`, which is not among the keys given")]
    UnknownKey {
        /// The id of that key.
        key_id: String,
    },
    /// It was changed, or moved from another row, or the key is another one
    /// under the same id.
    #[error("it does not open with the key `{key_id}`: changed, moved, or sealed with another key")]
    Refused {
        /// The id of that key.
        key_id: String,
    },
    /// It opens, and is not text.
    #[error("it opens, but is not text")]
    NotText,
    /// The text is too long for the cipher.
    #[error("it is too long to be sealed")]
    TooLong,
    /// There was no nonce.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl KeyRing {
    /// `current` seals, and `older` ones only open.
    pub(super) fn new(current: Key, older: impl IntoIterator<Item = Key>) -> Self {
        Self {
            keys: std::iter::once(current).chain(older).collect(),
        }
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn current(&self) -> &str {
        self.keys.first().map_or("", |key| &key.id)
    }

    /// Whether a key with this id is on the ring.
    #[must_use]
    pub fn knows(&self, key_id: &str) -> bool {
        self.keys.iter().any(|key| key.id == key_id)
    }

    fn key(&self, key_id: &str) -> Result<&Key, SealError> {
        self.keys
            .iter()
            .find(|key| key.id == key_id)
            .ok_or_else(|| SealError::UnknownKey {
                key_id: key_id.to_owned(),
            })
    }

    /// Seals `plain` with the current key and a random nonce. It opens only
    /// beside the same `row`, which is authenticated and not stored.
    ///
    /// # Errors
    /// Fails if the system gives no random bytes.
    pub fn seal(&self, plain: &[u8], row: &[u8]) -> Result<Sealed, SealError> {
        let key = self.key(self.current())?;
        let nonce = random_bytes::<NONCE>()?;
        let mut bytes = Vec::with_capacity(NONCE + plain.len() + TAG);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(plain);
        let tag = key
            .cipher
            .encrypt_inout_detached(&XNonce::from(nonce), row, (&mut bytes[NONCE..]).into())
            .map_err(|_| SealError::TooLong)?;
        bytes.extend_from_slice(&tag);
        Ok(Sealed {
            key_id: key.id.clone(),
            bytes,
        })
    }

    /// Opens what was sealed beside the same `row`.
    ///
    /// # Errors
    /// Fails if the key is missing, if a byte of it or of `row` differs, or
    /// if it is not text.
    pub fn open(&self, sealed: &Sealed, row: &[u8]) -> Result<Secret, SealError> {
        let key = self.key(&sealed.key_id)?;
        let refused = || SealError::Refused {
            key_id: sealed.key_id.clone(),
        };
        let (nonce, rest) = sealed
            .bytes
            .split_first_chunk::<NONCE>()
            .ok_or_else(refused)?;
        let (text, tag) = rest.split_last_chunk::<TAG>().ok_or_else(refused)?;
        let mut text = text.to_vec();
        key.cipher
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                row,
                text.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| refused())?;
        String::from_utf8(text)
            .map(Secret::from)
            .map_err(|_| SealError::NotText)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.keys.iter().map(|key| &key.id).collect();
        f.debug_tuple("KeyRing").field(&ids).finish()
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// The name of a place in the database, as associated data. Each part comes
/// with its length before it, so that no two lists of parts read the same.
pub(crate) fn row_name(parts: &[&[u8]]) -> Vec<u8> {
    let mut name = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        name.extend_from_slice(&(part.len() as u64).to_be_bytes());
        name.extend_from_slice(part);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(text: &str) -> KeyRing {
        KeyRing::parse(text).unwrap()
    }

    const A: &str = "a:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const B: &str = "b:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    #[test]
    fn what_is_sealed_opens_in_its_own_row_only() {
        let keys = ring(A);
        let sealed = keys.seal(b"token", b"row 1").unwrap();
        assert_eq!(sealed.key_id, "a");
        assert_eq!(sealed.bytes.len(), NONCE + 5 + TAG);
        assert_eq!(keys.open(&sealed, b"row 1").unwrap().expose(), "token");
        assert!(matches!(
            keys.open(&sealed, b"row 2"),
            Err(SealError::Refused { .. })
        ));
        assert_ne!(sealed, keys.seal(b"token", b"row 1").unwrap());
        let empty = keys.seal(b"", b"").unwrap();
        assert_eq!(keys.open(&empty, b"").unwrap().expose(), "");
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_refused() {
        let keys = ring(A);
        let sealed = keys.seal(b"token", b"row").unwrap();
        for at in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[at] ^= 1;
            assert!(keys.open(&changed, b"row").is_err(), "byte {at}");
            changed.bytes.truncate(at);
            assert!(keys.open(&changed, b"row").is_err(), "cut at {at}");
        }
    }

    #[test]
    fn older_keys_open_and_the_first_seals() {
        let old = ring(B).seal(b"token", b"row").unwrap();
        let keys = ring(&format!("{A},{B}"));
        assert_eq!(keys.open(&old, b"row").unwrap().expose(), "token");
        assert_eq!(keys.seal(b"", b"").unwrap().key_id, "a");
        assert!(matches!(
            ring(A).open(&old, b"row"),
            Err(SealError::UnknownKey { key_id }) if key_id == "b"
        ));
        let other = ring(&A.replacen("a:", "b:", 1));
        assert!(matches!(
            other.open(&old, b"row"),
            Err(SealError::Refused { .. })
        ));
    }

    #[test]
    fn parts_of_a_name_cannot_run_together() {
        assert_ne!(row_name(&[b"ab", b"c"]), row_name(&[b"a", b"bc"]));
        assert_ne!(row_name(&[b"a", b""]), row_name(&[b"a"]));
    }

    #[test]
    fn nothing_is_shown() {
        let keys = ring(&format!("{A},{B}"));
        assert_eq!(format!("{keys:?}"), r#"KeyRing(["a", "b"])"#);
        let sealed = keys.seal(b"token", b"row").unwrap();
        assert_eq!(format!("{sealed:?}"), r#"Sealed { key_id: "a", .. }"#);
    }
}

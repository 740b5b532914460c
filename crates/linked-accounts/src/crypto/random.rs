//! Random text from the system's generator.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use specwright::Secret;

/// The system gives no random bytes.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}")]
pub struct RandomError(#[from] getrandom::Error);

/// Digits and small letters without those that are taken for others: `i`,
/// `l`, `o`, `u`. 32 of them, so each carries 5 bits.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// 256 random bits as base64url without padding, 43 characters: enough for
/// `state` (RFC 6749 section 10.12) and for a code verifier (RFC 7636
/// section 4.1), whose alphabet it stays in.
///
/// # Errors
/// Fails if the system gives no random bytes.
pub fn random_token() -> Result<Secret, RandomError> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?).into())
}

/// A name that is no secret: `N` characters of 5 bits each.
pub(crate) fn random_id<const N: usize>() -> Result<String, RandomError> {
    Ok(random_bytes::<N>()?
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_differ() {
        let (one, other) = (random_token().unwrap(), random_token().unwrap());
        assert_eq!(one.expose().len(), 43);
        assert_ne!(one, other);
        assert!(
            one.expose()
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
    }

    #[test]
    fn ids_stay_in_their_alphabet() {
        let id = random_id::<12>().unwrap();
        assert_eq!(id.len(), 12);
        assert!(id.bytes().all(|b| LETTERS.contains(&b)));
    }
}

//! API keys: what a caller of the service shows.

use std::fmt;

use specwright::Secret;

use super::{
    digest::{Digest, sha256},
    random::{RandomError, random_id, random_token},
};

const PREFIX: &str = "la_";
const ID: usize = 12;
const SECRET: usize = 43;

/// The public part of an API key, by which it is listed and revoked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiKeyId(String);

impl ApiKeyId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApiKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for ApiKeyId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

/// `la_ID_SECRET`: an id of 12 characters and a secret of 256 random bits.
/// Only the secret's SHA-256 is kept; being random, it needs no slow hash.
#[derive(Clone, Debug)]
pub struct ApiKey {
    id: ApiKeyId,
    secret: Secret,
}

impl ApiKey {
    /// A new random key.
    ///
    /// # Errors
    /// Fails if the system gives no random bytes.
    pub fn generate() -> Result<Self, RandomError> {
        Ok(Self {
            id: ApiKeyId(random_id::<ID>()?),
            secret: random_token()?,
        })
    }

    /// Takes a key apart, or gives `None` if it does not have the form of one.
    #[must_use]
    pub fn parse(key: &Secret) -> Option<Self> {
        let rest = key.expose().strip_prefix(PREFIX)?;
        let (id, secret) = (rest.get(..ID)?, rest.get(ID..)?.strip_prefix('_')?);
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let fits = id.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && secret.len() == SECRET
            && secret.bytes().all(legal);
        fits.then(|| Self {
            id: ApiKeyId(id.to_owned()),
            secret: secret.into(),
        })
    }

    /// The public part.
    #[must_use]
    pub fn id(&self) -> &ApiKeyId {
        &self.id
    }

    /// What is kept of the secret part.
    #[must_use]
    pub fn digest(&self) -> Digest {
        sha256(self.secret.expose().as_bytes())
    }

    /// The whole key as the caller shows it.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        Secret::new(format!("{PREFIX}{}_{}", self.id, self.secret.expose()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_apart_as_it_was_put_together() {
        let key = ApiKey::generate().unwrap();
        let text = key.to_secret();
        assert_eq!(text.expose().len(), 3 + 12 + 1 + 43);
        let read = ApiKey::parse(&text).unwrap();
        assert_eq!((read.id(), read.digest()), (key.id(), key.digest()));
        assert!(!format!("{key:?}").contains(key.secret.expose()));
    }

    #[test]
    fn other_text_is_no_key() {
        let text = ApiKey::generate().unwrap().to_secret().into_exposed();
        for other in [
            "",
            "la_",
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}x"),
            &text.replacen('_', "-", 2),
            &format!("la_{}_{}", "é".repeat(6), "x".repeat(43)),
            &format!("la_{}é_{}", "x".repeat(11), "x".repeat(42)),
        ] {
            assert!(ApiKey::parse(&other.into()).is_none(), "{other}");
        }
    }
}

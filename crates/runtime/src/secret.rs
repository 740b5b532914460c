//! Text that is never shown.

use std::{
    fmt,
    hash::{Hash, Hasher},
};

/// A password, key or token: it is compared in constant time, and `Debug`
/// shows `Secret(..)`.
#[derive(Clone, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Hides `text`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text itself.
    #[must_use]
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl PartialEq for Secret {
    /// The time depends on the lengths alone.
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.0.as_bytes(), other.0.as_bytes());
        let differences = left
            .iter()
            .zip(right)
            .fold(0u8, |found, (a, b)| std::hint::black_box(found | (a ^ b)));
        left.len() == right.len() && differences == 0
    }
}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_compared_and_not_shown() {
        assert_eq!(Secret::from("key"), Secret::new("key"));
        assert_ne!(Secret::from("key"), Secret::from("kez"));
        assert_ne!(Secret::from("key"), Secret::from("key2"));
        assert_ne!(Secret::from(""), Secret::from("k"));
        assert_eq!(format!("{:?}", Secret::from("key")), "Secret(..)");
    }
}

//! JSON Pointer, RFC 6901.

use std::fmt;

/// A JSON Pointer (RFC 6901) into one document, kept as unescaped tokens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The pointer to the whole document, `""`.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// This pointer with one more token (unescaped) at its end.
    #[must_use]
    pub fn child(&self, token: impl Into<String>) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.into());
        Self(tokens)
    }

    /// The unescaped tokens, outermost first.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

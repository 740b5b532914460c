//! A compiled pattern.

use crate::ecma::Engine;

/// How many steps a pattern may take back in one text.
#[cfg(feature = "fancy-regex")]
const BACKTRACK_LIMIT: usize = 200_000;

#[derive(Debug)]
pub(crate) enum Matcher {
    Linear(regex::Regex),
    #[cfg(feature = "fancy-regex")]
    Backtracking(fancy_regex::Regex),
}

impl Matcher {
    /// Compiles `regex`; `None` where that cannot be done.
    pub(crate) fn new(regex: &str, engine: Engine) -> Option<Self> {
        match engine {
            Engine::Linear => regex::Regex::new(regex).ok().map(Self::Linear),
            #[cfg(feature = "fancy-regex")]
            Engine::Backtracking => {
                let mut builder = fancy_regex::RegexBuilder::new(regex);
                let built = builder.backtrack_limit(BACKTRACK_LIMIT).build();
                built.ok().map(Self::Backtracking)
            }
            #[cfg(not(feature = "fancy-regex"))]
            Engine::Backtracking => None,
        }
    }

    /// Whether `text` has a match; `None` where that took too many steps.
    pub(crate) fn is_match(&self, text: &str) -> Option<bool> {
        match self {
            Self::Linear(regex) => Some(regex.is_match(text)),
            #[cfg(feature = "fancy-regex")]
            Self::Backtracking(regex) => regex.is_match(text).ok(),
        }
    }
}

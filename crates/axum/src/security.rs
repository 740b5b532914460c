//! Credentials: finding them, having the application check them, and the
//! order in which alternatives are tried.

mod admit;
mod credential;
mod scheme;

use std::{borrow::Cow, fmt};

use specwright::rejection::Failure;

use crate::{call::Call, operation::BoxFuture};

pub(crate) use admit::admit;
pub use credential::Credential;
pub use scheme::Scheme;

/// What good credentials give: who asks, and the scopes they carry.
///
/// ```
/// use specwright_axum::Granted;
///
/// let granted = Granted::new("alice").scopes(["read", "write"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted<P> {
    principal: P,
    scopes: Vec<Cow<'static, str>>,
}

impl<P> Granted<P> {
    /// Somebody without scopes.
    #[must_use]
    pub fn new(principal: P) -> Self {
        Self {
            principal,
            scopes: Vec::new(),
        }
    }

    /// The same with more scopes (or roles). An operation is called only if
    /// all that it asks for are there.
    #[must_use]
    pub fn scopes<T>(mut self, scopes: impl IntoIterator<Item = T>) -> Self
    where
        T: Into<Cow<'static, str>>,
    {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Whether all of `asked` are there.
    fn holds(&self, asked: &[&str]) -> bool {
        asked
            .iter()
            .all(|asked| self.scopes.iter().any(|scope| scope == asked))
    }
}

impl<P> From<P> for Granted<P> {
    fn from(principal: P) -> Self {
        Self::new(principal)
    }
}

/// Why credentials do not let a request in.
#[derive(Debug)]
#[non_exhaustive]
pub enum Denied {
    /// They are not good: 401, with the challenge of every scheme.
    Refused,
    /// They are good, but not for this: 403.
    Forbidden,
    /// There are none. Only the application can tell where the scheme is
    /// mutual TLS; of other schemes this means [`Denied::Refused`].
    Absent,
    /// They could not be checked.
    Failed(Failure),
}

impl Denied {
    /// The credentials could not be checked: 500. `source` is logged, and
    /// never sent.
    #[must_use]
    pub fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(Failure::internal(source))
    }
}

impl From<Failure> for Denied {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What the application says of credentials.
pub type Verdict<P> = Result<Granted<P>, Denied>;

/// Has the application check the credentials of one scheme.
pub type Check<S, P> = for<'a> fn(&'a S, &'a Credential, &'a Call) -> BoxFuture<'a, Verdict<P>>;

/// Has the application make one principal of several, each with the name of
/// its scheme.
pub type Combine<S, P> =
    for<'a> fn(&'a S, Vec<(&'static str, P)>, &'a Call) -> BoxFuture<'a, Result<P, Denied>>;

/// The schemes of a document and the methods of the application that check
/// them.
pub struct Guard<S, P> {
    schemes: Vec<(Scheme, Check<S, P>)>,
    combine: Option<Combine<S, P>>,
    realm: &'static str,
}

impl<S, P> Guard<S, P> {
    /// For a document, or a tag, that asks for nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::new("", Vec::new())
    }

    /// For these schemes; operations name them by index. `realm` is what
    /// challenges call the whole.
    #[must_use]
    pub fn new(realm: &'static str, schemes: Vec<(Scheme, Check<S, P>)>) -> Self {
        Self {
            schemes,
            combine: None,
            realm,
        }
    }

    /// The same with a method that combines principals.
    #[must_use]
    pub fn combine(mut self, combine: Combine<S, P>) -> Self {
        self.combine = Some(combine);
        self
    }
}

impl<S, P> fmt::Debug for Guard<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.schemes.iter().map(|(scheme, _)| scheme).collect();
        f.debug_struct("Guard").field("schemes", &schemes).finish()
    }
}

//! What carries requests: the one thing a client needs from outside.

use std::{error::Error, fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use super::Body;

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries a request and brings its answer.
///
/// A transport reads no meaning into an answer: every status is an answer, and
/// redirects are not followed (a declared 302 must be seen, and a key must not
/// travel to another host). The request's URI is absolute. How long it may
/// take stands in its extensions as [`Timeout`], reading the answer's body
/// included; without one the transport's own default holds.
///
/// Object-safe, so that a transport can stand in front of another one: to
/// sign, to retry, to record.
pub trait Transport: Send + Sync {
    /// Sends `request` and waits for the head of its answer.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// A transport that is a function: fakes in tests, layers before another
/// transport.
#[derive(Clone)]
pub struct TransportFn<F>(F);

impl<F> TransportFn<F> {
    /// The transport that calls `function`.
    pub fn new<R>(function: F) -> Self
    where
        F: Fn(http::Request<Body>) -> R + Send + Sync,
        R: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
    {
        Self(function)
    }
}

impl<F> fmt::Debug for TransportFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportFn(..)")
    }
}

impl<F, R> Transport for TransportFn<F>
where
    F: Fn(http::Request<Body>) -> R + Send + Sync,
    R: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin((self.0)(request))
    }
}

/// How long a request may take, from sending it to the last byte of its
/// answer; in the request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(
    /// The time.
    pub Duration,
);

/// Which operation a request belongs to; in the request's extensions, for
/// transports that log or measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationInfo {
    /// `operationId`.
    pub id: &'static str,
    /// The path template.
    pub path: &'static str,
}

/// The exchange failed: no whole answer came back.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// How an exchange failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No answer in time.
    Timeout,
    /// No connection: the request was not sent.
    Connect,
    /// The answer is larger than the client's limit, in bytes.
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Anything else: the connection broke, the peer spoke no HTTP.
    Other,
}

impl TransportError {
    /// No answer in time.
    pub fn timeout(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::of(TransportErrorKind::Timeout, source)
    }

    /// No connection: the request was not sent.
    pub fn connect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::of(TransportErrorKind::Connect, source)
    }

    /// Any other trouble.
    pub fn other(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::of(TransportErrorKind::Other, source)
    }

    /// The answer is larger than `limit` bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self {
            kind: TransportErrorKind::TooLarge { limit },
            source: None,
        }
    }

    fn of(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: Some(source.into()),
        }
    }

    /// How it failed.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TransportErrorKind::Timeout => return f.write_str("no answer in time"),
            TransportErrorKind::Connect => f.write_str("no connection")?,
            TransportErrorKind::TooLarge { limit } => {
                return write!(f, "the answer is larger than the limit of {limit} bytes");
            }
            TransportErrorKind::Other => f.write_str("the exchange failed")?,
        }
        // What lies between is of no help: `error sending request`, and so on.
        let mut cause = self.source();
        while let Some(inner) = cause.and_then(Error::source) {
            cause = Some(inner);
        }
        match cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| {
            let source: &(dyn Error + 'static) = &**source;
            source
        })
    }
}

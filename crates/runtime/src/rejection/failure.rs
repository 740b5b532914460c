//! What an application answers with when an operation fails in a way that
//! the document does not describe, or that it leaves to the dialect.

use std::{borrow::Cow, convert::Infallible, error::Error, fmt};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// A failed operation: a status, a stable code, a message, headers, and the
/// source, which is logged and never sent.
///
/// ```
/// use specwright::Failure;
///
/// let failure = Failure::not_found("There is no such pet").code("no_such_pet");
/// assert_eq!(failure.status(), 404);
/// ```
pub struct Failure(Box<Inner>);

struct Inner {
    status: StatusCode,
    code: Cow<'static, str>,
    message: Cow<'static, str>,
    headers: HeaderMap,
    source: Option<Box<dyn Error + Send + Sync>>,
}

macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident: $status:ident, $code:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(message: impl Into<Cow<'static, str>>) -> Self {
            Self::new(StatusCode::$status, message).code($code)
        }
    )*};
}

impl Failure {
    /// A failure with `status`; its code is the status' number. The message
    /// is sent.
    #[must_use]
    pub fn new(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            status,
            code: Cow::Owned(status.as_str().to_owned()),
            message: message.into(),
            headers: HeaderMap::new(),
            source: None,
        }))
    }

    constructors! {
        /// 400, code `bad_request`.
        bad_request: BAD_REQUEST, "bad_request";
        /// 401, code `unauthorized`.
        unauthorized: UNAUTHORIZED, "unauthorized";
        /// 403, code `forbidden`.
        forbidden: FORBIDDEN, "forbidden";
        /// 404, code `not_found`.
        not_found: NOT_FOUND, "not_found";
        /// 409, code `conflict`.
        conflict: CONFLICT, "conflict";
        /// 410, code `gone`.
        gone: GONE, "gone";
        /// 412, code `precondition_failed`.
        precondition_failed: PRECONDITION_FAILED, "precondition_failed";
        /// 422, code `unprocessable`.
        unprocessable: UNPROCESSABLE_ENTITY, "unprocessable";
        /// 429, code `too_many_requests`.
        too_many_requests: TOO_MANY_REQUESTS, "too_many_requests";
        /// 501, code `not_implemented`.
        not_implemented: NOT_IMPLEMENTED, "not_implemented";
        /// 503, code `unavailable`.
        unavailable: SERVICE_UNAVAILABLE, "unavailable";
    }

    /// 500, code `internal`. What is sent says nothing about `source`.
    #[must_use]
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            .code("internal")
            .source(source)
    }

    /// The same failure with a stable code, for programs to tell it by.
    #[must_use]
    pub fn code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code.into();
        self
    }

    /// The same failure with one more header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// The same failure with its cause, which is logged and never sent.
    #[must_use]
    pub fn source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable code.
    #[must_use]
    pub fn code_str(&self) -> &str {
        &self.0.code
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The headers that are sent beside those of the body.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(super) fn into_parts(
        self,
    ) -> (StatusCode, Cow<'static, str>, Cow<'static, str>, HeaderMap) {
        let Inner {
            status,
            code,
            message,
            headers,
            ..
        } = *self.0;
        (status, code, message, headers)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("status", &self.0.status)
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("headers", &self.0.headers)
            .field("source", &self.0.source)
            .finish()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, code) = (self.0.status.as_u16(), &self.0.code);
        write!(f, "{status} ({code}): {}", self.0.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }
}

impl From<Infallible> for Failure {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

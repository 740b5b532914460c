//! Answers that no handler writes: what was wrong with a request, who may not
//! ask, what is not there, and failures of the application.
//!
//! The schema decides what is refused; a [`Dialect`] only words it.

mod declared;
mod failure;
mod fastapi;
mod problem;
mod pydantic;
mod write;

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};

pub use declared::{Declared, Fill, Statuses};
pub use failure::Failure;

use crate::violation::Violation;

/// How a document words the answers that no handler writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `{"detail": ..}` as FastAPI writes it.
    FastApi,
    /// Problem details, RFC 9457.
    #[default]
    Problem,
}

/// An answer that no handler wrote, before it is worded.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rejection {
    /// Its status.
    pub status: StatusCode,
    /// Why.
    pub reason: Reason,
    /// Headers it brings, such as `WWW-Authenticate` or `Allow`.
    pub headers: HeaderMap,
}

/// Why a request is answered without its handler, or without its answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Parameters or body are not what the document asks for.
    Invalid(Vec<Violation>),
    /// Credentials are missing or refused.
    Unauthenticated,
    /// The credentials are good but not for this operation; the scopes they
    /// lack, if it is for that.
    Forbidden {
        /// Scopes that the operation asks for.
        scopes: Vec<&'static str>,
    },
    /// There is nothing under this path.
    NotFound,
    /// There is, but not with this method.
    MethodNotAllowed,
    /// The body is longer than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body's media type is not one that the operation reads.
    UnsupportedMediaType {
        /// The media types it reads.
        accepts: &'static [&'static str],
    },
    /// The body could not be received.
    Unreadable,
    /// The application failed.
    Failed {
        /// The stable code.
        code: Cow<'static, str>,
        /// The message.
        message: Cow<'static, str>,
    },
}

/// A rejection as it is sent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Worded {
    /// The status.
    pub status: StatusCode,
    /// `Content-Type`
    pub content_type: &'static str,
    /// Further headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Rejection {
    /// A rejection for `reason`, with the status that belongs to it.
    #[must_use]
    pub fn new(reason: Reason) -> Self {
        let status = match &reason {
            Reason::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Reason::Unauthenticated => StatusCode::UNAUTHORIZED,
            Reason::Forbidden { .. } => StatusCode::FORBIDDEN,
            Reason::NotFound => StatusCode::NOT_FOUND,
            Reason::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Reason::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Reason::Unreadable => StatusCode::BAD_REQUEST,
            Reason::Failed { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self {
            status,
            reason,
            headers: HeaderMap::new(),
        }
    }

    /// The same rejection with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// What was wrong with the request; empty for other reasons.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.reason {
            Reason::Invalid(violations) => violations,
            _ => &[],
        }
    }

    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.reason {
            Reason::Invalid(_) => "invalid_request",
            Reason::Unauthenticated => "unauthorized",
            Reason::Forbidden { .. } => "forbidden",
            Reason::NotFound => "not_found",
            Reason::MethodNotAllowed => "method_not_allowed",
            Reason::TooLarge { .. } => "too_large",
            Reason::UnsupportedMediaType { .. } => "unsupported_media_type",
            Reason::Unreadable => "unreadable_body",
            Reason::Failed { code, .. } => code,
        }
    }

    /// A message, as the dialect words it.
    #[must_use]
    pub fn message(&self, dialect: Dialect) -> Cow<'_, str> {
        match dialect {
            Dialect::FastApi => fastapi::message(&self.reason),
            Dialect::Problem => problem::message(&self.reason),
        }
    }

    /// The answer: in the words of the first of `declared` that has the
    /// status, else in those of `dialect`.
    #[must_use]
    pub fn word(self, dialect: Dialect, declared: &[Declared]) -> Worded {
        let (content_type, body) = match Declared::find(declared, self.status.as_u16()) {
            Some(declared) => (declared.content_type, declared.body(&self, dialect)),
            None => match dialect {
                Dialect::FastApi => ("application/json", fastapi::body(&self)),
                Dialect::Problem => ("application/problem+json", problem::body(&self)),
            },
        };
        Worded {
            status: self.status,
            content_type,
            headers: self.headers,
            body,
        }
    }
}

impl From<Failure> for Rejection {
    fn from(failure: Failure) -> Self {
        let (status, code, message, headers) = failure.into_parts();
        Self {
            status,
            reason: Reason::Failed { code, message },
            headers,
        }
    }
}

/// The status' reason phrase.
fn phrase(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}

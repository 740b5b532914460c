//! What can go wrong with a call, told apart.

use std::{error::Error as StdError, fmt, ops::Deref, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use specwright_check::Facets;

use super::{TransportError, TransportErrorKind};
use crate::{
    Object,
    json::{self, EncodeError, Mode},
    violation::{Place, Violation},
    wire::WriteError,
};

/// What can go wrong with a call. `E` is the operation's enum of declared
/// errors, [`Infallible`](std::convert::Infallible) if it declares none.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request cannot be built; nothing was sent.
    Request(RequestError),
    /// No whole answer came back.
    Transport(TransportError),
    /// The answer is an error that the document declares: typed, and as it
    /// came.
    Api(E, Box<RawAnswer>),
    /// The answer's status is declared, but its content is not what the
    /// document says.
    Decode(Box<DecodeError>),
    /// The answer's status is not declared.
    Unexpected(Box<RawAnswer>),
}

impl<E> Error<E> {
    /// The answer as it came, if one came.
    #[must_use]
    pub fn answer(&self) -> Option<&RawAnswer> {
        match self {
            Self::Request(_) | Self::Transport(_) => None,
            Self::Api(_, answer) | Self::Unexpected(answer) => Some(answer),
            Self::Decode(error) => Some(&error.answer),
        }
    }

    /// The status that was answered, if an answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// All headers of the answer, if one came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The body of the answer, if one came.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.body)
    }

    /// The `Retry-After` of the answer, where it is given in seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let value = self.headers()?.get(header::RETRY_AFTER)?;
        let seconds = value.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds))
    }

    /// Whether no answer came in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// Whether the same request may well succeed a little later: no connection,
    /// a broken one, no answer in time, or a status that says so (408, 425,
    /// 429, 500, 502, 503, 504). Says nothing about whether sending the
    /// request twice does harm.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Request(_) => false,
            Self::Transport(error) => !matches!(error.kind(), TransportErrorKind::TooLarge { .. }),
            Self::Api(..) | Self::Decode(_) | Self::Unexpected(_) => {
                self.status().is_some_and(|status| {
                    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
                })
            }
        }
    }

    /// The same error with declared errors of another type.
    pub fn map_api<F>(self, map: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Api(error, answer) => Error::Api(map(error), answer),
            Self::Decode(error) => Error::Decode(error),
            Self::Unexpected(answer) => Error::Unexpected(answer),
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
            Self::Api(error, answer) => {
                write!(f, "answered {}", answer.status)?;
                match problem(&answer.body) {
                    Some(text) => write!(f, ": {}", Excerpt(text.as_bytes())),
                    None => write!(f, ", declared as `{}`", VariantOf(error)),
                }
            }
            Self::Decode(error) => write!(f, "{error}"),
            Self::Unexpected(answer) => write!(
                f,
                "answered {}, which the document does not declare; body: {}",
                answer.status,
                Excerpt(&answer.body)
            ),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(..) | Self::Decode(_) | Self::Unexpected(_) => None,
        }
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// Why a request cannot be built.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// A parameter's value cannot stand in its place.
    Parameter {
        /// Its place.
        place: Place,
        /// Its name.
        name: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// The body cannot be written as JSON.
    Body(EncodeError),
    /// The operation asks for credentials that the client does not have.
    MissingCredentials {
        /// The operation.
        operation: &'static str,
        /// The alternatives, each with the names of its schemes.
        alternatives: Vec<Vec<&'static str>>,
    },
    /// A credential cannot be sent.
    Credential {
        /// Its scheme.
        scheme: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// An additional header is none.
    Header {
        /// Its name, as given.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// The URL cannot be written.
    Url {
        /// Why not.
        reason: &'static str,
    },
}

impl From<WriteError> for RequestError {
    fn from(error: WriteError) -> Self {
        Self::Parameter {
            place: error.place,
            name: error.name,
            reason: error.reason,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter {
                place,
                name,
                reason,
            } => {
                let place = match place {
                    Place::Path => "path parameter",
                    Place::Query => "query parameter",
                    Place::Header => "header",
                    Place::Cookie => "cookie",
                    Place::Body => "body",
                };
                write!(f, "the {place} `{name}` cannot be sent: {reason}")
            }
            Self::Body(error) => write!(f, "the body cannot be sent: {error}"),
            Self::MissingCredentials {
                operation,
                alternatives,
            } => {
                write!(f, "`{operation}` asks for credentials that are not set: ")?;
                for (index, schemes) in alternatives.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", or ")?;
                    }
                    for (index, scheme) in schemes.iter().enumerate() {
                        let and = if index > 0 { " and " } else { "" };
                        write!(f, "{and}`{scheme}`")?;
                    }
                }
                Ok(())
            }
            Self::Credential { scheme, reason } => {
                write!(f, "the credentials of `{scheme}` cannot be sent: {reason}")
            }
            Self::Header { name, reason } => {
                write!(
                    f,
                    "the header `{}` cannot be sent: {reason}",
                    name.escape_debug()
                )
            }
            Self::Url { reason } => write!(f, "the URL cannot be written: {reason}"),
        }
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            _ => None,
        }
    }
}

/// An answer as it came, with all of its body.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RawAnswer {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// An answer whose status is declared, but whose content is not what the
/// document says.
///
/// Dereferences to the answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DecodeError {
    /// The answer as it came.
    pub answer: RawAnswer,
    /// What is wrong with it.
    pub reason: DecodeReason,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DecodeReason {
    /// Its `Content-Type` is not one that the document declares.
    ContentType {
        /// The media type of the answer.
        found: String,
    },
    /// Its body or a declared header does not read as the document says.
    Violations(Vec<Violation>),
}

impl DecodeError {
    /// What is wrong, with its places; empty if the content type is.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.reason {
            DecodeReason::ContentType { .. } => &[],
            DecodeReason::Violations(violations) => violations,
        }
    }

    /// The JSON Pointer of the first thing that is wrong in the body.
    #[must_use]
    pub fn pointer(&self) -> Option<String> {
        let mut all = self.violations().iter();
        let first = all.find(|violation| violation.place == Place::Body)?;
        Some(first.pointer())
    }
}

impl Deref for DecodeError {
    type Target = RawAnswer;

    fn deref(&self) -> &RawAnswer {
        &self.answer
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answered {}, but ", self.status)?;
        match &self.reason {
            DecodeReason::ContentType { found } => {
                write!(
                    f,
                    "with the undeclared content type `{}`",
                    found.escape_debug()
                )?;
            }
            DecodeReason::Violations(violations) => {
                let Some(first) = violations.first() else {
                    return f.write_str("its content does not read as declared");
                };
                match first.place {
                    Place::Body => {
                        let pointer = first.pointer();
                        let place = if pointer.is_empty() {
                            "its body"
                        } else {
                            &pointer
                        };
                        write!(f, "{place} does not read as declared: {}", first.kind)?;
                    }
                    _ => write!(
                        f,
                        "its header {} does not read as declared: {}",
                        first.pointer(),
                        first.kind
                    )?,
                }
                if violations.len() > 1 {
                    write!(f, " (and {} more)", violations.len() - 1)?;
                }
            }
        }
        write!(f, "; body: {}", Excerpt(&self.body))
    }
}

impl StdError for DecodeError {}

/// What a body says in words: the `detail` of a problem or of an answer of
/// FastAPI's, else the `title`.
fn problem(body: &[u8]) -> Option<String> {
    let body: Object = json::from_slice(body, Mode::Tolerant, &Facets::NONE).ok()?;
    let text = |name: &str| body.str(name).filter(|text| !text.trim().is_empty());
    text("detail").or_else(|| text("title")).map(str::to_owned)
}

/// The name of a variant: the beginning of what `Debug` writes.
struct VariantOf<'a, E>(&'a E);

impl<E: fmt::Debug> fmt::Display for VariantOf<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Name<'a, 'f>(&'a mut fmt::Formatter<'f>, fmt::Result);

        impl fmt::Write for Name<'_, '_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                let is_name = |c: char| c.is_alphanumeric() || c == '_';
                let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
                self.1 = self.0.write_str(text.get(..end).unwrap_or_default());
                // What follows need not be written.
                if end < text.len() {
                    return Err(fmt::Error);
                }
                self.1
            }
        }

        let mut name = Name(f, Ok(()));
        let _ = fmt::write(&mut name, format_args!("{:?}", self.0));
        name.1
    }
}

/// The beginning of a body, fit for one line of a log.
struct Excerpt<'a>(&'a [u8]);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 200;
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let start = self.0.get(..LONGEST).unwrap_or(self.0);
        for c in String::from_utf8_lossy(start).chars() {
            if c.is_control() {
                write!(f, "{}", c.escape_default())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        if self.0.len() > LONGEST {
            write!(f, ".. ({} bytes)", self.0.len())?;
        }
        Ok(())
    }
}

/// A client cannot be made.
#[derive(Debug)]
pub struct BuildError {
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl BuildError {
    /// The base URL is none.
    pub(super) fn base_url(text: &str, reason: &str) -> Self {
        // What stands before an `@` may be a password.
        let shown = match text.rsplit_once('@') {
            Some((_, rest)) => format!("..@{rest}"),
            None => text.to_owned(),
        };
        Self {
            message: format!("`{}` is no base URL: {reason}", shown.escape_debug()),
            source: None,
        }
    }

    /// The transport cannot be made; for transports.
    pub fn transport(
        message: impl Into<String>,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            message: message.into(),
            source,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| {
            let source: &(dyn StdError + 'static) = &**source;
            source
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[allow(dead_code)] // only shown
    enum Declared {
        NotFound(Vec<u8>),
        Conflict { body: u8 },
        Gone,
    }

    fn shown(error: Declared, body: &'static str) -> String {
        let answer = RawAnswer {
            status: StatusCode::NOT_FOUND,
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
        };
        Error::Api(error, Box::new(answer)).to_string()
    }

    #[test]
    fn a_declared_error_says_what_its_body_says() {
        for (body, text) in [
            (r#"{"title":"Gone","detail":"no\npet"}"#, ": no\\npet"),
            (r#"{"title":"Gone","detail":" "}"#, ": Gone"),
            (r#"{"detail":[{"msg":"m"}]}"#, ", declared as `NotFound`"),
            ("[]", ", declared as `NotFound`"),
            ("", ", declared as `NotFound`"),
        ] {
            let error = Declared::NotFound(vec![1]);
            assert_eq!(shown(error, body), format!("answered 404 Not Found{text}"));
        }
    }

    #[test]
    fn a_declared_error_without_words_is_called_by_its_variant() {
        for (error, name) in [
            (Declared::Conflict { body: 1 }, "Conflict"),
            (Declared::Gone, "Gone"),
        ] {
            let text = format!("answered 404 Not Found, declared as `{name}`");
            assert_eq!(shown(error, "{}"), text);
        }
    }
}

//! Answers: what came back, and how it is read.

use std::{fmt, ops::Deref};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use specwright_check::Facets;

use super::{DecodeError, DecodeReason, Error, RawAnswer};
use crate::{
    json::{self, Decode, Mode},
    wire::{Duplicates, FromParam, Param, Reader},
};

/// A declared success: `body` is the content of the one declared success, or
/// an enum of them; `declared` are the declared headers of the one success.
///
/// Dereferences to the body.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T, H = ()> {
    /// The status.
    pub status: StatusCode,
    /// All headers, as they came.
    pub headers: HeaderMap,
    /// The headers that the document declares; `()` if there are none.
    pub declared: H,
    /// The body; `()` if the document declares none.
    pub body: T,
}

impl<T, H> Deref for Answer<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// How the answers of an operation are read; each call implements it.
pub trait Answers {
    /// What is declared as a success.
    type Answer;
    /// What is declared as an error.
    type Error;

    /// Reads what came back.
    ///
    /// # Errors
    /// [`Error`], `Request` and `Transport` aside.
    #[allow(clippy::result_large_err)]
    fn read(received: Received) -> Result<Self::Answer, Error<Self::Error>>;
}

/// Headers that the document declares for a response.
pub trait DeclaredHeaders: Sized {
    /// Reads them; `None` means that a violation was recorded.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

impl DeclaredHeaders for () {
    fn read(_reader: &mut Reader<'_>) -> Option<Self> {
        Some(())
    }
}

/// The statuses that a row of an operation's answers is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One code.
    Code(u16),
    /// The codes with this first digit.
    Range(u16),
    /// Any code.
    Default,
}

impl Status {
    /// Reads a row's literal as it stands in the output: `200`, `"4XX"`,
    /// `"default"`.
    #[must_use]
    pub const fn parse(text: &str) -> Self {
        match text.as_bytes() {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9'] => {
                Self::Code((*a - b'0') as u16 * 100 + (*b - b'0') as u16 * 10 + (*c - b'0') as u16)
            }
            [b'"', digit @ b'1'..=b'5', b'X', b'X', b'"'] => Self::Range((*digit - b'0') as u16),
            _ => Self::Default,
        }
    }

    fn holds(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => status.as_u16() == code,
            Self::Range(digit) => status.as_u16() / 100 == digit,
            Self::Default => true,
        }
    }
}

/// An answer that is being read.
pub struct Received(RawAnswer);

impl Received {
    /// An answer with all of its body.
    #[must_use]
    pub fn new(response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self(RawAnswer {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Whether a row is for this answer: by its status, and where a status has
    /// several media types by its content type too.
    #[must_use]
    pub fn is(&self, status: Status, media_type: Option<&str>) -> bool {
        status.holds(self.0.status)
            && media_type.is_none_or(|wanted| {
                self.media_type()
                    .is_some_and(|found| media_matches(wanted, &found))
            })
    }

    /// Whether a row of successes is for this answer. `default` stands among
    /// the successes only if the document declares no other one; an error
    /// status is none.
    #[must_use]
    pub fn is_success(&self, status: Status, media_type: Option<&str>) -> bool {
        (status != Status::Default || self.0.status.as_u16() < 400) && self.is(status, media_type)
    }

    /// The media type of the body, in lower case, without parameters.
    fn media_type(&self) -> Option<String> {
        let value = self.0.headers.get(header::CONTENT_TYPE)?;
        let text = String::from_utf8_lossy(value.as_bytes());
        let essence = text.split(';').next().unwrap_or_default().trim();
        (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
    }

    /// The body as JSON. An answer without a content type is read as JSON too.
    ///
    /// # Errors
    /// [`Error::Decode`] for another content type, and for what does not read
    /// as `T`.
    pub fn json<T: Decode, E>(&mut self) -> Result<T, Error<E>> {
        if let Some(found) = self.media_type()
            && !is_json(&found)
        {
            return Err(self.decode_error(DecodeReason::ContentType { found }));
        }
        json::from_slice::<T>(&self.0.body, Mode::Tolerant, &Facets::NONE)
            .map_err(|violations| self.decode_error(DecodeReason::Violations(violations)))
    }

    /// The body, bytes as they are.
    ///
    /// # Errors
    /// None; the type is that of the other readers.
    pub fn raw<E>(&mut self) -> Result<Bytes, Error<E>> {
        Ok(self.0.body.clone())
    }

    /// The declared headers.
    ///
    /// # Errors
    /// [`Error::Decode`] for a required one that is missing and for one that
    /// does not read as its type.
    pub fn headers<H: DeclaredHeaders, E>(&mut self) -> Result<H, Error<E>> {
        let mut reader = Reader::new(Mode::Tolerant, Duplicates::Last).headers(&self.0.headers);
        let read = H::read(&mut reader);
        let violations = reader.finish();
        read.ok_or_else(|| self.decode_error(DecodeReason::Violations(violations)))
    }

    /// The answer, read as a declared success.
    #[must_use]
    pub fn answer<T, H>(self, declared: H, body: T) -> Answer<T, H> {
        Answer {
            status: self.0.status,
            headers: self.0.headers,
            declared,
            body,
        }
    }

    /// The answer, read as a declared error.
    #[must_use]
    pub fn error<E>(self, error: E) -> Error<E> {
        Error::Api(error, Box::new(self.0))
    }

    /// The error that no row is for this answer.
    #[must_use]
    pub fn unexpected<E>(self) -> Error<E> {
        Error::Unexpected(Box::new(self.0))
    }

    fn decode_error<E>(&self, reason: DecodeReason) -> Error<E> {
        Error::Decode(Box::new(DecodeError {
            answer: self.0.clone(),
            reason,
        }))
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("status", &self.0.status)
            .field("body", &format_args!("{} bytes", self.0.body.len()))
            .finish_non_exhaustive()
    }
}

/// Reads one declared header; for the tables of generated code.
#[doc(hidden)]
pub fn declared_header<T: FromParam>(reader: &mut Reader<'_>, header: &'static Param) -> Option<T> {
    reader.param(header)
}

/// `application/json`, `text/json`, and whatever ends in `+json`.
fn is_json(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/json" | "text/json" | "*/*" | "application/*"
    ) || media_type.ends_with("+json")
}

/// Whether `found` is the media type `wanted`, or within the range `wanted`.
fn media_matches(wanted: &str, found: &str) -> bool {
    match wanted.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => found
            .split_once('/')
            .is_some_and(|(found, _)| found == kind),
        _ => wanted == found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(status: u16, content_type: Option<&'static str>) -> Received {
        let mut response = http::Response::new(Bytes::from_static(b"{}"));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        if let Some(text) = content_type {
            let value = http::HeaderValue::from_static(text);
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        Received::new(response)
    }

    #[test]
    fn rows_are_read_from_the_output() {
        const { assert!(matches!(Status::parse("200"), Status::Code(200))) };
        assert_eq!(Status::parse("\"4XX\""), Status::Range(4));
        assert_eq!(Status::parse("\"default\""), Status::Default);
    }

    #[test]
    fn a_row_is_found_by_status_and_media_type() {
        let csv = received(200, Some("Text/CSV; charset=utf-8"));
        assert!(csv.is(Status::Code(200), Some("text/csv")));
        assert!(csv.is(Status::Code(200), Some("text/*")));
        assert!(csv.is(Status::Range(2), None));
        assert!(csv.is(Status::Default, Some("*/*")));
        assert!(!csv.is(Status::Code(200), Some("application/json")));
        assert!(!csv.is(Status::Code(201), None));
        assert!(!received(200, None).is(Status::Code(200), Some("text/csv")));
    }

    #[test]
    fn default_is_a_success_only_below_400() {
        assert!(received(204, None).is_success(Status::Default, None));
        assert!(!received(500, None).is_success(Status::Default, None));
    }

    #[test]
    fn json_has_many_names() {
        for name in ["application/json", "application/problem+json", "text/json"] {
            assert!(is_json(name), "{name}");
        }
        for name in ["text/html", "text/plain", "application/xml"] {
            assert!(!is_json(name), "{name}");
        }
    }
}

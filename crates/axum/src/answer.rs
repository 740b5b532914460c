//! Response enums into responses.

use axum::{body::Body, response::Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use specwright::{
    json::{self, Encode},
    rejection::Failure,
    wire::{Param, ToParam, Writer},
};

/// A response enum that is written as an answer.
pub trait IntoAnswer {
    /// Writes into `answer`.
    fn into_answer(self, answer: Answer) -> Answer;
}

/// An answer as it grows: status, headers, body. What goes wrong is kept, and
/// becomes a failure with status 500.
#[derive(Debug)]
pub struct Answer {
    response: Response,
    wrong: Option<Failure>,
}

impl Answer {
    pub(crate) fn new() -> Self {
        Self {
            response: Response::new(Body::empty()),
            wrong: None,
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn code(self, code: u16) -> Self {
        match StatusCode::from_u16(code) {
            Ok(status) => self.status(status),
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Sets the status, which must begin with `digit` and not be one of
    /// `others`, which are declared on their own.
    #[must_use]
    pub fn range(self, digit: u16, status: StatusCode, others: &[u16]) -> Self {
        if status.as_u16() / 100 != digit || is_among(others, status) {
            return self.fail(format!("{status} is no status of the range {digit}XX"));
        }
        self.status(status)
    }

    /// Sets the status, which must not be one of `others`: codes, and first
    /// digits of ranges.
    #[must_use]
    pub fn default(self, status: StatusCode, others: &[u16]) -> Self {
        if is_among(others, status) {
            return self.fail(format!("{status} is declared, with a response of its own"));
        }
        self.status(status)
    }

    /// Adds a header, unless it is absent.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &dyn ToParam) -> Self {
        let mut writer = Writer::new("");
        let written = writer.param(&Param::header(name), value);
        match written.and_then(|()| writer.finish()) {
            Ok(written) => {
                for (name, value) in written.headers {
                    if let Some(name) = name {
                        self.response.headers_mut().append(name, value);
                    }
                }
                self
            }
            Err(error) => self.fail(error),
        }
    }

    /// Sets a body of JSON.
    #[must_use]
    pub fn json<T: Encode>(self, content_type: &'static str, body: &T) -> Self {
        match json::to_vec(body) {
            Ok(bytes) => self.body(content_type, bytes.into()),
            Err(error) => self.fail(error),
        }
    }

    /// Sets a body of bytes as they are.
    #[must_use]
    pub fn raw(self, content_type: &'static str, body: Bytes) -> Self {
        self.body(content_type, body)
    }

    fn status(mut self, status: StatusCode) -> Self {
        *self.response.status_mut() = status;
        self
    }

    fn body(mut self, content_type: &'static str, body: Bytes) -> Self {
        // Checked but not copied.
        match HeaderValue::from_maybe_shared(Bytes::from_static(content_type.as_bytes())) {
            Ok(value) => {
                self.response
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, value);
                *self.response.body_mut() = Body::from(body);
                self
            }
            Err(error) => self.fail(error),
        }
    }

    fn fail(mut self, wrong: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.wrong.get_or_insert_with(|| Failure::internal(wrong));
        self
    }

    pub(crate) fn finish(self) -> Result<Response, Failure> {
        match self.wrong {
            None => Ok(self.response),
            Some(failure) => Err(failure),
        }
    }
}

fn is_among(others: &[u16], status: StatusCode) -> bool {
    let code = status.as_u16();
    others
        .iter()
        .any(|other| *other == code || *other == code / 100)
}

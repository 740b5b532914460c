//! A request on its way to an operation's function, and the answer on its
//! way back.

use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use specwright::{
    Facets,
    json::{self, Decode, Mode},
    rejection::{Failure, Reason, Rejection},
    violation::{Kind, Place, Violation},
    wire::{FromParam, Param, Reader},
};

use crate::{
    answer::{Answer, IntoAnswer},
    call::Call,
    operation::Api,
    reject::{self, reject},
    template::Captures,
};

/// A request whose credentials are good and whose body was received.
#[derive(Debug)]
pub struct Input<P> {
    pub(crate) api: &'static Api,
    pub(crate) call: Call,
    pub(crate) captures: Captures,
    pub(crate) body: Received,
    pub(crate) principal: Option<P>,
}

/// What came of receiving a request's body.
#[derive(Debug)]
pub(crate) enum Received {
    /// The operation has no body, or the request.
    Nothing,
    /// It is here.
    Bytes(Bytes),
    /// It was not received; the answer, unless parameters are wrong too.
    Refused(Reason),
}

/// A request struct that is read from parameters and body.
pub trait FromRequest: Sized {
    /// Reads all of it. `None` means that a violation was recorded.
    fn from_request(reader: &mut RequestReader<'_>) -> Option<Self>;
}

/// Reads a request's parameters and body, and collects what is wrong.
#[derive(Debug)]
pub struct RequestReader<'a> {
    params: Reader<'a>,
    body: &'a Received,
}

impl RequestReader<'_> {
    /// Reads a parameter.
    pub fn param<T: FromParam>(&mut self, param: &'static Param) -> Option<T> {
        self.params.param(param)
    }

    /// Reads a required body of JSON, strictly.
    pub fn json<T: Decode>(&mut self, facets: &'static Facets) -> Option<T> {
        let bytes = self.required()?;
        match json::from_slice(bytes, Mode::Strict, facets) {
            Ok(value) => Some(value),
            Err(violations) => {
                self.params.report(violations);
                None
            }
        }
    }

    /// Reads a body of JSON, strictly, if there is one.
    pub fn json_optional<T: Decode>(&mut self, facets: &'static Facets) -> Option<Option<T>> {
        match self.body {
            Received::Nothing => Some(None),
            _ => self.json(facets).map(Some),
        }
    }

    /// Takes a required body as it is.
    pub fn raw(&mut self, _facets: &'static Facets) -> Option<Bytes> {
        self.required().cloned()
    }

    /// Takes a body as it is, if there is one.
    pub fn raw_optional(&mut self, facets: &'static Facets) -> Option<Option<Bytes>> {
        match self.body {
            Received::Nothing => Some(None),
            _ => self.raw(facets).map(Some),
        }
    }

    /// The body; a missing one is a violation, a refused one is answered by
    /// [`Input::read`].
    fn required(&mut self) -> Option<&Bytes> {
        match self.body {
            Received::Bytes(bytes) => Some(bytes),
            Received::Nothing => {
                let missing = Violation::new(Place::Body, Vec::new(), Kind::Missing);
                self.params.report([missing]);
                None
            }
            Received::Refused(_) => None,
        }
    }
}

impl<P> Input<P> {
    /// What the operation was called with.
    #[must_use]
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Who asks, where somebody must.
    ///
    /// # Errors
    /// An answer, if nobody does: then the operation's table and its function
    /// do not belong together.
    pub fn principal(&mut self) -> Result<P, Box<Response>> {
        self.principal
            .take()
            .ok_or_else(|| Box::new(self.fail(Failure::internal("no credentials were asked for"))))
    }

    /// Who asks, if anybody does.
    ///
    /// # Errors
    /// None; so that both kinds of principal are read alike.
    pub fn optional_principal(&mut self) -> Result<Option<P>, Box<Response>> {
        Ok(self.principal.take())
    }

    /// Reads parameters and body.
    ///
    /// # Errors
    /// The answer to a request that is not what the document asks for, with
    /// everything that is wrong with it.
    pub fn read<T: FromRequest>(&mut self) -> Result<T, Box<Response>> {
        let mut value = None;
        let read = self.read_with(&mut |reader| value = T::from_request(reader));
        match (value, read) {
            (Some(value), Ok(())) => Ok(value),
            (_, Err(refused)) => Err(refused),
            (None, Ok(())) => Err(Box::new(self.invalid(Vec::new()))),
        }
    }

    /// What does not depend on the request's type.
    fn read_with(
        &mut self,
        read: &mut dyn FnMut(&mut RequestReader<'_>),
    ) -> Result<(), Box<Response>> {
        let path = self.call.uri().path();
        let captures: Vec<&str> = self.captures.texts(path).collect();
        let params = Reader::new(Mode::Strict, self.api.duplicates)
            .path(&captures)
            .query(self.call.uri().query().unwrap_or_default())
            .headers(self.call.headers());
        let mut reader = RequestReader {
            params,
            body: &self.body,
        };
        read(&mut reader);
        let violations = reader.params.finish();
        if violations.is_empty() && !matches!(self.body, Received::Refused(_)) {
            return Ok(());
        }
        Err(Box::new(self.invalid(violations)))
    }

    fn invalid(&mut self, violations: Vec<Violation>) -> Response {
        let rejection = match &mut self.body {
            Received::Refused(reason) if violations.is_empty() => {
                Rejection::new(std::mem::replace(reason, Reason::Unreadable))
            }
            _ => {
                let own = self.call.operation().rejection;
                let status = StatusCode::from_u16(own.unwrap_or(self.api.rejection));
                Rejection::new(Reason::Invalid(violations))
                    .status(status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY))
            }
        };
        reject(
            self.api,
            Some(&self.call),
            self.call.extensions(),
            rejection,
        )
    }

    /// Writes what the operation answered.
    #[must_use]
    pub fn answer<R, E>(self, result: Result<R, E>) -> Response
    where
        R: IntoAnswer,
        E: Into<Failure>,
    {
        match result {
            Ok(response) => self.send(response.into_answer(Answer::new())),
            Err(failure) => self.fail(failure.into()),
        }
    }

    fn send(&self, answer: Answer) -> Response {
        match answer.finish() {
            Ok(response) => response,
            Err(failure) => self.fail(failure),
        }
    }

    fn fail(&self, failure: Failure) -> Response {
        reject::log(&failure, self.call.operation_id());
        let rejection = Rejection::from(failure);
        reject(
            self.api,
            Some(&self.call),
            self.call.extensions(),
            rejection,
        )
    }
}

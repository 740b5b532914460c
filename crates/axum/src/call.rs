//! What an operation was called with, beside its arguments.

use http::{Extensions, HeaderMap, Method, Uri, request::Parts};

use crate::operation::Operation;

/// What an operation was called with, beside its arguments.
#[derive(Debug)]
pub struct Call {
    parts: Parts,
    operation: &'static Operation,
}

impl Call {
    pub(crate) fn new(parts: Parts, operation: &'static Operation) -> Self {
        Self { parts, operation }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The method of the request: `HEAD` where an operation for `GET`
    /// answers it.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The path template as the document writes it, for example
    /// `/pets/{id}`.
    #[must_use]
    pub fn template(&self) -> &'static str {
        self.operation.path
    }

    /// `operationId`, else the method and the path template.
    #[must_use]
    pub fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// The request's URI, without what an outer router has taken off.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The request's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers have put beside the request.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}

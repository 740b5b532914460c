//! What an operation was called with, beside its arguments.

use std::fmt;

use http::{Extensions, HeaderMap, Method, Uri, request::Parts};

use crate::operation::Operation;

/// What an operation was called with, beside its arguments.
///
/// `Debug` shows the operation alone: the URI and the headers hold credentials.
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

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", self.method())
            .field("template", &self.template())
            .field("operation_id", &self.operation_id())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        static OPERATION: Operation = Operation {
            id: "get_pet",
            path: "/pets/{id}",
            ..Operation::NONE
        };
        let request = Request::get("/pets/hunter1?api_key=hunter2")
            .header("authorization", "Bearer hunter3")
            .extension("hunter4")
            .body(())
            .unwrap();
        let call = Call::new(request.into_parts().0, &OPERATION);
        assert_eq!(
            format!("{call:?}"),
            "Call { method: GET, template: \"/pets/{id}\", operation_id: \"get_pet\", .. }"
        );
    }
}

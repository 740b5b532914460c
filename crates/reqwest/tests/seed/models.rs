//! The models of the first document, as they are generated but for the parts
//! that no test asks for.

/// Validation errors.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpValidationError {
    /// The member `detail`.
    pub detail: Option<Vec<ValidationError>>,
}

::specwright::codegen::object! {
    HttpValidationError {
        detail: Vec<ValidationError> = Optional "detail",
    }
    new()
}

/// A validation error, its place left out.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidationError {
    /// The member `msg`.
    pub msg: String,
}

::specwright::codegen::object! {
    ValidationError {
        msg: String = Required "msg",
    }
    new(msg: impl Into<String>)
}

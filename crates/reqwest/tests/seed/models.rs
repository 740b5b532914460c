//! The models of the first document.

use crate::shared::model;

model! {
    /// Validation errors.
    HttpValidationError {
        detail: Vec<ValidationError> = Optional "detail",
    }
}

model! {
    /// A validation error, its place left out.
    ValidationError {
        msg: String = Required "msg",
    }
}

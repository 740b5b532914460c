//! What the user can choose about meaning.

use specwright_ir::{Dialect, DuplicatePolicy};

/// Choices that change what a document means in Rust.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// How answers are worded that no handler writes; `None` finds it by the
    /// structure of the document's error schemas.
    pub dialect: Option<Dialect>,
    /// What a scalar parameter given twice means.
    pub duplicate_parameters: DuplicatePolicy,
    /// Whether formats that have a Rust type are asserted.
    pub formats: Formats,
}

/// What `format` does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formats {
    /// Formats with a Rust type get it, and so are asserted.
    #[default]
    Assert,
    /// Formats assert nothing; values are strings and wide numbers.
    Annotation,
}

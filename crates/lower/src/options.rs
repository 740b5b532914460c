//! What the user can choose about meaning.

use std::collections::BTreeSet;

use specwright_ir::{Dialect, DuplicatePolicy, Names};

use crate::FormatTypes;

/// Choices that change what a document means in Rust.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// How answers are worded that no handler writes; `None` finds it by the
    /// structure of the document's error schemas.
    pub dialect: Option<Dialect>,
    /// What a scalar parameter given twice means.
    pub duplicate_parameters: DuplicatePolicy,
    /// Whether `format` is asserted.
    pub formats: Formats,
    /// Which Rust types formats have, where they are asserted.
    pub format_types: FormatTypes,
    /// What a schema without `type` means whose keywords are for one kind of
    /// value.
    pub untyped: Untyped,
    /// The names that an earlier run gave; they are given again.
    pub kept: Names,
    /// The crates, by their names in Rust, that paths of the user's may begin
    /// with beside those of the language; `None` where that is his own affair.
    pub crates: Option<BTreeSet<String>>,
}

impl Options {
    /// The same for check programs.
    pub(crate) fn of_program(&self) -> crate::program::Options {
        crate::program::Options {
            formats: self.formats,
            ..crate::program::Options::default()
        }
    }
}

/// What a schema without `type` means whose keywords are for one kind of value:
/// `{ minLength: 1 }`, `{ properties: .. }`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Untyped {
    /// That kind, as published documents mean it; a warning says so.
    #[default]
    Meant,
    /// Values of every kind, as JSON Schema says: of other kinds all are
    /// accepted. The type is any value.
    Letter,
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

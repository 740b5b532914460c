//! What a schema asks for that a Rust type cannot carry: facets, the check
//! program, and their interpreters. No dependency of ours.

mod decimal;
pub mod ecma;
mod facets;
pub mod format;
pub mod json;
mod matcher;
pub mod program;

pub use decimal::{Decimal, ParseDecimalError};
pub use facets::{Facets, Failure, Pattern, Root};

//! Files, positions, YAML and JSON into positioned nodes, JSON Pointer, and
//! diagnostics. This crate knows nothing of OpenAPI.

pub mod codes;
mod diagnostic;
mod node;
mod pointer;
mod span;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use node::{Entry, Mapping, Node, Scalar, ScalarKind, Value};
pub use pointer::Pointer;
pub use span::{FileId, Span};

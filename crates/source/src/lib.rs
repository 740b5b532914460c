//! Files, positions, YAML and JSON into positioned nodes, JSON Pointer, and
//! diagnostics. This crate knows nothing of OpenAPI.

pub mod codes;
mod diagnostic;
mod node;
mod pointer;
mod reader;
mod render;
mod sources;
mod span;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use node::{Entry, Mapping, Node, Scalar, ScalarKind, Value};
pub use pointer::{Lost, ParsePointerError, Pointer};
pub use reader::{MAX_BYTES, MAX_DEPTH, read};
pub use render::{Color, json_lines, render, sarif};
pub use sources::{LineColumn, Sources};
pub use span::{FileId, Span};

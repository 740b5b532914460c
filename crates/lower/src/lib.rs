//! From the document to the IR: all meaning lives here. Schemas become types
//! and checks ([`schema`]), operations become plans ([`operation`]), and
//! everything gets its Rust name ([`names`]).

pub mod names;
pub mod operation;
mod options;
pub mod schema;

pub use options::{Formats, Options};

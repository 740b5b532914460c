//! Diagnostics for people and for programs.

mod human;
mod machine;
mod sarif;

pub use human::{Color, render};
pub use machine::json_lines;
pub use sarif::sarif;

//! JSON text, raw: a pull lexer that checks every byte it passes, exact
//! numbers, and equality of values without building them. RFC 8259.

mod equal;
mod lexer;
mod number;

pub use equal::{canonical, canonical_at};
pub use lexer::{Error, Lexer, MAX_DEPTH, NumberToken, SmallNumber, Type, plain_end};
pub use number::{Integer, Number};

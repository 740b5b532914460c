//! Generated models at work: `sample/models.rs` is what the emitter writes
//! (a test of the emitter holds the two against each other).

#![deny(missing_docs)]

mod depth;
mod extremes;
mod overlap;
mod presence;
mod random;
mod strict;
mod surface;
mod tags;
mod tolerant;
mod tuples;
mod unions;

/// A type of every kind.
#[rustfmt::skip]
#[path = "../sample/models.rs"]
pub mod models;

/// Types called like the prelude's, fields called like variables of macros.
#[rustfmt::skip]
#[allow(deprecated)]
#[path = "../sample/hostile.rs"]
pub mod hostile;

/// A struct of 151 fields.
#[rustfmt::skip]
#[path = "../sample/large.rs"]
pub mod large;

use specwright::{
    Facets,
    codegen::{Decode, Encode, Mode},
    json,
};

/// Reads, and gives what is wrong as `pointer code`, a line each.
fn read<T: Decode>(text: &str, mode: Mode) -> Result<T, Vec<String>> {
    json::from_slice(text.as_bytes(), mode, &Facets::NONE).map_err(|violations| {
        violations
            .iter()
            .map(|violation| format!("{} {}", violation.pointer(), violation.kind.code()))
            .collect()
    })
}

/// Reads strictly.
fn strict<T: Decode>(text: &str) -> Result<T, Vec<String>> {
    read(text, Mode::Strict)
}

/// Reads tolerantly.
fn tolerant<T: Decode>(text: &str) -> Result<T, Vec<String>> {
    read(text, Mode::Tolerant)
}

/// Writes.
fn write<T: Encode>(value: &T) -> String {
    String::from_utf8(json::to_vec(value).expect("a value JSON can hold")).expect("UTF-8")
}

/// Reads strictly and writes what was read.
fn rewritten<T: Decode + Encode>(text: &str) -> String {
    match strict::<T>(text) {
        Ok(value) => write(&value),
        Err(wrong) => panic!("{text} is refused: {wrong:?}"),
    }
}

/// What is wrong with a text, read strictly.
fn wrong<T: Decode>(text: &str) -> Vec<String> {
    match strict::<T>(text) {
        Ok(_) => panic!("{text} is accepted"),
        Err(wrong) => wrong,
    }
}

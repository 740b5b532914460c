//! Decimal numbers without rounding.

use std::fmt;

/// A decimal number, `mantissa * 10^exponent`, as a document or a JSON text
/// writes it: nothing is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits with their sign; no trailing zeros (0 has exponent 0).
    pub mantissa: i128,
    /// The power of ten.
    pub exponent: i32,
}

/// The text is not a JSON number, or has more digits than 128 bits hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number that can be compared exactly")
    }
}

impl std::error::Error for ParseDecimalError {}

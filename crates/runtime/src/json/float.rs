//! Floating-point numbers.

use specwright_check::{Facets, json::Type};

use super::{Decode, Decoder, Encode, EncodeProblem, Encoder};
use crate::violation::{Expected, Kind};

/// Integers up to here are exact in binary64.
const EXACT: i64 = 1 << 53;

impl Decoder<'_> {
    /// Reads a number as the nearest binary64.
    fn float(&mut self, facets: &'static Facets) -> Option<f64> {
        if self.peek()? != Type::Number {
            return self.mismatch(Expected::Number);
        }
        let token = self.lexer.number()?;
        let value = match token.small {
            // Not 0, which may be -0.
            Some(small) if small != 0 && small.abs() <= EXACT => small as f64,
            _ => token.text.parse::<f64>().unwrap_or(f64::INFINITY),
        };
        self.checked(|report| facets.number_near(token.text, value, report))?;
        if value.is_finite() {
            Some(value)
        } else {
            self.fail(Kind::NumberRange)
        }
    }
}

impl Encoder {
    /// Writes a number: the shortest text that reads back the same.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            let mut digits = zmij::Buffer::new();
            self.raw(digits.format_finite(value));
        } else {
            self.fail(EncodeProblem::NotFinite);
        }
    }
}

impl Decode for f64 {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.float(facets)
    }
}

impl Decode for f32 {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let text = d.number(facets)?;
        match text.parse::<f32>() {
            Ok(value) if value.is_finite() => Some(value),
            _ => d.fail(Kind::NumberRange),
        }
    }
}

impl Encode for f64 {
    fn encode(&self, e: &mut Encoder) {
        e.float(*self);
    }
}

impl Encode for f32 {
    fn encode(&self, e: &mut Encoder) {
        if self.is_finite() {
            let mut digits = zmij::Buffer::new();
            e.raw(digits.format_finite(*self));
        } else {
            e.fail(EncodeProblem::NotFinite);
        }
    }
}

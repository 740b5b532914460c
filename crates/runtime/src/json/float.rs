//! Floating-point numbers.

use specwright_check::{
    Facets,
    json::{SmallNumber, Type},
};

use super::{Decode, Decoder, Encode, EncodeProblem, Encoder};
use crate::violation::{Expected, Kind};

impl Decoder<'_> {
    /// Reads a number as the nearest binary64.
    fn float(&mut self, facets: &'static Facets) -> Option<f64> {
        if self.peek()? != Type::Number {
            return self.mismatch(Expected::Number);
        }
        let start = self.lexer.offset();
        let small = self.lexer.small_number();
        if small.is_none() {
            self.lexer.number()?;
        }
        let text = self.lexer.text().get(start..self.lexer.offset())?;
        let value = match small.and_then(SmallNumber::nearest) {
            Some(value) => value,
            None => text.parse::<f64>().unwrap_or(f64::INFINITY),
        };
        self.checked(|report| facets.number_near(text, value, report))?;
        if value.is_finite() {
            Some(value)
        } else {
            self.fail_unheld()
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

//! `decimal` as a type of the crate `rust_decimal`.

use std::borrow::Cow;

use specwright_check::{Decimal, Facets, format::Format};

use crate::{
    json::{Decode, Decoder, Encode, Encoder, Mode},
    violation::Kind,
    wire::{FromText, ToText, number_text},
};

/// A decimal number with its digits: `2.50` stays `2.50`, and equals `2.5`. It
/// has up to 28 digits; a text with more is refused, and never rounded.
pub type RustDecimal = ::rust_decimal::Decimal;

super::text_format!(RustDecimal, "decimal", read, write);

pub(super) fn read(text: &str) -> Option<RustDecimal> {
    let text = Some(text).filter(|text| Format::Decimal.accepts(text))?;
    RustDecimal::from_str_exact(text).ok()
}

#[expect(clippy::unnecessary_wraps, reason = "the table of formats asks for it")]
pub(super) fn write(value: &RustDecimal) -> Option<String> {
    Some(value.to_string())
}

/// A decimal number that travels as a number, not as a text: its digits are
/// those of the text, no binary number comes between. One with more digits
/// than the type has is refused, and never rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DecimalNumber(
    /// The number.
    pub RustDecimal,
);

impl From<RustDecimal> for DecimalNumber {
    fn from(number: RustDecimal) -> Self {
        Self(number)
    }
}

impl From<DecimalNumber> for RustDecimal {
    fn from(number: DecimalNumber) -> Self {
        number.0
    }
}

impl Decode for DecimalNumber {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let text = d.number(facets)?;
        match read_number(text) {
            Some(number) => Some(Self(number)),
            None => d.fail(Kind::NumberRange),
        }
    }
}

impl Encode for DecimalNumber {
    fn encode(&self, e: &mut Encoder) {
        e.raw(&self.0.to_string());
    }
}

impl FromText for DecimalNumber {
    const QUOTED: bool = false;

    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        number_text(text, mode, facets, report)?;
        let number = read_number(text);
        if number.is_none() {
            report.push(Kind::NumberRange);
        }
        number.map(Self)
    }
}

impl ToText for DecimalNumber {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.0.to_string()))
    }
}

/// A JSON number, exactly.
fn read_number(text: &str) -> Option<RustDecimal> {
    if !text.contains(['e', 'E']) {
        return RustDecimal::from_str_exact(text).ok();
    }
    let Decimal { mantissa, exponent } = text.parse().ok()?;
    let (mantissa, scale) = match u32::try_from(exponent) {
        Ok(zeros) => (mantissa.checked_mul(10_i128.checked_pow(zeros)?)?, 0),
        Err(_) => (mantissa, exponent.unsigned_abs()),
    };
    RustDecimal::try_from_i128_with_scale(mantissa, scale).ok()
}

#[cfg(test)]
mod tests {
    use super::{read, read_number, write};

    #[test]
    fn numbers_are_read_exactly() {
        for (text, expected) in [
            ("2.50", Some("2.50")),
            ("0.1", Some("0.1")),
            ("-12.5e-1", Some("-1.25")),
            ("25E+2", Some("2500")),
            ("0e9", Some("0")),
            ("1e28", Some("10000000000000000000000000000")),
            ("1e29", None),
            ("1e-29", None),
            ("1e999999999999", None),
        ] {
            let number = read_number(text).map(|number| number.to_string());
            assert_eq!(number.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn digits_are_kept_and_never_rounded() {
        for text in [
            "2.50",
            "0.00",
            "-2.50",
            "79228162514264337593543950335",
            "1",
        ] {
            let written = read(text).as_ref().and_then(write);
            assert_eq!(written.as_deref(), Some(text));
        }
        assert_eq!(read("2.50"), read("2.5"));
        for text in [
            "0.00000000000000000000000000001",
            "79228162514264337593543950336",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

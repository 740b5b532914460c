//! Decimal numbers without rounding.

use std::{cmp::Ordering, fmt};

use crate::json::Number;

/// A decimal number, `mantissa * 10^exponent`, as a document or a JSON text
/// writes it: nothing is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits with their sign; no trailing zeros (0 has exponent 0).
    pub mantissa: i128,
    /// The power of ten.
    pub exponent: i32,
}

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self {
        mantissa: 0,
        exponent: 0,
    };

    /// `mantissa * 10^exponent` in its normal form; `None` if the exponent
    /// leaves 32 bits.
    #[must_use]
    pub const fn new(mantissa: i128, exponent: i64) -> Option<Self> {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        if exponent < i32::MIN as i64 || exponent > i32::MAX as i64 {
            return None;
        }
        Some(Self {
            mantissa,
            exponent: exponent as i32,
        })
    }

    /// Reads a JSON number; a `+` before it, leading zeros, `.5` and `5.`, as
    /// YAML has them, are read too. `None` where [`str::parse`] gives an
    /// error; this one works in constants.
    #[must_use]
    pub const fn from_text(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = 0;
        let negative = match bytes.first() {
            Some(b'-') => true,
            Some(_) => false,
            None => return None,
        };
        if negative || bytes[0] == b'+' {
            at = 1;
        }
        let (mut mantissa, mut scale, mut zeros) = (0i128, 0i64, 0u32);
        let (mut digits, mut point) = (false, false);
        while at < bytes.len() {
            match bytes[at] {
                b'.' if !point => point = true,
                digit @ b'0'..=b'9' => {
                    digits = true;
                    if point {
                        scale -= 1;
                    }
                    // Zeros are held back, so that trailing ones never count
                    // against the digits that fit.
                    if digit == b'0' {
                        zeros += 1;
                    } else {
                        let Some(next) = append(mantissa, zeros, digit - b'0') else {
                            return None;
                        };
                        (mantissa, zeros) = (next, 0);
                    }
                }
                _ => break,
            }
            at += 1;
        }
        let Some(exponent) = exponent_at(bytes, at) else {
            return None;
        };
        if !digits {
            return None;
        }
        let mantissa = if negative { -mantissa } else { mantissa };
        Self::new(mantissa, scale + zeros as i64 + exponent)
    }

    /// Whether it has no fraction.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The nearest binary64, where one step of its arithmetic gives it: for
    /// up to 15 digits and small exponents.
    #[must_use]
    pub fn near(self) -> Option<f64> {
        let (digits, power) = (
            i64::try_from(self.mantissa).ok()?,
            POWERS.get(self.exponent.unsigned_abs() as usize)?,
        );
        if digits.unsigned_abs() >= 1 << 53 {
            return None;
        }
        // Both are exact, so the result is rounded once.
        Some(if self.exponent < 0 {
            digits as f64 / power
        } else {
            digits as f64 * power
        })
    }

    /// The integer, if it is one that 128 bits hold.
    #[must_use]
    pub fn to_i128(self) -> Option<i128> {
        if self.exponent == 0 {
            return Some(self.mantissa);
        }
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10i128.checked_pow(power)?)
    }
}

/// The powers of ten that binary64 holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// `mantissa` with `zeros` zeros and `digit` appended.
const fn append(mantissa: i128, zeros: u32, digit: u8) -> Option<i128> {
    if mantissa == 0 {
        return Some(digit as i128);
    }
    let Some(power) = 10i128.checked_pow(zeros + 1) else {
        return None;
    };
    match mantissa.checked_mul(power) {
        Some(shifted) => shifted.checked_add(digit as i128),
        None => None,
    }
}

/// Reads `e..` from `at` to the end; nothing there is 0.
const fn exponent_at(bytes: &[u8], mut at: usize) -> Option<i64> {
    if at == bytes.len() {
        return Some(0);
    }
    if bytes[at] != b'e' && bytes[at] != b'E' {
        return None;
    }
    at += 1;
    let negative = at < bytes.len() && bytes[at] == b'-';
    if negative || at < bytes.len() && bytes[at] == b'+' {
        at += 1;
    }
    if at == bytes.len() {
        return None;
    }
    let mut exponent = 0i64;
    while at < bytes.len() {
        let byte = bytes[at];
        if !byte.is_ascii_digit() || exponent > 1 << 40 {
            return None;
        }
        exponent = exponent * 10 + (byte - b'0') as i64;
        at += 1;
    }
    Some(if negative { -exponent } else { exponent })
}

impl std::str::FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_text(text).ok_or(ParseDecimalError)
    }
}

impl From<i64> for Decimal {
    fn from(integer: i64) -> Self {
        Self::new(i128::from(integer), 0).unwrap_or(Self::ZERO)
    }
}

impl From<u64> for Decimal {
    fn from(integer: u64) -> Self {
        Self::new(i128::from(integer), 0).unwrap_or(Self::ZERO)
    }
}

impl From<i128> for Decimal {
    fn from(integer: i128) -> Self {
        Self::new(integer, 0).unwrap_or(Self::ZERO)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.mantissa.cmp(&other.mantissa);
        }
        let text = self.to_string();
        Number::of(&text).cmp_decimal(*other)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A JSON number that reads back the same: plain digits for exponents near
/// zero (`1500`, `-0.25`), else with an exponent (`15e40`).
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        match self.exponent {
            0 => f.write_str(&digits),
            zeros @ 1..=20 => write!(f, "{digits}{}", "0".repeat(zeros.unsigned_abs() as usize)),
            places @ -20..=-1 => {
                let places = places.unsigned_abs() as usize;
                match digits.len().checked_sub(places) {
                    Some(point @ 1..) => {
                        let (whole, fraction) = digits.split_at(point);
                        write!(f, "{whole}.{fraction}")
                    }
                    _ => write!(f, "0.{digits:0>places$}"),
                }
            }
            exponent => write!(f, "{digits}e{exponent}"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is a decimal"))
    }

    #[test]
    fn different_spellings_of_a_number_are_the_same_decimal() {
        for (left, right) in [
            ("1", "1.000"),
            ("100", "1e2"),
            ("-0.5", "-5E-1"),
            ("0", "-0.00e9"),
            (
                "10000000000000000000000000000000000000000000000000000",
                "1e52",
            ),
            ("+5", "5."),
            (".5", "0.5"),
        ] {
            assert_eq!(decimal(left), decimal(right), "{left} and {right}");
        }
    }

    #[test]
    fn what_is_no_number_or_has_too_many_digits_is_refused() {
        for text in [
            "",
            "-",
            "e5",
            "1e",
            "1e+",
            "0x10",
            "1_000",
            "nan",
            ".",
            "1.2.3",
            "1e99999999999999",
            "1234567890123456789012345678901234567891",
        ] {
            assert_eq!(Decimal::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn order_is_that_of_the_numbers() {
        let sorted = [
            "-1e40",
            "-2",
            "-1.5",
            "-1e-9",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            "2",
            "1e2",
            "100.5",
            "1e39",
            "1e400",
        ]
        .map(decimal);
        for (i, left) in sorted.iter().enumerate() {
            for (j, right) in sorted.iter().enumerate() {
                assert_eq!(left.cmp(right), i.cmp(&j), "{left} and {right}");
            }
        }
    }

    #[test]
    fn the_text_reads_back_the_same() {
        for (text, shown) in [
            ("1500", "1500"),
            ("0.250", "0.25"),
            ("-12.5", "-12.5"),
            ("1e21", "1e21"),
            ("3e-25", "3e-25"),
            ("0.00001", "0.00001"),
        ] {
            assert_eq!(decimal(text).to_string(), shown);
            assert_eq!(decimal(&decimal(text).to_string()), decimal(text));
        }
    }

    #[test]
    fn the_nearest_binary64_is_that_of_the_text() {
        for text in [
            "0.1",
            "-19.99",
            "1e22",
            "123456789.012345",
            "0",
            "9007199254740991",
        ] {
            assert_eq!(decimal(text).near(), text.parse().ok(), "{text}");
        }
        for text in ["1e23", "1e-23", "9007199254740993"] {
            assert_eq!(decimal(text).near(), None, "{text}");
        }
    }

    #[test]
    fn integers_are_told_from_fractions() {
        assert_eq!(decimal("1e3").to_i128(), Some(1000));
        assert_eq!(decimal("-7.0").to_i128(), Some(-7));
        assert_eq!(decimal("0.5").to_i128(), None);
        assert_eq!(decimal("1e60").to_i128(), None);
        assert!(decimal("1e60").is_integer());
    }
}

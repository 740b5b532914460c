//! The exact value of a JSON number's text.

use std::cmp::Ordering;

use crate::Decimal;

/// A JSON number's text taken apart, of any length and exponent: its value is
/// `0.d1d2d3.. * 10^magnitude`, where the digits neither begin nor end with a
/// zero.
#[derive(Debug, Clone, Copy)]
pub struct Number<'a> {
    negative: bool,
    head: &'a [u8],
    tail: &'a [u8],
    magnitude: i64,
}

/// What a number is as an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integer {
    /// An integer that 128 bits hold.
    Value(i128),
    /// An integer beyond 128 bits.
    Large,
    /// Not an integer.
    Fraction,
}

impl<'a> Number<'a> {
    /// Takes `text` apart, which is a JSON number (the lexer has seen it); of
    /// anything else the value is unspecified.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, bytes),
        };
        let (digits, exponent) = split(bytes, |byte| matches!(byte, b'e' | b'E'));
        let (head, tail) = split(digits, |byte| byte == b'.');
        let mut magnitude = length(head);
        let (mut head, mut tail) = (head, tail);
        while let [b'0', rest @ ..] = head {
            (head, magnitude) = (rest, magnitude - 1);
        }
        if head.is_empty() {
            while let [b'0', rest @ ..] = tail {
                (tail, magnitude) = (rest, magnitude - 1);
            }
        }
        while let [rest @ .., b'0'] = tail {
            tail = rest;
        }
        if tail.is_empty() {
            while let [rest @ .., b'0'] = head {
                head = rest;
            }
        }
        Self {
            negative,
            head,
            tail,
            magnitude: magnitude.saturating_add(read_exponent(exponent)),
        }
    }

    /// Whether the value is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.len() == 0
    }

    /// The value as an integer; `1.0` and `1e2` are integers.
    #[must_use]
    pub fn integer(&self) -> Integer {
        if self.is_zero() {
            return Integer::Value(0);
        }
        if self.magnitude < self.len() {
            return Integer::Fraction;
        }
        if self.magnitude > 39 {
            return Integer::Large;
        }
        let zeros = usize::try_from(self.magnitude - self.len()).unwrap_or(0);
        let mut value = 0i128;
        for digit in self.digits().chain(std::iter::repeat_n(0, zeros)) {
            let digit = i128::from(digit);
            let next = value.checked_mul(10).and_then(|value| {
                if self.negative {
                    value.checked_sub(digit)
                } else {
                    value.checked_add(digit)
                }
            });
            match next {
                Some(next) => value = next,
                None => return Integer::Large,
            }
        }
        Integer::Value(value)
    }

    /// Orders it against `bound`, exactly.
    #[must_use]
    pub fn cmp_decimal(&self, bound: Decimal) -> Ordering {
        let mut buffer = [0u8; 40];
        self.compare(&of_decimal(bound, &mut buffer))
    }

    /// Orders two numbers, exactly.
    #[must_use]
    pub fn compare(&self, other: &Number<'_>) -> Ordering {
        match (self.sign(), other.sign()) {
            (left, right) if left != right => left.cmp(&right),
            (0, _) => Ordering::Equal,
            (sign, _) => {
                let order = self
                    .magnitude
                    .cmp(&other.magnitude)
                    .then_with(|| self.digits().cmp(other.digits()));
                if sign < 0 { order.reverse() } else { order }
            }
        }
    }

    /// Whether it is `divisor` times an integer, exactly. Nothing is a
    /// multiple of 0 but 0.
    #[must_use]
    pub fn is_multiple_of(&self, divisor: Decimal) -> bool {
        if self.is_zero() {
            return true;
        }
        let modulus = divisor.mantissa.unsigned_abs();
        // The value is `digits * 10^(magnitude - length)`, and `digits` does
        // not end with a zero, so missing powers of ten cannot come from it.
        let power = (self.magnitude - self.len()) - i64::from(divisor.exponent);
        let Ok(power) = u64::try_from(power) else {
            return false;
        };
        if modulus == 0 {
            return false;
        }
        let digits = self.digits().fold(0u128, |rest, digit| {
            add_mod(mul_mod(rest, 10, modulus), u128::from(digit), modulus)
        });
        mul_mod(digits, pow_mod(10, power, modulus), modulus) == 0
    }

    /// Writes the value so that equal numbers have equal texts.
    pub fn write_canonical(&self, out: &mut Vec<u8>) {
        if self.is_zero() {
            out.push(b'0');
            return;
        }
        if self.negative {
            out.push(b'-');
        }
        out.extend_from_slice(self.head);
        out.extend_from_slice(self.tail);
        out.push(b'e');
        out.extend_from_slice((self.magnitude - self.len()).to_string().as_bytes());
    }

    fn len(&self) -> i64 {
        length(self.head) + length(self.tail)
    }

    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.head
            .iter()
            .chain(self.tail)
            .map(|digit| digit.wrapping_sub(b'0'))
    }
}

/// `decimal` as digits in `buffer`.
fn of_decimal(decimal: Decimal, buffer: &mut [u8; 40]) -> Number<'_> {
    let mut rest = decimal.mantissa.unsigned_abs();
    let mut len = 0usize;
    for slot in buffer.iter_mut().rev() {
        if rest == 0 {
            break;
        }
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        len += 1;
    }
    let head = buffer.split_at(40 - len).1;
    Number {
        negative: decimal.mantissa < 0,
        head,
        tail: &[],
        magnitude: i64::from(decimal.exponent) + length(head),
    }
}

fn split(bytes: &[u8], at: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let mut parts = bytes.splitn(2, |byte| at(*byte));
    (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    )
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX / 4)
}

/// An exponent's digits; far beyond any text's length it no longer grows.
fn read_exponent(text: &[u8]) -> i64 {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let value = digits.iter().fold(0i64, |value, digit| {
        (value * 10 + i64::from(digit.wrapping_sub(b'0'))).min(i64::MAX / 100)
    });
    if negative { -value } else { value }
}

fn add_mod(left: u128, right: u128, modulus: u128) -> u128 {
    let right = right % modulus;
    match left.checked_sub(modulus - right) {
        Some(rest) => rest % modulus,
        None => left + right,
    }
}

/// Multiplication modulo a number of up to 127 bits: in one step where 128
/// bits hold the product, else by doubling.
fn mul_mod(left: u128, right: u128, modulus: u128) -> u128 {
    let (left, mut right) = (left % modulus, right % modulus);
    if let Some(product) = left.checked_mul(right) {
        return product % modulus;
    }
    let (mut sum, mut term) = (0, left);
    while right > 0 {
        if right & 1 == 1 {
            sum = add_mod(sum, term, modulus);
        }
        term = add_mod(term, term, modulus);
        right >>= 1;
    }
    sum
}

fn pow_mod(base: u128, mut power: u64, modulus: u128) -> u128 {
    let (mut result, mut square) = (1 % modulus, base % modulus);
    while power > 0 {
        if power & 1 == 1 {
            result = mul_mod(result, square, modulus);
        }
        square = mul_mod(square, square, modulus);
        power >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is a decimal"))
    }

    #[test]
    fn integers_are_told_by_their_value() {
        for (text, expected) in [
            ("1.0", Integer::Value(1)),
            ("1e2", Integer::Value(100)),
            ("-120e-1", Integer::Value(-12)),
            ("0e999999999999999999999", Integer::Value(0)),
            ("-0", Integer::Value(0)),
            ("0.5", Integer::Fraction),
            ("1e-400", Integer::Fraction),
            ("1e400", Integer::Large),
            ("1e99999999999999999999999", Integer::Large),
            (
                "170141183460469231731687303715884105727",
                Integer::Value(i128::MAX),
            ),
            (
                "-170141183460469231731687303715884105728",
                Integer::Value(i128::MIN),
            ),
            ("170141183460469231731687303715884105728", Integer::Large),
            ("0.00000000000000000000000000000001e33", Integer::Value(10)),
        ] {
            assert_eq!(Number::of(text).integer(), expected, "{text}");
        }
    }

    #[test]
    fn comparison_is_exact_beyond_binary_floating_point() {
        let tenth = decimal("0.1");
        for (text, order) in [
            ("0.1", Ordering::Equal),
            ("1.0000e-1", Ordering::Equal),
            (
                "0.1000000000000000000000000000000000000000000001",
                Ordering::Greater,
            ),
            (
                "0.0999999999999999999999999999999999999999999999",
                Ordering::Less,
            ),
            ("-0.1", Ordering::Less),
            ("-1e400", Ordering::Less),
            ("1e400", Ordering::Greater),
        ] {
            assert_eq!(Number::of(text).cmp_decimal(tenth), order, "{text}");
        }
        assert_eq!(
            Number::of("-0.0").cmp_decimal(Decimal::ZERO),
            Ordering::Equal
        );
        assert_eq!(Number::of("-2").cmp_decimal(decimal("-1")), Ordering::Less);
    }

    #[test]
    fn multiples_are_exact() {
        for (text, divisor, expected) in [
            ("0.3", "0.1", true),
            ("19.99", "0.01", true),
            ("19.995", "0.01", false),
            ("1e308", "7", false),
            ("7e308", "7", true),
            ("4.02", "0.02", true),
            ("1e-400", "1", false),
            ("0", "3", true),
            ("100", "25", true),
            ("-9", "3", true),
            (
                "340282366920938463463374607431768211454",
                "170141183460469231731687303715884105727",
                true,
            ),
            (
                "340282366920938463463374607431768211455",
                "170141183460469231731687303715884105727",
                false,
            ),
        ] {
            assert_eq!(
                Number::of(text).is_multiple_of(decimal(divisor)),
                expected,
                "{text} by {divisor}"
            );
        }
    }
}

//! Ranges of numbers, and numbers in texts.

use super::Format;
use crate::{Decimal, json::Number};

pub(super) fn accepts(format: Format, text: &str) -> bool {
    let whole = |low: i128, high: i128| {
        let number = Number::of(text);
        let (low, high) = (Decimal::new(low, 0), Decimal::new(high, 0));
        number.integer() != crate::json::Integer::Fraction
            && low.is_none_or(|low| number.cmp_decimal(low).is_ge())
            && high.is_none_or(|high| number.cmp_decimal(high).is_le())
    };
    match format {
        Format::Int8 => whole(i8::MIN.into(), i8::MAX.into()),
        Format::Int16 => whole(i16::MIN.into(), i16::MAX.into()),
        Format::Int32 => whole(i32::MIN.into(), i32::MAX.into()),
        Format::Int64 => whole(i64::MIN.into(), i64::MAX.into()),
        Format::Uint8 => whole(0, u8::MAX.into()),
        Format::Uint16 => whole(0, u16::MAX.into()),
        Format::Uint32 => whole(0, u32::MAX.into()),
        Format::Uint64 => whole(0, u64::MAX.into()),
        Format::Float => text.parse().is_ok_and(f32::is_finite),
        Format::Double => text.parse().is_ok_and(f64::is_finite),
        _ => true,
    }
}

/// Digits, which may have a minus before them and a point between them.
pub(super) fn fixed_point(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

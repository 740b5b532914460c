//! Scalars: which bounds mean something to which kind, and integer widths.

use specwright_check::Decimal;
use specwright_ir::{Facets, Integer, Number, Scalar};

use super::kinds::Kinds;

/// The bounds that mean something to values of `kinds`, one kind.
pub(super) fn facets_for(all: &Facets, kinds: Kinds) -> Facets {
    let mut facets = Facets::default();
    if kinds == Kinds::STRING {
        facets.min_length = all.min_length.filter(|bound| *bound > 0);
        facets.max_length = all.max_length;
        facets.patterns.clone_from(&all.patterns);
    } else if kinds == Kinds::ARRAY {
        facets.min_items = all.min_items.filter(|bound| *bound > 0);
        facets.max_items = all.max_items;
        facets.unique_items = all.unique_items;
    } else if kinds == Kinds::OBJECT {
        facets.min_properties = all.min_properties.filter(|bound| *bound > 0);
        facets.max_properties = all.max_properties;
    } else if kinds.meets(Kinds::NUMBER) {
        facets.minimum = all.minimum;
        facets.maximum = all.maximum;
        facets.exclusive_minimum = all.exclusive_minimum;
        facets.exclusive_maximum = all.exclusive_maximum;
        facets.multiple_of.clone_from(&all.multiple_of);
        if kinds == Kinds::INTEGER {
            let one = Decimal::from(1i64);
            facets.multiple_of.retain(|bound| *bound != one);
        }
    }
    facets
}

/// The narrowest of the offered integers that is `i64`, or holds the range
/// where `i64` does not.
pub(super) fn integer_for(facets: &Facets) -> Integer {
    let low = facets.minimum.or(facets.exclusive_minimum);
    let high = facets.maximum.or(facets.exclusive_maximum);
    let beyond_low = low.is_some_and(|low| low < Decimal::from(i64::MIN));
    let beyond_high = high.is_some_and(|high| high > Decimal::from(i64::MAX))
        || low.is_some_and(|low| low >= Decimal::from(i64::MAX));
    if !beyond_low && !beyond_high {
        return Integer::I64;
    }
    let minus_one = Decimal::from(-1i64);
    let positive = facets.minimum.is_some_and(|low| low >= Decimal::ZERO)
        || facets
            .exclusive_minimum
            .is_some_and(|above| above >= minus_one);
    let two_to_64 = Decimal::from(i128::from(u64::MAX) + 1);
    let fits = facets.maximum.is_some_and(|high| high < two_to_64)
        || facets
            .exclusive_maximum
            .is_some_and(|below| below <= two_to_64);
    if positive && fits {
        Integer::U64
    } else {
        Integer::I128
    }
}

/// The kind of a scalar's values.
pub(super) fn kinds_of(scalar: Scalar) -> Kinds {
    match scalar {
        Scalar::String | Scalar::Format(_) => Kinds::STRING,
        Scalar::Boolean => Kinds::BOOLEAN,
        Scalar::Integer(_) => Kinds::INTEGER,
        Scalar::Number(Number::F32 | Number::F64 | Number::Decimal) => Kinds::NUMBER,
    }
}

/// What a kind is called in a message.
pub(super) fn name_of(kinds: Kinds) -> &'static str {
    match kinds {
        Kinds::BOOLEAN => "a boolean",
        Kinds::STRING => "a string",
        Kinds::ARRAY => "an array",
        Kinds::OBJECT => "an object",
        Kinds::INTEGER => "an integer",
        _ => "a number",
    }
}

/// Whether an integer type holds `value`.
pub(super) fn holds_integer(width: Integer, value: i128) -> bool {
    match width {
        Integer::I32 => i32::try_from(value).is_ok(),
        Integer::I64 => i64::try_from(value).is_ok(),
        Integer::U64 => u64::try_from(value).is_ok(),
        Integer::I128 => true,
    }
}

//! The scalars' grammar: integers `-?(0|[1-9][0-9]*)`, also with a zero
//! fraction; numbers as in JSON; `true` and `false`; any string.

use std::borrow::Cow;

use specwright_check::Facets;

use super::{FromText, ToText};
use crate::{
    Secret,
    json::Mode,
    violation::{Expected, Kind},
};

impl FromText for String {
    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        check_string(text, mode, facets, report).then(|| text.to_owned())
    }
}

impl ToText for String {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl ToText for str {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: ToText + ?Sized> ToText for &T {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        (**self).to_text()
    }
}

impl FromText for Secret {
    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        check_string(text, mode, facets, report).then(|| Self::new(text))
    }
}

impl ToText for Secret {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.expose()))
    }
}

impl FromText for bool {
    const QUOTED: bool = false;

    fn from_text(
        text: &str,
        _mode: Mode,
        _facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                report.push(Kind::Parse {
                    expected: Expected::Boolean,
                });
                None
            }
        }
    }
}

impl ToText for bool {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl FromText for $integer {
            const QUOTED: bool = false;

            fn from_text(
                text: &str,
                mode: Mode,
                facets: &'static Facets,
                report: &mut Vec<Kind>,
            ) -> Option<Self> {
                let value = integer(text, mode, facets, report)?;
                let narrow = Self::try_from(value).ok();
                if narrow.is_none() {
                    report.push(Kind::NumberRange);
                }
                narrow
            }
        }

        impl ToText for $integer {
            fn to_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

integers!(i32 i64 u64 i128);

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl FromText for $number {
            const QUOTED: bool = false;

            fn from_text(
                text: &str,
                mode: Mode,
                facets: &'static Facets,
                report: &mut Vec<Kind>,
            ) -> Option<Self> {
                number_text(text, mode, facets, report)?;
                let value = text.parse().ok().filter(|value: &Self| value.is_finite());
                if value.is_none() {
                    report.push(Kind::NumberRange);
                }
                value
            }
        }

        impl ToText for $number {
            fn to_text(&self) -> Option<Cow<'_, str>> {
                self.is_finite().then(|| Cow::Owned(self.to_string()))
            }
        }
    )*};
}

numbers!(f32 f64);

/// Checks a string's facets when strict; whether they hold.
pub(crate) fn check_string(
    text: &str,
    mode: Mode,
    facets: &'static Facets,
    report: &mut Vec<Kind>,
) -> bool {
    let before = report.len();
    if mode == Mode::Strict {
        facets.string(text, &mut |failure| report.push(Kind::from(failure)));
    }
    report.len() == before
}

fn integer(
    text: &str,
    mode: Mode,
    facets: &'static Facets,
    report: &mut Vec<Kind>,
) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let zero = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
    if !zero || !is_whole(whole) {
        report.push(Kind::Parse {
            expected: Expected::Integer,
        });
        return None;
    }
    let Ok(value) = whole.parse() else {
        report.push(Kind::NumberRange);
        return None;
    };
    let before = report.len();
    if mode == Mode::Strict {
        facets.integer(value, &mut |failure| report.push(Kind::from(failure)));
    }
    (report.len() == before).then_some(value)
}

/// Refuses what is no number of JSON's grammar, and checks its facets.
pub(crate) fn number_text(
    text: &str,
    mode: Mode,
    facets: &'static Facets,
    report: &mut Vec<Kind>,
) -> Option<()> {
    if !is_number(text) {
        report.push(Kind::Parse {
            expected: Expected::Number,
        });
        return None;
    }
    let before = report.len();
    if mode == Mode::Strict {
        facets.number(text, &mut |failure| report.push(Kind::from(failure)));
    }
    (report.len() == before).then_some(())
}

/// `-?(0|[1-9][0-9]*)`
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits.len() == 1 || !digits.starts_with('0'))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A JSON number.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text
        .split_once(['e', 'E'])
        .map_or((text, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    is_whole(whole)
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|e| is_digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

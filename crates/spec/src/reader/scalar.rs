//! Scalars: texts, flags, numbers, counts, in every spelling that published
//! documents give them.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Node, Scalar, ScalarKind, Value};

use crate::model::Spanned;

use super::Reader;

impl Reader<'_> {
    /// The text of a scalar. A number or boolean is taken for its source text,
    /// with a warning.
    pub(crate) fn text(&self, node: &Node, key: &str) -> Option<Spanned<String>> {
        let value = match &node.value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.text.clone(),
            Value::Bool(flag) => flag.to_string(),
            _ => return None,
        };
        if !matches!(node.value, Value::String(_)) {
            self.report(
                Diagnostic::warning(
                    codes::WRONG_TYPE,
                    node.span,
                    format!("`{key}` must be a string, not {}", node.value.kind()),
                )
                .label(format!("read as `\"{value}\"`")),
            );
        }
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// The texts in `entry`; a lone one is read as a list of one, with a
    /// warning.
    pub(crate) fn texts(&self, entry: &Entry) -> Vec<Spanned<String>> {
        let text = |node: &Node| {
            let text = self.text(node, &entry.key);
            if text.is_none() {
                self.report(Diagnostic::error(
                    codes::WRONG_TYPE,
                    node.span,
                    format!(
                        "`{}` must hold strings, not {}",
                        entry.key,
                        node.value.kind()
                    ),
                ));
            }
            text
        };
        match &entry.value.value {
            Value::Sequence(items) => items.iter().filter_map(text).collect(),
            Value::String(_) => {
                self.report(
                    wrong(entry, "a list of strings", false).label("read as a list of one"),
                );
                text(&entry.value).into_iter().collect()
            }
            _ => {
                self.report(wrong(entry, "a list of strings", true));
                Vec::new()
            }
        }
    }

    /// The flag in `entry`; a quoted one is read with a warning.
    pub(crate) fn boolean(&self, entry: &Entry) -> Option<Spanned<bool>> {
        let span = entry.value.span;
        let quoted = match &entry.value.value {
            Value::Bool(value) => {
                return Some(Spanned {
                    value: *value,
                    span,
                });
            }
            Value::String(text) => text.parse().ok()?,
            _ => return None,
        };
        self.report(wrong(entry, "`true` or `false`", false).label("read without its quotes"));
        Some(Spanned {
            value: quoted,
            span,
        })
    }

    /// The number in `entry`, as JSON writes it; a quoted one is read with a
    /// warning.
    pub(crate) fn number(&self, entry: &Entry) -> Option<Spanned<String>> {
        let scalar = self.scalar(entry)?;
        let span = entry.value.span;
        let number = scalar.to_json().map(|value| Spanned { value, span });
        if number.is_none() {
            self.report(Diagnostic::error(
                codes::BAD_NUMBER,
                span,
                format!("`{}` is not a number that JSON can hold", scalar.text),
            ));
        }
        number
    }

    /// The count in `entry`. One beyond 64 bits is as good as the largest of
    /// 64 bits: nothing has so many items.
    pub(crate) fn count(&self, entry: &Entry) -> Option<Spanned<u64>> {
        let scalar = self.scalar(entry)?;
        let span = entry.value.span;
        let whole = scalar.text.bytes().all(|byte| byte.is_ascii_digit());
        let value = scalar.as_u64().or(whole.then_some(u64::MAX));
        if value.is_none() {
            self.report(Diagnostic::error(
                codes::BAD_COUNT,
                span,
                format!("`{}` must be a whole number, zero or greater", entry.key),
            ));
        }
        value.map(|value| Spanned { value, span })
    }

    /// The number written in `entry`, with or without quotes.
    fn scalar(&self, entry: &Entry) -> Option<Scalar> {
        match &entry.value.value {
            Value::Number(number) => return Some(number.clone()),
            Value::String(text) => {
                if let Some(number) = json_number(text) {
                    self.report(wrong(entry, "a number", false).label("read without its quotes"));
                    return Some(number);
                }
            }
            _ => {}
        }
        self.report(wrong(entry, "a number", true));
        None
    }
}

/// `text`, if it is a number of JSON.
fn json_number(text: &str) -> Option<Scalar> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fine = match mantissa.split_once('.') {
        Some((whole, fraction)) => all_digits(whole) && all_digits(fraction),
        None => all_digits(mantissa),
    };
    let power = exponent
        .get(1..)
        .map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    if !fine || power.is_some_and(|power| !all_digits(power)) {
        return None;
    }
    let kind = if mantissa.len() == text.trim_start_matches('-').len() && !mantissa.contains('.') {
        ScalarKind::Integer
    } else {
        ScalarKind::Float
    };
    Some(Scalar {
        text: text.to_owned(),
        kind,
    })
}

/// A finding that the value of `entry` is of the wrong type.
pub(crate) fn wrong(entry: &Entry, expected: &str, error: bool) -> Diagnostic {
    let kind = entry.value.value.kind();
    let message = format!("`{}` must be {expected}, not {kind}", entry.key);
    let span = match entry.value.value {
        Value::Mapping(_) | Value::Sequence(_) => entry.key_span,
        _ => entry.value.span,
    };
    if error {
        Diagnostic::error(codes::WRONG_TYPE, span, message)
    } else {
        Diagnostic::warning(codes::WRONG_TYPE, span, message)
    }
}

//! `minimum`, `maximum`, their exclusive forms, `multipleOf`.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Value};

use crate::model::{Spanned, Version};
use crate::reader::fields::Fields;

type Bound = Option<Spanned<String>>;

/// The inclusive and the exclusive bound. OpenAPI 3.0 writes the latter as a
/// flag beside the former; either form is read in every version.
pub(super) fn pair(
    f: &mut Fields<'_, '_>,
    inclusive: &'static str,
    exclusive: &'static str,
) -> (Bound, Bound) {
    let bound = f.number(inclusive);
    let Some(entry) = f.take(exclusive) else {
        return (bound, None);
    };
    let flag = match &entry.value.value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let old = f.version == Version::V3_0;
    if flag.is_some() != old {
        let form = if old {
            "a flag beside the bound"
        } else {
            "the bound itself"
        };
        f.cx.report(warning(
            entry,
            format!("here `{exclusive}` should be {form}"),
        ));
    }
    match (flag, bound) {
        (None, bound) => (bound, f.cx.number(entry)),
        (Some(false), bound) => (bound, None),
        (Some(true), Some(bound)) => (None, Some(bound)),
        (Some(true), None) => {
            let message = format!("`{exclusive}` says nothing without `{inclusive}`");
            f.cx.report(warning(entry, message));
            (None, None)
        }
    }
}

fn warning(entry: &Entry, message: String) -> Diagnostic {
    Diagnostic::warning(codes::EXCLUSIVE_BOUND, entry.value.span, message)
}

/// `multipleOf`, which is greater than zero.
pub(super) fn multiple_of(f: &mut Fields<'_, '_>) -> Bound {
    let number = f.number("multipleOf")?;
    let mantissa = number.value.split(['e', 'E']).next().unwrap_or_default();
    let positive =
        !mantissa.starts_with('-') && mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if !positive {
        let message = "`multipleOf` must be greater than zero";
        f.cx.report(Diagnostic::error(codes::BAD_NUMBER, number.span, message));
    }
    positive.then_some(number)
}

//! The vocabulary of pydantic 2: type and message of each violation.

use std::borrow::Cow;

use crate::violation::{Expected, Found, Kind, Literal, count};

/// `type` and `msg`.
pub(super) fn wording(kind: &Kind) -> (&'static str, Cow<'static, str>) {
    match kind {
        Kind::Missing => ("missing", "Field required".into()),
        Kind::UnknownMember => ("extra_forbidden", "Extra inputs are not permitted".into()),
        Kind::Syntax { .. } => ("json_invalid", "JSON decode error".into()),
        Kind::Encoding => (
            "string_unicode",
            "Input should be a valid string, unable to parse raw data as a unicode string".into(),
        ),
        Kind::Type {
            expected,
            found: Found::String,
        } => parsed(*expected),
        Kind::Type { expected, .. } => typed(*expected),
        Kind::Parse { expected } => parsed(*expected),
        Kind::IntegerFromFraction => (
            "int_from_float",
            "Input should be a valid integer, got a number with a fractional part".into(),
        ),
        Kind::TooShort { min } => (
            "string_too_short",
            format!("String should have at least {}", count(*min, "character")).into(),
        ),
        Kind::TooLong { max } => (
            "string_too_long",
            format!("String should have at most {}", count(*max, "character")).into(),
        ),
        Kind::Pattern { pattern } => (
            "string_pattern_mismatch",
            format!("String should match pattern '{pattern}'").into(),
        ),
        Kind::Minimum { .. }
        | Kind::Maximum { .. }
        | Kind::ExclusiveMinimum { .. }
        | Kind::ExclusiveMaximum { .. }
        | Kind::MultipleOf { .. } => bounds(kind),
        Kind::TooFewItems { .. }
        | Kind::TooManyItems { .. }
        | Kind::TooFewMembers { .. }
        | Kind::TooManyMembers { .. } => counts(kind),
        Kind::Format { format } => formats(format),
        Kind::Enum { expected } => one_of(expected),
        Kind::UnknownTag { property, expected } => {
            let expected: Vec<_> = expected.iter().map(|tag| format!("'{tag}'")).collect();
            let expected = expected.join(", ");
            (
                "union_tag_invalid",
                format!(
                    "Input tag found using '{property}' does not match any of the expected tags: \
                     {expected}"
                )
                .into(),
            )
        }
        other => (other.code(), ours(other)),
    }
}

/// What pydantic has no words for, in its manner.
fn ours(kind: &Kind) -> Cow<'static, str> {
    match kind {
        Kind::Duplicate => "Field given more than once".into(),
        Kind::DuplicateMember => "Key given more than once".into(),
        Kind::NumberRange => "Input should be a number within the range of its type".into(),
        Kind::TooDeep { limit } => format!("Input is nested deeper than {limit} levels").into(),
        Kind::NotUnique { first } => {
            format!("List should have unique items, two are equal to item {first}").into()
        }
        Kind::NoBranch { branches } => {
            let branches = branches.iter().map(|(name, why)| format!("{name} ({why})"));
            let branches = branches.collect::<Vec<_>>().join(", ");
            format!("Input should match one of {branches}").into()
        }
        Kind::SeveralBranches { branches } => {
            format!("Input should match only one of {}", branches.join(", ")).into()
        }
        Kind::Unmet(problem) => format!("Input {problem}").into(),
        Kind::TooMany => "There are more errors than are listed".into(),
        other => other.message().into(),
    }
}

fn typed(expected: Expected) -> (&'static str, Cow<'static, str>) {
    let (kind, message) = match expected {
        Expected::Null => ("none_required", "Input should be None"),
        Expected::Boolean => ("bool_type", "Input should be a valid boolean"),
        Expected::Integer => ("int_type", "Input should be a valid integer"),
        Expected::Number => ("float_type", "Input should be a valid number"),
        Expected::String => ("string_type", "Input should be a valid string"),
        Expected::Array => ("list_type", "Input should be a valid list"),
        Expected::Object => (
            "model_attributes_type",
            "Input should be a valid dictionary or object to extract fields from",
        ),
        Expected::Map => ("dict_type", "Input should be a valid dictionary"),
    };
    (kind, message.into())
}

fn parsed(expected: Expected) -> (&'static str, Cow<'static, str>) {
    let (kind, message) = match expected {
        Expected::Integer => (
            "int_parsing",
            "Input should be a valid integer, unable to parse string as an integer",
        ),
        Expected::Boolean => (
            "bool_parsing",
            "Input should be a valid boolean, unable to interpret input",
        ),
        Expected::Number => (
            "float_parsing",
            "Input should be a valid number, unable to parse string as a number",
        ),
        other => return typed(other),
    };
    (kind, message.into())
}

fn bounds(kind: &Kind) -> (&'static str, Cow<'static, str>) {
    let (kind, what, bound) = match kind {
        Kind::Minimum { bound } => ("greater_than_equal", "greater than or equal to", bound),
        Kind::Maximum { bound } => ("less_than_equal", "less than or equal to", bound),
        Kind::ExclusiveMinimum { bound } => ("greater_than", "greater than", bound),
        Kind::ExclusiveMaximum { bound } => ("less_than", "less than", bound),
        Kind::MultipleOf { divisor } => ("multiple_of", "a multiple of", divisor),
        other => return (other.code(), ours(other)),
    };
    (kind, format!("Input should be {what} {bound}").into())
}

fn counts(kind: &Kind) -> (&'static str, Cow<'static, str>) {
    match kind {
        Kind::TooFewItems { min, actual } => (
            "too_short",
            format!(
                "List should have at least {} after validation, not {actual}",
                count(*min, "item")
            )
            .into(),
        ),
        Kind::TooManyItems { max, actual } => (
            "too_long",
            format!(
                "List should have at most {} after validation, not {actual}",
                count(*max, "item")
            )
            .into(),
        ),
        Kind::TooFewMembers { min } => (
            "too_short",
            format!(
                "Dictionary should have at least {} after validation",
                count(*min, "item")
            )
            .into(),
        ),
        Kind::TooManyMembers { max } => (
            "too_long",
            format!(
                "Dictionary should have at most {} after validation",
                count(*max, "item")
            )
            .into(),
        ),
        other => (other.code(), ours(other)),
    }
}

fn formats(format: &str) -> (&'static str, Cow<'static, str>) {
    let (kind, message) = match format {
        "date-time" => ("datetime_parsing", "Input should be a valid datetime"),
        "date" => ("date_parsing", "Input should be a valid date"),
        "uuid" => ("uuid_parsing", "Input should be a valid UUID"),
        "byte" => ("base64_decode", "Base64 decoding error"),
        other => {
            return (
                "value_error",
                format!("Value error, Input should be a valid {other}").into(),
            );
        }
    };
    (kind, message.into())
}

/// A single value is a `Literal` of pydantic's, several are an `Enum`.
fn one_of(expected: &[Literal]) -> (&'static str, Cow<'static, str>) {
    let kind = if expected.len() == 1 {
        "literal_error"
    } else {
        "enum"
    };
    let texts: Vec<_> = expected.iter().map(python).collect();
    let listed = match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
        None => String::new(),
    };
    (kind, format!("Input should be {listed}").into())
}

/// A scalar as Python writes it.
fn python(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(true) => "True".to_owned(),
        Literal::Boolean(false) => "False".to_owned(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(text) if text.contains('\'') && !text.contains('"') => {
            format!("\"{text}\"")
        }
        Literal::String(text) => {
            format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
        }
    }
}

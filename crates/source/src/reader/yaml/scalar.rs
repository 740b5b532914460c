//! What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.

use crate::{Scalar, ScalarKind, Value};

/// The value of the plain scalar `text`.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match number(text) {
            Some(kind) => Value::Number(Scalar {
                text: text.to_owned(),
                kind,
            }),
            None => Value::String(text.to_owned()),
        },
    }
}

/// What kind of number `text` is, if it is one.
pub(super) fn number(text: &str) -> Option<ScalarKind> {
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, |byte| byte.is_ascii_hexdigit()).then_some(ScalarKind::Integer);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |byte| (b'0'..=b'7').contains(byte)).then_some(ScalarKind::Integer);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(ScalarKind::NotFinite),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => {
            return Some(ScalarKind::NotFinite);
        }
        _ => {}
    }
    let digit = |byte: &u8| byte.is_ascii_digit();
    if all(unsigned, digit) {
        return Some(ScalarKind::Integer);
    }
    // ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    let mantissa = match unsigned.split_once(['e', 'E']) {
        None => unsigned,
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if !all(digits, digit) {
                return None;
            }
            mantissa
        }
    };
    let plain = match mantissa.split_once('.') {
        None => all(mantissa, digit),
        Some(("", fraction)) => all(fraction, digit),
        Some((whole, fraction)) => {
            all(whole, digit) && (fraction.is_empty() || all(fraction, digit))
        }
    };
    plain.then_some(ScalarKind::Float)
}

/// Whether `text` is not empty and all of its bytes pass.
fn all(text: &str, test: impl Fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.as_bytes().iter().all(test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_schema_and_nothing_else() {
        use ScalarKind::{Float, Integer, NotFinite};
        let numbers = [
            ("0", Integer),
            ("-0", Integer),
            ("+12", Integer),
            ("007", Integer),
            ("0o17", Integer),
            ("0x1fF", Integer),
            ("99999999999999999999999999", Integer),
            ("1.0", Float),
            ("1.", Float),
            (".5", Float),
            ("-1.5E+3", Float),
            ("1e400", Float),
            ("+.5e-1", Float),
            (".inf", NotFinite),
            ("-.INF", NotFinite),
            (".NaN", NotFinite),
        ];
        for (text, kind) in numbers {
            let text = text.to_owned();
            assert_eq!(resolve(&text.clone()), Value::Number(Scalar { text, kind }));
        }
        let strings = [
            "yes",
            "no",
            "on",
            "off",
            "y",
            "2020-01-01",
            "1_000",
            "0b11",
            "1:30",
            "0x",
            "0o8",
            "-0x1",
            ".",
            "-",
            "+",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "..inf",
            "-.nan",
            ".inF",
            "tRue",
            "nil",
            "٣",
        ];
        for text in strings {
            assert_eq!(resolve(text), Value::String(text.to_owned()), "{text}");
        }
        for text in ["", "~", "null", "NULL"] {
            assert_eq!(resolve(text), Value::Null);
        }
    }
}

//! URI Templates: RFC 6570, section 2, with its errata.

use super::uri::{escapes_are_whole, is_private, is_ucs};

/// Literals and expressions.
pub(super) fn accepts(text: &str) -> bool {
    let mut rest = text;
    while let Some((literal, behind)) = rest.split_once('{') {
        let Some((expression, next)) = behind.split_once('}') else {
            return false;
        };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = next;
    }
    is_literal(rest)
}

fn is_literal(text: &str) -> bool {
    let allowed = |c: char| match c {
        '!'..='~' => !"\"<>\\^`{|}".contains(c),
        c => is_ucs(c) || is_private(c),
    };
    escapes_are_whole(text) && text.chars().all(allowed)
}

fn is_expression(text: &str) -> bool {
    let operators = ['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'];
    let list = text.strip_prefix(operators).unwrap_or(text);
    list.split(',').all(is_variable)
}

fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let digits = length.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || length.starts_with('0') || !(1..=4).contains(&length.len()) {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '%');
    let mut parts = name.split('.');
    escapes_are_whole(name) && parts.all(|part| !part.is_empty() && part.chars().all(allowed))
}

//! Hides what may be a secret in the text that errors show.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{app::is_variable, suggest::nearest};

/// `text` with the same length and lines, and stars in place of every value
/// that may be a secret.
pub(super) fn masked(text: &str, root: &DeTable<'_>) -> String {
    let mut ranges = Vec::new();
    in_table(root, &mut ranges);
    // What the parser could not read is looked at line by line.
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((key, _)) = line.split_once('=')
            && may_be_secret(key.trim().trim_matches(['"', '\'']))
        {
            ranges.push(start + key.len() + 1..start + line.len());
        }
        start += line.len();
    }
    let hidden = |at: usize| {
        ranges
            .iter()
            .any(|range: &Range<usize>| range.contains(&at))
    };
    let mut shown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || !hidden(at) {
            shown.push(c);
        } else {
            shown.extend(std::iter::repeat_n('*', c.len_utf8()));
        }
    }
    shown
}

fn in_table(table: &DeTable<'_>, ranges: &mut Vec<Range<usize>>) {
    for (key, value) in table {
        let key: &str = key.get_ref();
        let odd_variable = || {
            let text = value.get_ref().as_str();
            key == "client_secret_env" && text.is_some_and(|text| !is_variable(text))
        };
        if may_be_secret(key) || odd_variable() {
            ranges.push(value.span());
        }
        in_value(value.get_ref(), ranges);
    }
}

fn in_value(value: &DeValue<'_>, ranges: &mut Vec<Range<usize>>) {
    if let Some(table) = value.as_table() {
        in_table(table, ranges);
    }
    for item in value.as_array().into_iter().flatten() {
        in_value(item.get_ref(), ranges);
    }
}

fn may_be_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let named = ["secret", "password", "passwd", "api_key", "private_key"];
    (named.iter().any(|word| key.contains(word)) || nearest(&key, ["client_secret"]).is_some())
        && !matches!(key.as_str(), "client_secret_env" | "client_secret_file")
}

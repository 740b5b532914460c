//! Hides what may be a secret in the text that errors show.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{app::is_variable, read::TOP_KEYS, suggest::nearest};

/// `text` with the same length and lines, and stars in place of every value
/// that may be a secret.
pub(super) fn masked(text: &str, root: &DeTable<'_>) -> String {
    let mut ranges = in_urls(text);
    for (key, value) in root {
        let known: &str = key.get_ref();
        if !TOP_KEYS.contains(&known) {
            all(value, &mut ranges);
        }
    }
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
    with_stars(text, &ranges)
}

/// The same with a text that is a URL alone.
pub(super) fn masked_urls(text: &str) -> String {
    with_stars(text, &in_urls(text))
}

fn with_stars(text: &str, ranges: &[Range<usize>]) -> String {
    let hidden = |at: usize| ranges.iter().any(|range| range.contains(&at));
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

/// What may be secret in URLs, wherever they stand: user names and passwords,
/// and the values of queries.
fn in_urls(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>');
    let mut ranges = Vec::new();
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let url = text.get(start..).unwrap_or_default();
        let url = url.split(ends).next().unwrap_or_default();
        let authority = url.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some(end) = authority.rfind('@') {
            ranges.push(start..start + end);
        }
        let Some((before, query)) = url.split_once('?') else {
            continue;
        };
        let mut place = start + before.len() + 1;
        for pair in query.split('&') {
            // Without a `=` it may be a value as well as a name.
            let name = pair.find('=').map_or(0, |equals| equals + 1);
            ranges.push(place + name..place + pair.len());
            place += pair.len() + 1;
        }
    }
    ranges
}

/// Every value under a key that nobody knows, whatever it is.
fn all(value: &Spanned<DeValue<'_>>, ranges: &mut Vec<Range<usize>>) {
    let inner = value.get_ref();
    match (inner.as_table(), inner.as_array()) {
        (Some(table), _) => table.values().for_each(|value| all(value, ranges)),
        (_, Some(items)) => items.iter().for_each(|value| all(value, ranges)),
        _ => ranges.push(value.span()),
    }
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

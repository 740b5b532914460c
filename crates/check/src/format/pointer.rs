//! JSON Pointers, absolute and relative.

/// RFC 6901, section 3.
pub(super) fn absolute(text: &str) -> bool {
    let escaped = text.split('~').skip(1);
    (text.is_empty() || text.starts_with('/'))
        && escaped.into_iter().all(|rest| rest.starts_with(['0', '1']))
}

/// A number of steps up, and `#` or a pointer from there.
pub(super) fn relative(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let up = text.strip_suffix(rest).unwrap_or_default();
    let plain = !up.is_empty() && (up == "0" || !up.starts_with('0'));
    plain && (rest == "#" || absolute(rest))
}

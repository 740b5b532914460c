//! URIs and IRIs: RFC 3986, RFC 3987.

use super::host;

/// One with a scheme.
pub(super) fn absolute(text: &str, wide: bool) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    is_scheme(scheme) && is_rest(rest, wide)
}

/// One with a scheme, or relative.
pub(super) fn reference(text: &str, wide: bool) -> bool {
    let first = text.find([':', '/', '?', '#']);
    let colon = first.and_then(|at| text.get(at..)).unwrap_or_default();
    match colon.starts_with(':') {
        // In a relative reference no colon is in the first segment.
        true => absolute(text, wide),
        false => is_rest(text, wide),
    }
}

fn is_scheme(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(allowed)
}

/// Everything behind the scheme.
fn is_rest(text: &str, wide: bool) -> bool {
    let (text, fragment) = split(text, '#');
    let (text, query) = split(text, '?');
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            (Some(authority), path)
        }
        None => (None, text),
    };
    let in_path = |c: char| is_path(c, wide) || c == '/';
    let in_query = |c: char| in_path(c) || c == '?' || wide && is_private(c);
    let in_fragment = |c: char| in_path(c) || c == '?';
    authority.is_none_or(|authority| is_authority(authority, wide))
        && [Some(path), query, fragment]
            .into_iter()
            .flatten()
            .all(escapes_are_whole)
        && path.chars().all(in_path)
        && query.is_none_or(|query| query.chars().all(in_query))
        && fragment.is_none_or(|fragment| fragment.chars().all(in_fragment))
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((front, behind)) => (front, Some(behind)),
        None => (text, None),
    }
}

fn is_authority(text: &str, wide: bool) -> bool {
    let (user, rest) = match text.rsplit_once('@') {
        Some((user, rest)) => (user, rest),
        None => ("", text),
    };
    let in_name = |c: char| is_plain(c, wide) || is_delimiter(c) || c == '%';
    let is_user = escapes_are_whole(user) && user.chars().all(|c| in_name(c) || c == ':');
    let (host, port) = match rest.strip_prefix('[') {
        Some(literal) => match literal.split_once(']') {
            Some((literal, port)) if is_literal(literal) => ("", port),
            _ => return false,
        },
        None => {
            let end = rest.find(':').unwrap_or(rest.len());
            rest.split_at(end)
        }
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    let has_port = port.is_empty() || port.starts_with(':');
    is_user
        && escapes_are_whole(host)
        && host.chars().all(in_name)
        && has_port
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The inside of brackets.
fn is_literal(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return host::ipv6(text);
    };
    let Some((version, address)) = future.split_once('.') else {
        return false;
    };
    let allowed = |c: char| is_plain(c, false) || is_delimiter(c) || c == ':';
    !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !address.is_empty()
        && address.chars().all(allowed)
}

/// `unreserved`, `iunreserved`.
fn is_plain(c: char, wide: bool) -> bool {
    c.is_ascii_alphanumeric() || "-._~".contains(c) || wide && is_ucs(c)
}

/// `sub-delims`.
fn is_delimiter(c: char) -> bool {
    "!$&'()*+,;=".contains(c)
}

/// `pchar`, `ipchar`; escapes are looked at elsewhere.
fn is_path(c: char, wide: bool) -> bool {
    is_plain(c, wide) || is_delimiter(c) || ":@%".contains(c)
}

/// Whether two hexadecimal digits follow each `%`.
pub(super) fn escapes_are_whole(text: &str) -> bool {
    let mut escapes = text.split('%').skip(1);
    escapes.all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// `ucschar`.
pub(super) fn is_ucs(c: char) -> bool {
    let plane = u32::from(c) >> 16;
    match c {
        '\u{A0}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFEF}' => true,
        '\u{E0000}'..='\u{E0FFF}' => false,
        c => (1..=14).contains(&plane) && u32::from(c) & 0xFFFF < 0xFFFE,
    }
}

/// `iprivate`.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

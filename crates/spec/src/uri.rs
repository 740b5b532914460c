//! URI references, RFC 3986: as much of it as `$ref`, `$id` and `$self` need.

/// A reference cut into its five parts (RFC 3986, appendix B).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Parts<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: &'t str,
    query: Option<&'t str>,
}

/// The part of `reference` before `#`, and the fragment behind it.
pub(crate) fn split_fragment(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((uri, fragment)) => (uri, Some(fragment)),
        None => (reference, None),
    }
}

/// `reference`, without a fragment, seen from `base` (RFC 3986, section 5.2).
/// An empty or relative base is allowed; what comes out is then as relative as
/// the base.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let base = parts(split_fragment(base).0);
    let reference = parts(split_fragment(reference).0);
    if reference.scheme.is_some() {
        return compose(&reference, &without_dots(reference.path));
    }
    let mut target = Parts {
        scheme: base.scheme,
        ..Parts::default()
    };
    if reference.authority.is_some() {
        target.authority = reference.authority;
        target.query = reference.query;
        return compose(&target, &without_dots(reference.path));
    }
    target.authority = base.authority;
    target.query = reference.query;
    if reference.path.is_empty() {
        if reference.query.is_none() {
            target.query = base.query;
        }
        return compose(&target, base.path);
    }
    let path = if reference.path.starts_with('/') {
        without_dots(reference.path)
    } else if base.authority.is_some() && base.path.is_empty() {
        without_dots(&format!("/{}", reference.path))
    } else {
        let folder = base.path.rfind('/').and_then(|end| base.path.get(..=end));
        without_dots(&format!("{}{}", folder.unwrap_or_default(), reference.path))
    };
    compose(&target, &path)
}

/// Whether `reference` has a scheme, so that it means the same from everywhere.
#[must_use]
pub fn is_absolute(reference: &str) -> bool {
    parts(reference).scheme.is_some()
}

/// The bytes behind `%xx` in place of the escapes; broken escapes, and bytes
/// that are no UTF-8, leave the text as it was.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escape = (*first == b'%').then(|| escaped(tail)).flatten();
        if let Some(byte) = escape {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The byte that the two digits at the start of `tail` stand for.
fn escaped(tail: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

fn parts(reference: &str) -> Parts<'_> {
    let (reference, query) = match reference.split_once('?') {
        Some((front, query)) => (front, Some(query)),
        None => (reference, None),
    };
    let (scheme, rest) = match reference.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, reference),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            (Some(authority), path)
        }
        None => (None, rest),
    };
    Parts {
        scheme,
        authority,
        path,
        query,
    }
}

/// Whether `text` is a scheme. One letter alone is a drive of Windows.
fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// `path` without its `.` and `..` segments; a relative path keeps the `..` at
/// its start.
fn without_dots(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(usize::from(absolute)).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." => {
                if last {
                    kept.push("");
                }
            }
            ".." => {
                let above = kept.last().is_none_or(|kept| *kept == "..");
                if above && !absolute {
                    kept.push("..");
                } else {
                    kept.pop();
                    if last {
                        kept.push("");
                    }
                }
            }
            _ => kept.push(segment),
        }
    }
    let start = if absolute { "/" } else { "" };
    format!("{start}{}", kept.join("/"))
}

fn compose(parts: &Parts<'_>, path: &str) -> String {
    let mut text = String::new();
    if let Some(scheme) = parts.scheme {
        text.push_str(scheme);
        text.push(':');
    }
    if let Some(authority) = parts.authority {
        text.push_str("//");
        text.push_str(authority);
    }
    text.push_str(path);
    if let Some(query) = parts.query {
        text.push('?');
        text.push_str(query);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{join, percent_decode, split_fragment};

    #[test]
    fn references_are_joined_as_the_rfc_shows() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("gg:h", "gg:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("", "http://a/b/c/d;p?q"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
    }

    #[test]
    fn a_base_may_be_empty_or_relative() {
        assert_eq!(join("", "models/pet.yaml"), "models/pet.yaml");
        assert_eq!(join("", "../shared/a.yaml"), "../shared/a.yaml");
        assert_eq!(join("models/pet.yaml", "tag.yaml"), "models/tag.yaml");
        assert_eq!(join("", "urn:example:tree"), "urn:example:tree");
    }

    #[test]
    fn fragments_are_cut_off_and_decoded() {
        assert_eq!(split_fragment("a.yaml#/b"), ("a.yaml", Some("/b")));
        assert_eq!(split_fragment("a.yaml"), ("a.yaml", None));
        assert_eq!(percent_decode("/paths/~1a~1%7Bid%7D"), "/paths/~1a~1{id}");
        assert_eq!(percent_decode("50%"), "50%");
        assert_eq!(percent_decode("%zz%41"), "%zzA");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}

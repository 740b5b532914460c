//! Path templates: literals and parameters.

use specwright_ir::{Segment, WireName};

/// Takes a path template apart: text, percent-decoded, and parameters. Legal
/// are all templates that begin with `/`, whose parameters have text between
/// them and different names, and that have neither a query nor a fragment.
///
/// # Errors
/// What is wrong with it, to be read after "its path".
pub(super) fn parse(template: &str) -> Result<Vec<Segment>, String> {
    if !template.starts_with('/') {
        return Err("does not begin with `/`".to_owned());
    }
    let segments = split(template)?;
    for segment in &segments {
        if let Segment::Literal(text) = segment
            && text.contains(['?', '#'])
        {
            return Err("has a query or a fragment".to_owned());
        }
    }
    if has_dot_segment(&segments) {
        return Err("has `.` or `..` between slashes, which clients resolve".to_owned());
    }
    segments
        .into_iter()
        .map(|segment| match segment {
            Segment::Literal(text) => decode(&text).map(Segment::Literal),
            param @ Segment::Param(_) => Ok(param),
        })
        .collect()
}

/// The parts of the template, literals not yet decoded.
fn split(template: &str) -> Result<Vec<Segment>, String> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut rest = template;
    while let Some((literal, behind)) = rest.split_once('{') {
        push_literal(&mut segments, literal)?;
        let Some((name, after)) = behind.split_once('}') else {
            return Err("has a `{` without a `}`".to_owned());
        };
        if name.is_empty() || name.contains(['{', '/', '?', '#']) {
            return Err(format!("has `{{{name}}}`, which is no parameter"));
        }
        let param = Segment::Param(WireName(name.to_owned()));
        if segments.contains(&param) {
            return Err(format!("has the parameter `{name}` twice"));
        }
        if matches!(segments.last(), Some(Segment::Param(_))) {
            return Err(format!(
                "has nothing between `{{{name}}}` and the parameter before it"
            ));
        }
        segments.push(param);
        rest = after;
    }
    push_literal(&mut segments, rest)?;
    Ok(segments)
}

fn push_literal(segments: &mut Vec<Segment>, text: &str) -> Result<(), String> {
    if text.contains('}') {
        return Err("has a `}` without a `{`".to_owned());
    }
    if !text.is_empty() {
        segments.push(Segment::Literal(text.to_owned()));
    }
    Ok(())
}

/// Whether a whole path segment is `.` or `..`.
fn has_dot_segment(segments: &[Segment]) -> bool {
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::Literal(literal) => text.push_str(literal),
            Segment::Param(_) => text.push_str("{}"),
        }
    }
    text.split('/').any(|part| {
        let part = part.replace("%2e", ".").replace("%2E", ".");
        part == "." || part == ".."
    })
}

/// `%` and two hexadecimal digits become the byte; an encoded slash is an
/// error, because a request's path is split at slashes before it is decoded.
fn decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = (rest.next().and_then(hex), rest.next().and_then(hex));
        let (Some(high), Some(low)) = digits else {
            return Err("has a `%` without two hexadecimal digits".to_owned());
        };
        let byte = high * 16 + low;
        if byte == b'/' {
            return Err("has a percent-encoded slash".to_owned());
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 when it is percent-decoded".to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// What two templates have in common that match the same requests: each
/// parameter is `None`.
pub(super) fn shape(segments: &[Segment]) -> Vec<Option<&str>> {
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Param(_) => None,
        })
        .collect()
}

/// The names of the parameters, in order.
pub(super) fn parameters(segments: &[Segment]) -> impl Iterator<Item = &WireName> {
    segments.iter().filter_map(|segment| match segment {
        Segment::Param(name) => Some(name),
        Segment::Literal(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(template: &str) -> String {
        match parse(template) {
            Ok(segments) => segments
                .iter()
                .map(|segment| match segment {
                    Segment::Literal(text) => text.clone(),
                    Segment::Param(name) => format!("<{name}>"),
                })
                .collect(),
            Err(reason) => format!("error: it {reason}"),
        }
    }

    #[test]
    fn legal_templates() {
        for (template, expected) in [
            ("/", "/"),
            ("/a/b/", "/a/b/"),
            ("/files/{name}.{ext}", "/files/<name>.<ext>"),
            ("/{id}:cancel", "/<id>:cancel"),
            ("/a/{b}/", "/a/<b>/"),
            ("/caf%C3%A9/{x}", "/café/<x>"),
            ("//x", "//x"),
            ("/a.b/..c", "/a.b/..c"),
        ] {
            assert_eq!(text(template), expected, "{template}");
        }
    }

    #[test]
    fn templates_that_cannot_be_matched() {
        for template in [
            "",
            "a",
            "/a?x=1",
            "/a#b",
            "/{a}{b}",
            "/{a",
            "/a}",
            "/{}",
            "/{a}/{a}",
            "/{a/b}",
            "/a/../b",
            "/%2e%2E/b",
            "/%2",
            "/%zz",
            "/a%2Fb",
            "/%ff",
        ] {
            assert!(parse(template).is_err(), "{template}: {}", text(template));
        }
    }

    #[test]
    fn shapes_forget_names() {
        let (left, right) = (parse("/a/{b}").unwrap(), parse("/%61/{c}").unwrap());
        assert_eq!(shape(&left), shape(&right));
        let other = parse("/a/{b}/").unwrap();
        assert_ne!(shape(&left), shape(&other));
        assert_eq!(parameters(&other).count(), 1);
    }
}

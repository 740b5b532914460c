//! Media types as keys of `content`.

use specwright_spec::model::{MediaType, Named, Spanned};

/// A key of `content` with its object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'d> {
    /// The key.
    pub(super) key: &'d Spanned<String>,
    /// What it stands for.
    pub(super) media: &'d MediaType,
    /// How its bytes are understood.
    pub(super) kind: Kind,
}

/// What a media type means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `application/json` or `*+json`.
    Json,
    /// A range (`*/*`, `application/*`) with a schema: published documents
    /// mean JSON.
    JsonRange,
    /// Anything else: bytes.
    Other,
}

/// The members of `content`, understood.
pub(super) fn entries(content: &Named<MediaType>) -> Vec<Entry<'_>> {
    content
        .iter()
        .map(|(key, media)| Entry {
            key,
            media,
            kind: kind(&key.value, media),
        })
        .collect()
}

fn kind(key: &str, media: &MediaType) -> Kind {
    let essence = essence(key);
    if is_json(&essence) {
        return Kind::Json;
    }
    let json_range = matches!(essence.as_str(), "*/*" | "*" | "application/*");
    if json_range && media.schema.is_some() {
        return Kind::JsonRange;
    }
    Kind::Other
}

/// Whether the media type (without parameters, lower case) is JSON.
fn is_json(essence: &str) -> bool {
    match essence.split_once('/') {
        Some(("application", "json")) => true,
        Some((_, subtype)) => subtype.ends_with("+json"),
        None => false,
    }
}

/// A media type or range without its parameters, in lower case; `*` alone is
/// `*/*`.
pub(super) fn essence(key: &str) -> String {
    let essence = key.split(';').next().unwrap_or_default().trim();
    if essence == "*" {
        return "*/*".to_owned();
    }
    essence.to_ascii_lowercase()
}

/// What is sent as `Content-Type`: the media type itself (with its
/// parameters), for a range of JSON `application/json`, for another range
/// `application/octet-stream`.
pub(super) fn sent(entry: &Entry<'_>) -> String {
    match entry.kind {
        Kind::JsonRange => "application/json".to_owned(),
        _ if essence(&entry.key.value).contains('*') || !is_header_value(&entry.key.value) => {
            "application/octet-stream".to_owned()
        }
        _ => entry.key.value.trim().to_owned(),
    }
}

/// Whether the text can be sent as a header's value.
fn is_header_value(text: &str) -> bool {
    !text.trim().is_empty() && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The entry that carries JSON: the first media type, else the first range.
pub(super) fn preferred<'e, 'd>(entries: &'e [Entry<'d>]) -> Option<&'e Entry<'d>> {
    let of = |kind| entries.iter().find(|entry| entry.kind == kind);
    of(Kind::Json).or_else(|| of(Kind::JsonRange))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_recognised() {
        for (key, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/problem+json", true),
            ("application/vnd.github.v3+json", true),
            ("application/jsonlines", false),
            ("application/json-seq", false),
            ("text/json+x", false),
            ("json", false),
            ("", false),
        ] {
            assert_eq!(is_json(&essence(key)), expected, "{key}");
        }
    }

    #[test]
    fn parameters_and_case_do_not_count() {
        assert_eq!(essence(" Text/Plain ;charset=utf-8"), "text/plain");
        assert_eq!(essence("*"), "*/*");
    }
}

//! The metaschemas of JSON Schema 2020-12, and the base dialect of OpenAPI
//! 3.1: what a document may refer to although no file of it is there.

/// Each with its URI.
const ALL: &[(&str, &str)] = &[
    (
        "https://json-schema.org/draft/2020-12/schema",
        include_str!("schema.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/core",
        include_str!("core.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/applicator",
        include_str!("applicator.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/unevaluated",
        include_str!("unevaluated.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/validation",
        include_str!("validation.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/meta-data",
        include_str!("meta-data.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/format-annotation",
        include_str!("format-annotation.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/format-assertion",
        include_str!("format-assertion.json"),
    ),
    (
        "https://json-schema.org/draft/2020-12/meta/content",
        include_str!("content.json"),
    ),
    (
        "https://spec.openapis.org/oas/3.1/dialect/base",
        include_str!("openapi.json"),
    ),
    (
        "https://spec.openapis.org/oas/3.1/meta/base",
        include_str!("openapi-base.json"),
    ),
];

/// The text of the metaschema with this URI.
pub(crate) fn text(uri: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(known, _)| *known == uri);
    found.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use specwright_source::{Node, Sources, read};

    #[test]
    fn each_has_its_uri_and_reads_without_a_finding() {
        let mut sources = Sources::new();
        for (uri, text) in super::ALL {
            let file = sources.add(*uri, *text);
            let (root, found) = read(&sources, file);
            assert!(found.is_empty(), "{uri}: {found:?}");
            let root = root.unwrap();
            assert_eq!(root.get("$id").and_then(Node::as_str), Some(*uri));
            let anchor = root.get("$dynamicAnchor").and_then(Node::as_str);
            assert_eq!(anchor, Some("meta"), "{uri}");
        }
    }
}

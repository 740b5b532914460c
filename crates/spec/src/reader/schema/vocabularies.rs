//! `$schema` and `$vocabulary`: which keywords mean something.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, FileId, Node, Span, Value};

use crate::model::{Location, Spanned, Version};
use crate::reader::Reader;

/// URIs of metaschemas that have every vocabulary, by their beginning.
const DIALECTS: &[&str] = &[
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.",
];

/// A set of vocabularies of JSON Schema 2020-12. The core is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Vocabularies(u8);

/// The vocabularies by the end of their URI, and what they are here. What
/// only annotates, and what is always there, is not told apart.
const NAMES: &[(&str, Vocabularies)] = &[
    ("core", Vocabularies(0)),
    ("applicator", Vocabularies::APPLICATOR),
    ("unevaluated", Vocabularies::UNEVALUATED),
    ("validation", Vocabularies::VALIDATION),
    ("meta-data", Vocabularies(0)),
    ("format-annotation", Vocabularies::FORMAT_ANNOTATION),
    ("format-assertion", Vocabularies::FORMAT_ASSERTION),
    ("content", Vocabularies::CONTENT),
];

const PREFIX: &str = "https://json-schema.org/draft/2020-12/vocab/";

impl Vocabularies {
    pub(crate) const APPLICATOR: Self = Self(1);
    pub(crate) const UNEVALUATED: Self = Self(1 << 1);
    pub(crate) const VALIDATION: Self = Self(1 << 2);
    pub(crate) const FORMAT_ANNOTATION: Self = Self(1 << 3);
    pub(crate) const FORMAT_ASSERTION: Self = Self(1 << 4);
    pub(crate) const CONTENT: Self = Self(1 << 5);
    /// Those of the standard metaschema.
    pub(crate) const STANDARD: Self = Self(0b10_1111);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether `format` means something.
    pub(crate) fn has_format(self) -> bool {
        self.has(Self::FORMAT_ANNOTATION) || self.has(Self::FORMAT_ASSERTION)
    }
}

impl<'d> Reader<'d> {
    /// The vocabularies of the schema at `location`.
    pub(crate) fn vocabularies(&self, location: &Location) -> Vocabularies {
        let file = self.opened.borrow().get(&location.file).cloned();
        let dialect = file
            .filter(|file| file.version > Version::V3_0)
            .and_then(|file| file.dialect_at(&location.pointer));
        let Some(dialect) = dialect else {
            return Vocabularies::STANDARD;
        };
        let key = (location.file, dialect.uri);
        if let Some(known) = self.vocabularies.borrow().get(&key) {
            return *known;
        }
        let metaschema = match is_standard(dialect.uri) {
            true => None,
            false => self.metaschema(location.file, dialect.uri),
        };
        let found = metaschema
            .and_then(|root| root.get("$vocabulary"))
            .map_or(Vocabularies::STANDARD, |node| {
                self.listed(node, dialect.span)
            });
        self.vocabularies.borrow_mut().insert(key, found);
        found
    }

    /// The metaschema called `uri`, where there is a file of it or a resource.
    fn metaschema(&self, from: FileId, uri: &str) -> Option<&'d Node> {
        let opened = self.opened.borrow();
        let known = opened.values().find_map(|file| {
            let number = file.resource_by_uri(uri)?;
            Some(file.resource(number)?.target.node)
        });
        known.or_else(|| self.files.file(from, uri).ok())
    }

    /// The vocabularies that `$vocabulary` lists; a warning, at the `$schema`
    /// that asks for them, for those that nobody knows.
    fn listed(&self, node: &'d Node, at: Span) -> Vocabularies {
        let mut set = 0;
        for entry in node.as_mapping().into_iter().flatten() {
            let name = entry.key.strip_prefix(PREFIX);
            let known = name.and_then(|name| NAMES.iter().find(|(known, _)| *known == name));
            if let Some((_, vocabulary)) = known {
                set |= vocabulary.0;
            } else if entry.value.value == Value::Bool(true) {
                let message = format!("the vocabulary `{}` is not known", entry.key);
                self.report(
                    Diagnostic::warning(codes::VOCABULARY, at, message)
                        .label("schemas of this metaschema are read without it")
                        .also(entry.key_span, "required here"),
                );
            }
        }
        Vocabularies(set)
    }

    /// A warning where the metaschema `uri`, written in `file`, is none that
    /// is known, so that schemas may mean something else than they say here.
    pub(crate) fn check_dialect(&self, file: FileId, uri: Option<&Spanned<String>>) {
        let Some(uri) = uri else {
            return;
        };
        let plain = uri.value.trim_end_matches('#');
        if is_standard(plain) || self.metaschema(file, plain).is_some_and(is_covered) {
            return;
        }
        let message = format!("the schema dialect `{}` is not covered", uri.value);
        self.report(
            Diagnostic::warning(codes::SCHEMA_DIALECT, uri.span, message)
                .label("read as JSON Schema 2020-12"),
        );
    }
}

fn is_standard(uri: &str) -> bool {
    DIALECTS.iter().any(|known| uri.starts_with(known))
}

/// Whether a metaschema is itself a schema of a known dialect.
fn is_covered(root: &Node) -> bool {
    let own = root.get("$schema").and_then(Node::as_str);
    own.is_none_or(|own| is_standard(own.trim_end_matches('#')))
}

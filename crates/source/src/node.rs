//! The text of a document as values that know their position.

use crate::Span;

/// A value of a document's text with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The text the value was read from. Of a mapping or sequence in block
    /// style, the whole block.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false` (YAML 1.2 core schema: no `yes`, no `on`).
    Bool(bool),
    /// A number; its source text is kept.
    Number(Scalar),
    /// A string, unescaped and unfolded.
    String(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, in the document's order, keys unique.
    Mapping(Mapping),
}

/// A number as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The source text, for example `1.0`, `0x1F` or `1e400`.
    pub text: String,
    /// How the text is to be understood.
    pub kind: ScalarKind,
}

/// The kinds of number the YAML 1.2 core schema and JSON know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// An integer: decimal, octal (`0o`) or hexadecimal (`0x`).
    Integer,
    /// A number with a fraction or an exponent.
    Float,
    /// `.inf`, `-.inf` or `.nan`: YAML only, never a JSON value.
    NotFinite,
}

/// A mapping in the order of the document. Keys are strings; a scalar key of
/// another kind is its source text (`200:` is `"200"`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
}

/// One member of a [`Mapping`].
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Mapping {
    /// A mapping of `entries`, whose keys the reader has made unique.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// The members in the order of the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The member called `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

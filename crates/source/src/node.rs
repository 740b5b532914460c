//! The text of a document as values that know their position.

use crate::Span;

/// A value of a document's text with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The text the value was read from. Of a mapping or sequence in block
    /// style, from its first key or dash to the end of its last value. Of a
    /// text behind `|` or `>`, its lines. Of a value that stands behind an alias, the place of the anchor's value. Of
    /// a value that is not there (`key:`), an empty span behind the colon.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// Whether it is a scalar of YAML without quotes and without a tag: its
    /// writer may have meant its text, whatever it resolves to.
    pub plain: bool,
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

impl Node {
    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of a mapping.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The items of a sequence.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The value of the member called `key`, if this is a mapping with one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.get(key).map(|entry| &entry.value)
    }
}

impl Value {
    /// What kind of value this is, for messages: `null`, `a boolean`, ..
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "a sequence",
            Self::Mapping(_) => "a mapping",
        }
    }
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

impl Scalar {
    /// The same number as JSON writes it: `0x1F` is `31`, `+01` is `1`, `.5`
    /// is `0.5`, `1.` is `1.0`; otherwise nothing changes and nothing is
    /// rounded. `None` if it is not finite, or an octal or hexadecimal number
    /// beyond 128 bits.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let text = self.text.as_str();
        if self.kind == ScalarKind::NotFinite {
            return None;
        }
        if let Some(digits) = text.strip_prefix("0x") {
            return u128::from_str_radix(digits, 16)
                .ok()
                .map(|value| value.to_string());
        }
        if let Some(digits) = text.strip_prefix("0o") {
            return u128::from_str_radix(digits, 8)
                .ok()
                .map(|value| value.to_string());
        }
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let fraction = match fraction {
            None => String::new(),
            Some("") => ".0".to_owned(),
            Some(digits) => format!(".{digits}"),
        };
        Some(format!("{sign}{whole}{fraction}{exponent}"))
    }

    /// The number as an unsigned integer, where it is one; `5.0` and `5e0`
    /// are, as JSON Schema has it.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        let text = self.to_json()?;
        if let Ok(value) = text.parse() {
            return Some(value);
        }
        let (mantissa, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
        let exponent: i32 = match exponent.get(1..) {
            None => 0,
            Some(digits) => digits.parse().ok()?,
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let shift = i64::from(exponent) - i64::try_from(fraction.len()).ok()?;
        if digits.is_empty() {
            return Some(0);
        }
        if shift >= 0 {
            let zeros = usize::try_from(shift).ok().filter(|zeros| *zeros <= 20)?;
            return format!("{digits}{}", "0".repeat(zeros)).parse().ok();
        }
        let cut = usize::try_from(-shift).ok()?;
        let keep = digits.len().checked_sub(cut)?;
        let dropped = digits.get(keep..)?;
        let kept = digits.get(..keep)?;
        (dropped.bytes().all(|digit| digit == b'0')).then(|| kept.parse().ok())?
    }
}

/// A mapping in the order of the document. Keys are strings; a scalar key of
/// another kind is its source text (`200:` is `"200"`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
    /// Of a large mapping, the entries' indices by key; otherwise empty.
    by_key: Vec<u32>,
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

/// From how many members on a mapping keeps an index.
const INDEXED: usize = 16;

impl Mapping {
    /// A mapping of `entries`, whose keys the reader has made unique.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        let count = u32::try_from(entries.len()).unwrap_or(0);
        let mut by_key: Vec<u32> = if entries.len() < INDEXED {
            Vec::new()
        } else {
            (0..count).collect()
        };
        by_key.sort_by(|a, b| key_at(&entries, *a).cmp(key_at(&entries, *b)));
        Self { entries, by_key }
    }

    /// The members in the order of the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The member called `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        if self.by_key.is_empty() {
            return self.entries.iter().find(|entry| entry.key == key);
        }
        let found = self
            .by_key
            .binary_search_by(|index| key_at(&self.entries, *index).cmp(key))
            .ok()?;
        self.entries.get(*self.by_key.get(found)? as usize)
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

    /// The members, without the mapping.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

fn key_at(entries: &[Entry], index: u32) -> &str {
    entries.get(index as usize).map_or("", |entry| &entry.key)
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Scalar {
        Scalar {
            text: text.to_owned(),
            kind: ScalarKind::Float,
        }
    }

    #[test]
    fn numbers_are_written_as_json_without_rounding() {
        let table = [
            ("1.0", "1.0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("+01", "1"),
            ("-007.50", "-7.50"),
            (".5", "0.5"),
            ("1.", "1.0"),
            ("-.5e+3", "-0.5e+3"),
            ("000", "0"),
            (
                "12345678901234567890123456789",
                "12345678901234567890123456789",
            ),
            ("1e400", "1e400"),
        ];
        for (text, json) in table {
            assert_eq!(number(text).to_json().as_deref(), Some(json), "{text}");
        }
    }

    #[test]
    fn unsigned_integers_in_every_spelling() {
        let table = [
            ("5", Some(5)),
            ("5.0", Some(5)),
            ("5.00e0", Some(5)),
            ("0.5e1", Some(5)),
            ("50e-1", Some(5)),
            ("0", Some(0)),
            ("0.0", Some(0)),
            ("0e999", Some(0)),
            ("-1", None),
            ("5.5", None),
            ("0.05", None),
            ("1e-30", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("1e19", Some(10_000_000_000_000_000_000)),
            ("1e2000000000", None),
            ("0x10", Some(16)),
        ];
        for (text, value) in table {
            assert_eq!(number(text).as_u64(), value, "{text}");
        }
    }

    #[test]
    fn large_mappings_find_every_key() {
        let node = Node {
            span: Span::default(),
            value: Value::Null,
            plain: false,
        };
        let entry = |index: usize| Entry {
            key: format!("k{}", (index * 7919) % 1000),
            key_span: Span::default(),
            value: node.clone(),
        };
        for count in [0, 1, 15, 16, 17, 500] {
            let mapping = Mapping::new((0..count).map(entry).collect());
            for entry in &mapping {
                assert_eq!(mapping.get(&entry.key).unwrap().key, entry.key);
            }
            assert!(mapping.get("other").is_none());
        }
    }
}

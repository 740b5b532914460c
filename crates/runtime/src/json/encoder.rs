//! The encoder.

use std::{borrow::Cow, fmt};

use specwright_check::json::{MAX_DEPTH, plain_end};

use super::{Encode, FieldSpec, variant::Tag};
use crate::violation::{Kind, Place, Step, Violation};

/// Writes one JSON text, without blanks.
#[derive(Debug, Default)]
pub struct Encoder {
    pub(super) out: Vec<u8>,
    pub(super) depth: usize,
    pub(super) error: Option<EncodeError>,
    /// Where the text ended behind the `null` of an absent value.
    absent: Option<usize>,
    /// Whether the innermost array or object holds something already.
    pub(super) comma: bool,
    /// The variants that are being written, the innermost last.
    pub(super) tags: Vec<Tag>,
    /// Whether a tag is written as its field holds it, or not at all.
    pub(super) faithful: bool,
}

/// A value that JSON cannot hold.
#[derive(Debug, Clone, PartialEq)]
pub struct EncodeError {
    /// The steps to it, outermost first.
    pub steps: Vec<Step>,
    /// What is wrong with it.
    pub problem: EncodeProblem,
}

/// Why a value cannot be written as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeProblem {
    /// NaN or an infinity.
    NotFinite,
    /// Deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A further member that has the name of a field.
    DuplicateMember,
    /// A value that its format has no text for, as a year beyond 9999.
    NoText {
        /// The format.
        format: &'static str,
    },
    /// A variant of a union whose tag is another one's.
    Tag {
        /// The member that tells the variants apart.
        property: &'static str,
        /// What it may be for this variant.
        expected: &'static [&'static str],
    },
    /// A variant of a union for all other tags whose tag is that of a variant.
    OtherTag {
        /// The member that tells the variants apart.
        property: &'static str,
        /// What it must not be.
        others: &'static [&'static str],
    },
}

impl fmt::Display for EncodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => f.write_str("is NaN or infinite, which JSON does not have"),
            Self::TooDeep => write!(f, "nests deeper than {MAX_DEPTH} levels"),
            Self::DuplicateMember => f.write_str("is a further member and a field as well"),
            Self::NoText { format } => write!(f, "has no text in the format {format}"),
            Self::Tag { property, expected } => {
                f.write_str(&Kind::UnknownTag { property, expected }.message())
            }
            Self::OtherTag { property, others } => {
                f.write_str(&Kind::OtherTag { property, others }.message())
            }
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = Violation::new(Place::Body, self.steps.clone(), Kind::Missing).pointer();
        write!(f, "cannot be written as JSON: `{place}` {}", self.problem)
    }
}

impl std::error::Error for EncodeError {}

impl Encoder {
    /// An encoder that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self {
            out: Vec::with_capacity(128),
            ..Self::default()
        }
    }

    /// The same, for checking: a tag that its field does not hold as its
    /// variant has it is an error, too.
    pub(super) fn faithful() -> Self {
        Self {
            faithful: true,
            ..Self::new()
        }
    }

    /// The text.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.error {
            None => Ok(self.out),
            Some(mut error) => {
                error.steps.reverse();
                Err(error)
            }
        }
    }

    /// Notes that the value at hand cannot be written.
    #[cold]
    pub fn fail(&mut self, problem: EncodeProblem) {
        self.error.get_or_insert(EncodeError {
            steps: Vec::new(),
            problem,
        });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes nothing for an optional member, and `null` elsewhere.
    pub fn absent(&mut self) {
        self.null();
        self.absent = Some(self.out.len());
    }

    /// Notes that what was just written is a value, even if it is `null`.
    #[inline]
    pub fn present(&mut self) {
        self.absent = None;
    }

    /// Writes a boolean.
    pub fn boolean(&mut self, value: bool) {
        self.out
            .extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        write_string(text, &mut self.out);
    }

    /// Writes text that is a JSON value already.
    pub fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Opens an array or object; `false` if it would be too deep.
    pub(super) fn begin(&mut self, open: u8) -> bool {
        if self.error.is_some() {
            return false;
        }
        if self.depth >= MAX_DEPTH {
            self.fail(EncodeProblem::TooDeep);
            return false;
        }
        self.depth += 1;
        self.out.push(open);
        self.comma = false;
        true
    }

    pub(super) fn end(&mut self, close: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(close);
        self.comma = true;
    }

    /// Writes a field, unless it is optional and absent; whether it did.
    #[inline]
    pub(super) fn field(
        &mut self,
        field: &'static FieldSpec,
        value: &dyn Encode,
        optional: bool,
    ) -> bool {
        if !field.plain {
            return self.member(field.name, value, optional);
        }
        if self.error.is_some() {
            return false;
        }
        let before = (self.out.len(), self.comma);
        let key = field.key.as_bytes();
        self.out.extend_from_slice(match (self.comma, key) {
            (false, [_, key @ ..]) => key,
            _ => key,
        });
        self.member_value(field.name, value, optional, before)
    }

    /// Writes a member, unless it is optional and absent; whether it did.
    pub(super) fn member(&mut self, name: &str, value: &dyn Encode, optional: bool) -> bool {
        if self.error.is_some() {
            return false;
        }
        let before = (self.out.len(), self.comma);
        if self.comma {
            self.out.push(b',');
        }
        write_string(name, &mut self.out);
        self.out.push(b':');
        self.member_value(name, value, optional, before)
    }

    /// Writes a member's value behind its name, or takes the name back.
    #[inline]
    fn member_value(
        &mut self,
        name: &str,
        value: &dyn Encode,
        optional: bool,
        before: (usize, bool),
    ) -> bool {
        self.absent = None;
        value.encode(self);
        if self.error.is_some() {
            self.prefix(|| Step::Member(Cow::Owned(name.to_owned())));
        }
        if optional && self.absent == Some(self.out.len()) {
            self.out.truncate(before.0);
            self.comma = before.1;
            return false;
        }
        self.comma = true;
        true
    }

    /// Writes an item.
    pub(super) fn item(&mut self, index: usize, value: &dyn Encode) {
        if self.error.is_some() {
            return;
        }
        if self.comma {
            self.out.push(b',');
        }
        value.encode(self);
        if self.error.is_some() {
            self.prefix(|| Step::Item(index));
        }
        self.comma = true;
    }

    /// Notes that a further member has the name of a field.
    #[cold]
    pub(super) fn duplicate(&mut self, name: &str) {
        if self.error.is_none() {
            self.fail(EncodeProblem::DuplicateMember);
            self.prefix(|| Step::Member(Cow::Owned(name.to_owned())));
        }
    }

    #[cold]
    fn prefix(&mut self, step: impl FnOnce() -> Step) {
        if let Some(error) = &mut self.error {
            error.steps.push(step());
        }
    }
}

/// Appends `text` as a JSON string; only what must be escaped is.
pub(crate) fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let to = plain_end(bytes, from);
        out.extend_from_slice(bytes.get(from..to).unwrap_or_default());
        match bytes.get(to) {
            Some(byte) => escape(*byte, out),
            None => break,
        }
        from = to + 1;
    }
    out.push(b'"');
}

#[cold]
fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let digit = |value: u8| match value {
                0..=9 => b'0' + value,
                _ => b'a' + value - 10,
            };
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

//! The files of one generation run.

use crate::{Diagnostic, FileId, Span, codes::text as codes};

/// The files of one generation run: names, texts, and where lines begin.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<File>,
}

/// A file's name and text.
#[derive(Debug, Clone)]
struct File {
    name: String,
    text: String,
    /// Byte offsets at which lines begin; the first is 0.
    lines: Vec<u32>,
}

/// A place as people count: lines and columns from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: u32,
    /// The column in code points, from 1.
    pub column: u32,
}

impl Sources {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. `name` is what diagnostics show; nothing is read from
    /// disk. A byte order mark stays part of the text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let lines = line_starts(&text);
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File {
            name: name.into(),
            text,
            lines,
        });
        id
    }

    /// Adds a file from its bytes. Where they are not UTF-8, the text holds
    /// replacement characters, and the diagnostic points at the first.
    pub fn add_bytes(
        &mut self,
        name: impl Into<String>,
        bytes: &[u8],
    ) -> (FileId, Option<Diagnostic>) {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return (self.add(name, text), None),
            Err(error) => error,
        };
        let file = self.add(name, String::from_utf8_lossy(bytes));
        let wide = bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]);
        let help = if wide {
            "the file seems to be UTF-16; save it as UTF-8"
        } else {
            "save the file as UTF-8"
        };
        let at = offset(error.valid_up_to());
        let length = '\u{FFFD}'.len_utf8();
        let span = Span::new(file, at, at.saturating_add(offset(length)));
        let diagnostic = Diagnostic::error(codes::ENCODING, span, "the text is not UTF-8")
            .label("this byte does not belong to a UTF-8 character")
            .help(help);
        (file, Some(diagnostic))
    }

    /// The name of `file`; empty for an id of other sources.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.name)
    }

    /// The text of `file`; empty for an id of other sources.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// The text of `span`; empty if it is not a part of its file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file)
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Every file's id, in the order they were added.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        let count = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        (0..count).map(FileId)
    }

    /// Where `span` begins, as line and column.
    #[must_use]
    pub fn line_column(&self, span: Span) -> LineColumn {
        self.place(span.file, span.start)
    }

    /// The line and column of byte `at` of `file`; past the end, of the end.
    #[must_use]
    pub fn place(&self, file: FileId, at: u32) -> LineColumn {
        let Some(file) = self.file(file) else {
            return LineColumn { line: 1, column: 1 };
        };
        let at = offset(floor_boundary(&file.text, at as usize));
        let line = file.lines.partition_point(|start| *start <= at).max(1);
        let start = file.lines.get(line - 1).copied().unwrap_or(0);
        let before = file
            .text
            .get(start as usize..at as usize)
            .unwrap_or_default();
        let bom = usize::from(start == 0 && before.starts_with('\u{FEFF}'));
        LineColumn {
            line: offset(line),
            column: offset(before.chars().count() - bom + 1),
        }
    }

    /// The bytes of the line that holds byte `at` of `file`, without its end.
    #[must_use]
    pub(crate) fn line_range(&self, file: FileId, at: u32) -> std::ops::Range<usize> {
        let Some(file) = self.file(file) else {
            return 0..0;
        };
        let line = file.lines.partition_point(|start| *start <= at).max(1);
        let start = file.lines.get(line - 1).map_or(0, |start| *start as usize);
        let end = file
            .lines
            .get(line)
            .map_or(file.text.len(), |end| *end as usize);
        let text = file.text.get(start..end).unwrap_or("");
        start..start + text.trim_end_matches(['\r', '\n']).len()
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(file.0 as usize)
    }
}

/// `value` as an offset; positions beyond 4 GiB do not occur, since the
/// reader declines such files.
pub(crate) fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The greatest character boundary of `text` that is not behind `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            starts.push(offset(at + 1));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_code_points_and_every_kind_of_line_end() {
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", "a: ä\r\nb: é€x\rc\n");
        let at = |needle: &str| {
            let start = sources.text(file).find(needle).unwrap();
            let place = sources.line_column(Span::new(file, offset(start), offset(start)));
            (place.line, place.column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("b"), (2, 1));
        assert_eq!(at("x"), (2, 6));
        assert_eq!(at("c"), (3, 1));
        assert_eq!(sources.place(file, u32::MAX).line, 4);
    }

    #[test]
    fn a_place_inside_a_character_is_that_characters_place() {
        let mut sources = Sources::new();
        let file = sources.add("a", "€€");
        assert_eq!(sources.place(file, 4).column, 2);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let mut sources = Sources::new();
        let file = sources.add("a", "\u{FEFF}ab");
        assert_eq!(sources.place(file, 4).column, 2);
        assert_eq!(sources.place(file, 0).column, 1);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_an_error_with_a_place() {
        let mut sources = Sources::new();
        let (file, diagnostic) = sources.add_bytes("a", b"a: \xFF\n");
        let diagnostic = diagnostic.unwrap();
        assert_eq!(diagnostic.primary.span, Span::new(file, 3, 6));
        assert_eq!(sources.slice(diagnostic.primary.span), "\u{FFFD}");
    }

    #[test]
    fn an_id_of_other_sources_is_harmless() {
        let sources = Sources::new();
        assert_eq!(sources.text(FileId(7)), "");
        assert_eq!(sources.place(FileId(7), 9).line, 1);
    }
}

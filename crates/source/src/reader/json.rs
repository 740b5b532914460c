//! JSON (RFC 8259), strictly, into positioned nodes.

use super::{MAX_DEPTH, duplicate, members::Members, span, too_deep};
use crate::{
    Code, Diagnostic, Entry, FileId, Node, Scalar, ScalarKind, Span, Value, codes::text as codes,
    sources::floor_boundary,
};

/// What came of reading a text as JSON.
pub(super) struct Reading {
    /// The document, if it could be read to its end.
    pub(super) node: Option<Node>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the reader stopped, as its last diagnostic says, at something
    /// that YAML in flow style has and JSON has not.
    pub(super) yaml: bool,
}

/// Reads `text` from byte `start`.
pub(super) fn read(file: FileId, text: &str, start: usize) -> Reading {
    let mut reader = Reader {
        file,
        text,
        at: start,
        diagnostics: Vec::new(),
        yaml: false,
    };
    let node = reader.document().ok();
    Reading {
        node,
        diagnostics: reader.diagnostics,
        yaml: reader.yaml,
    }
}

/// The text cannot be read on; the reason is among the diagnostics.
struct Stop;

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    /// The next byte to read.
    at: usize,
    diagnostics: Vec<Diagnostic>,
    /// See [`Reading::yaml`].
    yaml: bool,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<Node, Stop> {
        self.blanks();
        let node = self.value(1)?;
        self.blanks();
        match self.peek() {
            None => Ok(node),
            Some(b'/' | b'#') => Err(self.comment()),
            Some(_) => Err(self.unexpected("nothing more behind the document's end")),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Stop> {
        let start = self.at;
        if depth > MAX_DEPTH {
            let place = span(self.file, start, start + 1);
            self.diagnostics.push(too_deep(place));
            return Err(Stop);
        }
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            Some(b'/' | b'#') => return Err(self.comment()),
            Some(b'\'') => return Err(self.single_quote()),
            Some(b'+' | b'.') => {
                let help = "a JSON number begins with a digit or `-`";
                let place = self.token();
                return Err(self.stop(codes::NUMBER, place, "not a JSON number", help));
            }
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node {
            span: span(self.file, start, self.at),
            value,
            plain: false,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value, Stop> {
        let open = self.at;
        self.at += 1;
        let mut members = Members::default();
        self.blanks();
        if self.take(b'}') {
            return Ok(Value::Mapping(members.finish()));
        }
        loop {
            let start = self.at;
            let key = match self.peek() {
                Some(b'"') => self.string()?,
                other => return Err(self.no_key(other, open, !members.is_empty())),
            };
            let key_span = span(self.file, start, self.at);
            self.blanks();
            if !self.take(b':') {
                return Err(self.expected("`:` behind the key", open));
            }
            self.blanks();
            let value = self.value(depth + 1)?;
            let first = members.position(&key).and_then(|at| members.get(at));
            match first.map(|first| first.key_span) {
                Some(first) => self.diagnostics.push(duplicate(&key, key_span, first)),
                None => members.push(Entry {
                    key,
                    key_span,
                    value,
                }),
            }
            self.blanks();
            if self.take(b'}') {
                return Ok(Value::Mapping(members.finish()));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`", open));
            }
            self.blanks();
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Stop> {
        let open = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.take(b']') {
            return Ok(Value::Sequence(items));
        }
        loop {
            if self.peek() == Some(b']') {
                return Err(self.trailing_comma());
            }
            if self.peek().is_none() {
                return Err(self.expected("a value", open));
            }
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take(b']') {
                return Ok(Value::Sequence(items));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`", open));
            }
            self.blanks();
        }
    }

    /// `true`, `false`, `null`, or what people write instead of them.
    fn word(&mut self) -> Result<Value, Stop> {
        let place = self.token();
        let word = self.text.get(place.start as usize..place.end as usize);
        let value = match word.unwrap_or_default() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            "NaN" | "Infinity" => {
                let help = "JSON has no such numbers";
                return Err(self.stop(codes::NUMBER, place, "not a JSON number", help));
            }
            word => {
                let lower = word.to_ascii_lowercase();
                let help = match lower.as_str() {
                    "true" | "false" | "null" => format!("write `{lower}`"),
                    "none" | "nil" | "undefined" => "write `null`".to_owned(),
                    _ => format!("text wants double quotes: `\"{word}\"`"),
                };
                let message = format!("expected a value, found `{word}`");
                return Err(self.stop(codes::SYNTAX, place, message, help));
            }
        };
        self.at = place.end as usize;
        Ok(value)
    }

    fn number(&mut self) -> Result<Scalar, Stop> {
        let start = self.at;
        self.take(b'-');
        let first = self.at;
        let digits = self.digits();
        let zeros = digits > 1 && self.text.as_bytes().get(first) == Some(&b'0');
        let mut complete = digits > 0;
        let mut kind = ScalarKind::Integer;
        if self.take(b'.') {
            kind = ScalarKind::Float;
            complete &= self.digits() > 0;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            kind = ScalarKind::Float;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            complete &= self.digits() > 0;
        }
        let glued = matches!(
            self.peek(),
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'.')
        );
        if complete && !zeros && !glued {
            let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
            return Ok(Scalar { text, kind });
        }
        let help = if zeros {
            "a JSON number has no leading zeros; if this is text, write it in double quotes"
        } else {
            "a JSON number is like `-12`, `1.5` or `2e10`; text wants double quotes"
        };
        self.at = start;
        let place = self.token();
        Err(self.stop(codes::NUMBER, place, "not a JSON number", help))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    /// A string with its escapes undone. A broken escape is reported and
    /// stands for U+FFFD, so that reading goes on.
    fn string(&mut self) -> Result<String, Stop> {
        let open = self.at;
        self.at += 1;
        let mut plain = String::new();
        loop {
            let run = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1F)) {
                self.at += 1;
            }
            plain.push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(plain);
                }
                Some(b'\\') => {
                    let char = self.escape();
                    plain.push(char);
                }
                Some(b'\n' | b'\r') | None => {
                    let place = span(self.file, open, self.at);
                    let help = "close the string with `\"`; a line end inside it is written `\\n`";
                    return Err(self.stop(codes::SYNTAX, place, "a string without an end", help));
                }
                Some(byte) => {
                    let place = span(self.file, self.at, self.at + 1);
                    let short = if byte == b'\t' { " or `\\t`" } else { "" };
                    let help = format!("write it as an escape, `\\u{byte:04x}`{short}");
                    let message = "a control character inside a string";
                    self.report(codes::ENCODING, place, message, help);
                    plain.push(char::from(byte));
                    self.at += 1;
                }
            }
        }
    }

    /// One escape, or a surrogate pair of two.
    fn escape(&mut self) -> char {
        let start = self.at;
        self.at += 1;
        let simple = match self.peek() {
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            other => {
                if !matches!(other, None | Some(b'\n' | b'\r')) {
                    self.at += self.char_width();
                }
                let place = span(self.file, start, self.at);
                let help = "a backslash itself is written `\\\\`";
                self.report(codes::ESCAPE, place, "JSON does not know this escape", help);
                return char::REPLACEMENT_CHARACTER;
            }
        };
        self.at += 1;
        simple
    }

    /// The digits behind a `\u` that begins at `start`.
    fn unicode(&mut self, start: usize) -> char {
        let Some(unit) = self.hex4() else {
            let place = span(self.file, start, self.at);
            let help = "`\\u` is followed by four hexadecimal digits";
            self.report(codes::ESCAPE, place, "an incomplete escape", help);
            return char::REPLACEMENT_CHARACTER;
        };
        if let Some(char) = char::from_u32(unit) {
            return char;
        }
        let behind = self.at;
        if unit < 0xDC00
            && self.take(b'\\')
            && self.take(b'u')
            && let Some(low @ 0xDC00..=0xDFFF) = self.hex4()
        {
            let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        self.at = behind;
        let place = span(self.file, start, behind);
        let help = "a character beyond `\\uFFFF` is a high surrogate (`\\uD800` to `\\uDBFF`) \
                    followed by a low one (`\\uDC00` to `\\uDFFF`)";
        self.report(
            codes::ESCAPE,
            place,
            "a surrogate without its other half",
            help,
        );
        char::REPLACEMENT_CHARACTER
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16))?;
            self.at += 1;
            unit = unit * 16 + digit;
        }
        Some(unit)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// How many bytes the character at the current place has.
    fn char_width(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.chars().next().map_or(0, char::len_utf8)
    }

    /// The word at the current place, or the one character there.
    fn token(&self) -> Span {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let wordly = |char: char| char.is_alphanumeric() || "_.+-$".contains(char);
        let word: usize = rest
            .chars()
            .take_while(|char| wordly(*char))
            .map(char::len_utf8)
            .sum();
        let length = if word == 0 { self.char_width() } else { word };
        span(self.file, self.at, self.at + length)
    }

    fn report(
        &mut self,
        code: Code,
        place: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, place, message).help(help));
    }

    fn stop(
        &mut self,
        code: Code,
        place: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Stop {
        self.report(code, place, message, help);
        Stop
    }

    fn found(&self) -> String {
        let place = self.token();
        match self.text.get(place.start as usize..place.end as usize) {
            None | Some("") => "the end of the file".to_owned(),
            Some(text) if text.chars().any(char::is_control) => {
                format!("`{}`", text.escape_default())
            }
            Some(text) => format!("`{text}`"),
        }
    }

    fn unexpected(&mut self, wanted: &str) -> Stop {
        let message = format!("expected {wanted}, found {}", self.found());
        let place = self.token();
        self.diagnostics
            .push(Diagnostic::error(codes::SYNTAX, place, message));
        Stop
    }

    /// `wanted` is missing inside the bracket that was opened at `open`.
    fn expected(&mut self, wanted: &str, open: usize) -> Stop {
        if matches!(self.peek(), Some(b'/' | b'#')) {
            return self.comment();
        }
        let message = format!("expected {wanted}, found {}", self.found());
        let opened = span(self.file, open, open + 1);
        // A missing comma is best shown where it belongs.
        let before = self
            .text
            .get(..self.at)
            .unwrap_or_default()
            .trim_ascii_end()
            .len();
        let place = if self.peek() == Some(b'"') && wanted.starts_with("`,`") {
            span(
                self.file,
                floor_boundary(self.text, before.saturating_sub(1)),
                before,
            )
        } else {
            self.token()
        };
        let mut diagnostic =
            Diagnostic::error(codes::SYNTAX, place, message).also(opened, "opened here");
        if place.end as usize == before {
            diagnostic = diagnostic.label("a comma is missing here");
        }
        self.diagnostics.push(diagnostic);
        Stop
    }

    /// There is no key where an object wants one.
    fn no_key(&mut self, found: Option<u8>, open: usize, behind_comma: bool) -> Stop {
        match found {
            Some(b'}') if behind_comma => self.trailing_comma(),
            Some(b'\'') => self.single_quote(),
            Some(b'/' | b'#') => self.comment(),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'0'..=b'9') => {
                let place = self.token();
                let message = format!("expected a key, found {}", self.found());
                let help = "keys of a JSON object stand in double quotes";
                self.yaml = true;
                self.stop(codes::SYNTAX, place, message, help)
            }
            _ => self.expected("a key in double quotes", open),
        }
    }

    fn trailing_comma(&mut self) -> Stop {
        let before = self
            .text
            .get(..self.at)
            .unwrap_or_default()
            .trim_ascii_end();
        let comma = before.len().saturating_sub(1);
        let place = span(self.file, comma, before.len());
        let message = "a comma behind the last member";
        self.yaml = true;
        self.stop(codes::SYNTAX, place, message, "remove the comma")
    }

    fn comment(&mut self) -> Stop {
        let place = span(self.file, self.at, self.at + 1);
        let help = "remove the comment, or write the document in YAML";
        self.yaml = self.peek() == Some(b'#');
        self.stop(codes::SYNTAX, place, "JSON has no comments", help)
    }

    fn single_quote(&mut self) -> Stop {
        let place = span(self.file, self.at, self.at + 1);
        let help = "write `\"` instead of `'`";
        self.yaml = true;
        self.stop(codes::SYNTAX, place, "JSON has no single quotes", help)
    }
}

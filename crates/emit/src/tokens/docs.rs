//! Text of the document as doc attributes, made harmless.
//!
//! Descriptions are CommonMark of anybody. In the output they must neither be
//! code (a fenced or indented block would be a doctest), nor markup that acts
//! (HTML), nor links that rustdoc looks for among the items (`[name]`). What
//! is left reads as it was meant.

mod inline;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Docs;

/// The documentation of an item: its summary, its description, and whether
/// it is deprecated. `fallback` stands in for an empty one, so that every
/// public item has a doc comment.
#[must_use]
pub fn docs_of(docs: &Docs, fallback: &str) -> TokenStream {
    docs_above(docs, fallback, "")
}

/// The same with a paragraph of ours below, whatever block the document's text
/// leaves open.
#[must_use]
pub fn docs_above(docs: &Docs, fallback: &str, below: &str) -> TokenStream {
    let mut parts: Vec<&str> = [docs.summary.as_deref(), docs.description.as_deref()]
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .collect();
    if parts.is_empty() {
        parts.push(fallback);
    }
    let examples = examples(&docs.examples);
    parts.push(&examples);
    parts.push(below);
    let text = paragraphs(&parts);
    if docs.deprecated {
        quote!(#text #[deprecated])
    } else {
        text
    }
}

/// JSON texts as fenced blocks.
fn examples(texts: &[String]) -> String {
    let mut out = String::new();
    for (number, text) in texts.iter().enumerate() {
        let longest = text.split(|c| c != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
        out.push_str(match (number, texts.len()) {
            (0, 1) => "Example:\n\n",
            (0, _) => "Examples:\n\n",
            _ => "\n\n",
        });
        out.push_str(&format!("{fence}json\n{text}\n{fence}"));
    }
    out
}

/// CommonMark of the document as `#[doc = ".."]` attributes, one a line.
#[must_use]
pub fn docs(text: &str) -> TokenStream {
    paragraphs(&[text])
}

/// Texts one below the other; none goes on with a block of another.
fn paragraphs(parts: &[&str]) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = harmless(part);
        if !lines.is_empty() && !part.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part);
    }
    let lines = lines.into_iter().map(|line| {
        if line.is_empty() {
            line
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A name of the document as a code span: it is shown as it is, on one line.
#[must_use]
pub fn code_span(text: &str) -> String {
    let text: String = clean(text)
        .chars()
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if text.trim().is_empty() {
        "(blank)".to_owned()
    } else if longest > 0 || text.starts_with(' ') || text.ends_with(' ') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Text without characters that a comment cannot show: line ends are `\n`,
/// tabs are blanks, controls and signs that change the direction of writing
/// are left out.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            _ if c.is_control() => {}
            _ => clean.push(c),
        }
    }
    clean
}

/// The lines of a doc comment.
fn harmless(text: &str) -> Vec<String> {
    let clean = clean(text);
    let mut blocks = Blocks::default();
    for line in clean.trim_matches('\n').lines() {
        blocks.line(line.trim_end());
    }
    blocks.finish()
}

/// CommonMark's blocks, as far as code must be told from text.
#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    /// Lines of text that belong together, for what spans lines.
    paragraph: Vec<String>,
    /// The sign and length that close the fenced block at hand.
    fence: Option<(char, usize)>,
    /// Lines of the indented code at hand.
    indented: Vec<String>,
    /// The columns at which the content of open list items begins.
    items: Vec<usize>,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if self.fence.is_some() {
            self.fenced(line, text);
        } else if text.is_empty() {
            self.blank();
        } else if self.is_code(indent) {
            self.indented.push(line.to_owned());
        } else {
            self.end_code();
            if !self.open_fence(text, indent) {
                self.text(text, indent);
            }
        }
    }

    /// A line within a fenced block.
    fn fenced(&mut self, line: &str, text: &str) {
        self.out.push(line.to_owned());
        if let Some((sign, length)) = self.fence
            && text.len() >= length
            && text.chars().all(|c| c == sign)
        {
            self.fence = None;
        }
    }

    fn blank(&mut self) {
        if self.indented.is_empty() {
            self.end_paragraph();
            self.out.push(String::new());
        } else {
            self.indented.push(String::new());
        }
    }

    /// Whether a line is indented code: four blanks beyond the list item it
    /// is in, behind a blank line or more such code.
    fn is_code(&mut self, indent: usize) -> bool {
        if !self.paragraph.is_empty() {
            return false;
        }
        while self.items.last().is_some_and(|content| indent < *content) {
            self.items.pop();
        }
        indent >= self.items.last().copied().unwrap_or(0) + 4
    }

    /// Begins a fenced block, marked as text, if the line does.
    fn open_fence(&mut self, text: &str, indent: usize) -> bool {
        let Some(sign) = text.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            return false;
        };
        let length = text.len() - text.trim_start_matches(sign).len();
        let info = text.trim_start_matches(sign);
        if length < 3 || sign == '`' && info.contains('`') {
            return false;
        }
        self.end_paragraph();
        let fence = sign.to_string().repeat(length);
        self.out.push(format!("{}{fence}text", " ".repeat(indent)));
        self.fence = Some((sign, length));
        true
    }

    /// A line of text.
    fn text(&mut self, text: &str, indent: usize) {
        let marker = marker_width(text);
        let starts_block = text.starts_with(['#', '>']) || marker.is_some();
        let mut indent = indent;
        match (self.items.last().copied(), marker) {
            // The line goes on with an item's text: it is put below it.
            (Some(content), None) if !self.paragraph.is_empty() && !starts_block => {
                indent = content;
            }
            (_, None) => {
                if starts_block && indent == 0 {
                    self.items.clear();
                }
            }
            (_, Some(width)) => {
                while self.items.last().is_some_and(|content| indent < *content) {
                    self.items.pop();
                }
                let base = self.items.last().copied().unwrap_or(0);
                indent = indent.min(base + 3);
                self.items.push(indent + width);
            }
        }
        let quoted = self
            .paragraph
            .last()
            .is_some_and(|line| line.trim_start().starts_with('>'));
        if starts_block {
            self.end_paragraph();
        } else if quoted {
            // The line goes on with a quotation's text: it gets its sign.
            self.paragraph.push(format!("> {text}"));
            return;
        }
        self.paragraph.push(format!("{}{text}", " ".repeat(indent)));
    }

    fn end_paragraph(&mut self) {
        if !self.paragraph.is_empty() {
            let text = inline::harmless(&self.paragraph.join("\n"));
            self.out.extend(text.lines().map(str::to_owned));
            self.paragraph.clear();
        }
    }

    /// Writes indented code as a fenced block.
    fn end_code(&mut self) {
        if self.indented.is_empty() {
            return;
        }
        let mut blanks = 0;
        while self.indented.last().is_some_and(String::is_empty) {
            self.indented.pop();
            blanks += 1;
        }
        let longest = self
            .indented
            .iter()
            .flat_map(|line| line.split(|c| c != '`'))
            .map(str::len)
            .max()
            .unwrap_or_default();
        let base = self.items.last().copied().unwrap_or(0);
        let (margin, fence) = (" ".repeat(base), "`".repeat(longest.max(2) + 1));
        self.out.push(format!("{margin}{fence}text"));
        for line in self.indented.drain(..) {
            let line = line.get(base + 4..).unwrap_or_default();
            self.out
                .push(format!("{margin}{line}").trim_end().to_owned());
        }
        self.out.push(format!("{margin}{fence}"));
        self.out.extend(std::iter::repeat_n(String::new(), blanks));
    }

    fn finish(mut self) -> Vec<String> {
        self.end_paragraph();
        self.end_code();
        if let Some((sign, length)) = self.fence {
            self.out.push(sign.to_string().repeat(length));
        }
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out
    }
}

/// The width of a list item's marker with its blanks, if the line has one.
fn marker_width(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marker = match digits {
        0 if text.starts_with(['-', '*', '+']) => 1,
        1..=9 if text.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let rest = text.get(marker..)?;
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    match (blanks, rest.is_empty()) {
        (_, true) => Some(marker + 1),
        (0, _) => None,
        (1..=4, _) => Some(marker + blanks),
        _ => Some(marker + 1),
    }
}

#[cfg(test)]
mod tests {
    use specwright_ir::Docs;

    use super::{code_span, docs_above, harmless};

    fn lines(text: &str) -> String {
        harmless(text).join("\n")
    }

    #[test]
    fn fenced_blocks_are_text_and_are_closed() {
        assert_eq!(
            lines("a\n```rust\nfn x() {}\n```"),
            "a\n```text\nfn x() {}\n```"
        );
        assert_eq!(lines("```\n[a]\n<b>"), "```text\n[a]\n<b>\n```");
        assert_eq!(lines("~~~~ json\n~~~\n~~~~"), "~~~~text\n~~~\n~~~~");
        assert_eq!(lines("```a`b```"), "```a`b```");
    }

    #[test]
    fn no_part_goes_on_with_a_block_of_another() {
        let docs = Docs {
            summary: Some("A\n```\nb".to_owned()),
            description: Some("- c\n~~~\nd".to_owned()),
            examples: vec!["[\n  \"<b>\"\n]".to_owned(), "\"```\"".to_owned()],
            ..Docs::default()
        };
        let found = docs_above(&docs, "", "`GET /e`").to_string();
        let lines = [
            "A",
            "```text",
            "b",
            "```",
            "",
            "- c",
            "~~~text",
            "d",
            "~~~",
            "",
            "Examples:",
            "",
            "```text",
            "[",
            "  \"<b>\"",
            "]",
            "```",
            "",
            "````text",
            "\"```\"",
            "````",
            "",
            "`GET /e`",
        ];
        let lines = lines.map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        });
        assert_eq!(found, quote::quote!(#(#[doc = #lines])*).to_string());
    }

    #[test]
    fn indented_code_is_a_fenced_block_of_text() {
        assert_eq!(
            lines("a\n\n    let x;\n\n    let y;\n\nb"),
            "a\n\n```text\nlet x;\n\nlet y;\n```\n\nb"
        );
        assert_eq!(lines("\tcode ```"), "````text\ncode ```\n````");
        // Not code: it goes on with a paragraph.
        assert_eq!(lines("a\n    b"), "a\n    b");
    }

    #[test]
    fn lists_keep_their_levels_and_their_lines_stand_below() {
        assert_eq!(
            lines("- a\n  - b\n    more\nlazy\n\nafter"),
            "- a\n  - b\n    more\n    lazy\n\nafter"
        );
        assert_eq!(
            lines("1. a\n\n   b\n\n       code"),
            "1. a\n\n   b\n\n   ```text\n   code\n   ```"
        );
        assert_eq!(lines("-x\n*y*"), "-x\n*y*");
    }

    #[test]
    fn quotations_have_their_sign_on_each_line() {
        assert_eq!(lines("> a\nb\n\nc"), "> a\n> b\n\nc");
    }

    #[test]
    fn what_cannot_be_shown_is_left_out() {
        assert_eq!(lines("a\u{202E}b\u{0}\u{7}c\r\nd\re\t"), "abc\nd\ne");
        assert_eq!(lines("\n\n a  \n\n\n"), " a");
        assert_eq!(lines(""), "");
    }

    #[test]
    fn code_spans_hold_any_name() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b``c"), "``` a`b``c ```");
        assert_eq!(code_span("a\n*/ b"), "`a */ b`");
        assert_eq!(code_span(""), "(blank)");
    }
}

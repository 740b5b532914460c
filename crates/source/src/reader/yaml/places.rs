//! Where values stand: the parser's places, made exact.

use saphyr_parser::ScalarStyle;

use super::{super::span, Reader};
use crate::Span;

impl Reader<'_> {
    pub(super) fn here(&self, at: usize) -> Span {
        span(self.file, at, at)
    }

    pub(super) fn word_at(&self, at: usize) -> Span {
        let rest = self.text.get(at..).unwrap_or_default();
        let blank = |char: char| char.is_whitespace() || ",[]{}".contains(char);
        span(self.file, at, at + rest.find(blank).unwrap_or(rest.len()))
    }

    /// The part of `place` on its first line.
    pub(super) fn first_line(&self, place: Span) -> Span {
        let text = self.text.get(place.start as usize..place.end as usize);
        let line = text.unwrap_or_default().lines().next().unwrap_or_default();
        let start = place.start as usize;
        span(self.file, start, start + line.trim_end().len())
    }

    /// `place` without an anchor and a tag at its begin.
    pub(super) fn without_properties(&self, place: Span, there: bool) -> Span {
        let mut start = place.start as usize;
        let end = place.end as usize;
        loop {
            let rest = self.text.get(start..end).unwrap_or_default();
            if !there || !rest.starts_with(['&', '!']) {
                break;
            }
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let behind = rest.get(word..).unwrap_or_default();
            start += word + (behind.len() - behind.trim_start().len());
        }
        span(self.file, start, end)
    }

    /// The span of a collection that was opened at `open`; `end` is the place
    /// of its end event, and `last` its last value.
    pub(super) fn collection(&self, open: Span, end: Span, last: Option<Span>) -> Span {
        let start = open.start as usize;
        let flow = self
            .text
            .get(start..)
            .is_some_and(|rest| rest.starts_with(['{', '[']));
        let token = self.text.get(end.start as usize..end.end as usize);
        let token = token.unwrap_or_default().trim_end();
        let end = if flow && (token.ends_with('}') || token.ends_with(']')) {
            end.start as usize + token.len()
        } else {
            last.map_or(open.end, |last| last.end) as usize
        };
        span(self.file, start, end.max(start))
    }

    /// Where a missing value of the key at `key` would stand.
    pub(super) fn behind_colon(&self, key: Span) -> Span {
        let end = key.end as usize;
        let rest = self.text.get(end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let colon = rest.trim_start().starts_with(':');
        self.here(end + if colon { blanks + 1 } else { 0 })
    }

    /// `place` without blanks at its end; an empty plain scalar stands behind
    /// what comes before it.
    pub(super) fn trimmed(&self, place: Span, text: &str, style: ScalarStyle) -> Span {
        if text.is_empty() && style == ScalarStyle::Plain {
            let before = self.text.get(..place.start as usize).unwrap_or_default();
            return self.here(before.trim_end().len().max(self.start));
        }
        let start = place.start as usize;
        let text = self.text.get(start..place.end as usize).unwrap_or_default();
        let length = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_length(text),
            _ => text.trim_end().len(),
        };
        span(self.file, start, start + length)
    }
}

/// The length of the quoted scalar that `text` begins with, in bytes; blanks
/// and a comment may follow it.
fn quoted_length(text: &str) -> usize {
    let mut rest = text.bytes().enumerate().skip(1).peekable();
    let double = text.starts_with('"');
    while let Some((at, byte)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        match byte {
            b'\\' if double => {
                rest.next();
            }
            b'"' if double => return at + 1,
            b'\'' if !double && next == Some(b'\'') => {
                rest.next();
            }
            b'\'' if !double => return at + 1,
            _ => {}
        }
    }
    text.len()
}

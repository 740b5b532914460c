//! What is still open where the text breaks: brackets and quotes. Only errors
//! ask for it.

use saphyr_parser::Event;

/// The brackets around the place the parser has come to.
#[derive(Default)]
pub(super) struct Open {
    /// Of each collection that has begun, where its bracket stands; nothing
    /// for those that are written by indentation.
    begun: Vec<Option<usize>>,
    /// Where the last event ends. The parser reads ahead of its events.
    seen: usize,
}

impl Open {
    /// Notes an event at `start..end` of `text`, in bytes.
    pub(super) fn note(&mut self, event: &Event<'_>, text: &str, start: usize, end: usize) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let own = text.get(start..end).unwrap_or_default();
                let bracket = own.ends_with(['{', '[']).then(|| end - 1);
                self.begun.push(bracket);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.begun.pop();
            }
            _ => {}
        }
        self.seen = self.seen.max(end);
    }

    /// The innermost bracket that is open at byte `at`.
    pub(super) fn bracket_at(&self, text: &str, at: usize) -> Option<usize> {
        let mut brackets: Vec<usize> = self.begun.iter().copied().flatten().collect();
        let ahead = text.get(self.seen..at).unwrap_or_default();
        let mut before = '\n';
        let mut quote = None;
        let mut rest = ahead.char_indices();
        while let Some((from, char)) = rest.next() {
            match (quote, char) {
                (Some('"'), '\\') => {
                    rest.next();
                }
                (Some(open), char) => quote = (open != char).then_some(open),
                (None, '#') if before.is_whitespace() => {
                    rest.by_ref().find(|(_, char)| *char == '\n');
                }
                (None, '"' | '\'') if begins_value(ahead, from) => quote = Some(char),
                (None, '{' | '[') if !brackets.is_empty() || begins_value(ahead, from) => {
                    brackets.push(self.seen + from);
                }
                (None, '}' | ']') => {
                    let last = brackets.pop();
                    let opener = if char == '}' { "{" } else { "[" };
                    if let Some(last) = last
                        && text.get(last..=last) != Some(opener)
                    {
                        return Some(last);
                    }
                }
                _ => {}
            }
            before = char;
        }
        brackets.pop()
    }
}

/// Whether a value may begin at byte `at`: behind an indicator, or first.
fn begins_value(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.is_empty() || before.ends_with([':', ',', '-', '?', '[', '{'])
}

/// Where the quoted text begins that ends before byte `at`.
pub(super) fn quote_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end();
    let quote = before.chars().next_back()?;
    let mut end = before.len().checked_sub(1)?;
    loop {
        let found = before.get(..end)?.rfind(quote)?;
        let inner = before.get(..found)?;
        // `''` and `\"` stand for the quote itself.
        let escapes = match quote {
            '\'' => usize::from(inner.ends_with('\'')),
            '"' => inner.len() - inner.trim_end_matches('\\').len(),
            _ => return None,
        };
        if escapes % 2 == 0 {
            return Some(found);
        }
        end = if quote == '\'' { found - 1 } else { found };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_that_opened_is_found() {
        let opened = |text: &str| quote_before(text, text.find('~').unwrap());
        assert_eq!(opened(r#"a: "T, version: "~1""#), Some(3));
        assert_eq!(opened(r#"a: "say \"yes\" " ~b"#), Some(3));
        assert_eq!(opened("a: 'it''s' ~b"), Some(3));
        assert_eq!(opened("a: '' ~b"), Some(3));
        assert_eq!(opened("a~"), None);
        assert_eq!(opened("\"~"), None);
    }

    #[test]
    fn brackets_ahead_of_the_events_count() {
        let open = |text: &str| Open::default().bracket_at(text, text.len());
        assert_eq!(open("a: [{b: 1}, {c: \"}\" # }"), Some(12));
        assert_eq!(open("a: [{b: 1}"), Some(3));
        assert_eq!(open("/pets/{id: 1"), None);
        assert_eq!(open("a: [b]"), None);
        assert_eq!(open("a: [{b: 1}, {c: 1]"), Some(12));
    }
}

//! Character classes.

use super::{Stop, Translator};

/// White space as ECMA-262 has it, as the inside of a class.
pub(super) const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
/// What is no white space, as the inside of a class.
pub(super) const NO_SPACE: &str = r"\x00-\x08\x0E-\x1F!-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";
pub(super) const WORD: &str = "0-9A-Z_a-z";
pub(super) const NO_WORD: &str = r"\x00-/:-@\[-\^`\{-\u{10FFFF}";
pub(super) const DIGIT: &str = "0-9";
pub(super) const NO_DIGIT: &str = r"\x00-/:-\u{10FFFF}";
/// A class of everything.
pub(super) const ANYTHING: &str = r"[\x00-\u{10FFFF}]";
/// A class of nothing.
pub(super) const NOTHING: &str = r"[^\x00-\u{10FFFF}]";

/// One member of a class, or one character outside.
pub(super) enum Member {
    One(char),
    /// Half of a surrogate pair, which no text has.
    Half(u32),
    /// The inside of a class.
    Set(String),
}

impl Member {
    /// A member that can begin or end a range.
    fn code(&self) -> Option<u32> {
        match self {
            Self::One(c) => Some(u32::from(*c)),
            Self::Half(code) => Some(*code),
            Self::Set(_) => None,
        }
    }

    fn push(&self, out: &mut String) {
        match self {
            Self::One(c) => push_char(out, *c),
            Self::Half(_) => {}
            Self::Set(set) => out.push_str(set),
        }
    }
}

impl Translator<'_, '_> {
    /// A class, behind its `[`.
    pub(super) fn class(&mut self) -> Result<bool, Stop> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut inside = String::new();
        while let Some(start) = self.member()? {
            let mut ahead = self.rest.clone();
            let range = ahead.next() == Some('-') && !matches!(ahead.peek(), Some(']') | None);
            let Some(low) = start.code().filter(|_| range) else {
                start.push(&mut inside);
                continue;
            };
            self.rest = ahead;
            let end = self.member()?;
            match end.as_ref().and_then(Member::code) {
                Some(high) if low <= high => push_range(&mut inside, low, high),
                Some(_) => return Err("a range ends before it begins".into()),
                None => {
                    start.push(&mut inside);
                    push_char(&mut inside, '-');
                    if let Some(set) = end {
                        set.push(&mut inside);
                    }
                }
            }
        }
        match (negated, inside.is_empty()) {
            (false, true) => self.out.push_str(NOTHING),
            (true, true) => self.out.push_str(ANYTHING),
            (false, false) => self.out.push_str(&format!("[{inside}]")),
            (true, false) => self.out.push_str(&format!("[^{inside}]")),
        }
        Ok(true)
    }

    /// The next member of a class; `None` behind its `]`.
    fn member(&mut self) -> Result<Option<Member>, Stop> {
        match self.rest.next() {
            None => Err("a class has no `]`".into()),
            Some(']') => Ok(None),
            Some('\\') => match self.rest.next_if_eq(&'b') {
                Some(_) => Ok(Some(Member::One('\u{8}'))),
                None => self.escaped().map(Some),
            },
            Some(c) => Ok(Some(Member::One(c))),
        }
    }
}

/// Writes the characters from `low` to `high`; halves of surrogate pairs among
/// them are none.
fn push_range(out: &mut String, low: u32, high: u32) {
    let low = char::from_u32(low).unwrap_or('\u{E000}');
    let high = char::from_u32(high).unwrap_or('\u{D7FF}');
    if low <= high {
        push_char(out, low);
        out.push('-');
        push_char(out, high);
    }
}

/// Writes `c` so that it stands for itself, inside a class and outside.
pub(super) fn push_char(out: &mut String, c: char) {
    if c.is_control() {
        out.push_str(&format!("\\x{{{:X}}}", u32::from(c)));
        return;
    }
    if matches!(
        c,
        '\\' | '.'
            | '+'
            | '*'
            | '?'
            | '('
            | ')'
            | '|'
            | '['
            | ']'
            | '{'
            | '}'
            | '^'
            | '$'
            | '&'
            | '-'
            | '~'
            | '#'
    ) {
        out.push('\\');
    }
    out.push(c);
}

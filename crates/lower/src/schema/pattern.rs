//! Regular expressions: from ECMA-262, as JSON Schema has them, to the syntax
//! of the `regex` crate.

use std::iter::Peekable;
use std::str::Chars;

use specwright_ir::Pattern;

/// White space as ECMA-262 has it, as the inside of a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
/// What is no white space, as the inside of a class.
const NO_SPACE: &str = r"\x00-\x08\x0E-\x1F!-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";
const WORD: &str = "0-9A-Z_a-z";
const NO_WORD: &str = r"\x00-/:-@\[-\^`\{-\u{10FFFF}";
const DIGIT: &str = "0-9";
const NO_DIGIT: &str = r"\x00-/:-\u{10FFFF}";

/// Translates an ECMA-262 pattern and proves that the result compiles.
///
/// # Errors
/// Why it cannot be matched here, as the end of a sentence.
pub(super) fn translate(source: &str) -> Result<Pattern, String> {
    let mut translation = Translation {
        rest: source.chars().peekable(),
        out: String::with_capacity(source.len()),
        depth: 0,
    };
    translation.run()?;
    let regex = translation.out;
    match regex::Regex::new(&regex) {
        Ok(_) => Ok(Pattern {
            source: source.to_owned(),
            regex,
        }),
        Err(regex::Error::CompiledTooBig(_)) => Err("it is too large".to_owned()),
        Err(_) => Err("it is no regular expression".to_owned()),
    }
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    depth: u32,
}

/// One member of a character class.
enum Member {
    One(char),
    Set(String),
}

impl Translation<'_> {
    fn run(&mut self) -> Result<(), String> {
        let mut repeatable = false;
        while let Some(c) = self.rest.next() {
            repeatable = match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => {
                    self.depth = self.depth.checked_sub(1).ok_or("a `)` has no `(`")?;
                    self.out.push(')');
                    true
                }
                '.' => {
                    self.out.push_str(r"[^\n\r\u{2028}\u{2029}]");
                    true
                }
                '|' | '^' | '$' => {
                    self.out.push(c);
                    false
                }
                '*' | '+' | '?' => self.quantifier(c.to_string(), repeatable)?,
                '{' => match self.counted() {
                    Some(text) => self.quantifier(text, repeatable)?,
                    None => self.literal('{'),
                },
                other => self.literal(other),
            };
        }
        Ok(())
    }

    /// Writes a character that stands for itself.
    fn literal(&mut self, c: char) -> bool {
        push_char(&mut self.out, c);
        true
    }

    fn quantifier(&mut self, text: String, repeatable: bool) -> Result<bool, String> {
        if !repeatable {
            return Err("a quantifier has nothing to repeat".to_owned());
        }
        self.out.push_str(&text);
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        Ok(false)
    }

    /// `{n}`, `{n,}`, `{n,m}`; anything else after `{` is text.
    fn counted(&mut self) -> Option<String> {
        let mut ahead = self.rest.clone();
        let mut text = String::from("{");
        let mut commas = 0;
        loop {
            let c = ahead.next()?;
            match c {
                '0'..='9' => {}
                ',' if commas == 0 && text.len() > 1 => commas += 1,
                '}' if text.len() > 1 => {
                    text.push(c);
                    self.rest = ahead;
                    return Some(text);
                }
                _ => return None,
            }
            text.push(c);
        }
    }

    fn group(&mut self) -> Result<bool, String> {
        self.depth += 1;
        if self.rest.next_if_eq(&'?').is_none() {
            self.out.push_str("(?:");
            return Ok(false);
        }
        match self.rest.next() {
            Some(':') => self.out.push_str("(?:"),
            Some('=' | '!') => return Err("it looks ahead".to_owned()),
            Some('<') => {
                if matches!(self.rest.peek(), Some('=' | '!')) {
                    return Err("it looks behind".to_owned());
                }
                if !self.rest.by_ref().any(|c| c == '>') {
                    return Err("a group has no name".to_owned());
                }
                self.out.push_str("(?:");
            }
            Some(flag @ ('i' | 'm' | 's' | '-')) => {
                let mut text = format!("(?{flag}");
                loop {
                    match self.rest.next() {
                        Some(more @ ('i' | 'm' | 's' | '-')) => text.push(more),
                        Some(':') => break,
                        _ => return Err("it sets flags that ECMA-262 does not have".to_owned()),
                    }
                }
                text.push(':');
                self.out.push_str(&text);
            }
            _ => return Err("it has a group that ECMA-262 does not have".to_owned()),
        }
        Ok(false)
    }

    /// An escape outside a class; whether it can be repeated.
    fn escape(&mut self) -> Result<bool, String> {
        match self.rest.peek() {
            Some('b') => {
                self.rest.next();
                self.out.push_str(r"(?-u:\b)");
                return Ok(false);
            }
            Some('B') => {
                self.rest.next();
                self.out.push_str(r"(?-u:\B)");
                return Ok(false);
            }
            Some('1'..='9' | 'k') => return Err("it refers back to a group".to_owned()),
            _ => {}
        }
        match self.escaped()? {
            Member::One(c) => push_char(&mut self.out, c),
            Member::Set(set) if set.starts_with(r"\p") || set.starts_with(r"\P") => {
                self.out.push_str(&set);
            }
            Member::Set(set) => {
                self.out.push('[');
                self.out.push_str(&set);
                self.out.push(']');
            }
        }
        Ok(true)
    }

    /// What follows a `\`, inside a class and outside.
    fn escaped(&mut self) -> Result<Member, String> {
        let set = |text: &str| Ok(Member::Set(text.to_owned()));
        let Some(c) = self.rest.next() else {
            return Err("it ends in a `\\`".to_owned());
        };
        match c {
            'd' => set(DIGIT),
            'D' => set(NO_DIGIT),
            'w' => set(WORD),
            'W' => set(NO_WORD),
            's' => set(SPACE),
            'S' => set(NO_SPACE),
            't' => Ok(Member::One('\t')),
            'n' => Ok(Member::One('\n')),
            'r' => Ok(Member::One('\r')),
            'v' => Ok(Member::One('\u{B}')),
            'f' => Ok(Member::One('\u{C}')),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => Ok(Member::One('\0')),
            'c' => self.control(),
            'x' => self.hex(2).and_then(one),
            'u' => self.unicode(),
            'p' | 'P' => self.property(c),
            other if other.is_ascii_alphanumeric() => {
                Err(format!("`\\{other}` means nothing in ECMA-262"))
            }
            other => Ok(Member::One(other)),
        }
    }

    fn control(&mut self) -> Result<Member, String> {
        match self.rest.next() {
            Some(letter) if letter.is_ascii_alphabetic() => one(u32::from(letter) % 32),
            _ => Err("`\\c` is not followed by a letter".to_owned()),
        }
    }

    fn hex(&mut self, digits: usize) -> Result<u32, String> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.rest.next().and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or("an escape has too few digits")?;
        }
        Ok(value)
    }

    fn unicode(&mut self) -> Result<Member, String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let mut text = String::new();
            for c in self.rest.by_ref() {
                if c == '}' {
                    break;
                }
                text.push(c);
            }
            let value = u32::from_str_radix(&text, 16);
            return one(value.map_err(|_| "`\\u{..}` holds no number")?);
        }
        let high = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return one(high);
        }
        let mut ahead = self.rest.clone();
        if ahead.next() == Some('\\') && ahead.next() == Some('u') {
            self.rest = ahead;
            let low = self.hex(4)?;
            if (0xDC00..0xE000).contains(&low) {
                return one(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            }
        }
        Err("it has half of a surrogate pair".to_owned())
    }

    fn property(&mut self, letter: char) -> Result<Member, String> {
        if self.rest.next_if_eq(&'{').is_none() {
            return Err(format!("`\\{letter}` has no name"));
        }
        let mut name = String::new();
        for c in self.rest.by_ref() {
            match c {
                '}' => return Ok(Member::Set(format!("\\{letter}{{{name}}}"))),
                'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '=' => name.push(c),
                _ => break,
            }
        }
        Err(format!("`\\{letter}` has no name"))
    }

    fn class(&mut self) -> Result<bool, String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut inside = String::new();
        while let Some(start) = self.member()? {
            let Member::One(low) = start else {
                push_member(&mut inside, &start);
                continue;
            };
            let mut ahead = self.rest.clone();
            if ahead.next() != Some('-') || matches!(ahead.peek(), Some(']') | None) {
                push_char(&mut inside, low);
                continue;
            }
            self.rest = ahead;
            match self.member()? {
                Some(Member::One(high)) if low <= high => {
                    push_char(&mut inside, low);
                    inside.push('-');
                    push_char(&mut inside, high);
                }
                Some(Member::One(_)) => return Err("a range ends before it begins".to_owned()),
                other => {
                    push_char(&mut inside, low);
                    push_char(&mut inside, '-');
                    if let Some(set) = other {
                        push_member(&mut inside, &set);
                    }
                }
            }
        }
        let text = match (negated, inside.is_empty()) {
            (false, true) => r"[^\x00-\u{10FFFF}]".to_owned(),
            (true, true) => r"[\x00-\u{10FFFF}]".to_owned(),
            (false, false) => format!("[{inside}]"),
            (true, false) => format!("[^{inside}]"),
        };
        self.out.push_str(&text);
        Ok(true)
    }

    /// The next member of a class; `None` behind its `]`.
    fn member(&mut self) -> Result<Option<Member>, String> {
        match self.rest.next() {
            None => Err("a class has no `]`".to_owned()),
            Some(']') => Ok(None),
            Some('\\') => match self.rest.next_if_eq(&'b') {
                Some(_) => Ok(Some(Member::One('\u{8}'))),
                None => self.escaped().map(Some),
            },
            Some(c) => Ok(Some(Member::One(c))),
        }
    }
}

fn one(value: u32) -> Result<Member, String> {
    match char::from_u32(value) {
        Some(c) => Ok(Member::One(c)),
        None => Err("it has half of a surrogate pair".to_owned()),
    }
}

fn push_member(out: &mut String, member: &Member) {
    match member {
        Member::One(c) => push_char(out, *c),
        Member::Set(set) => out.push_str(set),
    }
}

/// Writes `c` so that it stands for itself, inside a class and outside.
fn push_char(out: &mut String, c: char) {
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

#[cfg(test)]
mod tests {
    use super::translate;

    fn matches(pattern: &str, text: &str) -> bool {
        let pattern = translate(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
        regex::Regex::new(&pattern.regex)
            .unwrap_or_else(|why| panic!("{why}"))
            .is_match(text)
    }

    #[test]
    fn classes_are_those_of_ecma() {
        assert!(matches(r"^\d+$", "12"));
        assert!(!matches(r"^\d$", "٣"), "digits are ASCII");
        assert!(!matches(r"^\w$", "é"), "words are ASCII");
        assert!(matches(r"^\W$", "é"));
        assert!(matches(r"^\s$", "\u{FEFF}"));
        assert!(!matches(r"^\s$", "\u{85}"), "next line is no white space");
        assert!(matches(r"^\S$", "\u{85}"));
        for c in ('\0'..=char::MAX).filter(|c| u32::from(*c) < 0x3100 || *c == '\u{FEFF}') {
            let text = c.to_string();
            assert_ne!(matches_cached(0, &text), matches_cached(1, &text), "{c:?}");
        }
    }

    fn matches_cached(which: usize, text: &str) -> bool {
        use std::sync::OnceLock;
        static BOTH: OnceLock<[regex::Regex; 2]> = OnceLock::new();
        let both = BOTH.get_or_init(|| {
            [r"^\s$", r"^\S$"].map(|p| {
                let p = translate(p).unwrap_or_else(|why| panic!("{why}"));
                regex::Regex::new(&p.regex).unwrap_or_else(|why| panic!("{why}"))
            })
        });
        both[which].is_match(text)
    }

    #[test]
    fn escapes_are_those_of_ecma() {
        assert!(matches(r"^\/a\-b$", "/a-b"));
        assert!(matches(r"^\cJ$", "\n"));
        assert!(matches(r"^\x41\u0042\u{43}\uD83D\uDE00$", "ABC😀"));
        assert!(matches(r"^\p{Lu}\P{L}$", "Ä1"));
        assert!(matches(r"^\p{Script=Greek}+$", "αβ"));
        assert!(matches(r"^[\b]$", "\u{8}"));
        assert!(matches(r"\bfoo\b", "a foo b"));
        assert!(matches(r"^a\0$", "a\0"));
    }

    #[test]
    fn classes_hold_what_they_show() {
        assert!(matches(r"^[\w-.]+$", "a-b.c"));
        assert!(matches(r"^[a&&b]+$", "&ab"));
        assert!(matches(r"^[[a]+$", "[a"));
        assert!(matches(r"^[a-]$", "-"));
        assert!(matches(r"^[^]$", "\n"));
        assert!(!matches(r"[]", "a"));
        assert!(matches(r"^[^a]$", "\n"));
        assert!(matches(r"^[~~x-]+$", "~x-"));
    }

    #[test]
    fn braces_that_count_nothing_are_text() {
        assert!(matches(r"^{a}$", "{a}"));
        assert!(matches(r"^a{2,3}$", "aaa"));
        assert!(matches(r"^a{,3}$", "a{,3}"));
        assert!(matches(r"^]$", "]"));
    }

    #[test]
    fn the_end_is_the_end() {
        assert!(!matches(r"^a$", "a\n"));
        assert!(!matches(r"^.$", "\u{2028}"));
    }

    #[test]
    fn named_groups_may_repeat() {
        assert!(matches(r"^(?<y>\d{4})|(?<y>\d{2})$", "2024"));
    }

    #[test]
    fn what_cannot_be_matched_says_why() {
        for (pattern, why) in [
            (r"^(?=a)", "looks ahead"),
            (r"(?<!a)b", "looks behind"),
            (r"(a)\1", "refers back"),
            (r"a++", "nothing to repeat"),
            (r"*a", "nothing to repeat"),
            (r"(a", "no regular expression"),
            (r"a)", "no `(`"),
            (r"[a", "no `]`"),
            (r"\Aabc\z", "means nothing"),
            (r"(?i)abc", "flags"),
            (r"\uD800", "surrogate"),
            (r"^(.{1,9000}){9000}$", "too large"),
            (r"a\", "ends in"),
        ] {
            match translate(pattern) {
                Err(text) => assert!(text.contains(why), "{pattern}: {text}"),
                Ok(pattern) => panic!("{pattern:?}"),
            }
        }
    }
}

//! Regular expressions: from ECMA-262, as JSON Schema has them, to the syntax
//! of the `regex` crate, or where that is not enough, of `fancy-regex`.
//!
//! Patterns mean what ECMA-262 says with the flag `u`: they match code points.
//! What that flag forbids and documents write all the same (`\\-`, a lone `{`)
//! is read as without it.

mod class;
#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::str::Chars;

use class::{DIGIT, Member, NO_DIGIT, NO_SPACE, NO_WORD, NOTHING, SPACE, WORD, push_char};

/// What matches a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Engine {
    /// The `regex` crate: work is linear in the length of the text.
    #[default]
    Linear,
    /// `fancy-regex`, for what looks around and refers back; its steps are
    /// limited. It needs the feature `fancy-regex`, without which such a
    /// pattern matches nothing.
    Backtracking,
}

/// A pattern in the syntax of the engine that matches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Its text.
    pub regex: String,
    /// The engine.
    pub engine: Engine,
}

/// Translates an ECMA-262 pattern. That the result compiles is not proved:
/// it may be too large, or name a Unicode property that does not exist.
///
/// # Errors
/// Why it is no pattern, as the end of a sentence.
pub fn translate(source: &str) -> Result<Translation, String> {
    let mut groups = Groups::of(source);
    let mut engine = Engine::Linear;
    loop {
        let mut translator = Translator {
            rest: source.chars().peekable(),
            out: String::with_capacity(source.len()),
            depth: 0,
            engine,
            groups: &mut groups,
        };
        match translator.run() {
            Ok(()) => {
                return Ok(Translation {
                    regex: translator.out,
                    engine,
                });
            }
            Err(Stop::Backtracks) if engine == Engine::Linear => engine = Engine::Backtracking,
            Err(Stop::Backtracks) => return Err("it cannot be matched".to_owned()),
            Err(Stop::Wrong(why)) => return Err(why),
        }
    }
}

/// Why a translation ends early.
enum Stop {
    /// The linear engine cannot do it.
    Backtracks,
    /// It is no pattern.
    Wrong(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Wrong(why)
    }
}

impl From<&str> for Stop {
    fn from(why: &str) -> Self {
        Self::Wrong(why.to_owned())
    }
}

/// The groups of a pattern that capture.
struct Groups {
    count: usize,
    /// Those with a name.
    names: Vec<(String, usize)>,
}

impl Groups {
    fn of(source: &str) -> Self {
        let mut groups = Self {
            count: 0,
            names: Vec::new(),
        };
        let mut rest = source.chars();
        let mut in_class = false;
        while let Some(c) = rest.next() {
            match c {
                '\\' => {
                    rest.next();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => groups.note(rest.as_str()),
                _ => {}
            }
        }
        groups
    }

    /// Notes the group that goes on with `rest`.
    fn note(&mut self, rest: &str) {
        let Some(special) = rest.strip_prefix('?') else {
            self.count += 1;
            return;
        };
        let name = special.strip_prefix('<').and_then(|name| {
            let end = name.find('>')?;
            name.get(..end)
        });
        if let Some(name) = name.filter(|name| !name.starts_with(['=', '!'])) {
            self.count += 1;
            self.names.push((name.to_owned(), self.count));
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map(|(_, number)| *number)
    }
}

struct Translator<'a, 'g> {
    rest: Peekable<Chars<'a>>,
    out: String,
    depth: u32,
    engine: Engine,
    groups: &'g mut Groups,
}

impl Translator<'_, '_> {
    fn run(&mut self) -> Result<(), Stop> {
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
        if self.depth > 0 {
            return Err("a `(` has no `)`".into());
        }
        Ok(())
    }

    /// Writes a character that stands for itself.
    fn literal(&mut self, c: char) -> bool {
        push_char(&mut self.out, c);
        true
    }

    fn quantifier(&mut self, text: String, repeatable: bool) -> Result<bool, Stop> {
        if !repeatable {
            return Err("a quantifier has nothing to repeat".into());
        }
        if let Some((min, max)) = text.trim_matches(['{', '}']).split_once(',') {
            let digits = |text: &str| text.trim_start_matches('0').to_owned();
            let (min, max) = (digits(min), digits(max));
            if !text.ends_with(",}") && (min.len(), &min) > (max.len(), &max) {
                return Err("a quantifier ends before it begins".into());
            }
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

    fn group(&mut self) -> Result<bool, Stop> {
        self.depth += 1;
        if self.rest.next_if_eq(&'?').is_none() {
            self.capture();
            return Ok(false);
        }
        match self.rest.next() {
            Some(':') => self.out.push_str("(?:"),
            Some(c @ ('=' | '!')) => self.looks(&format!("(?{c}"))?,
            Some('<') => match self.rest.next_if(|c| matches!(c, '=' | '!')) {
                Some(c) => self.looks(&format!("(?<{c}"))?,
                None => {
                    if self.name().is_none() {
                        return Err("a group has no name".into());
                    }
                    self.capture();
                }
            },
            Some(flag @ ('i' | 'm' | 's' | '-')) => {
                let mut text = format!("(?{flag}");
                loop {
                    match self.rest.next() {
                        Some(more @ ('i' | 'm' | 's' | '-')) => text.push(more),
                        Some(':') => break,
                        _ => return Err("it sets flags that ECMA-262 does not have".into()),
                    }
                }
                text.push(':');
                self.out.push_str(&text);
            }
            _ => return Err("it has a group that ECMA-262 does not have".into()),
        }
        Ok(false)
    }

    /// Begins a group that captures, where somebody may refer back to it.
    fn capture(&mut self) {
        self.out.push_str(match self.engine {
            Engine::Linear => "(?:",
            Engine::Backtracking => "(",
        });
    }

    /// Begins a group that looks around.
    fn looks(&mut self, begin: &str) -> Result<(), Stop> {
        self.only_backtracking()?;
        self.out.push_str(begin);
        Ok(())
    }

    fn only_backtracking(&self) -> Result<(), Stop> {
        match self.engine {
            Engine::Linear => Err(Stop::Backtracks),
            Engine::Backtracking => Ok(()),
        }
    }

    /// The name up to `>`.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            match self.rest.next()? {
                '>' => return (!name.is_empty()).then_some(name),
                c if c.is_alphanumeric() || matches!(c, '_' | '$') => name.push(c),
                _ => return None,
            }
        }
    }

    /// An escape outside a class; whether it can be repeated.
    fn escape(&mut self) -> Result<bool, Stop> {
        match self.rest.peek() {
            Some(c @ ('b' | 'B')) => {
                let text = match (self.engine, c) {
                    (Engine::Linear, 'b') => r"(?-u:\b)",
                    (Engine::Linear, _) => r"(?-u:\B)",
                    (Engine::Backtracking, 'b') => EDGE,
                    (Engine::Backtracking, _) => NO_EDGE,
                };
                self.out.push_str(text);
                self.rest.next();
                return Ok(false);
            }
            Some('1'..='9') => return self.back_by_number(),
            Some('k') => return self.back_by_name(),
            _ => {}
        }
        match self.escaped()? {
            Member::One(c) => push_char(&mut self.out, c),
            Member::Half(_) => self.out.push_str(NOTHING),
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

    fn back_by_number(&mut self) -> Result<bool, Stop> {
        let mut number = 0usize;
        while let Some(c) = self.rest.next_if(char::is_ascii_digit) {
            let digit = c.to_digit(10).unwrap_or_default() as usize;
            number = number.saturating_mul(10).saturating_add(digit);
        }
        self.back(Some(number).filter(|number| *number <= self.groups.count))
    }

    fn back_by_name(&mut self) -> Result<bool, Stop> {
        self.rest.next();
        let name = match self.rest.next_if_eq(&'<') {
            Some(_) => self.name(),
            None => None,
        };
        self.back(name.and_then(|name| self.groups.named(&name)))
    }

    /// Refers back to a group; to one that has no part in the match so far, it
    /// is empty.
    fn back(&mut self, group: Option<usize>) -> Result<bool, Stop> {
        let Some(group) = group else {
            return Err("it refers to a group that is not there".into());
        };
        self.only_backtracking()?;
        self.out.push_str(&format!("(?({group})\\{group}|)"));
        Ok(true)
    }

    /// What follows a `\`, inside a class and outside.
    fn escaped(&mut self) -> Result<Member, Stop> {
        let set = |text: &str| Ok(Member::Set(text.to_owned()));
        let Some(c) = self.rest.next() else {
            return Err("it ends in a `\\`".into());
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
                Err(format!("`\\{other}` means nothing in ECMA-262").into())
            }
            other => Ok(Member::One(other)),
        }
    }

    fn control(&mut self) -> Result<Member, Stop> {
        match self.rest.next() {
            Some(letter) if letter.is_ascii_alphabetic() => one(u32::from(letter) % 32),
            _ => Err("`\\c` is not followed by a letter".into()),
        }
    }

    fn hex(&mut self, digits: usize) -> Result<u32, Stop> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.rest.next().and_then(|c| c.to_digit(16));
            value = value * 16 + digit.ok_or("an escape has too few digits")?;
        }
        Ok(value)
    }

    fn unicode(&mut self) -> Result<Member, Stop> {
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
        if ahead.next() == Some('\\') && ahead.next() == Some('u') && ahead.peek() != Some(&'{') {
            let behind = std::mem::replace(&mut self.rest, ahead);
            let low = self.hex(4)?;
            if (0xDC00..0xE000).contains(&low) {
                return one(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            }
            self.rest = behind;
        }
        Ok(Member::Half(high))
    }

    fn property(&mut self, letter: char) -> Result<Member, Stop> {
        if self.rest.next_if_eq(&'{').is_none() {
            return Err(format!("`\\{letter}` has no name").into());
        }
        let mut name = String::new();
        for c in self.rest.by_ref() {
            match c {
                '}' => return Ok(Member::Set(format!("\\{letter}{{{name}}}"))),
                'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '=' => name.push(c),
                _ => break,
            }
        }
        Err(format!("`\\{letter}` has no name").into())
    }
}

/// The edge of an ASCII word, by looking around.
const EDGE: &str = "(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))";
/// Anything but that.
const NO_EDGE: &str = "(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))";

fn one(value: u32) -> Result<Member, Stop> {
    match char::from_u32(value) {
        Some(c) => Ok(Member::One(c)),
        None if value < 0x10000 => Ok(Member::Half(value)),
        None => Err("it names a character that does not exist".into()),
    }
}

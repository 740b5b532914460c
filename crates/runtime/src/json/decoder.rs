//! The decoder: a lexer, a mode, and what has been found wrong.

use std::{borrow::Cow, collections::HashMap};

use specwright_check::{
    Facets,
    json::{Integer, Lexer, SmallNumber, Type},
};

use super::{MAX_VIOLATIONS, Mode, guard::Watched, union::Decision};
use crate::violation::{Expected, Found, Kind, Place, Step, Violation};

/// Reads one JSON text, collecting what is wrong with it.
///
/// Violations are kept with their steps innermost first while reading goes
/// on, so that a value that is right costs nothing for its position.
#[derive(Debug)]
pub struct Decoder<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) mode: Mode,
    pub(super) violations: Vec<Violation>,
    /// How many violations there were, listed or not.
    pub(super) failures: usize,
    /// How many of them the schema does not ask for: its type in Rust cannot
    /// hold the value.
    pub(super) unheld: usize,
    /// How many branches are being tried, one within the other.
    pub(super) trials: usize,
    /// Whether only what is wrong is asked for: readers may then have no value
    /// and no violation either.
    pub(super) probing: bool,
    /// How many variants are being read, one within the other, by a tag that
    /// another one may stand behind.
    pub(super) guesses: usize,
    /// What was decided for a union at an offset, while branches around it
    /// are tried, or may be read once more.
    pub(super) decisions: HashMap<(usize, usize, Mode), Decision>,
    /// Where values end that branches have passed over, by where they begin,
    /// while branches are tried.
    ends: HashMap<usize, usize>,
    /// Where the object begins that was read last, if its members differ.
    pub(super) all_differ: Option<usize>,
    /// The part of the text that a check program watches, if any does.
    pub(super) watched: Option<Box<Watched<'a>>>,
    /// Where the stack stood when reading began.
    stack: usize,
}

/// How much of the stack reading may take, in bytes: half of what threads of
/// the standard library and of tokio have. Only types that hold themselves
/// and have very many fields come near it before the limit of depth.
const MAX_STACK: usize = 1 << 20;

/// Where the stack stands: the address of a variable.
#[inline]
fn stack_address() -> usize {
    let here = 0u8;
    &raw const here as usize
}

impl<'a> Decoder<'a> {
    /// A decoder at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str, mode: Mode) -> Self {
        Self {
            lexer: Lexer::new(text),
            mode,
            violations: Vec::new(),
            failures: 0,
            unheld: 0,
            trials: 0,
            probing: false,
            guesses: 0,
            decisions: HashMap::new(),
            ends: HashMap::new(),
            all_differ: None,
            watched: None,
            stack: stack_address(),
        }
    }

    /// Refuses to go deeper where the stack might not last.
    #[inline]
    pub(super) fn watch_stack(&mut self) -> Option<()> {
        if self.stack.abs_diff(stack_address()) > MAX_STACK {
            return self.lexer.refuse_depth();
        }
        Some(())
    }

    /// How values are read.
    #[must_use]
    #[inline]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether facets are checked.
    #[must_use]
    #[inline]
    pub fn is_strict(&self) -> bool {
        self.mode == Mode::Strict
    }

    /// How many bytes were read once more, to try a branch or behind a check:
    /// what reading cost beyond the length of the text.
    #[must_use]
    pub fn reread(&self) -> usize {
        self.lexer.reread()
    }

    /// Makes sure that nothing follows the value, and hands out the value or
    /// everything that is wrong.
    ///
    /// # Errors
    /// As [`super::from_slice`].
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Violation>> {
        self.lexer.end();
        if let Some(error) = self.lexer.error() {
            return Err(vec![Violation::new(Place::Body, Vec::new(), error.into())]);
        }
        match value {
            Some(value) if self.failures == 0 => Ok(value),
            _ => {
                for violation in &mut self.violations {
                    violation.steps.reverse();
                }
                Err(self.violations)
            }
        }
    }

    /// Notes that something is wrong with the value at hand.
    #[cold]
    pub fn fail<T>(&mut self, kind: impl Into<Kind>) -> Option<T> {
        self.failures += 1;
        let kind = match self.violations.len() {
            MAX_VIOLATIONS => Kind::TooMany,
            listed if listed > MAX_VIOLATIONS => return None,
            _ => kind.into(),
        };
        self.violations
            .push(Violation::new(Place::Body, Vec::new(), kind));
        None
    }

    /// Notes a number that the schema accepts and its type cannot hold.
    #[cold]
    pub(super) fn fail_unheld<T>(&mut self) -> Option<T> {
        self.unheld += 1;
        self.fail(Kind::NumberRange)
    }

    /// Skips the next value and notes that it is of the wrong type.
    #[cold]
    pub fn mismatch<T>(&mut self, expected: Expected) -> Option<T> {
        let found = found(self.peek()?);
        self.lexer.skip()?;
        self.fail(Kind::Type { expected, found })
    }

    /// Runs `read` and puts `step` before the place of everything that it
    /// finds wrong.
    #[inline]
    pub fn within<T>(
        &mut self,
        step: impl FnOnce() -> Step,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mark = self.violations.len();
        let result = read(self);
        if self.violations.len() > mark {
            self.prefix(mark, step());
        }
        result
    }

    #[cold]
    fn prefix(&mut self, mark: usize, step: Step) {
        for violation in self.violations.iter_mut().skip(mark) {
            // The violation that closes a full list has no place.
            if violation.kind != Kind::TooMany {
                violation.steps.push(step.clone());
            }
        }
    }

    /// The type of the next value.
    #[inline]
    pub fn peek(&mut self) -> Option<Type> {
        self.lexer.peek()
    }

    /// Reads any value unseen.
    pub fn skip(&mut self) -> Option<()> {
        self.lexer.skip()
    }

    /// Reads any value unseen; one that was read before, while branches are
    /// tried, in one step.
    pub(super) fn pass_over(&mut self) -> Option<()> {
        if self.trials == 0 {
            return self.lexer.skip();
        }
        let found = self.peek()?;
        let (start, depth) = (self.lexer.offset(), self.lexer.depth());
        if let Some(end) = self.ends.get(&start) {
            self.lexer.seek(*end, depth);
            return Some(());
        }
        match found {
            Type::Object => {
                let mut more = self.lexer.begin_object()?;
                while more {
                    self.lexer.key()?;
                    self.pass_over()?;
                    more = self.lexer.next_member()?;
                }
            }
            Type::Array => {
                let mut more = self.lexer.begin_array()?;
                while more {
                    self.pass_over()?;
                    more = self.lexer.next_item()?;
                }
            }
            _ => return self.lexer.skip(),
        }
        self.ended(start);
        Some(())
    }

    /// Notes where a value ends that has just been read.
    pub(super) fn ended(&mut self, start: usize) {
        self.ends.insert(start, self.lexer.offset());
    }

    /// Forgets what is known of values that are not read again.
    pub(super) fn settle(&mut self) {
        if self.trials == 0
            && self.guesses == 0
            && !(self.decisions.is_empty() && self.ends.is_empty())
        {
            self.decisions.clear();
            self.ends.clear();
        }
    }

    /// Reads any value as its text.
    pub fn raw(&mut self) -> Option<&'a str> {
        self.lexer.raw()
    }

    /// Reads `null`.
    pub fn null(&mut self) -> Option<()> {
        match self.peek()? {
            Type::Null => self.lexer.null(),
            _ => self.mismatch(Expected::Null),
        }
    }

    /// Reads a boolean.
    pub fn boolean(&mut self) -> Option<bool> {
        match self.peek()? {
            Type::Boolean => self.lexer.boolean(),
            _ => self.mismatch(Expected::Boolean),
        }
    }

    /// Reads a string and checks it, if strict.
    pub fn string(&mut self, facets: &'static Facets) -> Option<Cow<'a, str>> {
        match self.peek()? {
            Type::String => {
                let text = self.lexer.string()?;
                self.checked(|report| facets.string(&text, report))?;
                Some(text)
            }
            _ => self.mismatch(Expected::String),
        }
    }

    /// Reads a string of a format and checks it, if strict. `read` gives
    /// `None` for a text that is not of the format.
    pub fn formatted<T>(
        &mut self,
        format: &'static str,
        facets: &'static Facets,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.string(facets)?;
        match read(&text) {
            Some(value) => Some(value),
            None => self.fail(Kind::Format { format }),
        }
    }

    /// Reads an integer and checks it, if strict. `1.0` and `1e2` are
    /// integers.
    #[inline]
    pub fn integer(&mut self, facets: &'static Facets) -> Option<i128> {
        let start = self.lexer.offset();
        match self.lexer.small_number() {
            Some(SmallNumber { digits, scale: 0 }) => {
                let value = i128::from(digits);
                self.checked(|report| facets.integer(value, report))?;
                Some(value)
            }
            _ => {
                self.lexer.seek(start, self.lexer.depth());
                self.other_integer(facets)
            }
        }
    }

    /// An integer that is not written as most are.
    #[inline(never)]
    fn other_integer(&mut self, facets: &'static Facets) -> Option<i128> {
        if self.peek()? != Type::Number {
            return self.mismatch(Expected::Integer);
        }
        let token = self.lexer.number()?;
        let value = match token.exact().integer() {
            Integer::Value(value) => value,
            Integer::Fraction => return self.fail(Kind::IntegerFromFraction),
            Integer::Large => {
                self.checked(|report| facets.number(token.text, report))?;
                return self.fail_unheld();
            }
        };
        self.checked(|report| facets.integer(value, report))?;
        Some(value)
    }

    /// Reads a number and checks it, if strict: its text.
    pub fn number(&mut self, facets: &'static Facets) -> Option<&'a str> {
        self.number_token(facets).map(|(text, _)| text)
    }

    /// The same, with the value of an integer that is written with few
    /// digits.
    pub(crate) fn number_token(
        &mut self,
        facets: &'static Facets,
    ) -> Option<(&'a str, Option<i64>)> {
        if self.peek()? != Type::Number {
            return self.mismatch(Expected::Number);
        }
        let token = self.lexer.number()?;
        self.checked(|report| facets.number(token.text, report))?;
        Some((token.text, token.small))
    }

    /// If strict, runs a check and notes what it reports: `None` if that is
    /// anything.
    #[inline]
    pub(super) fn checked(
        &mut self,
        check: impl FnOnce(&mut dyn FnMut(specwright_check::Failure)),
    ) -> Option<()> {
        if self.mode == Mode::Tolerant {
            return Some(());
        }
        let before = self.failures;
        check(&mut |failure| {
            self.fail::<()>(failure);
        });
        (self.failures == before).then_some(())
    }
}

/// What a violation calls a type.
pub(super) const fn found(found: Type) -> Found {
    match found {
        Type::Null => Found::Null,
        Type::Boolean => Found::Boolean,
        Type::Number => Found::Number,
        Type::String => Found::String,
        Type::Array => Found::Array,
        Type::Object => Found::Object,
    }
}

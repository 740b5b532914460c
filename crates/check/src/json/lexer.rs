//! The pull lexer.

mod strings;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::Number;

pub use strings::plain_end;

/// How deep arrays and objects may nest: one limit for reading, skipping,
/// checking and writing.
pub const MAX_DEPTH: usize = 128;

/// What makes a text unreadable. There is no going on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// The text is no JSON.
    Syntax {
        /// Bytes from the start of the text.
        offset: usize,
        /// What is wrong there, for example `expected a value`.
        reason: &'static str,
    },
    /// Arrays and objects nest deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// A value's type, as its first byte tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A number.
#[derive(Debug, Clone, Copy)]
pub struct NumberToken<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its value, if it is written without fraction and exponent and with at
    /// most 18 digits.
    pub small: Option<i64>,
}

/// A number of few digits: `digits / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallNumber {
    /// Its digits with its sign, as if there were no point; at most 18.
    pub digits: i64,
    /// How many of the digits are behind the point.
    pub scale: u32,
}

impl SmallNumber {
    /// The nearest binary64, where one division finds it: both the digits
    /// and the power of ten are exact then, so it rounds just once.
    #[must_use]
    #[inline]
    pub fn nearest(self) -> Option<f64> {
        const EXACT: u64 = 1 << 53;
        const POWERS: [f64; 19] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18,
        ];
        let power = POWERS.get(self.scale as usize)?;
        (self.digits.unsigned_abs() <= EXACT).then(|| self.digits as f64 / power)
    }
}

impl<'a> NumberToken<'a> {
    /// The exact value.
    #[must_use]
    pub fn exact(&self) -> Number<'a> {
        Number::of(self.text)
    }
}

/// Reads a JSON text value by value, borrowing from it.
///
/// A method that reads gives `None` once the text has turned out unreadable;
/// [`Lexer::error`] then says why, and no method reads any further.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    reread: usize,
    error: Option<Error>,
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            reread: 0,
            error: None,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Where it stands, in bytes. Behind [`Lexer::peek`], the first byte of
    /// the value.
    #[must_use]
    #[inline]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// How many arrays and objects are open.
    #[must_use]
    #[inline]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Goes back (or on) to a place where it stood, with the depth it had
    /// there.
    #[inline]
    pub fn seek(&mut self, offset: usize, depth: usize) {
        // What it goes on over is not read.
        self.reread = self.reread.wrapping_add(self.at).wrapping_sub(offset);
        self.at = offset;
        self.depth = depth;
    }

    /// How many bytes it read once more: what reading cost beyond the length
    /// of the text.
    #[must_use]
    pub fn reread(&self) -> usize {
        self.reread
    }

    /// What made the text unreadable.
    #[must_use]
    #[inline]
    pub fn error(&self) -> Option<Error> {
        self.error
    }

    /// Gives up as if the text were too deep: for readers that have a limit
    /// of their own.
    #[cold]
    pub fn refuse_depth<T>(&mut self) -> Option<T> {
        self.give_up(Error::TooDeep)
    }

    /// The type of the next value, which stays unread.
    #[inline]
    pub fn peek(&mut self) -> Option<Type> {
        match self.next_byte() {
            Some(b'"') => Some(Type::String),
            Some(b'{') => Some(Type::Object),
            Some(b'[') => Some(Type::Array),
            Some(b'-' | b'0'..=b'9') => Some(Type::Number),
            Some(b't' | b'f') => Some(Type::Boolean),
            Some(b'n') => Some(Type::Null),
            _ => self.fail("expected a value"),
        }
    }

    /// Reads `null`.
    pub fn null(&mut self) -> Option<()> {
        self.next_byte();
        self.word("null")
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Option<bool> {
        if self.next_byte() == Some(b't') {
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    /// Reads a string; borrowed unless it has escapes.
    #[inline]
    pub fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.next_byte() != Some(b'"') {
            return self.fail("expected a string");
        }
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return self.text.get(start..end).map(Cow::Borrowed);
        }
        self.string_with_escapes(start, end).map(Cow::Owned)
    }

    /// Reads a number.
    #[inline]
    pub fn number(&mut self) -> Option<NumberToken<'a>> {
        self.next_byte();
        let start = self.at;
        let negative = self.byte() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let first = self.at;
        let mut value = 0i64;
        while let Some(digit @ b'0'..=b'9') = self.byte() {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let count = self.at - first;
        if count == 0 {
            return self.fail("expected a digit");
        }
        if count > 1 && self.text.as_bytes().get(first) == Some(&b'0') {
            self.at = first;
            return self.fail("a number begins with a zero");
        }
        let mut small = count <= 18;
        if let Some(b'.' | b'e' | b'E') = self.byte() {
            small = false;
            self.fraction_and_exponent()?;
        }
        Some(NumberToken {
            text: self.text.get(start..self.at)?,
            small: small.then_some(if negative {
                value.wrapping_neg()
            } else {
                value
            }),
        })
    }

    /// Reads a number that is written with at most 18 digits and without an
    /// exponent, in one pass. Anything else stays unread, `-0` too:
    /// [`Lexer::number`] reads it, or says what is wrong with it.
    #[inline]
    pub fn small_number(&mut self) -> Option<SmallNumber> {
        self.next_byte();
        let bytes = self.text.as_bytes();
        let negative = self.byte() == Some(b'-');
        let first = self.at + usize::from(negative);
        let (mut at, mut digits) = (first, 0i64);
        let mut read = |at: &mut usize| {
            while let Some(digit @ b'0'..=b'9') = bytes.get(*at) {
                digits = digits
                    .wrapping_mul(10)
                    .wrapping_add(i64::from(digit - b'0'));
                *at += 1;
            }
        };
        read(&mut at);
        let (whole, mut scale) = (at - first, 0);
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let point = at;
            read(&mut at);
            scale = at - point;
            if scale == 0 {
                return None;
            }
        }
        let leading_zero = whole > 1 && bytes.get(first) == Some(&b'0');
        if whole == 0
            || whole + scale > 18
            || leading_zero
            || (negative && digits == 0)
            || matches!(bytes.get(at), Some(b'e' | b'E'))
        {
            return None;
        }
        self.at = at;
        Some(SmallNumber {
            digits: if negative { -digits } else { digits },
            scale: scale as u32,
        })
    }

    /// Reads `[`, and `]` too if the array is empty: whether there is an item.
    #[inline]
    pub fn begin_array(&mut self) -> Option<bool> {
        self.begin(b'[', b']', "expected an array")
    }

    /// Reads `,` or `]` behind an item: whether there is another.
    #[inline]
    pub fn next_item(&mut self) -> Option<bool> {
        self.next(b']', "expected `,` or `]`")
    }

    /// Reads `{`, and `}` too if the object is empty: whether there is a
    /// member.
    #[inline]
    pub fn begin_object(&mut self) -> Option<bool> {
        self.begin(b'{', b'}', "expected an object")
    }

    /// Reads `,` or `}` behind a member: whether there is another.
    #[inline]
    pub fn next_member(&mut self) -> Option<bool> {
        self.next(b'}', "expected `,` or `}`")
    }

    /// Reads a member's name and the colon.
    #[inline]
    pub fn key(&mut self) -> Option<Cow<'a, str>> {
        if self.next_byte() != Some(b'"') {
            return self.fail("expected a member's name");
        }
        let key = self.string()?;
        self.colon()?;
        Some(key)
    }

    /// Reads any value, checking its syntax and depth.
    pub fn skip(&mut self) -> Option<()> {
        let base = self.depth;
        // One bit for each open level, the innermost lowest: is it an object?
        let mut objects = 0u128;
        loop {
            match self.next_byte() {
                Some(b'"') => self.skip_string()?,
                Some(b'{') => {
                    if self.begin_object()? {
                        objects = objects << 1 | 1;
                        self.skip_key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    if self.begin_array()? {
                        objects <<= 1;
                        continue;
                    }
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.number()?;
                }
                Some(b't' | b'f') => {
                    self.boolean()?;
                }
                Some(b'n') => self.null()?,
                _ => return self.fail("expected a value"),
            }
            loop {
                if self.depth == base {
                    return Some(());
                }
                if objects & 1 == 1 {
                    if self.next_member()? {
                        self.skip_key()?;
                        break;
                    }
                } else if self.next_item()? {
                    break;
                }
                objects >>= 1;
            }
        }
    }

    /// Reads any value and gives its text.
    pub fn raw(&mut self) -> Option<&'a str> {
        self.next_byte();
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at)
    }

    /// Makes sure that nothing but blanks is left.
    pub fn end(&mut self) -> Option<()> {
        match self.next_byte() {
            None if self.error.is_none() => Some(()),
            _ => self.fail("expected nothing more"),
        }
    }

    /// The next byte that is no blank; it stays unread.
    #[inline]
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn begin(&mut self, open: u8, close: u8, reason: &'static str) -> Option<bool> {
        if self.next_byte() != Some(open) {
            return self.fail(reason);
        }
        if self.depth >= MAX_DEPTH {
            return self.give_up(Error::TooDeep);
        }
        self.at += 1;
        if self.next_byte() == Some(close) {
            self.at += 1;
            return Some(false);
        }
        self.depth += 1;
        Some(true)
    }

    #[inline]
    fn next(&mut self, close: u8, reason: &'static str) -> Option<bool> {
        match self.next_byte() {
            Some(b',') => {
                self.at += 1;
                Some(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Some(false)
            }
            _ => self.fail(reason),
        }
    }

    #[inline]
    fn colon(&mut self) -> Option<()> {
        if self.next_byte() == Some(b':') {
            self.at += 1;
            Some(())
        } else {
            self.fail("expected `:`")
        }
    }

    fn word(&mut self, word: &'static str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Some(())
        } else {
            self.fail("expected a value")
        }
    }

    fn digits(&mut self) -> Option<()> {
        let first = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == first {
            self.fail("expected a digit")
        } else {
            Some(())
        }
    }

    fn fraction_and_exponent(&mut self) -> Option<()> {
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    fn skip_key(&mut self) -> Option<()> {
        if self.next_byte() != Some(b'"') {
            return self.fail("expected a member's name");
        }
        self.skip_string()?;
        self.colon()
    }

    #[cold]
    fn fail<T>(&mut self, reason: &'static str) -> Option<T> {
        let offset = self.at.min(self.text.len());
        self.give_up(Error::Syntax { offset, reason })
    }

    /// Notes the first error and leaves nothing to read.
    #[cold]
    fn give_up<T>(&mut self, error: Error) -> Option<T> {
        self.error.get_or_insert(error);
        self.text = "";
        self.at = 0;
        None
    }
}

//! Strings and their escapes.

use super::Lexer;

impl Lexer<'_> {
    /// Reads a string, of which the quote was seen, checking its escapes.
    pub(super) fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at = plain_end(self.text.as_bytes(), self.at);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(());
                }
                Some(b'\\') => {
                    self.escape()?;
                }
                Some(_) => return self.fail("a control character in a string"),
                None => return self.fail("a string without end"),
            }
        }
    }

    #[cold]
    pub(super) fn string_with_escapes(&mut self, start: usize, end: usize) -> Option<String> {
        let mut string = String::new();
        let (mut from, mut to) = (start, end);
        loop {
            string.push_str(self.text.get(from..to)?);
            self.at = to;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(_) => return self.fail("a control character in a string"),
                None => return self.fail("a string without end"),
            }
            from = self.at;
            to = plain_end(self.text.as_bytes(), from);
        }
    }

    /// Reads an escape, from its backslash on.
    fn escape(&mut self) -> Option<char> {
        self.at += 1;
        let byte = self.byte();
        self.at += 1;
        match byte {
            Some(b'"') => Some('"'),
            Some(b'\\') => Some('\\'),
            Some(b'/') => Some('/'),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'u') => self.unicode_escape(),
            _ => {
                self.at -= 1;
                self.fail("an unknown escape in a string")
            }
        }
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let high = self.hex4()?;
        if let Some(character) = char::from_u32(high) {
            return Some(character);
        }
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if high >= 0xDC00 || !rest.starts_with(b"\\u") {
            return self.fail("half a surrogate pair in a string");
        }
        self.at += 2;
        let low = self.hex4()?;
        if !(0xDC00..0xE000).contains(&low) {
            return self.fail("half a surrogate pair in a string");
        }
        char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.fail("expected four hexadecimal digits");
            };
            value = value << 4 | digit;
            self.at += 1;
        }
        Some(value)
    }
}

const ONES: u64 = u64::MAX / 0xFF;
const HIGHS: u64 = ONES * 0x80;

/// Where the plain part of a string ends: the first quote, backslash or control
/// character from `at` on, or the end of the text. Eight bytes at a step.
#[inline]
pub fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*chunk);
        let quotes = word ^ (ONES * 0x22);
        let slashes = word ^ (ONES * 0x5C);
        let found = (quotes.wrapping_sub(ONES) & !quotes)
            | (slashes.wrapping_sub(ONES) & !slashes)
            | (word.wrapping_sub(ONES * 0x20) & !word);
        let found = found & HIGHS;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = tail;
    }
    at + rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::Lexer;

    #[test]
    fn only_integers_of_18_digits_are_small() {
        for (text, small) in [
            ("0", Some(0)),
            ("-1", Some(-1)),
            ("999999999999999999", Some(999_999_999_999_999_999)),
            ("-999999999999999999", Some(-999_999_999_999_999_999)),
            ("1000000000000000000", None),
            ("9223372036854775808", None),
            ("-9223372036854775808", None),
            ("-18446744073709551616", None),
            ("-9999999999999999999999999999999999999999", None),
            ("1.0", None),
            ("-1e2", None),
        ] {
            let token = Lexer::new(text)
                .number()
                .map(|token| (token.text, token.small));
            assert_eq!(token, Some((text, small)));
        }
    }
}

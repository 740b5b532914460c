//! Places counted in characters, as the parser gives them, into bytes.

/// How many characters lie between two known places.
const STRIDE: usize = 64;

/// Turns places counted in characters into byte offsets, in constant time.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// The byte offset of every [`STRIDE`]th character; empty if the text is
    /// ASCII, where characters are bytes.
    known: Vec<u32>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let known = if text.is_ascii() {
            Vec::new()
        } else {
            let every = text.char_indices().step_by(STRIDE);
            every.map(|(at, _)| crate::sources::offset(at)).collect()
        };
        Self { text, known }
    }

    /// The byte offset of character `index`; the text's length if there are
    /// fewer.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.known.is_empty() {
            return index.min(self.text.len());
        }
        let Some(start) = self.known.get(index / STRIDE) else {
            return self.text.len();
        };
        let start = *start as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        match rest.char_indices().nth(index % STRIDE) {
            Some((at, _)) => start + at,
            None => self.text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_its_byte() {
        for text in ["", "plain ascii", "ä", &"a€b𝄞".repeat(100)] {
            let offsets = Offsets::new(text);
            for (index, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index), at);
            }
            let count = text.chars().count();
            assert_eq!(offsets.byte(count), text.len());
            assert_eq!(offsets.byte(count + 1000), text.len());
        }
    }
}

//! Standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};

use super::error::Error;
use crate::config::Color;

/// Writes a result to standard output, at once.
///
/// # Errors
/// When nobody reads it, or the disk behind it is full.
pub(super) fn say(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Error::io("cannot write to standard output", &error))
}

/// Writes a diagnostic to standard error.
pub(super) fn complain(text: &str) {
    // There is nowhere left to say that this failed.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether diagnostics are coloured: on a terminal, unless `NO_COLOR` says no.
pub(super) fn color() -> Color {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stderr().is_terminal() && !refused {
        Color::Always
    } else {
        Color::Never
    }
}

/// Text of others on one line of a terminal: nothing that moves the cursor,
/// and not too much of it.
pub(super) fn plain(text: &str) -> String {
    const LONGEST: usize = 500;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_odd(c) { '\u{FFFD}' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("..");
    }
    shown
}

/// Controls, and characters that turn the direction of text around.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_of_others_is_harmless() {
        assert_eq!(plain("fine é"), "fine é");
        assert_eq!(
            plain("\u{1b}[31m\r\nx\u{202E}"),
            "\u{FFFD}[31m\u{FFFD}\u{FFFD}x\u{FFFD}"
        );
        assert_eq!(plain(&"a".repeat(10_000)).len(), 502);
    }
}

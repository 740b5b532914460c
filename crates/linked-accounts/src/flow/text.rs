//! Texts that a provider, or whoever writes a link to the callback, has
//! chosen.

/// How much of such a text is shown, in characters.
const SHOWN: usize = 200;

/// The text as it may be shown and logged: without control characters and
/// without those that turn or hide what stands around them, cut to a length.
/// It is still text of a stranger's: it goes into JSON strings and nowhere
/// else.
pub(super) fn shown(text: &str) -> String {
    let mut kept = text.chars().filter(|c| !is_unseen(*c));
    let mut shown: String = kept.by_ref().take(SHOWN).collect();
    if kept.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, and the marks of Unicode that have no width: line and
/// paragraph separators, directions of writing, joiners, byte order marks.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, shown};

    #[test]
    fn control_characters_are_removed() {
        assert_eq!(shown("a\r\nb\0c\u{1b}[31md\u{85}e"), "abc[31mde");
        assert_eq!(shown("left\u{202e}right\u{2028}\u{feff}"), "leftright");
        assert_eq!(shown("Grüße, 世界 <b>"), "Grüße, 世界 <b>");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shown(&"ü".repeat(SHOWN)), "ü".repeat(SHOWN));
        let cut = shown(&"ü".repeat(SHOWN + 1));
        assert_eq!(cut.chars().count(), SHOWN + 1);
        assert!(cut.ends_with("ü…"));
    }
}

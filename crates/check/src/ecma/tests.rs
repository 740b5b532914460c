//! Patterns as ECMA-262 means them.

use super::{Engine, translate};
use crate::matcher::Matcher;

fn matches(pattern: &str, text: &str) -> bool {
    let translation = translate(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
    let matcher = Matcher::new(&translation.regex, translation.engine)
        .unwrap_or_else(|| panic!("{} does not compile", translation.regex));
    matcher.is_match(text) == Some(true)
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
fn halves_of_surrogate_pairs_are_in_no_text() {
    assert!(matches(r"^[\uD800-\uDFFF\uD83D]*$", ""));
    assert!(!matches(r"^[\uD800-\uDFFF]$", "😀"));
    assert!(matches(r"^[^\uD800-\uDFFF]$", "😀"));
    assert!(matches(r"^[\u0000-\uFFFF]$", "é"));
    assert!(matches(r"^[a-\uDBFF]$", "\u{D7FF}"));
    assert!(!matches(r"\uD83Dx", "😀x"));
    assert!(matches(r"^[\uD83D\uDE00-\u{1F64F}]$", "😃"));
    assert!(matches(r"^🐲*$", "🐲🐲"));
}

#[cfg(feature = "fancy-regex")]
#[test]
fn looking_around_and_referring_back() {
    assert!(matches(r"^(?!foo)\w+$", "bar"));
    assert!(!matches(r"^(?!foo)\w+$", "foobar"));
    assert!(matches(r"(?<=\$)\d+", "$42"));
    assert!(!matches(r"(?<!\$)\b\d+", "$42"));
    assert!(matches(r"^(a+)-\1$", "aa-aa"));
    assert!(!matches(r"^(a+)-\1$", "aa-a"));
    assert!(matches(r"^(?<q>['é]).*\k<q>$", "éxé"));
    // A group that has no part in the match is empty.
    assert!(matches(r"^(?:(a)|b)\1$", "b"));
    assert!(matches(r"^\1(a)$", "a"));
    assert!(matches(r"^(?=.*\d)(?=.*[a-z])[^\s]{8,}$", "passw0rd"));
    assert!(!matches(r"^(?=a)\b.$", "é"));
    assert!(matches(r"(?=x)x\B", "xy"));
    assert!(!matches(r"^(?=a)a$", "a\n"));
}

#[cfg(feature = "fancy-regex")]
#[test]
fn hostile_texts_end_at_the_limit() {
    let translation = translate(r"^(?=(a+)+$)\w*$").unwrap();
    let matcher = Matcher::new(&translation.regex, translation.engine).unwrap();
    let text = format!("{}!", "a".repeat(64));
    assert_ne!(matcher.is_match(&text), Some(true));
    let translation = translate(r"^(a|a)*\1b$").unwrap();
    let matcher = Matcher::new(&translation.regex, translation.engine).unwrap();
    assert_eq!(matcher.is_match(&"a".repeat(64)), None);
}

#[test]
fn engines_are_chosen_by_need() {
    for (pattern, engine) in [
        (r"^(a|b)+$", Engine::Linear),
        (r"^(?<name>a)$", Engine::Linear),
        (r"[(?=]", Engine::Linear),
        (r"^(?=a)", Engine::Backtracking),
        (r"(?<!a)b", Engine::Backtracking),
        (r"(a)\1", Engine::Backtracking),
    ] {
        let translation = translate(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
        assert_eq!(translation.engine, engine, "{pattern}");
    }
}

#[test]
fn what_is_no_pattern_says_why() {
    for (pattern, why) in [
        (r"a++", "nothing to repeat"),
        (r"*a", "nothing to repeat"),
        (r"a{3,2}", "ends before it begins"),
        (r"(a", "no `)`"),
        (r"a)", "no `(`"),
        (r"[a", "no `]`"),
        (r"[z-a]", "ends before it begins"),
        (r"\Aabc\z", "means nothing"),
        (r"(?i)abc", "flags"),
        (r"\u{110000}", "does not exist"),
        (r"a\", "ends in"),
        (r"(a)\2", "not there"),
        (r"\k<a>", "not there"),
    ] {
        match translate(pattern) {
            Err(text) => assert!(text.contains(why), "{pattern}: {text}"),
            Ok(pattern) => panic!("{pattern:?}"),
        }
    }
}

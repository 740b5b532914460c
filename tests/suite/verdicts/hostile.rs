//! Bodies that are made to cost much. What reading costs is counted in bytes
//! that are read once more, and not in time.

use specwright::{
    Facets,
    json::{Decode, Decoder, Mode},
};
use specwright_tests::checks::{models, server};

use super::{edges::verdict, services::Server};

/// Reads strictly: whether it was accepted, and how many times the text was
/// read in addition to the first, rounded up.
fn read<T: Decode>(text: &str) -> (bool, usize) {
    read_in::<T>(Mode::Strict, text)
}

/// The same in a mode.
fn read_in<T: Decode>(mode: Mode, text: &str) -> (bool, usize) {
    let mut decoder = Decoder::new(text, mode);
    let value = T::decode(&mut decoder, &Facets::NONE);
    let again = decoder.reread().div_ceil(text.len());
    (decoder.finish(value).is_ok(), again)
}

/// `depth` objects inside each other, each with `beside` behind its `next`.
fn nested(depth: usize, innermost: &str, beside: &str) -> String {
    let mut text = r#"{"next":"#.repeat(depth);
    text.push_str(innermost);
    for _ in 0..depth {
        text.push_str(beside);
        text.push('}');
    }
    text
}

const DEPTH: usize = 64;

/// A value is read a few times, however deep it is, whether it is accepted or
/// refused.
#[test]
fn unions_in_unions_are_read_a_few_times() {
    let bodies = [
        (nested(DEPTH, r#"{"leaf":1}"#, ""), true),
        (nested(DEPTH, r#"{"leaf":"a"}"#, r#","leaf":"a""#), true),
        (nested(DEPTH, r#"{"leaf":1}"#, r#","leaf":1"#), true),
        (nested(DEPTH, r#"{"leaf":true}"#, ""), false),
        (nested(DEPTH, r#"{"leaf":true}"#, r#","leaf":"a""#), false),
    ];
    for (body, accepted) in bodies {
        let (verdict, again) = read::<models::Tree>(&body);
        assert_eq!(verdict, accepted, "{body}");
        assert!(again <= 4, "{again} times: {body}");
        let (_, again) = read_in::<models::Tree>(Mode::Tolerant, &body);
        assert!(again <= 8, "{again} times: {body}");
    }
}

#[test]
fn values_that_programs_refuse_are_read_a_few_times() {
    let bodies = [
        (nested(DEPTH, r#"{"leaf":1}"#, ""), true),
        (nested(DEPTH, r#"{"even":1}"#, r#","even":1"#), true),
        (nested(DEPTH, r#"{"leaf":"a"}"#, r#","even":1"#), false),
    ];
    for (body, accepted) in bodies {
        let (verdict, again) = read::<models::CheckedTree>(&body);
        assert_eq!(verdict, accepted, "{body}");
        assert!(again <= 4, "{again} times: {body}");
    }
}

/// A tag that stands first is all that is read twice.
#[test]
fn an_early_discriminator_costs_nothing() {
    let filler = vec!["1"; 1000].join(",");
    let mut text = r#"{"kind":"There","rest":["#.repeat(DEPTH - 1);
    text.push_str(&format!(r#"{{"kind":"Here","rest":[{filler}]}}"#));
    text.push_str(&"]}".repeat(DEPTH - 1));
    for mode in [Mode::Strict, Mode::Tolerant] {
        let (accepted, again) = read_in::<models::Late>(mode, &text);
        assert!(accepted, "{mode:?}");
        assert!(again <= 1, "{again} times, {mode:?}");
    }
}

/// Of equal members the last counts, where they may be equal. An object that
/// turns out to be another variant is read once more, and so is what is in it,
/// but not once for each way through all of them.
#[test]
fn tags_that_stand_twice_cost_one_more_look_a_level() {
    const LEVELS: usize = 60;
    for (first, last) in [
        (r#""kind":"There""#, r#""kind":"There""#),
        (r#""kind":"Here""#, r#""kind":"There""#),
        (r#""kind":"Elsewhere""#, r#""kind":"There""#),
        (r#""kind":"There","x":1"#, r#""x":1"#),
    ] {
        let mut text = format!(r#"{{{first},"rest":["#).repeat(LEVELS);
        text.push_str(r#"{"kind":"Here","rest":[1,2,3]}"#);
        text.push_str(&format!("],{last}}}").repeat(LEVELS));
        let (accepted, again) = read_in::<models::Late>(Mode::Tolerant, &text);
        assert!(accepted, "{text}");
        assert!(again <= LEVELS + 4, "{again} times: {text}");
        assert!(!read::<models::Late>(&text).0);
    }
}

#[test]
fn a_late_discriminator_costs_one_more_look_a_level() {
    let filler = vec!["1"; 10_000].join(",");
    let flat = format!(r#"{{"rest":[{filler}],"kind":"Here"}}"#);
    let (accepted, again) = read::<models::Late>(&flat);
    assert!(accepted);
    assert!(again <= 3, "{again} times");

    const LEVELS: usize = 32;
    let mut text = r#"{"rest":["#.repeat(LEVELS);
    text.push_str(&flat);
    text.push_str(&r#"],"kind":"There"}"#.repeat(LEVELS));
    let (accepted, again) = read::<models::Late>(&text);
    assert!(accepted);
    assert!(again <= LEVELS + 3, "{again} times");
}

#[tokio::test]
async fn a_megabyte_of_nesting_is_refused_at_the_limit() {
    for (line, opening) in [
        ("POST /tree", r#"{"next":"#),
        ("POST /checked_tree", r#"{"next":"#),
        ("POST /late", r#"{"kind":"There","rest":["#),
        ("POST /late", r#"{"rest":["#),
        ("POST /checks", r#"{"listed":["#),
        ("POST /checks", "["),
    ] {
        let body = opening.repeat((1 << 20) / opening.len());
        let server = Server::new(line, server::router);
        assert_eq!(
            verdict(&server, body.as_bytes()).await,
            " too_deep",
            "{line}"
        );
    }
    let deep = r#"{"next":"#.repeat(1 << 17);
    for again in [
        read::<models::Tree>(&deep).1,
        read::<models::CheckedTree>(&deep).1,
    ] {
        assert!(again <= 1, "{again} times");
    }
}

#[tokio::test]
async fn what_is_skipped_must_be_text_too() {
    for (line, before) in [
        ("POST /checks", &br#"{"unknown":""#[..]),
        ("POST /checks", br#"{"condition":{"unknown":""#),
        ("POST /checked_tree", br#"{"even":""#),
        ("POST /late", br#"{"kind":"Here","unknown":""#),
    ] {
        let server = Server::new(line, server::router);
        let body = [before, b"\xff\"}}"].concat();
        let found = verdict(&server, &body).await;
        assert_eq!(found, " syntax", "{line}");
    }
}

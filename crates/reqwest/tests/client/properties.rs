//! Whatever a client sends, a server reads back: the writer of a call against
//! the reader of the wire grammar, for every place and style.

use proptest::prelude::*;
use specwright::{
    json::Mode,
    wire::{Duplicates, FromParam, Param, Reader, ToParam, Writer},
};

/// Every query style.
static QUERIES: [Param; 6] = [
    Param::query("a [b]"),
    Param::query("a").comma(),
    Param::query("a").space(),
    Param::query("a").pipe(),
    Param::query("a").allow_reserved(),
    Param::query("a").comma().allow_reserved(),
];

/// Every path style.
static PATHS: [Param; 5] = [
    Param::path("a"),
    Param::path("a").label(),
    Param::path("a").label().explode(),
    Param::path("a").matrix(),
    Param::path("a").matrix().explode(),
];

static OTHERS: [Param; 3] = [
    Param::header("X-A"),
    Param::cookie("a"),
    Param::cookie("a").explode(),
];

/// What is read of what is written; nothing if it cannot be written.
fn there_and_back<T: ToParam + FromParam>(param: &'static Param, value: &T) -> Option<T> {
    let mut writer = Writer::new("/p/{a}/q");
    writer.param(param, value).ok()?;
    if !PATHS.iter().any(|path| std::ptr::eq(path, param)) {
        writer.param(&Param::path("a"), &"x".to_owned()).ok()?;
    }
    let written = writer.finish().ok()?;
    // As it comes out of a URL library and a header map.
    let url = format!("http://a.example{}?{}", written.path, written.query);
    let url = specwright_reqwest::reqwest::Url::parse(&url).ok()?;
    let path = url.path().strip_prefix("/p/")?.strip_suffix("/q")?;
    let texts = [path];
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse)
        .path(&texts)
        .query(url.query().unwrap_or_default())
        .headers(&written.headers);
    let read = reader.param::<T>(param);
    let violations = reader.finish();
    assert!(
        violations.is_empty(),
        "{param:?} {written:?}: {violations:?}"
    );
    read
}

fn check<T: ToParam + FromParam + PartialEq + std::fmt::Debug>(
    params: &'static [Param],
    value: &T,
) {
    for param in params {
        if let Some(read) = there_and_back(param, value) {
            assert_eq!(&read, value, "{param:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts(text in any::<String>()) {
        check(&QUERIES, &text);
        check(&PATHS, &text);
        check(&OTHERS, &text);
    }

    #[test]
    fn awkward_texts(text in r"[a ,|;.+%&=/?#\[\]{}\\2Cc0]{1,6}") {
        check(&QUERIES, &text);
        check(&PATHS, &text);
        check(&OTHERS, &text);
    }

    #[test]
    fn lists(items in prop::collection::vec(r"[a ,|;.+%&=/?#2C\u{20ac}]{0,4}", 1..4)) {
        check(&QUERIES, &items);
        check(&PATHS, &items);
        check(&OTHERS, &items);
    }

    #[test]
    fn integers(value in any::<i64>(), list in prop::collection::vec(any::<i64>(), 1..5)) {
        check(&QUERIES, &value);
        check(&PATHS, &value);
        check(&OTHERS, &value);
        check(&QUERIES, &list);
        check(&PATHS, &list);
        check(&OTHERS, &list);
    }

    #[test]
    fn numbers(value in any::<f64>(), flag in any::<bool>()) {
        check(&QUERIES, &value);
        check(&OTHERS, &value);
        check(&PATHS, &flag);
    }
}

#[test]
fn most_values_can_be_sent() {
    for param in QUERIES.iter().chain(&PATHS).chain(&OTHERS) {
        assert_eq!(
            there_and_back(param, &"a.b".to_owned()),
            Some("a.b".to_owned()),
            "{param:?}"
        );
        let list = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(there_and_back(param, &list), Some(list), "{param:?}");
    }
}

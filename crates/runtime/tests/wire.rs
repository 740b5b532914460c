//! The text grammar of parameters: what is written is read back the same, or
//! is not written; what is read follows the grammar.

#![allow(missing_docs)]

use std::fmt::Debug;

use http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;
use specwright::{
    Expected, Facets, Kind, Place, Step, Violation,
    json::Mode,
    wire::{Duplicates, FromParam, Param, Reader, ToParam, WriteError, Writer, Written},
};

/// Writes `value` alone.
fn write(param: &Param, value: &dyn ToParam) -> Result<Written, WriteError> {
    let mut writer = Writer::new(match param.place() {
        Place::Path => "/x/{p}",
        _ => "/x",
    });
    writer.param(param, value)?;
    writer.finish()
}

/// Reads what was written.
fn read<T: FromParam>(param: &'static Param, written: &Written) -> Result<T, Vec<Violation>> {
    let capture = written.path.strip_prefix("/x/").unwrap_or_default();
    let captures = [capture];
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse)
        .path(&captures)
        .query(&written.query)
        .headers(&written.headers);
    let value = reader.param(param);
    let violations = reader.finish();
    match value {
        Some(value) if violations.is_empty() => Ok(value),
        _ => Err(violations),
    }
}

fn returns<T>(param: &'static Param, value: &T) -> Result<(), TestCaseError>
where
    T: FromParam + ToParam + PartialEq + Debug,
{
    if let Ok(written) = write(param, value) {
        let read = read::<T>(param, &written);
        prop_assert_eq!(read.as_ref(), Ok(value), "{:?} {:?}", param.form, written);
    }
    Ok(())
}

static SCALARS: [Param; 7] = [
    Param::path("p"),
    Param::path("p").label(),
    Param::path("p").matrix(),
    Param::query("p[é]"),
    Param::query("p").allow_reserved(),
    Param::header("X-P"),
    Param::cookie("p"),
];

static LISTS: [Param; 14] = [
    Param::path("p"),
    Param::path("p").label(),
    Param::path("p").label().explode(),
    Param::path("p").matrix(),
    Param::path("p").matrix().explode(),
    Param::query("p"),
    Param::query("p").allow_reserved(),
    Param::query("p").comma(),
    Param::query("p").comma().allow_reserved(),
    Param::query("p").space(),
    Param::query("p").pipe(),
    Param::header("X-P"),
    Param::cookie("p"),
    Param::cookie("p").explode(),
];

/// Strings with whatever has a meaning somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-,.;:=&+%|/? \t\"'a0é\u{1F980}#\\[\\]]{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings_return(text in text()) {
        for param in &SCALARS {
            returns(param, &text)?;
            returns(param, &Some(text.clone()))?;
        }
    }

    #[test]
    fn lists_of_strings_return(texts in proptest::collection::vec(text(), 1..4)) {
        for param in &LISTS {
            returns(param, &texts)?;
            returns(param, &Some(texts.clone()))?;
        }
    }

    #[test]
    fn scalars_return_everywhere(
        small in any::<i32>(), long in any::<i64>(), unsigned in any::<u64>(),
        widest in any::<i128>(), single in any::<f32>(), double in any::<f64>(), truth: bool,
    ) {
        for param in &SCALARS {
            prop_assert!(write(param, &small).is_ok());
            returns(param, &small)?;
            returns(param, &long)?;
            returns(param, &unsigned)?;
            returns(param, &widest)?;
            returns(param, &truth)?;
            prop_assert_eq!(write(param, &single).is_ok(), single.is_finite());
            returns(param, &single)?;
            returns(param, &double)?;
        }
        for param in &LISTS {
            returns(param, &vec![long, 0])?;
            returns(param, &vec![double])?;
        }
    }

    #[test]
    fn queries_and_cookies_carry_every_string(texts in proptest::collection::vec(text(), 1..4)) {
        for param in LISTS.iter().filter(|param| param.place() != Place::Header) {
            let delimited = param.form == Param::query("p").space().form
                || param.form == Param::query("p").pipe().form;
            if param.place() != Place::Path && !delimited {
                prop_assert!(write(param, &texts).is_ok(), "{:?}", param.form);
            }
        }
    }

    #[test]
    fn what_is_written_is_a_uri_and_its_headers(texts in proptest::collection::vec(text(), 1..4)) {
        for param in &LISTS {
            if let Ok(written) = write(param, &texts) {
                let target = format!("{}?{}", written.path, written.query);
                let uri: http::Uri = target.parse().unwrap();
                prop_assert_eq!(uri.path(), &written.path);
                prop_assert_eq!(uri.query(), Some(written.query.as_str()));
            }
        }
    }

    #[test]
    fn nothing_that_is_read_panics(raw in "[ -~]{0,12}") {
        let mut headers = HeaderMap::new();
        headers.append("x-p", HeaderValue::from_str(&raw).unwrap());
        headers.append(header::COOKIE, HeaderValue::from_str(&raw).unwrap());
        let captures = [raw.as_str()];
        for param in SCALARS.iter().chain(&LISTS) {
            let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse)
                .path(&captures).query(&raw).headers(&headers);
            let value: Option<String> = reader.param(param);
            let list: Option<Vec<f64>> = reader.param(param);
            let violations = reader.finish().len();
            prop_assert!(value.is_some() && list.is_some() || violations > 0);
        }
    }
}

fn of_query<T: FromParam>(param: &'static Param, query: &str) -> Result<T, Vec<Kind>> {
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).query(query);
    let value = reader.param(param);
    let violations = reader.finish();
    value.ok_or(
        violations
            .into_iter()
            .map(|violation| violation.kind)
            .collect(),
    )
}

static Q: Param = Param::query("q");

#[test]
fn integers_have_no_other_spellings() {
    for (text, value) in [
        ("0", 0),
        ("-0", 0),
        ("7", 7),
        ("-12", -12),
        ("3.0", 3),
        ("3.00", 3),
    ] {
        assert_eq!(
            of_query::<i64>(&Q, &format!("q={text}")),
            Ok(value),
            "{text}"
        );
    }
    for text in [
        "", "+1", "%2B1", " 1", "1_000", "01", "1.5", "1.", ".5", "1e3", "0x1", "١",
    ] {
        let read = of_query::<i64>(&Q, &format!("q={text}"));
        let parse = Kind::Parse {
            expected: Expected::Integer,
        };
        assert_eq!(read, Err(vec![parse]), "{text}");
    }
    assert_eq!(
        of_query::<i32>(&Q, "q=2147483648"),
        Err(vec![Kind::NumberRange])
    );
    assert_eq!(
        of_query::<i64>(&Q, &format!("q={}", "9".repeat(60))),
        Err(vec![Kind::NumberRange])
    );
}

#[test]
fn numbers_and_booleans_are_those_of_json() {
    for (text, value) in [("1", 1.0), ("-0.5", -0.5), ("1e3", 1000.0), ("1E-2", 0.01)] {
        assert_eq!(
            of_query::<f64>(&Q, &format!("q={text}")),
            Ok(value),
            "{text}"
        );
    }
    for text in ["", "NaN", "inf", "1e", ".5", "5.", "01", "1_0"] {
        let parse = Kind::Parse {
            expected: Expected::Number,
        };
        assert_eq!(
            of_query::<f64>(&Q, &format!("q={text}")),
            Err(vec![parse]),
            "{text}"
        );
    }
    assert_eq!(of_query::<f64>(&Q, "q=1e999"), Err(vec![Kind::NumberRange]));
    assert_eq!(of_query::<bool>(&Q, "q=true"), Ok(true));
    for text in ["", "yes", "on", "1", "True", "TRUE"] {
        let parse = Kind::Parse {
            expected: Expected::Boolean,
        };
        assert_eq!(
            of_query::<bool>(&Q, &format!("q={text}")),
            Err(vec![parse]),
            "{text}"
        );
    }
}

#[test]
fn presence() {
    assert_eq!(of_query::<String>(&Q, ""), Err(vec![Kind::Missing]));
    assert_eq!(of_query::<Option<String>>(&Q, "other=1"), Ok(None));
    assert_eq!(
        of_query::<Option<String>>(&Q, "q="),
        Ok(Some(String::new()))
    );
    assert_eq!(of_query::<Option<String>>(&Q, "q"), Ok(Some(String::new())));
    assert_eq!(of_query::<Vec<String>>(&Q, "q="), Ok(vec![String::new()]));
    assert_eq!(of_query::<Vec<String>>(&Q, ""), Err(vec![Kind::Missing]));
    assert_eq!(of_query::<Option<Vec<String>>>(&Q, "&&"), Ok(None));
}

#[test]
fn a_plus_is_a_blank_and_broken_encoding_is_refused() {
    assert_eq!(
        of_query::<String>(&Q, "q=a+b%2Bc%20d"),
        Ok("a b+c d".to_owned())
    );
    for query in ["q=%", "q=%4", "q=%zz", "q=%ff", "q=%C3"] {
        assert_eq!(
            of_query::<String>(&Q, query),
            Err(vec![Kind::Encoding]),
            "{query}"
        );
    }
    // A value of nobody's is nobody's business; a name must be readable.
    assert_eq!(of_query::<Option<String>>(&Q, "other=%zz"), Ok(None));
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).query("%zz=1&q=x");
    assert_eq!(reader.param::<String>(&Q).as_deref(), Some("x"));
    assert_eq!(
        reader.finish(),
        [Violation::new(Place::Query, vec![], Kind::Encoding)]
    );
}

#[test]
fn a_scalar_given_twice_follows_the_policy() {
    let read = |duplicates| {
        let mut reader = Reader::new(Mode::Strict, duplicates).query("q=1&q=2&q=3");
        (reader.param::<i64>(&Q), reader.finish().len())
    };
    assert_eq!(read(Duplicates::Refuse), (None, 1));
    assert_eq!(read(Duplicates::First), (Some(1), 0));
    assert_eq!(read(Duplicates::Last), (Some(3), 0));
    static COMMA: Param = Param::query("q").comma();
    assert_eq!(
        of_query::<Vec<i64>>(&COMMA, "q=1,2&q=3"),
        Err(vec![Kind::Duplicate])
    );
    assert_eq!(of_query::<Vec<i64>>(&Q, "q=1&q=2"), Ok(vec![1, 2]));
}

#[test]
fn lists_are_split_before_they_are_decoded() {
    static COMMA: Param = Param::query("q").comma();
    static SPACE: Param = Param::query("q").space();
    static PIPE: Param = Param::query("q").pipe();
    let texts = |texts: &[&str]| Ok(texts.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(
        of_query::<Vec<String>>(&COMMA, "q=a%2Cb,c"),
        texts(&["a,b", "c"])
    );
    assert_eq!(of_query::<Vec<String>>(&COMMA, "q=,"), texts(&["", ""]));
    assert_eq!(
        of_query::<Vec<String>>(&SPACE, "q=a%20b+c"),
        texts(&["a", "b", "c"])
    );
    assert_eq!(
        of_query::<Vec<String>>(&PIPE, "q=a|b%7Cc%7cd"),
        texts(&["a", "b", "c", "d"])
    );
    assert_eq!(of_query::<Vec<String>>(&Q, "q=a,b"), texts(&["a,b"]));
}

#[test]
fn items_name_their_index_and_counts_come_after() {
    static ITEMS: Facets = Facets {
        minimum: Some(specwright::Decimal {
            mantissa: 1,
            exponent: 0,
        }),
        ..Facets::NONE
    };
    static FACETS: Facets = Facets {
        min_items: Some(3),
        items: Some(&ITEMS),
        ..Facets::NONE
    };
    static LIST: Param = Param::query("q").facets(&FACETS);
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).query("q=0&q=x");
    assert_eq!(reader.param::<Vec<i64>>(&LIST), None);
    let step = |index| vec![Step::member("q"), Step::Item(index)];
    let parse = Kind::Parse {
        expected: Expected::Integer,
    };
    assert_eq!(
        reader.finish(),
        [
            Violation::new(Place::Query, step(0), Kind::Minimum { bound: "1".into() }),
            Violation::new(Place::Query, step(1), parse),
            Violation::new(
                Place::Query,
                vec![Step::member("q")],
                Kind::TooFewItems { min: 3, actual: 2 }
            ),
        ]
    );
    let mut reader = Reader::new(Mode::Tolerant, Duplicates::Last).query("q=0");
    assert_eq!(reader.param::<Vec<i64>>(&LIST), Some(vec![0]));
}

#[test]
fn equal_items_are_found_by_their_value() {
    static FACETS: Facets = Facets {
        unique_items: true,
        ..Facets::NONE
    };
    static LIST: Param = Param::query("q").facets(&FACETS);
    let twice = Err(vec![Kind::NotUnique { first: 0 }]);
    assert_eq!(of_query::<Vec<i64>>(&LIST, "q=1&q=2&q=1.0"), twice);
    assert_eq!(of_query::<Vec<i64>>(&LIST, "q=1&q=2"), Ok(vec![1, 2]));
}

#[test]
fn very_many_violations_are_cut_off() {
    let query = "q=x&".repeat(5000);
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).query(&query);
    assert_eq!(reader.param::<Vec<i64>>(&Q), None);
    let violations = reader.finish();
    assert_eq!(violations.len(), specwright::json::MAX_VIOLATIONS + 1);
    assert_eq!(
        violations.last().map(|last| &last.kind),
        Some(&Kind::TooMany)
    );
}

#[test]
fn headers_are_trimmed_joined_and_never_decoded() {
    static ONE: Param = Param::header("X-One");
    let mut headers = HeaderMap::new();
    headers.append("x-one", HeaderValue::from_static("a%20b, c"));
    let read = |headers: &HeaderMap| {
        let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).headers(headers);
        (
            reader.param::<String>(&ONE),
            reader.param::<Vec<String>>(&ONE),
        )
    };
    let list = vec!["a%20b".to_owned(), "c".to_owned()];
    assert_eq!(read(&headers), (Some("a%20b, c".to_owned()), Some(list)));
    headers.append("x-one", HeaderValue::from_static("d"));
    let (scalar, list) = read(&headers);
    assert_eq!((scalar, list.map(|list| list.len())), (None, Some(3)));
}

#[test]
fn cookies_are_found_among_others() {
    static ID: Param = Param::cookie("id");
    let mut headers = HeaderMap::new();
    headers.append(
        header::COOKIE,
        HeaderValue::from_static("a=1; id=x%20y;b=2"),
    );
    headers.append(header::COOKIE, HeaderValue::from_static("c=3; ; broken"));
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).headers(&headers);
    assert_eq!(reader.param::<String>(&ID).as_deref(), Some("x y"));
    assert_eq!(reader.finish(), []);
}

#[test]
fn what_would_be_read_as_something_else_is_not_written() {
    let of = |param: &Param, value: &dyn ToParam| write(param, value).map_err(|error| error.reason);
    let texts = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    assert!(of(&Param::path("p"), &String::new()).is_err());
    assert!(of(&Param::path("p"), &"..".to_owned()).is_err());
    assert!(of(&Param::path("p").label().explode(), &texts(&["."])).is_err());
    assert!(of(&Param::path("p"), &Vec::<String>::new()).is_err());
    assert!(of(&Param::path("p"), &None::<String>).is_err());
    assert!(of(&Param::query("p").pipe(), &texts(&["a|b"])).is_err());
    assert!(of(&Param::query("p").space(), &texts(&["a b"])).is_err());
    assert!(of(&Param::header("p"), &texts(&["a,b"])).is_err());
    assert!(of(&Param::header("p"), &" a".to_owned()).is_err());
    assert!(of(&Param::header("p"), &"a\nb".to_owned()).is_err());
    assert!(of(&Param::query("p"), &f64::NAN).is_err());
    assert!(
        write(&Param::query("p"), &f64::INFINITY)
            .unwrap_err()
            .to_string()
            .contains("`p`")
    );
}

#[test]
fn templates_are_filled_in_order_and_encoded() {
    let mut writer = Writer::new("/café/{a b}/x%20y/{c}.{d}:z");
    for text in ["1/2", "c", "d"] {
        writer.param(&Param::path("any"), &text.to_owned()).unwrap();
    }
    writer
        .param(&Param::query("q"), &"a+b c".to_owned())
        .unwrap();
    let written = writer.finish().unwrap();
    assert_eq!(written.path, "/caf%C3%A9/1%2F2/x%20y/c.d:z");
    assert_eq!(written.query, "q=a%2Bb%20c");
    assert!(Writer::new("/{a}").finish().is_err());
}

#[test]
fn reserved_characters_stay_where_they_are_allowed() {
    let written = write(
        &Param::query("q").allow_reserved(),
        &"https://x.y/?a=b&c#[d]+".to_owned(),
    );
    assert_eq!(
        written.unwrap().query,
        "q=https://x.y/?a=b%26c%23%5Bd%5D%2B"
    );
}

#[test]
fn raw_cookies_are_written_as_they_are_or_not_at_all() {
    let mut writer = Writer::new("/");
    writer
        .param(&Param::cookie("a"), &"b c".to_owned())
        .unwrap();
    writer.raw_cookie("__Host-s.id", "s%3Aa/b+c==").unwrap();
    let written = writer.finish().unwrap();
    assert_eq!(
        written.headers["cookie"],
        "a=b%20c; __Host-s.id=s%3Aa/b+c=="
    );
    let refused = |name, text| Writer::new("/").raw_cookie(name, text).is_err();
    for text in [
        "a b", "a;b", "a,b", "a\"", "a\\b", "a\nb", "\0", "\u{7f}", "é",
    ] {
        assert!(refused("a", text), "{text:?}");
    }
    for name in ["", "a b", "a=b", "a;", "é"] {
        assert!(refused(name, "x"), "{name:?}");
    }
}

//! A few texts for each format; the official test suite has more.

use super::{Format, NAMES};

fn check(format: &str, good: &[&str], bad: &[&str]) {
    let format = Format::from_name(format).unwrap();
    for text in good {
        assert!(format.accepts(text), "{format:?} refuses {text:?}");
    }
    for text in bad {
        assert!(!format.accepts(text), "{format:?} accepts {text:?}");
    }
}

#[test]
fn names_go_both_ways() {
    for (name, format) in NAMES {
        assert_eq!(format.name(), *name);
        assert_eq!(Format::from_name(name), Some(*format));
    }
    assert_eq!(Format::from_name("binary"), None);
}

#[test]
fn times() {
    check(
        "date-time",
        &["2024-02-29T23:59:60Z", "2000-01-01t00:00:00.5-08:00"],
        &[
            "2023-02-29T00:00:00Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00",
            "é024-01-01",
        ],
    );
    check(
        "date",
        &["2000-02-29"],
        &["1900-02-29", "2024-00-01", "2024-1-01", "+024-01-01"],
    );
    check(
        "time",
        &["00:29:60-23:30"],
        &["23:59:60+00:30", "12:00:00.Z", "12:00:00"],
    );
    check(
        "duration",
        &["P1Y2M", "PT1M2S", "P3W"],
        &["P1Y2D", "PT", "P", "P1W1D", "P1.5D"],
    );
}

#[test]
fn hosts_and_mail() {
    check(
        "hostname",
        &["a--b.com", "xn--9n2bp8q"],
        &["a_b", "-a", "a.", "xn--X", "\u{212A}elvin"],
    );
    check(
        "idn-hostname",
        &["실례.테스트", "l·l", "faß。de"],
        &["a·l", "〮a", "aא", "Ä"],
    );
    check(
        "email",
        &["\"a b\"@c.d", "a@[IPv6:::1]"],
        &["a..b@c", "@c", "a@", "a@[1.2.3.256]"],
    );
    check("idn-email", &["δ@é.com"], &["a＠b.com"]);
    check(
        "ipv4",
        &["127.0.0.1"],
        &["127.0.0.01", "1.2.3", "1.2.3.4.5", "0x7f.1.1.1"],
    );
    check(
        "ipv6",
        &["::1", "::ffff:1.2.3.4"],
        &["::1%eth0", "12345::", "1:2", ":::"],
    );
}

#[test]
fn identifiers() {
    check(
        "uri",
        &["http://a@[::1]:80/b?c#d", "urn:a", "a://", "http://[v1.a]"],
        &[
            "//a",
            "a",
            "http://a b",
            "http://[::g]",
            "1a:b",
            "a:%2",
            "a:é",
            "http://a:b",
        ],
    );
    check(
        "uri-reference",
        &["", "//a", "a/b:c", "?#", "/é%C3".get(..1).unwrap()],
        &["1a:b", "\\", "a##"],
    );
    check("iri", &["http://é/ü?\u{E000}"], &["http://é/\u{E000}", "é"]);
    check(
        "uri-template",
        &["", "{+a,b*,c:3}/é"],
        &["{}", "}", "{a:0}", "{a b}", "a b"],
    );
    check(
        "uuid",
        &["2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
        &["2eb8aa08aa9811eab4aa73b441d16380"],
    );
    check(
        "json-pointer",
        &["", "/a~0b/~1//"],
        &["a", "/~", "/~2", "#/a"],
    );
    check(
        "relative-json-pointer",
        &["0", "10/a", "1#"],
        &["", "01", "-1", "0##", "#"],
    );
}

#[test]
fn patterns_and_content() {
    check(
        "regex",
        &["^[a-z]+$", "(?<=a+)b", "(a)\\1", "[]"],
        &["(", "\\a", "(?i)a", "\\p{Nobody}"],
    );
    check("byte", &["", "Zm8=", "Zm9v"], &["Zm8", "Zm9=", "Z m8="]);
}

#[test]
fn numbers_have_ranges_and_strings_do_not() {
    let accepts = |format: Format, text: &str| format.accepts_number(text);
    assert!(accepts(Format::Int32, "2147483647.0"));
    assert!(!accepts(Format::Int32, "2147483648"));
    assert!(!accepts(Format::Int32, "0.5"));
    assert!(accepts(Format::Int64, "-9223372036854775808"));
    assert!(!accepts(Format::Uint8, "-1"));
    assert!(accepts(Format::Uint64, "18446744073709551615"));
    assert!(!accepts(Format::Float, "1e39"));
    assert!(accepts(Format::Double, "1e39"));
    assert!(!accepts(Format::Double, "1e400"));
    assert!(accepts(Format::Date, "3"));
    assert!(Format::Int32.accepts("x"));
}

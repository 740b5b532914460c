use super::{Error, Lexer, MAX_DEPTH, SmallNumber, Type};

fn syntax(text: &str) -> Option<(usize, &'static str)> {
    let mut lexer = Lexer::new(text);
    let _ = lexer.skip().and_then(|()| lexer.end());
    match lexer.error()? {
        Error::Syntax { offset, reason } => Some((offset, reason)),
        Error::TooDeep => panic!("{text} is too deep"),
    }
}

#[test]
fn an_error_is_where_the_text_goes_wrong() {
    for (text, offset, reason) in [
        ("", 0, "expected a value"),
        ("  ", 2, "expected a value"),
        ("nul", 0, "expected a value"),
        ("{\"a\" 1}", 5, "expected `:`"),
        ("{\"a\":1 \"b\":2}", 7, "expected `,` or `}`"),
        ("{\"a\":1,}", 7, "expected a member's name"),
        ("{a:1}", 1, "expected a member's name"),
        ("[1,]", 3, "expected a value"),
        ("[1}", 2, "expected `,` or `]`"),
        ("1 2", 2, "expected nothing more"),
        ("01", 0, "a number begins with a zero"),
        ("-", 1, "expected a digit"),
        ("1.", 2, "expected a digit"),
        ("1e+", 3, "expected a digit"),
        ("\"ab", 3, "a string without end"),
        ("\"a\nb\"", 2, "a control character in a string"),
        ("\"a\\qb\"", 3, "an unknown escape in a string"),
        ("\"\\u00g0\"", 5, "expected four hexadecimal digits"),
        ("\"\\ud800x\"", 7, "half a surrogate pair in a string"),
    ] {
        assert_eq!(syntax(text), Some((offset, reason)), "{text:?}");
    }
}

#[test]
fn nothing_is_read_behind_an_error() {
    let mut lexer = Lexer::new("[1 2]");
    assert_eq!(lexer.begin_array(), Some(true));
    assert!(lexer.number().is_some());
    assert_eq!(lexer.next_item(), None);
    let error = lexer.error();
    assert_eq!(lexer.peek(), None);
    assert_eq!(lexer.string(), None);
    assert_eq!(lexer.end(), None);
    assert_eq!(lexer.error(), error);
}

#[test]
fn strings_are_borrowed_unless_they_have_escapes() {
    for (text, content, borrowed) in [
        ("\"\"", "", true),
        (
            "\"plain, of more than eight bytes\"",
            "plain, of more than eight bytes",
            true,
        ),
        ("\"é🦀 ends\"", "é🦀 ends", true),
        ("\"12345678\\n\"", "12345678\n", false),
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t", false),
        (r#""\u0041\ud83e\udd80\u00e9""#, "A🦀é", false),
        ("\"\u{7f}\u{80}\"", "\u{7f}\u{80}", true),
    ] {
        let mut lexer = Lexer::new(text);
        let string = lexer.string();
        assert_eq!(string.as_deref(), Some(content), "{text}");
        let is_borrowed = matches!(string, Some(std::borrow::Cow::Borrowed(_)));
        assert_eq!(is_borrowed, borrowed, "{text}");
        assert_eq!(lexer.end(), Some(()));
    }
}

#[test]
fn each_control_character_and_each_place_is_seen() {
    for place in 0..20 {
        for byte in (0..0x20).chain([b'"', b'\\']) {
            let before = "x".repeat(place);
            let text = format!("\"{before}{}yyyyyyyyyyyy", char::from(byte));
            assert_eq!(super::plain_end(text.as_bytes(), 1), place + 1, "{byte}");
        }
    }
}

#[test]
fn numbers_keep_their_text_and_small_ones_their_value() {
    for (text, small) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("-12", Some(-12)),
        ("999999999999999999", Some(999_999_999_999_999_999)),
        ("1000000000000000000", None),
        ("1.0", None),
        ("1e2", None),
        ("-1.5E-10", None),
    ] {
        let mut lexer = Lexer::new(text);
        let number = lexer.number();
        assert_eq!(number.map(|n| (n.text, n.small)), Some((text, small)));
    }
}

#[test]
fn skipping_leaves_the_depth_as_it_was() {
    let text = "[[{\"a\":[{}],\"b\":[[],1]},\"x\"],2]";
    let mut lexer = Lexer::new(text);
    assert_eq!(lexer.begin_array(), Some(true));
    assert_eq!(lexer.raw(), Some("[{\"a\":[{}],\"b\":[[],1]},\"x\"]"));
    assert_eq!(lexer.depth(), 1);
    assert_eq!(lexer.next_item(), Some(true));
    assert_eq!(lexer.peek(), Some(Type::Number));
}

#[test]
fn the_depth_is_limited_exactly() {
    for (levels, error) in [(MAX_DEPTH, None), (MAX_DEPTH + 1, Some(Error::TooDeep))] {
        for (open, inner, close) in [("[", "", "]"), ("{\"a\":", "1", "}")] {
            let text = format!("{}{inner}{}", open.repeat(levels), close.repeat(levels));
            let mut lexer = Lexer::new(&text);
            let _ = lexer.skip();
            assert_eq!(lexer.error(), error, "{open} {levels}");
        }
    }
}

#[test]
fn small_numbers_are_read_in_one_pass() {
    for (text, digits, scale) in [
        ("0", 0, 0),
        ("7,", 7, 0),
        (" -12]", -12, 0),
        ("3.25}", 325, 2),
        ("-0.5", -5, 1),
        ("0.0", 0, 1),
        ("123456789012345678", 123_456_789_012_345_678, 0),
        ("1234567890.12345678", 123_456_789_012_345_678, 8),
    ] {
        let mut lexer = Lexer::new(text);
        let read = lexer.small_number();
        assert_eq!(read, Some(SmallNumber { digits, scale }), "{text}");
        let mut whole = Lexer::new(text);
        whole.number();
        assert_eq!(lexer.offset(), whole.offset(), "{text}");
    }
}

#[test]
fn what_is_no_small_number_stays_unread() {
    for text in [
        "-0",
        "-0.0",
        "1e2",
        "1.5E3",
        "1234567890123456789",
        "12345678901.23456789",
        "01",
        "1.",
        ".5",
        "-",
        "x",
        "",
    ] {
        let mut lexer = Lexer::new(text);
        assert_eq!(lexer.small_number(), None, "{text}");
        assert_eq!((lexer.offset(), lexer.error()), (0, None), "{text}");
    }
}

#[test]
fn the_nearest_float_of_a_small_number_is_that_of_its_text() {
    let mut state = 1u64;
    for _ in 0..20_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let (digits, scale) = (
            (state >> 11) as i64 % 10i64.pow((state % 17) as u32 + 1),
            (state >> 3) % 18,
        );
        let number = SmallNumber {
            digits,
            scale: scale as u32,
        };
        if let Some(nearest) = number.nearest() {
            assert_eq!(format!("{digits}e-{scale}").parse(), Ok(nearest));
        } else {
            assert!(digits > 1 << 53);
        }
    }
}

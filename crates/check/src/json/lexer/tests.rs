use super::{Error, Lexer, MAX_DEPTH, Type};

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

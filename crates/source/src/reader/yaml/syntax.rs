//! The parser's errors, told to people.

use crate::{Code, codes::text as codes};

/// How an error of the parser is worded here.
pub(super) struct Wording {
    pub(super) code: Code,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

const INDENT: &str = "check that the lines of one mapping or list begin in the same column, and \
                      that quotes and brackets above this place are closed";
const TABS: &str = "indent with blanks; YAML does not take tabs for that";
const QUOTE: &str = "put the value in quotes if it is meant as text";

/// Parts of the parser's texts, with code, message and help.
const TABLE: &[(&str, Code, &str, &str)] = &[
    (
        "unknown anchor",
        codes::ALIAS,
        "an alias of an anchor that is not there",
        "define `&name` earlier in this file, or put the value in quotes if the `*` is text",
    ),
    (
        "mapping values are not allowed",
        codes::SYNTAX,
        "a `:` where no mapping can begin",
        "put the value in quotes if `: ` is a part of it; otherwise check the indentation, and that quotes and brackets above are closed",
    ),
    (
        "illegal placement of ':'",
        codes::SYNTAX,
        "a `:` where no mapping can begin",
        "put the value in quotes if `: ` is a part of it; otherwise check the indentation, and that quotes and brackets above are closed",
    ),
    (
        "mapping keys are not allowed",
        codes::SYNTAX,
        "a key where no mapping can begin",
        INDENT,
    ),
    (
        "did not find expected key",
        codes::SYNTAX,
        "expected a key or the end of this mapping",
        INDENT,
    ),
    (
        "expected '-' indicator",
        codes::SYNTAX,
        "expected `-` or the end of this list",
        INDENT,
    ),
    (
        "block sequence entries are not allowed",
        codes::SYNTAX,
        "a `-` where no list can begin",
        "begin the list on a line of its own, or put the value in quotes if the `-` is text",
    ),
    (
        "tabs disallowed",
        codes::SYNTAX,
        "a tab used for indentation",
        TABS,
    ),
    (
        "tab cannot be used",
        codes::SYNTAX,
        "a tab used for indentation",
        TABS,
    ),
    (
        "cannot start with a tab",
        codes::SYNTAX,
        "a tab used for indentation",
        TABS,
    ),
    (
        "plain scalar, found a tab",
        codes::SYNTAX,
        "a tab used for indentation",
        TABS,
    ),
    (
        "simple key expect",
        codes::SYNTAX,
        "expected `:` behind a key",
        "a key and its `:` stand on one line; text of several lines wants quotes, `|` or `>`",
    ),
    (
        "expected ',' or '}'",
        codes::SYNTAX,
        "expected `,` or `}` in a mapping in braces",
        "close the `{`, or put the value in quotes if the brace is text, as in a path template",
    ),
    (
        "expected ',' or ']'",
        codes::SYNTAX,
        "expected `,` or `]` in a list in brackets",
        "close the `[`, or put the value in quotes if the bracket is text",
    ),
    (
        "misplaced bracket",
        codes::SYNTAX,
        "a closing bracket that nothing opened",
        QUOTE,
    ),
    (
        "flow construct",
        codes::SYNTAX,
        "lines inside brackets must be indented further than the key they belong to",
        "indent this line",
    ),
    (
        "unexpected end of stream",
        codes::SYNTAX,
        "a quoted text without an end",
        "close the quote",
    ),
    (
        "document indicator",
        codes::SYNTAX,
        "a document marker inside a quoted text",
        "close the quote",
    ),
    (
        "indentation in quoted scalar",
        codes::SYNTAX,
        "a quoted text that does not end, or goes on with a line that is not indented",
        "close the quote; further lines of the text must be indented more than its key",
    ),
    (
        "trailing content after double-quoted",
        codes::SYNTAX,
        "text behind a closing quote",
        "the quote before this ended the text: close each text where it should end; a quote inside \
         double quotes is written `\\\"`, one inside single quotes `\'\'`",
    ),
    (
        "unknown escape",
        codes::ESCAPE,
        "YAML does not know this escape",
        "a backslash in double quotes is written `\\\\`; in single quotes it stands for itself",
    ),
    (
        "expected hexadecimal",
        codes::ESCAPE,
        "an incomplete escape",
        "`\\x` is followed by two hexadecimal digits, `\\u` by four, `\\U` by eight",
    ),
    (
        "invalid Unicode character",
        codes::ESCAPE,
        "an escape that stands for no character",
        "YAML has no surrogate pairs; write the character itself, or `\\U` with eight digits",
    ),
    (
        "wrongly indented line in block scalar",
        codes::SYNTAX,
        "a line of a block text that is indented less than its first line",
        "indent all lines at least as far as the first one that is not empty",
    ),
    (
        "block scalar",
        codes::SYNTAX,
        "the header of a block text is not valid",
        "behind `|` or `>` stand at most a digit from 1 to 9 and one of `+` and `-`",
    ),
    (
        "unexpected character",
        codes::SYNTAX,
        "a character that cannot begin a value",
        QUOTE,
    ),
    (
        "plain scalar cannot start",
        codes::SYNTAX,
        "a character that cannot begin a value",
        QUOTE,
    ),
    (
        "expected node content",
        codes::SYNTAX,
        "expected a value",
        QUOTE,
    ),
    (
        "comment intercepting",
        codes::SYNTAX,
        "a comment inside a text of several lines",
        "move the comment, or put the text in quotes",
    ),
    (
        "expected whitespace",
        codes::SYNTAX,
        "expected a blank or a line end",
        "put a blank before a comment",
    ),
    (
        "byte order mark",
        codes::ENCODING,
        "a byte order mark inside the text",
        "remove the invisible character U+FEFF; it is allowed at the begin of the file only",
    ),
    (
        "unprintable",
        codes::ENCODING,
        "a forbidden character",
        "remove it, or write it as an escape in double quotes",
    ),
    (
        "recursion limit",
        codes::TOO_DEEP,
        "brackets are nested too deep",
        "move inner parts to places of their own and refer to them by `$ref`",
    ),
    (
        "<document start>",
        codes::SYNTAX,
        "expected the end of the document",
        "the document's value ends above this line; check the indentation",
    ),
    (
        "document end marker",
        codes::SYNTAX,
        "text on the line of a document marker",
        "put it on a line of its own",
    ),
    (
        "invalid indentation",
        codes::SYNTAX,
        "a line that is indented less than the text it belongs to",
        INDENT,
    ),
    (
        "end of plain scalar",
        codes::SYNTAX,
        "a value that does not end well",
        QUOTE,
    ),
    (
        "tag",
        codes::TAG,
        "a tag that is not well-formed",
        "put the value in quotes if the `!` is text",
    ),
    (
        "TAG",
        codes::TAG,
        "a `%TAG` directive that is not well-formed",
        "an OpenAPI document needs no directives; remove it",
    ),
    (
        "anchor or alias",
        codes::ALIAS,
        "an anchor or alias without a name",
        "put the value in quotes if the `&` or `*` is text",
    ),
    (
        "directive",
        codes::SYNTAX,
        "a directive that is not well-formed",
        "an OpenAPI document needs no directives; put the value in quotes if the `%` is text",
    ),
    (
        "unexpected eof",
        codes::SYNTAX,
        "the text ends too early",
        "check that quotes and brackets are closed",
    ),
];

/// The wording for the parser's text `info`, on a line that begins with `line`.
pub(super) fn word(info: &str, line: &str) -> Wording {
    let found = TABLE.iter().find(|(part, ..)| info.contains(part));
    let (code, message, help) = match found {
        Some((_, code, message, help)) => (*code, *message, *help),
        None => (codes::SYNTAX, "not valid YAML", INDENT),
    };
    let help = if tab(line).is_some() { TABS } else { help };
    Wording {
        code,
        message,
        help,
    }
}

/// The wording for a line that cannot belong to the bracket that `open` begins
/// with; `other` if it begins with none.
pub(super) fn unclosed(open: &str, other: Wording) -> Wording {
    let (message, help) = match open.chars().next() {
        Some('{') => (
            "expected `,` or `}`: a `{` is not closed before this line",
            "close the `{`; if the mapping goes on here, indent this line further than the key it belongs to",
        ),
        Some('[') => (
            "expected `,` or `]`: a `[` is not closed before this line",
            "close the `[`; if the list goes on here, indent this line further than the key it belongs to",
        ),
        _ => return other,
    };
    let help = if other.help == TABS { TABS } else { help };
    Wording {
        message,
        help,
        ..other
    }
}

/// The offset, in bytes from byte `at` of `text`, of what the parser's error
/// `info` is about; the parser points at the begin of the token, or of the
/// line before.
pub(super) fn offset(info: &str, text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if info.contains("tab") {
        let mut from = 0;
        for line in rest.split_inclusive('\n').take(2) {
            if let (true, Some(tab)) = (from > 0, tab(line)) {
                return from + tab;
            }
            from += line.len();
        }
    } else if info.contains("escape character") {
        return escape(rest, |rest| !rest.starts_with(KNOWN));
    } else if info.contains("hexadecimal") {
        return escape(rest, |rest| digits(rest).is_some_and(|digits| !digits.1));
    } else if info.contains("Unicode character") {
        return escape(rest, |rest| {
            let code = digits(rest).and_then(|(digits, _)| u32::from_str_radix(digits, 16).ok());
            code.is_some_and(|code| char::from_u32(code).is_none())
        });
    }
    0
}

/// What may stand behind a backslash (YAML 1.2.2, section 5.7).
const KNOWN: [char; 22] = [
    '0', 'a', 'b', 't', '\t', 'n', 'v', 'f', 'r', 'e', ' ', '"', '/', '\\', 'N', '_', 'L', 'P',
    'x', 'u', 'U', '\n',
];

/// Where in `line` a tab stands among the blanks at its begin.
fn tab(line: &str) -> Option<usize> {
    let blank = line.len() - line.trim_start().len();
    line.get(..blank)?.find('\t')
}

/// The offset of the first escape in `text` whose text behind the backslash
/// passes `test`; 0 if there is none.
fn escape(text: &str, test: impl Fn(&str) -> bool) -> usize {
    let mut from = 0;
    while let Some(slash) = text.get(from..).and_then(|rest| rest.find('\\')) {
        let behind = from + slash + 1;
        let rest = text.get(behind..).unwrap_or_default();
        if test(rest) {
            return behind - 1;
        }
        from = behind + rest.chars().next().map_or(0, char::len_utf8);
    }
    0
}

/// The digits of the numeric escape that `text` begins with, and whether they
/// are all hexadecimal.
fn digits(text: &str) -> Option<(&str, bool)> {
    let count = match text.chars().next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let digits = text.get(1..=count).unwrap_or_default();
    let complete = digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some((digits, complete))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_before_the_place_is_named_whatever_the_parser_says() {
        assert_eq!(word("did not find expected key", "\ta: 1").help, TABS);
        assert_eq!(word("did not find expected key", "  a: 1").help, INDENT);
        assert_eq!(word("something new", "").message, "not valid YAML");
    }

    #[test]
    fn the_offending_escape_is_found() {
        let unknown = "found unknown escape character";
        assert_eq!(offset(unknown, r#""a\\\n\q""#, 0), 6);
        assert_eq!(offset(unknown, r#""a""#, 0), 0);
        let hexadecimal = "did not find expected hexadecimal number";
        assert_eq!(offset(hexadecimal, r#""\x41\u12""#, 0), 5);
        assert_eq!(offset(hexadecimal, r#""\u1"#, 0), 1);
        let surrogate = "found invalid Unicode character escape code";
        assert_eq!(offset(surrogate, r#""\u00e4\ud800""#, 0), 7);
    }
}

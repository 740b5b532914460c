//! Tables: macro calls printed a row a line.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A call of a macro with braces, a row a line.
#[derive(Debug, Clone)]
pub struct Table {
    /// What stands before the brace: `::specwright::codegen::object!`.
    pub head: TokenStream,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`], with its own punctuation.
#[derive(Debug, Clone)]
pub enum Row {
    /// A line.
    Line(TokenStream),
    /// A braced block of rows.
    Block {
        /// What stands before the opening brace.
        head: TokenStream,
        /// The rows between the braces.
        rows: Vec<Row>,
        /// What follows the closing brace, for example `,`.
        tail: TokenStream,
    },
    /// A list in brackets, `head(item, item)`: on one line if it fits, else
    /// filled line by line.
    Flow {
        /// What stands before the opening bracket.
        head: TokenStream,
        /// The items, without commas.
        items: Vec<TokenStream>,
        /// The opening and the closing bracket.
        brackets: (char, char),
    },
}

/// The longest line of a [`Row::Flow`], in characters.
const WIDTH: usize = 100;

impl Table {
    /// Appends the table's text.
    pub(super) fn print(&self, out: &mut String) {
        print_block(&self.head, &self.rows, &TokenStream::new(), 0, out);
    }
}

fn print_row(row: &Row, depth: usize, out: &mut String) {
    match row {
        Row::Line(tokens) => {
            indent(depth, out);
            line(tokens, out);
            out.push('\n');
        }
        Row::Block { head, rows, tail } => print_block(head, rows, tail, depth, out),
        Row::Flow {
            head,
            items,
            brackets,
        } => print_flow(head, items, *brackets, depth, out),
    }
}

fn print_flow(
    head: &TokenStream,
    items: &[TokenStream],
    (open, close): (char, char),
    depth: usize,
    out: &mut String,
) {
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            let mut text = String::new();
            line(item, &mut text);
            text
        })
        .collect();
    indent(depth, out);
    let start = out.len();
    line(head, out);
    if open != '(' {
        out.push(' ');
    }
    out.push(open);
    let one_line = texts.join(", ");
    if out.len() - start + one_line.len() + depth * 4 + 3 <= WIDTH {
        let blank = if open == '{' { " " } else { "" };
        out.push_str(&format!("{blank}{one_line}{blank}"));
    } else {
        let mut width = WIDTH;
        for text in &texts {
            if width + text.len() + 2 > WIDTH {
                out.push('\n');
                indent(depth + 1, out);
                width = depth * 4 + 4;
            } else {
                out.push(' ');
                width += 1;
            }
            out.push_str(text);
            out.push(',');
            width += text.len() + 1;
        }
        out.push('\n');
        indent(depth, out);
    }
    out.push(close);
    out.push('\n');
}

fn print_block(
    head: &TokenStream,
    rows: &[Row],
    tail: &TokenStream,
    depth: usize,
    out: &mut String,
) {
    indent(depth, out);
    line(head, out);
    if !head.is_empty() {
        out.push(' ');
    }
    out.push('{');
    if !rows.is_empty() {
        out.push('\n');
        for row in rows {
            print_row(row, depth + 1, out);
        }
        indent(depth, out);
    }
    out.push('}');
    line(tail, out);
    out.push('\n');
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("    ");
    }
}

/// Appends tokens on one line, spaced as rustfmt spaces them: `a: Vec<B> = c
/// "d" { e: 1 },`. Angle brackets are taken for generics, as tables have no
/// comparisons.
pub(crate) fn line(tokens: &TokenStream, out: &mut String) {
    let mut last = Last::Open;
    stream(tokens, &mut last, out);
}

/// What was written before, as far as blanks depend on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// Nothing, or something that no blank follows: `(`, `::`, `&`, `<`.
    Open,
    /// A word that a path or group may be joined to.
    Word,
    /// A keyword, which nothing is joined to.
    Keyword,
    /// A literal.
    Literal,
    /// A closing bracket, or `>`.
    Close,
    /// Punctuation that a blank follows: `,`, `:`, `=`.
    Blank,
    /// The first of two joined punctuation marks.
    Joint,
}

fn stream(tokens: &TokenStream, last: &mut Last, out: &mut String) {
    for tree in tokens.clone() {
        match tree {
            TokenTree::Group(group) => self::group(&group, last, out),
            TokenTree::Ident(word) => {
                separate(*last, out);
                let word = word.to_string();
                out.push_str(&word);
                *last = match word.as_str() {
                    "impl" | "dyn" | "mut" | "as" | "pub" | "for" | "where" => Last::Keyword,
                    _ => Last::Word,
                };
            }
            TokenTree::Literal(literal) => {
                separate(*last, out);
                out.push_str(&literal.to_string());
                *last = Last::Literal;
            }
            TokenTree::Punct(mark) => punctuation(mark.as_char(), mark.spacing(), last, out),
        }
    }
}

/// Writes the blank that stands before a word.
fn separate(last: Last, out: &mut String) {
    if !matches!(last, Last::Open | Last::Joint) {
        out.push(' ');
    }
}

fn group(group: &Group, last: &mut Last, out: &mut String) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    let braced = group.delimiter() == Delimiter::Brace;
    let bracketed = group.delimiter() == Delimiter::Bracket;
    let blank = match last {
        Last::Open | Last::Joint => false,
        Last::Blank | Last::Keyword => true,
        Last::Literal => braced || bracketed,
        Last::Word | Last::Close => braced,
    };
    if blank {
        out.push(' ');
    }
    if braced && group.stream().is_empty() {
        out.push_str("{}");
    } else {
        out.push_str(open);
        let mut inner = Last::Open;
        stream(&group.stream(), &mut inner, out);
        out.push_str(close);
    }
    *last = Last::Close;
}

fn punctuation(mark: char, spacing: Spacing, last: &mut Last, out: &mut String) {
    let joined = *last == Last::Joint;
    let next = match mark {
        // A path goes on behind a word, and begins behind anything else.
        ':' if spacing == Spacing::Joint => {
            if matches!(last, Last::Blank | Last::Keyword | Last::Literal) {
                out.push(' ');
            }
            Last::Joint
        }
        ':' if joined => Last::Open,
        ',' | ';' | ':' => Last::Blank,
        '=' | '-' | '|' | '+' if !joined => {
            if *last != Last::Open {
                out.push(' ');
            }
            match (spacing, mark) {
                (Spacing::Joint, _) => Last::Joint,
                (Spacing::Alone, '-') => Last::Open,
                (Spacing::Alone, _) => Last::Blank,
            }
        }
        '>' if joined => Last::Blank,
        '>' => Last::Close,
        '\'' | '&' | '#' | '*' => {
            separate(*last, out);
            Last::Open
        }
        _ => Last::Open,
    };
    out.push(mark);
    *last = next;
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::{Row, Table, line};

    fn printed(tokens: TokenStream) -> String {
        let mut text = String::new();
        line(&tokens, &mut text);
        text
    }

    #[test]
    fn a_line_is_spaced_as_rustfmt_spaces_it() {
        for (tokens, expected) in [
            (
                quote!(a: Vec<Option<B>> = C "d" { e: 1, f: (-0.5) },),
                "a: Vec<Option<B>> = C \"d\" { e: 1, f: (-0.5) },",
            ),
            (
                quote!(a: impl ::core::Into<::std::String>),
                "a: impl ::core::Into<::std::String>",
            ),
            (quote!(a::b::c!), "a::b::c!"),
            (
                quote!(tag "x" ["a", "b"] Unknown),
                "tag \"x\" [\"a\", \"b\"] Unknown",
            ),
            (
                quote!(Cat(Box<Cat>) = Tag["x": "a"],),
                "Cat(Box<Cat>) = Tag[\"x\": \"a\"],",
            ),
            (quote!(f(x) -> &str = "a",), "f(x) -> &str = \"a\","),
            (quote!(["a" => "b"]), "[\"a\" => \"b\"]"),
            (quote!(..rest: () {}), "..rest: () {}"),
            (quote!(A = Integer(-1),), "A = Integer(-1),"),
        ] {
            assert_eq!(printed(tokens), expected);
        }
    }

    #[test]
    fn a_list_is_filled_line_by_line() {
        let items = |count| vec![quote!(argument: impl Into<String>); count];
        let table = |count| {
            let mut text = String::new();
            Table {
                head: quote!(a!),
                rows: vec![Row::Flow {
                    head: quote!(new),
                    items: items(count),
                    brackets: ('(', ')'),
                }],
            }
            .print(&mut text);
            text
        };
        assert_eq!(table(0), "a! {\n    new()\n}\n");
        assert_eq!(table(1), "a! {\n    new(argument: impl Into<String>)\n}\n");
        assert!(table(30).lines().all(|line| line.len() <= 100));
        assert_eq!(table(30).lines().count(), 14);
    }
}

//! Tables: macro calls printed a row a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

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
}

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
    }
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
pub fn line(tokens: &TokenStream, out: &mut String) {
    let mut last = Last::Open;
    stream(tokens, &mut last, out);
}

/// What was written before, as far as blanks depend on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// Nothing, or something that no blank follows: `(`, `::`, `&`, `<`.
    Open,
    /// A word or literal.
    Word,
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
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let braced = group.delimiter() == Delimiter::Brace;
                if *last == Last::Blank || braced && *last != Last::Open {
                    out.push(' ');
                } else if group.delimiter() == Delimiter::Bracket && *last == Last::Word {
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
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if matches!(last, Last::Word | Last::Blank | Last::Close) {
                    out.push(' ');
                }
                out.push_str(&tree.to_string());
                *last = Last::Word;
            }
            TokenTree::Punct(mark) => {
                punctuation(mark.as_char(), mark.spacing(), last, out);
            }
        }
    }
}

fn punctuation(mark: char, spacing: Spacing, last: &mut Last, out: &mut String) {
    let joined = *last == Last::Joint;
    let next = match mark {
        // `::` at the start of a path needs the blank its first mark got.
        ':' if spacing == Spacing::Joint => {
            if matches!(last, Last::Blank) {
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
            if spacing == Spacing::Joint {
                Last::Joint
            } else if mark == '-' {
                Last::Open
            } else {
                Last::Blank
            }
        }
        '>' if joined => Last::Blank,
        '>' => Last::Close,
        '\'' | '&' | '#' | '*' => {
            if matches!(last, Last::Word | Last::Blank | Last::Close) {
                out.push(' ');
            }
            Last::Open
        }
        _ => Last::Open,
    };
    out.push(mark);
    *last = next;
}

//! From tokens to text: items by prettyplease, tables by a printer of our
//! own, a row a line.

mod table;

use std::fmt;

use proc_macro2::TokenStream;

pub(crate) use table::line;
pub use table::{Row, Table};

/// A piece of a file. Chunks are joined by blank lines.
#[derive(Debug, Clone)]
pub enum Chunk {
    /// An item (or several) as tokens; printed by prettyplease. Doc comments
    /// are `#[doc = ".."]` attributes, see [`crate::tokens::docs`].
    Item(TokenStream),
    /// A call of one of the runtime's table macros.
    Table(Table),
}

/// Tokens that are no Rust item: a fault of the emitter, never of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalError {
    /// The beginning of the item.
    pub item: String,
    /// What the parser says.
    pub reason: String,
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "internal error: the generated item `{}` cannot be printed: {}",
            self.item, self.reason
        )
    }
}

impl std::error::Error for InternalError {}

/// Prints `chunks`, the whole of a file: the imports that make its paths
/// short, then the chunks, each ended by a line break, with a blank line
/// between them.
///
/// # Errors
/// [`InternalError`] if a chunk's tokens are no items; that is a fault of the
/// emitter.
pub fn print(chunks: impl IntoIterator<Item = Chunk>) -> Result<String, InternalError> {
    let mut text = String::new();
    for chunk in crate::imports::shorten(chunks.into_iter().collect()) {
        if !text.is_empty() {
            text.push('\n');
        }
        match chunk {
            Chunk::Item(tokens) => text.push_str(&print_item(&tokens)?),
            Chunk::Table(table) => table.print(&mut text),
        }
    }
    Ok(text)
}

fn print_item(tokens: &TokenStream) -> Result<String, InternalError> {
    let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|error| InternalError {
        item: tokens.to_string().chars().take(120).collect(),
        reason: error.to_string(),
    })?;
    let mut text = String::new();
    for item in file.items {
        let has_methods = matches!(item, syn::Item::Trait(_) | syn::Item::Impl(_));
        let printed = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        });
        if has_methods {
            separate_methods(&printed, &mut text);
        } else {
            text.push_str(&printed);
        }
    }
    Ok(text)
}

/// Appends a trait or impl with a blank line before each method that begins
/// with docs or an attribute and is not the first: prettyplease puts none.
fn separate_methods(printed: &str, out: &mut String) {
    const MARGIN: &str = "    ";
    let is_head = |line: &str| {
        let line = line.strip_prefix(MARGIN).unwrap_or_default();
        line.starts_with("///") || line.starts_with("#[")
    };
    let mut ends_method = false;
    for line in printed.lines() {
        if ends_method && is_head(line) {
            out.push('\n');
        }
        ends_method = line.starts_with(MARGIN) && !is_head(line) && line.ends_with([';', '}']);
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Chunk, print};

    #[test]
    fn methods_with_docs_are_set_apart() {
        let printed = print([Chunk::Item(quote! {
            /// A trait;
            /// of two lines.
            trait A {
                /// B;
                /// b.
                #[must_use]
                fn b(&self) -> u8;
                fn c(&self) {
                    d();
                }
                /// E.
                type E;
                #[must_use]
                fn f<S>() where S: Send;
                /// G.
                const G: u8;
            }
        })]);
        assert_eq!(
            printed.unwrap(),
            "/// A trait;\n/// of two lines.\ntrait A {\n    /// B;\n    /// b.\n    #[must_use]\n    \
             fn b(&self) -> u8;\n    fn c(&self) {\n        d();\n    }\n\n    /// E.\n    type E;\n\n    \
             #[must_use]\n    fn f<S>()\n    where\n        S: Send;\n\n    /// G.\n    const G: u8;\n}\n"
        );
    }

    #[test]
    fn members_of_types_stay_together() {
        let lines = "struct A {\n    /// B.\n    b: u8,\n    /// C.\n    c: u8,\n}\n";
        let printed = print([Chunk::Item(lines.parse().unwrap())]);
        assert_eq!(printed.unwrap(), lines);
    }
}

//! From tokens to text: items by prettyplease, tables by a printer of our
//! own, a row a line.

mod table;

use std::fmt;

use proc_macro2::TokenStream;

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

/// Prints `chunks`, each ended by a line break, with a blank line between
/// them.
///
/// # Errors
/// [`InternalError`] if a chunk's tokens are no items; that is a fault of the
/// emitter.
pub fn print(chunks: impl IntoIterator<Item = Chunk>) -> Result<String, InternalError> {
    let mut text = String::new();
    for chunk in chunks {
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
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(InternalError {
            item: tokens.to_string().chars().take(120).collect(),
            reason: error.to_string(),
        }),
    }
}

//! Text of the document as doc attributes, made harmless.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Docs;

/// The documentation of an item: its summary, its description, and whether
/// it is deprecated. `fallback` stands in for an empty one, so that every
/// public item has a doc comment.
#[must_use]
pub fn docs_of(docs: &Docs, fallback: &str) -> TokenStream {
    let parts: Vec<&str> = [docs.summary.as_deref(), docs.description.as_deref()]
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .collect();
    let text = if parts.is_empty() {
        self::docs(fallback)
    } else {
        self::docs(&parts.join("\n\n"))
    };
    if docs.deprecated {
        quote!(#text #[deprecated])
    } else {
        text
    }
}

/// CommonMark of the document as `#[doc = ".."]` attributes, one a line.
#[must_use]
pub fn docs(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = line.trim_end();
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

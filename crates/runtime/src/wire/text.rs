//! Scalars as plain text: path, query, header and cookie values.

use std::borrow::Cow;

use specwright_check::Facets;

use crate::{json::Mode, violation::Kind};

/// A scalar that can be read from a parameter's or header's text, after
/// percent-decoding. The grammar is that of JSON without quotes.
pub trait FromText: Sized {
    /// Whether the text of a value is a string in JSON, and not a number or a
    /// boolean as it stands.
    const QUOTED: bool = true;

    /// Reads `text` and checks it; what is wrong goes to `report`. `None`
    /// means that at least one thing was reported.
    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self>;
}

/// A scalar that can be written as a parameter's or header's text, before
/// percent-encoding.
pub trait ToText {
    /// The text; `None` for a value that has none (NaN, infinities).
    fn to_text(&self) -> Option<Cow<'_, str>>;
}

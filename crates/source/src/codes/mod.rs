//! Every diagnostic's code with what it says and what to do about it; what
//! `gen explain CODE` prints. One file a room: `SW01..` reading text, `SW02..`
//! the document, `SW03..` schemas, `SW04..` operations and names, `SW05..`
//! configuration and files, `SW09..` gaps.

/// Declares codes as constants and collects them in `ALL`.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $title:literal, $text:literal;)*) => {
        $(
            $(#[$meta])*
            #[doc = concat!($code, ": ", $title, ".")]
            pub const $name: crate::Code = crate::Code($code);
        )*

        /// The entries of this file.
        pub const ALL: &[super::Entry] = &[$(super::Entry {
            code: $name,
            title: $title,
            text: $text,
        }),*];
    };
}

pub mod config;
pub mod gap;
pub mod operation;
pub mod schema;
pub mod spec;
pub mod text;

use crate::Code;

/// What there is to know about a code.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// One line, lower case, no full stop.
    pub title: &'static str,
    /// What it means, why, and what to do; a few sentences, CommonMark.
    pub text: &'static str,
}

/// Every entry, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    [
        text::ALL,
        spec::ALL,
        schema::ALL,
        operation::ALL,
        config::ALL,
        gap::ALL,
    ]
    .into_iter()
    .flatten()
}

/// The entry of `code`, for example `SW0101`; case does not matter.
#[must_use]
pub fn explain(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code.0.eq_ignore_ascii_case(code))
}

//! Types of the user's for formats.

use std::{borrow::Cow, fmt::Display, ops, str::FromStr};

use specwright_check::Facets;

use crate::{
    json::{Decode, Decoder, Encode, Encoder, Mode},
    violation::Kind,
    wire::{FromText, ToText},
};

/// A value that travels as its text: it is read by [`FromStr`] and written by
/// [`Display`]. The text should read back as the same value.
///
/// Fields have this type where a type of yours is chosen for their format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AsText<T>(
    /// The value.
    pub T,
);

impl<T> From<T> for AsText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> ops::Deref for AsText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> ops::DerefMut for AsText<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

fn read<T: FromStr>(text: &str) -> Option<AsText<T>> {
    text.parse().ok().map(AsText)
}

/// What messages call the format: the type's name without its path.
fn name<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    let plain = name.split('<').next().unwrap_or(name);
    plain.rsplit(':').next().unwrap_or(plain)
}

impl<T: FromStr> Decode for AsText<T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.formatted(name::<T>(), facets, read)
    }
}

impl<T: Display> Encode for AsText<T> {
    fn encode(&self, e: &mut Encoder) {
        e.string(&self.0.to_string());
    }
}

impl<T: FromStr> FromText for AsText<T> {
    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        let before = report.len();
        if mode == Mode::Strict {
            facets.string(text, &mut |failure| report.push(failure.into()));
        }
        let value = read(text);
        if value.is_none() {
            report.push(Kind::Format {
                format: name::<T>(),
            });
        }
        value.filter(|_| report.len() == before)
    }
}

impl<T: Display> ToText for AsText<T> {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.0.to_string()))
    }
}

//! Which Rust types formats have.

use std::collections::BTreeMap;

use specwright_ir::{Format, InvalidIdent, Library, RustPath};

/// The Rust type of the strings of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatType {
    /// A type of the runtime or of a library.
    Type(Format),
    /// `String`; the format is checked where the check program knows it.
    String,
    /// A type of the user's, which travels as its text: it is read by
    /// `FromStr` and written by `Display`.
    Path(RustPath),
}

/// The word for [`FormatType::String`].
const STRING: &str = "string";

type Named = (&'static str, Format);

/// The types that are known by a word; a format's first is the one that it has
/// unless another is chosen.
const TYPES: &[(&str, &[Named])] = &[
    (
        "date-time",
        &[
            ("chrono", Format::DateTime(Library::Chrono)),
            ("time", Format::DateTime(Library::Time)),
            ("jiff", Format::DateTime(Library::Jiff)),
        ],
    ),
    (
        "date",
        &[
            ("chrono", Format::Date(Library::Chrono)),
            ("time", Format::Date(Library::Time)),
            ("jiff", Format::Date(Library::Jiff)),
        ],
    ),
    ("uuid", &[("uuid", Format::Uuid)]),
    ("ipv4", &[("std", Format::Ipv4)]),
    ("ipv6", &[("std", Format::Ipv6)]),
    ("byte", &[("base64", Format::Byte)]),
    ("base64url", &[("base64url", Format::Base64Url)]),
    (BASE16, &[("base16", Format::Base16)]),
    ("password", &[("secret", Format::Password)]),
];

/// The types that formats have only if they are chosen. `time` has none: it is a
/// time with an offset and no day, which none of the libraries has a type for.
const CHOSEN: &[(&str, &[Named])] = &[
    ("decimal", &[("rust_decimal", Format::Decimal)]),
    ("duration", &[("jiff", Format::Duration)]),
];

/// The name for `contentEncoding: base16`; as a `format` it means nothing.
pub(crate) const BASE16: &str = "base16";

fn types_of(format: &str) -> &'static [Named] {
    named(TYPES.iter().chain(CHOSEN), format)
}

fn named(
    mut types: impl Iterator<Item = &'static (&'static str, &'static [Named])>,
    format: &str,
) -> &'static [Named] {
    types
        .find(|(name, _)| *name == format)
        .map_or(&[], |(_, types)| *types)
}

impl FormatType {
    /// The type that `word` stands for where it is said of `format`: a word of
    /// [`FormatType::words`], or a path that begins with `::`. `None` where it
    /// is neither.
    ///
    /// # Errors
    /// [`InvalidIdent`] for a path with something else than identifiers.
    pub fn from_word(format: &str, word: &str) -> Result<Option<Self>, InvalidIdent> {
        if word.starts_with("::") {
            return RustPath::parse(word).map(|path| Some(Self::Path(path)));
        }
        if word == STRING {
            return Ok(Some(Self::String));
        }
        let mut types = types_of(format).iter();
        let found = types.find(|(name, _)| *name == word);
        Ok(found.map(|(_, format)| Self::Type(*format)))
    }

    /// The words for the types that `format` can have, paths aside.
    #[must_use]
    pub fn words(format: &str) -> Vec<&'static str> {
        let types = types_of(format).iter().map(|(word, _)| *word);
        types.chain([STRING]).collect()
    }
}

/// The types that are chosen, by the format's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatTypes(BTreeMap<String, FormatType>);

impl FormatTypes {
    /// Gives the strings of `format` the type `ty`.
    pub fn set(&mut self, format: impl Into<String>, ty: FormatType) {
        self.0.insert(format.into(), ty);
    }

    /// The types of the user's, in the order of the formats' names.
    #[must_use]
    pub fn paths(&self) -> Vec<RustPath> {
        let paths = self.0.values().filter_map(|ty| match ty {
            FormatType::Path(path) => Some(path.clone()),
            FormatType::Type(_) | FormatType::String => None,
        });
        paths.collect()
    }

    /// The type of the strings of `format`; `None` for `String`.
    pub(crate) fn of(&self, format: &str) -> Option<Format> {
        match self.0.get(format) {
            None => named(TYPES.iter(), format)
                .first()
                .map(|(_, format)| *format),
            Some(FormatType::Type(format)) => Some(*format),
            Some(FormatType::String) => None,
            Some(FormatType::Path(_)) => {
                let before = self.0.iter().take_while(|(name, _)| *name != format);
                let paths = before.filter(|(_, ty)| matches!(ty, FormatType::Path(_)));
                u16::try_from(paths.count()).ok().map(Format::Path)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_has_its_first_type_unless_another_is_chosen() {
        let mut types = FormatTypes::default();
        assert_eq!(types.of("date"), Some(Format::Date(Library::Chrono)));
        assert_eq!(types.of("email"), None);
        for (format, word) in [
            ("uri", "::url::Url"),
            ("date", "jiff"),
            ("uuid", "string"),
            ("email", "::mail::Address"),
        ] {
            let ty = FormatType::from_word(format, word).unwrap().unwrap();
            types.set(format, ty);
        }
        assert_eq!(types.of("date"), Some(Format::Date(Library::Jiff)));
        assert_eq!(types.of("uuid"), None);
        assert_eq!(types.of("email"), Some(Format::Path(0)));
        assert_eq!(types.of("uri"), Some(Format::Path(1)));
        let paths: Vec<_> = types.paths().iter().map(ToString::to_string).collect();
        assert_eq!(paths, ["::mail::Address", "::url::Url"]);
    }

    #[test]
    fn words_are_those_of_the_format() {
        assert_eq!(
            FormatType::words("date"),
            ["chrono", "time", "jiff", "string"]
        );
        assert_eq!(FormatType::words("time"), ["string"]);
        assert_eq!(FormatType::words("duration"), ["jiff", "string"]);
        assert_eq!(FormatTypes::default().of("duration"), None);
        assert_eq!(FormatType::from_word("duration", "chrono"), Ok(None));
        for path in [
            "::",
            "::a",
            "::a::",
            "::a::B<C>",
            "::a::self",
            "::a:: B",
            "::a::crate::B",
        ] {
            assert!(FormatType::from_word("uri", path).is_err(), "{path}");
        }
    }
}

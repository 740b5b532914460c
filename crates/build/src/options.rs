//! What can be chosen for a document. The words for the choices stand here
//! once; `specwright.toml`, the command line and build scripts read them from
//! here.

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use specwright_emit::root::Sides;
pub use specwright_ir::{Dialect, DuplicatePolicy};
pub use specwright_lower::{FormatType, FormatTypes, Formats, Untyped};

use specwright_ir::Names;

use crate::{Given, nearest};

/// What is chosen for a document. The same for a crate and a build script.
///
/// ```
/// use specwright_build::{Dialect, Options};
///
/// let mut options = Options::default();
/// options.dialect = Some(Dialect::Problem);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Which sides are written beside the models; both by default.
    pub sides: Sides,
    /// What the client's `new` sends with; reqwest by default.
    pub transport: Transport,
    /// How answers are worded that no handler writes; found from the
    /// document when `None`.
    pub dialect: Option<Dialect>,
    /// What a scalar parameter given twice means; refused by default.
    pub duplicate_parameters: DuplicatePolicy,
    /// Whether `format` is asserted, and has Rust types; it is by default.
    pub formats: Formats,
    /// Which Rust types formats have.
    pub format_types: FormatTypes,
    /// What a schema without `type` means whose keywords are for one kind of
    /// value; that kind by default.
    pub untyped: Untyped,
    /// In which folder the files of an absolute URI are, by its beginning;
    /// nothing is fetched from the network.
    pub references: BTreeMap<String, PathBuf>,
    /// Names, types and derives for what the document does not give its own.
    pub given: Given,
    /// Further dependencies of a generated crate: those that types of the
    /// user's are from.
    pub dependencies: BTreeMap<String, Dependency>,
    /// The file that keeps the names that were given once; none by default.
    pub names_lock: Option<PathBuf>,
}

/// A dependency of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dependency {
    /// Its folder, as the manifest is to have it.
    pub path: Option<String>,
    /// What else is said about it, as members of an inline table of TOML.
    pub members: Vec<String>,
}

/// A choice between a few words.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every word with what it stands for.
    const WORDS: &'static [(&'static str, Self)];

    /// What `word` stands for.
    #[must_use]
    fn from_word(word: &str) -> Option<Self> {
        let mut words = Self::WORDS.iter();
        words
            .find(|(name, _)| *name == word)
            .map(|(_, value)| *value)
    }
}

/// A side of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `server`
    Server,
    /// `client`
    Client,
}

impl Choice for Side {
    const WORDS: &'static [(&'static str, Self)] =
        &[("server", Self::Server), ("client", Self::Client)];
}

/// The transport behind the client's `new`. Any other can be given to its
/// `with_transport`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    /// `reqwest`, through the crate `specwright-reqwest`.
    #[default]
    Reqwest,
    /// None: there is no `new`, and no dependency on reqwest.
    None,
}

impl Choice for Transport {
    const WORDS: &'static [(&'static str, Self)] =
        &[("reqwest", Self::Reqwest), ("none", Self::None)];
}

impl Choice for Option<Dialect> {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("auto", None),
        ("fastapi", Some(Dialect::FastApi)),
        ("problem", Some(Dialect::Problem)),
    ];
}

impl Choice for DuplicatePolicy {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("refuse", Self::Refuse),
        ("last", Self::Last),
        ("first", Self::First),
    ];
}

impl Choice for Formats {
    const WORDS: &'static [(&'static str, Self)] =
        &[("assert", Self::Assert), ("annotation", Self::Annotation)];
}

impl Choice for Untyped {
    const WORDS: &'static [(&'static str, Self)] =
        &[("meant", Self::Meant), ("letter", Self::Letter)];
}

/// How an option is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One word.
    Word,
    /// A list of words.
    Words,
}

/// The options by the names that `specwright.toml` has for them.
pub const OPTION_KEYS: &[(&str, Form)] = &[
    ("sides", Form::Words),
    ("transport", Form::Word),
    ("dialect", Form::Word),
    ("duplicate_parameters", Form::Word),
    ("formats", Form::Word),
    ("untyped", Form::Word),
];

/// A word that an option does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The option.
    pub key: String,
    /// Which of the words it was, from 0.
    pub index: usize,
    /// The word.
    pub word: String,
    /// The words it could have been; empty where there is no such option.
    pub allowed: Vec<&'static str>,
}

impl UnknownWord {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match nearest(&self.word, self.allowed.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", list(&self.allowed, "or")),
        }
    }
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.allowed.is_empty() {
            write!(f, "there is no option `{}`", self.key)
        } else {
            write!(f, "`{}` has no value {:?}", self.key, self.word)
        }
    }
}

impl std::error::Error for UnknownWord {}

impl Options {
    /// Sets the option `key`, one of [`OPTION_KEYS`], from the words that are
    /// written for it.
    ///
    /// # Errors
    /// [`UnknownWord`] for the first word that the option does not know.
    pub fn set(&mut self, key: &str, words: &[&str]) -> Result<(), UnknownWord> {
        match key {
            "sides" => {
                let sides: Vec<Side> = read_all(key, words)?;
                self.sides = Sides {
                    server: sides.contains(&Side::Server),
                    client: sides.contains(&Side::Client),
                };
            }
            "transport" => self.transport = read_last(key, words)?.unwrap_or_default(),
            "dialect" => self.dialect = read_last(key, words)?.unwrap_or_default(),
            "duplicate_parameters" => {
                self.duplicate_parameters = read_last(key, words)?.unwrap_or_default();
            }
            "formats" => self.formats = read_last(key, words)?.unwrap_or_default(),
            "untyped" => self.untyped = read_last(key, words)?.unwrap_or_default(),
            _ => {
                return Err(UnknownWord {
                    key: key.to_owned(),
                    index: 0,
                    word: String::new(),
                    allowed: Vec::new(),
                });
            }
        }
        Ok(())
    }

    /// Gives the strings of `format` the type that `word` stands for: a library
    /// (`chrono`, `time`, `jiff`), `string`, or the path of a type of yours, as
    /// in `::url::Url`, which is read by `FromStr` and written by `Display`.
    ///
    /// # Errors
    /// [`UnknownWord`] where there is no such type for this format.
    pub fn set_format_type(&mut self, format: &str, word: &str) -> Result<(), UnknownWord> {
        match FormatType::from_word(format, word) {
            Ok(Some(ty)) => {
                self.format_types.set(format, ty);
                Ok(())
            }
            Ok(None) | Err(_) => Err(UnknownWord {
                key: format.to_owned(),
                index: 0,
                word: word.to_owned(),
                allowed: FormatType::words(format),
            }),
        }
    }

    /// Whether the client's default transport is written.
    pub(crate) fn reqwest(&self) -> bool {
        self.sides.client && self.transport == Transport::Reqwest
    }

    /// The same for the lowering.
    pub(crate) fn lowering(&self, kept: Names, as_crate: bool) -> specwright_lower::Options {
        let names = self.dependencies.keys();
        let crates = names.map(|name| name.replace('-', "_")).collect();
        specwright_lower::Options {
            dialect: self.dialect,
            duplicate_parameters: self.duplicate_parameters,
            formats: self.formats,
            format_types: self.format_types.clone(),
            untyped: self.untyped,
            kept,
            crates: as_crate.then_some(crates),
        }
    }
}

fn read_all<C: Choice>(key: &str, words: &[&str]) -> Result<Vec<C>, UnknownWord> {
    let words = words.iter().enumerate();
    words
        .map(|(index, word)| {
            C::from_word(word).ok_or_else(|| UnknownWord {
                key: key.to_owned(),
                index,
                word: (*word).to_owned(),
                allowed: C::WORDS.iter().map(|(name, _)| *name).collect(),
            })
        })
        .collect()
}

fn read_last<C: Choice>(key: &str, words: &[&str]) -> Result<Option<C>, UnknownWord> {
    Ok(read_all(key, words)?.pop())
}

/// `` `a`, `b` or `c` ``, with `or` or another word.
pub(crate) fn list(words: &[&str], or: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {or} {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_sets_its_option() {
        let mut options = Options::default();
        options.set("sides", &["client"]).unwrap();
        options.set("transport", &["none"]).unwrap();
        options.set("dialect", &["fastapi"]).unwrap();
        options.set("duplicate_parameters", &["last"]).unwrap();
        options.set("formats", &["annotation"]).unwrap();
        assert!(options.sides.client && !options.sides.server);
        assert_eq!(options.transport, Transport::None);
        assert_eq!(options.dialect, Some(Dialect::FastApi));
        assert_eq!(options.duplicate_parameters, DuplicatePolicy::Last);
        assert_eq!(options.formats, Formats::Annotation);
        options.set("untyped", &["letter"]).unwrap();
        assert_eq!(options.untyped, Untyped::Letter);
        options.set("dialect", &["auto"]).unwrap();
        assert_eq!(options.dialect, None);
        for (key, _) in OPTION_KEYS {
            options.set(key, &[]).unwrap();
        }
        assert!(!options.sides.client && !options.sides.server);
    }

    #[test]
    fn formats_have_the_types_that_are_chosen() {
        let mut options = Options::default();
        options.set_format_type("date", "time").unwrap();
        options.set_format_type("uri", "::url::Url").unwrap();
        let error = options.set_format_type("date", "jif").unwrap_err();
        assert_eq!(error.to_string(), "`date` has no value \"jif\"");
        assert_eq!(error.help(), "did you mean `jiff`?");
        assert!(options.set_format_type("uri", "::url::Url<T>").is_err());
        let paths = options
            .lowering(specwright_ir::Names::default(), false)
            .format_types
            .paths();
        assert_eq!(paths.len(), 1);
    }

    #[test]
    fn a_strange_word_is_named_with_what_it_could_have_been() {
        let error = Options::default()
            .set("sides", &["server", "cleint"])
            .unwrap_err();
        assert_eq!(error.index, 1);
        assert_eq!(error.help(), "did you mean `client`?");
        let error = Options::default().set("dialect", &["xml"]).unwrap_err();
        assert_eq!(error.help(), "one of `auto`, `fastapi` or `problem`");
        assert_eq!(error.to_string(), "`dialect` has no value \"xml\"");
        let error = Options::default().set("colour", &["red"]).unwrap_err();
        assert_eq!(error.to_string(), "there is no option `colour`");
    }
}

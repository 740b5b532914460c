//! Names of generated crates and modules: checked when they are given, made
//! from the document's file name when they are not.

use std::fmt;
use std::path::Path;

/// Words that are no crate's or module's name in any edition, and names that
/// generated code or Cargo need for something else.
const TAKEN: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "specwright",
    "specwright_axum",
    "specwright_check",
    "specwright_reqwest",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// File names that Windows keeps for devices.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Longest name; file systems and Cargo's own files add to it.
const MAX_LENGTH: usize = 64;

/// The name of a generated crate, and of its folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrateName(String);

/// A text that is no name of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidName {
    name: String,
    reason: &'static str,
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} cannot be the name of a crate: {}",
            self.name, self.reason
        )
    }
}

impl std::error::Error for InvalidName {}

impl CrateName {
    /// Takes a letter followed by letters, digits, `-` and `_`, all ASCII.
    ///
    /// # Errors
    /// [`InvalidName`] for anything else, for keywords, for names of crates
    /// that the generated code leans on, and for names of devices.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidName> {
        let name = name.into();
        match refusal(&name) {
            None => Ok(Self(name)),
            Some(reason) => Err(InvalidName { name, reason }),
        }
    }

    /// The name for the document at `path`, from its file name without
    /// extension: `specs/ACI Linked.yaml` gives `aci-linked`.
    #[must_use]
    pub fn of_document(path: &Path) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut name = String::new();
        for c in stem.chars() {
            match c.to_ascii_lowercase() {
                c if c.is_ascii_alphanumeric() || (c == '_' && !name.is_empty()) => name.push(c),
                _ if name.is_empty() || name.ends_with('-') => {}
                _ => name.push('-'),
            }
        }
        name.truncate(MAX_LENGTH - "api-".len());
        let mut name = name.trim_end_matches(['-', '_']).to_owned();
        if name.is_empty() {
            name.push_str("api");
        } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert_str(0, "api-");
        } else if refusal(&name).is_some() {
            name.push_str("-api");
        }
        Self(name)
    }

    /// The name as Cargo has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as Rust has it: `-` is `_`.
    #[must_use]
    pub fn module(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for CrateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn refusal(name: &str) -> Option<&'static str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let lower = name.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Some("it does not begin with an ASCII letter")
    } else if !name.bytes().all(plain) {
        Some("only ASCII letters, digits, `-` and `_` are allowed")
    } else if name.len() > MAX_LENGTH {
        Some("it has more than 64 characters")
    } else if TAKEN.contains(&lower.replace('-', "_").as_str()) {
        Some("the name means something else in Rust or to the generated code")
    } else if DEVICES.contains(&lower.as_str()) {
        Some("Windows has no folders of that name")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in [
            "../x",
            "..",
            ".",
            "",
            "a/b",
            "a\\b",
            "/etc",
            "a b",
            "1a",
            "-a",
            "_a",
            "ä",
            "a\n",
            "type",
            "Self",
            "gen",
            "std",
            "specwright",
            "specwright-axum",
            "nul",
            "C:",
            "a.b",
        ] {
            assert!(CrateName::new(name).is_err(), "{name:?}");
        }
        assert!(CrateName::new("a".repeat(65)).is_err());
        for name in ["a", "aci-linked-accounts", "a_b", "A1"] {
            assert!(CrateName::new(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn the_document_names_the_crate() {
        for (path, name, module) in [
            (
                "specs/aci-linked-accounts.yaml",
                "aci-linked-accounts",
                "aci_linked_accounts",
            ),
            ("bookshop-3.0.yaml", "bookshop-3-0", "bookshop_3_0"),
            ("Pet Store (v2).json", "pet-store-v2", "pet_store_v2"),
            ("type.yaml", "type-api", "type_api"),
            ("3scale.yaml", "api-3scale", "api_3scale"),
            ("../..", "api", "api"),
            ("日本.yaml", "api", "api"),
            ("con.json", "con-api", "con_api"),
            ("_x_.json", "x", "x"),
        ] {
            let made = CrateName::of_document(Path::new(path));
            assert_eq!((made.as_str(), made.module().as_str()), (name, module));
            assert!(CrateName::new(made.as_str()).is_ok(), "{path}");
        }
        let long = CrateName::of_document(Path::new(&"9".repeat(300)));
        assert!(CrateName::new(long.as_str()).is_ok());
    }
}

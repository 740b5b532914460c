//! Names as distinct types: a name on the wire is never a Rust identifier.

use std::fmt;

/// A name as the wire has it: a member, parameter, header, enum value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireName(pub String);

impl fmt::Display for WireName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no Rust identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidIdent(pub String);

impl fmt::Display for InvalidIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no Rust identifier", self.0)
    }
}

impl std::error::Error for InvalidIdent {}

macro_rules! ident {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes an ASCII identifier without `r#`. Keywords that Rust
            /// accepts as raw identifiers are fine (the emitter writes the
            /// `r#`); `self`, `Self`, `super`, `crate` and `_` are not.
            ///
            /// # Errors
            /// [`InvalidIdent`] for anything else.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidIdent> {
                let text = text.into();
                if is_ident(&text) { Ok(Self(text)) } else { Err(InvalidIdent(text)) }
            }

            /// An identifier as close to `text` as can be: what cannot stand
            /// in one becomes `_`, and what may not be one gets a `_` behind.
            #[must_use]
            pub fn lossy(text: &str) -> Self {
                Self(sanitise(text))
            }

            /// The name of something that belongs to this one: `ending`
            /// behind it. An underscore that only keeps the identifier from
            /// being a keyword stays out: `Self_` and `Request` give
            /// `SelfRequest`.
            #[must_use]
            pub fn joined(&self, ending: &str) -> String {
                format!("{}{ending}", self.0.trim_end_matches('_'))
            }

            /// The identifier without `r#`.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

ident!(
    /// A type or trait, `UpperCamelCase`.
    TypeIdent
);
ident!(
    /// A field, parameter or setter, `snake_case`.
    FieldIdent
);
ident!(
    /// A method or function, `snake_case`.
    MethodIdent
);
ident!(
    /// A variant of an enum, `UpperCamelCase`.
    VariantIdent
);
ident!(
    /// A module, `snake_case`.
    ModuleIdent
);

/// A path to an item of a crate, without arguments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustPath {
    own: bool,
    segments: Vec<String>,
}

impl RustPath {
    /// Reads `::a_crate::Item` or `crate::Item`; segments are identifiers
    /// without `r#`.
    ///
    /// # Errors
    /// The segment that is no identifier; the whole text where it does not
    /// begin with a crate.
    pub fn parse(text: &str) -> Result<Self, InvalidIdent> {
        let (own, rest) = match (text.strip_prefix("crate::"), text.strip_prefix("::")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(InvalidIdent(text.to_owned())),
        };
        let segments: Vec<String> = rest.split("::").map(str::to_owned).collect();
        if let Some(bad) = segments.iter().find(|segment| !is_ident(segment)) {
            return Err(InvalidIdent(bad.clone()));
        }
        if !own && segments.len() < 2 {
            return Err(InvalidIdent(text.to_owned()));
        }
        Ok(Self { own, segments })
    }

    /// Whether it begins with `crate`, and not with the name of a crate.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// The segments behind `crate` or the first `::`; at least one.
    #[must_use]
    pub fn segments(&self) -> &[String] {
        &self.segments
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.own { "crate::" } else { "::" })?;
        f.write_str(&self.segments.join("::"))
    }
}

fn sanitise(text: &str) -> String {
    let mut out: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if out.bytes().next().is_none_or(|b| b.is_ascii_digit()) {
        out.insert(0, '_');
    }
    if !is_ident(&out) {
        out.push('_');
    }
    out
}

fn is_ident(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !matches!(text, "_" | "self" | "Self" | "super" | "crate")
}

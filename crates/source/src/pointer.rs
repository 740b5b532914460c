//! JSON Pointer, RFC 6901.

use std::fmt;

use crate::{Entry, Node, Value};

/// A JSON Pointer (RFC 6901) into one document, kept as unescaped tokens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Vec<String>);

/// Why a text is no JSON Pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParsePointerError {
    /// Neither empty nor beginning with `/`.
    NoSlash,
    /// A `~` that is followed by neither `0` nor `1`.
    Tilde,
    /// Broken percent-encoding in a fragment.
    Percent,
    /// Percent-encoding in a fragment that is no UTF-8.
    Utf8,
}

impl fmt::Display for ParsePointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSlash => "a JSON Pointer is empty or begins with `/`",
            Self::Tilde => "in a JSON Pointer `~` is written `~0` and `/` inside a name `~1`",
            Self::Percent => "`%` must be followed by two hexadecimal digits",
            Self::Utf8 => "the percent-encoded bytes are not UTF-8",
        })
    }
}

impl std::error::Error for ParsePointerError {}

/// Why a [`Pointer`] leads nowhere: the last node it reached, and the first
/// token that node does not have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lost<'p, 'n> {
    /// The last node on the way.
    pub reached: &'n Node,
    /// How many tokens led to it.
    pub depth: usize,
    /// The token it does not have.
    pub token: &'p str,
}

impl Pointer {
    /// The pointer to the whole document, `""`.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Reads a pointer as RFC 6901, section 3 writes it, for example
    /// `/paths/~1pets`.
    ///
    /// # Errors
    /// Says why `text` is no JSON Pointer.
    pub fn parse(text: &str) -> Result<Self, ParsePointerError> {
        if text.is_empty() {
            return Ok(Self::root());
        }
        let rest = text.strip_prefix('/').ok_or(ParsePointerError::NoSlash)?;
        rest.split('/')
            .map(unescape)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Reads a pointer from a URI fragment (RFC 6901, section 6), with or
    /// without its `#`: percent-encoding is undone first.
    ///
    /// # Errors
    /// Says why `fragment` is no JSON Pointer.
    pub fn parse_fragment(fragment: &str) -> Result<Self, ParsePointerError> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        Self::parse(&percent_decode(fragment)?)
    }

    /// The pointer as a URI fragment with its `#` (RFC 6901, section 6).
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut fragment = String::from("#");
        for byte in self.to_string().bytes() {
            // The characters RFC 3986, section 3.5 allows in a fragment.
            if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
                fragment.push(char::from(byte));
            } else {
                fragment.push_str(&format!("%{byte:02X}"));
            }
        }
        fragment
    }

    /// This pointer with one more token (unescaped) at its end.
    #[must_use]
    pub fn child(&self, token: impl Into<String>) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.into());
        Self(tokens)
    }

    /// This pointer without its last token; `None` at the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The last token, unescaped; `None` at the root.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The unescaped tokens, outermost first.
    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    /// The node this pointer leads to from `root`.
    ///
    /// # Errors
    /// The last node on the way and the token it does not have.
    pub fn resolve<'n>(&self, root: &'n Node) -> Result<&'n Node, Lost<'_, 'n>> {
        let mut reached = root;
        for (depth, token) in self.0.iter().enumerate() {
            reached = step(reached, token).ok_or(Lost {
                reached,
                depth,
                token,
            })?;
        }
        Ok(reached)
    }
}

/// The part of `node` that `token` names (RFC 6901, section 4).
fn step<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Mapping(mapping) => mapping.get(token).map(|Entry { value, .. }| value),
        Value::Sequence(items) => items.get(index(token)?),
        _ => None,
    }
}

/// An array index: no sign, no leading zero.
fn index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with('0');
    (plain && token.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| token.parse().ok())
        .flatten()
}

fn unescape(token: &str) -> Result<String, ParsePointerError> {
    let mut plain = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(char) = chars.next() {
        plain.push(match char {
            '~' => match chars.next() {
                Some('0') => '~',
                Some('1') => '/',
                _ => return Err(ParsePointerError::Tilde),
            },
            char => char,
        });
    }
    Ok(plain)
}

fn percent_decode(text: &str) -> Result<String, ParsePointerError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
        match (digit(), digit()) {
            (Some(high), Some(low)) => bytes.push(u8::try_from(high * 16 + low).unwrap_or(0)),
            _ => return Err(ParsePointerError::Percent),
        }
    }
    String::from_utf8(bytes).map_err(|_| ParsePointerError::Utf8)
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Pointer {
    type Err = ParsePointerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl<T: Into<String>> FromIterator<T> for Pointer {
    fn from_iter<I: IntoIterator<Item = T>>(tokens: I) -> Self {
        Self(tokens.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sources, read};

    /// The document and the pointers of RFC 6901, section 5.
    #[test]
    fn the_examples_of_the_specification_resolve() {
        let text = r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3,
            "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}"#;
        let mut sources = Sources::new();
        let file = sources.add("a.json", text);
        let root = read(&sources, file).0.unwrap();
        let at = |pointer: &Pointer| {
            let node = pointer.resolve(&root).unwrap();
            sources.slice(node.span).to_owned()
        };
        let table = [
            ("", "#", None),
            ("/foo", "#/foo", Some(r#"["bar", "baz"]"#)),
            ("/foo/0", "#/foo/0", Some(r#""bar""#)),
            ("/", "#/", Some("0")),
            ("/a~1b", "#/a~1b", Some("1")),
            ("/c%d", "#/c%25d", Some("2")),
            ("/e^f", "#/e%5Ef", Some("3")),
            ("/g|h", "#/g%7Ch", Some("4")),
            ("/i\\j", "#/i%5Cj", Some("5")),
            ("/k\"l", "#/k%22l", Some("6")),
            ("/ ", "#/%20", Some("7")),
            ("/m~0n", "#/m~0n", Some("8")),
        ];
        for (plain, fragment, value) in table {
            let pointer = Pointer::parse(plain).unwrap();
            assert_eq!(pointer.to_string(), plain);
            assert_eq!(pointer.to_fragment(), fragment);
            assert_eq!(Pointer::parse_fragment(fragment).unwrap(), pointer);
            assert_eq!(at(&pointer), value.unwrap_or(text));
        }
    }

    #[test]
    fn what_is_no_pointer_says_why() {
        assert_eq!(Pointer::parse("foo"), Err(ParsePointerError::NoSlash));
        assert_eq!(Pointer::parse("/a~"), Err(ParsePointerError::Tilde));
        assert_eq!(Pointer::parse("/a~2"), Err(ParsePointerError::Tilde));
        assert_eq!(
            Pointer::parse_fragment("#/%"),
            Err(ParsePointerError::Percent)
        );
        assert_eq!(
            Pointer::parse_fragment("#/%4"),
            Err(ParsePointerError::Percent)
        );
        assert_eq!(
            Pointer::parse_fragment("#/%zz"),
            Err(ParsePointerError::Percent)
        );
        assert_eq!(
            Pointer::parse_fragment("#/%FF"),
            Err(ParsePointerError::Utf8)
        );
    }

    #[test]
    fn a_lost_pointer_says_how_far_it_came() {
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", "a:\n  - b\n");
        let root = read(&sources, file).0.unwrap();
        for (text, depth, token) in [
            ("/a/1", 1, "1"),
            ("/a/00", 1, "00"),
            ("/a/-", 1, "-"),
            ("/x/y", 0, "x"),
        ] {
            let pointer = Pointer::parse(text).unwrap();
            let lost = pointer.resolve(&root).unwrap_err();
            assert_eq!((lost.depth, lost.token), (depth, token));
        }
    }
}

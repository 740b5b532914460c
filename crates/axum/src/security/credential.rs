//! What a request brings for a scheme.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, header};
use specwright::{
    Secret,
    json::Mode,
    wire::{self, Duplicates, Param, Reader},
};

use super::scheme::{Scheme, Source};
use crate::call::Call;

/// The white space of HTTP; any other belongs to what it stands beside.
const BLANKS: [char; 2] = [' ', '\t'];

/// The credentials of one scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credential {
    user: String,
    secret: Secret,
}

impl Credential {
    /// The user, of HTTP Basic; empty for other schemes.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password, key, token, or what else follows the scheme's name;
    /// empty for mutual TLS.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.secret
    }
}

/// What was found of a scheme's credentials.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// None.
    Absent,
    /// Something that cannot be credentials of this scheme, or two of them.
    Broken,
    /// This.
    Present(Credential),
}

impl Found {
    /// A text; an empty one is no credential.
    fn secret(text: &str) -> Self {
        if text.is_empty() {
            return Self::Broken;
        }
        Self::Present(Credential {
            user: String::new(),
            secret: Secret::new(text),
        })
    }

    /// The only one of `texts`.
    fn only<'a>(mut texts: impl Iterator<Item = &'a str>) -> Self {
        match (texts.next(), texts.next()) {
            (None, _) => Self::Absent,
            (Some(text), None) => Self::secret(text),
            (Some(_), Some(_)) => Self::Broken,
        }
    }
}

/// Finds the credentials of `scheme`.
pub(super) fn find(scheme: &Scheme, call: &Call) -> Found {
    match scheme.source {
        Source::Header(name) => in_header(call.headers(), name),
        Source::Query(name) => in_query(call.uri().query().unwrap_or_default(), name),
        Source::Cookie(name) => match wire::cookies(call.headers()) {
            Ok(all) => {
                let given = all.into_iter().filter(|(given, _)| *given == name);
                Found::only(given.map(|(_, text)| text))
            }
            Err(_) => Found::Broken,
        },
        Source::Basic => match authorization(call.headers(), "Basic") {
            Found::Present(given) => basic(given.secret.expose()),
            other => other,
        },
        Source::Authorization(name) => authorization(call.headers(), name),
        Source::Peer => Found::Present(Credential::default()),
    }
}

fn in_header(headers: &HeaderMap, name: &str) -> Found {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Found::Absent,
        (Some(value), None) => match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => Found::secret(text),
            Err(_) => Found::Broken,
        },
        (Some(_), Some(_)) => Found::Broken,
    }
}

fn in_query(raw: &str, name: &'static str) -> Found {
    let mut reader = Reader::new(Mode::Strict, Duplicates::Refuse).query(raw);
    match reader.text(&Param::query(name)) {
        Ok(None) => Found::Absent,
        Ok(Some(text)) => Found::secret(&text),
        Err(_) => Found::Broken,
    }
}

/// What follows the scheme's name in `Authorization`. A header of another
/// scheme is none of this one.
fn authorization(headers: &HeaderMap, scheme: &str) -> Found {
    let mut found = Found::Absent;
    let mut values = 0;
    for value in headers.get_all(header::AUTHORIZATION) {
        values += 1;
        let Ok(text) = std::str::from_utf8(value.as_bytes()) else {
            return Found::Broken;
        };
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        if name.eq_ignore_ascii_case(scheme) {
            found = Found::secret(rest.trim_matches(BLANKS));
        }
    }
    if values > 1 { Found::Broken } else { found }
}

/// RFC 7617: `user:password`, Base64, UTF-8.
fn basic(encoded: &str) -> Found {
    let decoded = STANDARD.decode(encoded).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    match text.as_deref().and_then(|text| text.split_once(':')) {
        Some((user, password)) => Found::Present(Credential {
            user: user.to_owned(),
            secret: Secret::new(password),
        }),
        None => Found::Broken,
    }
}

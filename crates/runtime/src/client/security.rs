//! Security schemes, credentials, and which of them a request carries.

use std::{borrow::Cow, fmt};

use http::{HeaderMap, header};

use super::RequestError;
use crate::{
    Secret,
    wire::{Form, Param, Texts, ToParam, Writer},
};

/// A security scheme of the document, as constant data.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    name: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// An API key.
    Key(Param),
    Basic,
    /// `Authorization: WORD TOKEN`
    Token(&'static str),
    MutualTls,
}

impl Scheme {
    /// An API key in the header `header`.
    #[must_use]
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Key(Param::header(header)),
        }
    }

    /// An API key in the query parameter `parameter`.
    #[must_use]
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Key(Param::query(parameter)),
        }
    }

    /// An API key in the cookie `cookie`.
    #[must_use]
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Key(Param::cookie(cookie)),
        }
    }

    /// HTTP Basic, RFC 7617.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Basic,
        }
    }

    /// A bearer token, RFC 6750: HTTP Bearer, OAuth2, OpenID Connect.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Token("Bearer"),
        }
    }

    /// Another HTTP authentication scheme; `scheme` is the word it begins with.
    #[must_use]
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Token(scheme),
        }
    }

    /// Mutual TLS: the transport's business.
    #[must_use]
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::MutualTls,
        }
    }

    /// Its key in `components.securitySchemes`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    fn refuse<T>(&self, reason: &'static str) -> Result<T, RequestError> {
        Err(RequestError::Credential {
            scheme: self.name,
            reason,
        })
    }
}

/// What an operation asks for: alternatives of schemes that are asked for
/// together. No alternative: nothing. An empty one: anonymous access.
pub type Requirement = &'static [&'static [&'static Scheme]];

/// A credential. Secrets are not shown by `Debug`.
#[derive(Debug, Clone)]
pub(super) enum Credential {
    /// An API key, a token, or whatever follows the scheme's word.
    Secret(Secret),
    /// User and password.
    Basic {
        /// The user; has no colon.
        user: String,
        /// The password.
        password: Secret,
    },
}

/// The credentials that a client has, by their schemes.
#[derive(Clone, Default)]
pub(super) struct Credentials(Vec<(&'static str, Credential)>);

impl Credentials {
    pub(super) fn set(&mut self, scheme: &'static Scheme, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme.name);
        self.0.push((scheme.name, credential));
    }

    fn get(&self, scheme: &Scheme) -> Option<&Credential> {
        let mut all = self.0.iter();
        all.find(|(name, _)| *name == scheme.name)
            .map(|(_, credential)| credential)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Which headers of a request hold a secret.
#[derive(Debug, Default)]
pub(super) struct Applied {
    authorization: Option<http::HeaderValue>,
    sensitive: Vec<&'static str>,
}

impl Applied {
    /// Adds the header `Authorization`, and marks what holds a secret.
    pub(super) fn finish(self, headers: &mut HeaderMap) {
        if let Some(value) = self.authorization {
            headers.insert(header::AUTHORIZATION, value);
        }
        for name in self.sensitive {
            if let Some(value) = headers.get_mut(name) {
                value.set_sensitive(true);
            }
        }
    }
}

/// What a request is given by hand: a header that stands there already needs
/// no credential.
pub(super) struct Asked<'a> {
    pub(super) operation: &'static str,
    pub(super) security: Requirement,
    pub(super) credentials: &'a Credentials,
    /// Default headers and headers of this call.
    pub(super) given: [&'a HeaderMap; 2],
    /// The transport adds what is missing.
    pub(super) elsewhere: bool,
}

impl Asked<'_> {
    /// Writes the credentials of the first alternative whose credentials are
    /// all there. Anonymous access is taken if no other alternative can be.
    pub(super) fn apply(&self, writer: &mut Writer) -> Result<Applied, RequestError> {
        let mut applied = Applied::default();
        if self.security.is_empty() {
            return Ok(applied);
        }
        let mut named = self.security.iter().filter(|schemes| !schemes.is_empty());
        let Some(schemes) = named.find(|schemes| schemes.iter().all(|scheme| self.has(scheme)))
        else {
            let anonymous = self.security.iter().any(|schemes| schemes.is_empty());
            if anonymous || self.elsewhere {
                return Ok(applied);
            }
            return Err(RequestError::MissingCredentials {
                operation: self.operation,
                alternatives: self
                    .security
                    .iter()
                    .map(|schemes| schemes.iter().map(|scheme| scheme.name).collect())
                    .collect(),
            });
        };
        for scheme in *schemes {
            if let Some(credential) = self.credentials.get(scheme) {
                apply(scheme, credential, writer, &mut applied)?;
            }
        }
        Ok(applied)
    }

    fn has(&self, scheme: &Scheme) -> bool {
        let header = match scheme.kind {
            Kind::MutualTls => return true,
            Kind::Key(param) if matches!(param.form, Form::Header) => param.name,
            Kind::Basic | Kind::Token(_) => "authorization",
            Kind::Key(_) => return self.credentials.get(scheme).is_some(),
        };
        self.credentials.get(scheme).is_some()
            || self
                .given
                .iter()
                .any(|headers| headers.contains_key(header))
    }
}

fn apply(
    scheme: &Scheme,
    credential: &Credential,
    writer: &mut Writer,
    applied: &mut Applied,
) -> Result<(), RequestError> {
    match (&scheme.kind, credential) {
        (Kind::Key(param), Credential::Secret(secret)) => {
            if secret.expose().is_empty() {
                return scheme.refuse("it is empty");
            }
            let written = match param.form {
                Form::Cookie { .. } => writer.raw_cookie(param.name, secret.expose()),
                _ => writer.param(param, &Shown(secret)),
            };
            if let Err(error) = written {
                return scheme.refuse(error.reason);
            }
            match param.form {
                Form::Header => applied.sensitive.push(param.name),
                Form::Cookie { .. } => applied.sensitive.push("cookie"),
                Form::Path { .. } | Form::Query { .. } => {}
            }
            Ok(())
        }
        (Kind::Token(word), Credential::Secret(secret)) => {
            authorization(scheme, word, secret.expose(), applied)
        }
        (Kind::Basic, Credential::Basic { user, password }) => {
            if user.contains(':') {
                return scheme.refuse("the user has a colon");
            }
            let pair = format!("{user}:{}", password.expose());
            if pair.chars().any(char::is_control) {
                return scheme.refuse("it has a control character");
            }
            authorization(scheme, "Basic", &base64(pair.as_bytes()), applied)
        }
        (Kind::MutualTls, _) => Ok(()),
        (Kind::Key(_) | Kind::Token(_), Credential::Basic { .. })
        | (Kind::Basic, Credential::Secret(_)) => scheme.refuse("it is of another kind"),
    }
}

fn authorization(
    scheme: &Scheme,
    word: &str,
    rest: &str,
    applied: &mut Applied,
) -> Result<(), RequestError> {
    if rest.is_empty() {
        return scheme.refuse("it is empty");
    }
    if rest.trim_matches([' ', '\t']).len() != rest.len() {
        return scheme.refuse("it has blanks around it");
    }
    if applied.authorization.is_some() {
        return scheme.refuse("another scheme uses the header `Authorization` too");
    }
    let Ok(mut value) = http::HeaderValue::from_str(&format!("{word} {rest}")) else {
        return scheme.refuse("it has a character that a header cannot hold");
    };
    value.set_sensitive(true);
    applied.authorization = Some(value);
    Ok(())
}

/// A secret as a parameter.
struct Shown<'a>(&'a Secret);

impl ToParam for Shown<'_> {
    fn texts(&self) -> Option<Texts<'_>> {
        Some(Texts::One(Cow::Borrowed(self.0.expose())))
    }
}

/// Base64 with padding, RFC 4648 section 4. Here by hand because the library
/// for it is behind a feature, and this is all that credentials need.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let sign = if index <= chunk.len() {
                ALPHABET
                    .get((bits >> shift & 63) as usize)
                    .copied()
                    .unwrap_or(b'=')
            } else {
                b'='
            };
            text.push(char::from(sign));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}

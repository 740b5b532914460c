//! Security schemes as constant data.

/// A security scheme: its name in the document, and where its credentials
/// travel.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    pub(super) name: &'static str,
    pub(super) source: Source,
}

/// Where credentials travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A header of their own.
    Header(&'static str),
    /// The query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
    /// HTTP Basic.
    Basic,
    /// `Authorization`, behind this name.
    Authorization(&'static str),
    /// The connection.
    Peer,
}

impl Scheme {
    /// A scheme of this name whose credentials are the connection's: mutual
    /// TLS.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            source: Source::Peer,
        }
    }

    /// An API key in a header.
    #[must_use]
    pub const fn header(self, name: &'static str) -> Self {
        self.from(Source::Header(name))
    }

    /// An API key in the query.
    #[must_use]
    pub const fn query(self, name: &'static str) -> Self {
        self.from(Source::Query(name))
    }

    /// An API key in a cookie, taken as it is sent.
    #[must_use]
    pub const fn cookie(self, name: &'static str) -> Self {
        self.from(Source::Cookie(name))
    }

    /// HTTP Basic.
    #[must_use]
    pub const fn basic(self) -> Self {
        self.from(Source::Basic)
    }

    /// A bearer token: HTTP Bearer, OAuth2, OpenID Connect.
    #[must_use]
    pub const fn bearer(self) -> Self {
        self.from(Source::Authorization("Bearer"))
    }

    /// Another HTTP authentication scheme.
    #[must_use]
    pub const fn http(self, scheme: &'static str) -> Self {
        self.from(Source::Authorization(scheme))
    }

    /// Mutual TLS.
    #[must_use]
    pub const fn mutual_tls(self) -> Self {
        self.from(Source::Peer)
    }

    const fn from(self, source: Source) -> Self {
        Self {
            name: self.name,
            source,
        }
    }

    /// What `WWW-Authenticate` says of it.
    pub(super) fn challenge(&self, realm: &str) -> Option<String> {
        match self.source {
            Source::Header(_) | Source::Query(_) | Source::Cookie(_) => Some("APIKey".to_owned()),
            Source::Basic => Some(format!("Basic realm={}, charset=\"UTF-8\"", quoted(realm))),
            Source::Authorization(name) => Some(name.to_owned()),
            Source::Peer => None,
        }
    }

    pub(super) fn is_bearer(&self) -> bool {
        self.source == Source::Authorization("Bearer")
    }
}

/// A quoted string of RFC 9110, in ASCII.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' '..='~' => quoted.push(c),
            _ => quoted.push('?'),
        }
    }
    quoted.push('"');
    quoted
}

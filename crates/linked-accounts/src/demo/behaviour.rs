//! How the provider misbehaves when a test asks for it.

use std::time::Duration;

/// How the provider behaves; the default is how the specifications ask for it.
#[derive(Debug, Clone, Default)]
pub struct Behaviour {
    /// What the authorization response says as `iss` (RFC 9207).
    pub iss: Iss,
    /// How the token endpoint answers.
    pub token: TokenAnswer,
    /// Token errors come with status 200, as GitHub sends them.
    pub errors_with_200: bool,
    /// Answers of the token endpoint are form-encoded unless the request
    /// accepts `application/json`, as GitHub sends them.
    pub form_encoded: bool,
    /// No refresh token is issued (RFC 6749, section 1.5: it is optional).
    pub no_refresh_token: bool,
    /// What errors say as `error_description`, at both endpoints.
    pub error_description: Option<String>,
}

/// What the authorization response says as `iss` (RFC 9207, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Iss {
    /// The provider's own URL.
    #[default]
    Right,
    /// Nothing.
    Missing,
    /// Somebody else's.
    Wrong,
}

/// How the token endpoint answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TokenAnswer {
    /// As it should.
    #[default]
    Proper,
    /// Always with this error code (RFC 6749, section 5.2).
    Error(String),
    /// With a body of that many bytes: an answer with a very long token.
    Oversized(usize),
    /// As it should, after that time.
    Slow(Duration),
    /// With a redirect to this URL.
    Redirect(String),
    /// With status 200 and something that is not JSON.
    Garbage,
}

/// A description that wants to be markup, header lines and 10 kB at once; a
/// client must neither show nor log it as it is.
#[must_use]
pub fn hostile_text() -> String {
    let lines = "<script>alert(1)</script>\r\nSet-Cookie: hostile=1\r\n\u{1b}[31m\"'&";
    let mut text = lines.to_owned();
    text.push_str(&"A".repeat(10 << 10));
    text
}

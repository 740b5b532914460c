//! Errors that a provider answers with (RFC 6749, sections 4.1.2.1 and 5.2).
//!
//! What a provider writes may repeat what it was sent, and some do: the client
//! secret, the code, the verifier. So browsers are told the code of the error
//! where it is a known one, and nothing else; and the log gets the description
//! only if nothing of what was sent is in it.

use std::borrow::Cow;

use url::form_urlencoded;

use super::text;

/// The codes that are shown: those of RFC 6749, of RFC 8628 (section 3.5), and
/// those that GitHub documents for its token endpoint.
const KNOWN: &[&str] = &[
    "access_denied",
    "bad_verification_code",
    "incorrect_client_credentials",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "redirect_uri_mismatch",
    "server_error",
    "slow_down",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
    "unverified_user_email",
];

/// How many characters in a row may be those of a secret by chance.
const BY_CHANCE: usize = 7;

/// What a provider says instead of a code or a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The error, if it is one that everybody knows.
    code: Option<&'static str>,
    /// The description, cleaned, if nothing in it was sent.
    said: Option<String>,
}

impl Refusal {
    pub(super) fn new(error: &str, description: Option<&str>, sent: &[&str]) -> Self {
        let code = KNOWN.iter().copied().find(|known| *known == error);
        let said = description.map(|description| {
            if repeats(description, sent) {
                "(left out: it repeats what was sent)".to_owned()
            } else {
                text::shown(description)
            }
        });
        Self { code, said }
    }

    /// The code of the error, where it is a known one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.code
    }

    /// What the provider says to developers, for the log alone.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }
}

/// `: code` where there is one that can be shown.
impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code {
            Some(code) => write!(f, ": {code}"),
            None => Ok(()),
        }
    }
}

/// Whether a part of one of `sent` is in `text`, as it is or percent-encoded,
/// in whatever case and with whatever blanks in it.
fn repeats(text: &str, sent: &[&str]) -> bool {
    let mut forms = vec![Cow::Borrowed(text)];
    let decoded = form_urlencoded::parse(text.replace(['&', '='], " ").as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect::<String>();
    forms.push(Cow::Owned(decoded));
    let forms: Vec<Vec<char>> = forms.iter().map(|form| plain(form)).collect();
    sent.iter().map(|sent| plain(sent)).any(|sent| {
        let length = sent.len().min(BY_CHANCE + 1);
        length > 0
            && sent.windows(length).any(|part| {
                let mut found = forms.iter();
                found.any(|form| form.windows(length).any(|other| other == part))
            })
    })
}

/// The letters, digits and marks of ASCII alone.
fn plain(text: &str) -> Vec<char> {
    let kept = text.chars().filter(char::is_ascii_graphic);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    const SENT: &[&str] = &["s3cr3t/+and more", "c0de-0123456789"];

    fn said(description: &str) -> String {
        let refusal = Refusal::new("invalid_grant", Some(description), SENT);
        refusal.said().unwrap().to_owned()
    }

    #[test]
    fn known_codes_are_shown_and_others_are_not() {
        let shown = |error: &str| Refusal::new(error, None, SENT).to_string();
        assert_eq!(shown("invalid_grant"), ": invalid_grant");
        assert_eq!(shown("c0de-0123456789"), "");
    }

    #[test]
    fn what_was_sent_is_not_repeated() {
        for echo in [
            "no such code: c0de-0123456789",
            "no such code: C0DE-0123456...",
            "code=c0de%2D0123456789 is bad",
            "c0de-\r\n01 23\u{200b}45",
            "secret s3cr3t%2F%2Band+more",
        ] {
            assert_eq!(said(echo), "(left out: it repeats what was sent)", "{echo}");
        }
        assert_eq!(said("The code is\r\n wrong"), "The code is wrong");
    }
}

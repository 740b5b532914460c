//! Where the browser goes when a link is through.

use url::Url;

use crate::store::PendingLink;

/// Why a link has failed, as the URL says it: a fixed vocabulary, so that
/// nothing of a provider's gets into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `access_denied`: the user, or the provider for the user, has refused
    /// (RFC 6749, section 4.1.2.1).
    AccessDenied,
    /// `provider_error`: the provider has given another error instead of a
    /// code.
    ProviderError,
    /// `provider_unavailable`: the token endpoint cannot be reached or takes
    /// too long.
    ProviderUnavailable,
    /// `exchange_failed`: the token endpoint has given no token.
    ExchangeFailed,
    /// `server_error`: this service could not store the account.
    ServerError,
}

impl Reason {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::ProviderError => "provider_error",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::ExchangeFailed => "exchange_failed",
            Self::ServerError => "server_error",
        }
    }
}

/// `after` with how the link went. Its own query stays as it is and comes
/// first.
pub(super) fn after_link(after: &str, link: &PendingLink, failed: Option<Reason>) -> Option<Url> {
    let mut url = Url::parse(after).ok()?;
    let status = if failed.is_some() { "failed" } else { "linked" };
    url.query_pairs_mut()
        .append_pair("status", status)
        .append_pair("app_name", &link.app)
        .append_pair("linked_account_owner_id", &link.owner);
    if let Some(reason) = failed {
        url.query_pairs_mut().append_pair("error", reason.as_str());
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use specwright::Secret;

    use super::{Reason, after_link};
    use crate::store::PendingLink;

    fn link(owner: &str) -> PendingLink {
        PendingLink {
            project: "demo".to_owned(),
            app: "GIT HUB".to_owned(),
            owner: owner.to_owned(),
            client_id: "client".to_owned(),
            code_verifier: Secret::new("verifier"),
            redirect_uri: "https://link.example/callback".to_owned(),
            after_link: None,
            browser: None,
            expires_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_success_says_which_account() {
        let url = after_link("https://app.example/done", &link("me"), None).unwrap();
        assert_eq!(
            url.as_str(),
            "https://app.example/done?status=linked&app_name=GIT+HUB&linked_account_owner_id=me"
        );
    }

    #[test]
    fn the_own_query_and_fragment_stay() {
        let after = "https://app.example/done?a=1%20b&c#top";
        let url = after_link(after, &link("me"), Some(Reason::AccessDenied)).unwrap();
        assert_eq!(
            url.as_str(),
            "https://app.example/done?a=1%20b&c&status=failed&app_name=GIT+HUB\
             &linked_account_owner_id=me&error=access_denied#top"
        );
    }

    #[test]
    fn an_owner_cannot_add_parameters() {
        let owner = "me&error=x#y\r\nSet-Cookie: a=b";
        let url = after_link("https://app.example/", &link(owner), None).unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs.len(), 3);
        assert_eq!(pairs[2].1, owner);
        assert!(url.as_str().is_ascii() && !url.as_str().contains(['\r', '\n', ' ']));
    }
}

//! What the store takes and gives.

use chrono::{DateTime, Utc};
use specwright::Secret;

use crate::crypto::{ApiKeyId, Digest};

/// A link that has been sent to a provider and waits for its callback,
/// RFC 6749 section 4.1.1. It is kept under its `state`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingLink {
    /// The project whose API key began it.
    pub project: String,
    /// The app to be linked.
    pub app: String,
    /// Whose account is linked.
    pub owner: String,
    /// The client id that the provider was sent.
    pub client_id: String,
    /// The PKCE verifier, RFC 7636 section 4.1.
    pub code_verifier: Secret,
    /// The redirect URI that the provider was sent.
    pub redirect_uri: String,
    /// Where the browser goes afterwards.
    pub after_link: Option<String>,
    /// The hash of the cookie of the browser it is bound to.
    pub browser: Option<Digest>,
    /// From when on it is no longer good.
    pub expires_at: DateTime<Utc>,
}

/// A link that waits for a browser to open it. It is kept under its ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The project whose API key began it.
    pub project: String,
    /// The app to be linked.
    pub app: String,
    /// Whose account is linked.
    pub owner: String,
    /// Where the browser goes afterwards.
    pub after_link: Option<String>,
    /// From when on it is no longer good.
    pub expires_at: DateTime<Utc>,
}

/// What a provider answered to a code, RFC 6749 section 5.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Used to call the provider.
    pub access_token: Secret,
    /// Used to get another access token; a provider need not give one.
    pub refresh_token: Option<Secret>,
    /// How the access token is used, RFC 6749 section 7.1.
    pub token_type: String,
    /// What it is good for, RFC 6749 section 3.3.
    pub scopes: Vec<String>,
    /// Until when the access token is good, if that is known.
    pub expires_at: Option<DateTime<Utc>>,
}

/// An account to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The project it belongs to.
    pub project: String,
    /// The app it is an account of.
    pub app: String,
    /// Whose account it is.
    pub owner: String,
    /// What it is used with.
    pub tokens: Tokens,
}

/// A stored account, without its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its random id, which stays when it is linked again.
    pub id: String,
    /// The project it belongs to.
    pub project: String,
    /// The app it is an account of.
    pub app: String,
    /// Whose account it is.
    pub owner: String,
    /// What its access token is good for, RFC 6749 section 3.3.
    pub scopes: Vec<String>,
    /// When it was first linked.
    pub created_at: DateTime<Utc>,
    /// When it was last linked.
    pub updated_at: DateTime<Utc>,
    /// Until when its access token is good, if that is known.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether the provider gave a refresh token.
    pub has_refresh_token: bool,
}

/// An API key as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyInfo {
    /// Its public part.
    pub id: ApiKeyId,
    /// The project that it opens.
    pub project: String,
    /// What it is for, in its maker's words.
    pub label: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

//! The code for tokens (RFC 6749, section 4.1.3; RFC 7636, section 4.5).

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, TokenResponse as _, TokenUrl,
    basic::{BasicClient, BasicTokenResponse},
};
use specwright::Secret;
use thiserror::Error;
use url::{Url, form_urlencoded};

use super::{
    answer::Unusable,
    refusal::Refusal,
    text,
    transport::{Transport, TransportError},
};
use crate::{
    config::{App, TokenAuth},
    store::{PendingLink, Tokens},
};

/// Why a code has not become a token. Nothing in it is secret; what the
/// provider has written is cleaned.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The provider says no (RFC 6749, section 5.2).
    #[error("the provider gives no token{0}")]
    Refused(Refusal),
    /// There is no answer, or none that can be used.
    #[error(transparent)]
    Transport(TransportError),
    /// The answer is none of the RFC's; what it says is not kept.
    #[error("the token endpoint's answer cannot be read")]
    Unreadable,
    /// The link's redirect URL is none.
    #[error("the link has no redirect URL")]
    RedirectUrl,
}

impl ExchangeError {
    /// Whether another attempt may well succeed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Transport(
                TransportError::Unreachable(_)
                | TransportError::Timeout
                | TransportError::Busy { .. },
            ) => true,
            Self::Transport(TransportError::Unusable(Unusable::Status(status))) => {
                status.is_server_error()
            }
            _ => false,
        }
    }

    /// When the provider says to come again, in seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Transport(TransportError::Busy { retry_after }) => *retry_after,
            _ => None,
        }
    }
}

/// The `oauth2` crate's client of an app, both endpoints known.
pub(super) type AppClient =
    BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The app as the `oauth2` crate knows it.
pub(super) fn client(app: &App, callback: &Url) -> AppClient {
    let client = BasicClient::new(ClientId::new(app.client_id.clone()))
        .set_auth_uri(AuthUrl::from_url(app.authorize_url.clone()))
        .set_token_uri(TokenUrl::from_url(app.token_url.clone()))
        .set_redirect_uri(RedirectUrl::from_url(callback.clone()))
        .set_auth_type(match app.token_auth {
            TokenAuth::ClientSecretBasic => AuthType::BasicAuth,
            TokenAuth::ClientSecretPost | TokenAuth::None => AuthType::RequestBody,
        });
    match (&app.client_secret, app.token_auth) {
        (Some(secret), TokenAuth::ClientSecretBasic | TokenAuth::ClientSecretPost) => {
            client.set_client_secret(ClientSecret::new(secret.expose().to_owned()))
        }
        _ => client,
    }
}

/// Asks the token endpoint. `now` is what `expires_in` counts from.
pub(super) async fn exchange(
    transport: &Transport,
    client: &AppClient,
    app: &App,
    link: &PendingLink,
    code: Secret,
    now: DateTime<Utc>,
) -> Result<Tokens, ExchangeError> {
    let redirect = RedirectUrl::new(link.redirect_uri.clone());
    let redirect = redirect.map_err(|_| ExchangeError::RedirectUrl)?;
    let verifier = link.code_verifier.expose().to_owned();
    let given = code.clone();
    let request = client
        .exchange_code(AuthorizationCode::new(code.into_exposed()))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .set_redirect_uri(Cow::Owned(redirect));
    match request.request_async(transport).await {
        Ok(answer) => Ok(tokens(&answer, app, now)),
        Err(RequestTokenError::ServerResponse(refusal)) => {
            let description = refusal.error_description().map(String::as_str);
            Err(ExchangeError::Refused(refused(
                app,
                link,
                &given,
                refusal.error().as_ref(),
                description,
            )))
        }
        Err(RequestTokenError::Request(error)) => Err(ExchangeError::Transport(error)),
        // Both may hold the body.
        Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
            Err(ExchangeError::Unreadable)
        }
    }
}

/// What the provider says, held against all that it was sent that is secret.
fn refused(
    app: &App,
    link: &PendingLink,
    code: &Secret,
    error: &str,
    description: Option<&str>,
) -> Refusal {
    let secret = app.client_secret.as_ref().map(Secret::expose);
    // As HTTP Basic has it (RFC 6749, section 2.3.1).
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = secret.map(|secret| {
        let pair = format!("{}:{}", encoded(&app.client_id), encoded(secret));
        STANDARD.encode(pair)
    });
    let mut sent = vec![code.expose(), link.code_verifier.expose()];
    sent.extend(secret);
    sent.extend(basic.as_deref());
    Refusal::new(error, description, &sent)
}

fn tokens(answer: &BasicTokenResponse, app: &App, now: DateTime<Utc>) -> Tokens {
    let refresh_token = answer.refresh_token();
    Tokens {
        access_token: Secret::new(answer.access_token().secret()),
        refresh_token: refresh_token.map(|token| Secret::new(token.secret())),
        token_type: "Bearer".to_owned(),
        scopes: match answer.scopes() {
            Some(scopes) => split(scopes.iter().map(|scope| scope.as_str()), &app.scopes),
            // Absent means as asked for (RFC 6749, section 5.1).
            None => app.scopes.clone(),
        },
        expires_at: answer.expires_in().and_then(|lifetime| {
            let lifetime = TimeDelta::from_std(lifetime).ok()?;
            now.checked_add_signed(lifetime)
        }),
    }
}

/// The scopes one by one. Blanks separate them (RFC 6749, section 3.3); GitHub
/// writes commas, which count if no scope that was asked for has one.
fn split<'s>(given: impl Iterator<Item = &'s str>, asked: &[String]) -> Vec<String> {
    let by_comma = !asked.iter().any(|scope| scope.contains(','));
    let mut scopes: Vec<String> = Vec::new();
    for part in given.flat_map(|scope| scope.split(|c| by_comma && c == ',')) {
        let is_new = !part.is_empty() && !scopes.iter().any(|scope| scope == part);
        if is_new {
            scopes.push(text::shown(part));
        }
    }
    scopes
}

#[cfg(test)]
mod tests {
    use super::split;

    fn of(given: &[&str], asked: &[&str]) -> Vec<String> {
        let asked: Vec<String> = asked.iter().map(|&scope| scope.to_owned()).collect();
        split(given.iter().copied(), &asked)
    }

    #[test]
    fn scopes_are_told_apart() {
        assert_eq!(of(&["repo", "gist"], &["repo"]), ["repo", "gist"]);
        assert_eq!(of(&["repo,gist,", "repo"], &["repo"]), ["repo", "gist"]);
        assert_eq!(of(&["a,b"], &["a,b"]), ["a,b"]);
    }
}

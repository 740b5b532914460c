//! The start of a link: the authorization request (RFC 6749, section 4.1.1)
//! with its PKCE challenge (RFC 7636, section 4.3).

use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, Scope};
use specwright::Secret;
use url::Url;

use super::{Flow, StartError, exchange::AppClient};
use crate::{
    config::{App, Project},
    crypto::{Digest, random_token},
    store::{PendingLink, Ticket},
};

/// What a link is started for.
pub(super) struct Wish {
    pub(super) project: String,
    pub(super) owner: String,
    pub(super) after_link: Option<String>,
}

impl Flow {
    /// Starts a link of `owner`'s account at `app`, and answers where to send
    /// the owner's browser. In the end it is sent on to `after_link`, which
    /// must be one of the project's URLs to the letter.
    ///
    /// # Errors
    /// [`StartError`]
    pub async fn start(
        &self,
        project: &Project,
        app: &str,
        owner: &str,
        after_link: Option<&str>,
    ) -> Result<Url, StartError> {
        let app = project.apps.get(app).ok_or(StartError::UnknownApp)?;
        if after_link.is_some_and(|url| !project.after_link_urls.iter().any(|own| own == url)) {
            return Err(StartError::RedirectNotAllowed);
        }
        let wish = Wish {
            project: project.name.clone(),
            owner: owner.to_owned(),
            after_link: after_link.map(str::to_owned),
        };
        if self.0.config.bind_browser {
            return self.make_ticket(app, wish).await;
        }
        let state = random_token()?;
        self.authorize(app, wish, &state, None).await
    }

    /// Stores the state and makes the provider's URL.
    pub(super) async fn authorize(
        &self,
        app: &App,
        wish: Wish,
        state: &Secret,
        browser: Option<Digest>,
    ) -> Result<Url, StartError> {
        let callback = self.callback_url(&app.name);
        let callback = callback.ok_or(StartError::UnknownApp)?;
        let client = self.client(&wish.project, &app.name);
        let client = client.ok_or(StartError::UnknownApp)?;
        let verifier = random_token()?;
        let url = authorization_url(client, app, state, &verifier);
        let link = PendingLink {
            project: wish.project,
            app: app.name.clone(),
            owner: wish.owner,
            client_id: app.client_id.clone(),
            code_verifier: verifier,
            redirect_uri: callback.to_string(),
            after_link: wish.after_link,
            browser,
            expires_at: self.expiry(),
        };
        self.0.store.put_state(state, &link).await?;
        Ok(url)
    }

    /// A ticket instead of the provider's URL: the state is made when a
    /// browser opens it.
    async fn make_ticket(&self, app: &App, wish: Wish) -> Result<Url, StartError> {
        let ticket = random_token()?;
        let request = self.0.site.open_ticket(ticket.clone()).build_request();
        let request = request.map_err(|_| StartError::TicketUrl)?;
        let url = Url::parse(&request.uri().to_string()).map_err(|_| StartError::TicketUrl)?;
        let kept = Ticket {
            project: wish.project,
            app: app.name.clone(),
            owner: wish.owner,
            after_link: wish.after_link,
            expires_at: self.expiry(),
        };
        self.0.store.put_ticket(&ticket, &kept).await?;
        Ok(url)
    }
}

/// `authorize_url` with the request's parameters; its own query stays.
fn authorization_url(client: &AppClient, app: &App, state: &Secret, verifier: &Secret) -> Url {
    let verifier = PkceCodeVerifier::new(verifier.expose().to_owned());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    let mut request = client
        .authorize_url(|| CsrfToken::new(state.expose().to_owned()))
        .set_pkce_challenge(challenge)
        .add_scopes(app.scopes.iter().cloned().map(Scope::new));
    for (name, value) in &app.extra_parameters {
        request = request.add_extra_param(name, value);
    }
    request.url().0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use specwright::Secret;
    use url::Url;

    use super::super::exchange::client;
    use super::authorization_url;
    use crate::{
        config::{App, TokenAuth},
        crypto::{random_token, sha256},
    };

    fn app() -> App {
        App {
            name: "GITHUB".to_owned(),
            client_id: "client&id".to_owned(),
            client_secret: Some(Secret::new("hidden")),
            authorize_url: Url::parse("https://provider.example/authorize?tenant=a+b").unwrap(),
            token_url: Url::parse("https://provider.example/token").unwrap(),
            issuer: None,
            require_iss: false,
            scopes: vec!["repo".to_owned(), "read:user".to_owned()],
            extra_parameters: BTreeMap::from([("prompt".to_owned(), "consent".to_owned())]),
            token_auth: TokenAuth::ClientSecretBasic,
        }
    }

    #[test]
    fn the_url_asks_for_a_code() {
        let callback = Url::parse("https://link.example/callback/GITHUB").unwrap();
        let (state, verifier) = (random_token().unwrap(), random_token().unwrap());
        let url = authorization_url(&client(&app(), &callback), &app(), &state, &verifier);
        let hash = sha256(verifier.expose().as_bytes());
        let challenge = URL_SAFE_NO_PAD.encode(hash.as_bytes());
        let pairs: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let expected = [
            ("client_id", "client&id"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", "consent"),
            ("redirect_uri", "https://link.example/callback/GITHUB"),
            ("response_type", "code"),
            ("scope", "repo read:user"),
            ("state", state.expose()),
            ("tenant", "a b"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs, BTreeMap::from(expected));
        assert_eq!(url.query_pairs().count(), 9, "nothing is there twice");
        assert!(!url.as_str().contains("hidden") && !url.as_str().contains(verifier.expose()));
    }

    #[test]
    fn without_scopes_there_is_no_scope() {
        let callback = Url::parse("https://link.example/callback/GITHUB").unwrap();
        let mut app = app();
        app.scopes.clear();
        let (state, verifier) = (random_token().unwrap(), random_token().unwrap());
        let url = authorization_url(&client(&app, &callback), &app, &state, &verifier);
        assert!(!url.query_pairs().any(|(name, _)| name == "scope"));
    }
}

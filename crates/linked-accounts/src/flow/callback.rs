//! The end of a link: the provider's answer (RFC 6749, sections 4.1.2 and
//! 4.1.2.1), and what comes of it.

use std::error::Error;

use http::HeaderMap;
use specwright::Secret;
use tracing::Instrument as _;
use url::Url;

use super::{FinishError, Flow, cookie::Cookie, exchange, redirect::after_link, refusal::Refusal};
use crate::{
    config::App,
    linked_accounts_browser::server::FinishLinkRequest,
    store::{Account, NewAccount, PendingLink, StoreError},
};

/// How a link has ended.
#[derive(Debug)]
pub enum Finished {
    /// The browser is sent on; the URL says whether the account is linked.
    Redirect(Url),
    /// The account is linked, and there is no URL to send the browser to.
    Linked(Account),
}

impl Flow {
    /// Takes the provider's answer: uses up its state, checks that the answer
    /// belongs to it, gets the tokens and stores the account. `headers` are the
    /// request's, for the cookie of a link that is bound to a browser.
    ///
    /// A browser that goes away does not break it off: the work is one of
    /// [`Flow::exchanges`], and so are its limits.
    ///
    /// # Errors
    /// [`FinishError`], where the browser is not sent on to hear of it.
    pub async fn finish(
        &self,
        callback: FinishLinkRequest,
        headers: &HeaderMap,
    ) -> Result<Finished, FinishError> {
        // Before the state is used up, so that the browser can come again.
        let place = self.0.places.clone().try_acquire_owned();
        let Ok(place) = place else {
            self.warn(&FinishError::Busy, None, &callback.app_name);
            return Err(FinishError::Busy);
        };
        let (flow, headers) = (self.clone(), headers.clone());
        let work = async move {
            let _place = place;
            flow.run(callback, &headers).await
        };
        let work = self.0.exchanges.spawn(work.in_current_span());
        work.await.unwrap_or(Err(FinishError::Broken))
    }

    /// `Set-Cookie` that removes the cookie of the link with this state, if the
    /// request brings one.
    #[must_use]
    pub fn removal(&self, state: &Secret, headers: &HeaderMap) -> Option<String> {
        let cookie = Cookie::of(state, self.is_secure());
        cookie.is_in(headers).then(|| cookie.removal())
    }

    async fn run(
        &self,
        callback: FinishLinkRequest,
        headers: &HeaderMap,
    ) -> Result<Finished, FinishError> {
        // From here on the state is used up, whatever is wrong.
        let link = match self.0.store.take_state(callback.state.expose()).await {
            Ok(link) => link,
            Err(error) => return Err(not_taken(error)),
        };
        let app = match self.check(link.as_ref(), &callback, headers) {
            Ok(app) => app,
            Err(error) => {
                self.warn(&error, link.as_ref(), &callback.app_name);
                return Err(error);
            }
        };
        let Some(link) = link else {
            return Err(FinishError::UnknownState);
        };
        let unfinished = Unfinished(Some(&link));
        let linked = match code(callback) {
            Ok(code) => self.link(app, &link, code).await,
            Err(error) => Err(error),
        };
        unfinished.over();
        match &linked {
            Ok(_) => tracing::info!(project = link.project, app = link.app, "linked"),
            Err(error) => self.warn(error, Some(&link), &link.app),
        }
        self.answer(&link, linked)
    }

    /// One line for whatever ends a link, so that it is seen who was refused
    /// what. An app that nobody has configured is a text of a stranger's.
    fn warn(&self, error: &FinishError, link: Option<&PendingLink>, app: &str) {
        let known = self.0.callbacks.contains_key(app);
        tracing::warn!(
            code = error.code(),
            project = link.map(|link| &*link.project),
            app = link.map(|link| &*link.app).or_else(|| known.then_some(app)),
            said = error.said(),
            error = error as &(dyn Error + 'static),
            "not linked"
        );
    }

    /// Checks that the callback is the one that the link was started for.
    fn check(
        &self,
        link: Option<&PendingLink>,
        callback: &FinishLinkRequest,
        headers: &HeaderMap,
    ) -> Result<&App, FinishError> {
        if !self.0.callbacks.contains_key(&callback.app_name) {
            return Err(FinishError::UnknownApp);
        }
        let link = link.ok_or(FinishError::UnknownState)?;
        if link.app != callback.app_name {
            return Err(FinishError::OtherApp);
        }
        if self.0.clock.now() >= link.expires_at {
            return Err(FinishError::Expired);
        }
        if let Some(hash) = &link.browser {
            let cookie = Cookie::of(&callback.state, self.is_secure());
            if !cookie.matches(headers, hash) {
                return Err(FinishError::OtherBrowser);
            }
        }
        let app = self.0.config.app(&link.project, &link.app);
        let app = app.ok_or(FinishError::UnknownApp)?;
        if app.client_id != link.client_id {
            return Err(FinishError::OtherClient);
        }
        match (&app.issuer, &callback.iss) {
            (Some(own), Some(sent)) if own != sent => Err(FinishError::OtherIssuer),
            (_, None) if app.require_iss => Err(FinishError::NoIssuer),
            _ => Ok(app),
        }
    }

    async fn link(
        &self,
        app: &App,
        link: &PendingLink,
        code: Secret,
    ) -> Result<Account, FinishError> {
        let now = self.0.clock.now();
        let client = self.client(&link.project, &link.app);
        let client = client.ok_or(FinishError::UnknownApp)?;
        let tokens = exchange::exchange(&self.0.transport, client, app, link, code, now).await?;
        let account = NewAccount {
            project: link.project.clone(),
            app: link.app.clone(),
            owner: link.owner.clone(),
            tokens,
        };
        Ok(self.0.store.put_account(&account).await?.0)
    }

    /// Sends the browser on, where there is a URL and something to tell it.
    fn answer(
        &self,
        link: &PendingLink,
        linked: Result<Account, FinishError>,
    ) -> Result<Finished, FinishError> {
        let reason = match &linked {
            Ok(_) => None,
            Err(error) => match error.reason() {
                Some(reason) => Some(reason),
                None => return linked.map(Finished::Linked),
            },
        };
        // The project may have changed its mind since.
        let project = self.0.config.projects.get(&link.project);
        let allowed = project.map(|project| &project.after_link_urls);
        let after = link.after_link.as_ref();
        let after = after.filter(|after| allowed.is_some_and(|urls| urls.contains(after)));
        match after.and_then(|after| after_link(after, link, reason)) {
            Some(url) => Ok(Finished::Redirect(url)),
            None => linked.map(Finished::Linked),
        }
    }
}

/// A link whose code may be spent. If the work on it is dropped, the log says
/// which one it was.
struct Unfinished<'l>(Option<&'l PendingLink>);

impl Unfinished<'_> {
    fn over(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(link) = self.0 {
            let (project, app) = (&*link.project, &*link.app);
            tracing::error!(project, app, "a link is broken off, its code may be spent");
        }
    }
}

/// A state that does not open is as good as none; only a store that fails may
/// do better a little later.
fn not_taken(error: StoreError) -> FinishError {
    let cause = &error as &(dyn Error + 'static);
    match error {
        StoreError::Seal { .. } | StoreError::Damaged(_) => {
            tracing::warn!(code = "unreadable_state", error = cause, "not linked");
            FinishError::UnreadableState
        }
        _ => {
            tracing::warn!(code = "unavailable", error = cause, "not linked");
            FinishError::Store(error)
        }
    }
}

/// The code: an answer has either that or an error.
fn code(callback: FinishLinkRequest) -> Result<Secret, FinishError> {
    let code = callback.code.filter(|code| !code.expose().is_empty());
    let error = callback.error.filter(|error| !error.is_empty());
    match (code, error) {
        (Some(code), None) => Ok(code),
        (Some(_), Some(_)) => Err(FinishError::CodeAndError),
        (None, None) => Err(FinishError::NoCode),
        (None, Some(error)) => {
            let sent = [callback.state.expose()];
            let description = callback.error_description.as_deref();
            Err(FinishError::Refused(Refusal::new(
                &error,
                description,
                &sent,
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FinishError, FinishLinkRequest, code};

    fn callback(given: Option<&str>, error: Option<&str>) -> FinishLinkRequest {
        FinishLinkRequest {
            app_name: "GITHUB".to_owned(),
            state: "state".into(),
            code: given.map(Into::into),
            error: error.map(Into::into),
            error_description: Some("<b>\r\nno".to_owned()),
            error_uri: None,
            iss: None,
        }
    }

    #[test]
    fn an_answer_is_a_code_or_an_error() {
        assert_eq!(code(callback(Some("c"), None)).unwrap().expose(), "c");
        assert_eq!(code(callback(Some("c"), Some(""))).unwrap().expose(), "c");
        let both = code(callback(Some("c"), Some("e")));
        assert!(matches!(both, Err(FinishError::CodeAndError)));
        for none in [callback(None, None), callback(Some(""), None)] {
            assert!(matches!(code(none), Err(FinishError::NoCode)));
        }
    }

    #[test]
    fn what_the_provider_says_is_logged_and_not_shown() {
        let refused = code(callback(None, Some("access_denied"))).unwrap_err();
        let text = "the provider refuses: access_denied";
        assert_eq!(refused.to_string(), text);
        assert_eq!(refused.said(), Some("<b>no"));
        let other = code(callback(None, Some("<script>"))).unwrap_err();
        assert_eq!(other.to_string(), "the provider refuses");
    }
}

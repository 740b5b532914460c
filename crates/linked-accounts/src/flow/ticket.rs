//! Tickets: links that are bound to the browser that opens them.

use std::error::Error;

use specwright::Secret;
use url::Url;

use super::{Flow, StartError, TicketError, cookie::Cookie, start::Wish};
use crate::{
    crypto::{random_token, sha256},
    store::{StoreError, Ticket},
};

/// An opened ticket.
#[derive(Debug)]
pub struct Opened {
    /// The provider's URL.
    pub location: Url,
    /// `Set-Cookie`: the callback asks for this cookie.
    pub cookie: Secret,
}

impl Flow {
    /// Uses up a ticket: makes the state, bound to a new cookie.
    ///
    /// # Errors
    /// [`TicketError`]
    pub async fn open_ticket(&self, ticket: &Secret) -> Result<Opened, TicketError> {
        let taken = self.0.store.take_ticket(ticket.expose()).await;
        let taken = taken.map_err(|error| match error {
            StoreError::Seal { .. } | StoreError::Damaged(_) => {
                let error = &error as &(dyn Error + 'static);
                tracing::warn!(code = "unreadable_ticket", error, "a ticket is not opened");
                TicketError::Unreadable
            }
            error => error.into(),
        })?;
        let ticket = taken.ok_or_else(|| not_opened(TicketError::Unknown, None))?;
        if self.0.clock.now() >= ticket.expires_at {
            return Err(not_opened(TicketError::Expired, Some(&ticket)));
        }
        let app = self.0.config.app(&ticket.project, &ticket.app);
        let app = app.ok_or_else(|| not_opened(TicketError::UnknownApp, Some(&ticket)))?;
        let random = || random_token().map_err(|error| TicketError::Start(error.into()));
        let (state, value) = (random()?, random()?);
        let wish = Wish {
            project: ticket.project,
            owner: ticket.owner,
            after_link: ticket.after_link,
        };
        let browser = sha256(value.expose().as_bytes());
        let location = self.authorize(app, wish, &state, Some(browser)).await;
        let location = location.map_err(|error| match error {
            StartError::UnknownApp => TicketError::UnknownApp,
            error => TicketError::Start(error),
        })?;
        let cookie = Cookie::of(&state, self.is_secure()).set(&value);
        Ok(Opened { location, cookie })
    }
}

/// One line in the log for a ticket that is refused.
fn not_opened(error: TicketError, ticket: Option<&Ticket>) -> TicketError {
    tracing::warn!(
        code = error.code(),
        project = ticket.map(|ticket| &*ticket.project),
        app = ticket.map(|ticket| &*ticket.app),
        %error,
        "a ticket is not opened"
    );
    error
}

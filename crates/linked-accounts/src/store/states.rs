//! States and tickets: kept under the SHA-256 of their token, sealed, given
//! out once.

use std::{borrow::Cow, sync::Arc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use specwright::Secret;

use super::{
    PendingLink, Store, StoreError, Ticket,
    batch::{Kind, Order, Row, ask},
    time,
};
use crate::crypto::{Digest, row_name, sha256};

/// What is sealed for a state: all of it, so that nobody who can write the
/// database can send a browser elsewhere or prolong it.
#[derive(Serialize, Deserialize)]
struct StateText<'t> {
    #[serde(borrow)]
    app: Cow<'t, str>,
    #[serde(borrow)]
    owner: Cow<'t, str>,
    #[serde(borrow)]
    client_id: Cow<'t, str>,
    #[serde(borrow)]
    code_verifier: Cow<'t, str>,
    #[serde(borrow)]
    redirect_uri: Cow<'t, str>,
    after_link: Option<Cow<'t, str>>,
    browser: Option<Cow<'t, str>>,
}

#[derive(Serialize, Deserialize)]
struct TicketText<'t> {
    #[serde(borrow)]
    app: Cow<'t, str>,
    #[serde(borrow)]
    owner: Cow<'t, str>,
    after_link: Option<Cow<'t, str>>,
}

impl Store {
    /// Keeps a link under its state. Callers who come at once share a
    /// transaction, and are answered after it.
    ///
    /// # Errors
    /// Fails if the database does, or if the project has as many unfinished
    /// links as it may. An error of the transaction reaches all who share it;
    /// none of their rows is kept.
    pub async fn put_state(&self, state: &Secret, pending: &PendingLink) -> Result<(), StoreError> {
        let browser = pending
            .browser
            .map(|digest| URL_SAFE_NO_PAD.encode(digest.as_bytes()));
        let text = StateText {
            app: (&pending.app).into(),
            owner: (&pending.owner).into(),
            client_id: (&pending.client_id).into(),
            code_verifier: pending.code_verifier.expose().into(),
            redirect_uri: (&pending.redirect_uri).into(),
            after_link: pending.after_link.as_deref().map(Cow::from),
            browser: browser.map(Cow::from),
        };
        let expires_at = pending.expires_at.timestamp_micros();
        self.put(Kind::State, state, &pending.project, expires_at, &text)
            .await
    }

    /// Removes the link of a state and gives it, also if it has expired: the
    /// caller compares `expires_at`. Of two callers at once one gets it.
    ///
    /// # Errors
    /// Fails if the database does, or if the row was tampered with.
    pub async fn take_state(&self, state: &str) -> Result<Option<PendingLink>, StoreError> {
        let Some((row, text)) = self.take(Kind::State, state).await? else {
            return Ok(None);
        };
        let text: StateText<'_> = read(&text)?;
        let browser = text.browser.map(|browser| {
            let bytes = URL_SAFE_NO_PAD.decode(&*browser).ok()?;
            Digest::try_from(&bytes[..]).ok()
        });
        Ok(Some(PendingLink {
            project: row.project.as_ref().into(),
            app: text.app.into(),
            owner: text.owner.into(),
            client_id: text.client_id.into(),
            code_verifier: text.code_verifier.into_owned().into(),
            redirect_uri: text.redirect_uri.into(),
            after_link: text.after_link.map(Cow::into_owned),
            browser: browser
                .map(|browser| browser.ok_or(StoreError::Damaged("a state's browser")))
                .transpose()?,
            expires_at: time(row.expires_at)?,
        }))
    }

    /// Keeps a ticket under its token, like [`put_state`](Self::put_state).
    ///
    /// # Errors
    /// As for [`put_state`](Self::put_state).
    pub async fn put_ticket(&self, token: &Secret, ticket: &Ticket) -> Result<(), StoreError> {
        let text = TicketText {
            app: (&ticket.app).into(),
            owner: (&ticket.owner).into(),
            after_link: ticket.after_link.as_deref().map(Cow::from),
        };
        let expires_at = ticket.expires_at.timestamp_micros();
        self.put(Kind::Ticket, token, &ticket.project, expires_at, &text)
            .await
    }

    /// Removes a ticket and gives it, like [`take_state`](Self::take_state).
    ///
    /// # Errors
    /// As for [`take_state`](Self::take_state).
    pub async fn take_ticket(&self, token: &str) -> Result<Option<Ticket>, StoreError> {
        let Some((row, text)) = self.take(Kind::Ticket, token).await? else {
            return Ok(None);
        };
        let text: TicketText<'_> = read(&text)?;
        Ok(Some(Ticket {
            project: row.project.as_ref().into(),
            app: text.app.into(),
            owner: text.owner.into(),
            after_link: text.after_link.map(Cow::into_owned),
            expires_at: time(row.expires_at)?,
        }))
    }

    async fn put<T: Serialize>(
        &self,
        kind: Kind,
        token: &Secret,
        project: &str,
        expires_at: i64,
        text: &T,
    ) -> Result<(), StoreError> {
        let hash = sha256(token.expose().as_bytes());
        let plain = serde_json::to_vec(text)
            .map_err(|_| StoreError::Damaged("a link cannot be written"))?;
        let name = link_name(kind, &hash, project, expires_at);
        let sealed = self
            .0
            .keys
            .seal(&plain, &name)
            .map_err(StoreError::seal(what(kind)))?;
        let row = Row {
            kind,
            hash,
            project: Arc::from(project),
            expires_at,
            sealed,
        };
        ask(&self.0.orders, |reply| Order::Put(row, reply)).await?
    }

    async fn take(&self, kind: Kind, token: &str) -> Result<Option<(Row, Secret)>, StoreError> {
        let hash = sha256(token.as_bytes());
        let taken = ask(&self.0.orders, |reply| Order::Take(kind, hash, reply)).await??;
        let Some(row) = taken else {
            return Ok(None);
        };
        let name = link_name(kind, &hash, &row.project, row.expires_at);
        let text = self
            .0
            .keys
            .open(&row.sealed, &name)
            .map_err(StoreError::seal(what(kind)))?;
        Ok(Some((row, text)))
    }
}

fn read<'t, T: Deserialize<'t>>(text: &'t Secret) -> Result<T, StoreError> {
    serde_json::from_str(text.expose())
        .map_err(|_| StoreError::Damaged("an unfinished link is not what was written"))
}

fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::State => "a state",
        Kind::Ticket => "a ticket",
    }
}

/// The columns beside what is sealed, which are authenticated with it.
pub(super) fn link_name(kind: Kind, hash: &Digest, project: &str, expires_at: i64) -> Vec<u8> {
    row_name(&[
        b"pending",
        &[kind as u8],
        hash.as_bytes(),
        project.as_bytes(),
        &expires_at.to_be_bytes(),
    ])
}

//! What goes wrong in a flow. Nothing here holds a secret.

use specwright::client::BuildError;
use specwright_reqwest::reqwest;
use thiserror::Error;

use super::{exchange::ExchangeError, redirect::Reason, refusal::Refusal};
use crate::{crypto::RandomError, store::StoreError};

/// Why there can be no flow.
#[derive(Debug, Error)]
pub enum FlowError {
    /// The service's own URL is not one that paths can be appended to.
    #[error("the public URL cannot be used")]
    PublicUrl(#[source] BuildError),
    /// An app's name cannot be a part of a path.
    #[error("an app cannot be called `{0}`: its callback would have no path of its own")]
    AppName(String),
    /// Two projects call different providers by one name.
    #[error(
        "the app `{0}` is at different providers in different projects, which would share one \
         redirect URI"
    )]
    TwoProviders(String),
    /// The public URL has a path that requests cannot be told by.
    #[error("the path of the public URL cannot be used")]
    PublicPath,
    /// The system's certificates cannot be read.
    #[error("TLS cannot be set up")]
    Tls(#[source] BuildError),
    /// The TLS library refuses its settings.
    #[error("TLS cannot be set up")]
    Rustls(#[source] rustls::Error),
    /// The HTTP client refuses its settings.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

/// Why a link is not started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The project has no app of this name.
    #[error("the project has no app of this name")]
    UnknownApp,
    /// The project does not allow browsers to be sent to this URL.
    #[error("the URL is not one that the project allows")]
    RedirectNotAllowed,
    /// The ticket's URL cannot be made.
    #[error("the ticket's URL cannot be made")]
    TicketUrl,
    /// The system gives no random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// It cannot be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a ticket is not opened.
#[derive(Debug, Error)]
pub enum TicketError {
    /// It was never there, or it has been opened.
    #[error("the ticket is unknown, has been used, or is long expired; start the link again")]
    Unknown,
    /// It was there for too long.
    #[error("the ticket has expired; start the link again")]
    Expired,
    /// What it stands for cannot be read.
    #[error("the ticket cannot be read; start the link again")]
    Unreadable,
    /// Its app is no longer configured.
    #[error("the app that the ticket was made for is no longer there")]
    UnknownApp,
    /// The link cannot be started.
    #[error(transparent)]
    Start(StartError),
}

impl TicketError {
    /// A stable code for programs and for the log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown_ticket",
            Self::Expired => "expired",
            Self::Unreadable => "unreadable_ticket",
            Self::UnknownApp => "unknown_app",
            Self::Start(_) => "unavailable",
        }
    }
}

impl From<StoreError> for TicketError {
    fn from(error: StoreError) -> Self {
        Self::Start(StartError::Store(error))
    }
}

/// Why a link is not finished. Those that are no fault of the provider's or of
/// the store's show that the callback is not what it claims to be, and never
/// send the browser anywhere.
#[derive(Debug, Error)]
pub enum FinishError {
    /// The state was never there, or it has been used.
    #[error("the state is unknown, has been used, or is long expired; start the link again")]
    UnknownState,
    /// The state was there for too long.
    #[error("the state has expired; start the link again")]
    Expired,
    /// The state was made for another app (RFC 9700, section 4.4).
    #[error("the state belongs to another app")]
    OtherApp,
    /// The app has another client id than when the link was started.
    #[error("the app has changed since the link was started; start it again")]
    OtherClient,
    /// The browser is not the one that opened the ticket.
    #[error("the link was started in another browser, or its cookie is gone; start it again")]
    OtherBrowser,
    /// Another issuer answers than the app's (RFC 9207, section 2.4).
    #[error("the answer comes from another issuer than the app's")]
    OtherIssuer,
    /// No issuer is named, and the app asks for one (RFC 9207, section 2.4).
    #[error("the answer names no issuer")]
    NoIssuer,
    /// What the state stands for cannot be read.
    #[error("the state cannot be read; start the link again")]
    UnreadableState,
    /// As many links are being finished as may be at once. The state is still
    /// good.
    #[error("too many links are being finished just now; try again")]
    Busy,
    /// An answer has either `code` or `error` (RFC 6749, section 4.1.2).
    #[error("the answer has both `code` and `error`")]
    CodeAndError,
    /// The same.
    #[error("the answer has neither `code` nor `error`")]
    NoCode,
    /// No project has such an app, or the link's project no longer has it.
    #[error("no project has an app of this name")]
    UnknownApp,
    /// The provider gives no code (RFC 6749, section 4.1.2.1).
    #[error("the provider refuses{0}")]
    Refused(Refusal),
    /// The provider gives no token.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The state or the account cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work has broken off.
    #[error("the link was broken off")]
    Broken,
}

impl FinishError {
    /// How the URL that the browser is sent to says it; `None` where it is not
    /// sent anywhere.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Refused(refusal) => Some(match refusal.code() {
                Some("access_denied") => Reason::AccessDenied,
                Some("temporarily_unavailable") => Reason::ProviderUnavailable,
                _ => Reason::ProviderError,
            }),
            Self::Exchange(error) if error.is_passing() => Some(Reason::ProviderUnavailable),
            Self::Exchange(_) => Some(Reason::ExchangeFailed),
            Self::Store(_) => Some(Reason::ServerError),
            _ => None,
        }
    }

    /// A stable code for programs and for the log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownState => "unknown_state",
            Self::Expired => "expired",
            Self::OtherApp => "other_app",
            Self::OtherClient => "other_client",
            Self::OtherBrowser => "other_browser",
            Self::OtherIssuer => "other_issuer",
            Self::NoIssuer => "no_issuer",
            Self::UnreadableState => "unreadable_state",
            Self::CodeAndError => "code_and_error",
            Self::NoCode => "no_code",
            Self::UnknownApp => "unknown_app",
            Self::Busy | Self::Store(_) => "unavailable",
            Self::Broken => "internal",
            Self::Refused(_) | Self::Exchange(_) => {
                self.reason().map_or("failed", |reason| reason.as_str())
            }
        }
    }

    /// What the provider says to developers, for the log alone.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) | Self::Exchange(ExchangeError::Refused(refusal)) => {
                refusal.said()
            }
            _ => None,
        }
    }

    /// When it may be tried again, in seconds, where that is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Busy => Some(1),
            Self::Exchange(error) => error.retry_after(),
            _ => None,
        }
    }
}

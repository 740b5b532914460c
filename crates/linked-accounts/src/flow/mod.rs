//! The authorization code flow (RFC 6749, section 4.1) with PKCE (RFC 7636),
//! from the first URL to the stored account.
//!
//! [`Flow::start`] makes the URL that a user is sent to, [`Flow::finish`] takes
//! what the provider sends the browser back with. Between the two lies a
//! *state*: a random value that travels through the browser, and a row in the
//! store that says what it stands for. With `bind_browser` there is one step
//! more, [`Flow::open_ticket`].
//!
//! # The threat model of the state
//!
//! The caller is a backend, not the browser. It asks for a URL on behalf of an
//! *owner*, a user it knows by some name, and hands the URL to a browser that
//! this service has never seen. So the state proves that *this service started
//! this link, for this owner, at this app*. It does not prove that the browser
//! that comes back is the owner's. Most clients get that proof from a session
//! cookie (RFC 6749, section 10.12; RFC 9700, section 4.7); here there is no
//! session.
//!
//! ## What the state stands up to
//!
//! - *Guessing and replaying.* It has 256 random bits, is stored as a hash, is
//!   taken out of the store by the first callback that names it, whatever comes
//!   of that, and lives ten minutes. (A request that is no callback at all
//!   leaves it where it is: one that the document does not allow, or `HEAD`.)
//! - *A forged callback.* Without a state there is no callback; and a code that
//!   was given for another authorization request fails at the provider, for
//!   each request has a PKCE challenge of its own, whose verifier never leaves
//!   the server (RFC 9700, section 4.5).
//! - *The mixing up of providers* (RFC 9700, section 4.4). Each name of an app
//!   has its own redirect URI and stands for one provider: projects may share
//!   a name only if endpoints and issuer are the same, or the service does not
//!   start. The state is good for the app and the client id that it was made
//!   for, and the code goes to that app's token endpoint only. An `iss` that
//!   is sent must be the configured issuer (RFC 9207). Where an issuer is
//!   configured but none is sent, the callback is let in unless the app has
//!   `require_iss`: not every provider sends it, and the redirect URI tells
//!   them apart already. An `iss` that is sent though no issuer is configured
//!   has nothing to be compared with, and is ignored.
//! - *An open redirect.* Browsers are sent to URLs of the project's allow-list,
//!   compared letter by letter, with parameters of a fixed vocabulary; and
//!   nowhere at all before the state has proved good. What the provider writes
//!   is shown in JSON only, without control characters and cut short.
//!
//! ## What an attacker can do by sending somebody a link
//!
//! - *The victim's account under the attacker's name.* Mallory is a user of the
//!   calling application too. She starts a link for herself and gets Alice to
//!   open the URL. Alice sees her provider ask for consent to an application
//!   she may well trust, or sees nothing if she has consented before; then her
//!   account is stored under Mallory's name, and Mallory acts through it.
//! - *The attacker's account under the victim's name.* Mallory gets hold of a
//!   URL that was made for Alice (from a log, a shared screen, a chat) and
//!   finishes it with an account of her own. What Alice then believes to store
//!   at her own account is Mallory's to read.
//!
//! ## What `bind_browser` changes
//!
//! The URL is then `/start/{ticket}`. The state is made when the ticket is
//! opened; the browser that opens it gets a cookie ([`__Host-`][host] where the
//! service is reached by https), and the callback asks for that cookie. So
//!
//! - the provider's URL is worth nothing in another browser: neither can
//!   Mallory open her ticket and pass on where it leads, nor finish a link
//!   whose provider URL she has seen;
//! - a ticket is good for one use: one that leaks after Alice has opened it is
//!   worth nothing, and one that Mallory has opened first fails in Alice's
//!   hands, which she notices.
//!
//! ## What it does not change
//!
//! - *An unopened ticket is as good as the link was.* Mallory can still send
//!   hers to Alice, who opens it in her own browser. Nothing on this side can
//!   tell, for only the caller knows who sits at that browser. A caller that
//!   wants to be sure redirects the browser to the URL itself, right after it
//!   has checked who is logged in, and never shows the URL; and its page at
//!   `after_oauth2_link_redirect_url` compares `linked_account_owner_id` with
//!   who is logged in *there* before the account is used.
//! - *The parameters of the last redirect prove nothing.* Anybody can write
//!   such a URL and have somebody open it. They are for what a page shows; what
//!   is linked is what this service has stored.
//! - *Who holds the API key* starts links for any owner of the project.
//! - *The machine itself*: what reads the browser's cookies, the service's
//!   memory or its keys.
//! - *On plain http*, which is for loopback only, the cookie lacks the prefix
//!   and `Secure`, so other services on the same host can plant one.
//!
//! [host]: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2

mod answer;
mod callback;
mod cookie;
mod error;
mod exchange;
mod redirect;
mod refusal;
mod start;
mod text;
mod ticket;
mod transport;

use std::{collections::BTreeMap, fmt, sync::Arc};

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use specwright_axum::InProcess;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use url::Url;

pub use answer::Unusable;
pub use callback::Finished;
pub use error::{FinishError, FlowError, StartError, TicketError};
use exchange::AppClient;
pub use exchange::ExchangeError;
pub use redirect::Reason;
pub use refusal::Refusal;
pub use ticket::Opened;
pub use transport::TransportError;

use crate::{
    clock::Clock,
    config::{App, Config, Project},
    linked_accounts_browser::client::Client,
    store::Store,
};
use transport::Transport;
pub(crate) use transport::loopback_client;

/// How long states and tickets are good, in minutes.
pub const STATE_MINUTES: i64 = 10;

/// Starts and finishes links. Cheap to clone.
#[derive(Clone)]
pub struct Flow(Arc<Inner>);

struct Inner {
    config: Arc<Config>,
    store: Store,
    clock: Clock,
    transport: Transport,
    /// Knows the paths of the document, so that no URL is put together here.
    site: Client,
    /// The redirect URI of each app (RFC 6749, section 3.1.2).
    callbacks: BTreeMap<String, Url>,
    /// The apps of each project as the `oauth2` crate knows them.
    clients: BTreeMap<String, BTreeMap<String, AppClient>>,
    /// The callbacks that are worked on, whether a browser waits or not.
    exchanges: TaskTracker,
    /// How many there may be.
    places: Arc<Semaphore>,
}

impl Flow {
    /// A flow of these apps.
    ///
    /// # Errors
    /// [`FlowError`] if the HTTP client cannot be set up, if an app's name
    /// cannot be a part of a path, and if one name stands for two providers.
    pub fn new(config: Arc<Config>, store: Store, clock: Clock) -> Result<Self, FlowError> {
        // It sends nothing: it only says where things are.
        let nowhere = InProcess::new(Router::new());
        let site = Client::with_transport(config.public_url.as_str(), nowhere)
            .map_err(FlowError::PublicUrl)?;
        let apps = config.projects.values().flat_map(|p| p.apps.keys());
        let callbacks = apps
            .map(|app| Ok((app.clone(), callback_url(&site, app)?)))
            .collect::<Result<BTreeMap<_, _>, FlowError>>()?;
        if let Some(app) = two_providers(&config) {
            return Err(FlowError::TwoProviders(app.to_owned()));
        }
        let clients = clients(&config, &callbacks);
        let transport = Transport::new(&config)?;
        let places = Arc::new(Semaphore::new(config.limits.concurrency));
        Ok(Self(Arc::new(Inner {
            config,
            store,
            clock,
            transport,
            site,
            callbacks,
            clients,
            exchanges: TaskTracker::new(),
            places,
        })))
    }

    /// The callbacks that are worked on. Their codes may be spent: whoever
    /// stops the service waits for them.
    #[must_use]
    pub fn exchanges(&self) -> &TaskTracker {
        &self.0.exchanges
    }

    /// Where the provider sends browsers for `app`: what its registration has
    /// to name as the redirect URI.
    #[must_use]
    pub fn callback_url(&self, app: &str) -> Option<&Url> {
        self.0.callbacks.get(app)
    }

    /// The app called `app` of the project called `project`.
    fn client(&self, project: &str, app: &str) -> Option<&AppClient> {
        self.0.clients.get(project)?.get(app)
    }

    /// Whether browsers reach this service by https.
    fn is_secure(&self) -> bool {
        self.0.config.public_url.scheme() == "https"
    }

    /// When what is made now expires.
    fn expiry(&self) -> DateTime<Utc> {
        self.0.clock.now() + TimeDelta::minutes(STATE_MINUTES)
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flow")
            .field("callbacks", &self.0.callbacks)
            .finish_non_exhaustive()
    }
}

fn clients(
    config: &Config,
    callbacks: &BTreeMap<String, Url>,
) -> BTreeMap<String, BTreeMap<String, AppClient>> {
    let of = |project: &Project| {
        let apps = project.apps.iter().filter_map(|(name, app)| {
            let callback = callbacks.get(name)?;
            Some((name.clone(), exchange::client(app, callback)))
        });
        apps.collect()
    };
    let projects = config.projects.iter();
    projects
        .map(|(name, project)| (name.clone(), of(project)))
        .collect()
}

/// The name of an app that stands for different providers in two projects.
/// These would share a redirect URI, which could not tell them apart (RFC 9700,
/// section 4.4.2).
fn two_providers(config: &Config) -> Option<&str> {
    let mut first: BTreeMap<&str, &App> = BTreeMap::new();
    let mut apps = config.projects.values().flat_map(|p| &p.apps);
    let other = apps.find(|(name, app)| {
        let known = first.entry(name).or_insert(app);
        known.other_provider(app).is_some()
    });
    other.map(|(name, _)| name.as_str())
}

/// The URL of an app's callback, by the document.
fn callback_url(site: &Client, app: &str) -> Result<Url, FlowError> {
    let name = || FlowError::AppName(app.to_owned());
    let call = site.finish_link(app, "").build_request();
    let request = call.map_err(|_| name())?;
    let path = request.uri().path();
    let mut url = Url::parse(&request.uri().to_string()).map_err(|_| name())?;
    // `.` and `..` are steps of a path, not names in it.
    if app.is_empty() || url.path() != path {
        return Err(name());
    }
    url.set_query(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use specwright_axum::InProcess;

    use super::callback_url;
    use crate::linked_accounts_browser::client::Client;

    fn url(base: &str, app: &str) -> Option<String> {
        let site = Client::with_transport(base, InProcess::new(Router::new())).unwrap();
        callback_url(&site, app).ok().map(String::from)
    }

    #[test]
    fn each_app_has_a_callback_of_its_own() {
        let callback = "https://link.example/v1/linked-accounts/oauth2/callback/";
        for (app, written) in [
            ("GITHUB", "GITHUB"),
            ("Git Hub", "Git%20Hub"),
            ("a/b?c#d%", "a%2Fb%3Fc%23d%25"),
            ("Grüße", "Gr%C3%BC%C3%9Fe"),
            ("..x", "..x"),
            ("%2e%2e", "%252e%252e"),
        ] {
            assert_eq!(
                url("https://link.example", app),
                Some(format!("{callback}{written}"))
            );
        }
        assert_eq!(
            url("http://127.0.0.1:8080/base/", "A").as_deref(),
            Some("http://127.0.0.1:8080/base/v1/linked-accounts/oauth2/callback/A")
        );
    }

    #[test]
    fn steps_of_a_path_are_no_names() {
        for app in ["", ".", ".."] {
            assert_eq!(url("https://link.example", app), None, "{app}");
        }
    }
}

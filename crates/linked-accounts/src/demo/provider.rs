//! A small authorization server (RFC 6749) with one client: PKCE with S256 is
//! required (RFC 7636), `iss` is sent (RFC 9207), codes are single use.

use std::{
    collections::{BTreeMap, HashMap},
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Router,
    routing::{get, post},
};
use specwright::Secret;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::{authorize, behaviour::Behaviour, random::random_text, token};

/// How long the requests under way have when the provider ends.
const DRAINING: Duration = Duration::from_secs(2);

/// The most entries of a kind that are kept.
const MAX_ENTRIES: usize = 4096;

/// How to start a provider.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The client identifier of its only client.
    pub client_id: String,
    /// That client's secret: `None` makes a random one.
    pub client_secret: Option<Secret>,
    /// Whether the client is public: it has no secret (RFC 6749, section 2.1).
    pub public_client: bool,
    /// Where authorization responses may go; compared letter by letter.
    pub redirect_uris: Vec<String>,
    /// How long codes live (RFC 6749, section 4.1.2 asks for at most 10
    /// minutes).
    pub code_lifetime: Duration,
    /// How it behaves at first.
    pub behaviour: Behaviour,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            client_id: "demo-client".to_owned(),
            client_secret: None,
            public_client: false,
            redirect_uris: Vec::new(),
            code_lifetime: Duration::from_secs(60),
            behaviour: Behaviour::default(),
        }
    }
}

/// A provider that runs. Dropping it ends it.
#[derive(Debug)]
pub struct Provider {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

impl Provider {
    /// Starts a provider; it answers when this returns.
    ///
    /// # Errors
    /// When the address cannot be listened on, or the system has no random
    /// bytes.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.listen).await?;
        let secret = match (options.public_client, options.client_secret) {
            (true, _) => None,
            (false, Some(secret)) => Some(secret),
            (false, None) => {
                Some(Secret::new(random_text().ok_or_else(|| {
                    io::Error::other("the system has no random bytes")
                })?))
            }
        };
        let shared = Arc::new(Shared {
            url: format!("http://{}", listener.local_addr()?),
            client_id: options.client_id,
            client_secret: secret,
            code_lifetime: options.code_lifetime,
            state: Mutex::new(State {
                redirect_uris: options.redirect_uris,
                behaviour: options.behaviour,
                ..State::default()
            }),
        });
        let router = Router::new()
            .route("/authorize", get(authorize::authorize))
            .route("/consent", post(authorize::consent))
            .route("/token", post(token::token))
            .with_state(Arc::clone(&shared));
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // An error says that the provider was dropped.
            let _ = stopped.await;
        });
        Ok(Self {
            shared,
            stop: Some(stop),
            task: tokio::spawn(server.into_future()),
        })
    }

    /// Its URL without a slash at the end; also its issuer identifier.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// Its authorization endpoint.
    #[must_use]
    pub fn authorize_url(&self) -> String {
        format!("{}/authorize", self.shared.url)
    }

    /// Its token endpoint.
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("{}/token", self.shared.url)
    }

    /// The client identifier of its client.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.shared.client_id
    }

    /// The client's secret; public clients have none.
    #[must_use]
    pub fn client_secret(&self) -> Option<&Secret> {
        self.shared.client_secret.as_ref()
    }

    /// Allows one more redirect URI.
    pub fn allow_redirect_uri(&self, uri: impl Into<String>) {
        self.shared.lock().redirect_uris.push(uri.into());
    }

    /// Behaves like that from now on.
    pub fn behave(&self, behaviour: Behaviour) {
        self.shared.lock().behaviour = behaviour;
    }

    /// What it saw so far.
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.shared.lock().seen.clone()
    }

    /// Ends it; requests under way are answered first, within limits.
    pub async fn shutdown(mut self) {
        drop(self.stop.take());
        if tokio::time::timeout(DRAINING, &mut self.task)
            .await
            .is_err()
        {
            self.task.abort();
        }
    }
}

/// What a provider saw.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The parameters of every authorization request, also refused ones.
    pub authorizations: Vec<BTreeMap<String, String>>,
    /// Every request to the token endpoint.
    pub token_requests: Vec<TokenRequest>,
    /// Every access token issued.
    pub access_tokens: Vec<Secret>,
    /// Every refresh token issued.
    pub refresh_tokens: Vec<Secret>,
}

/// A request to the token endpoint. `Debug` shows no value.
#[derive(Clone)]
pub struct TokenRequest {
    /// How the client showed who it is.
    pub client_auth: ClientAuth,
    /// The header `Accept`.
    pub accept: Option<String>,
    /// The parameters of the body.
    pub parameters: BTreeMap<String, String>,
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.parameters.keys().collect();
        f.debug_struct("TokenRequest")
            .field("client_auth", &self.client_auth)
            .field("accept", &self.accept)
            .field("parameters", &names)
            .finish()
    }
}

/// How a client showed who it is (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuth {
    /// By HTTP Basic.
    Basic,
    /// In the body.
    Post,
    /// By its identifier alone.
    None,
}

/// What the handlers share.
pub(super) struct Shared {
    pub(super) url: String,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) code_lifetime: Duration,
    state: Mutex<State>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("url", &self.url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl Shared {
    /// Nothing is ever left half done under the lock.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What changes.
#[derive(Default)]
pub(super) struct State {
    pub(super) redirect_uris: Vec<String>,
    pub(super) behaviour: Behaviour,
    pub(super) seen: Seen,
    /// Requests that wait for consent, by their random name.
    pub(super) waiting: Entries<authorize::Request>,
    /// Codes; a used one stays until it would have expired, so that its second
    /// use is noticed.
    pub(super) codes: Entries<token::Grant>,
    /// Refresh tokens.
    pub(super) refresh: Entries<token::Refresh>,
}

/// Entries that expire, bounded in number.
pub(super) struct Entries<T>(HashMap<String, (Instant, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Entries<T> {
    /// Keeps `value` for `lifetime`; `false` when there is no room.
    pub(super) fn put(&mut self, name: String, lifetime: Duration, value: T) -> bool {
        let now = Instant::now();
        if self.0.len() >= MAX_ENTRIES {
            self.0.retain(|_, (expires, _)| *expires > now);
        }
        let room = self.0.len() < MAX_ENTRIES;
        if room {
            self.0.insert(name, (now + lifetime, value));
        }
        room
    }

    /// The entry called `name`, unless it has expired.
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let (expires, value) = self.0.get_mut(name)?;
        (*expires > Instant::now()).then_some(value)
    }

    /// Takes the entry called `name` out, unless it has expired.
    pub(super) fn take(&mut self, name: &str) -> Option<T> {
        let (expires, value) = self.0.remove(name)?;
        (expires > Instant::now()).then_some(value)
    }
}

/// Notes what was seen, as long as there is room.
pub(super) fn note<T>(list: &mut Vec<T>, item: T) {
    if list.len() < MAX_ENTRIES {
        list.push(item);
    }
}

/// The parameters of a query or a form body; the name of one that is there
/// twice is an error (RFC 6749, sections 3.1 and 3.2). Empty ones count as
/// left out.
pub(super) fn parameters(text: &[u8]) -> (BTreeMap<String, String>, Option<String>) {
    let mut found = BTreeMap::new();
    let mut twice = None;
    for (name, value) in url::form_urlencoded::parse(text) {
        let before = found.insert(name.clone().into_owned(), value.into_owned());
        if before.is_some() {
            twice = Some(name.into_owned());
        }
    }
    found.retain(|_, value| !value.is_empty());
    (found, twice)
}

//! What the service is told: a TOML file, the environment, flags.
//!
//! Flags win over the environment, the environment (`LINKED_ACCOUNTS_..`)
//! over the file, the file over the defaults. Secrets never stand in the
//! file: it names the variable or the file that holds them.
//!
//! ```toml
//! listen = "127.0.0.1:8080"
//! public_url = "https://accounts.example.com"
//!
//! [projects.shop]
//! after_link_urls = ["https://shop.example.com/linked"]
//!
//! [projects.shop.apps.GITHUB]
//! client_id = "Iv1.0123456789abcdef"
//! client_secret_env = "GITHUB_CLIENT_SECRET"
//! authorize_url = "https://github.com/login/oauth/authorize"
//! token_url = "https://github.com/login/oauth/access_token"
//! ```

mod across;
mod app;
mod codes;
pub(crate) mod errors;
mod mask;
mod read;
pub(crate) mod secret;
pub(crate) mod suggest;
mod table;
pub(crate) mod urls;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use specwright::Secret;
use url::Url;

pub use app::RESERVED_PARAMETERS;
pub use errors::ConfigErrors;
pub use specwright_source::Color;

/// What the last redirect tells; URLs of `after_link_urls` do not say it
/// themselves.
pub const AFTER_LINK_PARAMETERS: &[&str] =
    &["status", "app_name", "linked_account_owner_id", "error"];

/// The variable with the keys that seal the tokens; it wins over a key file.
pub const KEYS_VARIABLE: &str = "LINKED_ACCOUNTS_KEYS";

/// Everything the service is told.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// How browsers and providers reach it; redirect URIs begin with it.
    pub public_url: Url,
    /// The SQLite file.
    pub database: PathBuf,
    /// The file with the keys that seal the tokens; `None` when they stand in
    /// [`KEYS_VARIABLE`].
    pub key_file: Option<PathBuf>,
    /// Whether the operation answers with `/start/{ticket}`, which binds the
    /// state to the browser that opens it (RFC 9700, section 4.7).
    pub bind_browser: bool,
    /// Limits of time and size.
    pub limits: Limits,
    /// The projects by name.
    pub projects: BTreeMap<String, Project>,
    /// How log lines look.
    pub log: LogFormat,
}

/// Limits of time and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long a request may take. A callback may always take as long as the
    /// provider may, and a little longer for the database.
    pub request_timeout: Duration,
    /// How many bytes the body of a request may have.
    pub body_bytes: usize,
    /// How long an answer of a provider's token endpoint may take.
    pub provider_timeout: Duration,
    /// How many bytes such an answer may have.
    pub provider_bytes: usize,
    /// How many requests are worked on at once; the others are turned away
    /// with 503. Also how many links are finished at once.
    pub concurrency: usize,
    /// How many connections are open at once; the others wait until one is
    /// closed.
    pub connections: usize,
    /// How many unfinished links a project may have; who wants more gets 429.
    pub pending_per_project: u64,
    /// How large the database may grow, in pages of 4 kB. Not limited unless
    /// set.
    pub max_pages: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(30),
            body_bytes: 64 << 10,
            provider_timeout: Duration::from_secs(10),
            provider_bytes: 64 << 10,
            concurrency: 1024,
            connections: 4096,
            pending_per_project: 2_000_000,
            max_pages: None,
        }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// A project: what an API key stands for.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Where browsers may be sent after linking; compared letter by letter.
    pub after_link_urls: Vec<String>,
    /// Its apps by name.
    pub apps: BTreeMap<String, App>,
}

/// An OAuth 2.0 client of a project at a provider (RFC 6749, section 2).
#[derive(Debug, Clone)]
pub struct App {
    /// Its name, for example `GITHUB`; a part of the callback's path.
    pub name: String,
    /// The client identifier (RFC 6749, section 2.2).
    pub client_id: String,
    /// The client's password (RFC 6749, section 2.3.1); public clients have
    /// none.
    pub client_secret: Option<Secret>,
    /// The authorization endpoint (RFC 6749, section 3.1).
    pub authorize_url: Url,
    /// The token endpoint (RFC 6749, section 3.2).
    pub token_url: Url,
    /// The issuer identifier that `iss` must name where the provider sends it
    /// (RFC 9207, section 2.4); compared letter by letter.
    pub issuer: Option<String>,
    /// Whether answers without `iss` are refused: right for providers that
    /// announce `authorization_response_iss_parameter_supported` (RFC 9207,
    /// sections 2.4 and 3).
    pub require_iss: bool,
    /// What is asked for (RFC 6749, section 3.3).
    pub scopes: Vec<String>,
    /// What the authorization URL says beyond the specification, for example
    /// `access_type=offline`.
    pub extra_parameters: BTreeMap<String, String>,
    /// How the client shows at the token endpoint who it is.
    pub token_auth: TokenAuth,
}

impl App {
    /// In which setting another app says that it is at another provider.
    #[must_use]
    pub fn other_provider(&self, other: &Self) -> Option<&'static str> {
        let differ = [
            ("authorize_url", self.authorize_url != other.authorize_url),
            ("token_url", self.token_url != other.token_url),
            ("issuer", self.issuer != other.issuer),
        ];
        differ
            .iter()
            .find(|(_, differ)| *differ)
            .map(|(key, _)| *key)
    }
}

/// How a client shows at the token endpoint who it is, in the words of
/// RFC 7591, section 2 (`token_endpoint_auth_method`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAuth {
    /// HTTP Basic (RFC 6749, section 2.3.1).
    ClientSecretBasic,
    /// In the body (RFC 6749, section 2.3.1).
    ClientSecretPost,
    /// Not at all: a public client (RFC 6749, section 2.1).
    None,
}

/// What flags say; each wins over the environment and the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// See [`Config::listen`].
    pub listen: Option<SocketAddr>,
    /// See [`Config::public_url`]; the text, checked like the file's.
    pub public_url: Option<String>,
    /// See [`Config::database`].
    pub database: Option<PathBuf>,
    /// See [`Config::key_file`].
    pub key_file: Option<PathBuf>,
    /// See [`Config::log`].
    pub log: Option<LogFormat>,
    /// Clients' secrets are not looked for, and no app has one: for commands
    /// that only work on the database, in a shell without the service's
    /// environment.
    pub without_secrets: bool,
}

/// Where the service listens unless told otherwise.
pub const DEFAULT_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The database unless told otherwise.
pub const DEFAULT_DATABASE: &str = "linked-accounts.db";

impl Config {
    /// Reads the configuration file, and the environment through `env`.
    ///
    /// # Errors
    /// All errors of the file and of the variables at once, each with its
    /// place.
    pub fn read(file: &Path, env: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigErrors> {
        Self::read_with(file, env, &Overrides::default())
    }

    /// The same with flags.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn read_with(
        file: &Path,
        env: &dyn Fn(&str) -> Option<String>,
        flags: &Overrides,
    ) -> Result<Self, ConfigErrors> {
        let bytes = std::fs::read(file).map_err(|error| ConfigErrors::unreadable(file, &error))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        read::read(folder, &file.display().to_string(), &bytes, env, flags)
    }

    /// The app called `app` of the project called `project`.
    #[must_use]
    pub fn app(&self, project: &str, app: &str) -> Option<&App> {
        self.projects.get(project)?.apps.get(app)
    }
}

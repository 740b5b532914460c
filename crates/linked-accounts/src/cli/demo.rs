//! `demo`: everything on one machine, without any configuration.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::{extract::RawQuery, routing::get};
use chrono::{DateTime, Utc};
use serde_json::json;
use specwright::Secret;
use specwright_axum::InProcess;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;

use super::{
    args::Demo,
    error::Error,
    logging, open,
    serve::bind,
    stop::{self, Signal},
    terminal::{complain, say},
};
use crate::{
    aci_linked_accounts::client::Client,
    clock::Clock,
    config::{App, Config, Limits, LogFormat, Project, TokenAuth},
    demo::{Options, Provider, page::after_link},
    store::{Store, StoreError},
    web,
};

const PROJECT: &str = "demo";
const APP: &str = "DEMO";
const OWNER: &str = "me";
const LABEL: &str = "demo";
const AFTER_LINK: &str = "/linked";

/// How often the demo looks whether the account is linked.
const LOOK: Duration = Duration::from_millis(200);

pub(super) async fn demo(args: &Demo) -> Result<(), Error> {
    if !args.listen.ip().is_loopback() {
        return Err(Error::usage(format!(
            "the demo listens on this machine alone, not on {}",
            args.listen
        ))
        .help("use for example `--listen 127.0.0.1:8080`"));
    }
    logging::start(LogFormat::Text, "warn")?;
    // Before anything that takes time, so that no signal is missed.
    let stop =
        stop::signals(true).map_err(|error| Error::io("cannot listen to signals", &error))?;
    let data = Data::new(args.data_dir.as_deref())?;
    let result = run(args, data.path(), stop).await;
    // Also after an error nothing of a temporary folder stays.
    result.and(data.remove())
}

/// The folder of database and key file.
enum Data {
    Temporary(TempDir),
    Given(PathBuf),
}

impl Data {
    fn new(given: Option<&Path>) -> Result<Self, Error> {
        if let Some(folder) = given {
            private_folder(folder).map_err(|error| {
                Error::io(
                    &format!("cannot make the folder `{}`", folder.display()),
                    &error,
                )
            })?;
            return Ok(Self::Given(folder.to_owned()));
        }
        // Only this user can enter it.
        let made = tempfile::Builder::new()
            .prefix("linked-accounts-demo-")
            .tempdir();
        made.map(Self::Temporary).map_err(|error| {
            Error::io("cannot make a temporary folder", &error)
                .help("name another one with `--data-dir FOLDER`")
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Temporary(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }

    fn remove(self) -> Result<(), Error> {
        match self {
            Self::Temporary(folder) => folder
                .close()
                .map_err(|error| Error::io("cannot remove the temporary folder", &error)),
            Self::Given(_) => Ok(()),
        }
    }
}

/// Makes a folder and those above it that are not there; only this user can
/// enter them.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

async fn run(args: &Demo, folder: &Path, stop: (impl Signal, impl Signal)) -> Result<(), Error> {
    let database = folder.join("linked-accounts.db");
    let keys = open::key_file(&folder.join("linked-accounts.keys"))?;
    let store = open::store(&database, keys, &Limits::default()).await?;
    let result = with_store(args, folder, &database, &store, stop).await;
    store.close().await;
    result
}

async fn with_store(
    args: &Demo,
    folder: &Path,
    database: &Path,
    store: &Store,
    stop: (impl Signal, impl Signal),
) -> Result<(), Error> {
    let listener = bind(args.listen).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Error::io("cannot listen", &error))?;
    let service = Url::parse(&format!("http://{address}"))
        .map_err(|error| Error::because("the address is no URL", &error))?;
    let callback = format!("{service}v1/linked-accounts/oauth2/callback/{APP}");
    let options = Options {
        redirect_uris: vec![callback],
        ..Options::default()
    };
    let provider = Provider::start(options)
        .await
        .map_err(|error| Error::io("cannot start the demo's provider", &error))?;
    let running = Running {
        address,
        service,
        folder,
        database,
        store,
        provider: &provider,
    };
    let result = running.until(args, listener, stop).await;
    provider.shutdown().await;
    result
}

/// What runs.
struct Running<'a> {
    address: SocketAddr,
    service: Url,
    folder: &'a Path,
    database: &'a Path,
    store: &'a Store,
    provider: &'a Provider,
}

impl Running<'_> {
    async fn until(
        &self,
        args: &Demo,
        listener: TcpListener,
        stop: (impl Signal, impl Signal),
    ) -> Result<(), Error> {
        let config = Arc::new(self.config()?);
        let site = web::Site::new(&config, self.store.clone(), Clock::system())
            .map_err(|error| Error::because("cannot start the service", &error))?
            .with(application());
        let begun = Clock::system().now();
        let key = self.key().await;
        let key = key.map_err(|error| Error::because("cannot make an API key", &error))?;
        let authorize_url = self.link(site.router(), &key).await?;
        say(&if args.json {
            self.object(&key, &authorize_url)
        } else {
            self.words(args, &key, &authorize_url)
        })?;
        let told = self.tell(args.json, begun);
        let (stop, again) = stop;
        let stopped = async {
            tokio::select! {
                _ = stop => {}
                never = told => match never {},
            }
        };
        let at_once = async {
            again.await;
        };
        web::serve(site, listener, stopped, at_once).await;
        Ok(())
    }

    /// A new API key. That of an earlier demo in this folder is known to
    /// nobody, and goes.
    async fn key(&self) -> Result<Secret, StoreError> {
        for former in self.store.api_keys(Some(PROJECT)).await? {
            let is_demo = former.label.as_deref() == Some(LABEL);
            if is_demo && former.revoked_at.is_none() {
                self.store.revoke_api_key(former.id.as_str()).await?;
            }
        }
        Ok(self.store.create_api_key(PROJECT, Some(LABEL)).await?.1)
    }

    /// Where the application of the demo is told that a link is through.
    fn after_link(&self) -> String {
        format!("{}{}", self.service, AFTER_LINK.trim_start_matches('/'))
    }

    fn config(&self) -> Result<Config, Error> {
        let url = |text: String| {
            Url::parse(&text).map_err(|error| Error::because("the provider has no URL", &error))
        };
        let app = App {
            name: APP.to_owned(),
            client_id: self.provider.client_id().to_owned(),
            client_secret: self.provider.client_secret().cloned(),
            authorize_url: url(self.provider.authorize_url())?,
            token_url: url(self.provider.token_url())?,
            issuer: Some(self.provider.url().to_owned()),
            require_iss: true,
            scopes: vec!["profile".to_owned(), "email".to_owned()],
            extra_parameters: BTreeMap::new(),
            token_auth: TokenAuth::ClientSecretBasic,
        };
        let project = Project {
            name: PROJECT.to_owned(),
            after_link_urls: vec![self.after_link()],
            apps: BTreeMap::from([(APP.to_owned(), app)]),
        };
        Ok(Config {
            listen: self.address,
            public_url: self.service.clone(),
            database: self.database.to_owned(),
            key_file: None,
            bind_browser: false,
            limits: Limits::default(),
            projects: BTreeMap::from([(PROJECT.to_owned(), project)]),
            log: LogFormat::Text,
        })
    }

    /// Calls the service's own operation with the generated client. Not over
    /// the socket: a proxy of the environment would be in the way.
    async fn link(&self, router: axum::Router, key: &Secret) -> Result<String, Error> {
        let client = Client::with_transport(self.service.as_str(), InProcess::new(router))
            .map_err(|error| Error::because("cannot make a client", &error))?
            .api_key_header(key.clone());
        let call = client.link_oauth2_account(APP, OWNER);
        let call = call.after_oauth2_link_redirect_url(self.after_link());
        let answer = call.send().await;
        let answer =
            answer.map_err(|error| Error::because("the operation of the demo failed", &error))?;
        let url = answer.body.str("url").map(str::to_owned);
        url.ok_or_else(|| Error::failed("the operation answered without a URL"))
    }

    /// Says whenever the account is stored, from `begun` on.
    async fn tell(&self, json: bool, mut begun: DateTime<Utc>) -> Infallible {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.store.account(PROJECT, APP, OWNER).await {
                Ok(Some(account)) if account.updated_at > begun => {
                    begun = account.updated_at;
                    let line = format!(
                        "Linked: the account of `{OWNER}` at `{APP}` is stored, its tokens \
                         encrypted.\n"
                    );
                    if json {
                        complain(&line);
                    } else {
                        // Whoever closed standard output does not want to know.
                        let _ = say(&line);
                    }
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "cannot look for the account"),
            }
        }
    }

    fn curl(&self, key: &Secret) -> String {
        format!(
            "curl -H 'X-API-KEY: {}' \
             '{}v1/linked-accounts/oauth2?app_name={APP}&linked_account_owner_id={OWNER}'",
            key.expose(),
            self.service
        )
    }

    fn object(&self, key: &Secret, authorize_url: &str) -> String {
        let object = json!({
            "service": self.service.as_str().trim_end_matches('/'),
            "provider": self.provider.url(),
            "api_key": key.expose(),
            "curl": self.curl(key),
            "authorize_url": authorize_url,
            "database": self.database,
            "data_dir": self.folder,
        });
        format!("{object}\n")
    }

    fn words(&self, args: &Demo, key: &Secret, authorize_url: &str) -> String {
        let stays = if args.data_dir.is_some() {
            "which stay"
        } else {
            "removed at the end"
        };
        format!(
            "The service          {}\n\
             Its OAuth2 provider  {}\n\
             Database and keys    {}, {stays}\n\
             \n\
             Ask for a link, as the backend of the project `{PROJECT}` does:\n\
             \n  {}\n\
             \n\
             Or open this one in a browser, and allow it; in the end you are sent to\n\
             {}, a page of the demo's own:\n\
             \n  {authorize_url}\n\
             \n\
             A link works once, within 10 minutes. Ctrl-C ends the demo.\n",
            self.service.as_str().trim_end_matches('/'),
            self.provider.url(),
            self.folder.display(),
            self.curl(key),
            self.after_link(),
        )
    }
}

/// The application of the demo: one page, where links end.
fn application() -> axum::Router {
    let page = async |RawQuery(query): RawQuery| after_link(&query.unwrap_or_default());
    axum::Router::new().route(AFTER_LINK, get(page))
}

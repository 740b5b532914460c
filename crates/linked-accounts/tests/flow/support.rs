//! A service with one project, and a token endpoint.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Form, Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use linked_accounts::{
    aci_linked_accounts::client::Client,
    clock::Clock,
    config::{App, Config, Limits, LogFormat, Project, TokenAuth},
    crypto::KeyRing,
    store::{Account, Store, Tokens},
    web::Site,
};
use serde_json::{Value, json};
use specwright::Secret;
use specwright_axum::InProcess;
use tempfile::TempDir;
use tower::ServiceExt as _;
use url::Url;

pub(crate) const AFTER: &str = "https://shop.example/linked?tab=accounts";
const KEYS: &str = "a:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

/// What a token endpoint was sent: headers and form.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) headers: HeaderMap,
    pub(crate) form: BTreeMap<String, String>,
}

type Answer = dyn Fn() -> Response + Send + Sync;

/// A token endpoint on loopback.
#[derive(Clone)]
pub(crate) struct Provider {
    pub(crate) url: Url,
    asked: Arc<Mutex<Vec<Asked>>>,
    answer: Arc<Mutex<Arc<Answer>>>,
}

impl Provider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = listener.await.unwrap();
        let url = format!("http://{}/token", listener.local_addr().unwrap());
        let provider = Self {
            url: Url::parse(&url).unwrap(),
            asked: Arc::default(),
            answer: Arc::new(Mutex::new(Arc::new(|| token().into_response()))),
        };
        let router = Router::new()
            .route("/token", post(Self::token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    async fn token(
        State(provider): State<Self>,
        headers: HeaderMap,
        Form(form): Form<BTreeMap<String, String>>,
    ) -> Response {
        provider.asked.lock().unwrap().push(Asked { headers, form });
        let answer = provider.answer.lock().unwrap().clone();
        answer()
    }

    /// From now on it answers this.
    pub(crate) fn answers<R: IntoResponse>(&self, answer: impl Fn() -> R + Send + Sync + 'static) {
        *self.answer.lock().unwrap() = Arc::new(move || answer().into_response());
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// What it answers unless told otherwise.
pub(crate) fn token() -> impl IntoResponse {
    let body = json!({
        "access_token": "access-1", "token_type": "bearer", "expires_in": 3600,
        "refresh_token": "refresh-1", "scope": "repo",
    });
    json_answer(&body)
}

pub(crate) fn json_answer(body: &Value) -> impl IntoResponse + use<> {
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (content_type, body.to_string())
}

/// The service and what is around it.
pub(crate) struct House {
    pub(crate) provider: Provider,
    pub(crate) clock: Clock,
    pub(crate) key: Secret,
    pub(crate) config: Config,
    pub(crate) store: Store,
    pub(crate) router: Router,
    pub(crate) site: Site,
    folder: TempDir,
}

/// A started link.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) url: Url,
    pub(crate) parameters: BTreeMap<String, String>,
}

impl Link {
    pub(crate) fn of(url: &str) -> Self {
        let url = Url::parse(url).unwrap();
        let parameters = url.query_pairs().into_owned().collect();
        Self { url, parameters }
    }

    pub(crate) fn state(&self) -> &str {
        &self.parameters["state"]
    }
}

/// An answer as it is sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Sent {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The parameters of the URL that the browser is sent to.
    pub(crate) fn sent_on(&self) -> BTreeMap<String, String> {
        assert_eq!(self.status, 302, "{self:?}");
        let url = self.header("location").unwrap();
        assert!(url.starts_with(AFTER), "{url}");
        Link::of(url).parameters
    }

    /// Asserts that it is a problem with this status and code, which sends the
    /// browser nowhere.
    pub(crate) fn is_problem(&self, status: u16, code: &str) -> String {
        assert_eq!(self.status, status, "{self:?}");
        let content_type = self.header("content-type");
        assert_eq!(content_type, Some("application/problem+json"));
        assert_eq!(self.header("location"), None);
        let body = self.json();
        assert_eq!(
            (&body["code"], &body["status"]),
            (&json!(code), &json!(status))
        );
        body["detail"].as_str().unwrap().to_owned()
    }
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let provider = Provider::start().await;
        let app = |name: &str| App {
            name: name.to_owned(),
            client_id: format!("{name}-client"),
            client_secret: Some(Secret::new("s3cr3t/+")),
            authorize_url: Url::parse("https://provider.example/authorize").unwrap(),
            token_url: provider.url.clone(),
            issuer: None,
            require_iss: false,
            scopes: vec!["repo".to_owned(), "gist".to_owned()],
            extra_parameters: BTreeMap::new(),
            token_auth: TokenAuth::ClientSecretBasic,
        };
        let apps = ["GITHUB", "GIT HUB/2"].map(|name| (name.to_owned(), app(name)));
        let shop = Project {
            name: "shop".to_owned(),
            after_link_urls: vec![AFTER.to_owned()],
            apps: BTreeMap::from(apps),
        };
        let mut config = Config {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            public_url: Url::parse("https://link.example").unwrap(),
            database: folder.path().join("linked-accounts.db"),
            key_file: None,
            bind_browser: false,
            limits: Limits {
                provider_timeout: Duration::from_millis(500),
                provider_bytes: 4096,
                ..Limits::default()
            },
            projects: BTreeMap::from([("shop".to_owned(), shop)]),
            log: LogFormat::Text,
        };
        change(&mut config);
        let clock = Clock::manual(chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000));
        let store = open(&config, &clock).await;
        let (_, key) = store.create_api_key("shop", None).await.unwrap();
        let site = Site::new(&Arc::new(config.clone()), store.clone(), clock.clone()).unwrap();
        let router = site.router();
        Self {
            provider,
            clock,
            key,
            config,
            store,
            router,
            site,
            folder,
        }
    }

    /// Stops the service, and starts it again with other settings.
    pub(crate) async fn restart(&mut self, change: impl FnOnce(&mut Config)) {
        change(&mut self.config);
        self.store.close().await;
        self.store = open(&self.config, &self.clock).await;
        let config = Arc::new(self.config.clone());
        self.site = Site::new(&config, self.store.clone(), self.clock.clone()).unwrap();
        self.router = self.site.router();
        assert!(self.folder.path().exists());
    }

    /// Starts again with other keys, which open nothing that was sealed.
    pub(crate) async fn other_keys(&mut self) {
        self.store.close().await;
        let keys = "b:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
        let keys = KeyRing::parse(keys).unwrap();
        let store = Store::open(&self.config.database, keys, self.clock.clone());
        self.store = store.await.unwrap();
        let config = Arc::new(self.config.clone());
        self.site = Site::new(&config, self.store.clone(), self.clock.clone()).unwrap();
        self.router = self.site.router();
    }

    /// The generated client of the backend's half.
    pub(crate) fn client(&self) -> Client {
        let transport = InProcess::new(self.router.clone());
        let client = Client::with_transport("http://in.process", transport).unwrap();
        client.api_key_header(self.key.clone())
    }

    pub(crate) async fn start(&self, app: &str, after: Option<&str>) -> Link {
        let mut call = self.client().link_oauth2_account(app, "me");
        if let Some(after) = after {
            call = call.after_oauth2_link_redirect_url(after);
        }
        let answer = call.send().await.unwrap();
        Link::of(answer.body.str("url").unwrap())
    }

    /// What a browser gets.
    pub(crate) async fn get(&self, target: &str, cookie: Option<&str>) -> Sent {
        let mut request = Request::get(target);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Sent {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(parts.headers[name], value);
        }
        Sent {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// The callback of `GITHUB` with these parameters beside the link's state.
    pub(crate) async fn callback(&self, link: &Link, parameters: &str) -> Sent {
        let target = callback("GITHUB", link.state(), parameters);
        self.get(&target, None).await
    }

    pub(crate) async fn account(&self) -> Option<Account> {
        let account = self.store.account("shop", "GITHUB", "me");
        account.await.unwrap()
    }

    pub(crate) async fn tokens(&self) -> Option<Tokens> {
        self.store.tokens("shop", "GITHUB", "me").await.unwrap()
    }
}

pub(crate) fn callback(app: &str, state: &str, parameters: &str) -> String {
    format!("/v1/linked-accounts/oauth2/callback/{app}?state={state}&{parameters}")
}

async fn open(config: &Config, clock: &Clock) -> Store {
    let keys = KeyRing::parse(KEYS).unwrap();
    let store = Store::open(&config.database, keys, clock.clone());
    store.await.unwrap()
}

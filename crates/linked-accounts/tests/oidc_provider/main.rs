//! Accounts are linked at a certified OpenID provider: `oidc-provider` from
//! npm, which another team has written and which follows the specifications.
//!
//!     npm ci --prefix tests/oidc-provider --ignore-scripts
//!     cargo test -p linked-accounts --test oidc_provider -- --ignored
#![cfg(unix)]

#[path = "../program/mod.rs"]
mod program;

mod browser;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use linked_accounts::{
    clock::Clock,
    crypto::KeyRing,
    store::{Account, Store, Tokens},
};
use reqwest::StatusCode;
use serde_json::Value;
use tempfile::TempDir;
use url::Url;

use browser::{Browser, PUBLIC, User, form, http, parameter};
use program::{Running, program, run, texts};

const CLIENT: &str = "link-test";
const SECRET: &str = "the client's s3cret: %+&";
const CALLBACK: &str = "https://accounts.example/v1/linked-accounts/oauth2/callback/OIDC";
const AFTER: &str = "https://shop.example/linked";

/// The provider.
struct Provider {
    _running: Running,
    issuer: String,
    authorize_url: String,
    token_url: String,
}

impl Provider {
    async fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oidc-provider");
        let mut command = Command::new("node");
        command.arg(folder.join("provider.mjs"));
        // It ends with its standard input, however this test ends.
        command
            .args([CLIENT, SECRET, CALLBACK])
            .stdin(Stdio::piped());
        let running = Running::start(&mut command);
        let line = Running::line(&running.out);
        let line: Value = serde_json::from_str(&line).unwrap();
        let issuer = line["issuer"].as_str().unwrap().to_owned();
        let found = discover(&issuer).await;
        let say = |name: &str| found[name].as_str().expect(name).to_owned();
        assert_eq!(say("issuer"), issuer);
        let promises = "authorization_response_iss_parameter_supported";
        assert_eq!(found[promises], true);
        Self {
            _running: running,
            issuer,
            authorize_url: say("authorization_endpoint"),
            token_url: say("token_endpoint"),
        }
    }

    /// Asks the token endpoint as the client would.
    async fn token(&self, pairs: &[(&str, &str)]) -> (StatusCode, Value) {
        // RFC 6749, section 2.3.1: each half is encoded like a form's.
        let encoded = form(&[(CLIENT, SECRET)]).replace('=', ":");
        let answer = http()
            .post(&self.token_url)
            .header(
                "authorization",
                format!("Basic {}", STANDARD.encode(encoded)),
            )
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(pairs))
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap())
    }

    /// Tries a code with a verifier; what the provider says.
    async fn code(&self, code: &str, verifier: Option<&str>) -> (StatusCode, String) {
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
        ];
        pairs.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        let (status, answer) = self.token(&pairs).await;
        (status, answer["error"].as_str().unwrap_or("").to_owned())
    }
}

/// The discovery document, as soon as it is there.
async fn discover(issuer: &str) -> Value {
    let url = format!("{issuer}/.well-known/openid-configuration");
    let begun = Instant::now();
    loop {
        match http().get(&url).send().await {
            Ok(answer) if answer.status() == StatusCode::OK => {
                return serde_json::from_str(&answer.text().await.unwrap()).unwrap();
            }
            other => assert!(begun.elapsed() < Duration::from_secs(30), "{other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The service, as its program runs it.
struct Service {
    running: Running,
    folder: TempDir,
    url: String,
    key: String,
}

impl Service {
    fn start(provider: &Provider, bind_browser: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            r#"
listen = "127.0.0.1:0"
public_url = "{PUBLIC}"
bind_browser = {bind_browser}
log = "json"

[projects.shop]
after_link_urls = ["{AFTER}"]

[projects.shop.apps.OIDC]
client_id = "{CLIENT}"
client_secret_env = "TEST_OIDC_SECRET"
authorize_url = "{}"
token_url = "{}"
issuer = "{}"
require_iss = true
scopes = ["openid", "offline_access"]
extra_parameters = {{ prompt = "consent" }}
"#,
            provider.authorize_url, provider.token_url, provider.issuer
        );
        fs::write(folder.path().join("linked-accounts.toml"), config).unwrap();
        let command = |args: &[&str]| {
            let mut command = program();
            command.current_dir(folder.path()).args(args);
            command
        };
        let made = run(&mut command(&["keys", "create", "--project", "shop"]));
        let (key, err) = texts(&made, folder.path());
        assert!(made.status.success(), "{err}");
        let mut serve = command(&["serve"]);
        serve
            .env("TEST_OIDC_SECRET", SECRET)
            .env("RUST_LOG", "trace");
        let running = Running::start(&mut serve);
        let line = Running::until(&running.err, "\"listening\"");
        let line: Value = serde_json::from_str(line.lines().last().unwrap()).unwrap();
        let address = line["fields"]["address"].as_str().unwrap();
        Self {
            url: format!("http://{address}"),
            key: key.trim().to_owned(),
            running,
            folder,
        }
    }

    /// Where to send the browser, by the operation.
    async fn link(&self, owner: &str, after: Option<&str>) -> Url {
        let mut pairs = vec![("app_name", "OIDC"), ("linked_account_owner_id", owner)];
        pairs.extend(after.map(|after| ("after_oauth2_link_redirect_url", after)));
        let url = format!("{}/v1/linked-accounts/oauth2?{}", self.url, form(&pairs));
        let answer = http().get(url).header("X-API-KEY", &self.key);
        let answer = answer.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        answer["url"].as_str().unwrap().parse().unwrap()
    }

    /// The same, by the command.
    fn link_by_command(&self, owner: &str) -> Url {
        let mut command = program();
        command.args(["link", "--app", "OIDC", "--owner", owner]);
        command.args(["--server", &self.url]);
        let output = run(command.env("LINKED_ACCOUNTS_API_KEY", &self.key));
        let (out, err) = texts(&output, self.folder.path());
        assert!(output.status.success(), "{err}");
        out.trim().parse().unwrap()
    }

    /// What is stored of an owner.
    async fn stored(&self, owner: &str) -> (Option<Account>, Option<Tokens>) {
        let file = |name: &str| -> PathBuf { self.folder.path().join(name) };
        let keys = KeyRing::load_or_create(&file("linked-accounts.keys")).unwrap();
        let database = file("linked-accounts.db");
        let store = Store::open(&database, keys, Clock::system()).await.unwrap();
        let account = store.account("shop", "OIDC", owner).await.unwrap();
        let tokens = store.tokens("shop", "OIDC", owner).await.unwrap();
        store.close().await;
        (account, tokens)
    }

    async fn has_none(&self, owner: &str) {
        let (account, tokens) = self.stored(owner).await;
        assert!(account.is_none() && tokens.is_none(), "{owner}");
    }

    /// Ends it; its log and the bytes of its files.
    fn end(self) -> (TempDir, String, Vec<u8>) {
        let (code, out, log) = self.running.end("TERM");
        assert_eq!((code, out.as_str()), (Some(0), ""), "{log}");
        let files = fs::read_dir(self.folder.path()).unwrap();
        let bytes = files.flat_map(|file| fs::read(file.unwrap().path()).unwrap());
        let bytes = bytes.collect();
        (self.folder, log, bytes)
    }
}

/// What an answer of the service says.
fn code_of(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap();
    body["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and npm ci; .ci/run runs it"]
async fn an_account_is_linked_and_its_refresh_token_is_good() {
    let provider = Provider::start().await;
    let service = Service::start(&provider, false);
    let mut browser = Browser::new(&service.url);
    let url = service.link_by_command("me");
    assert!(url.as_str().starts_with(&provider.authorize_url), "{url}");
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("scope", "openid offline_access"),
        ("prompt", "consent"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(parameter(&url, name).as_deref(), Some(value), "{name}");
    }
    let back = browser.until_back(&url, User::Allows).await;
    assert_eq!(parameter(&back, "iss"), Some(provider.issuer.clone()));
    assert_eq!(parameter(&back, "state"), parameter(&url, "state"));
    let linked = browser.get(&back).await;
    assert_eq!(linked.status, StatusCode::OK, "{}", linked.body);
    let said: Value = serde_json::from_str(&linked.body).unwrap();
    assert_eq!(said["linked_account_owner_id"], "me");
    assert_eq!(said["has_refresh_token"], true);

    // The same callback once more says nothing and changes nothing.
    let again = browser.get(&back).await;
    assert_eq!(code_of(&again.body), "unknown_state");
    // A second link of the same owner is the same account, with new tokens.
    let (first, old) = service.stored("me").await;
    let url = service.link("me", Some(AFTER)).await;
    let back = browser.until_back(&url, User::Allows).await;
    let linked = browser.get(&back).await.location.unwrap();
    let expected = "https://shop.example/linked?status=linked&app_name=OIDC\
                    &linked_account_owner_id=me";
    assert_eq!(linked.as_str(), expected);
    let (account, tokens) = service.stored("me").await;
    let (account, tokens) = (account.unwrap(), tokens.unwrap());
    assert_eq!(account.id, first.unwrap().id);
    assert_ne!(tokens.access_token, old.unwrap().access_token);
    assert_eq!(account.scopes, ["openid", "offline_access"]);
    let lifetime = account.expires_at.unwrap() - account.updated_at;
    assert!(
        (3500..=3600).contains(&lifetime.num_seconds()),
        "{lifetime}"
    );

    // What is stored is what the provider takes.
    let refresh = tokens.refresh_token.unwrap();
    let grant = ("grant_type", "refresh_token");
    let (status, fresh) = provider
        .token(&[grant, ("refresh_token", refresh.expose())])
        .await;
    assert_eq!(status, StatusCode::OK, "{fresh}");
    assert!(fresh["access_token"].is_string());

    // And nobody else reads it, in the files or in the log.
    let key = service.key.clone();
    let (_folder, log, files) = service.end();
    let contains = |text: &str| {
        files
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(contains("OIDC") && log.contains("linked"));
    let code = parameter(&back, "code").unwrap();
    let state = parameter(&back, "state").unwrap();
    let secrets = [
        tokens.access_token.expose(),
        refresh.expose(),
        SECRET,
        &key,
        &code,
        &state,
    ];
    for secret in secrets {
        assert!(!contains(secret) && !log.contains(secret));
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and npm ci; .ci/run runs it"]
async fn the_provider_verifies_pkce() {
    let provider = Provider::start().await;
    let service = Service::start(&provider, false);
    let mut browser = Browser::new(&service.url);
    let altered = |url: &Url, challenge: Option<&str>| {
        let mut other = url.clone();
        let pairs = url.query_pairs();
        let pairs = pairs.filter(|(name, _)| !name.starts_with("code_challenge"));
        other.query_pairs_mut().clear().extend_pairs(pairs);
        if let Some(challenge) = challenge {
            let mut pairs = other.query_pairs_mut();
            pairs.append_pair("code_challenge", challenge);
            pairs.append_pair("code_challenge_method", "S256");
        }
        other
    };

    // Without a challenge there is no code.
    let url = service.link("without", Some(AFTER)).await;
    let back = browser.until_back(&altered(&url, None), User::Allows).await;
    assert_eq!(
        parameter(&back, "error").as_deref(),
        Some("invalid_request")
    );
    let after = browser.get(&back).await.location.unwrap();
    assert_eq!(
        parameter(&after, "error").as_deref(),
        Some("provider_error")
    );
    service.has_none("without").await;

    // With the challenge of another verifier there is one, for which the
    // service gets no token. (The challenge is of RFC 7636, appendix B.)
    let other = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let others_verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let url = service.link("other", Some(AFTER)).await;
    let back = browser
        .until_back(&altered(&url, Some(other)), User::Allows)
        .await;
    assert!(parameter(&back, "code").is_some(), "{back}");
    let after = browser.get(&back).await.location.unwrap();
    assert_eq!(
        parameter(&after, "error").as_deref(),
        Some("exchange_failed")
    );
    service.has_none("other").await;

    // A code that leaks on its way is worth nothing without the verifier,
    // which the service keeps to itself, and nothing after its use.
    let url = service.link("me", None).await;
    let back = browser.until_back(&url, User::Allows).await;
    let code = parameter(&back, "code").unwrap();
    let refused = (StatusCode::BAD_REQUEST, "invalid_grant".to_owned());
    assert_eq!(provider.code(&code, None).await, refused);
    assert_eq!(provider.code(&code, Some(others_verifier)).await, refused);
    let linked = browser.get(&back).await;
    assert_eq!(linked.status, StatusCode::OK, "{}", linked.body);
    assert!(service.stored("me").await.1.is_some());
    assert_eq!(provider.code(&code, Some(others_verifier)).await, refused);
}

/// The callback as another issuer, or none, would send it.
fn with_issuer(back: &Url, issuer: Option<&str>) -> Url {
    let mut other = back.clone();
    let pairs = back.query_pairs().filter(|(name, _)| name != "iss");
    let issuer = issuer.map(|issuer| ("iss".into(), issuer.into()));
    let mut written = other.query_pairs_mut();
    written.clear().extend_pairs(pairs.chain(issuer));
    drop(written);
    other
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and npm ci; .ci/run runs it"]
async fn an_answer_of_another_issuer_is_refused() {
    let provider = Provider::start().await;
    let service = Service::start(&provider, false);
    let mut browser = Browser::new(&service.url);
    let url = service.link("me", Some(AFTER)).await;
    let back = browser.until_back(&url, User::Allows).await;
    let answer = browser
        .get(&with_issuer(&back, Some("https://evil.example")))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(code_of(&answer.body), "other_issuer");
    // The state is used up, so that the right answer comes too late.
    let answer = browser.get(&back).await;
    assert_eq!(code_of(&answer.body), "unknown_state");
    // This provider always names itself, so silence is refused as well.
    let url = service.link("me", Some(AFTER)).await;
    let back = browser.until_back(&url, User::Allows).await;
    let answer = browser.get(&with_issuer(&back, None)).await;
    assert_eq!(code_of(&answer.body), "no_issuer");
    service.has_none("me").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and npm ci; .ci/run runs it"]
async fn who_denies_links_nothing() {
    let provider = Provider::start().await;
    let service = Service::start(&provider, false);
    for user in [User::DeniesAtLogin, User::DeniesAtConsent] {
        let mut browser = Browser::new(&service.url);
        let url = service.link("me", Some(AFTER)).await;
        let back = browser.until_back(&url, user).await;
        assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
        let answer = browser.get(&back).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        let expected = "https://shop.example/linked?status=failed&app_name=OIDC\
                        &linked_account_owner_id=me&error=access_denied";
        assert_eq!(answer.location.unwrap().as_str(), expected);
        service.has_none("me").await;
    }
    let url = service.link("me", None).await;
    let mut browser = Browser::new(&service.url);
    let back = browser.until_back(&url, User::DeniesAtConsent).await;
    let answer = browser.get(&back).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(code_of(&answer.body), "access_denied");
    service.has_none("me").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs node and npm ci; .ci/run runs it"]
async fn a_link_is_bound_to_its_browser() {
    let provider = Provider::start().await;
    let service = Service::start(&provider, true);
    let mut browser = Browser::new(&service.url);
    let url = service.link("me", None).await;
    assert!(url.as_str().starts_with("https://accounts.example/start/"));
    let back = browser.until_back(&url, User::Allows).await;
    let linked = browser.get(&back).await;
    assert_eq!(linked.status, StatusCode::OK, "{}", linked.body);
    assert!(service.stored("me").await.1.is_some());
    // A ticket is for one use, and the answer for the browser that used it.
    let other = &mut Browser::new(&service.url);
    assert_eq!(code_of(&other.get(&url).await.body), "unknown_ticket");
    let url = service.link("you", None).await;
    let back = browser.until_back(&url, User::Allows).await;
    let stolen = other.get(&back).await;
    assert_eq!(code_of(&stolen.body), "other_browser");
    service.has_none("you").await;
}

//! The provider of the demo keeps to the specifications, and misbehaves where
//! it is asked to.

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use linked_accounts::demo::{
    Behaviour, ClientAuth, Iss, Options, Provider, TokenAnswer, hostile_text,
};
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use specwright_reqwest::ReqwestTransport;
use url::{Url, form_urlencoded};

const REDIRECT: &str = "http://127.0.0.1:9/callback?app=A";
// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

struct Setup {
    provider: Provider,
    http: Client,
}

async fn setup(options: Options) -> Setup {
    let provider = Provider::start(options).await.unwrap();
    provider.allow_redirect_uri(REDIRECT);
    let http = ReqwestTransport::builder().unwrap().no_proxy();
    let http = http.build().unwrap();
    Setup { provider, http }
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

impl Setup {
    /// An authorization request with some parameters changed; an empty value
    /// takes one out.
    async fn authorize(&self, changes: &[(&str, &str)]) -> Response {
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", self.provider.client_id()),
            ("redirect_uri", REDIRECT),
            ("state", "s t&"),
            ("scope", "a b"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        pairs.retain(|(name, _)| changes.iter().all(|(other, _)| other != name));
        pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        let url = format!("{}?{}", self.provider.authorize_url(), form(&pairs));
        self.http.get(url).send().await.unwrap()
    }

    async fn decide(&self, page: &str, decision: &str) -> Response {
        let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
        let (request, _) = rest.split_once('"').unwrap();
        let body = form(&[("request", request), ("decision", decision)]);
        self.post("/consent", body).await
    }

    async fn post(&self, path: &str, body: String) -> Response {
        self.http
            .post(format!("{}{path}", self.provider.url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    async fn code(&self) -> String {
        let page = self.authorize(&[]).await.text().await.unwrap();
        location(&self.decide(&page, "allow").await)["code"].clone()
    }

    /// Exchanges `code` with some parameters changed.
    async fn token(&self, code: &str, changes: &[(&str, &str)]) -> (StatusCode, Value) {
        let secret = self.provider.client_secret().map(|secret| secret.expose());
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("client_id", self.provider.client_id()),
            ("client_secret", secret.unwrap_or_default()),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        pairs.retain(|(name, _)| changes.iter().all(|(other, _)| other != name));
        pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        json(self.post("/token", form(&pairs)).await).await
    }
}

async fn json(answer: Response) -> (StatusCode, Value) {
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let status = answer.status();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

fn location(answer: &Response) -> HashMap<String, String> {
    assert_eq!(answer.status(), StatusCode::FOUND);
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(location.starts_with(REDIRECT), "{location}");
    let url = Url::parse(location).unwrap();
    url.query_pairs().into_owned().collect()
}

#[tokio::test]
async fn a_code_is_exchanged_for_tokens_and_those_are_refreshed() {
    let it = setup(Options::default()).await;
    let answer = it.authorize(&[("scope", "<b> a")]).await;
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let page = answer.text().await.unwrap();
    assert!(
        page.contains("&lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
    let answer = it.decide(&page, "allow").await;
    let back = location(&answer);
    assert_eq!(back["app"], "A");
    assert_eq!(back["state"], "s t&");
    assert_eq!(back["iss"], it.provider.url());
    assert_eq!(
        it.decide(&page, "allow").await.status(),
        StatusCode::BAD_REQUEST
    );

    let (status, tokens) = it.token(&back["code"], &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["scope"], "<b> a");
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let seen = it.provider.seen();
    assert_eq!(seen.access_tokens[0].expose(), tokens["access_token"]);
    assert_eq!(seen.refresh_tokens[0].expose(), refresh);
    assert_eq!(seen.authorizations.len(), 1);
    assert_eq!(seen.token_requests[0].client_auth, ClientAuth::Post);
    assert!(!format!("{seen:?}").contains(refresh));

    let changes = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        ("scope", "a"),
    ];
    let wider = [changes[0], changes[1], ("scope", "a c")];
    let (status, error) = it.token("", &wider).await;
    assert_eq!(
        (status.as_u16(), error["error"].as_str()),
        (400, Some("invalid_scope"))
    );
    let (status, tokens) = it.token("", &changes).await;
    assert_eq!(
        (status.as_u16(), tokens["scope"].as_str()),
        (200, Some("a"))
    );
    let (status, error) = it.token("", &changes).await;
    assert_eq!(
        (status.as_u16(), error["error"].as_str()),
        (400, Some("invalid_grant"))
    );
    it.provider.shutdown().await;
}

#[tokio::test]
async fn requests_out_of_order_are_refused_at_the_right_place() {
    let it = setup(Options::default()).await;
    for change in [
        ("client_id", "other"),
        ("client_id", ""),
        ("redirect_uri", ""),
        ("redirect_uri", "http://127.0.0.1:9/callback?app=A&x"),
        ("redirect_uri", "http://127.0.0.1:9/callback?app=a"),
    ] {
        let answer = it.authorize(&[change]).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{change:?}");
        assert!(answer.headers().get("location").is_none());
        // The page looks like the other one, by a style that may pass.
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        let (_, nonce) = policy.split_once("'nonce-").unwrap();
        let nonce = nonce.split('\'').next().unwrap().to_owned();
        let page = answer.text().await.unwrap();
        assert!(
            page.contains(&format!("<style nonce=\"{nonce}\">")),
            "{page}"
        );
    }
    for (change, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("scope", "a  b"), "invalid_scope"),
    ] {
        let back = location(&it.authorize(&[change]).await);
        assert_eq!(back["error"], error, "{change:?}");
        assert_eq!(back["state"], "s t&");
        assert!(!back.contains_key("code"));
    }
    let twice = it.authorize(&[("scope", "a"), ("scope", "b")]).await;
    assert_eq!(location(&twice)["error"], "invalid_request");
    let page = it.authorize(&[]).await.text().await.unwrap();
    let denied = location(&it.decide(&page, "deny").await);
    assert_eq!(denied["error"], "access_denied");
    assert_eq!(denied["iss"], it.provider.url());
}

#[tokio::test]
async fn tokens_are_refused_where_something_does_not_fit() {
    let it = setup(Options::default()).await;
    let other = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl";
    for (change, status, error) in [
        (("code_verifier", other), 400, "invalid_grant"),
        (("code_verifier", ""), 400, "invalid_grant"),
        (("code_verifier", "short"), 400, "invalid_grant"),
        (("redirect_uri", ""), 400, "invalid_grant"),
        (
            ("redirect_uri", "http://127.0.0.1:9/"),
            400,
            "invalid_grant",
        ),
        (("code", "unknown"), 400, "invalid_grant"),
        (("code", ""), 400, "invalid_request"),
        (("grant_type", "password"), 400, "unsupported_grant_type"),
        (("grant_type", ""), 400, "invalid_request"),
        (("client_id", "other"), 401, "invalid_client"),
        (("client_secret", "wrong"), 401, "invalid_client"),
        (("client_secret", ""), 401, "invalid_client"),
    ] {
        let code = it.code().await;
        let (found, body) = it.token(&code, &[change]).await;
        assert_eq!(found, status, "{change:?} {body}");
        assert_eq!(body["error"], error, "{change:?}");
    }
    let code = it.code().await;
    assert_eq!(it.token(&code, &[]).await.0, StatusCode::OK);
    assert_eq!(it.token(&code, &[]).await.1["error"], "invalid_grant");
    let refresh = it.provider.seen().refresh_tokens.pop().unwrap();
    let changes = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.expose()),
    ];
    assert_eq!(it.token("", &changes).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn codes_expire() {
    let it = setup(Options {
        code_lifetime: Duration::ZERO,
        ..Options::default()
    })
    .await;
    let code = it.code().await;
    assert_eq!(it.token(&code, &[]).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn clients_show_who_they_are_by_basic_or_not_at_all() {
    let it = setup(Options {
        client_id: "a:b c".to_owned(),
        client_secret: Some("s%+é".into()),
        ..Options::default()
    })
    .await;
    let code = it.code().await;
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ]);
    let send = |credentials: &str, body: &str| {
        it.http
            .post(it.provider.token_url())
            .header(
                "authorization",
                format!("Basic {}", STANDARD.encode(credentials)),
            )
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.to_owned())
            .send()
    };
    let refused = send("a%3Ab+c:wrong", &body).await.unwrap();
    assert!(refused.headers().contains_key("www-authenticate"));
    assert_eq!(json(refused).await.1["error"], "invalid_client");
    let both = format!("{body}&client_secret=x");
    let both = send("a%3Ab+c:s%25%2B%C3%A9", &both).await.unwrap();
    assert_eq!(json(both).await.1["error"], "invalid_request");
    let (status, tokens) = json(send("a%3Ab+c:s%25%2B%C3%A9", &body).await.unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    assert_eq!(
        it.provider.seen().token_requests[0].client_auth,
        ClientAuth::Basic
    );

    let it = setup(Options {
        public_client: true,
        ..Options::default()
    })
    .await;
    let code = it.code().await;
    assert_eq!(it.token(&code, &[]).await.0, StatusCode::OK);
    assert_eq!(
        it.provider.seen().token_requests[0].client_auth,
        ClientAuth::None
    );
}

#[tokio::test]
async fn it_misbehaves_when_asked_to() {
    let it = setup(Options::default()).await;
    for (iss, sent) in [
        (Iss::Missing, None),
        (Iss::Wrong, Some("https://somebody-else.example")),
    ] {
        it.provider.behave(Behaviour {
            iss,
            ..Behaviour::default()
        });
        let page = it.authorize(&[]).await.text().await.unwrap();
        let back = location(&it.decide(&page, "allow").await);
        assert_eq!(back.get("iss").map(String::as_str), sent);
    }
    it.provider.behave(Behaviour {
        errors_with_200: true,
        form_encoded: true,
        no_refresh_token: true,
        error_description: Some(hostile_text()),
        ..Behaviour::default()
    });
    let bad = it.post("/token", "grant_type=x".to_owned()).await;
    assert_eq!(bad.status(), StatusCode::OK);
    let body = bad.text().await.unwrap();
    let pairs: HashMap<String, String> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(pairs["error"], "invalid_client");
    assert_eq!(pairs["error_description"], hostile_text());
    let page = it.authorize(&[]).await.text().await.unwrap();
    let denied = location(&it.decide(&page, "deny").await);
    assert_eq!(denied["error_description"], hostile_text());

    let behave = |token| {
        it.provider.behave(Behaviour {
            token,
            ..Behaviour::default()
        });
    };
    behave(TokenAnswer::Oversized(100_000));
    let large = it.post("/token", String::new()).await.text().await.unwrap();
    assert!(large.len() > 100_000);
    behave(TokenAnswer::Redirect("http://127.0.0.1:9/".to_owned()));
    let moved = it.post("/token", String::new()).await;
    assert_eq!(moved.status(), StatusCode::TEMPORARY_REDIRECT);
    behave(TokenAnswer::Error("invalid_grant".to_owned()));
    assert_eq!(
        json(it.post("/token", String::new()).await).await.1["error"],
        "invalid_grant"
    );
    behave(TokenAnswer::Garbage);
    let text = it.post("/token", String::new()).await.text().await.unwrap();
    assert!(text.starts_with("<html>"));
    behave(TokenAnswer::Slow(Duration::from_secs(60)));
    let slow = it.post("/token", String::new());
    assert!(
        tokio::time::timeout(Duration::from_millis(50), slow)
            .await
            .is_err()
    );
}

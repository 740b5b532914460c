//! The whole way, with the provider of the demo: authorization request,
//! consent, callback, exchange.

use linked_accounts::demo::{Behaviour, Iss, Options, Provider, TokenAnswer, hostile_text};
use specwright_reqwest::{ReqwestTransport, reqwest};
use url::{Url, form_urlencoded};

use crate::support::{AFTER, House, Sent};

/// A house whose app is the provider's client.
async fn at(provider: &Provider) -> House {
    let house = House::with(|config| {
        let project = config.projects.get_mut("shop").unwrap();
        let app = project.apps.get_mut("GITHUB").unwrap();
        app.authorize_url = Url::parse(&provider.authorize_url()).unwrap();
        app.token_url = Url::parse(&provider.token_url()).unwrap();
        app.client_id = provider.client_id().to_owned();
        app.client_secret = provider.client_secret().cloned();
        app.issuer = Some(provider.url().to_owned());
    })
    .await;
    let callback = house
        .config
        .public_url
        .join("/v1/linked-accounts/oauth2/callback/GITHUB");
    provider.allow_redirect_uri(callback.unwrap());
    house
}

/// What a user's browser does: opens the URL, decides, and is sent back.
async fn link(house: &House, provider: &Provider, after: Option<&str>, decision: &str) -> Sent {
    let http = ReqwestTransport::builder().unwrap().no_proxy();
    let http: reqwest::Client = http.build().unwrap();
    let link = house.start("GITHUB", after).await;
    let page = http.get(link.url.clone()).send().await.unwrap();
    let page = page.text().await.unwrap();
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    let (request, _) = rest.split_once('"').unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("request", request), ("decision", decision)])
        .finish();
    let decided = http
        .post(format!("{}/consent", provider.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await
        .unwrap();
    let back = decided.headers()["location"].to_str().unwrap();
    let back = back.strip_prefix("https://link.example").unwrap();
    house.get(back, None).await
}

#[tokio::test]
async fn consent_links_the_account() {
    let provider = Provider::start(Options::default()).await.unwrap();
    let house = at(&provider).await;
    let sent = link(&house, &provider, Some(AFTER), "allow").await;
    assert_eq!(sent.sent_on()["status"], "linked");
    let (tokens, seen) = (house.tokens().await.unwrap(), provider.seen());
    assert_eq!(seen.access_tokens, [tokens.access_token]);
    assert_eq!(seen.refresh_tokens, [tokens.refresh_token.unwrap()]);
    assert_eq!(tokens.scopes, ["repo", "gist"]);
    assert!(
        seen.token_requests[0]
            .parameters
            .contains_key("code_verifier")
    );
}

#[tokio::test]
async fn refusal_links_nothing() {
    let provider = Provider::start(Options::default()).await.unwrap();
    let house = at(&provider).await;
    let sent = link(&house, &provider, Some(AFTER), "deny").await;
    assert_eq!(sent.sent_on()["error"], "access_denied");
    provider.behave(Behaviour {
        error_description: Some(hostile_text()),
        ..Behaviour::default()
    });
    let sent = link(&house, &provider, None, "deny").await;
    let detail = sent.is_problem(400, "access_denied");
    assert!(detail.chars().count() < 300 && !detail.contains(char::is_control));
    assert!(house.account().await.is_none());
}

#[tokio::test]
async fn another_issuer_links_nothing() {
    let provider = Provider::start(Options::default()).await.unwrap();
    let house = at(&provider).await;
    provider.behave(Behaviour {
        iss: Iss::Wrong,
        ..Behaviour::default()
    });
    let sent = link(&house, &provider, Some(AFTER), "allow").await;
    sent.is_problem(400, "other_issuer");
    assert!(provider.seen().token_requests.is_empty());
}

#[tokio::test]
async fn misbehaving_token_endpoints_link_nothing() {
    let provider = Provider::start(Options::default()).await.unwrap();
    let house = at(&provider).await;
    for token in [
        TokenAnswer::Error("bad_verification_code".to_owned()),
        TokenAnswer::Oversized(100_000),
        TokenAnswer::Redirect(provider.token_url()),
        TokenAnswer::Garbage,
    ] {
        provider.behave(Behaviour {
            token,
            errors_with_200: true,
            error_description: Some(hostile_text()),
            ..Behaviour::default()
        });
        let sent = link(&house, &provider, None, "allow").await;
        sent.is_problem(502, "exchange_failed");
    }
    assert_eq!(provider.seen().token_requests.len(), 4);
    assert!(house.account().await.is_none());
}

//! What is meant to happen.

use std::collections::BTreeMap;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use linked_accounts::{
    config::TokenAuth,
    crypto::sha256,
    linked_accounts_browser::client::{Client, FinishLinkSuccess},
};
use specwright_axum::InProcess;

use crate::support::{AFTER, House, json_answer};

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn an_account_is_linked_and_answered() {
    let house = House::new().await;
    let link = house.start("GITHUB", None).await;
    let at = "https://link.example/v1/linked-accounts/oauth2/callback/GITHUB";
    assert_eq!(link.state().len(), 43);
    let mut expected = map(&[
        ("response_type", "code"),
        ("client_id", "GITHUB-client"),
        ("redirect_uri", at),
        ("scope", "repo gist"),
        ("code_challenge_method", "S256"),
    ]);
    for own in ["state", "code_challenge"] {
        expected.insert(own.to_owned(), link.parameters[own].clone());
    }
    assert_eq!(link.parameters, expected);
    assert_eq!(link.url.path(), "/authorize");

    // By the generated client, which reads the answer as declared.
    let transport = InProcess::new(house.router.clone());
    let browser = Client::with_transport("http://in.process", transport).unwrap();
    let call = browser.finish_link("GITHUB", link.state()).code("code-1");
    let answer = call.send().await.unwrap().body;
    let FinishLinkSuccess::Ok { body, headers } = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(headers.set_cookie, None);
    assert_eq!(
        (&*body.app_name, &*body.linked_account_owner_id),
        ("GITHUB", "me")
    );
    assert_eq!(body.scopes, ["repo"]);
    assert!(body.has_refresh_token);

    // The code was exchanged as the specification says.
    let [asked] = &house.provider.asked()[..] else {
        panic!("one request")
    };
    let verifier = asked.form["code_verifier"].clone();
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()).as_bytes());
    assert_eq!(challenge, link.parameters["code_challenge"]);
    let mut form = map(&[
        ("grant_type", "authorization_code"),
        ("code", "code-1"),
        ("redirect_uri", at),
    ]);
    form.insert("code_verifier".to_owned(), verifier);
    assert_eq!(asked.form, form);
    let basic = STANDARD.encode("GITHUB-client:s3cr3t%2F%2B");
    assert_eq!(asked.headers["authorization"], format!("Basic {basic}"));
    assert_eq!(asked.headers["accept"], "application/json");

    let tokens = house.tokens().await.unwrap();
    assert_eq!(tokens.access_token.expose(), "access-1");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "refresh-1");
    let lifetime = tokens.expires_at.unwrap() - house.clock.now();
    assert_eq!(lifetime.num_seconds(), 3600);
}

#[tokio::test]
async fn the_browser_is_sent_on_with_what_is_fixed() {
    let house = House::new().await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    let sent = house.callback(&link, "code=code-1").await;
    let expected = map(&[
        ("tab", "accounts"),
        ("status", "linked"),
        ("app_name", "GITHUB"),
        ("linked_account_owner_id", "me"),
    ]);
    assert_eq!(sent.sent_on(), expected);
    assert_eq!(sent.text, "");
    assert!(house.account().await.is_some());
}

#[tokio::test]
async fn linking_again_keeps_the_account() {
    let house = House::new().await;
    let mut ids = Vec::new();
    for access in ["access-1", "access-2"] {
        let body = serde_json::json!({"access_token": access, "token_type": "Bearer"});
        house.provider.answers(move || json_answer(&body));
        let link = house.start("GITHUB", None).await;
        let sent = house.callback(&link, "code=c").await;
        ids.push(sent.json()["id"].clone());
        assert_eq!(house.tokens().await.unwrap().access_token.expose(), access);
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn names_with_odd_characters_have_callbacks() {
    let house = House::new().await;
    let link = house.start("GIT HUB/2", None).await;
    let at = &link.parameters["redirect_uri"];
    let path = at.strip_prefix("https://link.example").unwrap();
    assert!(path.ends_with("/GIT%20HUB%2F2"));
    let target = format!("{path}?state={}&code=c", link.state());
    let sent = house.get(&target, None).await;
    assert_eq!(sent.status, 200, "{sent:?}");
    assert_eq!(sent.json()["app_name"], "GIT HUB/2");
}

#[tokio::test]
async fn clients_show_who_they_are_in_the_way_that_is_configured() {
    for (auth, secret, expected) in [
        (TokenAuth::ClientSecretPost, true, Some("s3cr3t/+")),
        (TokenAuth::None, false, None),
    ] {
        let house = House::with(|config| {
            let project = config.projects.get_mut("shop").unwrap();
            let app = project.apps.get_mut("GITHUB").unwrap();
            app.token_auth = auth;
            app.client_secret = app.client_secret.take().filter(|_| secret);
        })
        .await;
        let link = house.start("GITHUB", None).await;
        assert_eq!(house.callback(&link, "code=c").await.status, 200);
        let [asked] = &house.provider.asked()[..] else {
            panic!("one request")
        };
        assert_eq!(asked.headers.get("authorization"), None);
        assert_eq!(asked.form["client_id"], "GITHUB-client");
        let sent = asked.form.get("client_secret").map(String::as_str);
        assert_eq!(sent, expected);
    }
}

#[tokio::test]
async fn a_restart_between_start_and_callback_does_not_matter() {
    let mut house = House::new().await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    house.restart(|_| {}).await;
    let sent = house.callback(&link, "code=c").await;
    assert_eq!(sent.sent_on()["status"], "linked");
    assert!(house.account().await.is_some());
}

#[tokio::test]
async fn of_two_callbacks_at_once_one_links() {
    let house = House::new().await;
    let link = house.start("GITHUB", None).await;
    let callback = || house.callback(&link, "code=c");
    let (one, two) = tokio::join!(callback(), callback());
    let (linked, refused) = if one.status == 200 {
        (one, two)
    } else {
        (two, one)
    };
    assert_eq!(linked.status, 200, "{linked:?}");
    let detail = refused.is_problem(400, "unknown_state");
    assert!(detail.contains("has been used"));
    assert_eq!(house.provider.asked().len(), 1);
    let again = house.callback(&link, "code=c").await;
    again.is_problem(400, "unknown_state");
}

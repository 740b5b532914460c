//! What is refused, and that it uses up the state.

use std::time::Duration;

use axum::body::Body;
use http::Request;
use linked_accounts::{
    aci_linked_accounts::client::{Error, LinkOauth2AccountError},
    config::Config,
    flow::{FlowError, STATE_MINUTES},
    web::Site,
};
use serde_json::json;

use crate::support::{AFTER, House, callback};

#[tokio::test]
async fn keys_are_checked() {
    let mut house = House::new().await;
    let target = "/v1/linked-accounts/oauth2?app_name=GITHUB&linked_account_owner_id=me";
    assert_eq!(house.get(target, None).await.status, 401);
    let with = |key: &str| {
        let request = Request::get(target).header("X-API-KEY", key);
        request.body(Body::empty()).unwrap()
    };
    let key = house.key.expose().to_owned();
    assert_eq!(house.send(with(&key)).await.status, 200);
    for wrong in ["", "la_", "la_000000000000_x", &key[..key.len() - 1]] {
        assert_eq!(house.send(with(wrong)).await.status, 401, "{wrong}");
    }
    // A key whose project is gone is as good as none.
    house.restart(|config| config.projects.clear()).await;
    assert_eq!(house.send(with(&key)).await.status, 401);
}

#[tokio::test]
async fn an_unknown_app_is_not_found() {
    let house = House::new().await;
    let call = house.client().link_oauth2_account("GITLAB", "me");
    let Err(Error::Unexpected(answer)) = call.send().await else {
        panic!("the document does not declare 404");
    };
    assert_eq!(answer.status, 404);
    let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let said = json!({"detail": "The project has no app of this name"});
    assert_eq!(body, said);
}

#[tokio::test]
async fn only_urls_of_the_list_are_allowed() {
    let house = House::new().await;
    for other in [
        "https://evil.example/",
        "https://shop.example/linked",
        "https://shop.example/linked?tab=accounts&x=y",
        "https://shop.example/linked?tab=accounts#x",
        "HTTPS://shop.example/linked?tab=accounts",
        "https://shop.example:443/linked?tab=accounts",
        "",
    ] {
        let call = house.client().link_oauth2_account("GITHUB", "me");
        let sent = call.after_oauth2_link_redirect_url(other).send().await;
        let Err(Error::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _)) = sent else {
            panic!("{other}: {sent:?}");
        };
        let [error] = &invalid.detail.unwrap()[..] else {
            panic!("one error")
        };
        let loc = vec!["query".into(), "after_oauth2_link_redirect_url".into()];
        assert_eq!(error.loc, loc);
    }
}

#[tokio::test]
async fn a_state_must_be_there_and_known() {
    let house = House::new().await;
    let target = "/v1/linked-accounts/oauth2/callback/GITHUB?code=c";
    house
        .get(target, None)
        .await
        .is_problem(400, "invalid_request");
    for unknown in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let target = callback("GITHUB", unknown, "code=c");
        let sent = house.get(&target, None).await;
        sent.is_problem(400, "unknown_state");
    }
    // Twice is not a matter of taste (RFC 6749, section 3.1).
    let link = house.start("GITHUB", None).await;
    let twice = format!("code=c&state={}", link.state());
    let sent = house.callback(&link, &twice).await;
    sent.is_problem(400, "invalid_request");
    assert!(house.provider.asked().is_empty());
}

#[tokio::test]
async fn a_state_expires() {
    let house = House::new().await;
    let minutes = u64::try_from(STATE_MINUTES).unwrap();
    let link = house.start("GITHUB", Some(AFTER)).await;
    house.clock.advance(Duration::from_secs(minutes * 60 - 1));
    let in_time = house.callback(&link, "code=c").await;
    assert_eq!(in_time.sent_on()["status"], "linked");

    let link = house.start("GITHUB", Some(AFTER)).await;
    house.clock.advance(Duration::from_secs(minutes * 60));
    let late = house.callback(&link, "code=c").await;
    assert!(late.is_problem(400, "expired").contains("expired"));
    assert_eq!(house.provider.asked().len(), 1);
}

/// Asserts that the callback is refused, that no provider is asked, and that
/// the state is used up.
async fn is_refused(house: &House, target: &str, link: &crate::support::Link, code: &str) {
    let status = if code == "unknown_app" { 404 } else { 400 };
    house.get(target, None).await.is_problem(status, code);
    let again = house.callback(link, "code=c").await;
    again.is_problem(400, "unknown_state");
    assert!(house.provider.asked().is_empty());
    assert!(house.account().await.is_none());
}

#[tokio::test]
async fn a_state_is_good_for_its_app_only() {
    let house = House::new().await;
    for (app, code) in [("GIT%20HUB%2F2", "other_app"), ("GITLAB", "unknown_app")] {
        let link = house.start("GITHUB", Some(AFTER)).await;
        let target = callback(app, link.state(), "code=c");
        is_refused(&house, &target, &link, code).await;
    }
}

#[tokio::test]
async fn a_state_is_good_for_its_client_only() {
    let mut house = House::new().await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    house
        .restart(|config| {
            let project = config.projects.get_mut("shop").unwrap();
            project.apps.get_mut("GITHUB").unwrap().client_id = "other".to_owned();
        })
        .await;
    let target = callback("GITHUB", link.state(), "code=c");
    is_refused(&house, &target, &link, "other_client").await;
}

#[tokio::test]
async fn the_issuer_must_be_the_app_s_where_it_is_sent() {
    let issuer = "https://provider.example";
    let house = House::with(|config| {
        let project = config.projects.get_mut("shop").unwrap();
        project.apps.get_mut("GITHUB").unwrap().issuer = Some(issuer.to_owned());
    })
    .await;
    for other in ["https://provider.example/", "https://evil.example", ""] {
        let link = house.start("GITHUB", Some(AFTER)).await;
        let target = callback("GITHUB", link.state(), &format!("code=c&iss={other}"));
        is_refused(&house, &target, &link, "other_issuer").await;
        // An error of somebody else's is nobody's business either.
        let link = house.start("GITHUB", Some(AFTER)).await;
        let target = callback("GITHUB", link.state(), &format!("error=x&iss={other}"));
        is_refused(&house, &target, &link, "other_issuer").await;
    }
    for good in ["code=c&iss=https://provider.example", "code=c"] {
        let link = house.start("GITHUB", None).await;
        assert_eq!(house.callback(&link, good).await.status, 200);
    }
    let house = House::with(|config| {
        let project = config.projects.get_mut("shop").unwrap();
        let app = project.apps.get_mut("GITHUB").unwrap();
        (app.issuer, app.require_iss) = (Some(issuer.to_owned()), true);
    })
    .await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    let target = callback("GITHUB", link.state(), "code=c");
    is_refused(&house, &target, &link, "no_issuer").await;
    // Without a configured one there is nothing to compare.
    let house = House::new().await;
    let link = house.start("GITHUB", None).await;
    let sent = house
        .callback(&link, "code=c&iss=https://any.example")
        .await;
    assert_eq!(sent.status, 200);
}

#[tokio::test]
async fn an_answer_is_a_code_or_an_error() {
    let house = House::new().await;
    for (parameters, code) in [
        ("code=c&error=access_denied", "code_and_error"),
        ("", "no_code"),
        ("code=&error=", "no_code"),
    ] {
        let link = house.start("GITHUB", Some(AFTER)).await;
        let target = callback("GITHUB", link.state(), parameters);
        is_refused(&house, &target, &link, code).await;
    }
}

#[tokio::test]
async fn the_provider_s_error_uses_up_the_state() {
    let house = House::new().await;
    for (error, reason) in [
        ("access_denied", "access_denied"),
        ("server_error", "provider_error"),
        ("temporarily_unavailable", "provider_unavailable"),
        (
            "%3Cscript%3E&error_uri=https://evil.example",
            "provider_error",
        ),
    ] {
        let link = house.start("GITHUB", Some(AFTER)).await;
        let sent = house.callback(&link, &format!("error={error}")).await;
        let parameters = sent.sent_on();
        assert_eq!(
            (&*parameters["status"], &*parameters["error"]),
            ("failed", reason)
        );
        assert_eq!(parameters.len(), 5);
        let again = house.callback(&link, "code=c").await;
        again.is_problem(400, "unknown_state");
        // With no URL to go to it is said right here.
        let link = house.start("GITHUB", None).await;
        let sent = house.callback(&link, &format!("error={error}")).await;
        let is_later = reason == "provider_unavailable";
        sent.is_problem(if is_later { 503 } else { 400 }, reason);
    }
    assert!(house.provider.asked().is_empty());
}

#[tokio::test]
async fn without_a_state_an_error_goes_nowhere() {
    let house = House::new().await;
    let parameters = "error=access_denied&error_uri=https://evil.example";
    let target = callback("GITHUB", "made-up", parameters);
    let sent = house.get(&target, None).await;
    sent.is_problem(400, "unknown_state");
    assert!(!sent.text.contains("evil"));
}

#[tokio::test]
async fn what_the_provider_says_is_not_shown() {
    let house = House::new().await;
    let link = house.start("GITHUB", None).await;
    let hostile = format!(
        "error=e%0d%0aSet-Cookie:a&error_description=%3Cscript%3E%E2%80%AE%00%1b[31m{}",
        "x".repeat(5000)
    );
    let sent = house.callback(&link, &hostile).await;
    let detail = sent.is_problem(400, "provider_error");
    assert_eq!(detail, "the provider refuses");
    assert_eq!(sent.header("set-cookie"), None);
}

#[tokio::test]
async fn a_url_that_is_no_longer_allowed_is_not_used() {
    let mut house = House::new().await;
    let link = house.start("GITHUB", Some(AFTER)).await;
    house
        .restart(|config| {
            let project = config.projects.get_mut("shop").unwrap();
            project.after_link_urls.clear();
        })
        .await;
    let sent = house.callback(&link, "code=c").await;
    assert_eq!(sent.status, 200, "{sent:?}");
}

#[tokio::test]
async fn names_have_an_end_and_no_control_characters() {
    let house = House::new().await;
    let long = "ü".repeat(257);
    for (app, owner, expected) in [
        (
            "GITHUB",
            "",
            vec![("linked_account_owner_id", "string_too_short")],
        ),
        (
            "GITHUB",
            &*long,
            vec![("linked_account_owner_id", "string_too_long")],
        ),
        (
            "GITHUB",
            "a\nb",
            vec![("linked_account_owner_id", "value_error")],
        ),
        (
            &*long,
            "\u{85}",
            vec![
                ("app_name", "string_too_long"),
                ("linked_account_owner_id", "value_error"),
            ],
        ),
    ] {
        let sent = house.client().link_oauth2_account(app, owner).send().await;
        let Err(Error::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _)) = sent else {
            panic!("{owner:?}: {sent:?}");
        };
        let errors = invalid.detail.unwrap();
        assert_eq!(errors.len(), expected.len());
        for (error, (name, kind)) in errors.iter().zip(expected) {
            assert_eq!(error.loc, vec!["query".into(), name.into()]);
            assert_eq!(error.r#type, kind);
        }
    }
    let longest = "ü".repeat(256);
    let call = house.client().link_oauth2_account("GITHUB", &longest);
    assert!(call.send().await.is_ok());
}

#[tokio::test]
async fn a_name_is_for_one_provider() {
    let house = House::new().await;
    let mut config = house.config.clone();
    let mut other = config.projects["shop"].clone();
    other.name = "other".to_owned();
    config.projects.insert("other".to_owned(), other.clone());
    let site = |config: &Config| {
        let config = std::sync::Arc::new(config.clone());
        Site::new(&config, house.store.clone(), house.clock.clone())
    };
    assert!(site(&config).is_ok());
    let app = other.apps.get_mut("GITHUB").unwrap();
    app.token_url = "https://evil.example/token".parse().unwrap();
    config.projects.insert("other".to_owned(), other);
    let error = site(&config).unwrap_err();
    assert!(matches!(error, FlowError::TwoProviders(app) if app == "GITHUB"));
}

#[tokio::test]
async fn a_state_that_does_not_open_is_none() {
    let mut house = House::new().await;
    let link = house.start("GITHUB", None).await;
    house.other_keys().await;
    let sent = house.callback(&link, "code=c").await;
    sent.is_problem(400, "unreadable_state");
    let again = house.callback(&link, "code=c").await;
    again.is_problem(400, "unknown_state");
}

//! `link`: the generated client in use.

use std::error::Error as StdError;

use serde_json::{Value, json};
use specwright::Secret;
use specwright_reqwest::{ReqwestTransport, TIMEOUT};

use super::{
    args::Link,
    error::Error,
    open::env,
    terminal::{plain, say},
};
use crate::{
    aci_linked_accounts::{
        client::{Client, Error as CallError, LinkOauth2AccountError},
        models::{HttpValidationError, ValidationErrorLocItem},
    },
    config::{
        secret,
        urls::{Trouble, safe_url},
    },
    flow::loopback_client,
};

const KEY_VARIABLE: &str = "LINKED_ACCOUNTS_API_KEY";

pub(super) async fn link(args: &Link) -> Result<(), Error> {
    let client = client(args)?.api_key_header(api_key(args)?);
    let mut call = client.link_oauth2_account(&args.app, &args.owner);
    if let Some(redirect) = &args.redirect {
        call = call.after_oauth2_link_redirect_url(redirect);
    }
    let answer = call.send().await.map_err(|error| told(args, &error))?;
    let Some(url) = answer.body.str("url") else {
        return Err(Error::failed("the service answered without a URL"));
    };
    if args.json {
        return say(&format!("{}\n", json!({ "url": url })));
    }
    say(&format!("{}\n", plain_url(url)?))
}

/// A client that sends keys over TLS, or to this machine. There no proxy of
/// the environment is asked, which would read them.
fn client(args: &Link) -> Result<Client, Error> {
    let server = safe_url(&args.server).map_err(|Trouble(trouble, help)| {
        Error::usage(format!("`--server` is not a safe URL: {trouble}")).help(help)
    })?;
    let cannot = |error: &dyn StdError| Error::because("cannot make a client", error);
    if server.scheme() == "https" {
        return Client::new(&args.server).map_err(|error| cannot(&error));
    }
    let http = loopback_client().map_err(|error| cannot(&error))?;
    let transport = ReqwestTransport::new(http).with_timeout(TIMEOUT);
    Client::with_transport(&args.server, transport).map_err(|error| cannot(&error))
}

/// A URL goes to the terminal whole or not at all.
fn plain_url(url: &str) -> Result<&str, Error> {
    if url.chars().all(|c| c.is_ascii_graphic()) {
        return Ok(url);
    }
    Err(Error::failed(
        "the service answered with something that is no URL",
    ))
}

fn api_key(args: &Link) -> Result<Secret, Error> {
    let found = match &args.api_key_file {
        Some(file) => secret::from_file(file),
        None => secret::from_env(KEY_VARIABLE, &env),
    };
    found.map_err(|trouble| {
        Error::usage(format!("there is no API key: {trouble}")).help(format!(
            "set {KEY_VARIABLE}, or name a file of mode 0600 with `--api-key-file`; \
             `linked-accounts keys create` makes a key"
        ))
    })
}

/// What went wrong, in words.
fn told(args: &Link, error: &CallError<LinkOauth2AccountError>) -> Error {
    let server = plain(&args.server);
    match error {
        CallError::Api(LinkOauth2AccountError::UnprocessableEntity(invalid), _) => Error::failed(
            format!("the service refused the request{}", details(invalid)),
        ),
        CallError::Request(error) => Error::because("the request cannot be sent", error),
        CallError::Transport(error) => Error::because(&format!("cannot reach {server}"), error)
            .help("is the service running there? `--server` names another one"),
        CallError::Decode(error) => Error::because(
            &format!("{server} does not answer as it should"),
            error.as_ref(),
        ),
        other => by_status(args, &server, other),
    }
}

fn by_status(args: &Link, server: &str, error: &CallError<LinkOauth2AccountError>) -> Error {
    let said = error.body().and_then(|body| said(body));
    let said = said.map(|said| format!(": {said}")).unwrap_or_default();
    match error.status().map(|status| status.as_u16()) {
        Some(401 | 403) => Error::failed(format!("the service refused the API key{said}")).help(
            "is it of this service, and not revoked? `linked-accounts keys list` shows the keys",
        ),
        Some(404) => Error::failed(format!("the service does not find it{said}")).help(format!(
            "does the key's project have an app `{}`, and is {server} the service?",
            plain(&args.app)
        )),
        Some(429 | 503) => {
            let wait = error.retry_after().map_or_else(
                || "try again a little later".to_owned(),
                |time| format!("try again in {} s", time.as_secs()),
            );
            Error::failed(format!("the service cannot do it just now{said}")).help(wait)
        }
        Some(status) => Error::failed(format!("the service answered {status}{said}")),
        None => Error::failed(format!("the call failed: {}", plain(&error.to_string()))),
    }
}

/// Every entry of a 422, a line each.
fn details(invalid: &HttpValidationError) -> String {
    let mut text = String::from(":");
    for entry in invalid.detail.iter().flatten() {
        let place: Vec<String> = entry.loc.iter().map(part).collect();
        let line = format!("{}: {}", place.join(" "), entry.msg);
        text.push_str("\n  ");
        text.push_str(&plain(&line));
    }
    text
}

fn part(item: &ValidationErrorLocItem) -> String {
    match item {
        ValidationErrorLocItem::String(text) => text.clone(),
        ValidationErrorLocItem::Integer(number) => number.to_string(),
    }
}

/// The sentence in a body: problem details (RFC 9457) or FastAPI's words.
fn said(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    text("detail").or_else(|| text("title")).map(plain)
}

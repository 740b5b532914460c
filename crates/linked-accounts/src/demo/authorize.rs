//! The authorization endpoint (RFC 6749, section 4.1) and its consent page.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use url::Url;

use super::{
    behaviour::Iss,
    page,
    provider::{Shared, note, parameters},
    random::random_text,
    token::Grant,
};

/// How long somebody may look at the consent page.
const THINKING: Duration = Duration::from_secs(600);

/// An authorization request that is in order.
#[derive(Debug, Clone)]
pub(super) struct Request {
    redirect_uri: Url,
    /// As the client wrote it.
    redirect_text: String,
    state: Option<String>,
    scope: String,
    code_challenge: String,
}

/// `GET /authorize`
pub(super) async fn authorize(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let (given, twice) = parameters(query.unwrap_or_default().as_bytes());
    note(&mut shared.lock().seen.authorizations, given.clone());
    // Without a client and a redirect URI that belong together nobody is sent
    // anywhere (RFC 6749, section 4.1.2.1).
    let redirect = match destination(&shared, &given, twice.as_deref()) {
        Ok(redirect) => redirect,
        Err(message) => return page::refusal(message),
    };
    let state = given.get("state").cloned();
    let request = match checked(&given, twice.as_deref()) {
        Ok((scope, code_challenge)) => Request {
            redirect_text: given.get("redirect_uri").cloned().unwrap_or_default(),
            redirect_uri: redirect,
            state,
            scope,
            code_challenge,
        },
        Err((code, description)) => {
            return refuse(&shared, redirect, state.as_deref(), code, description);
        }
    };
    let (Some(name), Some(nonce)) = (random_text(), random_text()) else {
        let state = request.state.as_deref();
        return refuse(&shared, request.redirect_uri, state, "server_error", "");
    };
    let page = page::consent(&page::Consent {
        request: &name,
        nonce: &nonce,
        client_id: &shared.client_id,
        scope: &request.scope,
        host: &host(&request.redirect_uri),
    });
    let refused = (request.redirect_uri.clone(), request.state.clone());
    if shared.lock().waiting.put(name, THINKING, request) {
        return page;
    }
    let (redirect, state) = refused;
    refuse(
        &shared,
        redirect,
        state.as_deref(),
        "temporarily_unavailable",
        "too many requests wait for consent",
    )
}

/// `POST /consent`
pub(super) async fn consent(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let (given, _) = parameters(&body);
    let name = given.get("request").map(String::as_str).unwrap_or_default();
    let Some(request) = shared.lock().waiting.take(name) else {
        return page::refusal("this page was answered already, or it is too old");
    };
    let state = request.state.as_deref();
    if given.get("decision").map(String::as_str) != Some("allow") {
        let description = "the user said no";
        return refuse(
            &shared,
            request.redirect_uri,
            state,
            "access_denied",
            description,
        );
    }
    let Some(code) = random_text() else {
        return refuse(&shared, request.redirect_uri, state, "server_error", "");
    };
    let grant = Grant {
        redirect_uri: request.redirect_text,
        code_challenge: request.code_challenge,
        scope: request.scope,
        used: false,
        refresh_token: None,
    };
    let lifetime = shared.code_lifetime;
    if !shared.lock().codes.put(code.clone(), lifetime, grant) {
        let description = "too many codes wait to be used";
        let error = "temporarily_unavailable";
        return refuse(&shared, request.redirect_uri, state, error, description);
    }
    answer(&shared, request.redirect_uri, &[("code", &code)], state)
}

/// Where the answer goes, if client and redirect URI belong together.
fn destination(
    shared: &Shared,
    given: &BTreeMap<String, String>,
    twice: Option<&str>,
) -> Result<Url, &'static str> {
    if matches!(twice, Some("client_id" | "redirect_uri")) {
        return Err("client_id or redirect_uri is given twice");
    }
    if given.get("client_id") != Some(&shared.client_id) {
        return Err("there is no client with this client_id");
    }
    let uri = given.get("redirect_uri").ok_or("redirect_uri is missing")?;
    // Letter by letter (RFC 9700, section 2.1).
    if !shared.lock().redirect_uris.contains(uri) {
        return Err("redirect_uri is not registered for this client");
    }
    Url::parse(uri).map_err(|_| "redirect_uri is not a URL")
}

/// The scope and the code challenge, or an error code with its description.
fn checked(
    given: &BTreeMap<String, String>,
    twice: Option<&str>,
) -> Result<(String, String), (&'static str, &'static str)> {
    let get = |name: &str| given.get(name).map(String::as_str);
    if twice.is_some() {
        return Err(("invalid_request", "a parameter is given twice"));
    }
    match get("response_type") {
        Some("code") => {}
        Some(_) => return Err(("unsupported_response_type", "only code is known")),
        None => return Err(("invalid_request", "response_type is missing")),
    }
    // RFC 7636, sections 4.3 and 4.4.1.
    let challenge = get("code_challenge").ok_or(("invalid_request", "code challenge required"))?;
    if get("code_challenge_method") != Some("S256") {
        return Err(("invalid_request", "the code challenge method must be S256"));
    }
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if challenge.len() != 43 || !challenge.chars().all(fine) {
        return Err(("invalid_request", "the code challenge is not an S256 one"));
    }
    let scope = get("scope").unwrap_or("profile");
    let token = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
    let mut scopes = scope.split(' ');
    if !scopes.all(|scope| !scope.is_empty() && scope.chars().all(token)) {
        return Err(("invalid_scope", "the scope is malformed"));
    }
    Ok((scope.to_owned(), challenge.to_owned()))
}

/// Sends the browser back with an error (RFC 6749, section 4.1.2.1).
fn refuse(
    shared: &Shared,
    redirect: Url,
    state: Option<&str>,
    error: &str,
    description: &str,
) -> Response {
    let own = shared.lock().behaviour.error_description.clone();
    let description = own.as_deref().unwrap_or(description);
    let parameters = [("error", error), ("error_description", description)];
    let count = if description.is_empty() { 1 } else { 2 };
    answer(shared, redirect, &parameters[..count], state)
}

/// Sends the browser back with `parameters`, the state, and who answers
/// (RFC 9207, section 2).
fn answer(
    shared: &Shared,
    mut redirect: Url,
    parameters: &[(&str, &str)],
    state: Option<&str>,
) -> Response {
    let iss = match shared.lock().behaviour.iss {
        Iss::Right => Some(shared.url.as_str()),
        Iss::Missing => None,
        Iss::Wrong => Some("https://somebody-else.example"),
    };
    redirect
        .query_pairs_mut()
        .extend_pairs(parameters)
        .extend_pairs(state.map(|state| ("state", state)))
        .extend_pairs(iss.map(|iss| ("iss", iss)));
    let Ok(location) = HeaderValue::from_str(redirect.as_str()) else {
        return page::refusal("redirect_uri cannot be sent");
    };
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    (StatusCode::FOUND, headers).into_response()
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

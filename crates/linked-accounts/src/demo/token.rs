//! The token endpoint (RFC 6749, sections 3.2, 4.1.3, 5 and 6).

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use specwright::Secret;

use super::{
    behaviour::{Behaviour, TokenAnswer},
    provider::{ClientAuth, Shared, TokenRequest, note, parameters},
    random::{random_text, s256},
};

/// How long access tokens live.
const ACCESS: Duration = Duration::from_secs(3600);

/// How long refresh tokens live.
const REFRESH: Duration = Duration::from_secs(24 * 3600);

/// What a code stands for.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) redirect_uri: String,
    pub(super) code_challenge: String,
    pub(super) scope: String,
    /// Whether it was exchanged already.
    pub(super) used: bool,
    /// What it was exchanged for.
    pub(super) refresh_token: Option<Secret>,
}

/// What a refresh token stands for.
#[derive(Debug, Clone)]
pub(super) struct Refresh {
    scope: String,
}

/// An error of RFC 6749, section 5.2.
struct Refused {
    code: &'static str,
    description: &'static str,
}

const fn refused(code: &'static str, description: &'static str) -> Refused {
    Refused { code, description }
}

/// Tokens as they are issued.
struct Issued {
    access_token: String,
    refresh_token: Option<String>,
    scope: String,
}

/// `POST /token`
pub(super) async fn token(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let behaviour = shared.lock().behaviour.clone();
    let (given, twice) = parameters(&body);
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let accept = text(header::ACCEPT).map(str::to_owned);
    let basic = text(header::AUTHORIZATION);
    let client_auth = match (basic, given.contains_key("client_secret")) {
        (Some(_), _) => ClientAuth::Basic,
        (None, true) => ClientAuth::Post,
        (None, false) => ClientAuth::None,
    };
    let request = TokenRequest {
        client_auth,
        accept: accept.clone(),
        parameters: given.clone(),
    };
    note(&mut shared.lock().seen.token_requests, request);
    let as_json =
        !behaviour.form_encoded || accept.is_some_and(|accept| accept.contains("application/json"));
    if let Some(answer) = misbehave(&behaviour, as_json).await {
        return answer;
    }
    let form = text(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let result = if !form {
        Err(refused("invalid_request", "the body is not a form"))
    } else if twice.is_some() {
        Err(refused("invalid_request", "a parameter is given twice"))
    } else {
        authenticate(&shared, basic, &given)
            .and_then(|()| exchange(&shared, &given, behaviour.no_refresh_token))
    };
    match result {
        Ok(issued) => success(issued, as_json),
        Err(Refused { code, description }) => {
            error(&behaviour, code, description, basic.is_some(), as_json)
        }
    }
}

/// What a test asked for in place of a proper answer.
async fn misbehave(behaviour: &Behaviour, as_json: bool) -> Option<Response> {
    match &behaviour.token {
        TokenAnswer::Proper => None,
        TokenAnswer::Slow(time) => {
            tokio::time::sleep(*time).await;
            None
        }
        TokenAnswer::Error(code) => Some(error(behaviour, code, "as asked for", false, as_json)),
        TokenAnswer::Oversized(bytes) => {
            let token = "A".repeat(*bytes);
            let body = json!({"access_token": token, "token_type": "Bearer"});
            Some(answer(StatusCode::OK, &body, true))
        }
        TokenAnswer::Redirect(to) => {
            let location = HeaderValue::from_str(to).ok()?;
            let headers = [(header::LOCATION, location)];
            Some((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
        }
        TokenAnswer::Garbage => {
            let html = [(header::CONTENT_TYPE, "text/html")];
            Some((html, "<html>down for maintenance</html>").into_response())
        }
    }
}

/// RFC 6749, section 2.3.1: by HTTP Basic, whose parts are form-encoded, or in
/// the body, not both; a public client by its identifier alone (section
/// 3.2.1).
fn authenticate(
    shared: &Shared,
    basic: Option<&str>,
    given: &BTreeMap<String, String>,
) -> Result<(), Refused> {
    let wrong = || refused("invalid_client", "the client is not known");
    let (id, secret) = match basic {
        Some(header) => {
            if given.contains_key("client_secret") {
                let description = "the client shows twice who it is";
                return Err(refused("invalid_request", description));
            }
            let (id, secret) = basic_parts(header).ok_or_else(wrong)?;
            (id, Some(secret))
        }
        None => {
            let id = given.get("client_id").cloned().ok_or_else(wrong)?;
            (id, given.get("client_secret").cloned())
        }
    };
    let same_id = id == shared.client_id && given.get("client_id").is_none_or(|other| *other == id);
    let same_secret = shared.client_secret == secret.map(Secret::new);
    if same_id && same_secret {
        Ok(())
    } else {
        Err(wrong())
    }
}

fn basic_parts(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        let bytes = percent_decode(text.as_bytes());
        String::from_utf8(bytes).ok()
    };
    Some((plain(id)?, plain(secret)?))
}

fn percent_decode(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                decoded.push(*first);
                rest = behind;
            }
        }
    }
    decoded
}

/// Issues tokens for a code or a refresh token.
fn exchange(
    shared: &Shared,
    given: &BTreeMap<String, String>,
    no_refresh_token: bool,
) -> Result<Issued, Refused> {
    let code = given.get("code");
    let scope = match given.get("grant_type").map(String::as_str) {
        Some("authorization_code") => by_code(shared, given)?,
        Some("refresh_token") => by_refresh_token(shared, given)?,
        Some(_) => return Err(refused("unsupported_grant_type", "it is not known")),
        None => return Err(refused("invalid_request", "grant_type is missing")),
    };
    let no_random = || refused("server_error", "there are no random bytes");
    let access_token = random_text().ok_or_else(no_random)?;
    let mut state = shared.lock();
    note(&mut state.seen.access_tokens, access_token.clone().into());
    let mut refresh_token = None;
    if !no_refresh_token {
        let token = random_text().ok_or_else(no_random)?;
        let refresh = Refresh {
            scope: scope.clone(),
        };
        if state.refresh.put(token.clone(), REFRESH, refresh) {
            note(&mut state.seen.refresh_tokens, token.clone().into());
            if let Some(grant) = code.and_then(|code| state.codes.get_mut(code)) {
                grant.refresh_token = Some(token.clone().into());
            }
            refresh_token = Some(token);
        }
    }
    Ok(Issued {
        access_token,
        refresh_token,
        scope,
    })
}

/// RFC 6749, section 4.1.3, and RFC 7636, section 4.6. A code is used up by
/// the first try; the second takes back what the first got (section 4.1.2).
fn by_code(shared: &Shared, given: &BTreeMap<String, String>) -> Result<String, Refused> {
    let code = given
        .get("code")
        .ok_or(refused("invalid_request", "code is missing"))?;
    let mut state = shared.lock();
    let unknown = refused("invalid_grant", "the code is not known, or it is too old");
    let grant = state.codes.get_mut(code).ok_or(unknown)?;
    if std::mem::replace(&mut grant.used, true) {
        let issued = grant.refresh_token.take();
        if let Some(token) = issued {
            state.refresh.take(token.expose());
        }
        return Err(refused("invalid_grant", "the code was used already"));
    }
    if given.get("redirect_uri") != Some(&grant.redirect_uri) {
        let description = "redirect_uri is not the one of the authorization request";
        return Err(refused("invalid_grant", description));
    }
    let verifier = given
        .get("code_verifier")
        .ok_or(refused("invalid_grant", "code_verifier is missing"))?;
    let fine = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let in_form = (43..=128).contains(&verifier.len()) && verifier.chars().all(fine);
    if !in_form || s256(verifier) != grant.code_challenge {
        let description = "code_verifier does not match the code challenge";
        return Err(refused("invalid_grant", description));
    }
    Ok(grant.scope.clone())
}

/// RFC 6749, section 6; the token is replaced by a new one (RFC 9700, section
/// 4.14.2).
fn by_refresh_token(shared: &Shared, given: &BTreeMap<String, String>) -> Result<String, Refused> {
    let token = given
        .get("refresh_token")
        .ok_or(refused("invalid_request", "refresh_token is missing"))?;
    let mut state = shared.lock();
    let unknown = refused("invalid_grant", "the refresh token is not known");
    let granted = state.refresh.get_mut(token).ok_or(unknown)?.scope.clone();
    let asked = given.get("scope").cloned();
    let scope = asked.unwrap_or_else(|| granted.clone());
    let mut asked = scope.split(' ');
    if !asked.all(|scope| granted.split(' ').any(|other| other == scope)) {
        return Err(refused("invalid_scope", "it was not granted"));
    }
    state.refresh.take(token);
    Ok(scope)
}

/// RFC 6749, section 5.1.
fn success(issued: Issued, as_json: bool) -> Response {
    let mut body = json!({
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS.as_secs(),
        "scope": issued.scope,
    });
    if let Some(token) = issued.refresh_token {
        body["refresh_token"] = token.into();
    }
    answer(StatusCode::OK, &body, as_json)
}

/// RFC 6749, section 5.2.
fn error(
    behaviour: &Behaviour,
    code: &str,
    description: &str,
    by_header: bool,
    as_json: bool,
) -> Response {
    let own = behaviour.error_description.as_deref();
    let description = own.unwrap_or(description);
    let body = json!({"error": code, "error_description": description});
    let status = match code {
        _ if behaviour.errors_with_200 => StatusCode::OK,
        "invalid_client" => StatusCode::UNAUTHORIZED,
        "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut answer = answer(status, &body, as_json);
    if by_header && status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"token\"");
        answer
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    answer
}

fn answer(status: StatusCode, body: &Value, as_json: bool) -> Response {
    let (kind, text) = if as_json {
        ("application/json", body.to_string())
    } else {
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        (kind, form(body.as_object()))
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (status, headers, text).into_response()
}

fn form(members: Option<&Map<String, Value>>) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in members.into_iter().flatten() {
        match value {
            Value::String(text) => form.append_pair(name, text),
            other => form.append_pair(name, &other.to_string()),
        };
    }
    form.finish()
}

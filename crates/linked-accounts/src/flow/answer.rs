//! What token endpoints answer, made into what RFC 6749 says they answer.
//!
//! The `oauth2` crate reads answers as sections 5.1 and 5.2 of the RFC define
//! them. Some providers deviate, and their answers are put right here before
//! it sees them:
//!
//! - errors with status 200 (GitHub) get status 400;
//! - answers that are form-encoded though JSON was asked for become JSON;
//! - `expires_in` as a string of digits becomes a number;
//! - `scope` as an array of strings becomes one string;
//! - `expires_in` that is no number of seconds is absent: it is advice;
//! - members that are `null` are absent.
//!
//! What is not a token answer even so is refused here.

use http::{HeaderMap, StatusCode, header};
use oauth2::HttpResponse;
use serde_json::{Map, Value};
use thiserror::Error;
use url::form_urlencoded;

/// Why an answer is none that can be used. It says nothing that the provider
/// has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unusable {
    /// A redirect: following it could send secrets elsewhere.
    #[error("it redirects")]
    Redirect,
    /// A status that is neither success nor an error as RFC 6749 has it.
    #[error("its status is {0}")]
    Status(StatusCode),
    /// The provider cannot answer just now, and says so.
    #[error("it has no time")]
    Busy,
    /// Neither JSON nor a form.
    #[error("its content type is neither JSON nor a form")]
    ContentType,
    /// No JSON object, or no form.
    #[error("it cannot be read")]
    Unreadable,
    /// A member that must be there is absent.
    #[error("it has no `{0}`")]
    Missing(&'static str),
    /// A member is not what the RFC says it is.
    #[error("its `{0}` is malformed")]
    Malformed(&'static str),
    /// Another type than `Bearer`.
    #[error("its `token_type` is not Bearer")]
    TokenType,
}

/// The answer as RFC 6749 defines it: 200 with a token, or 400 with an error.
pub(super) fn normalise(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<HttpResponse, Unusable> {
    if status.is_redirection() {
        return Err(Unusable::Redirect);
    }
    if is_busy(status) {
        return Err(Unusable::Busy);
    }
    let members = match read(headers, body) {
        Ok(members) => members,
        // What a proxy says of its own trouble is rarely JSON.
        Err(_) if status != StatusCode::OK => return Err(Unusable::Status(status)),
        Err(unusable) => return Err(unusable),
    };
    if let Some(error) = text(&members, "error")? {
        if PASSING.contains(&error) {
            return Err(Unusable::Busy);
        }
        let mut answer = Map::new();
        answer.insert("error".to_owned(), error.into());
        if let Ok(Some(description)) = text(&members, "error_description") {
            answer.insert("error_description".to_owned(), description.into());
        }
        return respond(StatusCode::BAD_REQUEST, answer);
    }
    if status != StatusCode::OK {
        return Err(Unusable::Status(status));
    }
    respond(StatusCode::OK, token(&members)?)
}

/// Errors that say the same as 503 does (RFC 6749, section 4.1.2.1; RFC 8628,
/// section 3.5).
const PASSING: &[&str] = &["temporarily_unavailable", "slow_down"];

/// Statuses of those who may answer later, whatever the body says.
fn is_busy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// A token answer (RFC 6749, section 5.1; characters by appendix A).
fn token(members: &Map<String, Value>) -> Result<Map<String, Value>, Unusable> {
    let mut answer = Map::new();
    let access = visible(members, "access_token")?.ok_or(Unusable::Missing("access_token"))?;
    answer.insert("access_token".to_owned(), access.into());
    // The type says how the token is used; used as another it could leak.
    let kind = text(members, "token_type")?.ok_or(Unusable::Missing("token_type"))?;
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(Unusable::TokenType);
    }
    answer.insert("token_type".to_owned(), "bearer".into());
    if let Some(refresh) = visible(members, "refresh_token")? {
        answer.insert("refresh_token".to_owned(), refresh.into());
    }
    if let Some(seconds) = seconds(members) {
        answer.insert("expires_in".to_owned(), seconds.into());
    }
    if let Some(scope) = scope(members)? {
        answer.insert("scope".to_owned(), scope.into());
    }
    Ok(answer)
}

fn respond(status: StatusCode, members: Map<String, Value>) -> Result<HttpResponse, Unusable> {
    let body = Value::Object(members).to_string().into_bytes();
    let response = http::Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body);
    response.map_err(|_| Unusable::Unreadable)
}

/// The members of the body, whichever way it is written. Without a content
/// type it must be JSON.
fn read(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Unusable> {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = match content_type.map(http::HeaderValue::to_str) {
        None => "application/json",
        Some(Ok(content_type)) => content_type,
        Some(Err(_)) => return Err(Unusable::ContentType),
    };
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    if essence == "application/x-www-form-urlencoded" {
        return form(body);
    }
    let is_json = essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"));
    if !is_json {
        return Err(Unusable::ContentType);
    }
    serde_json::from_slice(body).map_err(|_| Unusable::Unreadable)
}

/// A form; no parameter may be there twice (RFC 6749, section 3.2).
fn form(body: &[u8]) -> Result<Map<String, Value>, Unusable> {
    let mut members = Map::new();
    for (name, value) in form_urlencoded::parse(body) {
        let value = Value::String(value.into_owned());
        if members.insert(name.into_owned(), value).is_some() {
            return Err(Unusable::Unreadable);
        }
    }
    Ok(members)
}

/// A member that is a string; absent where it is null or empty.
fn text<'m>(
    members: &'m Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'m str>, Unusable> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Unusable::Malformed(name)),
    }
}

/// The same of visible ASCII and blanks: anything else could not be sent in a
/// header later.
fn visible<'m>(
    members: &'m Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'m str>, Unusable> {
    let text = text(members, name)?;
    let is_visible = |text: &str| text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    match text {
        Some(text) if !is_visible(text) => Err(Unusable::Malformed(name)),
        text => Ok(text),
    }
}

/// `expires_in`: whole seconds, as a number or as a string of it. Whatever else
/// it is says nothing.
fn seconds(members: &Map<String, Value>) -> Option<u64> {
    match members.get("expires_in")? {
        Value::Number(number) => {
            // As `3600.0`, too; parts of a second do not count.
            let float = number.as_f64().filter(|float| *float >= 0.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            number.as_u64().or(float.map(|float| float as u64))
        }
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// `scope`: one string, or an array of strings. An empty one is absent.
fn scope(members: &Map<String, Value>) -> Result<Option<String>, Unusable> {
    let Some(Value::Array(items)) = members.get("scope") else {
        return Ok(text(members, "scope")?.map(str::to_owned));
    };
    let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    let scope = items.ok_or(Unusable::Malformed("scope"))?.join(" ");
    Ok(Some(scope).filter(|scope| !scope.is_empty()))
}

#[cfg(test)]
mod tests;

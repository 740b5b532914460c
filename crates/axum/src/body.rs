//! Receiving a request's body: media type, limit, bytes.

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, header};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use specwright::rejection::Reason;

use crate::{call::Call, input::Received, operation::RequestBody, options::Options};

/// Receives the body of a request if one is `expected`. An empty body is none.
pub(crate) async fn receive(expected: RequestBody, call: &Call, body: Body) -> Received {
    if expected.accepts.is_empty() {
        return Received::Nothing;
    }
    let limit = Options::limit(call.extensions(), call.operation_id());
    match media_type(call.headers()) {
        MediaType::Absent => match collect(body, limit).await {
            Ok(bytes) if bytes.is_empty() => Received::Nothing,
            Ok(_) => unsupported(expected),
            Err(reason) => Received::Refused(reason),
        },
        MediaType::Given(given) if expected.accepts.iter().any(|one| matches(one, given)) => {
            match collect(body, limit).await {
                Ok(bytes) if bytes.is_empty() => Received::Nothing,
                Ok(bytes) => Received::Bytes(bytes),
                Err(reason) => Received::Refused(reason),
            }
        }
        MediaType::Given(_) | MediaType::Broken => unsupported(expected),
    }
}

fn unsupported(expected: RequestBody) -> Received {
    Received::Refused(Reason::UnsupportedMediaType {
        accepts: expected.accepts,
    })
}

async fn collect(body: Body, limit: usize) -> Result<Bytes, Reason> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Reason::TooLarge { limit });
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Reason::TooLarge { limit }),
        Err(_) => Err(Reason::Unreadable),
    }
}

enum MediaType<'a> {
    Absent,
    /// Type and subtype, without parameters.
    Given(&'a str),
    Broken,
}

fn media_type(headers: &HeaderMap) -> MediaType<'_> {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    match (values.next(), values.next()) {
        (None, _) => MediaType::Absent,
        (Some(value), None) => match value.to_str() {
            Ok(text) => MediaType::Given(text.split(';').next().unwrap_or_default().trim()),
            Err(_) => MediaType::Broken,
        },
        (Some(_), Some(_)) => MediaType::Broken,
    }
}

/// Whether a media type or range of the document takes a request's.
fn matches(accepted: &str, given: &str) -> bool {
    match accepted.strip_suffix("/*") {
        Some("*") => given.contains('/'),
        Some(kind) => given
            .split_once('/')
            .is_some_and(|(given, _)| given.eq_ignore_ascii_case(kind)),
        None => accepted.eq_ignore_ascii_case(given),
    }
}

//! Rejections into responses.

use std::error::Error;

use axum::{body::Body, response::Response};
use http::{Extensions, HeaderValue, header};
use specwright::rejection::{Failure, Rejection, Worded};

use crate::{call::Call, operation::Api, options::Options};

/// The answer to a request that no handler answers: what the application's
/// hook says, else the declared schema's or the dialect's words.
pub(crate) fn reject(
    api: &Api,
    call: Option<&Call>,
    extensions: &Extensions,
    rejection: Rejection,
) -> Response {
    if let Some(response) =
        Options::of(extensions).and_then(|options| options.word(&rejection, call))
    {
        return response;
    }
    let declared = call.map_or(&[][..], |call| call.operation().declared);
    respond(rejection.word(api.dialect, declared))
}

fn respond(worded: Worded) -> Response {
    let mut response = Response::new(Body::from(worded.body));
    *response.status_mut() = worded.status;
    *response.headers_mut() = worded.headers;
    let content_type = HeaderValue::from_static(worded.content_type);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}

/// Logs a failure with its sources: an error if it is the server's, else for
/// debugging.
pub(crate) fn log(failure: &Failure, operation: &'static str) {
    let mut source = String::new();
    let mut next = failure.source();
    while let Some(error) = next {
        if !source.is_empty() {
            source.push_str(": ");
        }
        source.push_str(&error.to_string());
        next = error.source();
    }
    let (status, code) = (failure.status().as_u16(), failure.code_str());
    if failure.status().is_server_error() {
        tracing::error!(operation, status, code, source, "{}", failure.message());
    } else {
        tracing::debug!(operation, status, code, source, "{}", failure.message());
    }
}

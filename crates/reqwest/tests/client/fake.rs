//! A transport that answers by a function and keeps what was sent.

use std::{
    future::Future,
    sync::{Arc, Mutex},
};

use specwright::client::{
    Body, BoxFuture, Bytes, Transport, TransportError,
    http::{HeaderName, HeaderValue, Request, Response, StatusCode},
};

type Answer = Arc<dyn Fn() -> Result<Response<Body>, TransportError> + Send + Sync>;

/// What was sent.
#[derive(Debug)]
pub struct Sent {
    /// Everything but the body.
    pub head: Request<()>,
    /// The body.
    pub body: Bytes,
}

/// The transport; clones share what was sent.
#[derive(Clone)]
pub struct Fake {
    sent: Arc<Mutex<Vec<Sent>>>,
    answer: Answer,
}

impl Fake {
    /// Answers with `status`, headers and a body.
    pub fn answering(
        status: u16,
        headers: &'static [(&'static str, &'static str)],
        body: &'static str,
    ) -> Self {
        Self::by(move || Ok(response(status, headers, body)))
    }

    /// Answers as `answer` says.
    pub fn by(
        answer: impl Fn() -> Result<Response<Body>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            sent: Arc::default(),
            answer: Arc::new(answer),
        }
    }

    /// Takes the only request that was sent.
    pub fn sent(&self) -> Sent {
        let mut sent = self.sent.lock().unwrap();
        assert_eq!(sent.len(), 1, "one request was sent");
        sent.remove(0)
    }

    /// Whether nothing was sent.
    pub fn is_untouched(&self) -> bool {
        self.sent.lock().unwrap().is_empty()
    }
}

impl Transport for Fake {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (parts, body) = request.into_parts();
        let body = body.as_bytes().cloned().unwrap_or_default();
        let head = Request::from_parts(parts, ());
        self.sent.lock().unwrap().push(Sent { head, body });
        let answer = (self.answer)();
        Box::pin(async move { answer })
    }
}

/// A response.
pub fn response(
    status: u16,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        let name = HeaderName::from_static(name);
        response
            .headers_mut()
            .append(name, HeaderValue::from_static(value));
    }
    response
}

/// Waits for a future.
pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// The header of a JSON answer.
pub const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

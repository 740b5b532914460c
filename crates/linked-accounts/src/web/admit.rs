//! A limit of how many requests are worked on at once.

use std::{
    convert::Infallible,
    future::{Future, ready},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use tokio::sync::Semaphore;
use tower::Service;

/// Lets a request in while there are few enough; the others are turned away
/// at once rather than kept waiting.
#[derive(Debug, Clone)]
pub(super) struct Admit<S> {
    inner: S,
    places: Arc<Semaphore>,
}

impl<S> Admit<S> {
    pub(super) fn new(inner: S, places: Arc<Semaphore>) -> Self {
        Self { inner, places }
    }
}

impl<S> Service<Request> for Admit<S>
where
    S: Service<Request, Error = Infallible>,
    S::Response: IntoResponse,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return Box::pin(ready(Ok(turned_away())));
        };
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await.map(IntoResponse::into_response);
            drop(place);
            answer
        })
    }
}

fn turned_away() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    let soon = HeaderValue::from_static("1");
    response.headers_mut().insert(header::RETRY_AFTER, soon);
    response
}

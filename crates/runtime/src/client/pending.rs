//! The futures of a call. Named and nearly free of generics, so that an
//! operation costs no state machine of its own.

use std::{
    convert::Infallible,
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;

use super::{Body, BoxFuture, Core, Error, Received, RequestError, TransportError};

/// Brings the answer of a call as it comes, whatever its status.
#[must_use = "a call is not sent until it is awaited"]
pub struct PendingResponse(BoxFuture<'static, Result<http::Response<Bytes>, Error<Infallible>>>);

impl PendingResponse {
    pub(super) fn new(core: Core, request: Result<http::Request<Body>, RequestError>) -> Self {
        Self(Box::pin(async move {
            let request = request?;
            Ok(exchange(&core, request).await?)
        }))
    }
}

async fn exchange(
    core: &Core,
    request: http::Request<Body>,
) -> Result<http::Response<Bytes>, TransportError> {
    let response = core.transport().send(request).await?;
    let (parts, body) = response.into_parts();
    let bytes = body.collect(core.answer_limit()).await?;
    Ok(http::Response::from_parts(parts, bytes))
}

impl Future for PendingResponse {
    type Output = Result<http::Response<Bytes>, Error<Infallible>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for PendingResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingResponse(..)")
    }
}

/// Brings the answer of a call.
#[must_use = "a call is not sent until it is awaited"]
pub struct PendingAnswer<A, E> {
    response: PendingResponse,
    read: fn(Received) -> Result<A, Error<E>>,
}

impl<A, E> PendingAnswer<A, E> {
    pub(super) fn new(
        response: PendingResponse,
        read: fn(Received) -> Result<A, Error<E>>,
    ) -> Self {
        Self { response, read }
    }
}

impl<A, E> Future for PendingAnswer<A, E> {
    type Output = Result<A, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let read = self.read;
        Pin::new(&mut self.response)
            .poll(cx)
            .map(|response| match response {
                Ok(response) => read(Received::new(response)),
                Err(error) => Err(error.map_api(|never| match never {})),
            })
    }
}

impl<A, E> fmt::Debug for PendingAnswer<A, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingAnswer(..)")
    }
}

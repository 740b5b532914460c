//! A transport without a socket: a client's requests go straight to a router.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
    thread::{self, Thread},
    time::{Duration, Instant},
};

use axum::Router;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body::{Frame, SizeHint};
use specwright::client::{Body, BoxFuture, Timeout, Transport, TransportError};
use tower::Service;

/// A transport that calls a [`Router`] in this process: for tests, and for
/// programs that hold both sides.
///
/// The router sees what it would see behind a socket: a path and query as its
/// URI, `Host` and `Content-Length` as headers, no extensions of the client's;
/// and the client sees no body where none travels, as with status 204.
/// Any base URL will do, for example `http://in.process`.
///
/// ```
/// # fn of(router: axum::Router) -> Result<specwright::client::Core, specwright::client::BuildError> {
/// let transport = specwright_axum::InProcess::new(router);
/// specwright::client::Core::new("http://in.process", transport)
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct InProcess {
    router: Router,
}

impl InProcess {
    /// The transport to `router`.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self { router }
    }
}

impl Transport for InProcess {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut router = self.router.clone();
        Box::pin(async move {
            let timeout = request.extensions().get::<Timeout>().copied();
            let mut deadline = timeout
                .map(|timeout| Deadline::after(timeout.0))
                .transpose()?;
            let method = request.method().clone();
            let request = as_received(request)?;
            let mut answer = std::pin::pin!(router.call(request));
            let answer = std::future::poll_fn(|cx| {
                if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
                    return Poll::Ready(Ok(answer));
                }
                match &mut deadline {
                    Some(deadline) => deadline.poll(cx).map(Err),
                    None => Poll::Pending,
                }
            });
            let answer = match answer.await? {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let (parts, body) = answer.into_parts();
            if !has_body(&method, parts.status) {
                return Ok(Response::from_parts(parts, Body::empty()));
            }
            let body = match deadline {
                None => Body::from_stream(body, TransportError::other),
                Some(deadline) => Body::from_stream(Limited { body, deadline }, |error| error),
            };
            Ok(Response::from_parts(parts, body))
        })
    }
}

/// Whether an answer's body travels over a socket.
fn has_body(method: &Method, status: StatusCode) -> bool {
    *method != Method::HEAD
        && !status.is_informational()
        && !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// The request as a server reads it from a socket.
fn as_received(request: Request<Body>) -> Result<Request<axum::body::Body>, TransportError> {
    let (parts, body) = request.into_parts();
    let mut received = Request::new(axum::body::Body::empty());
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    *received.uri_mut() = target.parse::<Uri>().map_err(TransportError::other)?;
    *received.method_mut() = parts.method;
    *received.headers_mut() = parts.headers;
    let headers = received.headers_mut();
    if let Some(authority) = parts.uri.authority()
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        headers.entry(header::HOST).or_insert(host);
    }
    let length = http_body::Body::size_hint(&body).exact().unwrap_or(0);
    if length > 0 {
        headers
            .entry(header::CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    *received.body_mut() = axum::body::Body::new(body);
    Ok(received)
}

/// A body that must have arrived by a deadline.
struct Limited {
    body: axum::body::Body,
    deadline: Deadline,
}

impl http_body::Body for Limited {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                Poll::Ready(frame.map(|frame| frame.map_err(TransportError::other)))
            }
            Poll::Pending => self.deadline.poll(cx).map(|error| Some(Err(error))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A point in time that wakes whoever waits for it: a thread that sleeps. Only
/// calls with a time limit have one; so no runtime's timer is asked for, which
/// may not be there.
struct Deadline {
    shared: Arc<Shared>,
    sleeper: Thread,
}

#[derive(Default)]
struct Shared {
    passed: AtomicBool,
    cancelled: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Deadline {
    fn after(time: Duration) -> Result<Self, TransportError> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let start = Instant::now();
        let sleeper = thread::Builder::new()
            .name("specwright-deadline".to_owned())
            .spawn(move || {
                while let Some(left) = time
                    .checked_sub(start.elapsed())
                    .filter(|left| !left.is_zero())
                {
                    if theirs.cancelled.load(Ordering::Acquire) {
                        return;
                    }
                    thread::park_timeout(left);
                }
                theirs.passed.store(true, Ordering::Release);
                let waker = theirs
                    .waker
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            })
            .map_err(TransportError::other)?
            .thread()
            .clone();
        Ok(Self { shared, sleeper })
    }

    /// Ready with the error once the time has passed.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        let mut waker = self
            .shared
            .waker
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if self.shared.passed.load(Ordering::Acquire) {
            return Poll::Ready(TransportError::timeout(
                "the time limit of the call has passed",
            ));
        }
        *waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.shared.cancelled.store(true, Ordering::Release);
        self.sleeper.unpark();
    }
}

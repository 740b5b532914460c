//! The service as an axum router, with what stands around its operations; and
//! the loop that serves it.

use std::{future::Future, io, sync::Arc, time::Duration};

use axum::{
    BoxError, Router,
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Response},
    serve::Listener,
};
use http::{HeaderValue, StatusCode, header};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use specwright_axum::{Call, Dialect, Failure, Options, Rejection};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet, time};
use tower::ServiceBuilder;
use tower_http::{
    limit::RequestBodyLimitLayer, set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};
use tracing::{Span, field::Empty};

use crate::{
    aci_linked_accounts::server as backend,
    clock::Clock,
    config::{Config, Limits},
    flow::FlowError,
    linked_accounts_browser::server as browser,
    service::Service,
    store::Store,
};

/// How long a connection may take to send the head of a request; also how
/// long it may idle between two.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the head of a request may be, in bytes.
const HEAD_BYTES: usize = 64 << 10;

/// How long requests that are under way may take when the service stops.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// The service as a router: what both documents describe.
///
/// # Errors
/// [`FlowError`]
pub fn router(config: Arc<Config>, store: Store, clock: Clock) -> Result<Router, FlowError> {
    let service = Service::new(config.clone(), store, clock)?;
    // Whoever keeps the service running asks for its health when it is busy,
    // too.
    let busy = backend::router(service.clone())
        .merge(browser::router_browser(service.clone()))
        .layer(from_fn_with_state(
            Arc::new(Semaphore::new(config.limits.concurrency)),
            admit,
        ));
    let routes = busy
        .merge(browser::router_health(service))
        .fallback(backend::not_found);
    Ok(surround(routes, &config.limits))
}

/// Limits, headers and traces around `routes`; the first is the outermost.
fn surround(routes: Router, limits: &Limits) -> Router {
    let timeout = StatusCode::SERVICE_UNAVAILABLE;
    let always =
        |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    // One service around the routes: each layer of its own would be a box more
    // for every request.
    let around = ServiceBuilder::new()
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log)
                .on_body_chunk(())
                .on_eos(())
                .on_failure(()),
        )
        // URLs with states and codes are in no cache and in no `Referer`, and
        // JSON is nothing else.
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .map_response(put_in_words)
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(TimeoutLayer::with_status_code(
            timeout,
            limits.request_timeout,
        ))
        .layer(Options::new().rejections(name_rejected));
    routes.layer(around)
}

/// Lets a request in while there are few enough; the others are turned away
/// at once rather than kept waiting.
async fn admit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => {
            let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
            let soon = HeaderValue::from_static("1");
            response.headers_mut().insert(header::RETRY_AFTER, soon);
            response
        }
    }
}

/// Words for the answers of the layers within, which have none or plain text:
/// problem details as everywhere else (RFC 9457).
fn put_in_words<B>(response: http::Response<B>) -> Response
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let is_bare = content_type.is_none_or(|own| own.as_bytes().starts_with(b"text/plain"));
    let failure = match response.status() {
        StatusCode::SERVICE_UNAVAILABLE if is_bare => {
            Failure::unavailable("The service cannot answer just now")
        }
        StatusCode::PAYLOAD_TOO_LARGE if is_bare => {
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too long").code("too_large")
        }
        _ => return response.map(Body::new),
    };
    let (mut parts, _) = response.into_parts();
    let worded = Rejection::from(failure).word(Dialect::Problem, &[]);
    let content_type = HeaderValue::from_static(worded.content_type);
    parts.headers.insert(header::CONTENT_TYPE, content_type);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(worded.body))
}

/// A request in the log: its method, and as soon as it is known the operation.
/// Not its path, its query nor its headers, which hold tickets, states, codes
/// and keys.
fn span<B>(request: &http::Request<B>) -> Span {
    let method = request.method();
    tracing::info_span!("request", %method, operation = Empty, path = Empty)
}

/// Says in the log which operation a request is for, by the document.
pub(crate) fn name_operation(call: &Call) {
    Span::current()
        .record("operation", call.operation_id())
        .record("path", call.template());
}

/// Does so where no handler is called, and leaves the answer as it is.
fn name_rejected(_rejection: &Rejection, call: Option<&Call>) -> Option<Response> {
    call.map(name_operation);
    None
}

fn log<B>(response: &http::Response<B>, latency: Duration, _span: &Span) {
    let status = response.status().as_u16();
    let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    if response.status().is_server_error() {
        tracing::warn!(status, latency_us, "answered");
    } else {
        tracing::info!(status, latency_us, "answered");
    }
}

/// Serves `router` until `shutdown`. Then no more connections are taken, and
/// requests that are under way have [`DRAIN_TIMEOUT`] to end.
///
/// # Errors
/// None today: trouble with one connection is that connection's.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let (stream, _) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            Some(_) = connections.join_next() => continue,
            () = &mut shutdown => break,
        };
        // Answers are short: none waits for more to send.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        connections.spawn(graceful.watch(connection));
    }
    drop(listener);
    let drained = time::timeout(DRAIN_TIMEOUT, graceful.shutdown()).await;
    if drained.is_err() {
        tracing::warn!(open = connections.len(), "connections are cut off");
    }
    // Dropping what is left cuts it off.
    Ok(())
}

//! The service as an axum router, with what stands around its operations; and
//! the loop that serves it.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

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
use tokio_util::task::TaskTracker;
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

/// How long a callback may take beside the provider: the database may have to
/// wait twice for another process.
const CALLBACK_MARGIN: Duration = Duration::from_secs(10);

/// How long stopping may take beside that.
const DRAIN_MARGIN: Duration = Duration::from_secs(2);

/// The service, ready to be served. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site {
    router: Router,
    exchanges: TaskTracker,
    connections: usize,
    drain: Duration,
}

impl Site {
    /// The service that both documents describe.
    ///
    /// # Errors
    /// [`FlowError`]
    pub fn new(config: &Arc<Config>, store: Store, clock: Clock) -> Result<Self, FlowError> {
        let service = Service::new(Arc::clone(config), store, clock)?;
        let exchanges = service.flow().exchanges().clone();
        let limits = &config.limits;
        Ok(Self {
            router: routes(config, service)?,
            exchanges,
            connections: limits.connections,
            drain: limits.provider_timeout + CALLBACK_MARGIN + DRAIN_MARGIN,
        })
    }

    /// What answers requests.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The same with more routes beside it.
    #[must_use]
    pub fn with(mut self, more: Router) -> Self {
        self.router = self.router.merge(more);
        self
    }
}

/// The service as a router: what both documents describe.
///
/// # Errors
/// [`FlowError`]
pub fn router(config: Arc<Config>, store: Store, clock: Clock) -> Result<Router, FlowError> {
    Ok(Site::new(&config, store, clock)?.router)
}

fn routes(config: &Config, service: Service) -> Result<Router, FlowError> {
    let limits = &config.limits;
    // The provider has its own time limit, and what comes of a spent code is
    // told to whoever waits for it.
    let callback = limits.provider_timeout + CALLBACK_MARGIN;
    // Whoever keeps the service running asks for its health when it is busy,
    // too.
    let busy = timed(backend::router(service.clone()), limits.request_timeout)
        .merge(timed(
            browser::router_browser(service.clone()),
            limits.request_timeout.max(callback),
        ))
        .layer(from_fn_with_state(
            Arc::new(Semaphore::new(limits.concurrency)),
            admit,
        ));
    let health = timed(browser::router_health(service), limits.request_timeout);
    let routes = below(config, busy.merge(health))?.fallback(backend::not_found);
    Ok(surround(routes, limits))
}

/// The routes below the path of the public URL as well, for proxies that leave
/// it on; those that take it off come without.
fn below(config: &Config, routes: Router) -> Result<Router, FlowError> {
    let path = config.public_url.path().trim_end_matches('/');
    if path.is_empty() {
        return Ok(routes);
    }
    // What means something in axum's paths.
    let odd = |step: &str| step.is_empty() || step.starts_with([':', '*']);
    if path.split('/').skip(1).any(odd) || path.contains(['{', '}']) {
        return Err(FlowError::PublicPath);
    }
    Ok(Router::new().nest(path, routes.clone()).merge(routes))
}

fn timed(routes: Router, limit: Duration) -> Router {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    routes.layer(TimeoutLayer::with_status_code(status, limit))
}

/// Limits, headers and traces around `routes`; the first is the outermost.
fn surround(routes: Router, limits: &Limits) -> Router {
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
        .map_request(to_be_named)
        .map_response(put_in_words)
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
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
        // Too many at once, or too slow.
        StatusCode::SERVICE_UNAVAILABLE if is_bare => {
            Failure::unavailable("The service cannot answer just now")
        }
        StatusCode::PAYLOAD_TOO_LARGE if is_bare => {
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too long").code("too_large")
        }
        _ => return response.map(Body::new),
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!("turned away: too many requests at once, or this one took too long");
    }
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

/// Whether the span of a request has its operation.
#[derive(Debug, Clone, Default)]
struct Named(Arc<AtomicBool>);

fn to_be_named<B>(mut request: http::Request<B>) -> http::Request<B> {
    request.extensions_mut().insert(Named::default());
    request
}

/// Says in the log which operation a request is for, by the document; once, for
/// a span keeps whatever is recorded.
pub(crate) fn name_operation(call: &Call) {
    let named = call.extensions().get::<Named>();
    if named.is_some_and(|named| named.0.swap(true, Ordering::Relaxed)) {
        return;
    }
    Span::current()
        .record("operation", call.operation_id())
        .record("path", call.template());
}

/// Does so where no handler is called, and leaves the answer as it is.
fn name_rejected(_rejection: &Rejection, call: Option<&Call>) -> Option<Response> {
    call.map(name_operation);
    None
}

/// Not louder for failures: what went wrong has a line of its own.
fn log<B>(response: &http::Response<B>, latency: Duration, _span: &Span) {
    let status = response.status().as_u16();
    let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(status, latency_us, "answered");
}

/// Serves `site` until `shutdown`. Then no more connections are taken, requests
/// that are under way are answered, and links whose codes may be spent are
/// finished. That has as long as the provider may take and a little more; it
/// ends before that with `at_once`, which is not looked at earlier.
pub async fn serve(
    site: Site,
    mut listener: TcpListener,
    shutdown: impl Future<Output = ()>,
    at_once: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let is_full = connections.len() >= site.connections;
        let (stream, _) = tokio::select! {
            // Who comes meanwhile waits in the listener's queue.
            accepted = Listener::accept(&mut listener), if !is_full => accepted,
            Some(_) = connections.join_next() => continue,
            () = &mut shutdown => break,
        };
        // Answers are short: none waits for more to send.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(site.router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        connections.spawn(graceful.watch(connection));
    }
    drop(listener);
    site.exchanges.close();
    let under_way = async {
        graceful.shutdown().await;
        site.exchanges.wait().await;
    };
    let why = tokio::select! {
        () = under_way => return,
        () = time::sleep(site.drain) => "it takes too long",
        () = at_once => "asked again",
    };
    while connections.try_join_next().is_some() {}
    // Dropping what is left cuts it off.
    tracing::warn!(
        why,
        connections = connections.len(),
        links = site.exchanges.len(),
        "what is under way is cut off"
    );
}

//! Operations into an [`axum::Router`].
//!
//! Templates that axum cannot tell apart are one route. Where such a route
//! has a single template of whole parameters and methods that axum knows,
//! each method is a handler of axum's, so that routers merge; otherwise a
//! table of our own finds template and method.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    fmt,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::Body,
    response::Response,
    routing::{MethodFilter, MethodRouter, any_service},
};
use http::{HeaderValue, Method, Request, header};
use specwright::rejection::{Reason, Rejection};
use tower::{Layer, Service};

use crate::{
    body,
    call::Call,
    input::{Input, Received},
    operation::{Api, BoxFuture, Operation, Row},
    reject::reject,
    security::{Guard, admit},
    template::{Captures, Template},
};

/// Which operations a router gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mount {
    /// All of them.
    All,
    /// Those that a router of one tag can have.
    Tag,
    /// Those that it cannot.
    Shared,
}

/// A router of operations: no fallback is set, so it merges with others.
pub fn mount<S, P>(
    api: &'static Api,
    service: S,
    guard: Guard<S, P>,
    rows: impl IntoIterator<Item = Vec<Row<S, P>>>,
    which: Mount,
) -> Router
where
    S: Send + Sync + 'static,
    P: Send + 'static,
{
    let server = Arc::new(Server {
        api,
        service: Arc::new(service),
        guard,
    });
    let rows = rows.into_iter().flatten().filter(|row| match which {
        Mount::All => true,
        Mount::Tag => !row.operation.shared,
        Mount::Shared => row.operation.shared,
    });
    let targets = rows.map(|row| {
        let operation = row.operation;
        let server = server.clone();
        let values = operation.values;
        let precise = (!values.is_empty()).then(|| Template::with_values(operation.path, values));
        Target {
            operation,
            precise: precise.map(Arc::new),
            handle: Arc::new(Bound { server, row }),
        }
    });
    build(api, targets.collect())
}

struct Server<S, P> {
    api: &'static Api,
    service: Arc<S>,
    guard: Guard<S, P>,
}

/// An operation, whatever the application's types.
trait Handle: Send + Sync {
    fn handle(&self, request: Request<Body>, captures: Captures) -> BoxFuture<'static, Response>;
}

struct Bound<S, P> {
    server: Arc<Server<S, P>>,
    row: Row<S, P>,
}

impl<S, P> Handle for Bound<S, P>
where
    S: Send + Sync + 'static,
    P: Send + 'static,
{
    fn handle(&self, request: Request<Body>, captures: Captures) -> BoxFuture<'static, Response> {
        let (server, run) = (self.server.clone(), self.row.run);
        let operation = self.row.operation;
        let (parts, body) = request.into_parts();
        let call = Call::new(parts, operation);
        if operation.security.is_empty() && operation.body.accepts.is_empty() {
            let input = Input {
                api: server.api,
                call,
                captures,
                body: Received::Nothing,
                principal: None,
            };
            return run(server.service.clone(), input);
        }
        Box::pin(async move {
            let principal = match admit(&server.guard, &server.service, &call).await {
                Ok(principal) => principal,
                Err(refusal) => return refusal.respond(server.api, &call),
            };
            let body = body::receive(operation.body, &call, body).await;
            let input = Input {
                api: server.api,
                call,
                captures,
                body,
                principal,
            };
            run(server.service.clone(), input).await
        })
    }
}

#[derive(Clone)]
struct Target {
    operation: &'static Operation,
    /// Its template with the values of its parameters, where they tell more
    /// than the text between them.
    precise: Option<Arc<Template>>,
    handle: Arc<dyn Handle>,
}

impl Target {
    /// What the path, which the template matches, has for the parameters.
    fn captures(&self, path: &str, found: Captures) -> Captures {
        let precise = self.precise.as_ref();
        precise
            .and_then(|precise| precise.captures(path))
            .unwrap_or(found)
    }
}

fn build(api: &'static Api, targets: Vec<Target>) -> Router {
    let mut shapes: BTreeMap<String, Vec<Path>> = BTreeMap::new();
    for target in targets {
        let template = Template::new(target.operation.path);
        let paths = shapes.entry(template.route()).or_default();
        match paths.iter_mut().find(|path| path.template == template) {
            Some(path) => path.targets.push(target),
            None => paths.push(Path {
                template,
                targets: vec![target],
            }),
        }
    }
    let mut router = Router::new();
    for (route, mut paths) in shapes {
        let methods = match (paths.len(), paths.pop()) {
            (1, Some(path)) if path.is_plain() => plain(api, path),
            (_, last) => {
                paths.extend(last);
                paths.sort_by_key(|path| path.template.rank());
                any_service(Shape {
                    api,
                    paths: paths.into(),
                })
            }
        };
        router = router.route(&route, methods);
    }
    router
}

/// A template and the operations under it.
struct Path {
    template: Template,
    targets: Vec<Target>,
}

impl Path {
    fn is_plain(&self) -> bool {
        let mut methods = self.targets.iter().map(|target| target.operation.method);
        self.template.is_plain() && methods.all(|method| filter(method).is_some())
    }
}

fn filter(method: &str) -> Option<MethodFilter> {
    Some(match method {
        "GET" => MethodFilter::GET,
        "HEAD" => MethodFilter::HEAD,
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        "OPTIONS" => MethodFilter::OPTIONS,
        "TRACE" => MethodFilter::TRACE,
        _ => return None,
    })
}

/// Handlers of axum's. The answer to other methods is a layer around axum's
/// own, which, unlike a fallback, merges.
fn plain(api: &'static Api, path: Path) -> MethodRouter {
    let template = Arc::new(path.template);
    let mut router = MethodRouter::<(), Infallible>::new().layer(NotAllowed {
        api,
        template: template.clone(),
    });
    for target in path.targets {
        if let Some(filter) = filter(target.operation.method) {
            let endpoint = Endpoint {
                api,
                template: template.clone(),
                handle: target.handle,
            };
            router = router.on_service(filter, endpoint);
        }
    }
    router
}

/// The answer where nothing is.
pub fn not_found(api: &Api, request: &Request<Body>) -> Response {
    let rejection = Rejection::new(Reason::NotFound);
    reject(api, None, request.extensions(), rejection)
}

/// The answer to a method that the path does not know. Without `allow`, axum
/// adds the header.
fn not_allowed(api: &Api, request: &Request<Body>, allow: Option<&str>) -> Response {
    let mut rejection = Rejection::new(Reason::MethodNotAllowed);
    if let Some(value) = allow.and_then(|allow| HeaderValue::from_str(allow).ok()) {
        rejection.headers.insert(header::ALLOW, value);
    }
    reject(api, None, request.extensions(), rejection)
}

/// One operation under a template of its own.
#[derive(Clone)]
struct Endpoint {
    api: &'static Api,
    template: Arc<Template>,
    handle: Arc<dyn Handle>,
}

impl Service<Request<Body>> for Endpoint {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answering {
        match self.template.captures(request.uri().path()) {
            Some(captures) => Answering(Ok(self.handle.handle(request, captures))),
            None => Answering::now(not_found(self.api, &request)),
        }
    }
}

/// Templates that axum cannot tell apart, the more specific ones first, with
/// a table of methods each.
#[derive(Clone)]
struct Shape {
    api: &'static Api,
    paths: Arc<[Path]>,
}

impl Service<Request<Body>> for Shape {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answering {
        let uri = request.uri();
        let mut paths = self.paths.iter();
        let found = paths.find_map(|path| Some((path, path.template.captures(uri.path())?)));
        let Some((path, captures)) = found else {
            return Answering::now(not_found(self.api, &request));
        };
        match path.target(request.method()) {
            Some(target) => {
                let captures = target.captures(uri.path(), captures);
                Answering(Ok(target.handle.handle(request, captures)))
            }
            None => Answering::now(not_allowed(self.api, &request, Some(&path.allow()))),
        }
    }
}

impl Path {
    /// The operation for a method; one for `GET` also answers `HEAD`.
    fn target(&self, method: &Method) -> Option<&Target> {
        let of = |method: &str| {
            let mut targets = self.targets.iter();
            targets.find(|target| target.operation.method == method)
        };
        of(method.as_str()).or_else(|| (method == Method::HEAD).then(|| of("GET")).flatten())
    }

    fn allow(&self) -> String {
        let mut allow: Vec<&str> = Vec::new();
        for target in &self.targets {
            let method = target.operation.method;
            let both: &[&str] = if method == "GET" {
                &["GET", "HEAD"]
            } else {
                &[method]
            };
            for method in both {
                if !allow.contains(method) {
                    allow.push(method);
                }
            }
        }
        allow.join(",")
    }
}

/// Answers methods that a plain path does not know, in place of what it is
/// laid around.
#[derive(Clone)]
struct NotAllowed {
    api: &'static Api,
    template: Arc<Template>,
}

impl<S> Layer<S> for NotAllowed {
    type Service = Self;

    fn layer(&self, _inner: S) -> Self {
        self.clone()
    }
}

impl Service<Request<Body>> for NotAllowed {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        ready(Ok(match self.template.captures(request.uri().path()) {
            Some(_) => not_allowed(self.api, &request, None),
            None => not_found(self.api, &request),
        }))
    }
}

/// The future of an endpoint: an operation's, or an answer that is there.
struct Answering(Result<BoxFuture<'static, Response>, Option<Response>>);

impl Answering {
    fn now(response: Response) -> Self {
        Self(Err(Some(response)))
    }
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Ok(future) => future.as_mut().poll(cx).map(Ok),
            Err(response) => Poll::Ready(Ok(response.take().unwrap_or_default())),
        }
    }
}

impl fmt::Debug for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answering(..)")
    }
}

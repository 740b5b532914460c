//! What an application may decide beside the document.

use std::{
    collections::HashMap,
    fmt,
    sync::Arc,
    task::{Context, Poll},
};

use axum::response::Response;
use http::{Extensions, Request};
use specwright::rejection::Rejection;
use tower::{Layer, Service};

use crate::call::Call;

/// The longest request body that is received unless [`Options`] say
/// otherwise: 2 MiB.
pub(crate) const BODY_LIMIT: usize = 2 * 1024 * 1024;

type Wording = dyn Fn(&Rejection, Option<&Call>) -> Option<Response> + Send + Sync;

/// What an application may decide beside the document: the limits of request
/// bodies, and another wording of rejections. A layer for a generated router,
/// or for one it was merged into or nested in; the innermost counts.
///
/// ```
/// use specwright_axum::Options;
///
/// # let router: axum::Router = axum::Router::new();
/// let router = router.layer(
///     Options::new()
///         .body_limit(64 * 1024)
///         .operation_body_limit("upload_photo", 20 * 1024 * 1024),
/// );
/// ```
#[derive(Clone, Default)]
pub struct Options(Arc<Inner>);

#[derive(Clone, Default)]
struct Inner {
    limit: Option<usize>,
    limits: HashMap<String, usize>,
    wording: Option<Arc<Wording>>,
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another limit for request bodies, in bytes, instead of 2 MiB.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        self.with(|inner| inner.limit = Some(bytes))
    }

    /// Another limit for the request bodies of one operation, in bytes.
    #[must_use]
    pub fn operation_body_limit(self, operation_id: impl Into<String>, bytes: usize) -> Self {
        self.with(|inner| {
            inner.limits.insert(operation_id.into(), bytes);
        })
    }

    /// Another wording: asked for every answer that no handler writes, with
    /// the operation's call where the request had come that far. `None`
    /// leaves the wording to the document.
    #[must_use]
    pub fn rejections<F>(self, wording: F) -> Self
    where
        F: Fn(&Rejection, Option<&Call>) -> Option<Response> + Send + Sync + 'static,
    {
        self.with(|inner| inner.wording = Some(Arc::new(wording)))
    }

    fn with(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    pub(crate) fn of(extensions: &Extensions) -> Option<&Self> {
        extensions.get()
    }

    pub(crate) fn word(&self, rejection: &Rejection, call: Option<&Call>) -> Option<Response> {
        self.0.wording.as_ref()?(rejection, call)
    }

    /// The longest body of an operation's request.
    pub(crate) fn limit(extensions: &Extensions, operation: &str) -> usize {
        let Some(options) = Self::of(extensions) else {
            return BODY_LIMIT;
        };
        let own = options.0.limits.get(operation).copied();
        own.or(options.0.limit).unwrap_or(BODY_LIMIT)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("limit", &self.0.limit)
            .field("limits", &self.0.limits)
            .field("rejections", &self.0.wording.is_some())
            .finish()
    }
}

impl<S> Layer<S> for Options {
    type Service = WithOptions<S>;

    fn layer(&self, inner: S) -> Self::Service {
        WithOptions {
            inner,
            options: self.clone(),
        }
    }
}

/// Puts [`Options`] beside each request, unless an inner layer will.
#[derive(Debug, Clone)]
pub struct WithOptions<S> {
    inner: S,
    options: Options,
}

impl<S, B> Service<Request<B>> for WithOptions<S>
where
    S: Service<Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.options.clone());
        self.inner.call(request)
    }
}

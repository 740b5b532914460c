//! Operations as constant data, and the functions that stand behind them.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::response::Response;
use specwright::{
    rejection::{Declared, Dialect},
    wire::Duplicates,
};

use crate::input::Input;

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What holds for all operations of a document.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// How rejections are worded.
    pub dialect: Dialect,
    /// What a scalar parameter given twice means.
    pub duplicates: Duplicates,
    /// The status of a rejected request.
    pub rejection: u16,
}

/// An operation as the document describes it, for everything that does not
/// need its types.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// `operationId`, else the method and the path template.
    pub id: &'static str,
    /// The method, in capitals.
    pub method: &'static str,
    /// The path template.
    pub path: &'static str,
    /// The values of path parameters that may have the text before them in
    /// them, too: `tar.gz` of `{ext}` in `{name}.{ext}`.
    pub values: &'static [(&'static str, &'static [&'static str])],
    /// The status of a rejected request, if not the document's.
    pub rejection: Option<u16>,
    /// The alternatives, each the schemes asked for together (an index into
    /// the guard's) with their scopes. Nothing: no credentials are looked at;
    /// an empty alternative: they may be left out.
    pub security: &'static [&'static [(usize, &'static [&'static str])]],
    /// The body.
    pub body: RequestBody,
    /// Error responses with a schema of their own: codes, ranges, default.
    pub declared: &'static [Declared],
    /// Whether other tags have operations under the same path in a way that
    /// a router of one tag cannot tell apart.
    pub shared: bool,
}

impl Operation {
    /// What rows of a table leave out.
    pub const NONE: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        values: &[],
        rejection: None,
        security: &[],
        body: RequestBody::NONE,
        declared: &[],
        shared: false,
    };

    /// Whether a request may come without credentials.
    pub(crate) fn is_optional(&self) -> bool {
        self.security
            .iter()
            .any(|alternative| alternative.is_empty())
    }
}

/// How a request body is received.
#[derive(Debug, Clone, Copy)]
pub struct RequestBody {
    /// The media types and ranges (`image/*`) that are taken: lower case,
    /// without parameters. None: no body is read.
    pub(crate) accepts: &'static [&'static str],
}

impl RequestBody {
    /// No body is read.
    pub const NONE: Self = Self { accepts: &[] };

    /// A body of one of these media types and ranges: lower case, without
    /// parameters.
    #[must_use]
    pub const fn of(accepts: &'static [&'static str]) -> Self {
        Self { accepts }
    }
}

/// The function behind an operation: reads the request, calls the trait,
/// writes the answer.
pub type Run<S, P> = fn(Arc<S>, Input<P>) -> BoxFuture<'static, Response>;

/// An operation and its function.
#[derive(Debug)]
pub struct Row<S, P> {
    /// The operation.
    pub operation: &'static Operation,
    /// Its function.
    pub run: Run<S, P>,
}

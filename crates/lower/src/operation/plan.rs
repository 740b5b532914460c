//! Which operations there are: paths and methods, before anything is named.

use std::collections::BTreeMap;

use specwright_ir as ir;
use specwright_source::codes::{gap, operation as codes};
use specwright_source::{Diagnostic, Pointer, Span};
use specwright_spec::model::{
    Callback, Document, Item, Method, Named, Operation, PathItem, Spanned,
};

use super::report::{Place, Report};
use super::template;

/// An operation that may be generated.
#[derive(Debug)]
pub(super) struct Planned<'d> {
    /// Its path template.
    pub(super) template: &'d Spanned<String>,
    /// The template's parts.
    pub(super) segments: Vec<ir::Segment>,
    /// Its path item.
    pub(super) path_item: &'d PathItem,
    /// Its method.
    pub(super) method: ir::Method,
    /// The text of the method.
    pub(super) method_span: Span,
    /// The operation.
    pub(super) operation: &'d Operation,
    /// Where it is reached: below `paths`, whatever references lead there.
    pub(super) reached: Pointer,
}

impl Planned<'_> {
    /// `operationId`, else the method and the path.
    pub(super) fn id(&self) -> String {
        match &self.operation.operation_id {
            Some(id) => id.value.clone(),
            None => format!("{} {}", self.method.0, self.template.value),
        }
    }

    /// What it is called in `names.lock`.
    pub(super) fn key(&self) -> String {
        const FIXED: &[&str] = &[
            "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
        ];
        let token = &self.method.0;
        let fixed = FIXED.contains(&token.as_str());
        let member = if fixed {
            token.to_ascii_lowercase()
        } else {
            token.clone()
        };
        format!("#{}", paths().child(&self.template.value).child(member))
    }

    /// Whether the other operation has the same path to the letter.
    fn has_path_of(&self, other: &Self) -> bool {
        self.template.value == other.template.value
    }

    /// Where it is written; the text is that of the method.
    pub(super) fn place(&self) -> Place {
        Place::new(self.method_span, &self.operation.location)
    }
}

/// The operations below `paths`, in the order of the document, without those
/// whose path or method cannot be served.
pub(super) fn operations<'d>(document: &'d Document, report: &mut Report) -> Vec<Planned<'d>> {
    let mut planned = Vec::new();
    for (path, item) in &document.paths {
        path_servers(path, item, report);
        let segments = match template::parse(&path.value) {
            Ok(segments) => segments,
            Err(reason) => {
                unmatched(path, item, &reason, report);
                continue;
            }
        };
        for (method, operation) in &item.value.operations {
            operation_gaps(operation, report);
            let Some(token) = served(method, operation, report) else {
                continue;
            };
            planned.push(Planned {
                template: path,
                segments: segments.clone(),
                path_item: &item.value,
                reached: paths().child(&path.value).child(&token.0),
                method: token,
                method_span: method.span,
                operation,
            });
        }
    }
    webhooks(document, report);
    planned
}

fn paths() -> Pointer {
    Pointer::root().child("paths")
}

fn unmatched(path: &Spanned<String>, item: &Item<PathItem>, reason: &str, report: &mut Report) {
    let place = Place {
        span: path.span,
        pointer: paths().child(&path.value),
    };
    for (method, operation) in &item.value.operations {
        let id = match &operation.operation_id {
            Some(id) => id.value.clone(),
            None => format!("{} {}", token(&method.value), path.value),
        };
        report.gap(place.gap(
            gap::PATH_TEMPLATE,
            format!("operation `{id}` is left out: its path {reason}"),
        ));
    }
}

/// The method's token, if requests with it can be served.
fn served(
    method: &Spanned<Method>,
    operation: &Operation,
    report: &mut Report,
) -> Option<ir::Method> {
    let token = token(&method.value);
    let reason = if !is_token(&token) {
        "is no token"
    } else if token == "CONNECT" {
        "asks for a tunnel"
    } else {
        return Some(ir::Method(token));
    };
    let id = operation
        .operation_id
        .as_ref()
        .map_or(token.as_str(), |id| id.value.as_str());
    let place = Place::new(method.span, &operation.location);
    report.gap(place.gap(
        gap::METHOD,
        format!("operation `{id}` is left out: its method {reason}"),
    ));
    None
}

/// The method as it is sent.
fn token(method: &Method) -> String {
    let token = match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
        Method::Query => "QUERY",
        Method::Other(token) => token,
    };
    token.to_owned()
}

/// Whether the text is a token of RFC 9110, 5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// What hangs on an operation and is not generated, whether or not the
/// operation itself is.
fn operation_gaps(operation: &Operation, report: &mut Report) {
    let place = Place::new(operation.span, &operation.location);
    for (name, callback) in &operation.callbacks {
        callback_gap(&place, name, callback, report);
    }
    if let Some(server) = operation.servers.first() {
        let place = place.member(server.span, &["servers"]);
        report.gap(place.gap(
            gap::OPERATION_SERVERS,
            "the operation's own servers are not used",
        ));
    }
}

fn callback_gap(
    place: &Place,
    name: &Spanned<String>,
    callback: &Item<Callback>,
    report: &mut Report,
) {
    let place = match callback.reference {
        Some(_) => Place::new(name.span, &callback.location),
        None => place.member(name.span, &["callbacks", &name.value]),
    };
    let message = format!("the callback `{}` is not generated", name.value);
    report.gap(place.gap(gap::CALLBACK, message));
}

fn path_servers(path: &Spanned<String>, item: &Item<PathItem>, report: &mut Report) {
    if let Some(server) = item.value.servers.first() {
        let place = Place {
            span: server.span,
            pointer: paths().child(&path.value).child("servers"),
        };
        report.gap(place.gap(
            gap::OPERATION_SERVERS,
            format!("the servers of `{}` are not used", path.value),
        ));
    }
}

fn webhooks(document: &Document, report: &mut Report) {
    let webhooks: &Named<Item<PathItem>> = &document.webhooks;
    for (name, _) in webhooks {
        let place = Place {
            span: name.span,
            pointer: Pointer::root().child("webhooks").child(&name.value),
        };
        let message = format!("the webhook `{}` is not generated", name.value);
        report.gap(place.gap(gap::WEBHOOK, message));
    }
}

/// Errors for operations that answer the same requests; warnings for
/// templates that should have been one.
pub(super) fn conflicts(planned: &[Planned<'_>], report: &mut Report) {
    let mut shapes: BTreeMap<Vec<Option<&str>>, Vec<&Planned<'_>>> = BTreeMap::new();
    for later in planned {
        let same = shapes.entry(template::shape(&later.segments)).or_default();
        let rival = same.iter().find(|earlier| earlier.method == later.method);
        let first = same.first();
        if let Some(rival) = rival {
            report.tell(conflict(rival, later));
        } else if let Some(first) = first.filter(|first| !first.has_path_of(later)) {
            report.tell(renamed(first, later));
        }
        same.push(later);
    }
}

fn conflict(earlier: &Planned<'_>, later: &Planned<'_>) -> Diagnostic {
    Diagnostic::error(
        codes::ROUTE_CONFLICT,
        later.method_span,
        format!(
            "`{} {}` answers the same requests as `{} {}`",
            later.method.0, later.template.value, earlier.method.0, earlier.template.value
        ),
    )
    .label("no request gets here")
    .also(earlier.method_span, "the operation that comes first")
    .help("remove one of the operations, or change its path")
}

fn renamed(earlier: &Planned<'_>, later: &Planned<'_>) -> Diagnostic {
    Diagnostic::warning(
        codes::ROUTE_NAMES,
        later.template.span,
        format!(
            "the path `{}` is the same as `{}`",
            later.template.value, earlier.template.value
        ),
    )
    .also(earlier.template.span, "the path that comes first")
    .help("write the operations of both under one path")
}

/// One route a path shape, in the order of the document. `planned` are the
/// operations that are generated.
pub(super) fn routes(planned: &[&Planned<'_>]) -> Vec<ir::Route> {
    let mut routes: Vec<ir::Route> = Vec::new();
    let mut known: BTreeMap<Vec<Option<&str>>, usize> = BTreeMap::new();
    for (operation, index) in planned.iter().zip(0u32..) {
        let method = (operation.method.clone(), ir::OperationIndex(index));
        let next = routes.len();
        let at = *known
            .entry(template::shape(&operation.segments))
            .or_insert(next);
        match routes.get_mut(at) {
            Some(route) => route.methods.push(method),
            None => routes.push(ir::Route {
                template: operation.template.value.clone(),
                segments: operation.segments.clone(),
                methods: vec![method],
            }),
        }
    }
    routes
}

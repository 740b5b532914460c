//! Everything about operations: groups, names, parameters, bodies, responses,
//! security, routes, and how errors are worded.

mod body;
mod carried;
mod errors;
mod fill;
mod groups;
mod media;
mod naming;
mod params;
mod plan;
mod report;
mod responses;
mod security;
mod servers;
mod status;
mod template;

use specwright_ir as ir;
use specwright_source::Span;
use specwright_spec::model::{Item, Location, Spanned};

pub use errors::settle_errors;

use naming::OperationNames;
use plan::Planned;
use report::{Report, Skip};
use security::Requirement;

use crate::names;
use crate::schema::{Context, Lowering, Roots};

/// Everything of an [`ir::Api`] except its types; the dialect and what
/// belongs to it ([`ir::Operation::declared_errors`],
/// [`ir::Operation::rejection_status`]) are set by [`settle_errors`] when the
/// types are known. Diagnostics and gaps are in the [`Lowering`].
#[derive(Debug)]
pub struct Operations {
    /// Title, version, description.
    pub info: ir::Info,
    /// One trait a tag.
    pub groups: Vec<ir::Group>,
    /// The operations that are generated.
    pub operations: Vec<ir::Operation>,
    /// One route a path shape.
    pub routes: Vec<ir::Route>,
    /// The schemes that operations use.
    pub security_schemes: Vec<ir::SecurityScheme>,
    /// The document's servers.
    pub servers: Vec<ir::Server>,
    /// Where each response of each operation is written, in the order of
    /// [`Operations::operations`] and [`ir::Operation::responses`].
    pub response_spans: Vec<Vec<Span>>,
}

impl Operations {
    /// What types are reached from.
    #[must_use]
    pub fn roots(&self) -> Roots {
        let mut roots = Roots::default();
        for operation in &self.operations {
            let params = operation.params.iter().map(|param| &param.ty);
            let body = operation.body.iter().map(|body| &body.ty);
            roots.request.extend(params.chain(body).cloned());
            for response in &operation.responses {
                let headers = response.headers.iter().map(|header| &header.ty);
                let body = response.body.iter().map(|body| &body.ty);
                roots.response.extend(headers.chain(body).cloned());
            }
        }
        roots
    }
}

/// Lowers everything about operations. Types are asked of `types`, where the
/// findings are left, too. An operation that cannot be served is left out, with
/// a gap that says why.
pub fn lower_operations(types: &mut Lowering<'_>) -> Operations {
    let document = types.document();
    let mut report = Report::default();
    let planned = plan::operations(document, &mut report);
    plan::conflicts(&planned, &mut report);
    let named = naming::operations(&planned, types, &mut report);

    let mut kept = Vec::new();
    let mut lowered = Vec::new();
    for (operation, names) in planned.iter().zip(named) {
        match lower(operation, names, types, &mut report) {
            Ok(result) => {
                kept.push(operation);
                lowered.push(result);
            }
            Err(Skip(mut gap)) => {
                let id = operation.id();
                gap.message = format!("operation `{id}` is left out: {}", gap.message);
                report.gap(gap);
            }
        }
    }

    let mut operations = Vec::new();
    let mut requirements = Vec::new();
    let mut response_spans = Vec::new();
    for result in lowered {
        operations.push(result.operation);
        requirements.push(result.requirement);
        response_spans.push(result.response_spans);
    }
    let (groups, members) = groups::groups(document, &kept, &operations, &mut report);
    let (security_schemes, security) = security::settle(document, requirements, &mut report);
    for ((operation, group), security) in operations.iter_mut().zip(members).zip(security) {
        operation.group = group;
        operation.security = security;
    }
    let servers = servers::servers(document, &mut report);
    report.leave(types);
    Operations {
        info: servers::info(&document.info),
        routes: plan::routes(&kept),
        groups,
        operations,
        security_schemes,
        servers,
        response_spans,
    }
}

/// An operation without its group and security, which are indexes.
struct Lowered {
    operation: ir::Operation,
    requirement: Requirement,
    response_spans: Vec<Span>,
}

fn lower<'d>(
    planned: &Planned<'d>,
    named: OperationNames,
    types: &mut Lowering<'d>,
    report: &mut Report,
) -> Result<Lowered, Skip> {
    let document = types.document();
    let written = planned.operation;
    let requirement = security::requirement(document, written, &planned.place())?;
    let mut scope = Scope {
        planned,
        stem: &named.stem,
        types,
        report,
    };
    let params = params::params(&mut scope)?;
    let body = body::body(&mut scope);
    let (responses, response_spans) = responses::responses(&mut scope);
    let operation = ir::Operation {
        id: planned.id(),
        origin: written.location.pointer.clone(),
        method: planned.method.clone(),
        path: planned.template.value.clone(),
        group: ir::GroupIndex(0),
        docs: operation_docs(planned, &named.ident),
        params,
        body,
        responses,
        security: ir::Security::None,
        rejection_status: 400,
        declared_errors: Vec::new(),
        ident: named.ident,
        flat: named.flat,
        stem: named.stem,
    };
    Ok(Lowered {
        operation,
        requirement,
        response_spans,
    })
}

/// What the parts of one operation are lowered with.
struct Scope<'a, 'd> {
    planned: &'a Planned<'d>,
    stem: &'a ir::TypeIdent,
    types: &'a mut Lowering<'d>,
    report: &'a mut Report,
}

impl Scope<'_, '_> {
    /// The name that inline schemas below `item` are made from: that of the
    /// component it is, else what `inline` says.
    fn context<T>(&self, item: &Item<T>, inline: impl FnOnce() -> Context) -> Context {
        component(&item.location).map_or_else(inline, Context::named)
    }

    /// The context of a part of this operation.
    fn part(&self, part: &str) -> Context {
        Context::operation(self.stem, part)
    }
}

/// The name of the component that is written at `location`.
fn component(location: &Location) -> Option<&str> {
    match location.pointer.tokens() {
        [components, _, name] if components == "components" => Some(name),
        _ => None,
    }
}

/// A summary that only repeats the name says nothing beside a description.
fn operation_docs(planned: &Planned<'_>, ident: &ir::MethodIdent) -> ir::Docs {
    let operation = planned.operation;
    let path = planned.path_item;
    let mut docs = docs(
        operation.summary.as_ref().or(path.summary.as_ref()),
        operation.description.as_ref().or(path.description.as_ref()),
        operation.deprecated,
    );
    if docs.description.is_some() {
        docs.summary = docs
            .summary
            .filter(|summary| names::snake(summary) != ident.as_str());
    }
    docs
}

fn docs(
    summary: Option<&Spanned<String>>,
    description: Option<&Spanned<String>>,
    deprecated: bool,
) -> ir::Docs {
    let text = |text: Option<&Spanned<String>>| {
        text.map(|text| text.value.clone())
            .filter(|text| !text.trim().is_empty())
    };
    ir::Docs {
        summary: text(summary),
        description: text(description),
        deprecated,
        ..ir::Docs::default()
    }
}

//! From the document to the IR: all meaning lives here. Schemas become types
//! and checks ([`schema`]), operations become plans ([`operation`]), and
//! everything gets its Rust name ([`names`]).

mod formats;
pub mod names;
pub mod operation;
mod options;
mod pattern;
pub mod program;
pub mod schema;
mod values;

pub use formats::{FormatType, FormatTypes};
pub use options::{Formats, Options, Untyped};

use specwright_ir::{Api, Dialect};
use specwright_source::{Diagnostic, Severity};
use specwright_spec::model::Document;

/// Lowers a document to everything the output needs. Every finding of the
/// run is in the list, in the order of the text; the API is there only when
/// no finding is an error. What the output does not do is in [`Api::gaps`].
#[must_use]
pub fn lower(document: &Document, options: &Options) -> (Option<Api>, Vec<Diagnostic>) {
    // Everything beside the models lives in modules of its own, so no name is
    // kept from them.
    let mut types = schema::Lowering::new(document, options, &[]);
    let operations = operation::lower_operations(&mut types);
    let finished = types.finish(&operations.roots());
    let mut api = Api {
        info: operations.info,
        types: finished.types,
        groups: operations.groups,
        operations: operations.operations,
        routes: operations.routes,
        security_schemes: operations.security_schemes,
        servers: operations.servers,
        dialect: Dialect::default(),
        duplicate_parameters: options.duplicate_parameters,
        paths: options.format_types.paths(),
        checks: finished.checks,
        gaps: finished.gaps,
        names: finished.names,
    };
    program::select::select(&mut api, &finished.places);
    let mut findings = finished.diagnostics;
    findings.extend(operation::settle_errors(
        &mut api,
        options.dialect,
        &operations.response_spans,
    ));
    values::add(&mut findings, document, options);
    findings.sort_by_key(|finding| (finding.primary.span, finding.code));
    let failed = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    ((!failed).then_some(api), findings)
}

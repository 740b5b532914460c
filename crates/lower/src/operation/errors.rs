//! How answers are worded that no handler writes: the document's error
//! dialect, and declared errors that are filled instead.

use std::collections::BTreeSet;

use specwright_ir as ir;
use specwright_ir::{
    Api, BodyCodec, DeclaredError, Dialect, Response, StatusSpec, TypeId, TypeRef,
};
use specwright_source::codes::operation as codes;
use specwright_source::{Diagnostic, Span};

use super::fill::Types;
use super::status;

/// Sets the dialect (`chosen`, else found by structure) and, for each
/// operation, the status of rejections and the declared errors that are
/// filled. `response_spans` is that of [`super::Operations`]. A declared error
/// that can neither hold the dialect's answer nor be filled is a warning.
pub fn settle_errors(
    api: &mut Api,
    chosen: Option<Dialect>,
    response_spans: &[Vec<Span>],
) -> Vec<Diagnostic> {
    let types = Types(&api.types);
    let dialect = chosen.unwrap_or_else(|| found(types, &api.operations));
    let mut warned = Warned::default();
    for (operation, spans) in api.operations.iter_mut().zip(response_spans) {
        operation.rejection_status = rejection_status(types, dialect, operation);
        let mut declared = Vec::new();
        for (response, span) in operation.responses.iter().zip(spans) {
            if is_repeated(response, &operation.responses) {
                continue;
            }
            match wording(types, dialect, operation.rejection_status, response) {
                Wording::Dialect => {}
                Wording::Filled(error) => declared.push(error),
                Wording::Unknown(member) => warned.tell(operation, response, &member, *span),
            }
        }
        operation.declared_errors = declared;
    }
    api.dialect = dialect;
    warned.diagnostics
}

/// Whether an earlier response has the same status: one form a status is
/// enough.
fn is_repeated(response: &Response, all: &[Response]) -> bool {
    let first = all
        .iter()
        .find(|other| other.status == response.status && is_json(other));
    is_json(response) && first.is_some_and(|first| first.ident != response.ident)
}

fn is_json(response: &Response) -> bool {
    let body = response.body.as_ref();
    body.is_some_and(|body| body.codec == BodyCodec::Json)
}

/// `fastapi` when a declared 4xx answer has its structure.
fn found(types: Types<'_>, operations: &[ir::Operation]) -> Dialect {
    let responses = operations.iter().flat_map(|operation| &operation.responses);
    let mut client_errors = responses.filter(|response| {
        matches!(
            response.status,
            StatusSpec::Code(400..=499) | StatusSpec::Range(4)
        )
    });
    let is_fastapi = client_errors.any(|response| {
        let body = response.body.as_ref();
        body.is_some_and(|body| is_json(response) && types.is_fastapi_rejection(&body.ty))
    });
    if is_fastapi {
        Dialect::FastApi
    } else {
        Dialect::Problem
    }
}

/// The status of rejections: a declared one whose schema holds the answer, as
/// far as there is one.
///
/// In the `fastapi` dialect that is 422, or where 422 is not declared another
/// 4xx with the structure of its rejections. In the other dialect it is a
/// declared 422 or 400, and of both the first that is answered as declared.
fn rejection_status(types: Types<'_>, dialect: Dialect, operation: &ir::Operation) -> u16 {
    let declared = |code| {
        let mut responses = operation.responses.iter();
        responses.find(|response| response.status == StatusSpec::Code(code))
    };
    match dialect {
        Dialect::FastApi if declared(422).is_some() => 422,
        Dialect::FastApi => {
            let has_structure = |response: &Response| {
                let body = response.body.as_ref();
                body.is_some_and(|body| is_json(response) && types.is_fastapi_rejection(&body.ty))
            };
            let codes = operation.responses.iter().filter_map(|response| {
                let StatusSpec::Code(code @ 400..=499) = response.status else {
                    return None;
                };
                (!has_own_meaning(code) && has_structure(response)).then_some(code)
            });
            codes.min().unwrap_or(422)
        }
        Dialect::Problem => {
            let declared = [422, 400].map(|code| declared(code).map(|response| (code, response)));
            let worded = declared.iter().flatten().find(|(code, response)| {
                let worded = wording(types, dialect, *code, response);
                !matches!(worded, Wording::Unknown(_))
            });
            let first = worded.or(declared.iter().flatten().next());
            first.map_or(400, |(code, _)| *code)
        }
    }
}

/// Whether answers that no handler writes have this status for another reason
/// than the values of a request.
fn has_own_meaning(code: u16) -> bool {
    matches!(code, 401 | 403 | 404 | 405 | 413 | 415)
}

/// How an answer with a declared status is worded.
enum Wording {
    /// As the dialect does: the schema describes that, or says nothing.
    Dialect,
    /// In the declared schema.
    Filled(DeclaredError),
    /// As the dialect does, which the schema does not describe: this member
    /// cannot be filled.
    Unknown(String),
}

fn wording(
    types: Types<'_>,
    dialect: Dialect,
    rejection_status: u16,
    response: &Response,
) -> Wording {
    let Some(body) = response.body.as_ref() else {
        return Wording::Dialect;
    };
    if !status::is_error(response.status) || body.codec != BodyCodec::Json {
        return Wording::Dialect;
    }
    let is_rejection = response.status == StatusSpec::Code(rejection_status);
    if types.holds(dialect, is_rejection, body) {
        return Wording::Dialect;
    }
    match types.filled(&body.ty) {
        Ok(members) => Wording::Filled(DeclaredError {
            status: response.status,
            content_type: body.content_type.clone(),
            members,
        }),
        Err(member) => Wording::Unknown(member),
    }
}

/// Warnings, one a schema.
#[derive(Default)]
struct Warned {
    named: BTreeSet<TypeId>,
    spans: BTreeSet<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Warned {
    fn tell(&mut self, operation: &ir::Operation, response: &Response, why: &str, span: Span) {
        let is_new = match response.body.as_ref().map(|body| &body.ty) {
            Some(TypeRef::Named(id)) => self.named.insert(*id),
            _ => true,
        };
        if !is_new || !self.spans.insert(span) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                codes::ERROR_NOT_FILLED,
                span,
                format!(
                    "only a handler can answer `{}` of `{}` as declared",
                    response.ident, operation.id
                ),
            )
            .label(format!("without one the body cannot be made: {why}")),
        );
    }
}

//! Responses: one variant a status and media type.

use specwright_ir as ir;
use specwright_ir::StatusSpec;
use specwright_source::codes::{gap, operation as codes};
use specwright_source::{Diagnostic, Span};
use specwright_spec::model::{Header, Item, ParameterShape, Response, Spanned, StatusKey};

use super::carried::{Carried, Value, carried};
use super::media::{self, Entry, Kind};
use super::plan::is_token;
use super::report::Place;
use super::{Scope, docs, status};
use crate::names::{self, Case, Claim, Holder, Standing};
use crate::program::Direction;
use crate::schema::Context;

/// Fields of a response that headers never get.
const RESERVED: [&str; 2] = ["body", "status"];

/// The declared responses, codes ascending, then ranges, then `default`, and
/// where each is written.
pub(super) fn responses(scope: &mut Scope<'_, '_>) -> (Vec<ir::Response>, Vec<Span>) {
    let operation = scope.planned.operation;
    let mut declared: Vec<(StatusSpec, Span, &Item<Response>)> = operation
        .responses
        .iter()
        .map(|(key, item)| (status_of(key.value), key.span, item))
        .collect();
    declared.sort_by_key(|(status, ..)| *status);
    declared.dedup_by_key(|(status, ..)| *status);

    let mut responses = Vec::new();
    let mut spans = Vec::new();
    for (status, span, item) in declared {
        links(scope, item);
        if matches!(status, StatusSpec::Code(..=199) | StatusSpec::Range(1)) {
            let place = Place::new(span, &item.location);
            let message = "an informational response is left out";
            scope
                .report
                .gap(place.gap(gap::INFORMATIONAL_RESPONSE, message));
            continue;
        }
        let variants = variants(scope, status, item);
        spans.extend(variants.iter().map(|_| span));
        responses.extend(variants);
    }
    if responses.is_empty() {
        scope.report.tell(
            Diagnostic::warning(
                codes::NO_RESPONSES,
                scope.planned.method_span,
                "the operation declares no final response",
            )
            .label("taken as an empty response with the status 200"),
        );
        responses.push(empty(StatusSpec::Code(200), ir::Docs::default()));
        spans.push(scope.planned.method_span);
    }
    (responses, spans)
}

fn status_of(key: StatusKey) -> StatusSpec {
    match key {
        StatusKey::Code(code) => StatusSpec::Code(code),
        StatusKey::Range(digit) => StatusSpec::Range(digit),
        StatusKey::Default => StatusSpec::Default,
    }
}

fn empty(status: StatusSpec, docs: ir::Docs) -> ir::Response {
    ir::Response {
        status,
        ident: ir::VariantIdent::lossy(&status::variant(status)),
        docs,
        headers: Vec::new(),
        body: None,
    }
}

fn links(scope: &mut Scope<'_, '_>, item: &Item<Response>) {
    for (name, _) in &item.value.links {
        let place = Place::new(item.span, &item.location);
        let place = place.member(name.span, &["links", &name.value]);
        let message = format!("the link `{}` is not generated", name.value);
        scope.report.gap(place.gap(gap::LINK, message));
    }
}

/// The variants of one declared response: one a media type, at least one. JSON
/// comes first, the others as written.
fn variants(
    scope: &mut Scope<'_, '_>,
    status: StatusSpec,
    item: &Item<Response>,
) -> Vec<ir::Response> {
    let response = &*item.value;
    let description = item.description.as_ref().or(response.description.as_ref());
    let first = ir::Response {
        headers: headers(scope, item, status),
        ..empty(status, docs(response.summary.as_ref(), description, false))
    };
    let mut entries = media::entries(&response.content);
    let is_preferred = media::preferred(&entries).map(|preferred| preferred.key.span);
    entries.sort_by_key(|entry| is_preferred != Some(entry.key.span));
    if entries.is_empty() || scope.planned.method.0 == "HEAD" {
        return vec![first];
    }
    if let StatusSpec::Code(code) = status
        && status::is_bodiless(status)
    {
        scope.report.tell(
            Diagnostic::warning(
                codes::STATUS_WITHOUT_BODY,
                item.span,
                format!("a response with the status {code} has no content"),
            )
            .label("the content is ignored"),
        );
        return vec![first];
    }
    let idents = idents(status, &entries);
    entries
        .iter()
        .zip(idents)
        .map(|(entry, ident)| ir::Response {
            body: Some(body(scope, item, entry, &ident)),
            ident: ir::VariantIdent::lossy(&ident),
            ..first.clone()
        })
        .collect()
}

/// The variants' names: the status, and for all media types but the JSON one
/// (else the first) what they are.
fn idents(status: StatusSpec, entries: &[Entry<'_>]) -> Vec<String> {
    let preferred = media::preferred(entries).or_else(|| entries.first());
    let base = status::variant(status);
    let mut given: Vec<String> = Vec::new();
    let mut idents = Vec::new();
    for entry in entries {
        if preferred.is_some_and(|preferred| std::ptr::eq(preferred, entry)) {
            idents.push(base.clone());
            continue;
        }
        let essence = media::essence(&entry.key.value).replace('*', "any");
        let subtype = essence
            .split_once('/')
            .map_or(essence.as_str(), |(_, subtype)| subtype);
        let texts = [subtype, essence.as_str(), entry.key.value.as_str()];
        let mut candidates = texts
            .into_iter()
            .map(|text| format!("{base}{}", words(text)))
            .chain((2u32..).map(|number| format!("{base}{}{number}", words(subtype))));
        let free = candidates.find(|candidate| !given.contains(candidate));
        let ident = free.unwrap_or_else(|| base.clone());
        given.push(ident.clone());
        idents.push(ident);
    }
    idents
}

/// A media type in upper camel case; its punctuation says nothing.
fn words(text: &str) -> String {
    names::upper_camel(&text.replace(|c: char| !c.is_alphanumeric(), " "))
}

fn body(
    scope: &mut Scope<'_, '_>,
    item: &Item<Response>,
    entry: &Entry<'_>,
    ident: &str,
) -> ir::ResponseBody {
    let accepts = media::essence(&entry.key.value);
    let content_type = media::sent(entry);
    if entry.kind == Kind::Other {
        let key = &entry.key.value;
        let place = Place::new(item.span, &item.location);
        let place = place.member(entry.key.span, &["content", key]);
        let message = format!("bodies of the media type `{key}` are given and taken as bytes");
        scope.report.gap(place.gap(gap::BODY_MEDIA_TYPE, message));
        return ir::ResponseBody {
            content_type,
            accepts,
            codec: ir::BodyCodec::Raw,
            ty: ir::TypeRef::Any,
            facets: ir::Facets::default(),
        };
    }
    let (ty, facets) = match entry.media.schema {
        Some(schema) => {
            let context = scope.context(item, || scope.part(ident)).member("Body");
            let typed = scope.types.type_of(schema, Direction::Response, &context);
            let facets = typed.facets.clone();
            (typed.into_ref(), facets)
        }
        None => (ir::TypeRef::Any, ir::Facets::default()),
    };
    ir::ResponseBody {
        content_type,
        accepts,
        codec: ir::BodyCodec::Json,
        ty,
        facets,
    }
}

/// The declared headers; `Content-Type` is said by `content`.
fn headers(
    scope: &mut Scope<'_, '_>,
    item: &Item<Response>,
    status: StatusSpec,
) -> Vec<ir::ResponseHeader> {
    let mut declared: Vec<&(Spanned<String>, Item<Header>)> = Vec::new();
    for header in &item.value.headers {
        let name = &header.0.value;
        let known =
            |known: &&(Spanned<String>, Item<Header>)| known.0.value.eq_ignore_ascii_case(name);
        if name.eq_ignore_ascii_case("content-type") || declared.iter().any(known) {
            continue;
        }
        if !is_token(name) {
            let place = Place::new(item.span, &item.location);
            let place = place.member(header.0.span, &["headers", name]);
            let message = format!("the header `{name}` is left out: its name is no token");
            scope.report.gap(place.gap(gap::HEADER_NAME, message));
            continue;
        }
        declared.push(header);
    }
    let idents = header_idents(scope, item, &declared);
    declared
        .into_iter()
        .zip(idents)
        .map(|((name, header), ident)| {
            let context = scope.context(header, || {
                let of_operation = || scope.part(&status::variant(status));
                scope.context(item, of_operation).member(&name.value)
            });
            response_header(scope, name, header, ident, &context)
        })
        .collect()
}

fn header_idents(
    scope: &mut Scope<'_, '_>,
    item: &Item<Response>,
    declared: &[&(Spanned<String>, Item<Header>)],
) -> Vec<String> {
    let at = item.location.pointer.child("headers");
    let claims: Vec<Claim> = declared
        .iter()
        .map(|(name, _)| Claim {
            name: names::snake(&name.value),
            wire: name.value.clone(),
            pointer: at.child(&name.value),
            span: name.span,
            suffix: Some("header".to_owned()),
            standing: Standing::Made,
        })
        .collect();
    let taken = |name: &str| RESERVED.contains(&name).then_some(Holder::Reserved);
    let (idents, diagnostics) = names::resolve_among(&claims, Case::Snake, &[""], &taken);
    for diagnostic in diagnostics {
        scope.report.tell(diagnostic);
    }
    idents
}

fn response_header(
    scope: &mut Scope<'_, '_>,
    name: &Spanned<String>,
    item: &Item<Header>,
    ident: String,
    context: &Context,
) -> ir::ResponseHeader {
    let header = &*item.value;
    let value = header_value(scope, name, item, context);
    let description = item.description.as_ref().or(header.description.as_ref());
    ir::ResponseHeader {
        ident: ir::FieldIdent::lossy(&ident),
        wire: ir::WireName(name.value.clone()),
        ty: value.ty,
        required: header.required,
        facets: value.facets,
        docs: docs(None, description, header.deprecated),
    }
}

/// The header's type; what cannot be carried is text.
fn header_value(
    scope: &mut Scope<'_, '_>,
    name: &Spanned<String>,
    item: &Item<Header>,
    context: &Context,
) -> Value {
    let mut text = Value::text();
    if let ParameterShape::Schema(schema) = &item.value.shape {
        let typed = scope.types.type_of(*schema, Direction::Response, context);
        match carried(scope.types, typed) {
            Carried::Plain(value) => return value,
            Carried::Untyped(value) => text = value,
            Carried::Text(_) | Carried::Own | Carried::No => {}
        }
    }
    let place = Place::new(item.span, &item.location);
    let message = format!("the header `{}` is carried as text", name.value);
    scope.report.gap(place.gap(gap::HEADER_TEXT, message));
    text
}

//! Request bodies.

use specwright_ir as ir;
use specwright_source::Diagnostic;
use specwright_source::codes::{gap, operation as codes};
use specwright_spec::model::{Item, RequestBody, SchemaBody, SchemaId};

use super::media::{self, Entry};
use super::report::Place;
use super::{Scope, docs};
use crate::program::Direction;

/// The operation's body: its first JSON media type, else bytes.
pub(super) fn body(scope: &mut Scope<'_, '_>) -> Option<ir::Body> {
    let item = scope.planned.operation.request_body.as_ref()?;
    let entries = media::entries(&item.value.content);
    let Some(first) = entries.first() else {
        scope.report.tell(
            Diagnostic::warning(
                codes::BODY_WITHOUT_CONTENT,
                item.span,
                "the request body has no media type",
            )
            .help("describe it under `content`"),
        );
        return None;
    };
    Some(match media::preferred(&entries) {
        Some(json) => json_body(scope, item, &entries, json),
        None => raw_body(scope, item, &entries, first),
    })
}

fn json_body(
    scope: &mut Scope<'_, '_>,
    item: &Item<RequestBody>,
    entries: &[Entry<'_>],
    json: &Entry<'_>,
) -> ir::Body {
    let place = Place::new(item.span, &item.location);
    let mut accepts = vec![media::essence(&json.key.value)];
    for other in entries {
        let essence = media::essence(&other.key.value);
        if accepts.contains(&essence) {
            continue;
        }
        if same_json(scope, json, other) {
            accepts.push(essence);
            continue;
        }
        let key = &other.key.value;
        let place = place.member(other.key.span, &["content", key]);
        let message = format!("bodies of the media type `{key}` are not taken");
        scope.report.gap(place.gap(gap::BODY_ALTERNATIVE, message));
    }
    let (ty, facets) = json_type(scope, item, json);
    ir::Body {
        ident: ir::FieldIdent::lossy("body"),
        required: item.value.required,
        content_type: media::sent(json),
        accepts,
        codec: ir::BodyCodec::Json,
        ty,
        facets,
        docs: body_docs(item),
    }
}

fn json_type(
    scope: &mut Scope<'_, '_>,
    item: &Item<RequestBody>,
    json: &Entry<'_>,
) -> (ir::TypeRef, ir::Facets) {
    let Some(schema) = json.media.schema else {
        return (ir::TypeRef::Any, ir::Facets::default());
    };
    let context = match super::component(&item.location) {
        Some(name) => crate::schema::Context::named(name).member("Body"),
        None => scope.part("Body"),
    };
    let typed = scope.types.type_of(schema, Direction::Request, &context);
    let facets = typed.facets.clone();
    (typed.into_ref(), facets)
}

/// Whether the other media type is JSON of the same component.
fn same_json(scope: &Scope<'_, '_>, json: &Entry<'_>, other: &Entry<'_>) -> bool {
    let target = |schema: Option<SchemaId>| {
        let document = scope.types.document();
        match &document.schemas.get(schema?).body {
            SchemaBody::Object(object) => object.reference.as_ref().map(|to| to.value),
            SchemaBody::Bool(_) => None,
        }
    };
    let both_json = other.kind != media::Kind::Other;
    let schema = target(json.media.schema);
    both_json && schema.is_some() && schema == target(other.media.schema)
}

fn raw_body(
    scope: &mut Scope<'_, '_>,
    item: &Item<RequestBody>,
    entries: &[Entry<'_>],
    first: &Entry<'_>,
) -> ir::Body {
    let place = Place::new(item.span, &item.location);
    let mut accepts = Vec::new();
    for entry in entries {
        let key = &entry.key.value;
        let place = place.member(entry.key.span, &["content", key]);
        let message = format!("bodies of the media type `{key}` are taken and sent as bytes");
        scope.report.gap(place.gap(gap::BODY_MEDIA_TYPE, message));
        let essence = media::essence(key);
        if !accepts.contains(&essence) {
            accepts.push(essence);
        }
    }
    ir::Body {
        ident: ir::FieldIdent::lossy("body"),
        required: item.value.required,
        content_type: media::sent(first),
        accepts,
        codec: ir::BodyCodec::Raw,
        ty: ir::TypeRef::Any,
        facets: ir::Facets::default(),
        docs: body_docs(item),
    }
}

fn body_docs(item: &Item<RequestBody>) -> ir::Docs {
    let description = item.description.as_ref();
    docs(None, description.or(item.value.description.as_ref()), false)
}

//! Request bodies, responses, media types, encodings, examples, links.

use std::sync::Arc;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Node, Value};

use crate::model::{
    Encoding, Example, Item, Link, MediaType, Named, RequestBody, Response, Version,
};

use super::fields::{Element, Fields, named};
use super::parameter;
use super::root;
use super::scalar::wrong;

/// Request Body Object.
pub(crate) fn request_body(f: &mut Fields<'_, '_>) -> Option<RequestBody> {
    if !f.has("content") {
        f.missing("content");
    }
    Some(RequestBody {
        description: f.text("description"),
        content: f.map("content", media_type_at),
        required: f.flag("required").is_some_and(|flag| flag.value),
        extensions: f.finish(),
    })
}

/// Response Object.
pub(crate) fn response(f: &mut Fields<'_, '_>) -> Option<Response> {
    // Required up to 3.1; from 3.2 on a summary or nothing will do.
    if !f.has("description") && f.version < Version::V3_2 {
        f.missing("description");
    }
    Some(Response {
        summary: f.since(Version::V3_2).text("summary"),
        description: f.text("description"),
        headers: f.items("headers"),
        content: f.map("content", media_type_at),
        links: f.items("links"),
        extensions: f.finish(),
    })
}

/// A media type, which may be a reference from 3.2 on.
pub(crate) fn media_type_at(element: Element<'_, '_>) -> Option<MediaType> {
    let Element { cx, node, place } = element;
    if super::reference::text(node).is_none() || cx.version_in(place.file()) < Version::V3_2 {
        return cx.object(node, place, "a media type", media_type);
    }
    let target = cx.follow(node, place, Some("mediaTypes"))?;
    cx.repeat(target.node, place.at)?;
    cx.once(target.node, place.at, || {
        media_type(&mut Fields::new(
            cx,
            target.node,
            target.place(),
            "a media type",
        )?)
    })
}

/// Media Type Object.
pub(crate) fn media_type(f: &mut Fields<'_, '_>) -> Option<MediaType> {
    Some(MediaType {
        span: f.node.span,
        schema: f.value("schema", |e| Some(e.cx.schema(e.node, e.place))),
        item_schema: f
            .since(Version::V3_2)
            .value("itemSchema", |e| Some(e.cx.schema(e.node, e.place))),
        examples: examples(f),
        encoding: f.map("encoding", |e| {
            e.cx.object(e.node, e.place, "an encoding", encoding)
        }),
        positional_encoding: nodes(f, &["prefixEncoding", "itemEncoding"]),
        extensions: f.finish(),
    })
}

/// Encoding Object. A style belongs to form bodies, where it is that of a
/// query parameter.
fn encoding(f: &mut Fields<'_, '_>) -> Option<Encoding> {
    Some(Encoding {
        content_type: f.word("contentType"),
        headers: f.items("headers"),
        style: parameter::encoding_style(f),
        allow_reserved: f.flag("allowReserved").is_some_and(|flag| flag.value),
        nested: nodes(f, &["encoding", "prefixEncoding", "itemEncoding"]),
        extensions: f.finish(),
    })
}

/// Members of 3.2 that are kept as nodes.
fn nodes(f: &mut Fields<'_, '_>, keys: &[&'static str]) -> Named<Node> {
    let entries = keys
        .iter()
        .filter_map(|key| f.since(Version::V3_2).take(key));
    entries
        .map(|entry| (named(entry), entry.value.clone()))
        .collect()
}

/// `example` and `examples` of a parameter, header or media type.
pub(crate) fn examples(f: &mut Fields<'_, '_>) -> Named<Item<Example>> {
    let mut all = Vec::new();
    if let Some(entry) = f.raw("example") {
        let place = f.place.member("example", entry.key_span);
        let example = Example {
            summary: None,
            description: None,
            value: Some(entry.value.clone()),
            external_value: None,
        };
        let item = Item {
            value: Arc::new(example),
            location: place.location(),
            span: entry.value.span,
            reference: None,
            description: None,
        };
        all.push((named(entry), item));
        if f.has("examples") {
            f.cx.report(Diagnostic::warning(
                codes::EXCLUSIVE_MEMBERS,
                entry.key_span,
                "`example` and `examples` exclude each other; both are kept",
            ));
        }
    }
    if let Some(entry) = f.raw("examples") {
        all.extend(named_examples(f, entry));
    }
    all
}

/// The members of `examples`, which only document: what is no example is left
/// out with a warning.
fn named_examples<'d>(f: &Fields<'_, 'd>, entry: &'d Entry) -> Named<Item<Example>> {
    let Value::Mapping(mapping) = &entry.value.value else {
        f.cx.report(wrong(entry, "a mapping", false).label("ignored"));
        return Vec::new();
    };
    let place = f.place.member("examples", entry.key_span);
    let example = |entry: &'d Entry| {
        if !matches!(entry.value.value, Value::Mapping(_)) {
            f.cx.report(wrong(entry, "an example object", false).label("ignored"));
            return None;
        }
        let item =
            f.cx.item(&entry.value, place.member(&entry.key, entry.key_span))?;
        Some((named(entry), item))
    };
    mapping.iter().filter_map(example).collect()
}

/// Example Object.
pub(crate) fn example(f: &mut Fields<'_, '_>) -> Option<Example> {
    let data = f.since(Version::V3_2).node("dataValue");
    let value = f.node("value").or(data);
    let serialized = f.since(Version::V3_2).text("serializedValue");
    Some(Example {
        summary: f.text("summary"),
        description: f.text("description"),
        value,
        external_value: f.text("externalValue").or(serialized),
    })
    .inspect(|_| {
        f.finish();
    })
}

/// Link Object.
pub(crate) fn link(f: &mut Fields<'_, '_>) -> Option<Link> {
    let link = Link {
        operation_ref: f.word("operationRef"),
        operation_id: f.word("operationId"),
        parameters: f.map("parameters", |element| Some(element.node.clone())),
        request_body: f.node("requestBody"),
        description: f.text("description"),
        server: f.value("server", |e| {
            e.cx.object(e.node, e.place, "a server", root::server)
        }),
    };
    f.finish();
    match (&link.operation_ref, &link.operation_id) {
        (None, None) => f.missing("operationId"),
        (Some(_), Some(_)) => f.cx.report(Diagnostic::warning(
            codes::EXCLUSIVE_MEMBERS,
            f.place.at,
            "`operationRef` and `operationId` exclude each other",
        )),
        _ => {}
    }
    Some(link)
}

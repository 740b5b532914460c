//! Path items, operations, responses by status, callbacks.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Value};

use crate::model::{
    Callback, Item, Method, Named, Operation, PathItem, Response, Spanned, StatusKey, Version,
};

use super::fields::{Element, Fields, named};
use super::scalar::wrong;
use super::{root, security};

/// The members of a path item that are methods.
const METHODS: [(&str, Method); 9] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

/// Path Item Object.
pub(crate) fn path_item(f: &mut Fields<'_, '_>) -> Option<PathItem> {
    let mut operations = Vec::new();
    for entry in f.entries() {
        let known = METHODS.iter().find(|(name, _)| *name == entry.key);
        let Some((name, method)) = known else {
            continue;
        };
        if *method == Method::Query {
            f.since(Version::V3_2);
        }
        let read = f.value(name, |e| {
            e.cx.object(e.node, e.place, "an operation", operation)
        });
        let method = Spanned {
            value: method.clone(),
            span: entry.key_span,
        };
        operations.extend(read.map(|operation| (method, operation)));
    }
    f.know(&METHODS.map(|(name, _)| name));
    let others = f.since(Version::V3_2).map("additionalOperations", |e| {
        e.cx.object(e.node, e.place, "an operation", operation)
    });
    for (name, operation) in others {
        operations.extend(other_method(f, name).map(|method| (method, operation)));
    }
    Some(PathItem {
        summary: f.text("summary"),
        description: f.text("description"),
        operations,
        servers: f.each("servers", |e| {
            e.cx.object(e.node, e.place, "a server", root::server)
        }),
        parameters: f.each("parameters", |e| e.cx.item(e.node, e.place)),
        extensions: f.finish(),
    })
}

/// A method under `additionalOperations`: any token of RFC 9110 that is not a
/// member of its own.
fn other_method(f: &Fields<'_, '_>, name: Spanned<String>) -> Option<Spanned<Method>> {
    let error = |message: String| Diagnostic::error(codes::METHOD, name.span, message);
    let lower = name.value.to_ascii_lowercase();
    if METHODS
        .iter()
        .any(|(fixed, _)| *fixed == lower && name.value == lower.to_ascii_uppercase())
    {
        f.cx.report(
            error(format!("`{}` has a member of its own", name.value))
                .help(format!("write it as `{lower}` in the path item")),
        );
        return None;
    }
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.value.is_empty() || !name.value.chars().all(token) {
        f.cx.report(error(format!(
            "`{}` is not the name of a method",
            name.value
        )));
        return None;
    }
    Some(Spanned {
        span: name.span,
        value: Method::Other(name.value),
    })
}

/// Operation Object.
pub(crate) fn operation(f: &mut Fields<'_, '_>) -> Option<Operation> {
    Some(Operation {
        span: f.node.span,
        location: f.place.location(),
        tags: f.texts("tags"),
        summary: f.text("summary"),
        description: f.text("description"),
        external_docs: root::external_docs_in(f),
        operation_id: f.word("operationId"),
        parameters: f.each("parameters", |e| e.cx.item(e.node, e.place)),
        request_body: f.value("requestBody", |e| e.cx.item(e.node, e.place)),
        responses: responses(f),
        callbacks: f.items("callbacks"),
        deprecated: f.flag("deprecated").is_some_and(|flag| flag.value),
        security: security::requirements(f),
        servers: f.each("servers", |e| {
            e.cx.object(e.node, e.place, "a server", root::server)
        }),
        extensions: f.finish(),
    })
}

/// Responses Object.
fn responses(f: &mut Fields<'_, '_>) -> Vec<(Spanned<StatusKey>, Item<Response>)> {
    let Some((owner, mapping)) = f.members("responses") else {
        return Vec::new();
    };
    let place = f.place.member("responses", owner.key_span);
    let mut found: Vec<(Spanned<StatusKey>, Item<Response>)> = Vec::new();
    for entry in mapping.iter().filter(|entry| !entry.key.starts_with("x-")) {
        let Some(status) = status(f, entry) else {
            continue;
        };
        if let Some((first, _)) = found.iter().find(|(first, _)| first.value == status.value) {
            let message = format!(
                "the status `{}` is there twice; the first one counts",
                entry.key
            );
            f.cx.report(
                Diagnostic::warning(codes::DUPLICATE, entry.key_span, message)
                    .also(first.span, "the first one"),
            );
            continue;
        }
        let response =
            f.cx.item(&entry.value, place.member(&entry.key, entry.key_span));
        found.extend(response.map(|response| (status, response)));
    }
    found
}

/// A status, a range of statuses, or `default`.
fn status(f: &Fields<'_, '_>, entry: &Entry) -> Option<Spanned<StatusKey>> {
    let span = entry.key_span;
    let digit = |letter: char| {
        letter
            .to_digit(10)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut letters = entry.key.chars();
    let key = match (
        entry.key.as_str(),
        letters.next().and_then(digit),
        letters.as_str(),
    ) {
        ("default", ..) => Some(StatusKey::Default),
        (_, Some(first @ 1..=5), tail @ ("XX" | "xx" | "Xx" | "xX")) => {
            if tail != "XX" {
                let message = format!("a range of statuses is written `{first}XX`");
                f.cx.report(Diagnostic::warning(codes::STATUS, span, message));
            }
            Some(StatusKey::Range(first))
        }
        (whole, Some(1..=5), tail) if tail.len() == 2 => whole.parse().ok().map(StatusKey::Code),
        _ => None,
    };
    if key.is_none() {
        let error = Diagnostic::error(
            codes::STATUS,
            span,
            format!("`{}` is not a status", entry.key),
        );
        f.cx.report(
            error.help("a status is a number from 100 to 599, a range such as `2XX`, or `default`"),
        );
    }
    key.map(|value| Spanned { value, span })
}

/// Callback Object.
pub(crate) fn callback(f: &mut Fields<'_, '_>) -> Option<Callback> {
    let mut paths: Named<Item<PathItem>> = Vec::new();
    for entry in f.entries().filter(|entry| !entry.key.starts_with("x-")) {
        if !matches!(entry.value.value, Value::Mapping(_) | Value::Null) {
            f.cx.report(wrong(entry, "a path item", true));
            continue;
        }
        let place = f.place.member(&entry.key, entry.key_span);
        let item = f.cx.item(&entry.value, place);
        paths.extend(item.map(|item| (named(entry), item)));
    }
    let (extensions, _) = f.rest();
    Some(Callback { paths, extensions })
}

/// The path items of `paths` or `webhooks`, by key.
pub(crate) fn path_items(f: &mut Fields<'_, '_>, key: &'static str) -> Named<Item<PathItem>> {
    f.map(key, |Element { cx, node, place }| {
        let extension = place.key().is_some_and(|key| key.starts_with("x-"));
        if extension {
            None
        } else {
            cx.item(node, place)
        }
    })
}

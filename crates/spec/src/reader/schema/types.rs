//! `type`, `nullable`, `required`.

use std::collections::BTreeMap;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Node, Span, Value};

use crate::model::{JsonType, Spanned, Version};
use crate::reader::fields::Fields;
use crate::reader::scalar::wrong;

/// The types of JSON Schema.
const TYPES: [(&str, JsonType); 7] = [
    ("null", JsonType::Null),
    ("boolean", JsonType::Boolean),
    ("integer", JsonType::Integer),
    ("number", JsonType::Number),
    ("string", JsonType::String),
    ("array", JsonType::Array),
    ("object", JsonType::Object),
];

/// Names that other languages have for them.
const ALIASES: [(&str, &str); 8] = [
    ("int", "integer"),
    ("long", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("bool", "boolean"),
    ("str", "string"),
    ("list", "array"),
    ("map", "object"),
];

/// `type`: one name, or a list. `type: file` of Swagger 2.0 also sets `format`.
pub(super) fn read(
    f: &mut Fields<'_, '_>,
    format: &mut Option<Spanned<String>>,
) -> Vec<Spanned<JsonType>> {
    let Some(entry) = f.raw("type") else {
        return Vec::new();
    };
    let names = match &entry.value.value {
        // `type:` with nothing behind it, as opposed to `type: null`.
        Value::Null if entry.value.span.start == entry.value.span.end => {
            f.cx.report(Diagnostic::warning(
                codes::NULL_MEMBER,
                entry.key_span,
                "`type` has no value",
            ));
            return Vec::new();
        }
        Value::Sequence(items) => {
            if f.version == Version::V3_0 {
                let message = "a list of types came with OpenAPI 3.1";
                f.cx.report(Diagnostic::warning(
                    codes::NEWER_MEMBER,
                    entry.key_span,
                    message,
                ));
            }
            items.as_slice()
        }
        Value::String(_) | Value::Null => std::slice::from_ref(&entry.value),
        _ => {
            f.cx.report(wrong(entry, "a type or a list of types", true));
            return Vec::new();
        }
    };
    let mut types: Vec<Spanned<JsonType>> = Vec::new();
    for node in names {
        let Some(found) = one(f, node, format) else {
            continue;
        };
        let first = types.iter().find(|known| known.value == found.value);
        match first.map(|first| first.span) {
            Some(first) => f.cx.report(
                Diagnostic::warning(codes::DUPLICATE, found.span, "this type is there twice")
                    .also(first, "the first one"),
            ),
            None => types.push(found),
        }
    }
    types
}

/// One name of a type.
fn one(
    f: &Fields<'_, '_>,
    node: &Node,
    format: &mut Option<Spanned<String>>,
) -> Option<Spanned<JsonType>> {
    let span = node.span;
    let name = match &node.value {
        Value::String(name) => name.as_str(),
        Value::Null => {
            f.cx.report(
                Diagnostic::warning(
                    codes::SCHEMA_TYPE,
                    span,
                    "the type `\"null\"` needs its quotes",
                )
                .label("read as `\"null\"`"),
            );
            "null"
        }
        other => {
            let message = format!("the name of a type must be a string, not {}", other.kind());
            f.cx.report(Diagnostic::error(codes::SCHEMA_TYPE, span, message));
            return None;
        }
    };
    if name == "file" {
        let message = "the type `file` ended with Swagger 2.0";
        f.cx.report(
            Diagnostic::warning(codes::SCHEMA_TYPE, span, message)
                .label("read as a string with `format: binary`"),
        );
        *format = Some(Spanned {
            value: "binary".to_owned(),
            span,
        });
        return Some(Spanned {
            value: JsonType::String,
            span,
        });
    }
    let known = TYPES.iter().find(|(known, _)| *known == name);
    match known {
        Some((_, JsonType::Null)) if f.version == Version::V3_0 && node.value != Value::Null => {
            let message = "the type `null` came with OpenAPI 3.1; 3.0 has `nullable`";
            f.cx.report(Diagnostic::warning(codes::NEWER_MEMBER, span, message));
        }
        Some(_) => {}
        None => f.cx.report(no_type(f, name, node)),
    }
    known.map(|(_, value)| Spanned {
        value: *value,
        span,
    })
}

fn no_type(f: &Fields<'_, '_>, name: &str, node: &Node) -> Diagnostic {
    let error = Diagnostic::error(
        codes::SCHEMA_TYPE,
        node.span,
        format!("`{name}` is not a type"),
    );
    let alias = ALIASES
        .iter()
        .find(|(alias, _)| alias.eq_ignore_ascii_case(name));
    let near = || {
        f.cx.suggest
            .nearest(name, TYPES.iter().map(|(name, _)| *name))
    };
    match alias.map(|(_, meant)| *meant).or_else(near) {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => {
            let names = TYPES.map(|(name, _)| name).join(", ");
            error.help(format!(
                "the types are {names}; leave `type` out for any value"
            ))
        }
    }
}

/// `nullable`, which ended with 3.0.
pub(super) fn nullable(f: &mut Fields<'_, '_>) -> Option<Spanned<bool>> {
    let nullable = f.flag("nullable")?;
    if f.version > Version::V3_0 {
        f.cx.report(
            Diagnostic::warning(
                codes::NULLABLE,
                nullable.span,
                "`nullable` ended with OpenAPI 3.0",
            )
            .help("write `null` as one of the types: `type: [string, \"null\"]`"),
        );
    }
    Some(nullable)
}

/// `required`; the flag that some put at a property is dropped.
pub(super) fn required(f: &mut Fields<'_, '_>) -> Vec<Spanned<String>> {
    let Some(entry) = f.take("required") else {
        return Vec::new();
    };
    let flag = match &entry.value.value {
        Value::Bool(_) => true,
        Value::String(text) => matches!(text.as_str(), "true" | "false"),
        _ => false,
    };
    if flag {
        f.cx.report(
            Diagnostic::warning(
                codes::MISPLACED_REQUIRED,
                entry.key_span,
                "`required` is a list of names at the object, not a flag at the property",
            )
            .label("ignored"),
        );
        return Vec::new();
    }
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut names = f.cx.texts(entry);
    names.retain(|name| match first.get(&name.value) {
        Some(first) => {
            f.cx.report(
                Diagnostic::warning(
                    codes::DUPLICATE,
                    name.span,
                    format!("`{}` is required twice", name.value),
                )
                .also(*first, "the first time"),
            );
            false
        }
        None => first.insert(name.value.clone(), name.span).is_none(),
    });
    names
}

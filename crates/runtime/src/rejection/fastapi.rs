//! `{"detail": ..}` as FastAPI 0.165 and pydantic 2 word it. `input`, `ctx`
//! and `url` are left out: the schema that FastAPI declares has no such
//! members.

use std::borrow::Cow;

use super::{Reason, Rejection, pydantic::wording, write::Json};
use crate::violation::{Kind, Place, Step, Violation};

/// `{"detail": "<message>"}`, for a rejected request
/// `{"detail": [{"type": .., "loc": [..], "msg": ..}]}`.
pub(super) fn body(rejection: &Rejection) -> Vec<u8> {
    let mut json = Json::default();
    json.raw("{").key("detail");
    match &rejection.reason {
        Reason::Invalid(violations) => {
            json.raw("[");
            for violation in violations {
                entry(&mut json, violation);
            }
            json.raw("]");
        }
        reason => {
            json.string(&message(reason));
        }
    }
    json.raw("}").finish()
}

fn entry(json: &mut Json, violation: &Violation) {
    let (kind, message) = wording(&violation.kind);
    json.comma().raw("{").key("type").string(kind);
    json.key("loc").raw("[").string(place(violation.place));
    if let Kind::Syntax { offset, .. } = &violation.kind {
        json.comma().raw(&offset.to_string());
    }
    for step in &violation.steps {
        match step {
            Step::Member(name) => json.comma().string(name),
            Step::Item(index) => json.comma().raw(&index.to_string()),
        };
    }
    json.raw("]").key("msg").string(&message).raw("}");
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Body => "body",
    }
}

pub(super) fn message(reason: &Reason) -> Cow<'_, str> {
    Cow::Borrowed(match reason {
        Reason::Invalid(_) => "Request validation failed",
        Reason::Unauthenticated => "Not authenticated",
        Reason::Forbidden { scopes } if scopes.is_empty() => "Forbidden",
        Reason::Forbidden { .. } => "Not enough permissions",
        Reason::NotFound => "Not Found",
        Reason::MethodNotAllowed => "Method Not Allowed",
        Reason::TooLarge { .. } => "Content Too Large",
        Reason::UnsupportedMediaType { .. } => "Unsupported Media Type",
        Reason::Unreadable => "There was an error parsing the body",
        Reason::Failed { message, .. } => message,
    })
}

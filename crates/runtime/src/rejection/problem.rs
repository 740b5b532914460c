//! Problem details, RFC 9457, with the members `code` and `errors` beside
//! those of the RFC.

use std::borrow::Cow;

use super::{Reason, Rejection, phrase, write::Json};
use crate::violation::{Place, Violation};

/// The body: `type`, `title`, `status`, `detail`, `code`, and for a rejected
/// request `errors`: `in`, `pointer`, `code`, `message` of each violation.
pub(super) fn body(rejection: &Rejection) -> Vec<u8> {
    let mut json = Json::default();
    json.raw("{").key("type").string("about:blank");
    json.key("title").string(phrase(rejection.status));
    json.key("status").raw(rejection.status.as_str());
    json.key("detail").string(&message(&rejection.reason));
    json.key("code").string(rejection.code());
    if let Reason::Invalid(violations) = &rejection.reason {
        json.key("errors").raw("[");
        for violation in violations {
            error(&mut json, violation);
        }
        json.raw("]");
    }
    json.raw("}").finish()
}

fn error(json: &mut Json, violation: &Violation) {
    json.comma()
        .raw("{")
        .key("in")
        .string(place(violation.place));
    json.key("pointer").string(&violation.pointer());
    json.key("code").string(violation.kind.code());
    json.key("message").string(&violation.kind.message());
    json.raw("}");
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
        Reason::Invalid(_) => "The request is not what the operation asks for.",
        Reason::Unauthenticated => "Credentials are missing or refused.",
        Reason::Forbidden { scopes } if scopes.is_empty() => {
            "The credentials do not allow this operation."
        }
        Reason::Forbidden { scopes } => {
            return Cow::Owned(format!(
                "The operation asks for these scopes: {}.",
                scopes.join(", ")
            ));
        }
        Reason::NotFound => "There is nothing under this path.",
        Reason::MethodNotAllowed => "The path does not know this method.",
        Reason::TooLarge { limit } => {
            return Cow::Owned(format!("The body is longer than {limit} bytes."));
        }
        Reason::UnsupportedMediaType { accepts } => {
            return Cow::Owned(format!(
                "The body's media type must be one of these: {}.",
                accepts.join(", ")
            ));
        }
        Reason::Unreadable => "The body could not be received.",
        Reason::Failed { message, .. } => message,
    })
}

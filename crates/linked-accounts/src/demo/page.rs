//! The pages that the provider shows.

use std::fmt::Write as _;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use url::form_urlencoded;

use super::random::random_text;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;\
place-items:center;background:Canvas;color:CanvasText}\
main{max-width:26rem;margin:1rem;padding:2rem;border:1px solid #8886;border-radius:12px}\
h1{font-size:1.25rem;margin:0 0 1rem}\
p{margin:.5rem 0}\
ul{padding-left:1.25rem}\
code{overflow-wrap:anywhere}\
form{display:flex;gap:.75rem;margin-top:1.5rem}\
button{flex:1;font:inherit;padding:.6rem;border-radius:8px;border:1px solid #8886;\
background:transparent;color:inherit;cursor:pointer}\
button[value=allow]{background:#1a5fd0;border-color:#1a5fd0;color:#fff}\
small{opacity:.7}";

/// What the consent page shows.
pub(super) struct Consent<'a> {
    /// The name of the request.
    pub(super) request: &'a str,
    /// What lets the page's own style pass.
    pub(super) nonce: &'a str,
    pub(super) client_id: &'a str,
    pub(super) scope: &'a str,
    /// Where the browser goes afterwards.
    pub(super) host: &'a str,
}

/// The page that asks for consent.
pub(super) fn consent(consent: &Consent<'_>) -> Response {
    let mut scopes = String::new();
    for scope in consent.scope.split(' ') {
        // Writing to a string cannot fail.
        let _ = write!(scopes, "<li><code>{}</code></li>", escape(scope));
    }
    let body = format!(
        "<h1>Link your account?</h1>\
         <p><strong>{client}</strong> asks the demo provider for access to:</p>\
         <ul>{scopes}</ul>\
         <p><small>Afterwards you go back to {host}.</small></p>\
         <form method=\"post\" action=\"/consent\">\
         <input type=\"hidden\" name=\"request\" value=\"{request}\">\
         <button name=\"decision\" value=\"deny\">Deny</button>\
         <button name=\"decision\" value=\"allow\">Allow</button>\
         </form>",
        client = escape(consent.client_id),
        host = escape(consent.host),
        request = escape(consent.request),
    );
    page(StatusCode::OK, consent.nonce, &body)
}

/// The page for a request that leads nowhere.
pub(super) fn refusal(message: &str) -> Response {
    let body = format!("<h1>This does not work</h1><p>{}.</p>", escape(message));
    page(
        StatusCode::BAD_REQUEST,
        &random_text().unwrap_or_default(),
        &body,
    )
}

/// The page that the demo's application shows when a link is through: what the
/// last redirect says, which is for showing and for nothing else.
pub(crate) fn after_link(query: &str) -> Response {
    let said = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let found = pairs.find(|(own, _)| own == name);
        escape(&found.map(|(_, value)| value).unwrap_or_default())
    };
    let heading = match said("status").as_str() {
        "linked" => "Your account is linked",
        _ => "Your account is not linked",
    };
    let mut body = format!(
        "<h1>{heading}</h1><p>App <code>{}</code>, owner <code>{}</code>.</p>",
        said("app_name"),
        said("linked_account_owner_id"),
    );
    let error = said("error");
    if !error.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(body, "<p>Why: <code>{error}</code></p>");
    }
    body.push_str("<p><small>This is the demo's application. You can close this page.</small></p>");
    page(StatusCode::OK, &random_text().unwrap_or_default(), &body)
}

/// `form-action` is left out on purpose: browsers apply it to the redirects
/// that follow the form, and those lead to the client and on from there.
fn page(status: StatusCode, nonce: &str, body: &str) -> Response {
    let style = if nonce.is_empty() {
        String::new()
    } else {
        format!("<style nonce=\"{nonce}\">{STYLE}</style>")
    };
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>Demo of linked-accounts</title>{style}</head><body><main>{body}</main></body></html>"
    );
    let policy = if nonce.is_empty() {
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'".to_owned()
    } else {
        format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; \
             frame-ancestors 'none'"
        )
    };
    let policy = HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (status, headers, html).into_response()
}

/// `text` as HTML text or the value of an attribute in quotes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

//! An operation as constant data, and a call of it.

use std::{borrow::Cow, fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::{
    Body, Core, OperationInfo, PendingAnswer, PendingResponse, Received, RequestError, Requirement,
    Timeout, security::Asked,
};
use crate::{
    json,
    wire::{Param, Texts, ToParam, ToText, Writer},
};

/// What a request needs to know of its operation, as constant data.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// `operationId`, or method and path.
    pub id: &'static str,
    /// Its method.
    pub method: &'static str,
    /// Its path template, as the document writes it.
    pub path: &'static str,
    /// The media types of its answers, as the header `Accept`; empty if it
    /// declares none.
    pub accept: &'static str,
    /// What it asks for.
    pub security: Requirement,
    /// Its parameters: path first in template order.
    pub params: &'static [Param],
}

/// A call that is being completed. Values are turned into text as they are
/// set; whatever cannot be sent is reported when the request is built.
#[derive(Clone)]
pub struct Call {
    core: Core,
    operation: &'static Operation,
    values: Vec<Texts<'static>>,
    body: Option<Content>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    trouble: Option<RequestError>,
}

#[derive(Clone)]
struct Content {
    media_type: &'static str,
    bytes: Bytes,
}

impl Call {
    pub(super) fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            operation,
            values: vec![Texts::Absent; operation.params.len()],
            body: None,
            headers: HeaderMap::new(),
            timeout: None,
            trouble: None,
        }
    }

    /// Sets the parameter at `index` of the operation's table.
    #[must_use]
    pub fn param(self, index: usize, value: &dyn ToParam) -> Self {
        let texts = value.texts().map(owned);
        self.set(index, texts)
    }

    /// Sets the parameter at `index` to a text.
    #[must_use]
    pub fn text(self, index: usize, value: &str) -> Self {
        let texts = Texts::One(Cow::Owned(value.to_owned()));
        self.set(index, Some(texts))
    }

    /// Sets the parameter at `index` to a list.
    #[must_use]
    pub fn list<T: ToText>(self, index: usize, items: &[T]) -> Self {
        let items = items.iter().map(ToText::to_text);
        let texts = items
            .collect::<Option<_>>()
            .map(|items| owned(Texts::Many(items)));
        self.set(index, texts)
    }

    /// Sets the parameter at `index` to a list of texts.
    #[must_use]
    pub fn texts<S: AsRef<str>>(self, index: usize, items: &[S]) -> Self {
        let items = items
            .iter()
            .map(|item| Cow::Owned(item.as_ref().to_owned()));
        let texts = Texts::Many(items.collect());
        self.set(index, Some(texts))
    }

    fn set(mut self, index: usize, texts: Option<Texts<'static>>) -> Self {
        match (
            texts,
            self.values.get_mut(index),
            self.operation.params.get(index),
        ) {
            (Some(texts), Some(place), _) => *place = texts,
            (None, _, Some(param)) => {
                self.fail(RequestError::Parameter {
                    place: param.place(),
                    name: param.name,
                    reason: "the value has no text: it is no finite number",
                });
            }
            (_, _, None) | (_, None, _) => {}
        }
        self
    }

    /// Sets the body, as JSON of the given media type.
    #[must_use]
    pub fn json<T: json::Encode + ?Sized>(mut self, media_type: &'static str, body: &T) -> Self {
        match json::to_vec(body) {
            Ok(bytes) => {
                self.body = Some(Content {
                    media_type,
                    bytes: bytes.into(),
                })
            }
            Err(error) => self.fail(RequestError::Body(error)),
        }
        self
    }

    /// Sets the body, bytes as they are.
    #[must_use]
    pub fn raw(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.body = Some(Content {
            media_type,
            bytes: body.into(),
        });
        self
    }

    /// Sets a header of this call; the value replaces any other of that name.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Err(error) = insert(&mut self.headers, name, value) {
            self.fail(error);
        }
        self
    }

    /// Sets how long this call may take, to the last byte of its answer.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The first trouble is the one that is reported.
    fn fail(&mut self, error: RequestError) {
        self.trouble.get_or_insert(error);
    }

    /// The request that [`Call::send`] would send.
    ///
    /// # Errors
    /// [`RequestError`] for whatever cannot be sent.
    pub fn build_request(&self) -> Result<http::Request<Body>, RequestError> {
        if let Some(trouble) = self.trouble.as_ref().or(self.core.trouble()) {
            return Err(trouble.clone());
        }
        let mut writer = Writer::new(self.operation.path);
        for (param, texts) in self.operation.params.iter().zip(&self.values) {
            writer.param(param, &Stored(texts))?;
        }
        let asked = Asked {
            operation: self.operation.id,
            security: self.operation.security,
            credentials: self.core.credentials(),
            given: [self.core.headers(), &self.headers],
            elsewhere: self.core.credentials_elsewhere(),
        };
        let applied = asked.apply(&mut writer)?;
        let written = writer.finish()?;

        let mut headers = self.core.headers().clone();
        self.describe(&mut headers);
        replace(&mut headers, written.headers);
        applied.finish(&mut headers);
        replace(&mut headers, self.headers.clone());

        let mut url = self.core.base().start();
        url.push_str(&written.path);
        if !written.query.is_empty() {
            url.push('?');
            url.push_str(&written.query);
        }
        self.assemble(&url, headers)
    }

    /// `Accept` and `Content-Type`.
    fn describe(&self, headers: &mut HeaderMap) {
        let accept = match self.operation.accept {
            "" => "*/*",
            accept => accept,
        };
        if let Ok(accept) = HeaderValue::from_str(accept)
            && !headers.contains_key(header::ACCEPT)
        {
            headers.insert(header::ACCEPT, accept);
        }
        if let Some(body) = &self.body
            && let Ok(media_type) = HeaderValue::from_str(body.media_type)
        {
            headers.insert(header::CONTENT_TYPE, media_type);
        }
    }

    fn assemble(&self, url: &str, headers: HeaderMap) -> Result<http::Request<Body>, RequestError> {
        let uri = url.parse::<http::Uri>().map_err(|_| RequestError::Url {
            reason: "it is too long, or the path template is none",
        })?;
        let method = Method::from_bytes(self.operation.method.as_bytes()).map_err(|_| {
            RequestError::Url {
                reason: "the method is none",
            }
        })?;
        let body = self.body.as_ref().map(|body| body.bytes.clone());
        let mut request = http::Request::new(Body::from(body.unwrap_or_default()));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        let extensions = request.extensions_mut();
        extensions.insert(OperationInfo {
            id: self.operation.id,
            path: self.operation.path,
        });
        if let Some(timeout) = self.timeout.or(self.core.timeout()) {
            extensions.insert(Timeout(timeout));
        }
        Ok(request)
    }

    /// Sends the call; the answer as it comes, whatever its status.
    pub fn send_raw(self) -> PendingResponse {
        let built = self.build_request();
        PendingResponse::new(self.core, built)
    }

    /// Sends the call; `read` turns what comes back into an answer.
    pub fn send<A, E>(
        self,
        read: fn(Received) -> Result<A, super::Error<E>>,
    ) -> PendingAnswer<A, E> {
        PendingAnswer::new(self.send_raw(), read)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Each name of `new` replaces what `headers` has under it.
fn replace(headers: &mut HeaderMap, new: HeaderMap) {
    for name in new.keys() {
        headers.remove(name);
    }
    let mut current = None;
    for (name, value) in new {
        if name.is_some() {
            current = name;
        }
        if let Some(name) = &current {
            headers.append(name.clone(), value);
        }
    }
}

/// Sets a header from texts.
pub(super) fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    let refuse = |reason| RequestError::Header {
        name: name.to_owned(),
        reason,
    };
    let parsed = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refuse("its name is no header name"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| refuse("its value has a control character"))?;
    if parsed == header::AUTHORIZATION || parsed == header::COOKIE {
        value.set_sensitive(true);
    }
    headers.insert(parsed, value);
    Ok(())
}

struct Stored<'a>(&'a Texts<'static>);

impl ToParam for Stored<'_> {
    fn texts(&self) -> Option<Texts<'_>> {
        Some(self.0.clone())
    }
}

fn owned(texts: Texts<'_>) -> Texts<'static> {
    match texts {
        Texts::Absent => Texts::Absent,
        Texts::One(text) => Texts::One(Cow::Owned(text.into_owned())),
        Texts::Many(items) => Texts::Many(
            items
                .into_iter()
                .map(|item| Cow::Owned(item.into_owned()))
                .collect(),
        ),
    }
}

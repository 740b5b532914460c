//! Values into a request's path, query, headers and cookies.

use std::{borrow::Cow, fmt};

use http::{HeaderMap, HeaderName, HeaderValue, header};
use percent_encoding::AsciiSet;

use super::{
    Form, Param, PathStyle, QueryStyle, ToText,
    percent::{DOTTED, RESERVED, RESERVED_LIST, VALUE, decode, encode, path_literal},
};
use crate::violation::Place;

/// A parameter's value as texts, before percent-encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts<'a> {
    /// Nothing is sent.
    Absent,
    /// A scalar.
    One(Cow<'a, str>),
    /// A list.
    Many(Vec<Cow<'a, str>>),
}

/// A value that can be sent as a parameter or header: a scalar, a list of
/// scalars, or an optional one of these.
pub trait ToParam {
    /// The texts; `None` for a value that has none (NaN, infinities).
    fn texts(&self) -> Option<Texts<'_>>;
}

/// A parameter's value that its place and style cannot carry.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteError {
    /// The parameter's place.
    pub place: Place,
    /// The parameter.
    pub name: &'static str,
    /// Why not.
    pub reason: &'static str,
}

/// Writes the parameters of one request (or the headers of one response).
#[derive(Debug)]
pub struct Writer {
    template: &'static str,
    path: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    cookies: String,
}

/// A request's path, query and headers.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Written {
    /// The path, percent-encoded; begins as the template does.
    pub path: String,
    /// The query without its `?`, percent-encoded; empty if there is none.
    pub query: String,
    /// Header parameters, and `Cookie` if there are cookie parameters.
    pub headers: HeaderMap,
}

impl Writer {
    /// A request to `template`, as the document writes it. Any template will
    /// do for the headers of a response.
    #[must_use]
    pub fn new(template: &'static str) -> Self {
        Self {
            template,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
        }
    }

    /// Writes `value` as `param`. An absent value and an empty list are not
    /// sent. Path parameters are given in the order of the template.
    ///
    /// # Errors
    /// [`WriteError`] for a value that cannot be sent there without being
    /// read as another one.
    pub fn param(&mut self, param: &Param, value: &dyn ToParam) -> Result<(), WriteError> {
        let texts = value
            .texts()
            .ok_or_else(|| refuse(param, "the value has no text: it is no finite number"))?;
        match param.form {
            Form::Path { style, explode } => self.path(param, style, explode, &texts),
            Form::Query {
                style,
                allow_reserved,
            } => self.query(param, style, allow_reserved, &texts),
            Form::Header => self.header(param, &texts),
            Form::Cookie { explode } => {
                self.cookie(param, explode, &texts);
                Ok(())
            }
        }
    }

    /// Writes `text` as the cookie `name`, both as they are: the session of
    /// another program, which compares it to the byte.
    ///
    /// # Errors
    /// [`WriteError`] for what RFC 6265 does not let a cookie hold: blanks,
    /// control characters, `"`, `,`, `;`, `\`, and all beyond ASCII.
    pub fn raw_cookie(&mut self, name: &'static str, text: &str) -> Result<(), WriteError> {
        let refuse = |reason| WriteError {
            place: Place::Cookie,
            name,
            reason,
        };
        if HeaderName::from_bytes(name.as_bytes()).is_err() {
            return Err(refuse("the name is no name of a cookie"));
        }
        let held = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        if !text.bytes().all(held) {
            return Err(refuse("it has a character that a cookie cannot hold"));
        }
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        self.cookies.extend([name, "=", text]);
        Ok(())
    }

    /// The finished request.
    ///
    /// # Errors
    /// [`WriteError`] for a path parameter that was not given, and for a
    /// path segment that values make `.` or `..`, which no client or proxy
    /// leaves alone.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        let path = self.expand()?;
        if !self.cookies.is_empty() {
            let value = HeaderValue::try_from(self.cookies).map_err(|_| WriteError {
                place: Place::Cookie,
                name: "cookie",
                reason: "the cookies make no header",
            })?;
            self.headers.append(header::COOKIE, value);
        }
        Ok(Written {
            path,
            query: self.query,
            headers: self.headers,
        })
    }

    fn path(
        &mut self,
        param: &Param,
        style: PathStyle,
        explode: bool,
        texts: &Texts<'_>,
    ) -> Result<(), WriteError> {
        let mut out = String::new();
        match (style, texts) {
            (_, Texts::Absent) => return Err(refuse(param, "a path parameter is always present")),
            (_, Texts::Many(items)) if items.is_empty() => {
                return Err(refuse(param, "an empty list has no place in a path"));
            }
            (PathStyle::Simple, Texts::One(text)) => encode(text, VALUE, &mut out),
            (PathStyle::Simple, Texts::Many(items)) => join(items, ",", VALUE, &mut out),
            (PathStyle::Label, Texts::One(text)) => {
                out.push('.');
                encode(text, VALUE, &mut out);
            }
            (PathStyle::Label, Texts::Many(items)) => {
                out.push('.');
                if explode {
                    join(items, ".", DOTTED, &mut out);
                } else {
                    join(items, ",", VALUE, &mut out);
                }
            }
            (PathStyle::Matrix, Texts::One(text)) => matrix(param.name, text, &mut out),
            (PathStyle::Matrix, Texts::Many(items)) if explode => {
                for item in items {
                    matrix(param.name, item, &mut out);
                }
            }
            (PathStyle::Matrix, Texts::Many(items)) => {
                out.push(';');
                encode(param.name, VALUE, &mut out);
                out.push('=');
                join(items, ",", VALUE, &mut out);
            }
        }
        if out.is_empty() {
            return Err(refuse(param, "an empty text has no place in a path"));
        }
        self.path.push((param.name, out));
        Ok(())
    }

    fn query(
        &mut self,
        param: &Param,
        style: QueryStyle,
        allow_reserved: bool,
        texts: &Texts<'_>,
    ) -> Result<(), WriteError> {
        let (one, listed) = if allow_reserved {
            (RESERVED, RESERVED_LIST)
        } else {
            (VALUE, VALUE)
        };
        match texts {
            Texts::Absent => {}
            Texts::One(text) => {
                self.key(param.name);
                encode(text, one, &mut self.query);
            }
            Texts::Many(items) if style == QueryStyle::Exploded => {
                for item in items {
                    self.key(param.name);
                    encode(item, one, &mut self.query);
                }
            }
            Texts::Many(items) => {
                let (delimiter, written) = match style {
                    QueryStyle::Space => (Some(' '), "%20"),
                    QueryStyle::Pipe => (Some('|'), "%7C"),
                    QueryStyle::Comma | QueryStyle::Exploded => (None, ","),
                };
                if let Some(delimiter) = delimiter
                    && items.iter().any(|item| item.contains(delimiter))
                {
                    return Err(refuse(param, "an item holds the style's delimiter"));
                }
                if !items.is_empty() {
                    self.key(param.name);
                    join(items, written, listed, &mut self.query);
                }
            }
        }
        Ok(())
    }

    fn key(&mut self, name: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        encode(name, VALUE, &mut self.query);
        self.query.push('=');
    }

    fn header(&mut self, param: &Param, texts: &Texts<'_>) -> Result<(), WriteError> {
        let text: Cow<'_, str> = match texts {
            Texts::Absent => return Ok(()),
            Texts::One(text) => Cow::Borrowed(text),
            Texts::Many(items) => {
                if items.iter().any(|item| item.contains(',') || padded(item)) {
                    return Err(refuse(
                        param,
                        "an item holds a comma or has blanks around it",
                    ));
                }
                if items.is_empty() {
                    return Ok(());
                }
                Cow::Owned(items.join(","))
            }
        };
        if padded(&text) {
            return Err(refuse(param, "a header's text has no blanks around it"));
        }
        let name = HeaderName::from_bytes(param.name.as_bytes())
            .map_err(|_| refuse(param, "the name is no header name"))?;
        let value = HeaderValue::from_bytes(text.as_bytes())
            .map_err(|_| refuse(param, "a header's text has no control characters"))?;
        self.headers.append(name, value);
        Ok(())
    }

    fn cookie(&mut self, param: &Param, explode: bool, texts: &Texts<'_>) {
        let mut pair = |write: &dyn Fn(&mut String)| {
            if !self.cookies.is_empty() {
                self.cookies.push_str("; ");
            }
            encode(param.name, VALUE, &mut self.cookies);
            self.cookies.push('=');
            write(&mut self.cookies);
        };
        match texts {
            Texts::Absent => {}
            Texts::One(text) => pair(&|out| encode(text, VALUE, out)),
            Texts::Many(items) if explode => {
                for item in items {
                    pair(&|out| encode(item, VALUE, out));
                }
            }
            Texts::Many(items) if items.is_empty() => {}
            Texts::Many(items) => pair(&|out| join(items, ",", VALUE, out)),
        }
    }

    /// The template with its parameters put in.
    fn expand(&self) -> Result<String, WriteError> {
        let mut out = String::with_capacity(self.template.len() + 16);
        let mut values = self.path.iter();
        for (index, segment) in self.template.split('/').enumerate() {
            if index > 0 {
                out.push('/');
            }
            let start = out.len();
            let name = expand_segment(segment, &mut values, &mut out)?;
            let written = out.get(start..).unwrap_or_default();
            if let Some(name) = name
                && matches!(decode(written, false).as_deref(), Some("." | ".."))
            {
                return Err(WriteError {
                    place: Place::Path,
                    name,
                    reason: "a path segment cannot be `.` or `..`",
                });
            }
        }
        Ok(out)
    }
}

/// Appends one segment; the name of a parameter in it.
fn expand_segment(
    mut rest: &'static str,
    values: &mut std::slice::Iter<'_, (&'static str, String)>,
    out: &mut String,
) -> Result<Option<&'static str>, WriteError> {
    let mut found = None;
    while let Some((before, (name, tail))) = rest
        .split_once('{')
        .and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        out.push_str(&path_literal(before));
        let (given, value) = values.next().ok_or(WriteError {
            place: Place::Path,
            name,
            reason: "a path parameter is always present",
        })?;
        out.push_str(value);
        found = Some(*given);
        rest = tail;
    }
    out.push_str(&path_literal(rest));
    Ok(found)
}

fn refuse(param: &Param, reason: &'static str) -> WriteError {
    WriteError {
        place: param.place(),
        name: param.name,
        reason,
    }
}

fn padded(text: &str) -> bool {
    let blank = |c: char| c == ' ' || c == '\t';
    text.starts_with(blank) || text.ends_with(blank)
}

fn join(items: &[Cow<'_, str>], delimiter: &str, set: &'static AsciiSet, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(delimiter);
        }
        encode(item, set, out);
    }
}

fn matrix(name: &str, text: &str, out: &mut String) {
    out.push(';');
    encode(name, VALUE, out);
    if !text.is_empty() {
        out.push('=');
        encode(text, VALUE, out);
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Path => "path parameter",
            Place::Query => "query parameter",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Body => "body",
        };
        write!(f, "{place} `{}`: {}", self.name, self.reason)
    }
}

impl std::error::Error for WriteError {}

impl<T: ToText> ToParam for T {
    fn texts(&self) -> Option<Texts<'_>> {
        self.to_text().map(Texts::One)
    }
}

impl<T: ToText> ToParam for Vec<T> {
    fn texts(&self) -> Option<Texts<'_>> {
        let items = self.iter().map(ToText::to_text);
        items.collect::<Option<_>>().map(Texts::Many)
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn texts(&self) -> Option<Texts<'_>> {
        match self {
            Some(value) => value.texts(),
            None => Some(Texts::Absent),
        }
    }
}

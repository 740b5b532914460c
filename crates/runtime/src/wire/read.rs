//! A request's path, query, headers and cookies into values.

use std::{borrow::Cow, collections::HashMap};

use http::{HeaderMap, HeaderValue, header};
use specwright_check::{Facets, program};

use super::{Form, FromText, Param, PathStyle, QueryStyle, ToText, percent::decode};
use crate::{
    json::{MAX_VIOLATIONS, Mode, write_string},
    violation::{Kind, Place, Step, Violation},
};

/// What a scalar that is given more than once means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// A violation.
    #[default]
    Refuse,
    /// The last one counts.
    Last,
    /// The first one counts.
    First,
}

/// A parameter's text as it was found, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// It is not there.
    Absent,
    /// A scalar's text.
    One(Cow<'a, str>),
    /// The texts of a list's items; at least one.
    Many(Vec<Cow<'a, str>>),
}

/// A value that can be read from a parameter or header: a scalar, a list of
/// scalars, or an optional one of these.
pub trait FromParam: Sized {
    /// Whether the text is split into items before it is decoded.
    const LIST: bool;

    /// Reads what was found; what is wrong goes to `report`. `None` means that
    /// at least one thing was reported.
    fn from_found(found: Found<'_>, report: &mut Report<'_>) -> Option<Self>;
}

/// Takes what is wrong with one parameter.
#[derive(Debug)]
pub struct Report<'a> {
    param: &'static Param,
    mode: Mode,
    violations: &'a mut Vec<Violation>,
}

/// Reads the parameters of one request (or the headers of one response) and
/// collects everything that is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    mode: Mode,
    duplicates: Duplicates,
    path: &'a [&'a str],
    query: Vec<(Cow<'a, str>, &'a str)>,
    headers: Option<&'a HeaderMap>,
    cookies: Option<Vec<(&'a str, &'a str)>>,
    violations: Vec<Violation>,
}

impl<'a> Reader<'a> {
    /// A reader of nothing yet.
    #[must_use]
    pub fn new(mode: Mode, duplicates: Duplicates) -> Self {
        Self {
            mode,
            duplicates,
            path: &[],
            query: Vec::new(),
            headers: None,
            cookies: None,
            violations: Vec::new(),
        }
    }

    /// The texts that stand for the template's parameters, in its order,
    /// still encoded. Path parameters are read in this order.
    #[must_use]
    pub fn path(mut self, texts: &'a [&'a str]) -> Self {
        self.path = texts;
        self
    }

    /// The query without its `?`, still encoded.
    #[must_use]
    pub fn query(mut self, raw: &'a str) -> Self {
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match decode(name, true) {
                Some(name) => self.query.push((name, value)),
                None => {
                    let broken = Violation::new(Place::Query, Vec::new(), Kind::Encoding);
                    self.violations.push(broken);
                }
            }
        }
        self
    }

    /// The headers, cookies among them.
    #[must_use]
    pub fn headers(mut self, headers: &'a HeaderMap) -> Self {
        self.headers = Some(headers);
        self
    }

    /// Reads one parameter. `None` means that a violation was recorded.
    pub fn param<T: FromParam>(&mut self, param: &'static Param) -> Option<T> {
        match self.find(param, T::LIST) {
            Ok(found) => T::from_found(
                found,
                &mut Report {
                    param,
                    mode: self.mode,
                    violations: &mut self.violations,
                },
            ),
            Err(kind) => {
                self.violations.push(violation(param, None, kind));
                None
            }
        }
    }

    /// The text of a parameter that is no list, if it is there, unchecked.
    ///
    /// # Errors
    /// What is wrong with the text itself; nothing is recorded.
    pub fn text(&mut self, param: &Param) -> Result<Option<Cow<'a, str>>, Kind> {
        Ok(match self.find(param, false)? {
            Found::One(text) => Some(text),
            Found::Absent | Found::Many(_) => None,
        })
    }

    /// Adds violations from elsewhere, such as the body's.
    pub fn report(&mut self, violations: impl IntoIterator<Item = Violation>) {
        self.violations.extend(violations);
    }

    /// Everything that was wrong, in the order it was read, at most
    /// [`MAX_VIOLATIONS`] and then [`Kind::TooMany`]. A body that is no JSON
    /// is the only thing that is wrong.
    #[must_use]
    pub fn finish(mut self) -> Vec<Violation> {
        let is_syntax = |violation: &Violation| matches!(violation.kind, Kind::Syntax { .. });
        if let Some(at) = self.violations.iter().position(is_syntax) {
            return vec![self.violations.swap_remove(at)];
        }
        if self.violations.len() > MAX_VIOLATIONS {
            self.violations.truncate(MAX_VIOLATIONS);
            let place = self
                .violations
                .last()
                .map_or(Place::Body, |last| last.place);
            let closing = Violation::new(place, Vec::new(), Kind::TooMany);
            self.violations.push(closing);
        }
        self.violations
    }

    fn find(&mut self, param: &Param, list: bool) -> Result<Found<'a>, Kind> {
        match param.form {
            Form::Path { style, explode } => self.in_path(param.name, style, explode, list),
            Form::Query { style, .. } => self.in_query(param.name, style, list),
            Form::Header => self.in_headers(param.name, list),
            Form::Cookie { explode } => self.in_cookies(param.name, explode, list),
        }
    }

    fn in_path(
        &mut self,
        name: &str,
        style: PathStyle,
        explode: bool,
        list: bool,
    ) -> Result<Found<'a>, Kind> {
        let Some((text, rest)) = self.path.split_first() else {
            return Ok(Found::Absent);
        };
        self.path = rest;
        match style {
            PathStyle::Simple if list => many(text.split(','), false),
            PathStyle::Simple => one(text, false),
            PathStyle::Label => {
                let text = text.strip_prefix('.').ok_or(Kind::Missing)?;
                match (list, explode) {
                    (false, _) => one(text, false),
                    (true, true) => many(text.split('.'), false),
                    (true, false) => many(text.split(','), false),
                }
            }
            PathStyle::Matrix => {
                let text = text.strip_prefix(';').ok_or(Kind::Missing)?;
                if list && explode {
                    let items = text.split(';').map(|item| matrix(name, item));
                    many(items.collect::<Result<Vec<_>, _>>()?.into_iter(), false)
                } else if list {
                    many(matrix(name, text)?.split(','), false)
                } else {
                    one(matrix(name, text)?, false)
                }
            }
        }
    }

    fn in_query(&self, name: &str, style: QueryStyle, list: bool) -> Result<Found<'a>, Kind> {
        let pairs = self.query.iter().filter(|(given, _)| given == name);
        let texts = pairs.map(|(_, text)| *text);
        if list && style == QueryStyle::Exploded {
            return many(texts, true);
        }
        let Some(text) = self.single(texts)? else {
            return Ok(Found::Absent);
        };
        match style {
            _ if !list => one(text, true),
            QueryStyle::Exploded | QueryStyle::Comma => many(text.split(','), true),
            QueryStyle::Space => many(split_encoded(text, &["%20", "+", " "]).into_iter(), true),
            QueryStyle::Pipe => many(split_encoded(text, &["%7C", "%7c", "|"]).into_iter(), true),
        }
    }

    fn in_headers(&self, name: &str, list: bool) -> Result<Found<'a>, Kind> {
        let Some(headers) = self.headers else {
            return Ok(Found::Absent);
        };
        let mut texts = Vec::new();
        for value in headers.get_all(name) {
            texts.push(utf8(value)?.trim_matches([' ', '\t']));
        }
        if list {
            let items = texts.iter().flat_map(|text| text.split(','));
            let items: Vec<_> = items
                .map(|item| Cow::Borrowed(item.trim_matches([' ', '\t'])))
                .collect();
            return Ok(if items.is_empty() {
                Found::Absent
            } else {
                Found::Many(items)
            });
        }
        let text = self.single(texts.into_iter())?;
        Ok(text.map_or(Found::Absent, |text| Found::One(Cow::Borrowed(text))))
    }

    fn in_cookies(&mut self, name: &str, explode: bool, list: bool) -> Result<Found<'a>, Kind> {
        if self.cookies.is_none() {
            self.cookies = Some(match self.headers {
                Some(headers) => cookies(headers)?,
                None => Vec::new(),
            });
        }
        let all = self.cookies.as_deref().unwrap_or_default();
        let given = all.iter().filter(|(given, _)| {
            *given == name || decode(given, false).is_some_and(|given| given == name)
        });
        let texts = given.map(|(_, text)| *text);
        if list && explode {
            return many(texts, false);
        }
        match self.single(texts)? {
            None => Ok(Found::Absent),
            Some(text) if list => many(text.split(','), false),
            Some(text) => one(text, false),
        }
    }

    /// The one that counts of what should be given once.
    fn single(&self, mut texts: impl Iterator<Item = &'a str>) -> Result<Option<&'a str>, Kind> {
        let Some(first) = texts.next() else {
            return Ok(None);
        };
        match (texts.last(), self.duplicates) {
            (None, _) | (_, Duplicates::First) => Ok(Some(first)),
            (Some(last), Duplicates::Last) => Ok(Some(last)),
            (Some(_), Duplicates::Refuse) => Err(Kind::Duplicate),
        }
    }
}

/// The name and text of every cookie in `headers`, as they are sent.
///
/// # Errors
/// [`Kind::Encoding`] for a header that is no UTF-8.
pub fn cookies(headers: &HeaderMap) -> Result<Vec<(&str, &str)>, Kind> {
    let mut all = Vec::new();
    for value in headers.get_all(header::COOKIE) {
        for pair in utf8(value)?.split(';') {
            if let Some((name, text)) = pair.split_once('=') {
                let blanks = [' ', '\t'];
                all.push((name.trim_matches(blanks), text.trim_matches(blanks)));
            }
        }
    }
    Ok(all)
}

fn utf8(value: &HeaderValue) -> Result<&str, Kind> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| Kind::Encoding)
}

fn one(raw: &str, plus: bool) -> Result<Found<'_>, Kind> {
    decode(raw, plus).map(Found::One).ok_or(Kind::Encoding)
}

fn many<'a>(raw: impl Iterator<Item = &'a str>, plus: bool) -> Result<Found<'a>, Kind> {
    let items = raw
        .map(|item| decode(item, plus))
        .collect::<Option<Vec<_>>>();
    match items {
        None => Err(Kind::Encoding),
        Some(items) if items.is_empty() => Ok(Found::Absent),
        Some(items) => Ok(Found::Many(items)),
    }
}

/// The text behind `name=`; a name alone stands for the empty text.
fn matrix<'a>(name: &str, raw: &'a str) -> Result<&'a str, Kind> {
    let (given, text) = raw.split_once('=').unwrap_or((raw, ""));
    match decode(given, false) {
        Some(given) if given == name => Ok(text),
        _ => Err(Kind::Missing),
    }
}

/// Splits at each of `delimiters`, the forms in which one character travels.
fn split_encoded<'a>(raw: &'a str, delimiters: &[&str]) -> Vec<&'a str> {
    let mut items = Vec::new();
    let mut rest = raw;
    let mut at = 0;
    while let Some(tail) = rest.as_bytes().get(at..).filter(|tail| !tail.is_empty()) {
        match delimiters.iter().find(|d| tail.starts_with(d.as_bytes())) {
            Some(delimiter) => {
                items.push(rest.get(..at).unwrap_or_default());
                rest = rest.get(at + delimiter.len()..).unwrap_or_default();
                at = 0;
            }
            None => at += 1,
        }
    }
    items.push(rest);
    items
}

fn violation(param: &Param, item: Option<usize>, kind: Kind) -> Violation {
    let mut steps = vec![Step::member(param.name)];
    steps.extend(item.map(Step::Item));
    Violation::new(param.place(), steps, kind)
}

impl Report<'_> {
    pub(super) fn param(&self) -> &'static Param {
        self.param
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    pub(super) fn push(&mut self, item: Option<usize>, kinds: impl IntoIterator<Item = Kind>) {
        let param = self.param;
        let new = kinds.into_iter().map(|kind| violation(param, item, kind));
        self.violations.extend(new);
    }

    /// Whether the check program of `facets`, if they have one and reading is
    /// strict, accepts the value that `json` writes: that of the parameter, or
    /// of its item `item`.
    pub(super) fn admits(
        &mut self,
        facets: &Facets,
        item: Option<usize>,
        json: impl FnOnce() -> String,
    ) -> bool {
        let Some(root) = facets.check.filter(|_| self.mode == Mode::Strict) else {
            return true;
        };
        match root.program.check(root.schema, &json()) {
            Ok(found) => {
                let accepted = found.is_empty();
                for wrong in found {
                    let inner = wrong.steps.iter().find_map(|step| match step {
                        program::Step::Item(index) => Some(*index),
                        program::Step::Member(_) => None,
                    });
                    self.push(item.or(inner), [Kind::from(wrong.problem)]);
                }
                accepted
            }
            Err(error) => {
                self.push(item, [Kind::from(error)]);
                false
            }
        }
    }
}

/// A parameter's text as the JSON of its value.
pub(super) fn in_json<T: FromText>(text: &str) -> String {
    if !T::QUOTED {
        return text.to_owned();
    }
    let mut quoted = Vec::with_capacity(text.len() + 2);
    write_string(text, &mut quoted);
    String::from_utf8_lossy(&quoted).into_owned()
}

/// Counts and `uniqueItems`. Items that could not be read count, but are not
/// compared. Whether both hold.
fn check_list<T: ToText>(values: &[T], given: usize, report: &mut Report<'_>) -> bool {
    let facets = report.param.facets;
    let mut kinds = Vec::new();
    facets.items(given, &mut |failure| kinds.push(Kind::from(failure)));
    if facets.unique_items && values.len() == given {
        let mut seen = HashMap::new();
        for (index, value) in values.iter().enumerate() {
            if let Some(first) = value.to_text().and_then(|text| seen.insert(text, index)) {
                kinds.push(Kind::NotUnique { first });
                break;
            }
        }
    }
    let holds = kinds.is_empty();
    report.push(None, kinds);
    holds
}

impl<T: FromText> FromParam for T {
    const LIST: bool = false;

    fn from_found(found: Found<'_>, report: &mut Report<'_>) -> Option<Self> {
        let Found::One(text) = found else {
            report.push(None, [Kind::Missing]);
            return None;
        };
        let mut kinds = Vec::new();
        let value = T::from_text(&text, report.mode, report.param.facets, &mut kinds);
        report.push(None, kinds);
        let facets = report.param.facets;
        value.filter(|_| report.admits(facets, None, || in_json::<T>(&text)))
    }
}

impl<T: FromText + ToText> FromParam for Vec<T> {
    const LIST: bool = true;

    fn from_found(found: Found<'_>, report: &mut Report<'_>) -> Option<Self> {
        let Found::Many(texts) = found else {
            report.push(None, [Kind::Missing]);
            return None;
        };
        let facets = report.param.facets;
        let of_items = facets.of_items();
        let mut kinds = Vec::new();
        let mut values = Self::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let value = T::from_text(text, report.mode, of_items, &mut kinds);
            report.push(Some(index), kinds.drain(..));
            let json = || in_json::<T>(text);
            values.extend(value.filter(|_| report.admits(of_items, Some(index), json)));
        }
        let holds = report.mode == Mode::Tolerant || check_list(&values, texts.len(), report);
        let holds = holds && values.len() == texts.len();
        let list = || {
            let items: Vec<_> = texts.iter().map(|text| in_json::<T>(text)).collect();
            format!("[{}]", items.join(","))
        };
        (holds && report.admits(facets, None, list)).then_some(values)
    }
}

impl<T: FromParam> FromParam for Option<T> {
    const LIST: bool = T::LIST;

    fn from_found(found: Found<'_>, report: &mut Report<'_>) -> Option<Self> {
        match found {
            Found::Absent => Some(None),
            found => T::from_found(found, report).map(Some),
        }
    }
}

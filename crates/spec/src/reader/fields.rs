//! Typed access to the members of an object. It remembers which members were
//! asked for, so that the others can be reported, with the nearest name.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Mapping, Node, Span, Value};

use crate::model::{Extensions, Named, Spanned, Version};

use super::place::Place;
use super::scalar::wrong;
use super::{Reader, Target, item, reference};

/// An object of the document while it is read.
pub(crate) struct Fields<'a, 'd> {
    pub(crate) cx: &'a Reader<'d>,
    pub(crate) node: &'d Node,
    pub(crate) place: Place<'a>,
    /// The version that rules here.
    pub(crate) version: Version,
    what: &'static str,
    mapping: Option<&'d Mapping>,
    asked: Vec<&'static str>,
    since: Option<Version>,
}

/// What a reader of an entry of a map or list is given.
pub(crate) struct Element<'a, 'd> {
    pub(crate) cx: &'a Reader<'d>,
    pub(crate) node: &'d Node,
    pub(crate) place: Place<'a>,
}

impl<'a, 'd> Fields<'a, 'd> {
    /// The members of `node`, which is `what` ("a parameter"). Nothing at all
    /// is read as an object without members; any other value is an error.
    pub(crate) fn new(
        cx: &'a Reader<'d>,
        node: &'d Node,
        place: Place<'a>,
        what: &'static str,
    ) -> Option<Self> {
        let mapping = match &node.value {
            Value::Mapping(mapping) => Some(mapping),
            Value::Null => {
                cx.report(
                    Diagnostic::warning(
                        codes::NULL_MEMBER,
                        place.at,
                        format!("{what} is expected here, and nothing is written"),
                    )
                    .label("read as `{}`"),
                );
                None
            }
            other => {
                cx.report(Diagnostic::error(
                    codes::WRONG_TYPE,
                    node.span,
                    format!("{what} must be a mapping, not {}", other.kind()),
                ));
                return None;
            }
        };
        Some(Self {
            cx,
            node,
            place,
            version: cx.version_in(place.file()),
            what,
            mapping,
            asked: Vec::new(),
            since: None,
        })
    }

    /// The member asked for next is defined from `version` on only.
    pub(crate) fn since(&mut self, version: Version) -> &mut Self {
        self.since = Some(version);
        self
    }

    /// All members, in the order of the document.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &'d Entry> + use<'d> {
        self.mapping.into_iter().flatten()
    }

    /// Whether there is a member `key`; it counts as unasked.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.mapping
            .is_some_and(|mapping| mapping.get(key).is_some())
    }

    /// The member `key`, also when it is null.
    pub(crate) fn raw(&mut self, key: &'static str) -> Option<&'d Entry> {
        self.asked.push(key);
        let since = self.since.take();
        let entry = self.mapping?.get(key)?;
        if let Some(since) = since.filter(|since| self.version < *since) {
            self.cx.report(Diagnostic::warning(
                codes::NEWER_MEMBER,
                entry.key_span,
                format!(
                    "`{key}` came with OpenAPI {}; this document is {}",
                    name(since),
                    name(self.version)
                ),
            ));
        }
        Some(entry)
    }

    /// The member `key`; null is reported and counts as absent.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'d Entry> {
        let entry = self.raw(key)?;
        if entry.value.value == Value::Null {
            self.cx.report(
                Diagnostic::warning(
                    codes::NULL_MEMBER,
                    entry.key_span,
                    format!("`{key}` has no value"),
                )
                .label("read as if it were not there"),
            );
            return None;
        }
        Some(entry)
    }

    /// The member `key` as text of which only people make use.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let entry = self.take(key)?;
        let text = self.cx.text(&entry.value, key);
        if text.is_none() {
            self.cx.report(
                wrong(entry, "a string", false).help("it is ignored, since it only documents"),
            );
        }
        text
    }

    /// The member `key` as text that means something.
    pub(crate) fn word(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let entry = self.take(key)?;
        let text = self.cx.text(&entry.value, key);
        if text.is_none() {
            self.cx.report(wrong(entry, "a string", true));
        }
        text
    }

    /// The member `key` as text, without which the object means nothing.
    pub(crate) fn required_word(&mut self, key: &'static str) -> Option<Spanned<String>> {
        if !self.has_value(key) {
            self.asked.push(key);
            self.missing_error(key);
            return None;
        }
        self.word(key)
    }

    /// The member `key` as text; when it is missing, a warning and nothing.
    pub(crate) fn expected_text(&mut self, key: &'static str) -> Spanned<String> {
        if !self.has(key) {
            self.missing(key);
        }
        let nothing = Spanned {
            value: String::new(),
            span: self.place.at,
        };
        self.text(key).unwrap_or(nothing)
    }

    fn has_value(&self, key: &str) -> bool {
        let entry = self.mapping.and_then(|mapping| mapping.get(key));
        entry.is_some_and(|entry| entry.value.value != Value::Null)
    }

    /// A warning that the member `key` is missing.
    pub(crate) fn missing(&self, key: &str) {
        self.cx.report(Diagnostic::warning(
            codes::MISSING_MEMBER,
            self.place.at,
            format!("{} must have `{key}`", self.what),
        ));
    }

    /// An error that the member `key` is missing.
    pub(crate) fn missing_error(&self, key: &str) {
        self.cx.report(Diagnostic::error(
            codes::MISSING_MEMBER,
            self.place.at,
            format!("{} must have `{key}`", self.what),
        ));
    }

    /// The member `key` as a flag.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let entry = self.take(key)?;
        let flag = self.cx.boolean(entry);
        if flag.is_none() {
            self.cx.report(wrong(entry, "`true` or `false`", true));
        }
        flag
    }

    /// The member `key` as a number, in the spelling of JSON.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let entry = self.take(key)?;
        self.cx.number(entry)
    }

    /// The member `key` as a length or count.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<Spanned<u64>> {
        let entry = self.take(key)?;
        self.cx.count(entry)
    }

    /// The items of the list `key`. A lone value is not a list.
    pub(crate) fn list(&mut self, key: &'static str) -> Option<(&'d Entry, &'d [Node])> {
        let entry = self.take(key)?;
        match &entry.value.value {
            Value::Sequence(items) => return Some((entry, items)),
            Value::Mapping(mapping) if mapping.is_empty() => {
                self.cx.report(wrong(entry, "a list", false));
            }
            _ => self.cx.report(wrong(entry, "a list", true)),
        }
        None
    }

    /// Each item of the list `key`, read by `read`.
    pub(crate) fn each<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(Element<'_, 'd>) -> Option<T>,
    ) -> Vec<T> {
        let Some((entry, items)) = self.list(key) else {
            return Vec::new();
        };
        let list = self.place.member(key, entry.key_span);
        let element = |(index, node)| {
            read(Element {
                cx: self.cx,
                node,
                place: list.item(index, node),
            })
        };
        items.iter().enumerate().filter_map(element).collect()
    }

    /// The list of texts `key`; a lone text is read as a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(entry) = self.take(key) else {
            return Vec::new();
        };
        self.cx.texts(entry)
    }

    /// The members of the object `key`.
    pub(crate) fn members(&mut self, key: &'static str) -> Option<(&'d Entry, &'d Mapping)> {
        let entry = self.take(key)?;
        match &entry.value.value {
            Value::Mapping(mapping) => return Some((entry, mapping)),
            Value::Sequence(items) if items.is_empty() => {
                self.cx.report(wrong(entry, "a mapping", false));
            }
            _ => self.cx.report(wrong(entry, "a mapping", true)),
        }
        None
    }

    /// Each member of the object `key`, read by `read`.
    pub(crate) fn map<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(Element<'_, 'd>) -> Option<T>,
    ) -> Named<T> {
        let Some((entry, mapping)) = self.members(key) else {
            return Vec::new();
        };
        let object = self.place.member(key, entry.key_span);
        let mut named = Vec::new();
        if let Some(target) = self.cx.map_reference(&entry.value, object) {
            let shared = target.node.as_mapping().into_iter().flatten();
            read_members(self.cx, shared, &target.place(), &mut read, &mut named);
            let own = mapping.iter().filter(|entry| entry.key != "$ref");
            read_members(self.cx, own, &object, &mut read, &mut named);
        } else {
            read_members(self.cx, mapping.iter(), &object, &mut read, &mut named);
        }
        named
    }

    /// Each component in the object `key`.
    pub(crate) fn items<T: item::Component>(
        &mut self,
        key: &'static str,
    ) -> Named<crate::model::Item<T>> {
        self.map(key, |element| element.cx.item(element.node, element.place))
    }

    /// The value of the member `key`, read by `read`.
    pub(crate) fn value<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Element<'_, 'd>) -> Option<T>,
    ) -> Option<T> {
        let entry = self.take(key)?;
        let place = self.place.member(key, entry.key_span);
        read(Element {
            cx: self.cx,
            node: &entry.value,
            place,
        })
    }

    /// A copy of the text of the member `key`, whatever it is.
    pub(crate) fn node(&mut self, key: &'static str) -> Option<Node> {
        self.raw(key).map(|entry| entry.value.clone())
    }

    /// These members are known, and were read by other means.
    pub(crate) fn know(&mut self, keys: &[&'static str]) {
        self.since = None;
        self.asked.extend(keys);
    }

    /// Closes the object: every member that nobody asked for is unknown, but
    /// for those that begin with `x-`, which are the result.
    pub(crate) fn finish(&mut self) -> Extensions {
        let (extensions, unknown) = self.rest();
        for entry in unknown {
            self.report_unknown(entry);
        }
        extensions
    }

    /// The extensions, and the members that nobody asked for.
    pub(crate) fn rest(&self) -> (Extensions, Vec<&'d Entry>) {
        let mut extensions = Extensions::new();
        let mut unknown = Vec::new();
        for entry in self.entries() {
            if entry.key.starts_with("x-") {
                extensions.push((named(entry), entry.value.clone()));
            } else if !self.asked.contains(&entry.key.as_str()) {
                unknown.push(entry);
            }
        }
        (extensions, unknown)
    }

    /// The name asked for that `entry` seems to mean.
    pub(crate) fn meant(&self, entry: &Entry) -> Option<&'static str> {
        let absent = self.asked.iter().copied().filter(|key| !self.has(key));
        self.cx.suggest.nearest(&entry.key, absent)
    }

    /// A warning that nobody knows `entry`.
    pub(crate) fn report_unknown(&self, entry: &Entry) {
        let message = format!("`{}` is not a member of {}", entry.key, self.what);
        let unknown = Diagnostic::warning(codes::UNKNOWN_MEMBER, entry.key_span, message);
        self.cx.report(match self.meant(entry) {
            Some(meant) => unknown.help(format!("did you mean `{meant}`?")),
            None => unknown.label("ignored"),
        });
    }

    /// Where the value of the member `key` stands, or the object itself.
    pub(crate) fn span_of(&self, key: &str) -> Span {
        let entry = self.mapping.and_then(|mapping| mapping.get(key));
        entry.map_or(self.place.at, |entry| entry.value.span)
    }
}

/// Reads `entries`, the members of the object at `object`, by `read`.
fn read_members<'d, T>(
    cx: &Reader<'d>,
    entries: impl Iterator<Item = &'d Entry>,
    object: &Place<'_>,
    read: &mut impl FnMut(Element<'_, 'd>) -> Option<T>,
    into: &mut Named<T>,
) {
    for entry in entries {
        let place = object.member(&entry.key, entry.key_span);
        let value = read(Element {
            cx,
            node: &entry.value,
            place,
        });
        into.extend(value.map(|value| (named(entry), value)));
    }
}

impl<'d> Reader<'d> {
    /// The mapping that a reference in place of a whole mapping of names leads
    /// to. The specification has no such references, but published documents
    /// do, and a name `$ref` with a text behind it means nothing else.
    fn map_reference(&self, node: &'d Node, place: Place<'_>) -> Option<Target<'d>> {
        reference::text(node)?;
        self.report(Diagnostic::warning(
            codes::REFERENCE_PLACE,
            reference::span(node),
            "there cannot be a reference here; it is followed all the same",
        ));
        let target = self.follow(node, place, None)?;
        self.repeat(target.node, place.at)?;
        if target.node.as_mapping().is_none() {
            self.report(Diagnostic::error(
                codes::WRONG_TYPE,
                reference::span(node),
                format!(
                    "this leads to {}, not to a mapping",
                    target.node.value.kind()
                ),
            ));
        }
        Some(target)
    }
}

/// The name of `entry`.
pub(crate) fn named(entry: &Entry) -> Spanned<String> {
    Spanned {
        value: entry.key.clone(),
        span: entry.key_span,
    }
}

/// A version as people write it.
pub(crate) fn name(version: Version) -> &'static str {
    match version {
        Version::V3_0 => "3.0",
        Version::V3_1 => "3.1",
        Version::V3_2 => "3.2",
    }
}

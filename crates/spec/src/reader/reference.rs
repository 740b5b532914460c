//! `$ref`: from its text to the node it names.

use std::cell::Cell;
use std::rc::Rc;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, FileId, Node, Pointer, Span, Value};

use crate::files::Missing;
use crate::model::{Location, Version};
use crate::suggest::Suggest;
use crate::uri;

use super::index::FileIndex;
use super::place::{Place, head};
use super::{Reader, Target, identity};

/// How many references a pointer may pass through on its way.
const MAX_PASSAGES: usize = 32;

/// How many references may lead to one another in a row.
const MAX_CHAIN: usize = 128;

/// The text of the reference that `node` is, if it is one.
pub(crate) fn text(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// The text of the reference in `node`, or the node.
pub(crate) fn span(node: &Node) -> Span {
    node.get("$ref")
        .map_or(node.span, |reference| reference.span)
}

/// The part of `node` called `token`, and what to point at for it.
pub(crate) fn step<'d>(node: &'d Node, token: &str) -> Option<(&'d Node, Span)> {
    match &node.value {
        Value::Mapping(mapping) => mapping
            .get(token)
            .map(|entry| (&entry.value, entry.key_span)),
        Value::Sequence(_) => {
            let item = Pointer::root().child(token).resolve(node).ok()?;
            Some((item, head(item)))
        }
        _ => None,
    }
}

/// The section of `components` that `target` is a member of, if that is
/// another one than `section`.
pub(crate) fn other_kind<'t>(target: &'t Target<'_>, section: &str) -> Option<&'t str> {
    let [components, other, _] = target.location.pointer.tokens() else {
        return None;
    };
    (components == "components" && other != section).then_some(other)
}

/// A way through a file that leads nowhere.
struct Lost<'t, 'd> {
    reached: &'d Node,
    token: &'t str,
}

impl<'d> Reader<'d> {
    /// What the reference object `node` leads to, through further references
    /// if need be. `section` is the member of `components` where such objects
    /// are kept. Without an answer, an error has been reported.
    pub(crate) fn follow(
        &self,
        node: &'d Node,
        place: Place<'_>,
        section: Option<&'static str>,
    ) -> Option<Target<'d>> {
        let mut seen: Vec<(usize, Span)> = Vec::new();
        let mut reached = Target {
            node,
            location: place.location(),
            at: place.at,
        };
        while let Some(reference) = text(reached.node) {
            let here = span(reached.node);
            let id = identity(reached.node);
            if let Some(start) = seen.iter().position(|(known, _)| *known == id) {
                self.report(circle(seen.get(start..).unwrap_or_default()));
                return None;
            }
            if seen.len() >= MAX_CHAIN {
                let message = format!("more than {MAX_CHAIN} references lead to one another here");
                self.report(Diagnostic::error(codes::TOO_DEEP, span(node), message));
                return None;
            }
            seen.push((id, here));
            let next = self.resolve(reference, here, reached.place())?;
            if let Some(section) = section {
                self.check_kind(&next, section, here)?;
            }
            reached = next;
        }
        Some(reached)
    }

    /// A reference to another section of `components` cannot be right.
    fn check_kind(&self, target: &Target<'d>, section: &str, at: Span) -> Option<()> {
        let Some(other) = other_kind(target, section) else {
            return Some(());
        };
        self.report(
            Diagnostic::error(
                codes::REFERENCE_KIND,
                at,
                format!("this reference must lead to one of the {section}, not of the {other}"),
            )
            .also(target.at, "leads here"),
        );
        None
    }

    /// What `reference`, written at `at` in the object at `place`, names. Without an answer,
    /// an error has been reported.
    pub(crate) fn resolve(
        &self,
        reference: &str,
        at: Span,
        place: Place<'_>,
    ) -> Option<Target<'d>> {
        self.resolve_within(reference, at, place, &Cell::new(MAX_PASSAGES))
    }

    fn resolve_within(
        &self,
        reference: &str,
        at: Span,
        place: Place<'_>,
        passages: &Cell<usize>,
    ) -> Option<Target<'d>> {
        let (uri, fragment) = uri::split_fragment(reference);
        let (file, resource) = self.resource(uri, reference, at, place)?;
        let root = &file.resource(resource)?.target;
        let fragment = fragment.unwrap_or_default();
        if !fragment.is_empty() && !fragment.starts_with(['/', '%']) {
            return self.anchor(&file, resource, fragment, at);
        }
        let pointer = match Pointer::parse_fragment(fragment) {
            Ok(pointer) => pointer,
            Err(error) => {
                let message = format!("`{reference}` is no reference: {error}");
                self.report(Diagnostic::error(codes::UNRESOLVED_REFERENCE, at, message));
                return None;
            }
        };
        let lost = match self.walk(root, &pointer, passages) {
            Ok(target) => return Some(target),
            Err(lost) => lost,
        };
        // Within a schema that has its own `$id`, `#/components/..` is often
        // meant from the root of the file.
        if resource != 0
            && let Some(whole) = file.resource(0)
            && let Ok(target) = self.walk(&whole.target, &pointer, passages)
        {
            self.report(
                Diagnostic::warning(
                    codes::UNRESOLVED_REFERENCE,
                    at,
                    format!("`{reference}` is read from the root of the file"),
                )
                .also(
                    root.at,
                    "this schema has its own `$id`, to which references are relative",
                ),
            );
            return Some(target);
        }
        self.report(unresolved(&self.suggest, reference, at, &lost));
        None
    }

    /// Goes from `start` along `pointer`. Where a member is not there but a
    /// reference is, goes on behind it.
    fn walk<'p>(
        &self,
        start: &Target<'d>,
        pointer: &'p Pointer,
        passages: &Cell<usize>,
    ) -> Result<Target<'d>, Lost<'p, 'd>> {
        let mut reached = start.clone();
        for token in pointer.tokens() {
            let lost = Lost {
                reached: reached.node,
                token,
            };
            if step(reached.node, token).is_none()
                && let Some(left) = passages.get().checked_sub(1)
                && let Some(further) = text(reached.node)
            {
                passages.set(left);
                let at = span(reached.node);
                let behind = self.resolve_within(further, at, reached.place(), passages);
                reached = behind.unwrap_or(reached);
            }
            let (node, at) = step(reached.node, token).ok_or(lost)?;
            let pointer = reached.location.pointer.child(token);
            reached = Target {
                node,
                location: Location {
                    pointer,
                    ..reached.location
                },
                at,
            };
        }
        Ok(reached)
    }

    /// The schema that `#name` names.
    fn anchor(
        &self,
        file: &FileIndex<'d>,
        resource: usize,
        fragment: &str,
        at: Span,
    ) -> Option<Target<'d>> {
        let name = uri::percent_decode(fragment);
        if let Some(target) = file.anchor(resource, &name) {
            return Some(target.clone());
        }
        let error = Diagnostic::error(
            codes::UNRESOLVED_REFERENCE,
            at,
            format!("there is no schema with the anchor `{name}`"),
        );
        let component = |section: &str| {
            step(step(file.root, "components")?.0, section)
                .is_some_and(|(all, _)| all.get(&name).is_some())
                .then(|| format!("write `#/components/{section}/{name}`"))
        };
        let help = component("schemas").or_else(|| {
            if file.version == Version::V3_0 {
                return Some(
                    "OpenAPI 3.0 has no anchors; write `#/components/schemas/..`".to_owned(),
                );
            }
            let near = self.suggest.nearest(&name, file.anchors(resource));
            near.map(|near| format!("did you mean `#{near}`?"))
        });
        self.report(match help {
            Some(help) => error.help(help),
            None => error,
        });
        None
    }

    /// The file, and the resource in it, that a reference with this `uri` (its
    /// part before `#`) is relative to.
    fn resource(
        &self,
        uri: &str,
        reference: &str,
        at: Span,
        place: Place<'_>,
    ) -> Option<(Rc<FileIndex<'d>>, usize)> {
        let here = self.opened.borrow().get(&place.file()).cloned()?;
        let inside = here.resource_at(&place.location().pointer);
        if uri.is_empty() {
            return Some((here, inside));
        }
        let base = here.resource(inside).map_or("", |resource| &resource.uri);
        let absolute = uri::join(base, uri);
        if let Some(known) = self.resource_by_uri(&here, &absolute) {
            return Some(known);
        }
        let root = match self.file(place.file(), &absolute, uri) {
            Ok(root) => root,
            Err(missing) => {
                self.report(self.foreign(reference, at, &missing));
                return None;
            }
        };
        let id = root.span.file;
        let opened = self.opened.borrow().get(&id).cloned();
        let file = opened.unwrap_or_else(|| {
            // A relative path is understood by whoever reads files; what it
            // is relative to has no URI.
            let retrieved = match uri::is_absolute(&absolute) {
                true => absolute.as_str(),
                false => "",
            };
            let file = Rc::new(FileIndex::new(root, here.version, retrieved));
            self.opened.borrow_mut().insert(id, Rc::clone(&file));
            file
        });
        Some((file, 0))
    }

    /// The resource with the URI `absolute`. What is no absolute URI, since
    /// no base is known, means something in its own file only.
    fn resource_by_uri(
        &self,
        here: &Rc<FileIndex<'d>>,
        absolute: &str,
    ) -> Option<(Rc<FileIndex<'d>>, usize)> {
        let within = |file: &Rc<FileIndex<'d>>| {
            let resource = file.resource_by_uri(absolute)?;
            Some((Rc::clone(file), resource))
        };
        match uri::is_absolute(absolute) {
            true => within(here).or_else(|| self.opened.borrow().values().find_map(within)),
            false => within(here),
        }
    }

    /// The file `absolute`. One that has a URI of its own may all the same
    /// stand beside the file that it names by the relative `uri`.
    fn file(&self, from: FileId, absolute: &str, uri: &str) -> Result<&'d Node, Missing> {
        match self.files.file(from, absolute) {
            Err(Missing::Unknown) if absolute != uri => self.files.file(from, uri),
            found => found,
        }
    }

    /// An error for a reference out of the files there are.
    fn foreign(&self, reference: &str, at: Span, missing: &Missing) -> Diagnostic {
        let message = match missing {
            Missing::Unknown => format!("`{reference}` names another file, which is not there"),
            Missing::Unreadable(reason) => format!("`{reference}` cannot be read: {reason}"),
            Missing::Broken => format!("`{reference}` names a file that has errors"),
        };
        let error = Diagnostic::error(codes::FOREIGN_REFERENCE, at, message);
        if *missing != Missing::Unknown {
            return error;
        }
        let entry = self.opened.borrow().get(&self.entry).cloned();
        let schemas = entry.and_then(|file| step(step(file.root, "components")?.0, "schemas"));
        let is_component = schemas.is_some_and(|(schemas, _)| schemas.get(reference).is_some());
        if is_component {
            error.help(format!("write `#/components/schemas/{reference}`"))
        } else if uri::is_absolute(reference) {
            error.help(
                "nothing is fetched from the network; say by `references` in which folder the \
                 files of such a URI are, or copy what it names into `components`",
            )
        } else {
            error.help("check the name, or move what it names into `components` of this file")
        }
    }
}

/// An error for references that lead only to each other. It is the same
/// wherever the circle was entered.
fn circle(references: &[(usize, Span)]) -> Diagnostic {
    let mut spans: Vec<Span> = references.iter().map(|(_, span)| *span).collect();
    spans.sort_unstable();
    let first = spans.first().copied().unwrap_or_default();
    let message = match spans.as_slice() {
        [_] => "this is a reference to itself",
        _ => "these are only references to each other",
    };
    let error = Diagnostic::error(codes::REFERENCE_CYCLE, first, message);
    spans
        .into_iter()
        .skip(1)
        .fold(error, |error, span| error.also(span, "and this one"))
}

/// An error for a pointer that leads nowhere, with the nearest name.
fn unresolved(suggest: &Suggest, reference: &str, at: Span, lost: &Lost<'_, '_>) -> Diagnostic {
    let error = Diagnostic::error(
        codes::UNRESOLVED_REFERENCE,
        at,
        format!("`{reference}` leads nowhere"),
    );
    let token = lost.token;
    match &lost.reached.value {
        Value::Mapping(mapping) => {
            let error = error.label(format!("there is no `{token}`"));
            let keys = mapping.iter().map(|entry| entry.key.as_str());
            match suggest.nearest(token, keys) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            }
        }
        Value::Sequence(items) => {
            let count = match items.len() {
                1 => "1 item".to_owned(),
                count => format!("{count} items"),
            };
            error.label(format!("the list has {count} and no `{token}`"))
        }
        other => error.label(format!("{} has no `{token}` in it", other.kind())),
    }
}

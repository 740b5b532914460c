//! Where the reader is: a pointer that costs nothing until it is needed.

use specwright_source::{FileId, Node, Span, Value};

use crate::model::Location;

/// A place in a document while it is read. Its pointer is a chain through the
/// stack and is spelled out only for what keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    step: Step<'a>,
    /// What a diagnostic about the value at this place points at: the key it
    /// stands behind, where there is one.
    pub(crate) at: Span,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Start(&'a Location),
    Member(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    /// The place `location`.
    pub(crate) fn start(location: &'a Location, at: Span) -> Self {
        Self {
            step: Step::Start(location),
            at,
        }
    }

    /// The member `key` of the object here.
    pub(crate) fn member(&'a self, key: &'a str, at: Span) -> Self {
        Self {
            step: Step::Member(self, key),
            at,
        }
    }

    /// The item `index` of the list here.
    pub(crate) fn item(&'a self, index: usize, node: &Node) -> Self {
        Self {
            step: Step::Index(self, index),
            at: head(node),
        }
    }

    /// The file.
    pub(crate) fn file(&self) -> FileId {
        let mut place = self;
        loop {
            match place.step {
                Step::Start(location) => return location.file,
                Step::Member(parent, _) | Step::Index(parent, _) => place = parent,
            }
        }
    }

    /// The place, spelled out.
    pub(crate) fn location(&self) -> Location {
        let mut tail = Vec::new();
        let mut place = self;
        let start = loop {
            match place.step {
                Step::Start(location) => break location,
                Step::Member(parent, key) => {
                    tail.push(key.to_owned());
                    place = parent;
                }
                Step::Index(parent, index) => {
                    tail.push(index.to_string());
                    place = parent;
                }
            }
        };
        let tokens = start
            .pointer
            .tokens()
            .iter()
            .cloned()
            .chain(tail.into_iter().rev());
        Location {
            file: start.file,
            pointer: tokens.collect(),
        }
    }

    /// The place of the member or item that this place's parent holds it as:
    /// the innermost key on the way here, for messages.
    pub(crate) fn key(&self) -> Option<&str> {
        match self.step {
            Step::Start(location) => location.pointer.tokens().last().map(String::as_str),
            Step::Member(_, key) => Some(key),
            Step::Index(..) => None,
        }
    }
}

/// What to point at for a value that stands behind no key: its first key, if
/// it is an object, since the text of an object may be many lines.
pub(crate) fn head(node: &Node) -> Span {
    match &node.value {
        Value::Mapping(mapping) => mapping
            .iter()
            .next()
            .map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}

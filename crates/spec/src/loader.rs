//! Files that are read when the first reference asks for them.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use specwright_source::{Diagnostic, FileId, Node, Severity, Sources};

use crate::files::{Files, Missing};
use crate::metaschemas;

/// Where the bytes of files come from: a disk, an archive, a test.
pub trait Provider {
    /// The key of the file that `reference` names, seen from the file with the
    /// key `from`. The same file has the same key, whoever asks. `reference`
    /// is a URI reference without a fragment.
    fn locate(&self, from: &str, reference: &str) -> Option<String>;

    /// Reads the file with the key `key`.
    ///
    /// # Errors
    /// Why it cannot be read, one sentence without full stop.
    fn read(&self, key: &str) -> Result<Fetched, String>;
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What diagnostics call it.
    pub name: String,
    /// Its content, which should be UTF-8.
    pub bytes: Vec<u8>,
}

/// Reads files through a [`Provider`], each once. The metaschemas of JSON
/// Schema 2020-12 and of OpenAPI 3.1 are there without one.
pub struct Loader<'p> {
    provider: &'p dyn Provider,
    sources: RefCell<Sources>,
    diagnostics: RefCell<Vec<Diagnostic>>,
    roots: List,
    /// Every key that was asked for.
    known: RefCell<BTreeMap<String, Result<usize, Missing>>>,
    keys: RefCell<BTreeMap<FileId, String>>,
}

impl std::fmt::Debug for Loader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = &self.keys;
        f.debug_struct("Loader").field("keys", keys).finish()
    }
}

impl<'p> Loader<'p> {
    /// For a document whose entry file `entry`, one of `sources`, has the key
    /// `key`.
    #[must_use]
    pub fn new(sources: Sources, entry: FileId, key: &str, provider: &'p dyn Provider) -> Self {
        Self {
            provider,
            sources: RefCell::new(sources),
            diagnostics: RefCell::default(),
            roots: List::default(),
            known: RefCell::default(),
            keys: RefCell::new(BTreeMap::from([(entry, key.to_owned())])),
        }
    }

    /// All texts, those of the read files among them, and what was found in
    /// them.
    #[must_use]
    pub fn finish(self) -> (Sources, Vec<Diagnostic>) {
        (self.sources.into_inner(), self.diagnostics.into_inner())
    }

    fn load(&self, key: &str, builtin: Option<&str>) -> Result<usize, Missing> {
        let known = self.known.borrow().get(key).cloned();
        if let Some(known) = known {
            return known;
        }
        let loaded = self.read(key, builtin);
        let mut all = self.known.borrow_mut();
        all.insert(key.to_owned(), loaded.clone());
        loaded
    }

    fn read(&self, key: &str, builtin: Option<&str>) -> Result<usize, Missing> {
        let fetched = match builtin {
            Some(text) => Fetched {
                name: key.to_owned(),
                bytes: text.as_bytes().to_vec(),
            },
            None => self.provider.read(key).map_err(Missing::Unreadable)?,
        };
        let mut sources = self.sources.borrow_mut();
        let (file, encoding) = sources.add_bytes(fetched.name, &fetched.bytes);
        self.keys.borrow_mut().insert(file, key.to_owned());
        let (root, found) = specwright_source::read(&sources, file);
        let mut diagnostics = self.diagnostics.borrow_mut();
        let before = diagnostics.len();
        diagnostics.extend(encoding);
        diagnostics.extend(found);
        let mut new = diagnostics.iter().skip(before);
        let broken = new.any(|found| found.severity == Severity::Error);
        let root = root.filter(|_| !broken).ok_or(Missing::Broken)?;
        self.roots.push(root).ok_or(Missing::Unknown)
    }
}

impl Files for Loader<'_> {
    fn file(&self, from: FileId, reference: &str) -> Result<&Node, Missing> {
        let from = self.keys.borrow().get(&from).cloned().unwrap_or_default();
        let number = match self.provider.locate(&from, reference) {
            Some(key) => self.load(&key, None)?,
            None => {
                let text = metaschemas::text(reference).ok_or(Missing::Unknown)?;
                self.load(reference, Some(text))?
            }
        };
        self.roots.get(number).ok_or(Missing::Unknown)
    }
}

/// Nodes that stay where they are while more are added.
#[derive(Default)]
struct List {
    first: Part,
}

/// A part of a [`List`]; the next one is made when this one is full.
struct Part {
    nodes: Vec<OnceCell<Node>>,
    next: OnceCell<Box<Part>>,
}

const PART: usize = 64;

impl Default for Part {
    fn default() -> Self {
        Self {
            nodes: (0..PART).map(|_| OnceCell::new()).collect(),
            next: OnceCell::new(),
        }
    }
}

impl List {
    /// Adds a node and gives its number.
    fn push(&self, node: Node) -> Option<usize> {
        let (mut part, mut before) = (&self.first, 0);
        loop {
            let free = part.nodes.iter().position(|place| place.get().is_none());
            if let Some(number) = free {
                part.nodes.get(number)?.set(node).ok()?;
                return Some(before + number);
            }
            part = part.next.get_or_init(Box::default);
            before += PART;
        }
    }

    fn get(&self, number: usize) -> Option<&Node> {
        let mut part = &self.first;
        for _ in 0..number / PART {
            part = part.next.get()?;
        }
        part.nodes.get(number % PART)?.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stay_where_they_are() {
        let list = List::default();
        let node = |number: usize| Node {
            plain: false,
            span: specwright_source::Span::default(),
            value: specwright_source::Value::String(number.to_string()),
        };
        let first = list.push(node(0)).and_then(|number| list.get(number));
        for number in 1..300 {
            assert_eq!(list.push(node(number)), Some(number));
        }
        assert_eq!(first.and_then(Node::as_str), Some("0"));
        assert_eq!(list.get(299).and_then(Node::as_str), Some("299"));
        assert_eq!(list.get(300), None);
    }
}

//! Where the other files of a document come from.

use std::collections::BTreeMap;

use specwright_source::{FileId, Node};

/// The files that references of a document lead to, beside its entry file.
pub trait Files {
    /// The root of the file that `reference` names, seen from the file `from`.
    /// `reference` is a URI reference without a fragment: as it is written, or
    /// already resolved where an `$id` or `$self` gives a base. Asked twice, it
    /// answers with the same node.
    ///
    /// # Errors
    /// Why there is no such node.
    fn file(&self, from: FileId, reference: &str) -> Result<&Node, Missing>;
}

/// Why a file is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Nobody knows a file of that name.
    Unknown,
    /// There is one, but it cannot be read; the reason as a sentence without
    /// full stop.
    Unreadable(String),
    /// It is there, and its text has errors, which were reported with it.
    Broken,
}

/// No other files: every reference has to stay in the entry file.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn file(&self, _from: FileId, _reference: &str) -> Result<&Node, Missing> {
        Err(Missing::Unknown)
    }
}

/// Files that were read beforehand.
#[derive(Debug, Default)]
pub struct FileMap {
    roots: BTreeMap<FileId, Node>,
    names: BTreeMap<(FileId, String), FileId>,
}

impl FileMap {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file by its root; the file's id is that of the root's span.
    pub fn add(&mut self, root: Node) {
        self.roots.insert(root.span.file, root);
    }

    /// Says that `reference`, as it is written in the file `from`, names `to`.
    pub fn name(&mut self, from: FileId, reference: impl Into<String>, to: FileId) {
        self.names.insert((from, reference.into()), to);
    }
}

impl Files for FileMap {
    fn file(&self, from: FileId, reference: &str) -> Result<&Node, Missing> {
        let id = self.names.get(&(from, reference.to_owned()));
        id.and_then(|id| self.roots.get(id)).ok_or(Missing::Unknown)
    }
}

//! The OpenAPI objects of 3.0, 3.1 and 3.2, read from positioned nodes. The
//! versions meet here: what comes out is one model.

mod check;
mod files;
mod loader;
mod metaschemas;
pub mod model;
mod reader;
mod suggest;
mod uri;

pub use uri::{is_absolute, percent_decode};

use specwright_source::{Diagnostic, Node};

pub use files::{FileMap, Files, Missing, NoFiles};
pub use loader::{Fetched, Loader, Provider};

use model::Document;

/// Reads the document whose entry file is `root`. Every finding of the run is
/// in the list, in the order of the text; the document is there only when no
/// finding is an error. References into other files are errors: nothing but
/// `root` is read.
#[must_use]
pub fn read(root: &Node) -> (Option<Document>, Vec<Diagnostic>) {
    read_with(root, &NoFiles)
}

/// Reads the document whose entry file is `root`, with what its references
/// reach in `files`; otherwise like [`read`].
#[must_use]
pub fn read_with(root: &Node, files: &dyn Files) -> (Option<Document>, Vec<Diagnostic>) {
    reader::read(root, files)
}

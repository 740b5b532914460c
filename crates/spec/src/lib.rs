//! The OpenAPI objects of 3.0, 3.1 and 3.2, read from positioned nodes. The
//! versions meet here: what comes out is one model.

pub mod model;

use specwright_source::{Diagnostic, Node};

use model::Document;

/// Reads the document whose entry file is `root`. Every finding of the run is
/// in the list, in the order of the text; the document is there only when no
/// finding is an error. References into other files are errors: nothing but
/// `root` is read.
#[must_use]
pub fn read(root: &Node) -> (Option<Document>, Vec<Diagnostic>) {
    let _ = root;
    (None, Vec::new())
}

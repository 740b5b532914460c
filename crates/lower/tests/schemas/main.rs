//! What schemas of small documents become in the IR.

#![allow(clippy::print_stdout)] // the census says when it is skipped

mod census;
mod show;

use specwright_ir::Api;
use specwright_lower::{Options, lower};
use specwright_source::{Diagnostic, Severity, Sources};

/// The IR of `text` with everything that was found on the way.
fn lowered(text: &str, options: &Options) -> (Option<Api>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", text);
    let (root, mut found) = specwright_source::read(&sources, file);
    let Some(root) = root else {
        return (None, found);
    };
    let (document, more) = specwright_spec::read(&root);
    found.extend(more);
    let Some(document) = document else {
        return (None, found);
    };
    let (api, more) = lower(&document, options);
    found.extend(more);
    (api, found)
}

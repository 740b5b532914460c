//! What several tests share: documents from disk, with the files they name.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright_source::{Color, Diagnostic, FileId, Node, Severity, Sources, Value};
use specwright_spec::model::Document;
use specwright_spec::{FileMap, read_with};

/// The documents of others, beside the checkout.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    folder.join("manifest.tsv").is_file().then_some(folder)
}

/// A line of the corpus' manifest.
pub(crate) struct Listed {
    pub(crate) document: String,
    pub(crate) version: String,
    pub(crate) expect: String,
}

/// The lines of the manifest.
pub(crate) fn manifest(corpus: &Path) -> Vec<Listed> {
    let text = std::fs::read_to_string(corpus.join("manifest.tsv")).unwrap();
    let line = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        Listed {
            document: columns[0].to_owned(),
            version: columns[1].to_owned(),
            expect: columns[4].to_owned(),
        }
    };
    text.lines().skip(1).map(line).collect()
}

/// A document as it was read.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) document: Option<Document>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Read {
    /// The errors, rendered.
    pub(crate) fn errors(&self) -> Option<String> {
        let errors: Vec<Diagnostic> = self
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .cloned()
            .collect();
        (!errors.is_empty())
            .then(|| specwright_source::render(&self.sources, &errors, Color::Never))
    }

    /// Everything found, rendered.
    pub(crate) fn rendered(&self) -> String {
        specwright_source::render(&self.sources, &self.diagnostics, Color::Never)
    }
}

/// Reads the text of a document that stands alone.
pub(crate) fn read_text(name: &str, text: &str) -> Read {
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let (root, mut diagnostics) = specwright_source::read(&sources, file);
    let document = root.and_then(|root| {
        let (document, found) = specwright_spec::read(&root);
        diagnostics.extend(found);
        document
    });
    Read {
        sources,
        document,
        diagnostics,
    }
}

/// Reads a document from disk with the files that its references name.
pub(crate) fn read_file(path: &Path) -> Read {
    let mut loader = Loader::default();
    let (root, mut diagnostics) = loader.open(path);
    let document = root.and_then(|root| {
        loader.follow(path, &root);
        let (document, found) = read_with(&root, &loader.files);
        diagnostics.extend(found);
        document
    });
    Read {
        sources: loader.sources,
        document,
        diagnostics,
    }
}

#[derive(Default)]
struct Loader {
    sources: Sources,
    files: FileMap,
    known: BTreeMap<PathBuf, FileId>,
}

impl Loader {
    fn open(&mut self, path: &Path) -> (Option<Node>, Vec<Diagnostic>) {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let file = self.sources.add(path.to_string_lossy(), text);
        self.known.insert(path.to_owned(), file);
        specwright_source::read(&self.sources, file)
    }

    /// Adds every file that a `$ref` below `root` names.
    fn follow(&mut self, path: &Path, root: &Node) {
        let mut waiting = vec![root];
        let mut names = Vec::new();
        while let Some(node) = waiting.pop() {
            match &node.value {
                Value::Mapping(mapping) => {
                    for entry in mapping {
                        if let ("$ref", Value::String(text)) =
                            (entry.key.as_str(), &entry.value.value)
                        {
                            names.push(text.split('#').next().unwrap_or_default().to_owned());
                        }
                        waiting.push(&entry.value);
                    }
                }
                Value::Sequence(items) => waiting.extend(items),
                _ => {}
            }
        }
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let Ok(target) = path.parent().unwrap_or(path).join(&name).canonicalize() else {
                continue;
            };
            let spelled = name.strip_prefix("./").unwrap_or(&name).to_owned();
            let file = match self.known.get(&target) {
                Some(file) => *file,
                None => {
                    let (opened, _) = self.open(&target);
                    let Some(opened) = opened else {
                        continue;
                    };
                    let file = opened.span.file;
                    self.follow(&target, &opened);
                    self.files.add(opened);
                    file
                }
            };
            self.files.name(root.span.file, spelled, file);
        }
    }
}

//! The pipeline: text, nodes, document, IR, tokens, files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use specwright_emit::InternalError;
use specwright_emit::root::{self, Inner, Part};
use specwright_ir::{Api, ModuleIdent, Names};
use specwright_source::{Diagnostic, Sources, Span, codes};
use specwright_spec::Loader;

use crate::disk::Disk;
use crate::findings::{FileError, Findings};
use crate::manifest::{self, Runtime};
use crate::report::Lines;
use crate::{CrateName, Options, Report, lock};

/// A document's bytes and the name that diagnostics have for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What diagnostics show; nothing is read from it.
    pub name: String,
    /// The text, which should be UTF-8.
    pub bytes: Vec<u8>,
    /// Where it lies, so that other files can be found from there; without it
    /// the document has to stand alone.
    pub path: Option<PathBuf>,
}

impl Source {
    /// A document from its text.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            path: None,
        }
    }

    /// Reads the file at `path`, which diagnostics will call `name`.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be read.
    pub fn read(path: &Path, name: impl Into<String>) -> Result<Self, FileError> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self {
                path: Some(path.to_owned()),
                ..Self::new(name, bytes)
            }),
            Err(error) => Err(FileError::read(path, &error)),
        }
    }
}

/// What the output is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A crate: manifest, `lib.rs`, and a file for each part.
    Crate {
        /// Its name.
        name: CrateName,
        /// Where its manifest finds the runtime crates.
        runtime: Runtime,
    },
    /// One file with one module, for `include_api!`.
    Module {
        /// The module's name; `-` counts as `_`.
        name: CrateName,
    },
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the folder of the crate, or to `OUT_DIR`; `/` between its
    /// parts, none of which is `..`.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// What became of a document.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The files, in a fixed order; empty when there are errors.
    pub files: Vec<File>,
    /// Counts and gaps; `None` when there are errors.
    pub report: Option<Report>,
    /// The text of the `names.lock` for the document, if it is to have one.
    pub names_lock: Option<String>,
    /// What was found on the way, warnings included.
    pub findings: Findings,
}

impl Generated {
    fn failed(findings: Findings) -> Self {
        Self {
            files: Vec::new(),
            report: None,
            names_lock: None,
            findings,
        }
    }
}

/// Generates the code for `source`. Nothing is written to disk, and the same
/// input gives the same bytes.
///
/// Each phase reports all that it finds; a phase begins only when the ones
/// before found no error.
#[must_use]
pub fn generate(source: Source, options: &Options, target: &Target) -> Generated {
    let started = Instant::now();
    let name = source.name.clone();
    let as_crate = matches!(target, Target::Crate { .. });
    let (api, mut findings) = analyse_as(source, options, as_crate);
    let Some(api) = api else {
        return Generated::failed(findings);
    };
    match print(&api, options, target) {
        Ok((files, lines)) => Generated {
            report: Some(Report::new(name, &api, lines, &findings, started.elapsed())),
            files,
            names_lock: options.names_lock.as_ref().map(|_| lock::write(&api.names)),
            findings,
        },
        Err(fault) => {
            findings.internal(&fault.to_string());
            Generated::failed(findings)
        }
    }
}

/// Reads a document as far as its meaning, the IR; `None` when there are
/// errors.
#[must_use]
pub fn analyse(source: Source, options: &Options) -> (Option<Api>, Findings) {
    analyse_as(source, options, false)
}

/// The same for a crate of its own, or a module of another one.
fn analyse_as(source: Source, options: &Options, as_crate: bool) -> (Option<Api>, Findings) {
    let mut findings = Findings::default();
    let disk = Disk::new(source.path.as_deref(), &source.name, &options.references);
    let (file, encoding) = findings.sources.add_bytes(source.name, &source.bytes);
    let api = findings
        .phase((Some(()), encoding.into_iter().collect()))
        .and_then(|()| {
            let (mut root, mut found) = specwright_source::read(&findings.sources, file);
            if let Some(root) = &mut root {
                found.extend(options.given.apply(root, &mut findings.sources));
            }
            findings.phase((root, found))
        })
        .and_then(|root| {
            let key = Disk::entry(source.path.as_deref());
            let sources = std::mem::take(&mut findings.sources);
            let loader = Loader::new(sources, file, &key, &disk);
            let (document, mut found) = specwright_spec::read_with(&root, &loader);
            let (sources, of_files) = loader.finish();
            findings.sources = sources;
            found.splice(..0, of_files);
            findings.phase((document, found))
        })
        .and_then(|document| {
            let (kept, found) = kept(options, &mut findings.sources);
            let kept = findings.phase((kept, found.into_iter().collect()))?;
            findings.phase(specwright_lower::lower(
                &document,
                &options.lowering(kept, as_crate),
            ))
        });
    findings.files = disk.read_files();
    findings.files.extend(options.names_lock.clone());
    (api, findings)
}

/// The names that an earlier run gave; none where there was none.
fn kept(options: &Options, sources: &mut Sources) -> (Option<Names>, Option<Diagnostic>) {
    let Some(path) = &options.names_lock else {
        return (Some(Names::default()), None);
    };
    let (text, problem) = match std::fs::read_to_string(path) {
        Ok(text) => match lock::read(&text) {
            Ok(names) => return (Some(names), None),
            Err(problem) => (text, problem),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return (Some(Names::default()), None);
        }
        Err(error) => (String::new(), crate::findings::reason(&error)),
    };
    let file = sources.add(crate::paths::display(path), text);
    let span = Span::new(file, 0, 0);
    let message = format!("the names in this file cannot be read: {problem}");
    let finding = Diagnostic::error(codes::config::NAMES_LOCK, span, message);
    (
        None,
        Some(finding.help("bring back an older state of it, or remove it")),
    )
}

/// Lays out the files of `target`, and counts their lines.
fn print(
    api: &Api,
    options: &Options,
    target: &Target,
) -> Result<(Vec<File>, Lines), Box<dyn std::error::Error>> {
    let inner = root::inner(api, options.sides)?;
    let mut lines = Lines::of(&inner);
    let files = match target {
        Target::Crate { name, runtime } => {
            let manifest = manifest::text(api, name, runtime, options);
            crate_files(api, options, manifest, inner)?
        }
        Target::Module { name } => {
            let module = ModuleIdent::new(name.module())?;
            let text = root::module_root(&api.info, &module, &inner, options.reqwest())?;
            vec![File::new(&format!("{module}.rs"), text)]
        }
    };
    lines.total = count_rust(&files);
    Ok((files, lines))
}

/// The lines of the Rust among `files`.
fn count_rust(files: &[File]) -> usize {
    let is_rust = |file: &&File| file.path.extension().is_some_and(|end| end == "rs");
    let rust = files.iter().filter(is_rust);
    rust.map(|file| file.text.lines().count()).sum()
}

fn crate_files(
    api: &Api,
    options: &Options,
    manifest: String,
    inner: Vec<Inner>,
) -> Result<Vec<File>, InternalError> {
    let parts: Vec<Part> = inner.iter().map(|inner| inner.part).collect();
    let mut files = vec![
        File::new("Cargo.toml", manifest),
        File::new(
            "src/lib.rs",
            root::crate_root(&api.info, &parts, options.reqwest())?,
        ),
    ];
    let inner = inner.into_iter();
    files.extend(
        inner.map(|Inner { part, text }| File::new(&format!("src/{}.rs", part.module()), text)),
    );
    Ok(files)
}

impl File {
    fn new(path: &str, text: String) -> Self {
        Self {
            path: PathBuf::from(path),
            text,
        }
    }
}

impl Findings {
    /// Records a fault of ours, at the begin of the document.
    fn internal(&mut self, fault: &str) {
        let at = self.sources.ids().next().unwrap_or_default();
        let span = specwright_source::Span::new(at, 0, 0);
        self.diagnostics.push(
            specwright_source::Diagnostic::error(
                codes::config::INTERNAL,
                span,
                format!("the generated code cannot be printed: {fault}"),
            )
            .help("this is a fault of Specwright; please report it"),
        );
    }
}

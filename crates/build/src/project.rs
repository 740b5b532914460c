//! All documents of a `specwright.toml` at once.

use std::path::{Path, PathBuf};

use specwright_source::{Diagnostic, codes};

use crate::config::{Config, Document};
use crate::findings::{FileError, Findings};
use crate::manifest::Runtime;
use crate::{File, Generated, Plan, Source, Target, generate, paths};

/// What became of the documents of a configuration.
#[derive(Debug)]
pub struct Run {
    /// Each document, in the order of the configuration.
    pub documents: Vec<Outcome>,
    /// Findings about the configuration itself, for example documents that
    /// cannot be read.
    pub findings: Findings,
    /// What is to be written. Crates of documents with errors stay as they
    /// are.
    pub plan: Plan,
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome {
    /// The document as the configuration names it.
    pub document: Document,
    /// Its files, report and findings; `None` when it could not be read.
    pub generated: Option<Generated>,
}

impl Run {
    /// Whether a document, or the configuration, has errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut documents = self.documents.iter();
        self.findings.has_errors() || documents.any(Outcome::has_errors)
    }

    /// How many gaps there are.
    #[must_use]
    pub fn gaps(&self) -> usize {
        let documents = self.documents.iter();
        let reports = documents.filter_map(|outcome| outcome.generated.as_ref()?.report.as_ref());
        reports.map(|report| report.gaps.len()).sum()
    }
}

impl Outcome {
    /// Whether nothing was generated.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let generated = self.generated.as_ref();
        generated.is_none_or(|generated| generated.report.is_none())
    }
}

/// Generates every document of `config`. Nothing is written to disk.
///
/// # Errors
/// [`FileError`] when the output folder cannot be read, or holds something
/// that must not be overwritten.
pub fn generate_all(config: &Config) -> Result<Run, FileError> {
    let output = config.folder.join(&config.output);
    let mut findings = config.findings.clone();
    let mut documents = Vec::new();
    for document in &config.documents {
        let generated = generate_one(config, document, &mut findings);
        documents.push(Outcome {
            document: document.clone(),
            generated,
        });
    }
    let crates: Vec<(String, Option<Vec<File>>)> = documents
        .iter()
        .map(
            |Outcome {
                 document,
                 generated,
             }| {
                let done = generated.as_ref().filter(|done| done.report.is_some());
                (
                    document.name.to_string(),
                    done.map(|done| done.files.clone()),
                )
            },
        )
        .collect();
    let mut plan = Plan::for_crates(&output, &crates)?;
    for outcome in &documents {
        let lock = outcome.document.names_lock.as_deref();
        let text = outcome
            .generated
            .as_ref()
            .and_then(|done| done.names_lock.as_deref());
        if let (Some(path), Some(text)) = (lock, text) {
            plan.add_beside(&config.folder, &config.output, path, text)?;
        }
    }
    Ok(Run {
        plan,
        documents,
        findings,
    })
}

fn generate_one(
    config: &Config,
    document: &Document,
    findings: &mut Findings,
) -> Option<Generated> {
    let path = config.folder.join(&document.path);
    let source = match Source::read(&path, paths::display(&path)) {
        Ok(source) => source,
        Err(error) => {
            findings.diagnostics.push(
                Diagnostic::error(codes::config::UNREADABLE, document.span, error.message)
                    .help("paths are relative to the folder of this file"),
            );
            return None;
        }
    };
    let target = Target::Crate {
        name: document.name.clone(),
        runtime: runtime(config, document.name.as_str(), findings),
    };
    let mut options = document.options.clone();
    let folder = config.output.join(document.name.as_str());
    for dependency in options.dependencies.values_mut() {
        let path = dependency.path.take();
        dependency.path = path.map(|path| way_to(Path::new(&path), &folder));
    }
    Some(generate(source, &options, &target))
}

/// The runtime crates as seen from the crate `name`. A folder that does not
/// hold them is reported once, by the first document.
fn runtime(config: &Config, name: &str, findings: &mut Findings) -> Runtime {
    let Some((path, span)) = &config.runtime_path else {
        return Runtime::Published;
    };
    let seen = config.folder.join(path);
    if let Err(error) = holds_runtime(&seen, Path::new(path)) {
        let known = |found: &Diagnostic| found.primary.span == *span;
        if !findings.diagnostics.iter().any(known) {
            findings.diagnostics.push(
                Diagnostic::error(error.code, *span, error.message)
                    .help("`runtime_path` is the folder `crates` of a Specwright checkout"),
            );
        }
    }
    Runtime::Local(way_to(Path::new(path), &config.output.join(name)))
}

/// The runtime crates in `path` as seen from the crate in `folder`: a
/// relative path stays relative, so that the output is the same on every
/// machine. Both are relative to the current folder, unless absolute.
///
/// # Errors
/// [`FileError`] when there are no runtime crates in `path`.
pub fn local_runtime(path: &Path, folder: &Path) -> Result<Runtime, FileError> {
    holds_runtime(path, path)?;
    Ok(Runtime::Local(way_to(path, folder)))
}

/// Whether the runtime crates are in `path`; `given` is what the user wrote.
fn holds_runtime(path: &Path, given: &Path) -> Result<(), FileError> {
    let manifest = path.join("runtime").join("Cargo.toml");
    if manifest.is_file() {
        return Ok(());
    }
    let message = format!(
        "there are no runtime crates in `{}`: it has no `runtime/Cargo.toml`",
        given.display()
    );
    Err(FileError::new(codes::config::UNREADABLE, path, message)
        .help("it is the folder `crates` of a Specwright checkout"))
}

/// The folder `path` as seen from `folder`.
fn way_to(path: &Path, folder: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let way: PathBuf = if path.is_absolute() {
        path.to_owned()
    } else {
        paths::relative(path, folder)
            .or_else(|| paths::relative(&absolute(path), &absolute(folder)))
            .unwrap_or_else(|| absolute(path))
    };
    way.to_string_lossy().replace('\\', "/")
}

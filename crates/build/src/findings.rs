//! What was found on the way, and what went wrong with files.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use specwright_source::{Code, Color, Diagnostic, Severity, Sources, codes, json_lines, render};

/// Diagnostics with the texts they point at.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The files.
    pub sources: Sources,
    /// The findings, in the order they were made.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were read because the document refers to them, the
    /// built-in ones aside.
    pub files: Vec<PathBuf>,
}

impl Findings {
    /// Whether something has no meaning, so that nothing can be written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut all = self.diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings as text for people.
    #[must_use]
    pub fn render(&self, color: Color) -> String {
        render(&self.sources, &self.diagnostics, color)
    }

    /// The findings as JSON, one object a line.
    #[must_use]
    pub fn json_lines(&self) -> String {
        json_lines(&self.sources, &self.diagnostics)
    }

    /// Takes what a phase hands over: its findings, and its result unless
    /// something was found that has no meaning.
    pub(crate) fn phase<T>(&mut self, (result, found): (Option<T>, Vec<Diagnostic>)) -> Option<T> {
        self.diagnostics.extend(found);
        if self.has_errors() { None } else { result }
    }

    /// `file:line:column` of a place.
    pub(crate) fn place(&self, span: specwright_source::Span) -> String {
        let at = self.sources.line_column(span);
        format!("{}:{}:{}", self.sources.name(span.file), at.line, at.column)
    }
}

/// Something went wrong with a file or folder, beyond any document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// What kind of trouble it is.
    pub code: Code,
    /// The file or folder; empty where there is none.
    pub path: PathBuf,
    /// What happened, one sentence, lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl FileError {
    pub(crate) fn new(code: Code, path: &Path, message: impl Into<String>) -> Self {
        Self {
            code,
            path: path.to_owned(),
            message: message.into(),
            help: None,
        }
    }

    /// Reading `path` failed.
    pub(crate) fn read(path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot read `{}`: {}", path.display(), reason(error));
        Self::new(codes::config::UNREADABLE, path, message)
    }

    /// Doing what `verb` says to `path` failed.
    pub(crate) fn write(verb: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {verb} `{}`: {}", path.display(), reason(error));
        Self::new(codes::config::UNWRITABLE, path, message)
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code.0, self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FileError {}

/// What an operating system says, in words that do not depend on it where
/// the reason is a frequent one.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// Why nothing was generated.
#[derive(Debug, Clone)]
pub enum Error {
    /// The document, or the configuration, has errors.
    Findings(Box<Findings>),
    /// Gaps are denied, and there are some.
    Gaps(Box<crate::Report>),
    /// A file or folder.
    File(FileError),
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings(findings) => f.write_str(&findings.render(Color::Never)),
            Self::Gaps(report) => report.fmt_denied(f),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_with_files_is_told_in_one_sentence_with_the_path() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = FileError::write("write", Path::new("a/b.rs"), &full);
        assert_eq!(
            error.to_string(),
            "error[SW0510]: cannot write `a/b.rs`: the disk is full"
        );
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = FileError::read(Path::new("a.yaml"), &denied).help("ask");
        assert_eq!(
            error.to_string(),
            "error[SW0508]: cannot read `a.yaml`: permission denied\n  = help: ask"
        );
    }
}

//! What is wrong with a configuration.

use std::{fmt, io, path::Path};

use specwright_source::{Color, Diagnostic, Sources, render};

/// All errors of a configuration, in the order of the file.
///
/// `Display` shows each with file, line, column, the line and a caret. Values
/// of secrets are never part of it.
#[derive(Debug, Clone)]
pub struct ConfigErrors(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Unreadable { file: String, reason: String },
    Found(Sources, Vec<Diagnostic>),
}

impl ConfigErrors {
    pub(super) fn unreadable(file: &Path, error: &io::Error) -> Self {
        Self(Kind::Unreadable {
            file: file.display().to_string(),
            reason: reason(error),
        })
    }

    pub(super) fn found(sources: Sources, diagnostics: Vec<Diagnostic>) -> Self {
        Self(Kind::Found(sources, diagnostics))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.0 {
            Kind::Unreadable { .. } => 1,
            Kind::Found(_, diagnostics) => diagnostics.len(),
        }
    }

    /// The errors as text for people; ends with an empty line.
    #[must_use]
    pub fn render(&self, color: Color) -> String {
        match &self.0 {
            Kind::Unreadable { file, reason } => format!(
                "error: cannot read the configuration `{file}`: {reason}\n  \
                 = help: name the file with `--config FILE`; `linked-accounts demo` needs none\n\n"
            ),
            Kind::Found(sources, diagnostics) => render(sources, diagnostics, color),
        }
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Color::Never).trim_end())
    }
}

impl std::error::Error for ConfigErrors {}

/// What an operating system says, in words that do not depend on it where the
/// reason is a frequent one.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::AddrInUse => "the address is in use".to_owned(),
        _ => error.to_string(),
    }
}

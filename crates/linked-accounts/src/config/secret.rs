//! Secrets that the configuration names: from a variable, or from a file that
//! others may not read.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use specwright::Secret;

use super::errors::reason;

/// The longest secret, in bytes.
const MAX_BYTES: u64 = 16 << 10;

/// A secret from the environment.
///
/// # Errors
/// What is wrong with it; never its text.
pub(crate) fn from_env(name: &str, env: &dyn Fn(&str) -> Option<String>) -> Result<Secret, String> {
    let text = env(name).ok_or_else(|| format!("the variable `{name}` is not set"))?;
    checked(text).map_err(|trouble| format!("the variable `{name}` {trouble}"))
}

/// A secret from a file: its text without the line end at its end.
///
/// # Errors
/// What is wrong with it; never its text.
pub(crate) fn from_file(path: &Path) -> Result<Secret, String> {
    let shown = path.display();
    let cannot = |error: io::Error| format!("cannot read `{shown}`: {}", reason(&error));
    let file = File::open(path).map_err(cannot)?;
    // Asked of the open file, so that it is the one that is read.
    let metadata = file.metadata().map_err(cannot)?;
    if metadata.is_dir() {
        return Err(cannot(io::ErrorKind::IsADirectory.into()));
    }
    private(&metadata).map_err(|trouble| format!("`{shown}` {trouble}"))?;
    let mut text = String::new();
    file.take(MAX_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(cannot)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    checked(line.to_owned()).map_err(|trouble| format!("`{shown}` {trouble}"))
}

/// The group may read (as with secrets that an orchestrator mounts), others
/// may not.
#[cfg(unix)]
fn private(metadata: &std::fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o037 == 0 {
        return Ok(());
    }
    Err(format!(
        "may be read or changed by others (mode {mode:04o})"
    ))
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is the one of systems with modes"
)]
fn private(_metadata: &std::fs::Metadata) -> Result<(), String> {
    Ok(())
}

fn checked(text: String) -> Result<Secret, &'static str> {
    if text.is_empty() {
        return Err("is empty");
    }
    if text.len() as u64 > MAX_BYTES {
        return Err("is longer than any secret");
    }
    if text.chars().any(char::is_control) {
        return Err("has a control character in it, or more than one line");
    }
    Ok(Secret::new(text))
}

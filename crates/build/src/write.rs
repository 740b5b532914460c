//! Writing and removing files so that each is complete at every moment.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::findings::FileError;

/// Gives `path` the content `text`: written to a temporary name beside it,
/// then renamed. Missing folders are made.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), FileError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .map_err(|error| FileError::write("create the folder", folder, &error))?;
    let (temporary, mut file) =
        create_beside(path).map_err(|error| FileError::write("write", path, &error))?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| {
            drop(file);
            fs::rename(&temporary, path)
        });
    written.map_err(|error| {
        // The trouble with `path` is what counts; a left over file is harmless.
        let _ = fs::remove_file(&temporary);
        FileError::write("write", path, &error)
    })
}

/// A new file beside `path`, under a name that nothing else has.
fn create_beside(path: &Path) -> io::Result<(PathBuf, fs::File)> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let mut attempts = 0;
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!(".specwright-{}-{number}.tmp", std::process::id());
        let temporary = path.with_file_name(name);
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary)
        {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempts < 100 => {
                attempts += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Removes the file `path` of `folder`, and the folders in between that are
/// empty afterwards.
pub(crate) fn remove(folder: &Path, path: &Path) -> Result<(), FileError> {
    let full = folder.join(path);
    match fs::remove_file(&full) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(FileError::write("remove", &full, &error)),
    }
    for parent in path
        .ancestors()
        .skip(1)
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        // Fails where something is left in it, which is as it should be.
        if fs::remove_dir(folder.join(parent)).is_err() {
            break;
        }
    }
    Ok(())
}

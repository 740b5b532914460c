//! What is to be written, overwritten and removed: worked out first, then
//! shown (`gen --check`) or done. Only files that bear our header are ever
//! touched, and nothing outside the output folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use specwright_emit::root::MARK;
use specwright_source::codes::config as codes;

use crate::File;
use crate::findings::FileError;
use crate::write::{remove, replace};

/// A change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the plan's folder.
    pub path: PathBuf,
    /// Its text now; `None` where there is none.
    pub old: Option<String>,
    /// Its text afterwards; `None` where it is to be removed.
    pub new: Option<String>,
}

/// The changes that bring a folder up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    folder: PathBuf,
    changes: Vec<Change>,
}

/// What a [`Plan`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Files written anew or overwritten.
    pub written: usize,
    /// Stale files removed.
    pub removed: usize,
}

impl Plan {
    /// The plan for the one crate in `folder`: `files` are written, other
    /// generated files of the crate are removed.
    ///
    /// # Errors
    /// [`FileError`] when a file cannot be read, is not ours, or is reached
    /// by a symbolic link.
    pub fn for_crate(folder: &Path, files: &[File]) -> Result<Self, FileError> {
        let mut plan = Self::new(folder);
        plan.add_crate(Path::new(""), files)?;
        Ok(plan)
    }

    /// The plan for a folder of crates. Crates in it that are not listed and
    /// that we generated are removed; a listed one without files (its
    /// document has errors) stays as it is.
    ///
    /// # Errors
    /// As [`Plan::for_crate`].
    pub fn for_crates(
        folder: &Path,
        crates: &[(String, Option<Vec<File>>)],
    ) -> Result<Self, FileError> {
        let mut plan = Self::new(folder);
        for (name, files) in crates {
            if let Some(files) = files {
                plan.add_crate(Path::new(name), files)?;
            }
        }
        let listed: BTreeSet<&str> = crates.iter().map(|(name, _)| name.as_str()).collect();
        for entry in entries(folder)? {
            let name = entry
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let other = name.filter(|name| !listed.contains(name.as_str()));
            if let Some(name) = other.filter(|_| is_folder(&entry)) {
                // Ours only if its manifest is; anything else is left alone.
                if bears_mark(&entry.join("Cargo.toml"))? {
                    plan.remove_stale(Path::new(&name), &BTreeSet::new())?;
                }
            }
        }
        Ok(plan)
    }

    /// The plan for single files beside others, as in `OUT_DIR`: nothing is
    /// removed.
    ///
    /// # Errors
    /// As [`Plan::for_crate`].
    pub fn for_files(folder: &Path, files: &[File]) -> Result<Self, FileError> {
        let mut plan = Self::new(folder);
        for file in files {
            plan.add_file(&file.path, &file.text)?;
        }
        Ok(plan)
    }

    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            changes: Vec::new(),
        }
    }

    /// The folder that all changes are in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The changes; none when everything is up to date.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Does what is planned. Each file is complete at every moment: the old
    /// one until the new one takes its place.
    ///
    /// # Errors
    /// [`FileError`] for the first file that cannot be written or removed;
    /// files before it are done.
    pub fn apply(&self) -> Result<Applied, FileError> {
        let mut applied = Applied::default();
        for Change { path, new, .. } in &self.changes {
            if let Some(text) = new {
                replace(&self.folder.join(path), text)?;
                applied.written += 1;
            }
        }
        for Change { path, new, .. } in &self.changes {
            if new.is_none() {
                remove(&self.folder, path)?;
                applied.removed += 1;
            }
        }
        Ok(applied)
    }

    fn add_crate(&mut self, name: &Path, files: &[File]) -> Result<(), FileError> {
        let mut kept = BTreeSet::new();
        for file in files {
            let path = name.join(&file.path);
            self.add_file(&path, &file.text)?;
            kept.insert(path);
        }
        self.remove_stale(name, &kept)
    }

    fn add_file(&mut self, path: &Path, new: &str) -> Result<(), FileError> {
        let full = self.folder.join(path);
        if path.as_os_str().is_empty()
            || !path
                .components()
                .all(|part| matches!(part, Component::Normal(_)))
        {
            let message = format!("`{}` leads out of the output folder", path.display());
            return Err(FileError::new(codes::OUTSIDE, &full, message));
        }
        self.refuse_links(path)?;
        let old = match fs::read(&full) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(FileError::read(&full, &error)),
        };
        match &old {
            Some(old) if same(old, new) => return Ok(()),
            Some(old) if !old.is_empty() && !is_marked(old) => {
                let message = format!("`{}` was not written by Specwright", full.display());
                return Err(FileError::new(codes::FOREIGN_FILE, &full, message)
                    .help("move or remove it, or choose another folder"));
            }
            _ => {}
        }
        self.changes.push(Change {
            path: path.to_owned(),
            old,
            new: Some(new.to_owned()),
        });
        Ok(())
    }

    /// Plans the file `path` of the folder that the plan's own folder is in, by
    /// the way `inner`.
    pub(crate) fn add_beside(
        &mut self,
        outer: &Path,
        inner: &Path,
        path: &Path,
        new: &str,
    ) -> Result<(), FileError> {
        let mut plan = Self::new(outer);
        plan.add_file(path, new)?;
        let up: PathBuf = inner.components().map(|_| Component::ParentDir).collect();
        for change in plan.changes {
            let path = up.join(&change.path);
            self.changes.push(Change { path, ..change });
        }
        Ok(())
    }

    /// Plans to remove generated files of the crate `name` that are not in
    /// `kept`: its manifest, and Rust files below `src`.
    fn remove_stale(&mut self, name: &Path, kept: &BTreeSet<PathBuf>) -> Result<(), FileError> {
        let mut found = vec![name.join("Cargo.toml")];
        let mut folders = vec![name.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in entries(&self.folder.join(&folder))? {
                let Some(file) = entry.file_name() else {
                    continue;
                };
                let path = folder.join(file);
                if is_folder(&entry) {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push(path);
                }
            }
        }
        found.sort();
        for path in found.into_iter().filter(|path| !kept.contains(path)) {
            let full = self.folder.join(&path);
            if !bears_mark(&full)? {
                continue;
            }
            self.refuse_links(&path)?;
            let old = fs::read(&full).map_err(|error| FileError::read(&full, &error))?;
            self.changes.push(Change {
                path,
                old: Some(String::from_utf8_lossy(&old).into_owned()),
                new: None,
            });
        }
        Ok(())
    }

    /// Refuses a path of which a part below the plan's folder is a symbolic
    /// link.
    fn refuse_links(&self, path: &Path) -> Result<(), FileError> {
        let mut place = self.folder.clone();
        for part in path.components() {
            place.push(part);
            match fs::symlink_metadata(&place) {
                Ok(found) if found.file_type().is_symlink() => {
                    let message = format!("`{}` is a symbolic link", place.display());
                    return Err(FileError::new(codes::SYMBOLIC_LINK, &place, message)
                        .help("remove the link; nothing is written through it"));
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(FileError::read(&place, &error)),
            }
        }
        Ok(())
    }
}

/// Whether a text on disk is the wanted one. Line ends do not count: some
/// version control systems change them on checkout.
fn same(old: &str, new: &str) -> bool {
    old == new || (old.contains("\r\n") && old.replace("\r\n", "\n") == new)
}

/// Whether `text` begins with the first line of a generated file.
fn is_marked(text: &str) -> bool {
    ["// ", "# "].iter().any(|comment| {
        text.strip_prefix(comment)
            .is_some_and(|line| line.starts_with(MARK))
    })
}

/// Whether the file at `path` bears our header; a missing file does not.
fn bears_mark(path: &Path) -> Result<bool, FileError> {
    use io::Read as _;
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    if !is_file {
        return Ok(false);
    }
    let mut begin = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(64).read_to_end(&mut begin))
        .map_err(|error| FileError::read(path, &error))?;
    Ok(is_marked(&String::from_utf8_lossy(&begin)))
}

/// A folder, not a symbolic link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The entries of a folder, sorted; none when there is no such folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    if !is_folder(folder) && !folder.is_dir() {
        return Ok(Vec::new());
    }
    let list = || -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            found.push(entry?.path());
        }
        found.sort();
        Ok(found)
    };
    list().map_err(|error| FileError::read(folder, &error))
}

#[cfg(test)]
mod tests {
    use super::{is_marked, same};

    #[test]
    fn only_the_first_line_marks_a_file_as_ours() {
        assert!(is_marked("// @generated by Specwright 0.1.0 from ..\n"));
        assert!(is_marked("# @generated by Specwright 9 from ..\n"));
        assert!(!is_marked("\n// @generated by Specwright 0.1.0\n"));
        assert!(!is_marked("// @generated by another tool\n"));
        assert!(!is_marked(""));
    }

    #[test]
    fn line_ends_are_no_change() {
        assert!(same("a\r\nb\r\n", "a\nb\n"));
        assert!(!same("a\nb", "a\nb\n"));
    }
}

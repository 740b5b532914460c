//! Paths as people read them. Nothing here reaches generated code, except
//! the relative path of the runtime crates.

use std::path::{Component, Path, PathBuf};

/// `path` as a diagnostic shows it: relative to the current folder where
/// that is short, with `/` between its parts.
#[must_use]
pub fn display(path: &Path) -> String {
    let shown = std::env::current_dir()
        .ok()
        .and_then(|current| {
            let absolute = std::path::absolute(path).ok()?;
            relative(&absolute, &current)
        })
        .filter(|relative| !relative.as_os_str().is_empty())
        .filter(|relative| {
            relative
                .components()
                .filter(|c| *c == Component::ParentDir)
                .count()
                < 4
        })
        .unwrap_or_else(|| path.to_owned());
    shown.to_string_lossy().replace('\\', "/")
}

/// The way from the folder `from` to `to`; both absolute, or both relative
/// to the same folder. By their text alone, symbolic links are not followed.
/// `None` where there is none (other drives), or where `from` climbs above
/// its begin.
pub(crate) fn relative(to: &Path, from: &Path) -> Option<PathBuf> {
    let (to, from) = (plain(to), plain(from));
    let (mut to, mut from) = (to.components().peekable(), from.components().peekable());
    while let (Some(a), Some(b)) = (to.peek(), from.peek()) {
        if a != b {
            break;
        }
        to.next();
        from.next();
    }
    let mut way = PathBuf::new();
    for part in from {
        match part {
            Component::Normal(_) => way.push(".."),
            _ => return None,
        }
    }
    for part in to {
        match part {
            Component::Normal(_) | Component::ParentDir => way.push(part),
            _ => return None,
        }
    }
    Some(way)
}

/// `path` without `.`, and without `..` where a folder stands before it.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        let way = |to: &str, from: &str| {
            relative(Path::new(to), Path::new(from)).map(|way| way.display().to_string())
        };
        assert_eq!(
            way("crates", "generated/api").as_deref(),
            Some("../../crates")
        );
        assert_eq!(way("/a/b", "/a/c/d").as_deref(), Some("../../b"));
        assert_eq!(way("/a/b/../c", "/a").as_deref(), Some("c"));
        assert_eq!(way("../x", "y/z").as_deref(), Some("../../../x"));
        assert_eq!(way("a", "../b"), None);
        assert_eq!(way("/a", "b"), None);
    }
}

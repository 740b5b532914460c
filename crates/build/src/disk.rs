//! The files that references of a document lead to, on disk.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use specwright_spec::{Fetched, Provider, is_absolute, percent_decode};

use crate::findings::reason;
use crate::paths::{plain, relative};

/// What may stand behind a file's name that a URI leaves out.
const EXTENSIONS: &[&str] = &[".json", ".yaml", ".yml"];

/// Finds files beside the one that refers to them, or for URIs in the folder
/// that a table has for their beginning. Nothing is fetched from a network.
pub(crate) struct Disk<'o> {
    /// The folder of the entry file, if it has one.
    folder: Option<PathBuf>,
    /// What diagnostics call that folder.
    shown: PathBuf,
    references: &'o BTreeMap<String, PathBuf>,
    read: RefCell<BTreeSet<PathBuf>>,
}

impl<'o> Disk<'o> {
    /// For a document at `path` that diagnostics call `name`.
    pub(crate) fn new(
        path: Option<&Path>,
        name: &str,
        references: &'o BTreeMap<String, PathBuf>,
    ) -> Self {
        let folder = path.map(absolute);
        let parent = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
        Self {
            folder: folder.as_deref().map(parent),
            shown: parent(Path::new(name)),
            references,
            read: RefCell::default(),
        }
    }

    /// The key of the entry file.
    pub(crate) fn entry(path: Option<&Path>) -> String {
        path.map(absolute).as_deref().map(key).unwrap_or_default()
    }

    /// The files that were read, or could not be.
    pub(crate) fn read_files(self) -> Vec<PathBuf> {
        self.read.into_inner().into_iter().collect()
    }

    /// The file of an absolute URI.
    fn of_uri(&self, uri: &str) -> Option<PathBuf> {
        let longest = self.references.iter().rev().find_map(|(prefix, folder)| {
            let rest = uri.strip_prefix(prefix.as_str())?;
            let whole = rest.is_empty() || prefix.ends_with('/') || rest.starts_with('/');
            whole.then_some((rest, folder))
        });
        let (rest, folder) = longest?;
        let rest = percent_decode(rest.trim_start_matches('/'));
        let path = match rest.as_str() {
            "" => folder.clone(),
            rest => folder.join(rest),
        };
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(&rest).components().all(inside) {
            return None;
        }
        let path = absolute(&path);
        if path.is_file() {
            return Some(path);
        }
        let mut longer = EXTENSIONS.iter().map(|extension| {
            let mut longer = path.clone().into_os_string();
            longer.push(extension);
            PathBuf::from(longer)
        });
        let found = longer.find(|longer| longer.is_file());
        Some(found.unwrap_or(path))
    }

    /// What diagnostics call the file at `path`.
    fn name(&self, path: &Path) -> String {
        let way = self.folder.as_deref();
        let way = way.and_then(|folder| relative(path, folder));
        let shown = match way {
            Some(way) => plain(&self.shown.join(way)),
            None => path.to_owned(),
        };
        shown.to_string_lossy().replace('\\', "/")
    }
}

impl Provider for Disk<'_> {
    fn locate(&self, from: &str, reference: &str) -> Option<String> {
        if is_absolute(reference) {
            return self.of_uri(reference).as_deref().map(key);
        }
        let folder = Path::new(from).parent()?;
        let decoded = percent_decode(reference);
        // From the root of what, nobody knows.
        if Path::new(&decoded).has_root() {
            return None;
        }
        let path = plain(&folder.join(decoded));
        path.is_file().then(|| key(&path))
    }

    fn read(&self, key: &str) -> Result<Fetched, String> {
        let path = PathBuf::from(key);
        let name = self.name(&path);
        let bytes = std::fs::read(&path);
        self.read.borrow_mut().insert(path);
        match bytes {
            Ok(bytes) => Ok(Fetched { name, bytes }),
            Err(error) => Err(format!("`{name}`: {}", reason(&error))),
        }
    }
}

fn absolute(path: &Path) -> PathBuf {
    plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

fn key(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_lead_into_the_folder_of_their_longest_prefix_and_never_out_of_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "a/tree.json",
            "b/tree.yaml",
            "b/with space.json",
            "one.json",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "{}").unwrap();
        }
        let at = |name: &str| folder.path().join(name);
        let references = BTreeMap::from([
            ("https://example.com/".to_owned(), at("a")),
            ("https://example.com/b".to_owned(), at("b")),
            ("urn:example:one".to_owned(), at("one.json")),
        ]);
        let disk = Disk::new(None, "api.yaml", &references);
        let of = |uri: &str| disk.locate("", uri).map(PathBuf::from);
        assert_eq!(of("https://example.com/tree.json"), Some(at("a/tree.json")));
        assert_eq!(of("https://example.com/tree"), Some(at("a/tree.json")));
        assert_eq!(of("https://example.com/b/tree"), Some(at("b/tree.yaml")));
        assert_eq!(
            of("https://example.com/b/with%20space.json"),
            Some(at("b/with space.json"))
        );
        // Nothing is there, which is said when it is read.
        assert_eq!(of("https://example.com/bc"), Some(at("a/bc")));
        assert_eq!(of("urn:example:one"), Some(at("one.json")));
        assert_eq!(of("urn:example:two"), None);
        assert_eq!(of("https://example.com/b/%2E%2E/one.json"), None);
        assert_eq!(of("https://example.com/b/..%2Fone.json"), None);
        assert_eq!(of("https://example.org/tree.json"), None);
        assert_eq!(of("tree.json"), None);
    }
}

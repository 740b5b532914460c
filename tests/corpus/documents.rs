//! The documents, and the work on all of them.

use std::{
    any::Any,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use specwright_build::{CrateName, Generated, Options, Runtime, Source, Target};

/// A document to generate from.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// Its path below the corpus or the checkout, `/` between the parts.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// Whether code must come out; else it may be declined, too.
    pub(crate) must_generate: bool,
}

/// Where the corpus is, if it is there.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.join("manifest.tsv").is_file() {
        return Some(folder);
    }
    println!("skipped: there is no corpus at {}", folder.display());
    None
}

/// All documents, in the order of their manifest.
pub(crate) fn documents(corpus: &Path) -> Vec<Document> {
    let manifest = fs::read_to_string(corpus.join("manifest.tsv")).expect("it can be read");
    rows(&manifest)
        .map(|row| {
            let expect = row[4];
            assert!(["generate", "either"].contains(&expect), "{row:?}");
            Document {
                name: row[0].to_owned(),
                path: corpus.join(row[0]),
                size: row[3].parse().expect("bytes are a number"),
                must_generate: expect == "generate",
            }
        })
        .collect()
}

/// The documents of this project: those it has crates of, and those that its
/// tests are generated from.
pub(crate) fn own() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = ["specs", "tests/fixtures/ok", "tests/fastapi"]
        .into_iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)).sort_by_file_name())
        .map(|entry| entry.expect("the folder can be read").into_path());
    let is_document = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".yaml") || name.ends_with(".openapi.json")
    };
    files
        .filter(is_document)
        .map(|path| Document {
            name: path
                .strip_prefix(&root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/"),
            size: fs::metadata(&path).expect("the file is there").len(),
            must_generate: true,
            path,
        })
        .collect()
}

/// The rows of a table but its first, which names the columns.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

impl Document {
    /// The module that holds its code.
    pub(crate) fn module(&self) -> String {
        let words = self.name.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        format!("d_{}", words.join("_").to_ascii_lowercase())
    }

    /// Its generated crate.
    pub(crate) fn generate(&self) -> Generated {
        self.generate_as(&Target::Crate {
            name: CrateName::of_document(Path::new(&self.name)),
            runtime: Runtime::Published,
        })
    }

    /// What `target` says, generated from it.
    pub(crate) fn generate_as(&self, target: &Target) -> Generated {
        let source = Source::read(&self.path, &self.name).expect("it can be read");
        specwright_build::generate(source, &Options::default(), target)
    }
}

/// What `work` makes of each document, or the text of its panic; in the
/// documents' order, the largest begun first, on all processors.
pub(crate) fn each<T: Send>(
    documents: &[Document],
    work: impl Fn(&Document) -> T + Sync,
) -> Vec<Result<T, String>> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(documents[*index].size));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(documents.len()));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&documents[index])));
                    let result = result.map_err(|panic| text_of(&*panic));
                    done.lock()
                        .expect("no thread panics with it")
                        .push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics with it");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without text".to_owned())
}

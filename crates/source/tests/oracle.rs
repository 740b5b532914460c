//! Every document of the corpus, read a second time by another reader.

#![allow(
    clippy::print_stdout,
    reason = "says what was skipped, and how readings differ"
)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_yaml::Value as Theirs;
use specwright_source::{Node, ScalarKind, Severity, Sources, Value, read};

/// Classes of files that the two readers do not read alike, each for a
/// reason, with how many of each were found.
type Classes = BTreeMap<&'static str, Vec<String>>;

#[test]
fn the_corpus_reads_as_serde_yaml_reads_it() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no folder {}", corpus.display());
        return;
    }
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&corpus)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "yml" | "json"))
        })
        .collect();
    files.sort();
    assert!(files.len() > 1000, "only {} files", files.len());
    let classes = Mutex::new(Classes::new());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(class) = compare(path) {
                        let mut classes = classes.lock().unwrap();
                        let name = path.strip_prefix(&corpus).unwrap();
                        classes
                            .entry(class)
                            .or_default()
                            .push(name.display().to_string());
                    }
                }
            });
        }
    });
    let classes = classes.into_inner().unwrap();
    for (class, files) in &classes {
        println!("{class}: {} files, such as {}", files.len(), files[0]);
    }
    let unexplained: Vec<_> = classes
        .keys()
        .filter(|class| !EXPLAINED.contains(class))
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:?}: {classes:#?}");
}

/// The differences that are meant to be.
const EXPLAINED: &[&str] = &[
    "they decline an integer of more than 64 bits",
    "they decline a surrogate pair in JSON",
];

/// How `path` is read differently, if it is.
fn compare(path: &Path) -> Option<&'static str> {
    let bytes = std::fs::read(path).unwrap();
    let mut sources = Sources::new();
    let (file, encoding) = sources.add_bytes("file", &bytes);
    if encoding.is_some() {
        return Some("not UTF-8");
    }
    let (node, diagnostics) = read(&sources, file);
    let failed = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error);
    let theirs: Result<Theirs, _> = serde_yaml::from_slice(&bytes);
    match (failed, node, theirs) {
        (Some(_), _, Err(_)) => None,
        (Some(failed), _, Ok(_)) => {
            println!("{}: {failed:?}", path.display());
            Some("only we decline")
        }
        (None, Some(node), Ok(mut theirs)) => {
            theirs.apply_merge().unwrap();
            spans_lie_in_each_other(&node);
            text_stands_where_it_is_said_to(&node, &sources);
            difference(&node, &theirs).inspect(|class| println!("{}: {class}", path.display()))
        }
        (None, None, _) => Some("no node and no error"),
        (None, Some(_), Err(error)) => {
            let error = error.to_string();
            if error.contains("as i128") || error.contains("as u128") {
                return Some(EXPLAINED[0]);
            }
            let json = path
                .extension()
                .is_some_and(|extension| extension == "json");
            if json && error.contains("invalid Unicode character escape code") {
                return Some(EXPLAINED[1]);
            }
            println!("{}: {error}", path.display());
            Some("only they decline")
        }
    }
}

/// The first difference between two readings.
fn difference(ours: &Node, theirs: &Theirs) -> Option<&'static str> {
    match (&ours.value, theirs) {
        (Value::Null, Theirs::Null) => None,
        (Value::Bool(a), Theirs::Bool(b)) => (a != b).then_some("boolean"),
        (Value::String(a), Theirs::String(b)) => (a != b).then_some("string"),
        (Value::Number(a), Theirs::Number(b)) => {
            let same = match (a.to_json(), a.kind) {
                (Some(text), ScalarKind::Integer) if b.is_i64() || b.is_u64() => {
                    text == b.to_string()
                }
                (Some(text), _) => text.parse() == Ok(b.as_f64().unwrap()),
                (None, _) => !b.as_f64().unwrap().is_finite(),
            };
            (!same).then_some("number")
        }
        (Value::Sequence(a), Theirs::Sequence(b)) => {
            if a.len() != b.len() {
                return Some("length");
            }
            a.iter().zip(b).find_map(|(a, b)| difference(a, b))
        }
        (Value::Mapping(a), Theirs::Mapping(b)) => {
            if a.len() != b.len() {
                return Some("members");
            }
            let by_key: BTreeMap<String, &Theirs> = b
                .iter()
                .map(|(key, value)| (key_text(key), value))
                .collect();
            a.iter().find_map(|entry| match by_key.get(&entry.key) {
                Some(theirs) => difference(&entry.value, theirs),
                None => Some("key"),
            })
        }
        _ => {
            println!("{ours:?} {theirs:?}");
            Some("kind")
        }
    }
}

fn key_text(key: &Theirs) -> String {
    match key {
        Theirs::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap().trim_end().to_owned(),
    }
}

/// A value's parts stand inside it, unless they come from an alias.
fn spans_lie_in_each_other(node: &Node) {
    assert!(node.span.start <= node.span.end);
    let parts: Vec<&Node> = match &node.value {
        Value::Sequence(items) => items.iter().collect(),
        Value::Mapping(mapping) => mapping.iter().map(|entry| &entry.value).collect(),
        _ => return,
    };
    for part in parts {
        let aliased = part.span.end <= node.span.start;
        let inside = node.span.start <= part.span.start && part.span.end <= node.span.end;
        assert!(aliased || inside, "{:?} in {:?}", part.span, node.span);
        spans_lie_in_each_other(part);
    }
}

/// Keys, numbers and texts on one line stand where their spans say.
fn text_stands_where_it_is_said_to(node: &Node, sources: &Sources) {
    let slice = sources.slice(node.span);
    match &node.value {
        Value::Number(number) => assert_eq!(slice, number.text),
        Value::String(text) if !slice.starts_with(['"', '\'']) && !slice.contains('\n') => {
            assert_eq!(slice, text.trim());
        }
        Value::String(_) if slice.starts_with(['"', '\'']) => {
            assert_eq!(slice.chars().next(), slice.chars().last());
        }
        Value::Sequence(items) => {
            for item in items {
                text_stands_where_it_is_said_to(item, sources);
            }
        }
        Value::Mapping(mapping) => {
            if let (Some(first), true) = (mapping.iter().next(), !slice.starts_with('{')) {
                let aliased = first.key_span.end <= node.span.start;
                assert!(
                    aliased || first.key_span.start == node.span.start,
                    "{slice}"
                );
            }
            for entry in mapping {
                let slice = sources.slice(entry.key_span);
                if !slice.starts_with(['"', '\'', '|', '>', '?', '*']) {
                    assert_eq!(slice, entry.key);
                }
                text_stands_where_it_is_said_to(&entry.value, sources);
            }
        }
        _ => {}
    }
}

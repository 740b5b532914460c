//! The same input gives the same bytes, and the order of schemas gives no
//! names.

use std::{collections::BTreeMap, fmt::Write as _, thread};

use specwright_source::{Node, Sources, Value};

use super::{as_crate, documents, file};

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, text) in documents() {
        let files = as_crate(&text).files;
        // Each thread has hash maps of another order.
        let again = thread::spawn(move || as_crate(&text).files);
        assert_eq!(again.join().unwrap(), files, "{name}");
    }
}

#[test]
fn the_order_of_schemas_and_paths_gives_no_names() {
    let documents = documents()
        .into_iter()
        .filter(|(_, text)| text.len() < 30_000);
    for (name, text) in documents {
        let expected = as_crate(&text);
        let types = items(file(&expected, "src/models.rs"));
        for seed in 1..=2 {
            let schemas = as_crate(&shuffled(&text, &["components", "schemas"], seed));
            for path in ["src/server.rs", "src/client.rs", "src/lib.rs"] {
                assert_eq!(file(&schemas, path), file(&expected, path), "{name} {path}");
            }
            assert_eq!(items(file(&schemas, "src/models.rs")), types, "{name}");

            let paths = as_crate(&shuffled(&text, &["paths"], seed));
            assert_eq!(items(file(&paths, "src/models.rs")), types, "{name}");
        }
    }
}

/// What stands between blank lines, and how often.
fn items(text: &str) -> BTreeMap<String, usize> {
    let mut items = BTreeMap::new();
    for item in text.split("\n\n") {
        *items.entry(item.trim_end().to_owned()).or_default() += 1;
    }
    items
}

/// Small numbers, the same for the same seed.
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, limit: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}

/// The document as JSON, the members of the objects at `path` in another
/// order.
fn shuffled(text: &str, path: &[&str], seed: u64) -> String {
    let mut sources = Sources::new();
    let file = sources.add("the document", text);
    let (root, found) = specwright_source::read(&sources, file);
    let mut out = String::new();
    let root = root.unwrap_or_else(|| panic!("{found:?}"));
    write(&root, Some(path), &mut Shuffle(seed), &mut out);
    out
}

fn write(node: &Node, path: Option<&[&str]>, shuffle: &mut Shuffle, out: &mut String) {
    match &node.value {
        Value::Mapping(mapping) => {
            let mut members: Vec<_> = mapping.iter().collect();
            if path.is_some_and(<[&str]>::is_empty) {
                for last in (1..members.len()).rev() {
                    members.swap(last, shuffle.below(last + 1));
                }
            }
            out.push('{');
            for (index, member) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                let name = member.key.as_str();
                let _ = write!(out, "{}:", serde_json::to_string(name).unwrap());
                let inner = path.and_then(<[&str]>::split_first);
                let inner = inner.filter(|(step, _)| **step == name);
                write(&member.value, inner.map(|(_, rest)| rest), shuffle, out);
            }
            out.push('}');
        }
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, None, shuffle, out);
            }
            out.push(']');
        }
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_json().unwrap()),
        Value::String(text) => out.push_str(&serde_json::to_string(text).unwrap()),
    }
}

//! What the user gives the things of a document from outside it, by JSON
//! Pointers: names, types, derives. It is put beside them in the document's
//! nodes, as if the document had the extensions itself; positions are those of
//! the text that gives it.

use specwright_lower::names::{DERIVE, NAME, NAMES, TYPE};
use specwright_source::{
    Diagnostic, Entry, FileId, Mapping, Node, Pointer, Sources, Span, Value, codes::config as codes,
};

use crate::nearest;

/// Names, types and derives by JSON Pointers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// The texts that spans are of: their names and contents.
    texts: Vec<(String, String)>,
    entries: Vec<One>,
}

// Nodes hold no floating-point numbers.
impl Eq for Given {}

/// Something given.
#[derive(Debug, Clone, PartialEq)]
struct One {
    pointer: String,
    at: Span,
    extension: &'static str,
    value: Node,
}

/// What can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Name,
    Type,
    Derive,
}

impl Given {
    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The id for spans of the text `name`.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> FileId {
        let known = self.texts.iter().position(|(other, _)| other == name);
        let index = known.unwrap_or_else(|| {
            self.texts.push((name.to_owned(), text.to_owned()));
            self.texts.len() - 1
        });
        FileId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Gives `value` to what is at `pointer`, which is written at `at`.
    pub(crate) fn give(&mut self, what: What, pointer: &str, at: Span, value: Node) {
        let extension = match (what, &value.value) {
            (What::Name, Value::Sequence(_) | Value::Mapping(_)) => NAMES,
            (What::Name, _) => NAME,
            (What::Type, _) => TYPE,
            (What::Derive, _) => DERIVE,
        };
        self.entries.push(One {
            pointer: pointer.to_owned(),
            at,
            extension,
            value,
        });
    }

    /// Gives by a call of a build script; the call is the text of it.
    pub(crate) fn call(&mut self, what: What, method: &str, pointer: &str, value: &Called<'_>) {
        const SCRIPT: &str = "the build script";
        let file = self.text(SCRIPT, "");
        let Some((_, text)) = self.texts.get_mut(file.0 as usize) else {
            return;
        };
        text.push_str(method);
        text.push('(');
        let at = append(file, text, pointer);
        text.push_str(", ");
        let value = value.node(file, text);
        text.push_str(")\n");
        self.give(what, pointer, at, value);
    }

    /// Puts all of it into the document `root`, and the texts among `sources`.
    pub(crate) fn apply(&self, root: &mut Node, sources: &mut Sources) -> Vec<Diagnostic> {
        let files: Vec<FileId> = self
            .texts
            .iter()
            .map(|(name, text)| sources.add(name.clone(), text.clone()))
            .collect();
        let mut findings = Vec::new();
        for one in &self.entries {
            let at = moved(one.at, &files);
            let entry = Entry {
                key: one.extension.to_owned(),
                key_span: at,
                value: moved_node(&one.value, &files),
            };
            match target(root, &one.pointer, at) {
                Ok(pointer) => insert(root, pointer.tokens(), entry),
                Err(finding) => findings.push(*finding),
            }
        }
        findings
    }
}

/// A value of a build script's call.
pub(crate) enum Called<'a> {
    /// A string.
    Text(&'a str),
    /// A string for each key.
    Texts(&'a [(&'a str, Called<'a>)]),
    /// Several strings.
    List(&'a [&'a str]),
}

impl Called<'_> {
    fn node(&self, file: FileId, text: &mut String) -> Node {
        let start = text.len();
        let value = match self {
            Self::Text(word) => {
                append(file, text, word);
                Value::String((*word).to_owned())
            }
            Self::Texts(members) => {
                text.push('[');
                let mut entries = Vec::new();
                for (key, value) in *members {
                    text.push('(');
                    let key_span = append(file, text, key);
                    text.push_str(", ");
                    entries.push(Entry {
                        key: (*key).to_owned(),
                        key_span,
                        value: value.node(file, text),
                    });
                    text.push_str("), ");
                }
                text.push(']');
                Value::Mapping(Mapping::new(entries))
            }
            Self::List(words) => {
                text.push('[');
                let mut items = Vec::new();
                for word in *words {
                    items.push(Called::Text(word).node(file, text));
                    text.push_str(", ");
                }
                text.push(']');
                Value::Sequence(items)
            }
        };
        Node {
            span: span(file, start, text.len()),
            value,
            plain: false,
        }
    }
}

/// Writes a string as Rust does, and says where.
fn append(file: FileId, text: &mut String, word: &str) -> Span {
    let start = text.len();
    text.push_str(&format!("{word:?}"));
    span(file, start, text.len())
}

fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, offset(start), offset(end))
}

fn moved(span: Span, files: &[FileId]) -> Span {
    let file = files.get(span.file.0 as usize).copied();
    Span::new(file.unwrap_or(span.file), span.start, span.end)
}

fn moved_node(node: &Node, files: &[FileId]) -> Node {
    let value = match &node.value {
        Value::Sequence(items) => {
            Value::Sequence(items.iter().map(|item| moved_node(item, files)).collect())
        }
        Value::Mapping(mapping) => {
            let entries = mapping.iter().map(|entry| Entry {
                key: entry.key.clone(),
                key_span: moved(entry.key_span, files),
                value: moved_node(&entry.value, files),
            });
            Value::Mapping(Mapping::new(entries.collect()))
        }
        other => other.clone(),
    };
    Node {
        span: moved(node.span, files),
        value,
        plain: node.plain,
    }
}

/// Where `pointer` leads; it has to be an object.
fn target(root: &Node, pointer: &str, at: Span) -> Result<Pointer, Box<Diagnostic>> {
    let refuse = |message: String| Diagnostic::error(codes::POINTER, at, message);
    let parsed = match pointer.strip_prefix('#') {
        Some(fragment) => Pointer::parse_fragment(fragment),
        None => Pointer::parse(pointer),
    };
    let parsed = parsed.map_err(|error| {
        let finding = refuse(format!("{pointer:?} is no JSON Pointer: {error}"));
        Box::new(finding.help("for example \"#/components/schemas/Pet/properties/kind\""))
    })?;
    let found = parsed.resolve(root).map_err(|lost| {
        let way = parsed.tokens().get(..lost.depth).unwrap_or_default();
        let way: Pointer = way.iter().cloned().collect();
        let message = format!("this leads nowhere: `#{way}` has no {:?}", lost.token);
        let names = lost.reached.as_mapping().into_iter().flatten();
        let near = nearest(lost.token, names.map(|entry| entry.key.as_str()));
        let finding = refuse(message).also(lost.reached.span, "it leads up to here");
        Box::new(match near {
            Some(near) => {
                let rest = parsed.tokens().get(lost.depth + 1..).unwrap_or_default();
                let meant = way.child(near);
                let meant: Pointer = meant.tokens().iter().chain(rest).cloned().collect();
                finding.help(format!("did you mean \"#{meant}\"?"))
            }
            None => finding,
        })
    })?;
    if found.as_mapping().is_none() {
        let finding = refuse(format!("this leads to {}", found.value.kind()));
        let finding = finding.also(found.span, "leads here");
        return Err(Box::new(
            finding.help("names are for schemas, parameters and operations"),
        ));
    }
    let tokens = parsed.tokens();
    let parameter = matches!(tokens, [.., list, _] if list == "parameters");
    if let Some(reference) = found.get("$ref").filter(|_| parameter) {
        let finding = refuse("this leads to a reference to a parameter".to_owned());
        let to = reference.as_str().unwrap_or_default();
        return Err(Box::new(
            finding
                .also(reference.span, "the parameter is there")
                .help(format!("give it where it is written: {to:?}")),
        ));
    }
    Ok(parsed)
}

/// Puts `entry` into the mapping at `tokens`, in place of one of its key.
fn insert(node: &mut Node, tokens: &[String], entry: Entry) {
    match (&mut node.value, tokens.split_first()) {
        (Value::Mapping(mapping), None) => {
            let mut entries = std::mem::replace(mapping, Mapping::new(Vec::new())).into_entries();
            entries.retain(|other| other.key != entry.key);
            entries.push(entry);
            *mapping = Mapping::new(entries);
        }
        (Value::Mapping(mapping), Some((token, rest))) => {
            let mut entries = std::mem::replace(mapping, Mapping::new(Vec::new())).into_entries();
            if let Some(inner) = entries.iter_mut().find(|other| other.key == *token) {
                insert(&mut inner.value, rest, entry);
            }
            *mapping = Mapping::new(entries);
        }
        (Value::Sequence(items), Some((token, rest))) => {
            let index = token.parse::<usize>().ok();
            if let Some(inner) = index.and_then(|index| items.get_mut(index)) {
                insert(inner, rest, entry);
            }
        }
        _ => {}
    }
}

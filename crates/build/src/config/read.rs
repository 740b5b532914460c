//! Reads `specwright.toml`; every finding has its position.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use specwright_source::{self as source, Diagnostic, FileId, Node, Span, codes::config as codes};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Document};
use crate::findings::Findings;
use crate::given::What;
use crate::manifest::quoted;
use crate::options::{Dependency, Form, OPTION_KEYS, list};
use crate::{CrateName, Options, nearest};

/// Keys of the top level.
const TOP_KEYS: &[&str] = &["output", "runtime_path", "defaults", "document"];
/// Keys of a `[[document]]` beside the options.
const DOCUMENT_KEYS: &[&str] = &[
    "path",
    "crate",
    "names",
    "types",
    "derives",
    "names_lock",
    "dependencies",
    REFERENCES,
    FORMAT_TYPES,
];
/// The table of references, beside the options.
const REFERENCES: &str = "references";
/// The table of the types that formats have, likewise.
const FORMAT_TYPES: &str = "format_types";

pub(super) fn read(folder: PathBuf, name: &str, bytes: &[u8]) -> Result<Config, Findings> {
    let mut findings = Findings::default();
    let (file, encoding) = findings.sources.add_bytes(name, bytes);
    findings.diagnostics.extend(encoding);
    let text = findings.sources.text(file).to_owned();
    let mut reader = Reader {
        file,
        name: name.to_owned(),
        text: text.clone(),
        found: Vec::new(),
    };
    let (root, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let span = reader.span(error.span().unwrap_or_default());
        reader.found.push(Diagnostic::error(
            codes::CONFIG_SYNTAX,
            span,
            sentence(error.message()),
        ));
    }
    let config = if reader.found.is_empty() && !findings.has_errors() {
        Some(reader.config(folder, root.get_ref()))
    } else {
        None
    };
    reader.found.sort_by_key(|found| found.primary.span);
    findings.diagnostics.extend(reader.found);
    match config {
        Some(config) if !findings.has_errors() => Ok(Config { findings, ..config }),
        _ => Err(findings),
    }
}

/// The parser's message as a sentence of ours.
fn sentence(message: &str) -> String {
    format!("not valid TOML: {}", message.trim().replace('\n', "; "))
}

struct Reader {
    file: FileId,
    /// What the file is called, and its text.
    name: String,
    text: String,
    found: Vec<Diagnostic>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl Reader {
    fn span(&self, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(range.start), offset(range.end))
    }

    fn config(&mut self, folder: PathBuf, root: &DeTable<'_>) -> Config {
        self.unknown_keys(root, TOP_KEYS, "the top level");
        let mut defaults = Options::default();
        if let Some(table) = root
            .get("defaults")
            .and_then(|value| self.table("defaults", value))
        {
            let options = OPTION_KEYS.iter().map(|(key, _)| *key);
            let keys: Vec<&str> = options.chain([REFERENCES, FORMAT_TYPES]).collect();
            self.unknown_keys(table, &keys, "`[defaults]`");
            self.options(table, &mut defaults);
            self.references(table, &folder, &mut defaults);
            self.format_types(table, &mut defaults);
        }
        let output = root
            .get("output")
            .and_then(|value| self.below("output", "generated", value));
        let runtime = root.get("runtime_path");
        let documents = self.documents(root, &folder, &defaults);
        Config {
            folder,
            output: output.unwrap_or_else(|| PathBuf::from("generated")),
            runtime_path: runtime.and_then(|value| {
                let path = self.string("runtime_path", value)?;
                Some((path.to_owned(), self.span(value.span())))
            }),
            documents,
            findings: Findings::default(),
        }
    }

    fn documents(
        &mut self,
        root: &DeTable<'_>,
        folder: &Path,
        defaults: &Options,
    ) -> Vec<Document> {
        let Some(value) = root.get("document") else {
            return Vec::new();
        };
        let Some(tables) = value.get_ref().as_array() else {
            self.wrong_type(
                "document",
                "a list of tables, each begun with `[[document]]`",
                value,
            );
            return Vec::new();
        };
        let documents: Vec<Document> = tables
            .iter()
            .filter_map(|value| self.document(value, folder, defaults))
            .collect();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for Document {
            name, name_span, ..
        } in &documents
        {
            // Folders whose names differ in case only are one on some systems.
            match seen.get(&name.as_str().to_ascii_lowercase()) {
                Some(first) => self.found.push(
                    Diagnostic::error(
                        codes::CRATE_TWICE,
                        *name_span,
                        format!("two documents become the crate `{name}`"),
                    )
                    .also(*first, "the other one")
                    .help("give one of them a name of its own, for example `crate = \"..\"`"),
                ),
                None => {
                    seen.insert(name.as_str().to_ascii_lowercase(), *name_span);
                }
            }
        }
        documents
    }

    fn document(
        &mut self,
        value: &Value<'_>,
        folder: &Path,
        defaults: &Options,
    ) -> Option<Document> {
        let table = self.table("document", value)?;
        let options = OPTION_KEYS.iter().map(|(key, _)| *key);
        let keys: Vec<&str> = DOCUMENT_KEYS.iter().copied().chain(options).collect();
        self.unknown_keys(table, &keys, "`[[document]]`");
        let mut options = defaults.clone();
        self.options(table, &mut options);
        self.references(table, folder, &mut options);
        self.format_types(table, &mut options);
        self.given(table, &mut options);
        self.dependencies(table, &mut options);
        let lock = table.get("names_lock");
        let names_lock = lock.and_then(|value| self.below("names_lock", "names.lock", value));
        options.names_lock = names_lock.as_ref().map(|path| folder.join(path));
        let given = table.get("crate");
        let name = given.map(|value| self.crate_name(value));
        let Some(path) = table.get("path") else {
            let missing = Diagnostic::error(
                codes::MISSING_KEY,
                self.span(value.span()),
                "the document has no `path`",
            );
            self.found
                .push(missing.help("add for example `path = \"specs/api.yaml\"`"));
            return None;
        };
        let text = self.string("path", path)?;
        let name = match name {
            Some(given) => given?,
            None => CrateName::of_document(Path::new(text)),
        };
        Some(Document {
            path: text.to_owned(),
            span: self.span(path.span()),
            name_span: self.span(given.unwrap_or(path).span()),
            name,
            options,
            names_lock,
        })
    }

    fn crate_name(&mut self, value: &Value<'_>) -> Option<CrateName> {
        let text = self.string("crate", value)?;
        match CrateName::new(text) {
            Ok(name) => Some(name),
            Err(error) => {
                let near = CrateName::of_document(Path::new(text));
                self.found.push(
                    Diagnostic::error(
                        codes::INVALID_NAME,
                        self.span(value.span()),
                        error.to_string(),
                    )
                    .help(format!("`{near}` would do")),
                );
                None
            }
        }
    }

    /// A path that is relative, and inside the folder of the configuration.
    fn below(&mut self, key: &str, example: &str, value: &Value<'_>) -> Option<PathBuf> {
        let text = self.string(key, value)?;
        let path: PathBuf = Path::new(text)
            .components()
            .filter(|part| *part != Component::CurDir)
            .collect();
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
        if path.components().next().is_some() && path.components().all(inside) {
            return Some(path);
        }
        self.found.push(
            Diagnostic::error(
                codes::OUTSIDE,
                self.span(value.span()),
                format!("`{key}` is not below this file's folder"),
            )
            .help(format!(
                "use a relative path without `..`, for example `{key} = \"{example}\"`"
            )),
        );
        None
    }

    fn options(&mut self, table: &DeTable<'_>, options: &mut Options) {
        for (key, form) in OPTION_KEYS {
            let Some(value) = table.get(*key) else {
                continue;
            };
            let words = match form {
                Form::Word => self
                    .string(key, value)
                    .map(|word| vec![(word, value.span())]),
                Form::Words => self.strings(key, value),
            };
            let Some(words) = words else { continue };
            let texts: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            if let Err(error) = options.set(key, &texts) {
                let place = words.get(error.index).map(|(_, range)| range.clone());
                let span = self.span(place.unwrap_or_else(|| value.span()));
                self.found.push(
                    Diagnostic::error(codes::UNKNOWN_VALUE, span, error.to_string())
                        .help(error.help()),
                );
            }
        }
    }

    /// `references`: folders, relative to `folder`, by the beginning of URIs.
    fn references(&mut self, table: &DeTable<'_>, folder: &Path, options: &mut Options) {
        let Some(value) = table.get(REFERENCES) else {
            return;
        };
        let Some(table) = self.table(REFERENCES, value) else {
            return;
        };
        for (prefix, value) in table.iter() {
            if !specwright_spec::is_absolute(prefix.get_ref()) {
                self.found.push(
                    Diagnostic::error(
                        codes::REFERENCE_PREFIX,
                        self.span(prefix.span()),
                        format!(
                            "{:?} is not the beginning of an absolute URI",
                            prefix.get_ref()
                        ),
                    )
                    .help("begin with the scheme, for example \"https://example.com/schemas/\""),
                );
            }
            if let Some(path) = self.string(prefix.get_ref(), value) {
                let prefix = prefix.get_ref().clone().into_owned();
                options.references.insert(prefix, folder.join(path));
            }
        }
    }

    /// `format_types`: words by the names of formats. The crates of paths are
    /// among the `dependencies`.
    fn format_types(&mut self, table: &DeTable<'_>, options: &mut Options) {
        let Some(value) = table.get(FORMAT_TYPES) else {
            return;
        };
        let Some(table) = self.table(FORMAT_TYPES, value) else {
            return;
        };
        for (format, value) in table.iter() {
            let Some(word) = self.string(format.get_ref(), value) else {
                continue;
            };
            let span = self.span(value.span());
            if let Err(error) = options.set_format_type(format.get_ref(), word) {
                self.found.push(
                    Diagnostic::error(codes::UNKNOWN_VALUE, span, error.to_string()).help(
                        match error.help() {
                            help if help.ends_with('?') => help,
                            help => format!("{help}, or a path, as `::url::Url`"),
                        },
                    ),
                );
            }
        }
    }

    /// `dependencies`, as in a manifest of Cargo; paths are relative to this
    /// file.
    fn dependencies(&mut self, table: &DeTable<'_>, options: &mut Options) {
        const KEY: &str = "dependencies";
        let table = table.get(KEY).and_then(|value| self.table(KEY, value));
        for (name, value) in table.into_iter().flat_map(DeTable::iter) {
            let mut dependency = Dependency::default();
            if let DeValue::String(version) = value.get_ref() {
                let version = quoted(version);
                dependency.members.push(format!("version = {version}"));
            } else if let Some(members) = self.table(name.get_ref(), value) {
                for (key, value) in members.iter() {
                    let text = match value.get_ref() {
                        DeValue::String(path) if *key.get_ref() == "path" => {
                            dependency.path = Some(path.clone().into_owned());
                            continue;
                        }
                        DeValue::String(text) => quoted(text),
                        DeValue::Boolean(on) => on.to_string(),
                        _ => {
                            let words = self.strings(key.get_ref(), value).unwrap_or_default();
                            let words: Vec<String> =
                                words.iter().map(|(word, _)| quoted(word)).collect();
                            format!("[{}]", words.join(", "))
                        }
                    };
                    let key = quoted(key.get_ref());
                    dependency.members.push(format!("{key} = {text}"));
                }
            }
            let name = name.get_ref().clone().into_owned();
            options.dependencies.insert(name, dependency);
        }
    }

    /// `names`, `types` and `derives`.
    fn given(&mut self, table: &DeTable<'_>, options: &mut Options) {
        let tables = [
            ("names", What::Name),
            ("types", What::Type),
            ("derives", What::Derive),
        ];
        for (key, what) in tables {
            let Some(table) = table.get(key).and_then(|value| self.table(key, value)) else {
                continue;
            };
            let file = options.given.text(&self.name, &self.text);
            for (pointer, value) in table.iter() {
                let span = self.span(pointer.span());
                let at = Span::new(file, span.start, span.end);
                let node = self.node(file, value);
                options.given.give(what, pointer.get_ref(), at, node);
            }
        }
    }

    /// A value as the document would have it.
    fn node(&self, file: FileId, value: &Value<'_>) -> Node {
        let span = |range| {
            let span = self.span(range);
            Span::new(file, span.start, span.end)
        };
        let node = match value.get_ref() {
            DeValue::String(text) => source::Value::String(text.clone().into_owned()),
            DeValue::Boolean(value) => source::Value::Bool(*value),
            DeValue::Array(items) => {
                source::Value::Sequence(items.iter().map(|item| self.node(file, item)).collect())
            }
            DeValue::Table(members) => {
                let entries = members.iter().map(|(key, value)| source::Entry {
                    key: key.get_ref().clone().into_owned(),
                    key_span: span(key.span()),
                    value: self.node(file, value),
                });
                source::Value::Mapping(source::Mapping::new(entries.collect()))
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                let range = value.span();
                source::Value::Number(source::Scalar {
                    text: self.text.get(range).unwrap_or_default().to_owned(),
                    kind: source::ScalarKind::NotFinite,
                })
            }
        };
        Node {
            span: span(value.span()),
            value: node,
            plain: false,
        }
    }

    fn table<'t, 'i>(&mut self, key: &str, value: &'t Value<'i>) -> Option<&'t DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, "a table", value);
        }
        table
    }

    fn string<'t>(&mut self, key: &str, value: &'t Value<'_>) -> Option<&'t str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong_type(key, "a string", value);
        }
        string
    }

    fn strings<'t>(
        &mut self,
        key: &str,
        value: &'t Value<'_>,
    ) -> Option<Vec<(&'t str, Range<usize>)>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of strings", value);
            return None;
        };
        let items = items.iter();
        items
            .map(|item| match item.get_ref().as_str() {
                Some(word) => Some((word, item.span())),
                None => {
                    self.wrong_type(key, "a list of strings", item);
                    None
                }
            })
            .collect()
    }

    fn wrong_type(&mut self, key: &str, expected: &str, value: &Value<'_>) {
        let kind = match value.get_ref().type_str() {
            "integer" => "an integer",
            "float" => "a float",
            "boolean" => "a boolean",
            "datetime" => "a date or time",
            "array" => "a list",
            "table" => "a table",
            _ => "a string",
        };
        self.found.push(
            Diagnostic::error(
                codes::WRONG_TYPE,
                self.span(value.span()),
                format!("`{key}` has the wrong type"),
            )
            .label(format!("this is {kind}"))
            .help(format!("`{key}` is {expected}")),
        );
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&str], place: &str) {
        for (key, _) in table.iter() {
            if known.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let help = match nearest(key.get_ref(), known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", list(known, "and")),
            };
            self.found.push(
                Diagnostic::error(
                    codes::UNKNOWN_KEY,
                    self.span(key.span()),
                    format!("{place} has no key {:?}", key.get_ref()),
                )
                .help(help),
            );
        }
    }
}

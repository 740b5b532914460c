//! Generated crates as modules.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use specwright_build::{CrateName, Target};

use crate::documents::Document;

/// What is generated from a document.
pub(crate) struct Code {
    /// The module that holds it.
    pub(crate) module: String,
    /// The files of its crate below `src`, by their names; the root is
    /// `mod.rs`.
    pub(crate) files: Vec<(String, String)>,
    /// The runtime's features that its manifest asks for.
    pub(crate) features: BTreeSet<String>,
    /// The same as one file, as build scripts have it.
    pub(crate) single: String,
}

impl Code {
    /// The code of a document; `None` if it is declined.
    ///
    /// # Panics
    /// If the manifest lacks a feature that the code needs.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let mut features = BTreeSet::new();
        let mut files = Vec::new();
        for file in document.generate().files {
            match file
                .path
                .to_str()
                .and_then(|path| path.strip_prefix("src/"))
            {
                None => features = format_features(&file.text),
                Some("lib.rs") => files.push(("mod.rs".to_owned(), file.text)),
                Some(name) => files.push((name.to_owned(), file.text)),
            }
        }
        if files.is_empty() {
            return None;
        }
        for (name, text) in &files {
            let missing: Vec<_> = needed(text).difference(&features).cloned().collect();
            assert!(
                missing.is_empty(),
                "{}: {name} needs {missing:?}",
                document.name
            );
        }
        let module = document.module();
        let name = CrateName::new(&*short(&module)).expect("it is a name");
        let single = document
            .generate_as(&Target::Module { name })
            .files
            .swap_remove(0)
            .text;
        Some(Self {
            module,
            files,
            features,
            single,
        })
    }

    /// Bytes of Rust.
    pub(crate) fn size(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }

    /// The text of a file.
    pub(crate) fn file(&self, name: &str) -> &str {
        let file = self.files.iter().find(|(file, _)| file == name);
        file.map_or("", |(_, text)| text)
    }
}

/// The end of a module's name: names of crates are short.
fn short(module: &str) -> String {
    let begin = module.len().saturating_sub(50);
    format!("d_{}", module[begin..].trim_start_matches('_'))
}

/// `["chrono", "uuid"]` of the line of the runtime.
fn format_features(manifest: &str) -> BTreeSet<String> {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("specwright = "));
    let list = line.and_then(|line| line.split_once("features = [")?.1.split_once(']'));
    let features = list.map_or("", |(list, _)| list).split(", ");
    features
        .map(|name| name.trim_matches('"').to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The runtime's features without which `text` does not compile.
fn needed(text: &str) -> BTreeSet<String> {
    let tokens = text.parse().expect("it is Rust");
    let mut names = BTreeSet::new();
    from_codegen(tokens, &mut names);
    let features = names.iter().filter_map(|name| match name.as_str() {
        "Date" | "DateTime" | "require_chrono" => Some("chrono"),
        "Uuid" | "require_uuid" => Some("uuid"),
        "Base64" | "require_base64" => Some("base64"),
        _ => None,
    });
    let patterns = text.contains("(backtracking)").then_some("fancy-regex");
    features.chain(patterns).map(str::to_owned).collect()
}

/// The names behind `specwright::codegen::`.
fn from_codegen(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let mut behind = String::new();
    for token in tokens {
        let is_behind = behind.ends_with("specwright::codegen::");
        match &token {
            TokenTree::Ident(name) if is_behind => {
                names.insert(name.to_string());
            }
            TokenTree::Group(group) if is_behind => {
                names.extend(group.stream().into_iter().filter_map(|token| match token {
                    TokenTree::Ident(name) => Some(name.to_string()),
                    _ => None,
                }))
            }
            TokenTree::Group(group) => from_codegen(group.stream(), names),
            _ => {}
        }
        match token {
            TokenTree::Ident(_) | TokenTree::Punct(_) => behind.push_str(&token.to_string()),
            _ => behind.clear(),
        }
        if behind.ends_with(';') {
            behind.clear();
        }
    }
}

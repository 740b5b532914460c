//! Imports: the last pass over the chunks of a file, before they are printed.
//!
//! The emitters write absolute paths. People read the output, so what can be
//! a bare name becomes one here, with a `use` at the top of the file:
//!
//! - items of the runtimes' `codegen` modules and of the standard library;
//!   names of the standard prelude need no `use`;
//! - `super::models::Name`, which becomes `models::Name`.
//!
//! A path stays absolute where its bare name is something else: an item that
//! the file defines, an item of the same name from another place, or a name
//! of the prelude. Calls of macros stay absolute, too: a `macro_rules!` of the
//! program is visible in modules below it, and would make the bare name
//! ambiguous.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Item, UseTree};

use crate::{
    print::{Chunk, Row, Table, line},
    tokens::ident,
};

/// The crates whose module `codegen` the output names.
const RUNTIMES: &[&str] = &["specwright", "specwright_axum", "specwright_reqwest"];

/// The names of the standard prelude, by what they stand in within `core` and
/// `std`.
const PRELUDE: &[(&str, &[&str])] = &[
    ("borrow", &["ToOwned"]),
    ("boxed", &["Box"]),
    ("clone", &["Clone"]),
    ("cmp", &["Eq", "Ord", "PartialEq", "PartialOrd"]),
    (
        "convert",
        &["AsMut", "AsRef", "From", "Into", "TryFrom", "TryInto"],
    ),
    ("default", &["Default"]),
    (
        "iter",
        &[
            "DoubleEndedIterator",
            "ExactSizeIterator",
            "Extend",
            "FromIterator",
            "IntoIterator",
            "Iterator",
        ],
    ),
    ("marker", &["Copy", "Send", "Sized", "Sync", "Unpin"]),
    ("ops", &["Drop", "Fn", "FnMut", "FnOnce"]),
    ("option", &["Option"]),
    ("option::Option", &["None", "Some"]),
    ("result", &["Result"]),
    ("result::Result", &["Err", "Ok"]),
    ("string", &["String", "ToString"]),
    ("vec", &["Vec"]),
];

/// The chunks with bare names where they say the same, and with the imports
/// that these need as the first chunk.
pub(crate) fn shorten(chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut names = Names::default();
    for chunk in &chunks {
        names.define(chunk);
    }
    for chunk in &chunks {
        rewrite_chunk(chunk, &mut |place| {
            names.note(place);
            false
        });
    }
    let imports = names.imports();
    let short = chunks
        .iter()
        .map(|chunk| rewrite_chunk(chunk, &mut |place| names.is_short(place)));
    let imports = (!imports.is_empty()).then_some(Chunk::Item(imports));
    imports.into_iter().chain(short).collect()
}

/// A path that may become shorter.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// An item under its absolute path.
    Item {
        /// The segments before the item's name; the crate is the first.
        module: Vec<String>,
        /// The item's name.
        name: String,
        /// Whether it is the name of a derive macro.
        derive: bool,
    },
    /// `super::models::`
    Models,
}

/// What the names of a file stand for.
#[derive(Debug, Default)]
struct Names {
    /// What the file defines, in any of Rust's namespaces.
    defined: BTreeSet<String>,
    /// What the file's own `use` items import, and where from.
    imported: BTreeMap<String, Vec<String>>,
    /// The places that each name of an absolute path has.
    wanted: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// Whether `super::models` is named.
    models: bool,
}

impl Names {
    fn define(&mut self, chunk: &Chunk) {
        match chunk {
            Chunk::Item(tokens) => {
                for item in items(tokens).iter().flatten() {
                    self.define_item(item);
                }
            }
            // A macro defines nothing but what its rows begin with.
            Chunk::Table(Table { rows, .. }) => {
                let heads = rows.iter().map(|row| match row {
                    Row::Line(head) | Row::Block { head, .. } | Row::Flow { head, .. } => head,
                });
                for head in heads {
                    if let Some(TokenTree::Ident(name)) = head.clone().into_iter().next() {
                        self.defined.insert(name.to_string());
                    }
                }
            }
        }
    }

    fn define_item(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Mod(item) => &item.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            Item::Use(item) => return self.import(&item.tree, &mut Vec::new()),
            _ => return,
        };
        self.defined.insert(name.to_string());
    }

    /// A `use` item of the emitter. One that renames is a definition.
    fn import(&mut self, tree: &UseTree, module: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                module.push(path.ident.to_string());
                self.import(&path.tree, module);
                module.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, module);
                }
            }
            UseTree::Name(name) => {
                self.imported.insert(name.ident.to_string(), module.clone());
            }
            UseTree::Rename(rename) => {
                self.defined.insert(rename.rename.to_string());
            }
            UseTree::Glob(_) => {}
        }
    }

    fn note(&mut self, place: Place) {
        match place {
            Place::Models => self.models = true,
            Place::Item { derive: true, .. } => {}
            Place::Item { module, name, .. } => {
                self.wanted.entry(name).or_default().insert(module);
            }
        }
    }

    fn is_short(&self, place: Place) -> bool {
        match place {
            Place::Models => !self.defined.contains("models"),
            Place::Item { name, .. } if self.defined.contains(&name) => false,
            Place::Item {
                module,
                name,
                derive,
            } => match in_prelude(&name, derive) {
                Some(home) => is_in_std(&module, home),
                None => !derive && self.is_importable(&module, &name),
            },
        }
    }

    /// Whether the file imports the name from `module`, or may do so.
    fn is_importable(&self, module: &[String], name: &str) -> bool {
        match self.imported.get(name) {
            Some(from) => from == module,
            None => self.wanted.get(name).is_some_and(|from| from.len() == 1),
        }
    }

    /// The `use` items: one a crate, by name, the models last.
    fn imports(&self) -> TokenStream {
        let mut crates: BTreeMap<&str, BTreeMap<&[String], Vec<Ident>>> = BTreeMap::new();
        for (name, modules) in &self.wanted {
            for module in modules {
                let place = Place::Item {
                    module: module.clone(),
                    name: name.clone(),
                    derive: false,
                };
                let is_known =
                    self.imported.contains_key(name) || in_prelude(name, false).is_some();
                if !is_known
                    && self.is_short(place)
                    && let Some((root, inner)) = module.split_first()
                {
                    let names = crates.entry(root).or_default().entry(inner).or_default();
                    names.push(ident(name));
                }
            }
        }
        let uses = crates.into_iter().map(|(root, modules)| {
            let root = ident(root);
            let trees = modules.into_iter().map(|(module, names)| {
                let module = module.iter().map(|segment| ident(segment));
                let names = group(names);
                quote!(#(#module::)* #names)
            });
            let trees = group(trees);
            quote!(use ::#root::#trees;)
        });
        let models = (self.models && self.is_short(Place::Models)).then(|| {
            quote!(
                use super::models;
            )
        });
        quote!(#(#uses)* #models)
    }
}

/// `a`, or `{a, b}`.
fn group<T: quote::ToTokens>(trees: impl IntoIterator<Item = T>) -> TokenStream {
    let trees: Vec<T> = trees.into_iter().collect();
    match trees.as_slice() {
        [one] => quote!(#one),
        _ => quote!({ #(#trees),* }),
    }
}

/// What a bare name stands in within the standard library, if it is one of
/// the names that are known everywhere.
fn in_prelude(name: &str, derive: bool) -> Option<&'static str> {
    match name {
        // These two are macros in the prelude, and traits elsewhere.
        "Debug" if derive => Some("fmt"),
        "Hash" if derive => Some("hash"),
        "bool" | "char" | "str" | "f32" | "f64" | "i8" | "i16" | "i32" | "i64" | "i128"
        | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => Some("primitive"),
        _ => PRELUDE
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(home, _)| *home),
    }
}

/// Whether `module` is `home` in the standard library.
fn is_in_std(module: &[String], home: &str) -> bool {
    match module.split_first() {
        Some((root, inner)) => is_std(root) && home.split("::").eq(inner),
        None => false,
    }
}

fn is_std(root: &str) -> bool {
    matches!(root, "core" | "std")
}

/// Tokens as text for docs: every path by its bare name, on one line.
pub(crate) fn bare(tokens: TokenStream) -> String {
    let mut text = String::new();
    line(&rewrite(tokens, false, &mut |_| true), &mut text);
    text
}

/// The items of a chunk; none if it cannot be printed.
fn items(tokens: &TokenStream) -> Option<Vec<Item>> {
    syn::parse2::<syn::File>(tokens.clone())
        .ok()
        .map(|file| file.items)
}

fn rewrite_chunk(chunk: &Chunk, shorten: &mut dyn FnMut(Place) -> bool) -> Chunk {
    match chunk {
        Chunk::Item(tokens) => match items(tokens) {
            Some(items) => Chunk::Item(
                items
                    .iter()
                    .map(|item| match item {
                        Item::Use(_) => item.to_token_stream(),
                        _ => rewrite(item.to_token_stream(), false, shorten),
                    })
                    .collect(),
            ),
            None => chunk.clone(),
        },
        Chunk::Table(Table { head, rows }) => Chunk::Table(Table {
            head: head.clone(),
            rows: rows.iter().map(|row| rewrite_row(row, shorten)).collect(),
        }),
    }
}

fn rewrite_row(row: &Row, shorten: &mut dyn FnMut(Place) -> bool) -> Row {
    match row {
        Row::Line(tokens) => Row::Line(rewrite(tokens.clone(), false, shorten)),
        Row::Block { head, rows, tail } => Row::Block {
            head: rewrite(head.clone(), false, shorten),
            rows: rows.iter().map(|row| rewrite_row(row, shorten)).collect(),
            tail: tail.clone(),
        },
        Row::Flow {
            head,
            items,
            brackets,
        } => Row::Flow {
            head: head.clone(),
            items: items
                .iter()
                .map(|item| rewrite(item.clone(), false, shorten))
                .collect(),
            brackets: *brackets,
        },
    }
}

/// The tokens without what stands before the names for which `shorten` says
/// so. `derive`: these are the names of derive macros.
fn rewrite(
    tokens: TokenStream,
    derive: bool,
    shorten: &mut dyn FnMut(Place) -> bool,
) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut short = TokenStream::new();
    let mut rest = trees.as_slice();
    while let Some((tree, behind)) = rest.split_first() {
        let places = [
            absolute(rest, derive, variant),
            absolute(rest, derive, item),
            models(rest),
        ];
        let mut places = places.into_iter().flatten();
        if let Some(name) = places.find_map(|(place, name)| shorten(place).then_some(name)) {
            rest = name;
            continue;
        }
        short.extend([match tree {
            TokenTree::Group(group) => {
                let inner = group.stream();
                let derive = derive || is_derive(&inner);
                let mut new = Group::new(group.delimiter(), rewrite(inner, derive, shorten));
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            other => other.clone(),
        }]);
        rest = behind;
    }
    short
}

/// Whether an attribute's brackets hold `derive(..)`.
fn is_derive(tokens: &TokenStream) -> bool {
    let mut trees = tokens.clone().into_iter();
    let word = matches!(trees.next(), Some(TokenTree::Ident(word)) if word == "derive");
    let names = matches!(
        trees.next(),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
    );
    word && names && trees.next().is_none()
}

/// The absolute path that `trees` begin with, if it may become shorter, and
/// the tokens from its item's name on.
/// `item` says which segment that is.
fn absolute(
    trees: &[TokenTree],
    derive: bool,
    item: fn(&[String]) -> Option<usize>,
) -> Option<(Place, &[TokenTree])> {
    let mut segments = Vec::new();
    // Where each segment begins.
    let mut starts = Vec::new();
    let mut rest = trees;
    while let Some(([TokenTree::Ident(segment)], behind)) =
        separator(rest).and_then(|name| name.split_at_checked(1))
    {
        starts.push(separator(rest)?);
        segments.push(segment.to_string());
        rest = behind;
    }
    let item = item(&segments)?;
    let is_macro = item + 1 == segments.len()
        && matches!(rest.first(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
    let place = Place::Item {
        module: segments.get(..item)?.to_vec(),
        name: segments.get(item)?.clone(),
        derive,
    };
    (!is_macro).then_some((place, *starts.get(item)?))
}

/// Which segment of an absolute path names an item. Modules of the standard
/// library are in lower case, its functions stay where they are.
fn item(segments: &[String]) -> Option<usize> {
    let (root, inner) = segments.split_first()?;
    if RUNTIMES.contains(&root.as_str()) {
        return (inner.len() > 1 && inner.first()? == "codegen").then_some(2);
    }
    if !is_std(root) {
        return None;
    }
    let is_type = |name: &String| name.starts_with(|c: char| c.is_ascii_uppercase());
    match inner {
        [module, _, ..] if module == "primitive" => Some(2),
        _ => Some(1 + inner.iter().position(is_type)?),
    }
}

/// Which segment names a variant of the prelude: `::core::option::Option::Some`.
fn variant(segments: &[String]) -> Option<usize> {
    let (name, enumeration) = segments.split_last()?;
    let home = in_prelude(name, false)?;
    is_in_std(enumeration, home).then_some(enumeration.len())
}

/// What follows `super::`, if that is `models::` and `trees` begin with it.
fn models(trees: &[TokenTree]) -> Option<(Place, &[TokenTree])> {
    let (TokenTree::Ident(first), rest) = trees.split_first()? else {
        return None;
    };
    let name = separator(rest)?;
    let (TokenTree::Ident(second), rest) = name.split_first()? else {
        return None;
    };
    let is_models = first == "super" && second == "models" && separator(rest).is_some();
    is_models.then_some((Place::Models, name))
}

/// What follows the `::` that `trees` begin with.
fn separator(trees: &[TokenTree]) -> Option<&[TokenTree]> {
    match trees {
        [TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..]
            if first.as_char() == ':'
                && first.spacing() == Spacing::Joint
                && second.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;

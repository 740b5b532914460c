//! Documents of others: nothing panics, whatever they write, and what comes
//! out holds together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specwright_ir::{Api, Extra, Presence, TypeArena, TypeId, TypeKind, TypeRef};
use specwright_lower::program::Direction;
use specwright_lower::schema::{Context, Lowering, Roots};
use specwright_lower::{Options, lower};
use specwright_source::Sources;
use specwright_spec::model::Document;

use crate::show;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|e| e == "json" || e == "yaml" || e == "yml")
        {
            found.push(path);
        }
    }
}

#[test]
fn published_documents_become_types_that_hold_together() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let mut paths = Vec::new();
    files(&corpus, &mut paths);
    if paths.is_empty() {
        println!("skipped: no documents in {}", corpus.display());
        return;
    }
    paths.sort();
    let (mut read, mut types, mut schemas) = (0, 0, 0);
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let Some(document) = document_of(&text) else {
            continue;
        };
        let options = Options::default();
        if let (Some(api), _) = lower(&document, &options) {
            read += 1;
            types += api.types.len();
            let troubles = troubles(&api);
            assert!(troubles.is_empty(), "{}: {troubles:?}", path.display());
        }
        // Every schema, also those that no operation and no component reaches.
        let mut lowering = Lowering::new(&document, &options, &[]);
        let mut roots = Roots::default();
        for (id, _) in document.schemas.iter() {
            let typed = lowering.type_of(
                id,
                Direction::Any,
                &Context::named(&format!("Schema{}", id.0)),
            );
            roots.request.push(typed.into_ref());
            schemas += 1;
        }
        let finished = lowering.finish(&roots);
        assert!(finished.types.len() >= document.components.schemas.len());
    }
    println!("{read} documents, {types} types, {schemas} schemas");
    assert!(read > 0);
}

fn document_of(text: &str) -> Option<Document> {
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", text);
    let (root, _) = specwright_source::read(&sources, file);
    specwright_spec::read(&root?).0
}

/// What would not compile, or has no meaning.
fn troubles(api: &Api) -> Vec<String> {
    let mut out = Vec::new();
    let mut idents = BTreeSet::new();
    let printed: BTreeSet<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for (id, def) in api.types.iter() {
        let name = def.ident.as_str();
        if !idents.insert(name) {
            out.push(format!("two types are called {name}"));
        }
        let mut refs = Vec::new();
        match &def.kind {
            TypeKind::Alias(inner) => refs.push(inner),
            TypeKind::Newtype { inner, .. } => refs.push(inner),
            TypeKind::Own(_) => {}
            TypeKind::Enum(variants) => {
                let mut seen = BTreeSet::from(["Unknown"]);
                if variants.is_empty() {
                    out.push(format!("{name} has no value"));
                }
                for variant in variants {
                    if !seen.insert(variant.ident.as_str()) {
                        out.push(format!("{name} has two variants {}", variant.ident));
                    }
                }
            }
            TypeKind::Union(union) => {
                let mut seen = BTreeSet::from(["Unknown"]);
                if union.variants.len() < 2 {
                    out.push(format!("{name} is a union of one"));
                }
                for variant in &union.variants {
                    refs.push(&variant.ty);
                    if !seen.insert(variant.ident.as_str()) {
                        out.push(format!("{name} has two variants {}", variant.ident));
                    }
                }
            }
            TypeKind::Struct(structure) => {
                let mut seen = BTreeSet::new();
                for field in &structure.fields {
                    refs.push(&field.ty);
                    if !seen.insert(field.ident.as_str()) {
                        out.push(format!("{name} has two fields {}", field.ident));
                    }
                    if matches!(field.ty, TypeRef::Any) && field.presence == Presence::Optional {
                        out.push(format!("{name}.{}: any, and null is refused", field.ident));
                    }
                }
                for map in &structure.matching {
                    refs.push(&map.ty);
                    if !seen.insert(map.ident.as_str()) {
                        out.push(format!("{name} has two fields {}", map.ident));
                    }
                }
                if let Extra::Keep { ident, ty, .. } = &structure.extra {
                    refs.push(ty);
                    if !seen.insert(ident.as_str()) {
                        out.push(format!("{name} has two fields {ident}"));
                    }
                }
            }
        }
        for ty in refs {
            out.extend(dangling(api, &printed, name, ty));
        }
        let mut path = Vec::new();
        if contains(&api.types, id, id, &mut path) {
            out.push(format!("{name} is infinitely large"));
        }
    }
    out
}

fn dangling(api: &Api, printed: &BTreeSet<TypeId>, name: &str, ty: &TypeRef) -> Option<String> {
    match ty {
        TypeRef::Named(id) if !printed.contains(id) => {
            Some(format!("{name} has a type that is not printed"))
        }
        TypeRef::Nullable(inner) if matches!(**inner, TypeRef::Any | TypeRef::Nullable(_)) => {
            Some(format!("{name}: {}", show::reference(&api.types, ty)))
        }
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => dangling(api, printed, name, inner),
        TypeRef::Tuple(items) => items
            .iter()
            .find_map(|item| dangling(api, printed, name, item)),
        _ => None,
    }
}

/// Whether `at` holds `target` without indirection; an alias does by any way.
fn contains(types: &TypeArena, target: TypeId, at: TypeId, path: &mut Vec<TypeId>) -> bool {
    if path.contains(&at) {
        return false;
    }
    path.push(at);
    let def = types.get(at);
    let alias = matches!(def.kind, TypeKind::Alias(_));
    let refs: Vec<&TypeRef> = match &def.kind {
        TypeKind::Alias(inner) | TypeKind::Newtype { inner, .. } => vec![inner],
        TypeKind::Enum(_) | TypeKind::Own(_) => Vec::new(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Struct(structure) => structure.fields.iter().map(|field| &field.ty).collect(),
    };
    let mut ahead = refs;
    while let Some(ty) = ahead.pop() {
        match ty {
            TypeRef::Nullable(inner) => ahead.push(inner),
            TypeRef::Tuple(items) => ahead.extend(items),
            TypeRef::List(inner) | TypeRef::Map(inner) if alias => ahead.push(inner),
            TypeRef::Named(id) if *id == target || contains(types, target, *id, path) => {
                return true;
            }
            _ => {}
        }
    }
    false
}

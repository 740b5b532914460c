//! Fields of any JSON: how many there are, and why. What a document itself
//! leaves open is not the generator's doing; what no type expresses is, and a
//! program checks it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use specwright_build::{Options, Source, analyse};
use specwright_ir::{Api, Extra, Facets, TypeKind, TypeRef};

use crate::{
    documents::{Document, corpus, documents, each},
    generate::{Census, against_census},
};

/// The document says so: every value is accepted.
const SAID: &str = "said";
/// No type expresses the schema, which a program checks.
const CHECKED: &str = "checked";

/// The places of an API that hold any JSON, by reason.
struct Places<'a> {
    api: &'a Api,
    found: BTreeMap<&'static str, usize>,
}

impl Places<'_> {
    /// Of a document; none if it is declined.
    fn of(document: &Document) -> BTreeMap<&'static str, usize> {
        let source = Source::read(&document.path, &document.name).expect("it can be read");
        let (Some(api), _) = analyse(source, &Options::default()) else {
            return BTreeMap::new();
        };
        let mut places = Places {
            api: &api,
            found: BTreeMap::new(),
        };
        places.types();
        places.operations();
        places.found
    }

    fn types(&mut self) {
        for (_, def) in self.api.types.iter() {
            match &def.kind {
                // Aliases count where they are used.
                TypeKind::Alias(_) | TypeKind::Enum(_) | TypeKind::Own(_) => {}
                TypeKind::Newtype { inner, facets } => self.place(inner, Some(facets), false),
                TypeKind::Union(union) => {
                    for branch in &union.variants {
                        self.place(&branch.ty, Some(&branch.facets), false);
                    }
                }
                TypeKind::Struct(structure) => {
                    for field in &structure.fields {
                        self.place(&field.ty, Some(&field.facets), false);
                    }
                    for map in &structure.matching {
                        self.place(&map.ty, Some(&map.facets), structure.check.is_some());
                    }
                    // The program of a struct is about the members it does not name.
                    if let Extra::Keep { ty, facets, .. } = &structure.extra {
                        self.place(ty, Some(facets), structure.check.is_some());
                    }
                }
            }
        }
    }

    fn operations(&mut self) {
        for operation in &self.api.operations {
            for param in &operation.params {
                self.place(&param.ty, Some(&param.facets), false);
            }
            if let Some(body) = &operation.body {
                self.place(&body.ty, Some(&body.facets), false);
            }
            for response in &operation.responses {
                for header in &response.headers {
                    self.place(&header.ty, Some(&header.facets), false);
                }
                if let Some(body) = &response.body {
                    self.place(&body.ty, Some(&body.facets), false);
                }
            }
        }
    }

    /// A type and its facets; `checked` where a value around it is.
    fn place(&mut self, ty: &TypeRef, facets: Option<&Facets>, checked: bool) {
        let checked = checked || facets.is_some_and(|facets| facets.check.is_some());
        match ty {
            TypeRef::Any => {
                let reason = if checked { CHECKED } else { SAID };
                *self.found.entry(reason).or_default() += 1;
            }
            TypeRef::List(inner) | TypeRef::Map(inner) => {
                let items = facets.and_then(|facets| facets.items.as_deref());
                self.place(inner, items, checked);
            }
            TypeRef::Tuple(items) => {
                for (index, item) in items.iter().enumerate() {
                    let position = facets.and_then(|facets| facets.positions.get(index));
                    self.place(item, position, checked);
                }
            }
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => self.place(inner, facets, checked),
            TypeRef::Named(_) => {
                // What an alias is of; aliases of themselves were opened.
                let mut seen = BTreeSet::new();
                let mut target = ty;
                while let TypeRef::Named(id) = target
                    && let TypeKind::Alias(inner) = &self.api.types.get(*id).kind
                    && seen.insert(id.0)
                {
                    target = inner;
                }
                if !matches!(target, TypeRef::Named(_)) {
                    self.place(target, facets, checked);
                }
            }
            TypeRef::Object | TypeRef::Null | TypeRef::Scalar(_) => {}
        }
    }
}

#[test]
fn fields_of_any_json_get_fewer() {
    let Some(corpus) = corpus() else { return };
    let mut census = Census::new();
    for found in each(&documents(&corpus), Places::of) {
        for (reason, count) in found.expect("no panic") {
            let (places, documents) = census.entry(reason.to_owned()).or_default();
            *places += count;
            *documents += 1;
        }
    }
    let troubles = against_census(Path::new("any.tsv"), ["reason", "places"], &census);
    assert!(troubles.is_empty(), "\n{troubles}");
}

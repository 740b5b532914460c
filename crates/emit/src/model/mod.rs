//! `models.rs`: types as plain items, each followed by the table that gives
//! it its codec.

mod checks;
mod enumeration;
mod features;
mod object;
mod union;

pub(crate) use object::typed_default;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{
    Api, Derives, Facets, JsonKind, OwnType, Test, Twin, TypeDef, TypeId, TypeKind, TypeRef, Via,
};

use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs_above, facets_suffix, ident, rust_path},
};

/// The chunks of `models.rs`.
#[must_use]
pub fn models(api: &Api) -> Vec<Chunk> {
    let scope = Scope::models(api);
    let mut chunks = features::required(api);
    for (id, def) in api.types.iter() {
        chunks.extend(chunks_of(&scope, id, def));
    }
    chunks.extend(checks::chunk(&api.checks));
    chunks
}

fn chunks_of(scope: &Scope<'_>, id: TypeId, def: &TypeDef) -> Vec<Chunk> {
    match &def.kind {
        TypeKind::Struct(body) => object::chunks(scope, def, body),
        TypeKind::Enum(variants) => enumeration::chunks(scope, def, variants),
        TypeKind::Union(body) => union::chunks(scope, id, def, body),
        TypeKind::Alias(target) => {
            let (docs, name, target) = (
                head_docs(scope, def),
                ident(def.ident.as_str()),
                scope.ty(target),
            );
            vec![Chunk::Item(quote!(#docs pub type #name = #target;))]
        }
        TypeKind::Newtype { inner, facets } => newtype(scope, def, inner, facets),
        TypeKind::Own(own) => {
            let (docs, name, target) = (
                head_docs(scope, def),
                ident(def.ident.as_str()),
                own_type(own),
            );
            vec![Chunk::Item(quote!(#docs pub type #name = #target;))]
        }
    }
}

/// A type of the user's, in what gives it a codec.
fn own_type(own: &OwnType) -> TokenStream {
    let path = rust_path(&own.path);
    match own.via {
        Via::Display => quote!(::specwright::codegen::ByDisplay<#path>),
        Via::Serde => quote!(::specwright::codegen::BySerde<#path>),
        Via::Codec => path,
    }
}

/// A tuple struct and its table.
fn newtype(scope: &Scope<'_>, def: &TypeDef, inner: &TypeRef, facets: &Facets) -> Vec<Chunk> {
    let (head, name) = (head(scope, def, def.derives), ident(def.ident.as_str()));
    let ty = scope.ty(inner);
    let facets = facets_suffix(scope, facets);
    let nullable = accepts_null(scope.api(), inner).then(|| quote!(nullable true));
    vec![
        Chunk::Item(quote! {
            #head
            pub struct #name(
                /// The value.
                pub #ty,
            );
        }),
        Chunk::Table(Table {
            head: quote!(::specwright::codegen::newtype!),
            rows: vec![Row::Line(quote!(#name(#ty) #facets #nullable))],
        }),
    ]
}

/// The doc comment of a type: what the document says, or where it is.
fn head_docs(scope: &Scope<'_>, def: &TypeDef) -> TokenStream {
    let name = |id: TypeId| code_span(scope.api().types.get(id).ident.as_str());
    let twin = match def.twin {
        Some(Twin::Request(id)) => format!("In requests it is {}.", name(id)),
        Some(Twin::Response(id)) => format!("In responses it is {}.", name(id)),
        None => String::new(),
    };
    let place = code_span(&format!("#{}", def.origin));
    docs_above(&def.docs, &format!("The schema at {place}."), &twin)
}

/// The doc comment and derives of a type.
fn head(scope: &Scope<'_>, def: &TypeDef, derives: Derives) -> TokenStream {
    let docs = head_docs(scope, def);
    let wanted = [
        ("Debug", true),
        ("Clone", true),
        ("Copy", derives.copy),
        ("PartialEq", true),
        ("Eq", derives.eq),
        ("Hash", derives.hash),
        ("Default", derives.default),
    ];
    let wanted = wanted.into_iter().filter(|(_, wanted)| *wanted);
    let wanted: Vec<&str> = wanted.map(|(name, _)| name).collect();
    // What is derived anyway may be asked for.
    let more = def.more_derives.iter().filter(|path| {
        let name = path.segments().last();
        !name.is_some_and(|name| wanted.contains(&name.as_ref()))
    });
    let names = wanted.iter().map(|name| scope.prelude(name));
    let names = names.chain(more.map(rust_path));
    quote!(#docs #[derive(#(#names),*)])
}

/// Whether `null` is a value of a type.
fn accepts_null(api: &Api, ty: &TypeRef) -> bool {
    fn walk(api: &Api, ty: &TypeRef, seen: &mut BTreeSet<TypeId>) -> bool {
        match ty {
            TypeRef::Nullable(_) | TypeRef::Any | TypeRef::Null => true,
            TypeRef::Boxed(inner) => walk(api, inner, seen),
            TypeRef::Named(id) if seen.insert(*id) => match &api.types.get(*id).kind {
                TypeKind::Alias(inner) | TypeKind::Newtype { inner, .. } => walk(api, inner, seen),
                TypeKind::Union(union) => {
                    union.variants.iter().any(|variant| match &variant.test {
                        Test::Kind(kinds) => kinds.contains(&JsonKind::Null),
                        _ => walk(api, &variant.ty, seen),
                    })
                }
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Own(_) => false,
            },
            _ => false,
        }
    }
    walk(api, ty, &mut BTreeSet::new())
}

/// The type that aliases stand for.
pub(crate) fn resolve<'t>(api: &'t Api, mut ty: &'t TypeRef) -> &'t TypeRef {
    // An alias never reaches itself, so this ends; the count is a fence.
    for _ in 0..=api.types.len() {
        match ty {
            TypeRef::Named(id) => match &api.types.get(*id).kind {
                TypeKind::Alias(inner) => ty = inner,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

/// A type without aliases, at any depth.
fn opened(api: &Api, ty: &TypeRef) -> TypeRef {
    let inner = |ty: &TypeRef| Box::new(opened(api, ty));
    match resolve(api, ty) {
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Map(value) => TypeRef::Map(inner(value)),
        TypeRef::Nullable(value) => TypeRef::Nullable(inner(value)),
        TypeRef::Boxed(value) => TypeRef::Boxed(inner(value)),
        TypeRef::Tuple(items) => {
            TypeRef::Tuple(items.iter().map(|item| opened(api, item)).collect())
        }
        other => other.clone(),
    }
}

/// The variant that holds values the document does not know: `Unknown`, or
/// with a suffix where the document has a variant of that name.
fn unknown_variant<'v>(variants: impl Iterator<Item = &'v str>) -> proc_macro2::Ident {
    let taken: BTreeSet<&str> = variants.collect();
    let mut name = "Unknown".to_owned();
    while taken.contains(name.as_str()) {
        name.push_str("Value");
    }
    ident(&name)
}

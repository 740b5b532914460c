//! Unions.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{
    Derives, Facets, JsonKind, Others, Scalar, Test, TypeDef, TypeId, TypeRef, Union, UnionRule,
    UnionVariant,
};

use super::{accepts_null, head, opened, resolve, unknown_variant};
use crate::{
    imports,
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_of, facets_suffix, ident},
};

/// A union and its table.
pub(super) fn chunks(scope: &Scope<'_>, id: TypeId, def: &TypeDef, body: &Union) -> Vec<Chunk> {
    let name = ident(def.ident.as_str());
    let unknown = body
        .is_open()
        .then(|| unknown_variant(body.variants.iter().map(|variant| variant.ident.as_str())));
    let derives = Derives {
        copy: def.derives.copy && unknown.is_none(),
        default: false,
        ..def.derives
    };
    let head = head(scope, def, derives);
    let items = body.variants.iter().map(|variant| {
        let ty = scope.ty(&variant.ty);
        let docs = docs_of(
            &variant.docs,
            &format!("{}.", code_span(&imports::bare(ty.clone()))),
        );
        let ty = match others(variant) {
            None => ty,
            Some(_) => quote!(::specwright::codegen::Extended<#ty>),
        };
        let name = ident(variant.ident.as_str());
        quote!(#docs #name(#ty),)
    });
    let open = unknown.as_ref().map(|unknown| {
        let docs = docs("A branch that the document does not know, kept by the client.");
        quote!(#docs #unknown(::specwright::codegen::Unknown),)
    });
    let non_exhaustive = unknown.as_ref().map(|_| quote!(#[non_exhaustive]));
    vec![
        Chunk::Item(quote! {
            #head
            #non_exhaustive
            pub enum #name {
                #(#items)*
                #open
            }
        }),
        Chunk::Table(table(scope, id, def, body)),
    ]
}

fn table(scope: &Scope<'_>, id: TypeId, def: &TypeDef, body: &Union) -> Table {
    let name = ident(def.ident.as_str());
    let rule = ident(match body.rule {
        UnionRule::OneOf => "OneOf",
        UnionRule::AnyOf => "AnyOf",
    });
    let mut rows = vec![Row::Block {
        head: quote!(#name: #rule),
        rows: body
            .variants
            .iter()
            .map(|variant| Row::Line(row(scope, variant)))
            .collect(),
        tail: TokenStream::new(),
    }];
    if let Some(tag) = &body.tag {
        let (tag, tags) = (&tag.0, tags(body));
        let names = body.variants.iter().map(|variant| variant.ident.as_str());
        rows.push(Row::Line(if body.is_open() {
            let unknown = unknown_variant(names);
            quote!(tag #tag [#(#tags),*] #unknown)
        } else {
            quote!(by #tag)
        }));
    }
    let from = conversions(scope, id, body);
    if !from.is_empty() {
        rows.push(Row::Flow {
            head: quote!(from),
            items: from,
            brackets: ('{', '}'),
        });
    }
    let views = views(scope, body);
    if !views.is_empty() {
        rows.push(Row::Flow {
            head: quote!(views),
            items: views,
            brackets: ('{', '}'),
        });
    }
    if accepts_null(scope.api(), &TypeRef::Named(id)) {
        rows.push(Row::Line(quote!(nullable true)));
    }
    if body.check.is_some() {
        let whole = Facets {
            check: body.check,
            ..Facets::default()
        };
        let whole = facets_suffix(scope, &whole);
        rows.push(Row::Line(quote!(whole #whole)));
    }
    Table {
        head: quote!(::specwright::codegen::union!),
        rows,
    }
}

/// The members that are kept beside a variant's payload.
fn others(variant: &UnionVariant) -> Option<&Others> {
    variant.overlap.as_ref()?.others.as_ref()
}

/// `as_cat = Cat(Cat)`, for the branches that may accept a value of another.
fn views(scope: &Scope<'_>, body: &Union) -> Vec<TokenStream> {
    let views = body.variants.iter().filter_map(|variant| {
        let view = ident(variant.overlap.as_ref()?.view.as_str());
        let name = ident(variant.ident.as_str());
        let ty = scope.ty(&unboxed(scope, &variant.ty));
        Some(quote!(#view = #name(#ty)))
    });
    views.collect()
}

/// `Cat(Cat) = Tag["pet_type": "cat"],`
fn row(scope: &Scope<'_>, variant: &UnionVariant) -> TokenStream {
    let (name, ty) = (ident(variant.ident.as_str()), scope.ty(&variant.ty));
    let facets = facets_suffix(scope, &variant.facets);
    let test = match &variant.test {
        Test::Kind(kinds) => {
            let kinds = kinds.iter().map(|kind| ident(kind_name(*kind)));
            quote!(Kind[#(#kinds),*])
        }
        Test::Tag { property, values } => {
            let property = &property.0;
            quote!(Tag[#property: #(#values),*])
        }
        Test::Otherwise { property, others } => {
            let property = &property.0;
            quote!(Otherwise[#property: #(#others),*])
        }
        Test::Has(member) => {
            let member = &member.0;
            quote!(Has[#member])
        }
        Test::Try => quote!(Try),
    };
    let others = others(variant).map(|others| match others {
        Others::Only(names) => quote!(+ Only[#(#names),*]),
        Others::Except(names) => quote!(+ Except[#(#names),*]),
    });
    quote!(#name(#ty) = #test #facets #others,)
}

fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "Null",
        JsonKind::Boolean => "Boolean",
        JsonKind::Integer => "Integer",
        JsonKind::Number => "Number",
        JsonKind::String => "String",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}

/// All values of the tag, in order.
fn tags(body: &Union) -> Vec<&str> {
    body.variants
        .iter()
        .filter_map(|variant| match &variant.test {
            Test::Tag { values, .. } => Some(values),
            _ => None,
        })
        .flatten()
        .map(String::as_str)
        .collect()
}

/// A type without boxes around it.
fn unboxed(scope: &Scope<'_>, ty: &TypeRef) -> TypeRef {
    let mut ty = ty.clone();
    loop {
        ty = match resolve(scope.api(), &ty) {
            TypeRef::Boxed(inner) => (**inner).clone(),
            other => break other.clone(),
        };
    }
}

/// `From` for the payloads that only one variant has.
fn conversions(scope: &Scope<'_>, id: TypeId, body: &Union) -> Vec<TokenStream> {
    let payload = |variant: &UnionVariant| unboxed(scope, &variant.ty);
    // Aliases are other words for one type, at any depth.
    let text = |ty: &TypeRef| scope.ty(&opened(scope.api(), ty)).to_string();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for variant in &body.variants {
        *counts.entry(text(&payload(variant))).or_default() += 1;
    }
    let mut rows = Vec::new();
    for variant in &body.variants {
        let inner = payload(variant);
        let ty = scope.ty(&inner);
        let alone = counts.get(&text(&inner)) == Some(&1);
        if !alone || inner == TypeRef::Named(id) || inner == TypeRef::Null {
            continue;
        }
        let name = ident(variant.ident.as_str());
        rows.push(quote!(#name(#ty)));
        if inner == TypeRef::Scalar(Scalar::String) {
            let str = scope.prelude("str");
            rows.push(quote!(#name(&#str)));
        }
    }
    rows
}

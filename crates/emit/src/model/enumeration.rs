//! Enums of scalars.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Derives, EnumVariant, Literal, TypeDef};

use super::{head, unknown_variant};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_of, ident},
};

/// An enum and its table.
pub(super) fn chunks(scope: &Scope<'_>, def: &TypeDef, variants: &[EnumVariant]) -> Vec<Chunk> {
    let name = ident(def.ident.as_str());
    let unknown = unknown_variant(variants.iter().map(|variant| variant.ident.as_str()));
    // Unknown values are kept on the heap, and none is the default.
    let derives = Derives {
        copy: false,
        default: false,
        ..def.derives
    };
    let head = head(scope, def, derives);
    let items = variants.iter().map(|variant| {
        let value = match &variant.value {
            Literal::String(text) => format!("{text:?}"),
            other => text_of(other),
        };
        let docs = docs_of(&variant.docs, &format!("{}.", code_span(&value)));
        let name = ident(variant.ident.as_str());
        quote!(#docs #name,)
    });
    let unknown_docs = docs("A value that the document does not know, kept by the client.");
    let only_strings = variants
        .iter()
        .all(|variant| matches!(variant.value, Literal::String(_)));
    let mut rows: Vec<Row> = variants
        .iter()
        .map(|variant| Row::Line(row(scope, variant, only_strings)))
        .collect();
    rows.push(Row::Line(quote!(..#unknown,)));
    let macro_name = ident(if only_strings {
        "string_enum"
    } else {
        "scalar_enum"
    });
    vec![
        Chunk::Item(quote! {
            #head
            #[non_exhaustive]
            pub enum #name {
                #(#items)*
                #unknown_docs
                #unknown(::specwright::codegen::Unknown),
            }
        }),
        Chunk::Table(Table {
            head: quote!(::specwright::codegen::#macro_name!),
            rows: vec![Row::Block {
                head: quote!(#name),
                rows,
                tail: TokenStream::new(),
            }],
        }),
    ]
}

/// `Red = "red",` or `One = Integer(1),`.
fn row(scope: &Scope<'_>, variant: &EnumVariant, only_strings: bool) -> TokenStream {
    let name = ident(variant.ident.as_str());
    let value = scope.literal(&variant.value);
    if only_strings {
        return quote!(#name = #value,);
    }
    let kind = ident(match variant.value {
        Literal::String(_) | Literal::Null | Literal::Variant(..) => "String",
        Literal::Integer(_) => "Integer",
        Literal::Number(_) => "Number",
        Literal::Bool(_) => "Boolean",
    });
    quote!(#name = #kind(#value),)
}

fn text_of(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(text) => text.clone(),
        Literal::Variant(_, variant) => variant.to_string(),
    }
}

//! A request struct: its definition and the table that reads it.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Body, BodyCodec, Literal, Operation, Param, ParamWire, PathStyle, QueryStyle};

use super::{
    Tag,
    group::{link, request_ident},
    has_request, own_docs,
};
use crate::{
    model::typed_default,
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_of, facets_suffix, ident},
};

/// The struct and its table, if the operation is given a request.
pub(super) fn request(scope: &Scope<'_>, tag: &Tag<'_>, operation: &Operation) -> Vec<Chunk> {
    if !has_request(operation) {
        return Vec::new();
    }
    let mut chunks = vec![Chunk::Item(definition(scope, tag, operation))];
    chunks.extend(defaults(scope, operation).map(Chunk::Item));
    chunks.push(Chunk::Table(table(scope, operation)));
    chunks
}

fn definition(scope: &Scope<'_>, tag: &Tag<'_>, operation: &Operation) -> TokenStream {
    let name = request_ident(operation);
    let head = own_docs(&format!("What {} is called with.", link(tag, operation)));
    let (debug, clone, eq) = (
        scope.prelude("Debug"),
        scope.prelude("Clone"),
        scope.prelude("PartialEq"),
    );
    let params = operation.params.iter().map(|param| {
        let field = ident(param.ident.as_str());
        let text = docs_of(&param.docs, &fallback(param));
        let ty = optional(scope, scope.ty(&param.ty), param.required);
        quote!(#text pub #field: #ty,)
    });
    let body = operation.body.as_ref().map(|body| {
        let field = ident(body.ident.as_str());
        let text = docs_of(&body.docs, "The body.");
        let ty = optional(scope, body_type(scope, body), body.required);
        quote!(#text pub #field: #ty,)
    });
    quote! {
        #head
        #[derive(#debug, #clone, #eq)]
        pub struct #name {
            #(#params)*
            #body
        }
    }
}

fn fallback(param: &Param) -> String {
    let place = match param.place {
        ParamWire::Path { .. } => "path parameter",
        ParamWire::Query { .. } => "query parameter",
        ParamWire::Header { .. } => "header",
        ParamWire::Cookie { .. } => "cookie",
    };
    format!("The {place} {}.", code_span(&param.wire.0))
}

fn optional(scope: &Scope<'_>, ty: TokenStream, required: bool) -> TokenStream {
    if required {
        return ty;
    }
    let option = scope.prelude("Option");
    quote!(#option<#ty>)
}

fn body_type(scope: &Scope<'_>, body: &Body) -> TokenStream {
    match body.codec {
        BodyCodec::Json => scope.ty(&body.ty),
        BodyCodec::Raw => quote!(::specwright_axum::codegen::Bytes),
    }
}

/// `x_or_default()` for each parameter with a default.
fn defaults(scope: &Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = request_ident(operation);
    let methods: Vec<_> = operation
        .params
        .iter()
        .filter(|param| !param.required)
        .filter_map(|param| default(scope, param, param.default.as_ref()?))
        .collect();
    (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}

/// Strings are borrowed; enums are cloned, numbers and booleans copied.
fn default(scope: &Scope<'_>, param: &Param, literal: &Literal) -> Option<TokenStream> {
    let (ty, value) = typed_default(scope, &param.ty, literal)?;
    let field = ident(param.ident.as_str());
    let method = ident(&param.ident.joined("_or_default"));
    let head = docs(&format!(
        "`{field}`, or what the document says it is without."
    ));
    let read = match literal {
        Literal::String(_) => quote!(as_deref()),
        Literal::Variant(..) => quote!(clone()),
        _ => {
            return Some(quote! {
                #head
                #[must_use]
                pub fn #method(&self) -> #ty {
                    self.#field.unwrap_or(#value)
                }
            });
        }
    };
    Some(quote! {
        #head
        #[must_use]
        pub fn #method(&self) -> #ty {
            self.#field.#read.unwrap_or(#value)
        }
    })
}

fn table(scope: &Scope<'_>, operation: &Operation) -> Table {
    let name = request_ident(operation);
    let mut rows: Vec<Row> = operation
        .params
        .iter()
        .map(|param| row(scope, param))
        .collect();
    rows.extend(operation.body.as_ref().map(|body| body_row(scope, body)));
    Table {
        head: quote!(::specwright_axum::codegen::request!),
        rows: vec![Row::Block {
            head: quote!(#name),
            rows,
            tail: TokenStream::new(),
        }],
    }
}

fn row(scope: &Scope<'_>, param: &Param) -> Row {
    let field = ident(param.ident.as_str());
    let wire = &param.wire.0;
    let form = match param.place {
        ParamWire::Path { style, explode } => {
            let style = match style {
                PathStyle::Simple => None,
                PathStyle::Label => Some(quote!(.label())),
                PathStyle::Matrix => Some(quote!(.matrix())),
            };
            let explode = (explode && style.is_some()).then(|| quote!(.explode()));
            quote!(path(#wire) #style #explode)
        }
        ParamWire::Query {
            style,
            allow_reserved,
        } => {
            let style = match style {
                QueryStyle::Form { explode: true } => None,
                QueryStyle::Form { explode: false } => Some(quote!(.comma())),
                QueryStyle::SpaceDelimited => Some(quote!(.space())),
                QueryStyle::PipeDelimited => Some(quote!(.pipe())),
            };
            let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            quote!(query(#wire) #style #reserved)
        }
        ParamWire::Header { .. } => quote!(header(#wire)),
        ParamWire::Cookie { explode } => {
            let explode = explode.then(|| quote!(.explode()));
            quote!(cookie(#wire) #explode)
        }
    };
    let facets = facets_suffix(scope, &param.facets);
    Row::Line(quote!(#field: #form #facets,))
}

fn body_row(scope: &Scope<'_>, body: &Body) -> Row {
    let field = ident(body.ident.as_str());
    let reader = match (body.codec, body.required) {
        (BodyCodec::Json, true) => quote!(json()),
        (BodyCodec::Json, false) => quote!(json_optional()),
        (BodyCodec::Raw, true) => quote!(raw()),
        (BodyCodec::Raw, false) => quote!(raw_optional()),
    };
    let facets = match body.codec {
        BodyCodec::Json => facets_suffix(scope, &body.facets),
        BodyCodec::Raw => TokenStream::new(),
    };
    Row::Line(quote!(#field: #reader #facets,))
}

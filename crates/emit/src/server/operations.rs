//! The table of a tag's operations.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use specwright_ir::{Api, DeclaredError, Fill, Operation, Security, StatusSpec, TypeKind, TypeRef};

use super::{Principal, Tag, group::request_ident, has_request, principal, router::rows_ident};
use crate::{
    model::resolve,
    print::{Chunk, Row, Table},
    tokens::{Scope, ident},
};

/// The status that most operations reject a request with; the others' rows
/// say it.
pub(super) fn rejection(api: &Api) -> u16 {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for operation in &api.operations {
        *counts.entry(operation.rejection_status).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(422, |(status, _)| status)
}

/// The table of `tag`.
pub(super) fn operations(scope: &Scope<'_>, tag: &Tag<'_>) -> Chunk {
    let (rows, name) = (rows_ident(tag), ident(tag.group.ident.as_str()));
    let principal = tag.is_guarded().then(|| quote!(, S::Principal));
    let operations = tag.operations.iter();
    Chunk::Table(Table {
        head: quote!(::specwright_axum::codegen::operations!),
        rows: vec![Row::Block {
            head: quote!(#rows(#name #principal)),
            rows: operations
                .map(|(operation, shared)| row(scope, operation, *shared))
                .collect(),
            tail: TokenStream::new(),
        }],
    })
}

fn row(scope: &Scope<'_>, operation: &Operation, shared: bool) -> Row {
    let name = ident(operation.ident.as_str());
    let who = match principal(operation) {
        Principal::None => None,
        Principal::Required => Some(ident("principal")),
        Principal::Optional => Some(ident("optional_principal")),
    };
    let request = has_request(operation).then(|| request_ident(operation));
    let arguments = who.into_iter().chain(request);
    Row::Block {
        head: quote!(#name(#(#arguments),*)),
        rows: fields(scope, operation, shared)
            .into_iter()
            .map(Row::Line)
            .collect(),
        tail: TokenStream::new(),
    }
}

fn fields(scope: &Scope<'_>, operation: &Operation, shared: bool) -> Vec<TokenStream> {
    let rejection = rejection(scope.api());
    let (id, method, path) = (&operation.id, &operation.method.0, &operation.path);
    let mut fields = vec![
        quote!(id: #id,),
        quote!(method: #method,),
        quote!(path: #path,),
    ];
    let values = values(scope, operation);
    if !values.is_empty() {
        fields.push(quote!(values: &[#(#values),*],));
    }
    if operation.rejection_status != rejection {
        let (some, status) = (
            scope.prelude("Some"),
            Literal::u16_unsuffixed(operation.rejection_status),
        );
        fields.push(quote!(rejection: #some(#status),));
    }
    if let (Security::Alternatives(alternatives), true) =
        (&operation.security, principal(operation) != Principal::None)
    {
        let alternatives = alternatives.iter().map(|alternative| {
            let schemes = alternative.0.iter().map(|(index, scopes)| {
                let index = Literal::u32_unsuffixed(index.0);
                quote!((#index, &[#(#scopes),*]))
            });
            quote!(&[#(#schemes),*])
        });
        fields.push(quote!(security: &[#(#alternatives),*],));
    }
    if let Some(body) = &operation.body {
        let accepts = &body.accepts;
        fields.push(quote!(body: RequestBody::of(&[#(#accepts),*]),));
    }
    if !operation.declared_errors.is_empty() {
        let declared = operation.declared_errors.iter().map(declared);
        fields.push(quote!(declared: &[#(#declared),*],));
    }
    if shared {
        fields.push(quote!(shared: true,));
    }
    fields
}

/// The values of path parameters, where some have the text in them that stands
/// between the parameter and the one before it.
fn values(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let values = operation.params.iter().filter_map(|param| {
        let wire = &param.wire.0;
        let (before, _) = operation.path.split_once(&format!("{{{wire}}}"))?;
        let (_, segment) = before.rsplit_once('/')?;
        let (_, literal) = segment.rsplit_once('}')?;
        let TypeRef::Named(id) = resolve(scope.api(), &param.ty) else {
            return None;
        };
        let TypeKind::Enum(variants) = &scope.api().types.get(*id).kind else {
            return None;
        };
        let values = variants.iter().filter_map(|variant| match &variant.value {
            specwright_ir::Literal::String(text) => Some(text.as_str()),
            _ => None,
        });
        let values: Vec<&str> = values.collect();
        let matters = values.iter().any(|value| value.contains(literal));
        matters.then(|| quote!((#wire, &[#(#values),*])))
    });
    values.collect()
}

fn declared(error: &DeclaredError) -> TokenStream {
    let content_type = &error.content_type;
    let constructor = match error.status {
        StatusSpec::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(code(#code, #content_type))
        }
        StatusSpec::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(range(#digit, #content_type))
        }
        StatusSpec::Default => quote!(default(#content_type)),
    };
    let members = error.members.iter().map(|member| {
        let wire = &member.wire.0;
        let fill = ident(match member.fill {
            Fill::StatusNumber => "StatusNumber",
            Fill::StatusString => "StatusString",
            Fill::Code => "Code",
            Fill::Message => "Message",
            Fill::Title => "Title",
        });
        quote!((#wire, Fill::#fill))
    });
    quote!(Declared::#constructor.members(&[#(#members),*]))
}

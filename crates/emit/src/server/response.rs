//! A response enum: its definition and the table that writes it.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{BodyCodec, Operation, Response, ResponseBody, StatusSpec};

use super::{
    Tag,
    group::{link, response_ident},
    own_docs,
};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_of, ident},
};

/// The enum and its table.
pub(super) fn response(scope: &Scope<'_>, tag: &Tag<'_>, operation: &Operation) -> Vec<Chunk> {
    vec![
        Chunk::Item(definition(scope, tag, operation)),
        Chunk::Table(table(operation)),
    ]
}

fn definition(scope: &Scope<'_>, tag: &Tag<'_>, operation: &Operation) -> TokenStream {
    let name = response_ident(operation);
    let head = own_docs(&format!("What {} answers.", link(tag, operation)));
    let (debug, clone, eq) = (
        scope.prelude("Debug"),
        scope.prelude("Clone"),
        scope.prelude("PartialEq"),
    );
    let variants = operation
        .responses
        .iter()
        .map(|response| variant(scope, response));
    quote! {
        #head
        #[derive(#debug, #clone, #eq)]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn variant(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let name = ident(response.ident.as_str());
    let mut lines = response.docs.clone();
    let status = status_text(response.status);
    match lines.summary.as_mut().or(lines.description.as_mut()) {
        Some(text) => text.insert_str(0, &format!("{status}: ")),
        None => lines.summary = Some(status.clone()),
    }
    let text = docs_of(&lines, &status);
    match Form::of(response) {
        Form::Unit => quote!(#text #name,),
        Form::Body(body) => {
            let ty = body_type(scope, body);
            quote!(#text #name(#ty),)
        }
        Form::Fields => {
            let status = is_open(response).then(|| {
                let text = docs(&format!("The status: {}.", allowed(response.status)));
                quote!(#text status: ::specwright_axum::codegen::StatusCode,)
            });
            let headers = response.headers.iter().map(|header| {
                let field = ident(header.ident.as_str());
                let text = docs_of(
                    &header.docs,
                    &format!("The header {}.", code_span(&header.wire.0)),
                );
                let mut ty = scope.ty(&header.ty);
                if !header.required {
                    let option = scope.prelude("Option");
                    ty = quote!(#option<#ty>);
                }
                quote!(#text #field: #ty,)
            });
            let body = response.body.as_ref().map(|body| {
                let (text, ty) = (docs("The body."), body_type(scope, body));
                quote!(#text body: #ty,)
            });
            quote!(#text #name { #status #(#headers)* #body },)
        }
    }
}

/// What a variant looks like.
enum Form<'a> {
    /// Nothing in it.
    Unit,
    /// A body and nothing else.
    Body(&'a ResponseBody),
    /// A status to choose, or headers.
    Fields,
}

impl<'a> Form<'a> {
    fn of(response: &'a Response) -> Self {
        match &response.body {
            _ if is_open(response) || !response.headers.is_empty() => Self::Fields,
            Some(body) => Self::Body(body),
            None => Self::Unit,
        }
    }
}

/// Whether the application chooses the status.
fn is_open(response: &Response) -> bool {
    !matches!(response.status, StatusSpec::Code(_))
}

fn status_text(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "Any other status".to_owned(),
    }
}

fn allowed(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => {
            format!("{digit}00 to {digit}99, but none that is declared on its own")
        }
        StatusSpec::Default => "none that is declared on its own".to_owned(),
    }
}

fn body_type(scope: &Scope<'_>, body: &ResponseBody) -> TokenStream {
    match body.codec {
        BodyCodec::Json => scope.ty(&body.ty),
        BodyCodec::Raw => quote!(::specwright_axum::codegen::Bytes),
    }
}

fn table(operation: &Operation) -> Table {
    let name = response_ident(operation);
    let rows = operation.responses.iter();
    Table {
        head: quote!(::specwright_axum::codegen::response!),
        rows: vec![Row::Block {
            head: quote!(#name),
            rows: rows.map(|response| row(operation, response)).collect(),
            tail: TokenStream::new(),
        }],
    }
}

fn row(operation: &Operation, response: &Response) -> Row {
    let name = ident(response.ident.as_str());
    let fields = response
        .headers
        .iter()
        .map(|header| ident(header.ident.as_str()));
    let pattern = match Form::of(response) {
        Form::Unit => TokenStream::new(),
        Form::Body(_) => quote!((body)),
        Form::Fields => {
            let status = is_open(response).then(|| ident("status"));
            let body = response.body.as_ref().map(|_| ident("body"));
            let fields = status.into_iter().chain(fields).chain(body);
            quote!({ #(#fields),* })
        }
    };
    let status = status(operation, response.status);
    let headers = response.headers.iter().map(|header| {
        let (field, wire) = (ident(header.ident.as_str()), &header.wire.0);
        quote!(.header(#wire, &#field))
    });
    let body = response.body.as_ref().map(|body| {
        let content_type = &body.content_type;
        match body.codec {
            BodyCodec::Json => quote!(.json(#content_type, &body)),
            BodyCodec::Raw => quote!(.raw(#content_type, body)),
        }
    });
    Row::Line(quote!(#name #pattern => #status #(#headers)* #body,))
}

/// The call that sets the status; of one that the application chooses, with
/// those that are declared on their own.
fn status(operation: &Operation, status: StatusSpec) -> TokenStream {
    let mut others: Vec<(u16, u16)> = operation
        .responses
        .iter()
        .filter_map(|other| match other.status {
            StatusSpec::Code(code) => Some((code, code / 100)),
            StatusSpec::Range(digit) => Some((digit.into(), 0)),
            StatusSpec::Default => None,
        })
        .collect();
    // A status with several media types is there once for each.
    others.dedup();
    let others = others.into_iter();
    let unsuffixed = |number: u16| proc_macro2::Literal::u16_unsuffixed(number);
    match status {
        StatusSpec::Code(code) => {
            let code = unsuffixed(code);
            quote!(code(#code))
        }
        StatusSpec::Range(digit) => {
            let others = others
                .filter(|(_, of)| *of == u16::from(digit))
                .map(|(code, _)| unsuffixed(code));
            let digit = unsuffixed(digit.into());
            quote!(range(#digit, status, &[#(#others),*]))
        }
        StatusSpec::Default => {
            let others = others.map(|(code, _)| unsuffixed(code));
            quote!(default(status, &[#(#others),*]))
        }
    }
}

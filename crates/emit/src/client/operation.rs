//! An operation: the client's method, the setters of its call, the table.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use specwright_ir::{Docs, Operation, OperationIndex};

use super::{
    answers::Declared,
    arguments::{self, Argument},
    code,
    names::{Names, setters},
    security::{alternatives, words},
};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, docs_above, docs_of, ident},
};

/// Everything that stands in `client.rs` for one operation.
pub(super) fn operation(
    scope: &Scope<'_>,
    names: &Names,
    index: OperationIndex,
    operation: &Operation,
    chunks: &mut Vec<Chunk>,
) {
    let method = names.operation(index);
    let call = call(operation);
    let declared = Declared::of(scope, operation);
    chunks.push(Chunk::Item(client_method(scope, operation, method, &call)));
    if let Some(item) = call_setters(scope, operation, &call) {
        chunks.push(Chunk::Item(item));
    }
    declared.items(method, chunks);
    chunks.push(Chunk::Table(table(scope, operation, &call, &declared)));
}

/// The type of an operation's call.
fn call(operation: &Operation) -> Ident {
    ident(&operation.stem.joined("Call"))
}

/// What must be given: parameters and body, each with its name.
fn required<'a>(
    scope: &'a Scope<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = (Ident, Argument)> + 'a {
    let params = operation
        .params
        .iter()
        .enumerate()
        .filter(|(_, param)| param.required);
    let params = params.map(|(index, param)| {
        let name = ident(param.ident.as_str());
        let argument = arguments::parameter(scope, param, index, &name);
        (name, argument)
    });
    let body = operation
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| {
            let name = ident(body.ident.as_str());
            let argument = arguments::body(scope, body, &name);
            (name, argument)
        });
    params.chain(body)
}

fn client_method(
    scope: &Scope<'_>,
    operation: &Operation,
    method: &str,
    call: &Ident,
) -> TokenStream {
    let request = code(&format!("{} {}", operation.method.0, operation.path));
    let request = match words(scope, &operation.security) {
        Some(credentials) => format!("{request} {credentials}"),
        None => request,
    };
    let text = docs_above(&operation.docs, "", &request);
    let method = ident(method);
    let (names, arguments): (Vec<_>, Vec<_>) = required(scope, operation).unzip();
    let types = arguments.iter().map(|argument| &argument.ty);
    let sets = arguments.iter().map(|argument| &argument.set);
    let start = quote!(self.0.call(#call::OPERATION));
    let body = if arguments.is_empty() {
        quote!(#call(#start))
    } else {
        let started = local(&names);
        quote! {
            let #started = #start;
            #call(#started #(#sets)*)
        }
    };
    // As many as clippy takes, `self` among them.
    let many = (names.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        impl Client {
            #text
            #many
            pub fn #method(&self, #(#names: #types),*) -> #call {
                #body
            }
        }
    }
}

/// A variable beside arguments of these names.
fn local(arguments: &[Ident]) -> Ident {
    let mut name = "call".to_owned();
    while arguments.iter().any(|argument| *argument == name) {
        name.push('_');
    }
    ident(&name)
}

/// The row of an operation in the table of its tag.
pub(super) fn delegate(
    scope: &Scope<'_>,
    names: &Names,
    index: OperationIndex,
    operation: &Operation,
) -> TokenStream {
    let on_client = names.operation(index);
    let method = names.in_group(index);
    let inner = (method != on_client).then(|| {
        let inner = ident(on_client);
        quote!(= #inner)
    });
    let method = ident(method);
    let call = call(operation);
    let (names, arguments): (Vec<_>, Vec<_>) = required(scope, operation).unzip();
    let types = arguments.iter().map(|argument| &argument.ty);
    quote!(#method #inner (#(#names: #types),*) -> #call,)
}

/// The setters of what may be given.
fn call_setters(scope: &Scope<'_>, operation: &Operation, call: &Ident) -> Option<TokenStream> {
    let names = setters(operation);
    let value = ident("value");
    let mut methods = Vec::new();
    let mut add = |docs: &Docs, name: &str, wire: &str, argument: Argument| {
        let Argument { ty, set } = argument;
        let text = docs_of(docs, &format!("Sets {}.", code(wire)));
        let name = ident(name);
        methods.push(quote! {
            #text
            pub fn #name(self, #value: #ty) -> Self {
                Self(self.0 #set)
            }
        });
    };
    for ((index, param), name) in operation.params.iter().enumerate().zip(&names) {
        if !param.required {
            let argument = arguments::parameter(scope, param, index, &value);
            add(&param.docs, name, &param.wire.0, argument);
        }
    }
    if let (Some(body), Some(name)) = (&operation.body, names.last())
        && !body.required
    {
        let argument = arguments::body(scope, body, &value);
        add(&body.docs, name, "body", argument);
    }
    (!methods.is_empty()).then(|| quote!(impl #call { #(#methods)* }))
}

fn table(scope: &Scope<'_>, operation: &Operation, call: &Ident, declared: &Declared<'_>) -> Table {
    let (answer, error) = (declared.answer(), declared.error());
    let (id, method, path) = (&operation.id, &operation.method.0, &operation.path);
    let mut rows = vec![
        Row::Line(quote!(#call -> #answer, #error;)),
        Row::Line(quote!(#id, #method, #path;)),
    ];
    let accept = declared.accept();
    if !accept.is_empty() {
        rows.push(Row::Line(quote!(accept: #accept;)));
    }
    if let Some(security) = alternatives(scope, &operation.security) {
        rows.push(Row::Line(quote!(security: #security;)));
    }
    let params = operation.params.iter().map(arguments::row).collect();
    let blocks = [
        ("params", params),
        ("ok", declared.ok_rows()),
        ("error", declared.error_rows()),
    ];
    for (head, lines) in blocks {
        if !lines.is_empty() {
            let head = ident(head);
            rows.push(Row::Block {
                head: quote!(#head),
                rows: lines.into_iter().map(Row::Line).collect(),
                tail: TokenStream::new(),
            });
        }
    }
    Table {
        head: quote!(::specwright::codegen::client_call!),
        rows,
    }
}

//! `client.rs`: one method an operation, a type for each call, enums of what
//! each operation declares, and the tables that the runtime works from.
//!
//! No `cfg` stands in it and no default transport: `Client::new` is made by
//! the root, from `::specwright_reqwest::codegen::client_new!`.

mod answers;
mod arguments;
mod names;
mod operation;
mod security;

use quote::quote;
use specwright_ir::{Api, Group, OperationIndex, Server};

use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, docs, docs_of, ident},
};
use names::Names;

/// The chunks of `client.rs`.
#[must_use]
pub fn client(api: &Api) -> Vec<Chunk> {
    let scope = Scope::beside_models(api);
    let names = Names::of(api);
    let mut chunks = vec![
        Chunk::Item(quote! { pub use ::specwright::codegen::{Answer, Error}; }),
        client_struct(api),
        Chunk::Table(Table {
            head: quote!(::specwright::codegen::client_methods!),
            rows: vec![Row::Line(quote!(Client))],
        }),
    ];
    security::schemes(&scope, &names, &mut chunks);
    groups(api, &scope, &names, &mut chunks);
    for (index, operation) in (0u32..).map(OperationIndex).zip(&api.operations) {
        operation::operation(&scope, &names, index, operation, &mut chunks);
    }
    chunks
}

fn client_struct(api: &Api) -> Chunk {
    let servers = docs(&servers(&api.servers));
    Chunk::Item(quote! {
        #[doc = " A client of the API. Cheap to clone."]
        #[doc = ""]
        #servers
        #[derive(Debug, Clone)]
        pub struct Client(::specwright::codegen::ClientCore);
    })
}

/// Where the API is, as far as the document says.
fn servers(servers: &[Server]) -> String {
    if servers.is_empty() {
        return "The document names no server: the base URL says where the API is.".to_owned();
    }
    let mut text = "The document names these servers:\n".to_owned();
    for server in servers {
        text.push_str("\n- ");
        text.push_str(&code(&server.url));
        if let Some(description) = &server.description {
            text.push_str(": ");
            text.push_str(&crate::root::one_line(description));
        }
    }
    text
}

/// The operations of each tag, if there are several tags.
fn groups(api: &Api, scope: &Scope<'_>, names: &Names, chunks: &mut Vec<Chunk>) {
    let used: Vec<_> = (0u32..)
        .zip(&api.groups)
        .filter(|(index, _)| {
            api.operations
                .iter()
                .any(|operation| operation.group.0 == *index)
        })
        .collect();
    if used.len() < 2 {
        return;
    }
    for (index, group) in used {
        let name = names.group(group);
        let accessor = ident(names.accessor(index));
        let fallback = fallback(group);
        let text = docs_of(&group.docs, &fallback);
        chunks.push(Chunk::Item(quote! {
            #text
            #[derive(Debug, Clone)]
            pub struct #name(Client);
        }));
        let fallback = docs(&fallback);
        chunks.push(Chunk::Item(quote! {
            impl Client {
                #fallback
                #[must_use]
                pub fn #accessor(&self) -> #name {
                    #name(::core::clone::Clone::clone(self))
                }
            }
        }));
        let operations = (0u32..).map(OperationIndex).zip(&api.operations);
        let rows = operations
            .filter(|(_, operation)| operation.group.0 == index)
            .map(|(index, operation)| {
                Row::Line(operation::delegate(scope, names, index, operation))
            })
            .collect();
        chunks.push(Chunk::Table(Table {
            head: quote!(::specwright::codegen::client_group!),
            rows: vec![Row::Block {
                head: quote!(#name),
                rows,
                tail: quote!(),
            }],
        }));
    }
}

fn fallback(group: &Group) -> String {
    match &group.tag {
        Some(tag) => format!("The operations of {}.", code(tag)),
        None => "The operations without a tag.".to_owned(),
    }
}

/// Text of the document as code within a doc comment.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() && *c != '`')
        .collect();
    format!("`{}`", crate::root::one_line(&text))
}

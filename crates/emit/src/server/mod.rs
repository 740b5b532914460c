//! `server.rs`: the traits that an application implements, and the tables
//! and the few functions that make a router of them.

mod group;
mod operations;
mod request;
mod response;
mod router;
mod security;
mod shared;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Api, Dialect, DuplicatePolicy, Group, Operation, Security};

use crate::{print::Chunk, tokens::Scope};

/// The chunks of `server.rs`.
#[must_use]
pub fn server(api: &Api) -> Vec<Chunk> {
    let scope = Scope::beside_models(api);
    let mut chunks = vec![Chunk::Item(constants(api))];
    chunks.extend(security::security(&scope));
    let tags = Tag::all(api);
    for tag in &tags {
        chunks.push(group::group(&scope, tag));
        for operation in tag.operations() {
            chunks.extend(request::request(&scope, tag, operation));
            chunks.extend(response::response(&scope, tag, operation));
        }
        chunks.push(operations::operations(&scope, tag));
    }
    chunks.extend(router::routers(&scope, &tags));
    chunks
}

/// A tag with its operations.
struct Tag<'a> {
    group: &'a Group,
    /// Each with whether it is shared: under a path that a router of one tag
    /// cannot have.
    operations: Vec<(&'a Operation, bool)>,
}

impl<'a> Tag<'a> {
    /// The tags that have operations.
    fn all(api: &'a Api) -> Vec<Self> {
        let shared = shared::shared(api);
        let groups = (0u32..).zip(&api.groups);
        let tags = groups.map(|(index, group)| Self {
            group,
            operations: api
                .operations
                .iter()
                .zip(&shared)
                .filter(|(operation, _)| operation.group.0 == index)
                .map(|(operation, shared)| (operation, *shared))
                .collect(),
        });
        tags.filter(|tag| !tag.operations.is_empty()).collect()
    }

    fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        self.operations.iter().map(|(operation, _)| *operation)
    }

    /// Whether any operation asks for credentials.
    fn is_guarded(&self) -> bool {
        self.operations()
            .any(|operation| principal(operation) != Principal::None)
    }
}

/// What an operation is told of who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Principal {
    /// Nothing.
    None,
    /// Who it is.
    Required,
    /// Who it is, if it is anybody.
    Optional,
}

fn principal(operation: &Operation) -> Principal {
    match &operation.security {
        Security::None => Principal::None,
        Security::Alternatives(alternatives) => {
            let anonymous = alternatives.iter().filter(|one| one.0.is_empty()).count();
            match (anonymous, alternatives.len()) {
                (some, all) if some == all => Principal::None,
                (0, _) => Principal::Required,
                _ => Principal::Optional,
            }
        }
    }
}

/// Docs in our own words, links among them.
fn own_docs(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| format!(" {line}"));
    quote!(#(#[doc = #lines])*)
}

/// Whether an operation is given a request.
fn has_request(operation: &Operation) -> bool {
    !operation.params.is_empty() || operation.body.is_some()
}

/// What holds for all operations.
fn constants(api: &Api) -> TokenStream {
    let dialect = match api.dialect {
        Dialect::FastApi => quote!(FastApi),
        Dialect::Problem => quote!(Problem),
    };
    let duplicates = match api.duplicate_parameters {
        DuplicatePolicy::Refuse => quote!(Refuse),
        DuplicatePolicy::Last => quote!(Last),
        DuplicatePolicy::First => quote!(First),
    };
    let rejection = proc_macro2::Literal::u16_unsuffixed(operations::rejection(api));
    quote! {
        static API: ::specwright_axum::codegen::Api = ::specwright_axum::codegen::Api {
            dialect: ::specwright_axum::codegen::Dialect::#dialect,
            duplicates: ::specwright_axum::codegen::Duplicates::#duplicates,
            rejection: #rejection,
        };
    }
}

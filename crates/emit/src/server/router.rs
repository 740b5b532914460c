//! The functions that make routers.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Tag, own_docs};
use crate::{
    print::Chunk,
    tokens::{Scope, code_span, ident},
};

/// The function that gives the rows of a tag's operations.
pub(super) fn rows_ident(tag: &Tag<'_>) -> Ident {
    format_ident!("operations_{}", tag.group.module.as_str())
}

/// `router`, a function a tag, one for shared paths if there are any, and
/// `not_found`.
pub(super) fn routers(scope: &Scope<'_>, tags: &[Tag<'_>]) -> Vec<Chunk> {
    let all: Vec<&Tag<'_>> = tags.iter().collect();
    let mut chunks = vec![Chunk::Item(router(
        scope,
        &ident("router"),
        "All operations as a router. It has no fallback, so that it merges with\nothers; \
         [`not_found`] can be one.",
        &all,
        "All",
    ))];
    for tag in tags {
        let name = format_ident!("router_{}", tag.group.module.as_str());
        chunks.push(Chunk::Item(router(
            scope,
            &name,
            &of_tag(tag),
            &[tag],
            "Tag",
        )));
    }
    let sharing: Vec<&Tag<'_>> = tags.iter().filter(|tag| shares(tag)).collect();
    if !sharing.is_empty() {
        chunks.push(Chunk::Item(router(
            scope,
            &ident("shared_router"),
            "The operations under paths that several tags share in a way that a\nrouter of one \
             tag cannot tell apart.",
            &sharing,
            "Shared",
        )));
    }
    chunks.push(Chunk::Item(not_found()));
    chunks
}

fn shares(tag: &Tag<'_>) -> bool {
    tag.operations.iter().any(|(_, shared)| *shared)
}

fn of_tag(tag: &Tag<'_>) -> String {
    let mut text = match &tag.group.tag {
        Some(tag) => format!(
            "The operations under the tag {} as a router.",
            code_span(tag)
        ),
        None => "The operations without a tag as a router.".to_owned(),
    };
    if shares(tag) {
        text.push_str("\nWithout those of [`shared_router`].");
    }
    text
}

fn router(
    scope: &Scope<'_>,
    name: &Ident,
    text: &str,
    tags: &[&Tag<'_>],
    mount: &str,
) -> TokenStream {
    let head = own_docs(text);
    let traits = tags.iter().map(|tag| ident(tag.group.ident.as_str()));
    let bounds = if tags.is_empty() {
        let (send, sync) = (scope.prelude("Send"), scope.prelude("Sync"));
        quote!(#send + #sync + 'static)
    } else {
        quote!(#(#traits)+*)
    };
    let guard = if tags.iter().any(|tag| tag.is_guarded()) {
        quote!(guard())
    } else {
        quote!(::specwright_axum::codegen::Guard::<S, ()>::none())
    };
    let rows = tags.iter().map(|tag| rows_ident(tag));
    let mount = ident(mount);
    quote! {
        #head
        pub fn #name<S>(service: S) -> ::specwright_axum::codegen::Router
        where
            S: #bounds,
        {
            ::specwright_axum::codegen::mount(
                &API,
                service,
                #guard,
                [#(#rows()),*],
                ::specwright_axum::codegen::Mount::#mount,
            )
        }
    }
}

fn not_found() -> TokenStream {
    let head = own_docs(
        "Answers 404 in the words of the other rejections: a fallback for the\nrouter that this \
         one is mounted in.",
    );
    quote! {
        #head
        pub async fn not_found(
            request: ::specwright_axum::codegen::Request,
        ) -> ::specwright_axum::codegen::Response {
            ::specwright_axum::codegen::not_found(&API, &request)
        }
    }
}

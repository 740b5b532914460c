//! A tag's trait.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Operation;

use super::{Principal, Tag, has_request, principal};
use crate::{
    print::Chunk,
    tokens::{Scope, code_span, docs, docs_above, docs_of, ident},
};

/// The trait of `tag`.
pub(super) fn group(scope: &Scope<'_>, tag: &Tag<'_>) -> Chunk {
    let name = ident(tag.group.ident.as_str());
    let fallback = match &tag.group.tag {
        Some(tag) => format!("The operations under the tag {}.", code_span(tag)),
        None => "The operations without a tag.".to_owned(),
    };
    let head = docs_of(&tag.group.docs, &fallback);
    let (send, sync) = (scope.prelude("Send"), scope.prelude("Sync"));
    let bound = if tag.is_guarded() {
        quote!(Security)
    } else {
        quote!(#send + #sync + 'static)
    };
    let into = scope.prelude("Into");
    let why = docs("Why an operation fails, where no declared response says it.");
    let methods = tag.operations().map(|operation| method(scope, operation));
    Chunk::Item(quote! {
        #head
        pub trait #name: #bound {
            #why
            type Error: #into<::specwright_axum::codegen::Failure>;
            #(#methods)*
        }
    })
}

fn method(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = ident(operation.ident.as_str());
    let route = format!("{} {}", operation.method.0, operation.path);
    let head = docs_above(&operation.docs, "", &code_span(&route));
    let who = match principal(operation) {
        Principal::None => None,
        Principal::Required => Some(quote!(principal: Self::Principal,)),
        Principal::Optional => {
            let option = scope.prelude("Option");
            Some(quote!(principal: #option<Self::Principal>,))
        }
    };
    let request = has_request(operation).then(|| {
        let request = request_ident(operation);
        quote!(request: #request,)
    });
    let response = response_ident(operation);
    let (result, send) = (scope.prelude("Result"), scope.prelude("Send"));
    quote! {
        #head
        fn #name(
            &self,
            #who
            #request
            call: &::specwright_axum::codegen::Call,
        ) -> impl ::core::future::Future<
            Output = #result<#response, Self::Error>,
        > + #send;
    }
}

/// The request struct of an operation.
pub(super) fn request_ident(operation: &Operation) -> proc_macro2::Ident {
    ident(&operation.stem.joined("Request"))
}

/// The response enum of an operation.
pub(super) fn response_ident(operation: &Operation) -> proc_macro2::Ident {
    ident(&operation.stem.joined("Response"))
}

/// `Trait::method` for docs: a link, unless the name is a keyword.
pub(super) fn link(tag: &Tag<'_>, operation: &Operation) -> String {
    let text = format!("`{}::{}`", tag.group.ident, operation.ident);
    if ident(operation.ident.as_str()) == operation.ident.as_str() {
        format!("[{text}]")
    } else {
        text
    }
}

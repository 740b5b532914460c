//! Services that compile and answer nothing, written for generated traits, so
//! that their routers can be made.

use quote::{format_ident, quote};
use syn::{Item, ItemTrait, TraitItem};

/// `server.rs` with a service behind it, and with a function `start` that
/// makes every router.
pub(crate) fn startable(server: &str) -> String {
    let file = syn::parse_file(server).expect("it is Rust");
    let service = format_ident!("ServiceOfTheCorpusTest");
    let implementations = file.items.iter().filter_map(|item| match item {
        Item::Trait(item) => Some(implementation(item, &service)),
        _ => None,
    });
    let routers = file.items.iter().filter_map(|item| match item {
        Item::Fn(function) if function.sig.asyncness.is_none() => {
            let name = &function.sig.ident;
            name.to_string()
                .contains("router")
                .then(|| quote!(drop(#name(#service));))
        }
        _ => None,
    });
    let added = quote! {
        #[derive(Clone)]
        struct #service;
        #(#implementations)*
        pub fn start_for_the_corpus_test() { #(#routers)* }
    };
    format!("{server}\n{added}\n")
}

fn implementation(item: &ItemTrait, service: &proc_macro2::Ident) -> proc_macro2::TokenStream {
    let name = &item.ident;
    let members = item.items.iter().map(|member| match member {
        TraitItem::Type(ty) if ty.ident == "Error" => {
            quote!(
                type Error = ::specwright_axum::codegen::Failure;
            )
        }
        TraitItem::Type(ty) => {
            let ident = &ty.ident;
            quote!(type #ident = ();)
        }
        TraitItem::Fn(function) => {
            let signature = &function.sig;
            quote!(#signature { ::core::future::pending() })
        }
        other => panic!("a trait holds {}", quote!(#other)),
    });
    quote!(impl #name for #service { #(#members)* })
}

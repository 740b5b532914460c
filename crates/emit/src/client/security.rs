//! Security schemes: a constant and a setter each.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use specwright_ir::{ApiKeyPlace, SchemeIndex, Security, SecurityKind, SecurityScheme};

use super::{code, names::Names};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, docs_above, ident},
};

/// The constants of the schemes, and their setters on the client.
pub(super) fn schemes(scope: &Scope<'_>, names: &Names, chunks: &mut Vec<Chunk>) {
    let schemes = &scope.api().security_schemes;
    if schemes.is_empty() {
        return;
    }
    let rows = schemes.iter().map(|scheme| {
        let (constant, value) = (constant(scheme), value(scheme));
        Row::Line(quote!(#constant: #value,))
    });
    chunks.push(Chunk::Table(Table {
        head: quote!(::specwright::codegen::client_schemes!),
        rows: rows.collect(),
    }));
    for (index, scheme) in (0u32..).map(SchemeIndex).zip(schemes) {
        let name = ident(names.scheme(index));
        chunks.extend(setter(scope, scheme, &name).map(Chunk::Item));
    }
}

/// The name of a scheme's constant.
fn constant(scheme: &SecurityScheme) -> Ident {
    ident(&scheme.ident.as_str().to_ascii_uppercase())
}

fn value(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    match &scheme.kind {
        SecurityKind::ApiKey { place, name: wire } => {
            let place = match place {
                ApiKeyPlace::Header => quote!(header),
                ApiKeyPlace::Query => quote!(query),
                ApiKeyPlace::Cookie => quote!(cookie),
            };
            quote!(#place(#name, #wire))
        }
        SecurityKind::Basic => quote!(basic(#name)),
        SecurityKind::Bearer { .. }
        | SecurityKind::OAuth2 { .. }
        | SecurityKind::OpenIdConnect { .. } => quote!(bearer(#name)),
        SecurityKind::Http { scheme } => quote!(http(#name, #scheme)),
        SecurityKind::MutualTls => quote!(mutual_tls(#name)),
    }
}

/// The setter; mutual TLS has none, for the transport does it.
fn setter(scope: &Scope<'_>, scheme: &SecurityScheme, setter: &Ident) -> Option<TokenStream> {
    let into = scope.prelude("Into");
    let string = scope.prelude("String");
    let secret = quote!(impl #into<::specwright::codegen::Secret>);
    let name = code(&scheme.name);
    let (sets, argument) = match &scheme.kind {
        SecurityKind::MutualTls => return None,
        SecurityKind::Basic => (
            format!("Sets user and password of {name}: HTTP Basic."),
            None,
        ),
        SecurityKind::ApiKey { place, name: wire } => {
            let place = match place {
                ApiKeyPlace::Header => "header",
                ApiKeyPlace::Query => "query parameter",
                ApiKeyPlace::Cookie => "cookie",
            };
            let sets = format!("Sets the key of {name}: the {place} {}.", code(wire));
            (sets, Some(quote!(key)))
        }
        SecurityKind::Bearer {
            format: Some(format),
        } => (
            format!("Sets the bearer token of {name}, {}.", code(format)),
            Some(quote!(token)),
        ),
        SecurityKind::Bearer { format: None } => (
            format!("Sets the bearer token of {name}."),
            Some(quote!(token)),
        ),
        SecurityKind::OAuth2 { .. } => (
            format!("Sets the access token of {name}: OAuth2."),
            Some(quote!(token)),
        ),
        SecurityKind::OpenIdConnect { url } => (
            format!("Sets the token of {name}: OpenID Connect at {}.", code(url)),
            Some(quote!(token)),
        ),
        SecurityKind::Http { scheme } => (
            format!(
                "Sets what follows {} in the header `Authorization`, for {name}.",
                code(scheme)
            ),
            Some(quote!(credentials)),
        ),
    };
    let constant = constant(scheme);
    let (arguments, set) = match argument {
        Some(argument) => (
            quote!(#argument: #secret),
            quote!(with_secret(&#constant, #argument)),
        ),
        None => (
            quote!(user: impl #into<#string>, password: #secret),
            quote!(with_basic(&#constant, user, password)),
        ),
    };
    let text = docs_above(&scheme.docs, "", &sets);
    Some(quote! {
        impl Client {
            #text
            #[must_use]
            pub fn #setter(self, #arguments) -> Self {
                Self(self.0.#set)
            }
        }
    })
}

/// The alternatives of an operation, as the row of its table has them; nothing
/// if nothing is asked for.
pub(super) fn alternatives(scope: &Scope<'_>, security: &Security) -> Option<TokenStream> {
    let Security::Alternatives(alternatives) = security else {
        return None;
    };
    let alternatives = alternatives.iter().map(|alternative| {
        let schemes = alternative.0.iter().filter_map(|(index, _)| {
            scope
                .api()
                .security_schemes
                .get(index.0 as usize)
                .map(constant)
        });
        quote!([#(#schemes),*])
    });
    Some(quote!([#(#alternatives),*]))
}

/// The credentials that are sent, in words: `with the credentials of ..`;
/// nothing if none are.
pub(super) fn words(scope: &Scope<'_>, security: &Security) -> Option<String> {
    let Security::Alternatives(alternatives) = security else {
        return None;
    };
    let words: Vec<String> = alternatives
        .iter()
        .filter(|alternative| !alternative.0.is_empty())
        .map(|alternative| {
            let schemes: Vec<String> = alternative
                .0
                .iter()
                .filter_map(|(index, _)| scope.api().security_schemes.get(index.0 as usize))
                .map(|scheme| code(&scheme.name))
                .collect();
            schemes.join(" and ")
        })
        .collect();
    if words.is_empty() {
        return None;
    }
    let optional = words.len() < alternatives.len();
    let end = if optional { ", if they are set" } else { "" };
    Some(format!(
        "with the credentials of {}{end}",
        words.join(", or ")
    ))
}

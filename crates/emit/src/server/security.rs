//! The `Security` trait and the table of schemes.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Api, ApiKeyPlace, OAuthFlow, Security, SecurityKind, SecurityScheme};

use super::{Principal, principal};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_above, ident},
};

/// The trait and its table, if any operation asks for credentials.
pub(super) fn security(scope: &Scope<'_>) -> Vec<Chunk> {
    let api = scope.api();
    let guarded = |operation| principal(operation) != Principal::None;
    if !api.operations.iter().any(guarded) {
        return Vec::new();
    }
    vec![Chunk::Item(definition(scope)), Chunk::Table(table(api))]
}

fn definition(scope: &Scope<'_>) -> TokenStream {
    let api = scope.api();
    let (send, sync) = (scope.prelude("Send"), scope.prelude("Sync"));
    let methods = api
        .security_schemes
        .iter()
        .map(|scheme| method(scope, scheme));
    let combine = combines(api).then(|| combine(scope));
    let head = docs("Checks what requests bring to show who they come from.");
    let who = docs("Who a request comes from.");
    quote! {
        #head
        pub trait Security: #send + #sync + 'static {
            #who
            type Principal: #send;
            #(#methods)*
            #combine
        }
    }
}

fn method(scope: &Scope<'_>, scheme: &SecurityScheme) -> TokenStream {
    let name = ident(scheme.ident.as_str());
    let head = docs_above(&scheme.docs, "", &described(&scheme.kind));
    let arguments = match &scheme.kind {
        SecurityKind::ApiKey { .. } => quote!(key: &::specwright::codegen::Secret,),
        SecurityKind::Basic => {
            let text = scope.prelude("str");
            quote!(user: &#text, password: &::specwright::codegen::Secret,)
        }
        SecurityKind::Bearer { .. }
        | SecurityKind::OAuth2 { .. }
        | SecurityKind::OpenIdConnect { .. } => quote!(token: &::specwright::codegen::Secret,),
        SecurityKind::Http { .. } => quote!(credentials: &::specwright::codegen::Secret,),
        SecurityKind::MutualTls => TokenStream::new(),
    };
    let (result, send) = (scope.prelude("Result"), scope.prelude("Send"));
    quote! {
        #head
        fn #name(
            &self,
            #arguments
            call: &::specwright_axum::codegen::Call,
        ) -> impl ::core::future::Future<
            Output = #result<
                ::specwright_axum::codegen::Granted<Self::Principal>,
                ::specwright_axum::codegen::Denied,
            >,
        > + #send;
    }
}

fn combine(scope: &Scope<'_>) -> TokenStream {
    let (result, send) = (scope.prelude("Result"), scope.prelude("Send"));
    let (list, text) = (scope.prelude("Vec"), scope.prelude("str"));
    let head = docs(
        "Makes one principal of those of several schemes that an operation asks for\ntogether, \
         each with the name of its scheme.",
    );
    quote! {
        #head
        fn combine(
            &self,
            principals: #list<(&'static #text, Self::Principal)>,
            call: &::specwright_axum::codegen::Call,
        ) -> impl ::core::future::Future<
            Output = #result<Self::Principal, ::specwright_axum::codegen::Denied>,
        > + #send;
    }
}

/// Whether any operation asks for several schemes together.
fn combines(api: &Api) -> bool {
    api.operations
        .iter()
        .any(|operation| match &operation.security {
            Security::None => false,
            Security::Alternatives(alternatives) => alternatives.iter().any(|one| one.0.len() > 1),
        })
}

/// A sentence on where a scheme's credentials travel.
fn described(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::ApiKey { place, name } => {
            let place = match place {
                ApiKeyPlace::Header => "header",
                ApiKeyPlace::Query => "query parameter",
                ApiKeyPlace::Cookie => "cookie",
            };
            format!("Checks the key in the {place} {}.", code_span(name))
        }
        SecurityKind::Basic => "Checks user and password of HTTP Basic.".to_owned(),
        SecurityKind::Bearer { format: None } => "Checks the bearer token.".to_owned(),
        SecurityKind::Bearer {
            format: Some(format),
        } => format!("Checks the bearer token, a {}.", code_span(format)),
        SecurityKind::Http { scheme } => {
            format!(
                "Checks what follows {} in the header `Authorization`.",
                code_span(scheme)
            )
        }
        SecurityKind::OAuth2 { flows } => {
            let mut text = "Checks the bearer token, and says which scopes it carries.".to_owned();
            for scope in scopes(flows) {
                text.push_str(&scope);
            }
            text
        }
        SecurityKind::OpenIdConnect { url } => format!(
            "Checks the bearer token, and says which scopes it carries. Discovery: {}.",
            code_span(url)
        ),
        SecurityKind::MutualTls => "Checks the peer of the connection, which the application \
                                    finds in the call's extensions."
            .to_owned(),
    }
}

/// A list of the scopes of all flows, each once.
fn scopes(flows: &[OAuthFlow]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (scope, meaning) in flows.iter().flat_map(|flow| &flow.scopes) {
        let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("\n- {}: {meaning}", code_span(scope));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if let Some(first) = lines.first_mut() {
        first.insert(0, '\n');
    }
    lines
}

fn table(api: &Api) -> Table {
    let realm = api
        .info
        .title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let combine = combines(api).then(|| quote!(, combine));
    let rows = api.security_schemes.iter().map(row).collect();
    Table {
        head: quote!(::specwright_axum::codegen::security!),
        rows: vec![Row::Block {
            head: quote!(guard(#realm #combine)),
            rows,
            tail: TokenStream::new(),
        }],
    }
}

fn row(scheme: &SecurityScheme) -> Row {
    let method = ident(scheme.ident.as_str());
    let name = &scheme.name;
    let (parts, source) = match &scheme.kind {
        SecurityKind::ApiKey { place, name } => {
            let source = match place {
                ApiKeyPlace::Header => quote!(header(#name)),
                ApiKeyPlace::Query => quote!(query(#name)),
                ApiKeyPlace::Cookie => quote!(cookie(#name)),
            };
            (quote!(secret), source)
        }
        SecurityKind::Basic => (quote!(user, secret), quote!(basic())),
        SecurityKind::Bearer { .. }
        | SecurityKind::OAuth2 { .. }
        | SecurityKind::OpenIdConnect { .. } => (quote!(secret), quote!(bearer())),
        SecurityKind::Http { scheme } => (quote!(secret), quote!(http(#scheme))),
        SecurityKind::MutualTls => (TokenStream::new(), quote!(mutual_tls())),
    };
    Row::Line(quote!(#method(#parts) => #name, #source,))
}

//! What an operation declares to answer: enums of successes and of errors,
//! structs of headers, and the rows by which answers are read.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use specwright_ir::{BodyCodec, Docs, Operation, Response, StatusSpec};

use super::code;
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, docs, docs_of, ident},
};

/// The declared answers of an operation.
///
/// Statuses below 400 are successes, the others errors. `default` is an error,
/// and a success too if no other one is declared.
pub(super) struct Declared<'a> {
    scope: &'a Scope<'a>,
    operation: &'a Operation,
    ok: Vec<Case<'a>>,
    error: Vec<Case<'a>>,
}

/// A declared response.
struct Case<'a> {
    response: &'a Response,
    /// What its content type is compared with, where its status has several.
    media: Option<&'a str>,
    /// The struct of its declared headers.
    headers: Option<Ident>,
    /// Whether its variant holds the status: a range's and `default`'s among
    /// the errors. A success has it in its answer.
    status: bool,
}

impl<'a> Declared<'a> {
    pub(super) fn of(scope: &'a Scope<'a>, operation: &'a Operation) -> Self {
        let mut taken = Vec::new();
        let mut case = |response: &'a Response, status: bool| Case {
            response,
            media: None,
            headers: (!response.headers.is_empty()).then(|| {
                let mut name = operation.stem.joined(&format!("{}Headers", response.ident));
                while taken.contains(&name) {
                    name.push('_');
                }
                taken.push(name.clone());
                ident(&name)
            }),
            status,
        };
        let is_ok = |response: &&Response| match response.status {
            StatusSpec::Code(code) => code < 400,
            StatusSpec::Range(digit) => digit < 4,
            StatusSpec::Default => false,
        };
        let responses = || operation.responses.iter();
        let mut ok: Vec<_> = responses().filter(is_ok).map(|r| case(r, false)).collect();
        let error = responses().filter(|r| !is_ok(r));
        let error: Vec<_> = error
            .map(|r| case(r, !matches!(r.status, StatusSpec::Code(_))))
            .collect();
        if ok.is_empty() {
            let default = error
                .iter()
                .filter(|case| case.response.status == StatusSpec::Default);
            ok = default
                .map(|case| Case {
                    response: case.response,
                    media: None,
                    headers: case.headers.clone(),
                    status: false,
                })
                .collect();
        }
        Self {
            scope,
            operation,
            ok: tell_apart(ok),
            error: tell_apart(error),
        }
    }

    /// The type of an answer.
    pub(super) fn answer(&self) -> TokenStream {
        match self.ok.as_slice() {
            [] => quote!(Answer<()>),
            [case] => {
                let body = self.body(case).unwrap_or_else(|| quote!(()));
                match &case.headers {
                    Some(headers) => quote!(Answer<#body, #headers>),
                    None => quote!(Answer<#body>),
                }
            }
            _ => {
                let name = self.ok_name();
                quote!(Answer<#name>)
            }
        }
    }

    /// The type of the declared errors.
    pub(super) fn error(&self) -> TokenStream {
        if self.error.is_empty() {
            quote!(::core::convert::Infallible)
        } else {
            let name = self.error_name();
            quote!(#name)
        }
    }

    fn ok_name(&self) -> Ident {
        ident(&self.operation.stem.joined("Success"))
    }

    fn error_name(&self) -> Ident {
        ident(&self.operation.stem.joined("Error"))
    }

    /// The media types of all answers, each once.
    pub(super) fn accept(&self) -> String {
        let mut types: Vec<&str> = Vec::new();
        for case in self.ok.iter().chain(&self.error) {
            if let Some(body) = &case.response.body
                && !types.contains(&body.content_type.as_str())
            {
                types.push(&body.content_type);
            }
        }
        types.join(", ")
    }

    /// The enums and structs.
    pub(super) fn items(&self, method: &str, chunks: &mut Vec<Chunk>) {
        if self.ok.len() > 1 {
            let text = format!("The successes that {} declares.", code(method));
            chunks.push(self.enumeration(&self.ok_name(), &text, &self.ok));
        }
        if !self.error.is_empty() {
            let text = format!("The errors that {} declares.", code(method));
            chunks.push(self.enumeration(&self.error_name(), &text, &self.error));
        }
        let mut done: Vec<&Ident> = Vec::new();
        for case in self.ok.iter().chain(&self.error) {
            if let Some(name) = &case.headers
                && !done.contains(&name)
            {
                done.push(name);
                self.headers(method, name, case.response, chunks);
            }
        }
    }

    fn enumeration(&self, name: &Ident, text: &str, cases: &[Case<'_>]) -> Chunk {
        let text = docs(text);
        let variants = cases.iter().map(|case| self.variant(case));
        // Its variants are as large as the models they hold.
        let large = (cases.len() > 1).then(|| quote!(#[allow(clippy::large_enum_variant)]));
        Chunk::Item(quote! {
            #text
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            #large
            pub enum #name { #(#variants,)* }
        })
    }

    /// One part stands in parentheses, several have names.
    fn variant(&self, case: &Case<'_>) -> TokenStream {
        let text = described(case.response);
        let name = ident(case.response.ident.as_str());
        let mut parts = Vec::new();
        if case.status {
            parts.push((
                "status",
                "The status.",
                quote!(::specwright::codegen::StatusCode),
            ));
        }
        if let Some(headers) = &case.headers {
            parts.push(("headers", "The declared headers.", quote!(#headers)));
        }
        if let Some(body) = self.body(case) {
            parts.push(("body", "The body.", body));
        }
        match parts.as_slice() {
            [] => quote!(#text #name),
            [(_, _, ty)] => quote!(#text #name(#ty)),
            _ => {
                let fields = parts.iter().map(|(field, text, ty)| {
                    let (field, text) = (ident(field), docs(text));
                    quote!(#text #field: #ty)
                });
                quote!(#text #name { #(#fields,)* })
            }
        }
    }

    fn body(&self, case: &Case<'_>) -> Option<TokenStream> {
        case.response.body.as_ref().map(|body| match body.codec {
            BodyCodec::Json => self.scope.ty(&body.ty),
            BodyCodec::Raw => quote!(::specwright::codegen::Bytes),
        })
    }

    fn headers(&self, method: &str, name: &Ident, response: &Response, chunks: &mut Vec<Chunk>) {
        let text = docs(&format!(
            "The headers that {} declares for {}.",
            code(method),
            status_text(response.status)
        ));
        let fields = response.headers.iter().map(|header| {
            let text = docs_of(&header.docs, &format!("{}.", code(&header.wire.0)));
            let field = ident(header.ident.as_str());
            let ty = self.scope.ty(&header.ty);
            let ty = if header.required {
                ty
            } else {
                let option = self.scope.prelude("Option");
                quote!(#option<#ty>)
            };
            quote!(#text pub #field: #ty)
        });
        chunks.push(Chunk::Item(quote! {
            #text
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub struct #name { #(#fields,)* }
        }));
        let rows = response.headers.iter().map(|header| {
            let field = ident(header.ident.as_str());
            let wire = &header.wire.0;
            Row::Line(quote!(#field #wire,))
        });
        chunks.push(Chunk::Table(Table {
            head: quote!(::specwright::codegen::client_headers!),
            rows: vec![Row::Block {
                head: quote!(#name),
                rows: rows.collect(),
                tail: quote!(),
            }],
        }));
    }

    /// The rows of the successes.
    pub(super) fn ok_rows(&self) -> Vec<TokenStream> {
        let name = self.ok_name();
        let single = self.ok.len() == 1;
        let rows = matched(&self.ok).into_iter().map(|case| {
            let variant = ident(case.response.ident.as_str());
            let target = if single {
                quote!(answer)
            } else {
                quote!(#name::#variant)
            };
            case.row(&target)
        });
        rows.collect()
    }

    /// The rows of the errors.
    pub(super) fn error_rows(&self) -> Vec<TokenStream> {
        let name = self.error_name();
        let rows = matched(&self.error).into_iter().map(|case| {
            let variant = ident(case.response.ident.as_str());
            case.row(&quote!(#name::#variant))
        });
        rows.collect()
    }
}

impl Case<'_> {
    /// `422 => Error::Variant(status, headers, json),`
    fn row(&self, target: &TokenStream) -> TokenStream {
        let status = match self.response.status {
            StatusSpec::Code(code) => Literal::u16_unsuffixed(code),
            StatusSpec::Range(digit) => Literal::string(&format!("{digit}XX")),
            StatusSpec::Default => Literal::string("default"),
        };
        let media = self.media;
        let mut parts = Vec::new();
        if self.status {
            parts.push(quote!(status));
        }
        if self.headers.is_some() {
            parts.push(quote!(headers));
        }
        if let Some(body) = &self.response.body {
            parts.push(match body.codec {
                BodyCodec::Json => quote!(json),
                BodyCodec::Raw => quote!(raw),
            });
        }
        let parts = (!parts.is_empty()).then(|| quote!((#(#parts),*)));
        quote!(#status #media => #target #parts,)
    }
}

/// Where a status has several media types, each is compared with the answer's
/// but the last of [`matched`], which takes what is left: JSON if there is one.
fn tell_apart(mut cases: Vec<Case<'_>>) -> Vec<Case<'_>> {
    let last_of: BTreeMap<StatusSpec, &str> = matched(&cases)
        .into_iter()
        .map(|case| (case.response.status, case.response.ident.as_str()))
        .collect();
    for case in &mut cases {
        let response = case.response;
        if last_of.get(&response.status) != Some(&response.ident.as_str()) {
            case.media = response.body.as_ref().map(|body| body.accepts.as_str());
        }
    }
    cases
}

/// The cases in the order in which an answer is compared with them.
fn matched<'c, 'a>(cases: &'c [Case<'a>]) -> Vec<&'c Case<'a>> {
    let rank = |case: &Case<'_>| match &case.response.body {
        Some(body) => (body.codec == BodyCodec::Json, body.accepts.contains('*')),
        None => (false, false),
    };
    let mut cases: Vec<&Case<'_>> = cases.iter().collect();
    cases.sort_by_key(|case| (case.response.status, rank(case)));
    cases
}

/// A response's docs, its status first.
fn described(response: &Response) -> TokenStream {
    let status = match response.status {
        StatusSpec::Default => "Any other status".to_owned(),
        other => status_text(other),
    };
    let mut text = Docs {
        deprecated: false,
        ..response.docs.clone()
    };
    match text.summary.as_mut().or(text.description.as_mut()) {
        Some(says) if !says.trim().is_empty() => says.insert_str(0, &format!("{status}: ")),
        _ => {
            text = Docs {
                summary: Some(format!("{status}.")),
                ..Docs::default()
            }
        }
    }
    docs_of(&text, &status)
}

fn status_text(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "any other status".to_owned(),
    }
}

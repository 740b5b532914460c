//! The small tokens that all of the output is made of: identifiers, paths of
//! types, literals, facets, doc attributes.

mod docs;

use std::str::FromStr as _;

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;
use specwright_check::Decimal;
use specwright_ir::{
    Api, Engine, Facets, Format, Integer, Library, Literal, Number, Pattern, Presence, RustPath,
    Scalar, TypeId, TypeKind, TypeRef, Via,
};

pub use docs::{code_span, docs, docs_above, docs_of};

/// How a file reaches types: where the models are.
#[derive(Debug)]
pub struct Scope<'a> {
    api: &'a Api,
    models: TokenStream,
}

impl<'a> Scope<'a> {
    /// The scope of `models.rs`: models are reached by their bare name.
    #[must_use]
    pub fn models(api: &'a Api) -> Self {
        Self {
            api,
            models: TokenStream::new(),
        }
    }

    /// The scope of `server.rs` and `client.rs`: `super::models::Name`.
    #[must_use]
    pub fn beside_models(api: &'a Api) -> Self {
        Self {
            api,
            models: quote!(super::models::),
        }
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &'a Api {
        self.api
    }

    /// A name of the prelude (`Option`, `Some`, `String`, `Send`, ..) by its
    /// absolute path; printing makes it bare where nothing shadows it. A name
    /// that is not known here is written bare.
    #[must_use]
    pub fn prelude(&self, name: &str) -> TokenStream {
        let bare = ident(name);
        match name {
            "Option" => quote!(::core::option::Option),
            "Some" => quote!(::core::option::Option::Some),
            "None" => quote!(::core::option::Option::None),
            "Result" => quote!(::core::result::Result),
            "Ok" => quote!(::core::result::Result::Ok),
            "Err" => quote!(::core::result::Result::Err),
            "String" => quote!(::std::string::String),
            "Vec" => quote!(::std::vec::Vec),
            "Box" => quote!(::std::boxed::Box),
            "ToString" => quote!(::std::string::ToString),
            "ToOwned" => quote!(::std::borrow::ToOwned),
            "Into" => quote!(::core::convert::Into),
            "From" => quote!(::core::convert::From),
            "AsRef" => quote!(::core::convert::AsRef),
            "Default" => quote!(::core::default::Default),
            "Clone" => quote!(::core::clone::Clone),
            "Debug" => quote!(::core::fmt::Debug),
            "PartialEq" => quote!(::core::cmp::PartialEq),
            "Eq" => quote!(::core::cmp::Eq),
            "Hash" => quote!(::core::hash::Hash),
            "Copy" => quote!(::core::marker::Copy),
            "Send" => quote!(::core::marker::Send),
            "Sync" => quote!(::core::marker::Sync),
            "Sized" => quote!(::core::marker::Sized),
            "Iterator" => quote!(::core::iter::Iterator),
            "IntoIterator" => quote!(::core::iter::IntoIterator),
            "bool" | "i32" | "i64" | "u16" | "u64" | "i128" | "f32" | "f64" | "str" => {
                quote!(::core::primitive::#bare)
            }
            _ => quote!(#bare),
        }
    }

    /// A named type's path.
    #[must_use]
    pub fn named(&self, id: TypeId) -> TokenStream {
        let models = &self.models;
        let name = ident(self.api.types.get(id).ident.as_str());
        quote!(#models #name)
    }

    /// A type.
    #[must_use]
    pub fn ty(&self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => self.named(*id),
            TypeRef::Scalar(scalar) => self.scalar(*scalar),
            TypeRef::List(item) => {
                let (list, item) = (self.prelude("Vec"), self.ty(item));
                quote!(#list<#item>)
            }
            TypeRef::Tuple(items) => {
                let types = items.iter().map(|item| self.ty(item));
                let alone = (items.len() == 1).then(|| quote!(,));
                quote!((#(#types),* #alone))
            }
            TypeRef::Map(value) => {
                let (key, value) = (self.prelude("String"), self.ty(value));
                quote!(::std::collections::BTreeMap<#key, #value>)
            }
            TypeRef::Nullable(inner) => {
                let (option, inner) = (self.prelude("Option"), self.ty(inner));
                quote!(#option<#inner>)
            }
            TypeRef::Boxed(inner) => {
                let (boxed, inner) = (self.prelude("Box"), self.ty(inner));
                quote!(#boxed<#inner>)
            }
            TypeRef::Object => quote!(::specwright::codegen::Object),
            TypeRef::Any => quote!(::specwright::codegen::Value),
            TypeRef::Null => quote!(()),
        }
    }

    /// A scalar's type.
    #[must_use]
    pub fn scalar(&self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::String => self.prelude("String"),
            Scalar::Boolean => self.prelude("bool"),
            Scalar::Integer(Integer::I32) => self.prelude("i32"),
            Scalar::Integer(Integer::I64) => self.prelude("i64"),
            Scalar::Integer(Integer::U64) => self.prelude("u64"),
            Scalar::Integer(Integer::I128) => self.prelude("i128"),
            Scalar::Number(Number::F32) => self.prelude("f32"),
            Scalar::Number(Number::F64) => self.prelude("f64"),
            Scalar::Number(Number::Decimal) => quote!(::specwright::codegen::DecimalNumber),
            Scalar::Format(format) => self.format(format),
        }
    }

    fn format(&self, format: Format) -> TokenStream {
        match format {
            Format::DateTime(Library::Chrono) => quote!(::specwright::codegen::DateTime),
            Format::DateTime(Library::Time) => quote!(::specwright::codegen::OffsetDateTime),
            Format::DateTime(Library::Jiff) => quote!(::specwright::codegen::Timestamp),
            Format::Date(Library::Chrono) => quote!(::specwright::codegen::Date),
            Format::Date(Library::Time) => quote!(::specwright::codegen::TimeDate),
            Format::Date(Library::Jiff) => quote!(::specwright::codegen::CivilDate),
            Format::Uuid => quote!(::specwright::codegen::Uuid),
            Format::Ipv4 => quote!(::specwright::codegen::Ipv4Addr),
            Format::Ipv6 => quote!(::specwright::codegen::Ipv6Addr),
            Format::Byte => quote!(::specwright::codegen::Base64),
            Format::Base64Url => quote!(::specwright::codegen::Base64Url),
            Format::Base16 => quote!(::specwright::codegen::Base16),
            Format::Duration => quote!(::specwright::codegen::Span),
            Format::Decimal => quote!(::specwright::codegen::RustDecimal),
            Format::Password => quote!(::specwright::codegen::Secret),
            Format::Path(index) => match self.api.paths.get(usize::from(index)) {
                Some(path) => {
                    let path = rust_path(path);
                    quote!(::specwright::codegen::ByDisplay<#path>)
                }
                None => self.prelude("String"),
            },
        }
    }

    /// The type of a field or argument of a presence.
    #[must_use]
    pub fn present(&self, ty: &TypeRef, presence: Presence) -> TokenStream {
        let ty = self.ty(ty);
        match presence {
            Presence::Required => ty,
            Presence::RequiredNullable | Presence::Optional => {
                let option = self.prelude("Option");
                quote!(#option<#ty>)
            }
            Presence::OptionalNullable => quote!(::specwright::codegen::Nullable<#ty>),
        }
    }

    /// The type that a function takes for a value of `ty`: `impl
    /// Into<String>` where a conversion is a convenience (strings, secrets,
    /// boxes, unions, values, and types that stand for these), else `ty`. The
    /// function's body applies `Into::into` in any case.
    #[must_use]
    pub fn argument(&self, ty: &TypeRef) -> TokenStream {
        let path = self.ty(ty);
        if self.converts(ty) {
            let into = self.prelude("Into");
            quote!(impl #into<#path>)
        } else {
            path
        }
    }

    /// Whether [`Scope::argument`] takes anything that converts.
    #[must_use]
    pub fn converts(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(
                Scalar::String
                | Scalar::Format(
                    Format::Password
                    | Format::Byte
                    | Format::Base64Url
                    | Format::Base16
                    | Format::Path(_),
                ),
            )
            | TypeRef::Any
            | TypeRef::Boxed(_) => true,
            TypeRef::Named(id) => match &self.api.types.get(*id).kind {
                TypeKind::Union(_) | TypeKind::Newtype { .. } => true,
                TypeKind::Alias(inner) => self.converts(inner),
                TypeKind::Own(own) => own.via != Via::Codec,
                TypeKind::Struct(_) | TypeKind::Enum(_) => false,
            },
            _ => false,
        }
    }

    /// A literal as an expression of its type: strings are `&'static str`,
    /// numbers bare.
    #[must_use]
    pub fn literal(&self, literal: &Literal) -> TokenStream {
        match literal {
            Literal::Null => self.prelude("None"),
            Literal::Bool(value) => quote!(#value),
            Literal::Integer(value) => {
                let token = Token::u128_unsuffixed(value.unsigned_abs());
                if *value < 0 {
                    quote!(-#token)
                } else {
                    quote!(#token)
                }
            }
            Literal::Number(value) => {
                let token = Token::f64_unsuffixed(finite(value.abs()));
                if value.is_sign_negative() {
                    quote!(-#token)
                } else {
                    quote!(#token)
                }
            }
            Literal::String(text) => quote!(#text),
            Literal::Variant(id, variant) => {
                let (name, variant) = (self.named(*id), ident(variant.as_str()));
                quote!(#name::#variant)
            }
        }
    }
}

/// An identifier, raw where it is a keyword of any edition.
#[must_use]
pub fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// Keywords that can be raw identifiers.
fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

/// Facets as an expression of type `&'static Facets`.
#[must_use]
pub fn facets(scope: &Scope<'_>, facets: &Facets) -> TokenStream {
    if facets.is_empty() {
        return quote!(::specwright::codegen::NO_FACETS);
    }
    let rows = facet_rows(scope, facets);
    quote!(::specwright::codegen::facets! { #rows })
}

/// Facets as a table's row has them behind a type: nothing, or `{ min_length:
/// 1 }`.
#[must_use]
pub fn facets_suffix(scope: &Scope<'_>, facets: &Facets) -> TokenStream {
    if facets.is_empty() {
        return TokenStream::new();
    }
    let rows = facet_rows(scope, facets);
    quote!({ #rows })
}

/// `min_length: 1, minimum: 0.5, pattern: ["a" => "a"], items: { .. }`.
fn facet_rows(scope: &Scope<'_>, facets: &Facets) -> TokenStream {
    let mut rows = Vec::new();
    let mut counts = |name: &str, value: Option<u64>| {
        if let Some(value) = value {
            let (name, value) = (ident(name), Token::u64_unsuffixed(value));
            rows.push(quote!(#name: #value));
        }
    };
    counts("min_length", facets.min_length);
    counts("max_length", facets.max_length);
    counts("min_items", facets.min_items);
    counts("max_items", facets.max_items);
    counts("min_properties", facets.min_properties);
    counts("max_properties", facets.max_properties);
    let bounds = [
        ("minimum", facets.minimum),
        ("maximum", facets.maximum),
        ("exclusive_minimum", facets.exclusive_minimum),
        ("exclusive_maximum", facets.exclusive_maximum),
    ];
    for (name, bound) in bounds {
        if let Some(bound) = bound {
            let (name, bound) = (ident(name), decimal(bound));
            rows.push(quote!(#name: #bound));
        }
    }
    if !facets.multiple_of.is_empty() {
        let divisors = facets.multiple_of.iter().map(|divisor| decimal(*divisor));
        rows.push(quote!(multiple_of: [#(#divisors),*]));
    }
    for (name, list) in [("patterns", &facets.patterns), ("keys", &facets.keys)] {
        if !list.is_empty() {
            let (name, list) = (ident(name), patterns(list));
            rows.push(quote!(#name: [#list]));
        }
    }
    if let Some(names) = facets.names.as_ref().filter(|names| !names.is_empty()) {
        let names = facet_rows(scope, names);
        rows.push(quote!(names: { #names }));
    }
    if facets.unique_items {
        rows.push(quote!(unique_items: true));
    }
    if let Some(items) = facets.items.as_ref().filter(|items| !items.is_empty()) {
        let items = facet_rows(scope, items);
        rows.push(quote!(items: { #items }));
    }
    if !facets.positions.is_empty() {
        let positions = facets
            .positions
            .iter()
            .map(|facets| facet_rows(scope, facets));
        rows.push(quote!(positions: [#({ #positions }),*]));
    }
    if let Some(check) = facets.check {
        let (models, index) = (&scope.models, Token::u32_unsuffixed(check.0));
        rows.push(quote!(check: (#models CHECKS[#index])));
    }
    quote!(#(#rows),*)
}

/// `"^a" => "^a", "(?=a)" => "(?=a)" (backtracking)`
pub(crate) fn patterns(patterns: &[Pattern]) -> TokenStream {
    let patterns = patterns.iter().map(|pattern| {
        let (source, regex) = (&pattern.source, &pattern.regex);
        match pattern.engine {
            Engine::Linear => quote!(#source => #regex),
            Engine::Backtracking => quote!(#source => #regex (backtracking)),
        }
    });
    quote!(#(#patterns),*)
}

/// A decimal as one token tree that the runtime's macro reads by its text:
/// `0.5`, or `(-0.5)`.
pub(crate) fn decimal(value: Decimal) -> TokenStream {
    let text = value.to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    // The text of a decimal is a literal of Rust too.
    let token = Token::from_str(digits).unwrap_or_else(|_| Token::string(digits));
    if text.starts_with('-') {
        quote!((-#token))
    } else {
        quote!(#token)
    }
}

/// A path to an item of the user's.
pub(crate) fn rust_path(path: &RustPath) -> TokenStream {
    let segments = path.segments().iter().map(|segment| ident(segment));
    if path.is_own() {
        quote!(crate #(::#segments)*)
    } else {
        quote!(#(::#segments)*)
    }
}

/// A literal token cannot hold anything else.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::MAX }
}

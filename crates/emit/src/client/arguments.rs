//! Parameters and bodies as arguments, and how they reach a call.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use specwright_ir::{
    Body, BodyCodec, Param, ParamWire, PathStyle, QueryStyle, Scalar, TypeKind, TypeRef,
};

use crate::tokens::{Scope, ident};

/// An argument: its type, and the method of the call that takes it.
pub(super) struct Argument {
    /// What the function takes.
    pub(super) ty: TokenStream,
    /// `.text(0, value.as_ref())`
    pub(super) set: TokenStream,
}

/// The argument for a parameter at `index` of the operation's table.
pub(super) fn parameter(scope: &Scope<'_>, param: &Param, index: usize, name: &Ident) -> Argument {
    let index = Literal::usize_unsuffixed(index);
    match resolve(scope, &param.ty) {
        TypeRef::Scalar(Scalar::String) => {
            let (as_ref, str) = (scope.prelude("AsRef"), scope.prelude("str"));
            Argument {
                ty: quote!(impl #as_ref<#str>),
                set: quote!(.text(#index, #name.as_ref())),
            }
        }
        TypeRef::List(item) => match resolve(scope, item) {
            TypeRef::Scalar(Scalar::String) => {
                let (as_ref, str) = (scope.prelude("AsRef"), scope.prelude("str"));
                Argument {
                    ty: quote!(&[impl #as_ref<#str>]),
                    set: quote!(.texts(#index, #name)),
                }
            }
            _ => {
                let item = scope.ty(item);
                Argument {
                    ty: quote!(&[#item]),
                    set: quote!(.list(#index, #name)),
                }
            }
        },
        _ if scope.converts(&param.ty) => {
            let (into, ty) = (scope.prelude("Into"), scope.ty(&param.ty));
            Argument {
                ty: scope.argument(&param.ty),
                set: quote!(.param(#index, &#into::<#ty>::into(#name))),
            }
        }
        _ => Argument {
            ty: scope.ty(&param.ty),
            set: quote!(.param(#index, &#name)),
        },
    }
}

/// The argument for a body: by reference, so that it can be sent again.
pub(super) fn body(scope: &Scope<'_>, body: &Body, name: &Ident) -> Argument {
    let media_type = &body.content_type;
    let json = quote!(.json(#media_type, #name));
    if body.codec == BodyCodec::Raw {
        let into = scope.prelude("Into");
        return Argument {
            ty: quote!(impl #into<::specwright::codegen::Bytes>),
            set: quote!(.raw(#media_type, #name)),
        };
    }
    match resolve(scope, &body.ty) {
        TypeRef::Scalar(Scalar::String) => {
            let str = scope.prelude("str");
            Argument {
                ty: quote!(&#str),
                set: json,
            }
        }
        TypeRef::List(item) => {
            let item = scope.ty(item);
            Argument {
                ty: quote!(&[#item]),
                set: json,
            }
        }
        TypeRef::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_)) => Argument {
            ty: scope.ty(&body.ty),
            set: quote!(.json(#media_type, &#name)),
        },
        _ => {
            let ty = scope.ty(&body.ty);
            Argument {
                ty: quote!(&#ty),
                set: json,
            }
        }
    }
}

/// What an alias stands for, at any depth. Aliases never reach themselves.
fn resolve<'a>(scope: &Scope<'a>, mut ty: &'a TypeRef) -> &'a TypeRef {
    while let TypeRef::Named(id) = ty
        && let TypeKind::Alias(inner) = &scope.api().types.get(*id).kind
    {
        ty = inner;
    }
    ty
}

/// A parameter as a row of the operation's table: `query("ids").comma(),`.
pub(super) fn row(param: &Param) -> TokenStream {
    let name = &param.wire.0;
    let (place, more): (_, &[&str]) = match param.place {
        ParamWire::Path { style, explode } => {
            let more: &[&str] = match (style, explode) {
                (PathStyle::Simple, _) => &[],
                (PathStyle::Label, false) => &["label"],
                (PathStyle::Label, true) => &["label", "explode"],
                (PathStyle::Matrix, false) => &["matrix"],
                (PathStyle::Matrix, true) => &["matrix", "explode"],
            };
            ("path", more)
        }
        ParamWire::Query {
            style,
            allow_reserved,
        } => {
            let more: &[&str] = match (style, allow_reserved) {
                (QueryStyle::Form { explode: true }, false) => &[],
                (QueryStyle::Form { explode: true }, true) => &["allow_reserved"],
                (QueryStyle::Form { explode: false }, false) => &["comma"],
                (QueryStyle::Form { explode: false }, true) => &["comma", "allow_reserved"],
                (QueryStyle::SpaceDelimited, false) => &["space"],
                (QueryStyle::SpaceDelimited, true) => &["space", "allow_reserved"],
                (QueryStyle::PipeDelimited, false) => &["pipe"],
                (QueryStyle::PipeDelimited, true) => &["pipe", "allow_reserved"],
            };
            ("query", more)
        }
        ParamWire::Header { .. } => ("header", &[]),
        ParamWire::Cookie { explode: false } => ("cookie", &[]),
        ParamWire::Cookie { explode: true } => ("cookie", &["explode"]),
    };
    let place = ident(place);
    let more = more.iter().map(|name| ident(name));
    quote!(#place(#name) #(.#more())*,)
}

//! Structs.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use specwright_ir::{
    Extra, Facets, Field, FieldIdent, Literal, Number, Presence, Scalar, Struct, TypeDef, TypeKind,
    TypeRef,
};

use super::{head, resolve};
use crate::{
    print::{Chunk, Row, Table},
    tokens::{Scope, code_span, docs, docs_of, facets_suffix, ident, patterns},
};

/// A struct and its table.
pub(super) fn chunks(scope: &Scope<'_>, def: &TypeDef, body: &Struct) -> Vec<Chunk> {
    vec![
        Chunk::Item(item(scope, def, body)),
        Chunk::Table(table(scope, def, body)),
    ]
}

fn item(scope: &Scope<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let (head, name) = (head(scope, def, def.derives), ident(def.ident.as_str()));
    let fields = body.fields.iter().map(|field| {
        let docs = docs_of(
            &field.docs,
            &format!("The member {}.", code_span(&field.wire.0)),
        );
        let (name, ty) = (
            ident(field.ident.as_str()),
            scope.present(&field.ty, field.presence),
        );
        quote!(#docs pub #name: #ty,)
    });
    let matching = body.matching.iter().map(|matching| {
        let names: Vec<String> = matching
            .patterns
            .iter()
            .map(|pattern| code_span(&pattern.source))
            .collect();
        let docs = format!("The members whose names match {}.", names.join(" or "));
        map_field(scope, &matching.ident, &matching.ty, &docs)
    });
    let rest = match &body.extra {
        Extra::Keep { ident, ty, .. } => Some(map_field(scope, ident, ty, "All other members.")),
        Extra::Drop | Extra::Deny => None,
    };
    quote! {
        #head
        pub struct #name {
            #(#fields)*
            #(#matching)*
            #rest
        }
    }
}

/// A field that holds members by their names.
fn map_field(scope: &Scope<'_>, name: &FieldIdent, ty: &TypeRef, text: &str) -> TokenStream {
    let (docs, name) = (docs(text), ident(name.as_str()));
    let ty = scope.ty(&TypeRef::Map(Box::new(ty.clone())));
    quote!(#docs pub #name: #ty,)
}

fn table(scope: &Scope<'_>, def: &TypeDef, body: &Struct) -> Table {
    let name = ident(def.ident.as_str());
    let mut rows = vec![Row::Block {
        head: quote!(#name),
        rows: field_rows(scope, body),
        tail: TokenStream::new(),
    }];
    if !body.matching.is_empty() {
        let rows_of_maps = body.matching.iter().map(|matching| {
            let (name, ty) = (ident(matching.ident.as_str()), scope.ty(&matching.ty));
            let patterns = patterns(&matching.patterns);
            let facets = facets_suffix(scope, &matching.facets);
            Row::Line(quote!(#name: #ty = [#patterns] #facets,))
        });
        rows.push(Row::Block {
            head: quote!(matching),
            rows: rows_of_maps.collect(),
            tail: TokenStream::new(),
        });
    }
    for (head, names) in [
        (quote!(require), &body.required_extra),
        (quote!(forbid), &body.forbidden),
        (quote!(ignore), &body.ignored),
    ] {
        if !names.is_empty() {
            rows.push(Row::Flow {
                head,
                items: names
                    .iter()
                    .map(|name| {
                        let name = &name.0;
                        quote!(#name)
                    })
                    .collect(),
                brackets: ('[', ']'),
            });
        }
    }
    let members = Facets {
        min_properties: body.min_properties,
        max_properties: body.max_properties,
        names: body.names.clone(),
        check: body.check,
        ..Facets::default()
    };
    if !members.is_empty() {
        let members = facets_suffix(scope, &members);
        rows.push(Row::Line(quote!(members #members)));
    }
    rows.push(Row::Flow {
        head: quote!(new),
        items: arguments(scope, body),
        brackets: ('(', ')'),
    });
    let fixed = fixed(scope, body);
    if !fixed.is_empty() {
        rows.push(Row::Flow {
            head: quote!(fixed),
            items: fixed,
            brackets: ('{', '}'),
        });
    }
    let methods = Methods::of(scope, body);
    if !methods.setters.is_empty() {
        rows.push(Row::Flow {
            head: quote!(set),
            items: methods.setters,
            brackets: ('(', ')'),
        });
    }
    for (word, lines) in [("set_as", methods.renamed), ("default", methods.getters)] {
        if !lines.is_empty() {
            let word = ident(word);
            rows.push(Row::Block {
                head: quote!(#word),
                rows: lines.into_iter().map(Row::Line).collect(),
                tail: TokenStream::new(),
            });
        }
    }
    Table {
        head: quote!(::specwright::codegen::object!),
        rows,
    }
}

fn field_rows(scope: &Scope<'_>, body: &Struct) -> Vec<Row> {
    let mut rows: Vec<Row> = body
        .fields
        .iter()
        .map(|field| {
            let (name, wire) = (ident(field.ident.as_str()), &field.wire.0);
            let (ty, facets) = (scope.ty(&field.ty), facets_suffix(scope, &field.facets));
            let presence = ident(match field.presence {
                Presence::Required => "Required",
                Presence::RequiredNullable => "RequiredNullable",
                Presence::Optional => "Optional",
                Presence::OptionalNullable => "OptionalNullable",
            });
            Row::Line(quote!(#name: #ty = #presence #wire #facets,))
        })
        .collect();
    match &body.extra {
        Extra::Drop => {}
        Extra::Deny => rows.push(Row::Line(quote!(..deny,))),
        Extra::Keep {
            ident: name,
            ty,
            facets,
        } => {
            let (name, ty) = (ident(name.as_str()), scope.ty(ty));
            let facets = facets_suffix(scope, facets);
            rows.push(Row::Line(quote!(..#name: #ty #facets,)));
        }
    }
    rows
}

/// The arguments of `new`: what must be there and can differ.
fn arguments(scope: &Scope<'_>, body: &Struct) -> Vec<TokenStream> {
    body.fields
        .iter()
        .filter_map(|field| {
            let name = ident(field.ident.as_str());
            let ty = match field.presence {
                Presence::Required if only_value(scope, field).is_some() => return None,
                Presence::Required => scope.argument(&field.ty),
                Presence::RequiredNullable => scope.present(&field.ty, field.presence),
                Presence::Optional | Presence::OptionalNullable => return None,
            };
            Some(quote!(#name: #ty))
        })
        .collect()
}

/// `op = StartOp::Start`, for members that must be there and have one value.
fn fixed(scope: &Scope<'_>, body: &Struct) -> Vec<TokenStream> {
    body.fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .filter_map(|field| {
            let name = ident(field.ident.as_str());
            let value = scope.literal(&only_value(scope, field)?);
            Some(quote!(#name = #value))
        })
        .collect()
}

/// The value of a field that has just one.
fn only_value(scope: &Scope<'_>, field: &Field) -> Option<Literal> {
    let TypeRef::Named(id) = resolve(scope.api(), &field.ty) else {
        return None;
    };
    match &scope.api().types.get(*id).kind {
        TypeKind::Enum(variants) => match variants.as_slice() {
            [only] => Some(Literal::Variant(*id, only.ident.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Setters and readers of defaults, under names of their own.
struct Methods {
    /// Setters that are called as their field.
    setters: Vec<TokenStream>,
    /// Setters whose field has a name that is taken.
    renamed: Vec<TokenStream>,
    getters: Vec<TokenStream>,
}

impl Methods {
    fn of(scope: &Scope<'_>, body: &Struct) -> Self {
        let mut taken: BTreeSet<String> = ["new", "validate", "clone"].map(str::to_owned).into();
        let mut methods = Self {
            setters: Vec::new(),
            renamed: Vec::new(),
            getters: Vec::new(),
        };
        // The runtime makes their setters, under their own names.
        taken.extend(
            body.matching
                .iter()
                .map(|matching| matching.ident.to_string()),
        );
        if let Extra::Keep { ident: name, .. } = &body.extra {
            taken.insert(name.to_string());
        }
        for field in &body.fields {
            let Some(argument) = setter_argument(scope, field) else {
                continue;
            };
            let method = free(field.ident.as_str(), &mut taken);
            if method == ident(field.ident.as_str()) {
                methods.setters.push(argument);
            } else {
                methods.renamed.push(quote!(#method(#argument),));
            }
        }
        for field in &body.fields {
            methods.getters.extend(getter(scope, field, &mut taken));
        }
        methods
    }
}

/// `name`, with underscores behind it as long as it is taken.
fn free(name: &str, taken: &mut BTreeSet<String>) -> Ident {
    let mut name = name.to_owned();
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    ident(&name)
}

/// `limit: i64`, for a field that need not be there.
fn setter_argument(scope: &Scope<'_>, field: &Field) -> Option<TokenStream> {
    let name = ident(field.ident.as_str());
    let ty = match field.presence {
        Presence::Required | Presence::RequiredNullable => return None,
        Presence::Optional => scope.argument(&field.ty),
        Presence::OptionalNullable => {
            let (into, ty) = (
                scope.prelude("Into"),
                scope.present(&field.ty, field.presence),
            );
            quote!(impl #into<#ty>)
        }
    };
    Some(quote!(#name: #ty))
}

/// `limit_or_default(limit) -> i64 = 10,`
fn getter(scope: &Scope<'_>, field: &Field, taken: &mut BTreeSet<String>) -> Option<TokenStream> {
    let default = field.default.as_ref()?;
    let nullable = match field.presence {
        Presence::Required | Presence::RequiredNullable => return None,
        Presence::Optional => false,
        Presence::OptionalNullable => true,
    };
    let (ty, value) = match default {
        Literal::Null if nullable => (default_type(scope, &field.ty)?, scope.prelude("None")),
        Literal::Null => return None,
        _ => {
            let (ty, value) = typed_default(scope, &field.ty, default)?;
            if nullable {
                let some = scope.prelude("Some");
                (ty, quote!(#some(#value)))
            } else {
                (ty, value)
            }
        }
    };
    let ty = if nullable {
        let option = scope.prelude("Option");
        quote!(#option<#ty>)
    } else {
        ty
    };
    let name = ident(field.ident.as_str());
    let method = free(&field.ident.joined("_or_default"), taken);
    Some(quote!(#method(#name) -> #ty = #value,))
}

/// The type in which a default is read: strings are borrowed.
fn default_type(scope: &Scope<'_>, ty: &TypeRef) -> Option<TokenStream> {
    match resolve(scope.api(), ty) {
        TypeRef::Scalar(Scalar::String) => {
            let str = scope.prelude("str");
            Some(quote!(&#str))
        }
        _ => Some(scope.ty(ty)),
    }
}

/// A default's type and expression, if a constant expression can hold it.
pub(crate) fn typed_default(
    scope: &Scope<'_>,
    ty: &TypeRef,
    default: &Literal,
) -> Option<(TokenStream, TokenStream)> {
    let fits = match (resolve(scope.api(), ty), default) {
        (TypeRef::Scalar(Scalar::String), Literal::String(_))
        | (TypeRef::Scalar(Scalar::Boolean), Literal::Bool(_))
        | (TypeRef::Scalar(Scalar::Integer(_)), Literal::Integer(_))
        | (TypeRef::Scalar(Scalar::Number(Number::F32 | Number::F64)), Literal::Number(_)) => true,
        (TypeRef::Scalar(Scalar::Number(Number::F32 | Number::F64)), Literal::Integer(value)) => {
            let value = scope.literal(&Literal::Number(*value as f64));
            return Some((scope.ty(ty), value));
        }
        (TypeRef::Named(id), Literal::Variant(of, _)) => {
            id == of && matches!(scope.api().types.get(*id).kind, TypeKind::Enum(_))
        }
        _ => false,
    };
    fits.then(|| Some((default_type(scope, ty)?, scope.literal(default))))
        .flatten()
}

//! Which types a parameter or header carries.

use specwright_ir::{Facets, Literal, Scalar, TypeKind, TypeRef, Via};

use crate::schema::{Lowering, Typed};

/// What becomes of a type in a parameter or header.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Carried {
    /// It is carried as it is: a scalar, an enum, an alias of these, or a list
    /// of these. Null is no text; its branch is gone.
    Plain(Value),
    /// It is carried as text, or as a list of texts, and not checked: it is
    /// one of several types, or of several forms of text.
    Text(Value),
    /// The same, since nothing says its type, or that of its items.
    Untyped(Value),
    /// It is of a type of the user's that is not read from text.
    Own,
    /// It cannot be carried.
    No,
}

/// What is carried.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    /// The type.
    pub(super) ty: TypeRef,
    /// What is checked beside it.
    pub(super) facets: Facets,
    /// `default`.
    pub(super) default: Option<Literal>,
}

impl Value {
    /// Any text.
    pub(super) fn text() -> Self {
        Self {
            ty: TypeRef::Scalar(Scalar::String),
            facets: Facets::default(),
            default: None,
        }
    }
}

/// What becomes of `typed`.
pub(super) fn carried(types: &Lowering<'_>, typed: Typed) -> Carried {
    match form(types, &typed.ty, DEPTH) {
        Form::Scalar(ty) => Carried::Plain(Value {
            ty,
            facets: typed.facets,
            default: typed.default.filter(|default| *default != Literal::Null),
        }),
        Form::List(ty) => Carried::Plain(Value {
            ty: TypeRef::List(Box::new(ty)),
            facets: typed.facets,
            default: None,
        }),
        Form::Tuple(types) => Carried::Plain(Value {
            ty: TypeRef::Tuple(types),
            facets: typed.facets,
            default: None,
        }),
        Form::Text => Carried::Text(Value {
            default: text_default(typed.default),
            ..Value::text()
        }),
        Form::Texts => Carried::Text(match types.resolve(&typed.ty) {
            TypeRef::Tuple(items) => texts(of_length(items.len(), typed.facets)),
            _ => texts(typed.facets),
        }),
        Form::Any => Carried::Untyped(Value::text()),
        Form::Anys => Carried::Untyped(texts(typed.facets)),
        Form::Own => Carried::Own,
        Form::Other => Carried::No,
    }
}

/// A list of any texts.
fn texts(facets: Facets) -> Value {
    Value {
        ty: TypeRef::List(Box::new(TypeRef::Scalar(Scalar::String))),
        facets: Facets {
            items: None,
            positions: Vec::new(),
            ..facets
        },
        default: None,
    }
}

/// The facets of a tuple that becomes a list.
fn of_length(items: usize, facets: Facets) -> Facets {
    let length = u64::try_from(items).ok();
    Facets {
        min_items: length,
        max_items: length,
        ..facets
    }
}

/// Whether every value of the type is a string; what tells its branches apart
/// is then a format.
pub(super) fn is_string(types: &Lowering<'_>, ty: &TypeRef) -> bool {
    match types.resolve(ty) {
        TypeRef::List(item) => string_at(types, item, DEPTH),
        _ => string_at(types, ty, DEPTH),
    }
}

fn string_at(types: &Lowering<'_>, ty: &TypeRef, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match types.resolve(ty) {
        TypeRef::Scalar(Scalar::String | Scalar::Format(_)) => true,
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => string_at(types, inner, depth),
        TypeRef::Named(id) => match types.kind(*id) {
            Some(TypeKind::Enum(variants)) => variants
                .iter()
                .all(|variant| matches!(variant.value, Literal::String(_))),
            Some(TypeKind::Union(union)) => {
                let mut variants = union.variants.iter();
                variants.all(|variant| string_at(types, &variant.ty, depth))
            }
            _ => false,
        },
        _ => false,
    }
}

fn text_default(default: Option<Literal>) -> Option<Literal> {
    default.filter(|default| matches!(default, Literal::String(_)))
}

/// The form of a type on the wire.
#[derive(Debug, Clone, PartialEq)]
enum Form {
    /// One text, of this type.
    Scalar(TypeRef),
    /// Several, each of this type.
    List(TypeRef),
    /// Several, each of its own type.
    Tuple(Vec<TypeRef>),
    /// One text of several types.
    Text,
    /// Several texts of several types.
    Texts,
    /// One text, of any type.
    Any,
    /// Several, each of any type.
    Anys,
    /// A type of the user's that is not read from text.
    Own,
    /// Anything else.
    Other,
}

/// How deep types are looked into: a union that reaches itself has no form.
const DEPTH: u32 = 8;

fn form(types: &Lowering<'_>, ty: &TypeRef, depth: u32) -> Form {
    let Some(depth) = depth.checked_sub(1) else {
        return Form::Other;
    };
    match types.resolve(ty) {
        TypeRef::List(item) => match form(types, item, depth) {
            Form::Scalar(item) => Form::List(item),
            Form::Text => Form::Texts,
            Form::Any => Form::Anys,
            Form::Own => Form::Own,
            _ => Form::Other,
        },
        TypeRef::Tuple(items) => tuple_form(items.iter().map(|item| form(types, item, depth))),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => form(types, inner, depth),
        TypeRef::Named(id) => match types.kind(*id) {
            Some(TypeKind::Enum(_)) => Form::Scalar(ty.clone()),
            Some(TypeKind::Own(own)) if own.via == Via::Display => Form::Scalar(ty.clone()),
            Some(TypeKind::Own(_)) => Form::Own,
            Some(TypeKind::Union(union)) => {
                let variants = union.variants.iter();
                union_form(variants.map(|variant| form(types, &variant.ty, depth)))
            }
            _ => Form::Other,
        },
        TypeRef::Any => Form::Any,
        TypeRef::Scalar(_) => Form::Scalar(ty.clone()),
        TypeRef::Null => Form::Text,
        TypeRef::Map(_) | TypeRef::Object => Form::Other,
    }
}

/// One text where all branches are, several where some are lists.
fn union_form(variants: impl Iterator<Item = Form>) -> Form {
    let mut several = false;
    for variant in variants {
        match variant {
            Form::Scalar(_) | Form::Text | Form::Any => {}
            Form::List(_) | Form::Tuple(_) | Form::Texts | Form::Anys => several = true,
            Form::Own | Form::Other => return variant,
        }
    }
    if several { Form::Texts } else { Form::Text }
}

/// Several texts; each of its own type, if each has one.
fn tuple_form(items: impl Iterator<Item = Form>) -> Form {
    let mut types = Some(Vec::new());
    for item in items {
        match item {
            Form::Scalar(ty) => {
                if let Some(types) = &mut types {
                    types.push(ty);
                }
            }
            Form::Text | Form::Any => types = None,
            _ => return Form::Other,
        }
    }
    types.map_or(Form::Texts, Form::Tuple)
}

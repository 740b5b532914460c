//! Formats behind a feature of the runtime: the output names those it needs.

use std::collections::BTreeSet;

use quote::quote;
use specwright_ir::{Api, Extra, Scalar, TypeKind, TypeRef, Via};

use crate::print::Chunk;

/// A call for each feature, which gives a clear error where it is off.
pub(super) fn required(api: &Api) -> Vec<Chunk> {
    let mut features = BTreeSet::new();
    for ty in all_types(api) {
        collect(ty, &mut features);
    }
    let by_serde = |kind: &TypeKind| matches!(kind, TypeKind::Own(own) if own.via == Via::Serde);
    if api.types.iter().any(|(_, def)| by_serde(&def.kind)) {
        features.insert("serde");
    }
    features
        .into_iter()
        .map(|feature| {
            let name = crate::tokens::ident(&format!("require_{feature}"));
            Chunk::Item(quote!(::specwright::codegen::#name!();))
        })
        .collect()
}

/// Every type that is written anywhere.
fn all_types(api: &Api) -> Vec<&TypeRef> {
    let mut types = Vec::new();
    for (_, def) in api.types.iter() {
        match &def.kind {
            TypeKind::Struct(body) => {
                types.extend(body.fields.iter().map(|field| &field.ty));
                types.extend(body.matching.iter().map(|matching| &matching.ty));
                if let Extra::Keep { ty, .. } = &body.extra {
                    types.push(ty);
                }
            }
            TypeKind::Union(union) => types.extend(union.variants.iter().map(|v| &v.ty)),
            TypeKind::Alias(inner) | TypeKind::Newtype { inner, .. } => types.push(inner),
            TypeKind::Enum(_) | TypeKind::Own(_) => {}
        }
    }
    for operation in &api.operations {
        types.extend(operation.params.iter().map(|param| &param.ty));
        types.extend(operation.body.iter().map(|body| &body.ty));
        for response in &operation.responses {
            types.extend(response.headers.iter().map(|header| &header.ty));
            types.extend(response.body.iter().map(|body| &body.ty));
        }
    }
    types
}

fn collect(ty: &TypeRef, features: &mut BTreeSet<&'static str>) {
    match ty {
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => collect(inner, features),
        TypeRef::Tuple(items) => items.iter().for_each(|item| collect(item, features)),
        TypeRef::Scalar(Scalar::Format(format)) => {
            features.extend(format.feature());
        }
        TypeRef::Scalar(Scalar::Number(number)) => features.extend(number.feature()),
        _ => {}
    }
}

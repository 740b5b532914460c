//! Which derives the content of a type allows.

use specwright_ir::{Derives, Extra, Format, Number, Presence, Scalar, TypeDef, TypeKind, TypeRef};

/// Fills in the derives of all types. Types that contain each other allow
/// what all of them allow.
pub(super) fn derive(types: &mut [TypeDef]) {
    let mut known: Vec<Derives> = types
        .iter()
        .map(|def| Derives {
            eq: true,
            hash: true,
            copy: true,
            default: default(&def.kind),
        })
        .collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (user, def) in types.iter().enumerate() {
        let mut used = Vec::new();
        super::finish::each_ref(&def.kind, |ty| super::finish::names_in(ty, &mut used));
        for id in used {
            if let Some(users) = users.get_mut(id.0 as usize) {
                users.push(user);
            }
        }
    }
    let mut ahead: Vec<usize> = (0..types.len()).collect();
    while let Some(index) = ahead.pop() {
        let Some(def) = types.get(index) else {
            continue;
        };
        let content = content(&def.kind, &known);
        if let Some(slot) = known.get_mut(index) {
            let next = Derives {
                eq: slot.eq && content.eq,
                hash: slot.hash && content.hash,
                copy: slot.copy && content.copy,
                default: slot.default,
            };
            if *slot != next {
                *slot = next;
                ahead.extend(users.get(index).into_iter().flatten());
            }
        }
    }
    for (def, derives) in types.iter_mut().zip(known) {
        def.derives = derives;
    }
}

/// Whether a type has a value without any content given.
fn default(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Struct(structure) => {
            structure.required_extra.is_empty()
                && structure.fields.iter().all(|field| {
                    matches!(
                        field.presence,
                        Presence::Optional | Presence::OptionalNullable
                    )
                })
        }
        TypeKind::Newtype { inner, .. } => !matches!(inner, TypeRef::Tuple(_)),
        TypeKind::Own(own) => own.derives.default,
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
    }
}

const ALL: Derives = Derives {
    eq: true,
    hash: true,
    copy: true,
    default: false,
};
const NOTHING: Derives = Derives {
    eq: false,
    hash: false,
    copy: false,
    default: false,
};
const NO_COPY: Derives = Derives { copy: false, ..ALL };

fn both(a: Derives, b: Derives) -> Derives {
    Derives {
        eq: a.eq && b.eq,
        hash: a.hash && b.hash,
        copy: a.copy && b.copy,
        default: false,
    }
}

fn content(kind: &TypeKind, known: &[Derives]) -> Derives {
    match kind {
        TypeKind::Alias(inner) | TypeKind::Newtype { inner, .. } => of(inner, known),
        TypeKind::Own(own) => own.derives,
        // Values that are not listed are kept as they were read, on the heap.
        TypeKind::Enum(_) => NO_COPY,
        TypeKind::Union(union) => {
            let own = if union.is_open() { NO_COPY } else { ALL };
            union.variants.iter().fold(own, |all, variant| {
                let overlap = variant.overlap.as_ref();
                let kept = overlap.is_some_and(|overlap| overlap.others.is_some());
                let all = if kept { both(all, NO_COPY) } else { all };
                both(all, of(&variant.ty, known))
            })
        }
        TypeKind::Struct(structure) => {
            let own = match &structure.extra {
                Extra::Drop | Extra::Deny => ALL,
                Extra::Keep { ty, .. } => both(NO_COPY, of(ty, known)),
            };
            let own = structure
                .matching
                .iter()
                .fold(own, |all, map| both(all, both(NO_COPY, of(&map.ty, known))));
            structure
                .fields
                .iter()
                .fold(own, |all, field| both(all, of(&field.ty, known)))
        }
    }
}

fn of(ty: &TypeRef, known: &[Derives]) -> Derives {
    match ty {
        TypeRef::Named(id) => known.get(id.0 as usize).copied().unwrap_or(NOTHING),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Boxed(inner) => {
            both(NO_COPY, of(inner, known))
        }
        TypeRef::Nullable(inner) => of(inner, known),
        TypeRef::Tuple(items) => items
            .iter()
            .fold(ALL, |all, item| both(all, of(item, known))),
        TypeRef::Object | TypeRef::Any => NO_COPY,
        TypeRef::Null => ALL,
        TypeRef::Scalar(scalar) => match scalar {
            Scalar::Boolean | Scalar::Integer(_) => ALL,
            Scalar::Number(Number::Decimal) => ALL,
            // Numbers in binary floating point are not equal to themselves
            // when they are NaN.
            Scalar::Number(_) => Derives {
                copy: true,
                ..NOTHING
            },
            Scalar::Format(
                Format::DateTime(_)
                | Format::Date(_)
                | Format::Uuid
                | Format::Ipv4
                | Format::Ipv6
                | Format::Duration
                | Format::Decimal,
            ) => ALL,
            Scalar::Format(Format::Path(_)) => NOTHING,
            Scalar::String
            | Scalar::Format(
                Format::Byte | Format::Base64Url | Format::Base16 | Format::Password,
            ) => NO_COPY,
        },
    }
}

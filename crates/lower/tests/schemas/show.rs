//! Types of the IR as short text, for tests that compare them.

use std::fmt::Write as _;

use specwright_ir::{
    Api, CheckId, Docs, Extra, Facets, Format, Integer, JsonKind, Literal, Number, Others,
    Presence, Scalar, Test, TypeArena, TypeId, TypeKind, TypeRef, UnionRule,
};

/// Every type in printing order.
pub(crate) fn types(api: &Api) -> String {
    let mut out = String::new();
    for (id, _) in api.types.iter() {
        out.push_str(&definition(&api.types, id));
    }
    out
}

/// Every type, sorted by name: for comparing documents in another order.
pub(crate) fn sorted(api: &Api) -> Vec<String> {
    let mut all: Vec<String> = api
        .types
        .iter()
        .map(|(id, _)| definition(&api.types, id))
        .collect();
    all.sort();
    all
}

fn definition(types: &TypeArena, id: TypeId) -> String {
    let def = types.get(id);
    let mut out = String::new();
    docs(&mut out, &def.docs, "");
    let name = &def.ident;
    match &def.kind {
        TypeKind::Alias(inner) => {
            let _ = writeln!(out, "type {name} = {}", reference(types, inner));
        }
        TypeKind::Own(own) => {
            let _ = writeln!(out, "own {name} = {} by {:?}", own.path, own.via);
        }
        TypeKind::Newtype { inner, facets: all } => {
            let _ = writeln!(
                out,
                "struct {name}({}{})",
                reference(types, inner),
                facets(all)
            );
        }
        TypeKind::Enum(variants) => {
            let _ = writeln!(out, "enum {name}");
            for variant in variants {
                docs(&mut out, &variant.docs, "  ");
                let value = literal(types, &variant.value);
                let _ = writeln!(out, "  {} = {value}", variant.ident);
            }
        }
        TypeKind::Union(union) => {
            let rule = match union.rule {
                UnionRule::OneOf => "one of",
                UnionRule::AnyOf => "any of",
            };
            let tag = union
                .tag
                .as_ref()
                .map_or(String::new(), |tag| format!(" by {tag}"));
            let checked = checked(union.check);
            let _ = writeln!(out, "union {name} {rule}{tag}{checked}");
            for variant in &union.variants {
                docs(&mut out, &variant.docs, "  ");
                let ty = reference(types, &variant.ty);
                let all = facets(&variant.facets);
                let test = test(&variant.test);
                let overlap = variant.overlap.as_ref().map_or(String::new(), |overlap| {
                    let others = match &overlap.others {
                        None => String::new(),
                        Some(Others::Only(names)) => format!(" with {}", names.join(", ")),
                        Some(Others::Except(names)) => {
                            format!(" with all but {}", names.join(", "))
                        }
                    };
                    format!(" {}{others}", overlap.view)
                });
                let _ = writeln!(out, "  {}({ty}{all}) {test}{overlap}", variant.ident);
            }
        }
        TypeKind::Struct(structure) => {
            let _ = write!(out, "struct {name}");
            for (what, bound) in [
                ("min", structure.min_properties),
                ("max", structure.max_properties),
            ] {
                if let Some(bound) = bound {
                    let _ = write!(out, " {what}={bound}");
                }
            }
            if let Some(names) = &structure.names {
                let _ = write!(out, " names{}", facets(names));
            }
            for name in &structure.required_extra {
                let _ = write!(out, " needs {name}");
            }
            for name in &structure.forbidden {
                let _ = write!(out, " never {name}");
            }
            for name in &structure.ignored {
                let _ = write!(out, " ignores {name}");
            }
            out.push_str(checked(structure.check));
            out.push('\n');
            for field in &structure.fields {
                docs(&mut out, &field.docs, "  ");
                let mark = match field.presence {
                    Presence::Required => "",
                    Presence::RequiredNullable => " | null",
                    Presence::Optional => "?",
                    Presence::OptionalNullable => "? | null",
                };
                let wire = if field.wire.0 == field.ident.as_str() {
                    String::new()
                } else {
                    format!(" = {:?}", field.wire.0)
                };
                let default = field.default.as_ref().map_or(String::new(), |value| {
                    format!(" default {}", literal(types, value))
                });
                let ty = reference(types, &field.ty);
                let all = facets(&field.facets);
                let _ = writeln!(out, "  {}{wire}: {ty}{all}{mark}{default}", field.ident);
            }
            for map in &structure.matching {
                let sources: Vec<_> = map.patterns.iter().map(|one| &*one.source).collect();
                let (names, ty) = (sources.join("/ or /"), reference(types, &map.ty));
                let _ = writeln!(
                    out,
                    "  ..{} /{names}/: {ty}{}",
                    map.ident,
                    facets(&map.facets)
                );
            }
            match &structure.extra {
                Extra::Drop => {}
                Extra::Deny => out.push_str("  no others\n"),
                Extra::Keep {
                    ident,
                    ty,
                    facets: all,
                } => {
                    let ty = reference(types, ty);
                    let _ = writeln!(out, "  ..{ident}: {ty}{}", facets(all));
                }
            }
        }
    }
    out
}

/// Whether a program checks the whole type.
fn checked(check: Option<CheckId>) -> &'static str {
    check.map_or("", |_| " checked")
}

fn docs(out: &mut String, docs: &Docs, indent: &str) {
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        let _ = writeln!(out, "{indent}/// {text}");
    }
    if docs.deprecated {
        let _ = writeln!(out, "{indent}#deprecated");
    }
}

/// A type.
pub(crate) fn reference(types: &TypeArena, ty: &TypeRef) -> String {
    let inner = |ty| reference(types, ty);
    match ty {
        TypeRef::Named(id) => types.get(*id).ident.to_string(),
        TypeRef::List(item) => format!("[{}]", inner(item)),
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            format!("({})", items.join(", "))
        }
        TypeRef::Map(value) => format!("{{{}}}", inner(value)),
        TypeRef::Nullable(value) => format!("({} | null)", inner(value)),
        TypeRef::Boxed(value) => format!("box {}", inner(value)),
        TypeRef::Object => "object".to_owned(),
        TypeRef::Any => "any".to_owned(),
        TypeRef::Null => "null".to_owned(),
        TypeRef::Scalar(scalar) => match scalar {
            Scalar::String => "string",
            Scalar::Boolean => "bool",
            Scalar::Integer(Integer::I32) => "i32",
            Scalar::Integer(Integer::I64) => "i64",
            Scalar::Integer(Integer::U64) => "u64",
            Scalar::Integer(Integer::I128) => "i128",
            Scalar::Number(Number::F32) => "f32",
            Scalar::Number(Number::F64) => "f64",
            Scalar::Number(Number::Decimal) => "decimal number",
            Scalar::Format(Format::DateTime(_)) => "date-time",
            Scalar::Format(Format::Date(_)) => "date",
            Scalar::Format(Format::Ipv4) => "ipv4",
            Scalar::Format(Format::Ipv6) => "ipv6",
            Scalar::Format(Format::Path(_)) => "path",
            Scalar::Format(Format::Uuid) => "uuid",
            Scalar::Format(Format::Byte) => "base64",
            Scalar::Format(Format::Base64Url) => "base64url",
            Scalar::Format(Format::Base16) => "base16",
            Scalar::Format(Format::Duration) => "duration",
            Scalar::Format(Format::Decimal) => "decimal",
            Scalar::Format(Format::Password) => "secret",
        }
        .to_owned(),
    }
}

fn facets(all: &Facets) -> String {
    let mut parts = Vec::new();
    for (name, bound) in [
        ("minLength", all.min_length),
        ("maxLength", all.max_length),
        ("minItems", all.min_items),
        ("maxItems", all.max_items),
        ("minProperties", all.min_properties),
        ("maxProperties", all.max_properties),
    ] {
        parts.extend(bound.map(|bound| format!("{name} {bound}")));
    }
    for (sign, bound) in [
        (">=", all.minimum),
        ("<=", all.maximum),
        (">", all.exclusive_minimum),
        ("<", all.exclusive_maximum),
    ] {
        parts.extend(bound.map(|bound| format!("{sign} {bound}")));
    }
    parts.extend(
        all.multiple_of
            .iter()
            .map(|bound| format!("multiple of {bound}")),
    );
    parts.extend(
        all.patterns
            .iter()
            .map(|pattern| format!("/{}/", pattern.source)),
    );
    if all.unique_items {
        parts.push("unique".to_owned());
    }
    if all.check.is_some() {
        parts.push("checked".to_owned());
    }
    if let Some(names) = &all.names {
        parts.push(format!("names{}", facets(names)));
    }
    parts.extend(all.keys.iter().map(|key| format!("only /{}/", key.source)));
    if let Some(items) = &all.items {
        parts.push(format!("each{}", facets(items)));
    }
    for (index, position) in all.positions.iter().enumerate() {
        if !position.is_empty() {
            parts.push(format!("{index}{}", facets(position)));
        }
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

fn literal(types: &TypeArena, value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(text) => format!("{text:?}"),
        Literal::Variant(id, ident) => format!("{}::{ident}", types.get(*id).ident),
    }
}

fn test(test: &Test) -> String {
    match test {
        Test::Try => "try".to_owned(),
        Test::Has(member) => format!("has {member}"),
        Test::Tag { property, values } => format!("{property} = {}", values.join(" or ")),
        Test::Otherwise { property, others } => {
            format!("{property} not {}", others.join(" or "))
        }
        Test::Kind(kinds) => {
            let names: Vec<&str> = kinds
                .iter()
                .map(|kind| match kind {
                    JsonKind::Null => "null",
                    JsonKind::Boolean => "boolean",
                    JsonKind::Integer => "integer",
                    JsonKind::Number => "number",
                    JsonKind::String => "string",
                    JsonKind::Array => "array",
                    JsonKind::Object => "object",
                })
                .collect();
            format!("is {}", names.join(" or "))
        }
    }
}

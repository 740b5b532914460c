//! APIs built by hand, as `lower` would build them.

use specwright_ir::{
    Api, Derives, Dialect, Docs, DuplicatePolicy, EnumVariant, Extra, Facets, Field, FieldIdent,
    Info, Literal, Presence, Scalar, Struct, Test, TypeArena, TypeDef, TypeIdent, TypeKind,
    TypeRef, Union, UnionRule, UnionVariant, Usage, VariantIdent, WireName,
};
use specwright_source::Pointer;

pub(crate) fn api(types: Vec<TypeDef>) -> Api {
    Api {
        info: Info {
            title: "Sample".to_owned(),
            version: "1".to_owned(),
            description: None,
        },
        types: TypeArena::new(types),
        groups: Vec::new(),
        operations: Vec::new(),
        routes: Vec::new(),
        security_schemes: Vec::new(),
        servers: Vec::new(),
        dialect: Dialect::Problem,
        duplicate_parameters: DuplicatePolicy::Refuse,
        paths: Vec::new(),
        checks: Default::default(),
        gaps: Vec::new(),
        names: specwright_ir::Names::default(),
    }
}

pub(crate) fn def(name: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        ident: TypeIdent::new(name).expect("an identifier"),
        origin: Pointer::parse(&format!("/components/schemas/{name}")).expect("a pointer"),
        docs: Docs::default(),
        kind,
        usage: Usage {
            request: true,
            response: true,
        },
        more_derives: Vec::new(),
        twin: None,
        derives: Derives {
            eq: true,
            hash: true,
            ..Derives::default()
        },
    }
}

pub(crate) fn text(text: &str) -> Docs {
    Docs {
        summary: None,
        description: Some(text.to_owned()),
        ..Docs::default()
    }
}

pub(crate) fn object(fields: Vec<Field>) -> Struct {
    Struct {
        fields,
        matching: Vec::new(),
        names: None,
        extra: Extra::Drop,
        min_properties: None,
        max_properties: None,
        required_extra: Vec::new(),
        forbidden: Vec::new(),
        ignored: Vec::new(),
        check: None,
    }
}

pub(crate) fn field(name: &str, ty: TypeRef, presence: Presence) -> Field {
    Field {
        ident: FieldIdent::new(name).expect("an identifier"),
        wire: WireName(name.to_owned()),
        ty,
        presence,
        facets: Facets::default(),
        default: None,
        docs: Docs::default(),
    }
}

pub(crate) fn variant(name: &str, value: Literal) -> EnumVariant {
    EnumVariant {
        ident: VariantIdent::new(name).expect("an identifier"),
        value,
        docs: Docs::default(),
    }
}

pub(crate) fn branch(name: &str, ty: TypeRef, test: Test) -> UnionVariant {
    UnionVariant {
        overlap: None,
        ident: VariantIdent::new(name).expect("an identifier"),
        ty,
        facets: Facets::default(),
        test,
        docs: Docs::default(),
    }
}

pub(crate) fn union(rule: UnionRule, variants: Vec<UnionVariant>) -> Union {
    Union {
        rule,
        variants,
        tag: None,
        check: None,
    }
}

pub(crate) fn string() -> TypeRef {
    TypeRef::Scalar(Scalar::String)
}

pub(crate) fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

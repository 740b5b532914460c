//! What emitters may rely on, whatever the document.

use std::collections::BTreeSet;

use specwright_ir::{Api, BodyCodec, Operation, ParamWire, Security, Segment, TypeKind, TypeRef};

/// Fails with the name of the document where one of the promises is broken.
pub(crate) fn hold(api: &Api, name: &str) {
    let unique = |names: Vec<String>, what: &str| {
        let set: BTreeSet<_> = names.iter().collect();
        assert_eq!(set.len(), names.len(), "{name}: {what} {names:?}");
    };
    let operations = api.operations.iter();
    unique(
        operations.clone().map(|op| op.flat.to_string()).collect(),
        "methods",
    );
    for (index, group) in (0..).zip(&api.groups) {
        let operations = operations.clone().filter(|op| op.group.0 == index);
        unique(
            operations.map(|op| op.ident.to_string()).collect(),
            group.ident.as_str(),
        );
    }
    unique(
        api.groups
            .iter()
            .map(|group| group.ident.to_string())
            .collect(),
        "traits",
    );
    unique(
        api.groups
            .iter()
            .map(|group| group.module.to_string())
            .collect(),
        "modules",
    );
    let schemes = api.security_schemes.iter();
    unique(
        schemes.map(|scheme| scheme.ident.to_string()).collect(),
        "schemes",
    );
    let types = api.types.iter().map(|(_, def)| def.ident.to_string());
    let stems = operations.clone().flat_map(|op| {
        ["Request", "Response", "Success", "Error"].map(|ending| op.stem.joined(ending))
    });
    unique(types.chain(stems).collect(), "types");
    for operation in operations {
        let name = format!("{name}: {}", operation.id);
        operation_holds(api, operation, &name);
        let fields = operation.params.iter().map(|param| param.ident.to_string());
        let body = operation.body.iter().map(|body| body.ident.to_string());
        unique(fields.chain(body).collect(), &operation.id);
        let variants = operation.responses.iter();
        unique(
            variants
                .map(|response| response.ident.to_string())
                .collect(),
            &operation.id,
        );
        for response in &operation.responses {
            let fields = response
                .headers
                .iter()
                .map(|header| header.ident.to_string());
            unique(fields.chain(["body".to_owned()]).collect(), &operation.id);
        }
    }
    routes_hold(api, name);
}

fn operation_holds(api: &Api, operation: &Operation, name: &str) {
    assert!((operation.group.0 as usize) < api.groups.len(), "{name}");
    assert!(!operation.responses.is_empty(), "{name}: no response");
    assert!(
        operation
            .responses
            .is_sorted_by_key(|response| response.status),
        "{name}"
    );
    for param in &operation.params {
        assert!(
            is_plain(api, &param.ty),
            "{name}: {} is {:?}",
            param.wire,
            param.ty
        );
    }
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    for header in headers {
        assert!(
            is_plain(api, &header.ty),
            "{name}: {} is {:?}",
            header.wire,
            header.ty
        );
    }
    let bodies = operation
        .responses
        .iter()
        .filter_map(|response| response.body.as_ref());
    for body in bodies {
        assert!(
            !body.content_type.contains('*'),
            "{name}: {}",
            body.content_type
        );
    }
    if let Some(body) = &operation.body {
        assert!(
            !body.content_type.contains('*') && !body.accepts.is_empty(),
            "{name}"
        );
        assert!(
            body.codec == BodyCodec::Json || body.ty == TypeRef::Any,
            "{name}"
        );
    }
    if let Security::Alternatives(alternatives) = &operation.security {
        assert!(alternatives.iter().any(|all| !all.0.is_empty()), "{name}");
        let schemes = alternatives.iter().flat_map(|all| &all.0);
        for (index, _) in schemes {
            assert!((index.0 as usize) < api.security_schemes.len(), "{name}");
        }
    }
}

/// A scalar, an enum, or a list or tuple of these.
fn is_plain(api: &Api, ty: &TypeRef) -> bool {
    let is_scalar = |ty: &TypeRef| match resolve(api, ty) {
        TypeRef::Scalar(_) => true,
        TypeRef::Named(id) => matches!(api.types.get(*id).kind, TypeKind::Enum(_)),
        _ => false,
    };
    match resolve(api, ty) {
        TypeRef::List(item) => is_scalar(item),
        TypeRef::Tuple(items) => items.iter().all(is_scalar),
        ty => is_scalar(ty),
    }
}

fn resolve<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    match ty {
        TypeRef::Named(id) => match &api.types.get(*id).kind {
            TypeKind::Alias(inner) => resolve(api, inner),
            _ => ty,
        },
        _ => ty,
    }
}

fn routes_hold(api: &Api, name: &str) {
    let mut served: Vec<usize> = Vec::new();
    for route in &api.routes {
        let params = route
            .segments
            .iter()
            .filter(|segment| matches!(segment, Segment::Param(_)))
            .count();
        let mut methods = BTreeSet::new();
        for (method, index) in &route.methods {
            assert!(methods.insert(method), "{name}: {} twice", route.template);
            let operation = &api.operations[index.0 as usize];
            assert_eq!(*method, operation.method, "{name}");
            let of_path = operation
                .params
                .iter()
                .take_while(|param| matches!(param.place, ParamWire::Path { .. }))
                .count();
            assert_eq!(of_path, params, "{name}: {}", operation.id);
            served.push(index.0 as usize);
        }
    }
    served.sort_unstable();
    assert!(
        served.iter().copied().eq(0..api.operations.len()),
        "{name}: routes"
    );
}

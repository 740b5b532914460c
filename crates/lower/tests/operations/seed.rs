//! The first document.

use specwright_ir::{
    Alternative, ApiKeyPlace, BodyCodec, Dialect, ParamWire, QueryStyle, Scalar, SchemeIndex,
    Security, SecurityKind, StatusSpec, TypeRef,
};
use specwright_lower::Options;

use super::{fields, gaps, lowered, param, types};

const SEED: &str = include_str!("../../../../specs/aci-linked-accounts.yaml");

#[test]
fn the_first_document() {
    let (api, found) = lowered(SEED, &Options::default());
    let api = api.unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(found, [], "nothing is wrong with it");
    assert_eq!(api.gaps, [], "nothing is missing");

    assert_eq!(api.info.title, "Aipolabs");
    assert_eq!(api.info.version, "0.0.1-beta.3");
    assert_eq!(api.servers, []);
    assert_eq!(api.dialect, Dialect::FastApi);

    let [group] = api.groups.as_slice() else {
        panic!("{:#?}", api.groups)
    };
    assert_eq!(group.ident.as_str(), "LinkedAccounts");
    assert_eq!(group.module.as_str(), "linked_accounts");
    assert_eq!(group.tag.as_deref(), Some("linked-accounts"));

    let [scheme] = api.security_schemes.as_slice() else {
        panic!()
    };
    assert_eq!(scheme.ident.as_str(), "api_key_header");
    assert_eq!(scheme.name, "APIKeyHeader");
    let (place, name) = (ApiKeyPlace::Header, "X-API-KEY".to_owned());
    assert_eq!(scheme.kind, SecurityKind::ApiKey { place, name });

    let [operation] = api.operations.as_slice() else {
        panic!()
    };
    assert_eq!(operation.ident.as_str(), "link_oauth2_account");
    assert_eq!(operation.stem.as_str(), "LinkOauth2Account");
    assert_eq!(operation.id, "linked-accounts-link_oauth2_account");
    assert_eq!(operation.method.0, "GET");
    assert_eq!(operation.path, "/v1/linked-accounts/oauth2");
    assert_eq!(operation.docs.summary, None, "it only repeats the name");
    let description = operation.docs.description.as_deref().unwrap_or_default();
    assert!(description.starts_with("Start an OAuth2 account linking process."));
    assert_eq!(operation.body, None);
    assert_eq!(operation.rejection_status, 422);
    assert_eq!(operation.declared_errors, []);
    let alternative = Alternative(vec![(SchemeIndex(0), vec![])]);
    assert_eq!(
        operation.security,
        Security::Alternatives(vec![alternative])
    );

    let expected = [
        "app_name",
        "linked_account_owner_id",
        "after_oauth2_link_redirect_url",
    ];
    assert_eq!(fields(operation), expected);
    for name in expected {
        let param = param(operation, name);
        assert_eq!(param.wire.0, name);
        let style = QueryStyle::Form { explode: true };
        assert_eq!(
            param.place,
            ParamWire::Query {
                style,
                allow_reserved: false
            }
        );
        assert_eq!(
            param.ty,
            TypeRef::Scalar(Scalar::String),
            "the null branch is dropped"
        );
        assert_eq!(param.required, name != "after_oauth2_link_redirect_url");
    }

    let [ok, invalid] = operation.responses.as_slice() else {
        panic!()
    };
    assert_eq!(
        (ok.status, ok.ident.as_str()),
        (StatusSpec::Code(200), "Ok")
    );
    assert_eq!(
        ok.body.as_ref().map(|body| &body.ty),
        Some(&TypeRef::Object)
    );
    assert_eq!(invalid.ident.as_str(), "UnprocessableEntity");
    let body = invalid.body.as_ref().unwrap();
    assert_eq!(
        (body.codec, body.content_type.as_str()),
        (BodyCodec::Json, "application/json")
    );
    let TypeRef::Named(id) = body.ty else {
        panic!("{:?}", body.ty)
    };
    assert_eq!(api.types.get(id).ident.as_str(), "HttpValidationError");

    let [route] = api.routes.as_slice() else {
        panic!()
    };
    assert_eq!(route.methods.len(), 1);
    assert!(types(&api).contains("HttpValidationError"));
    assert!(gaps(&api, specwright_source::codes::gap::LINK).is_empty());
}

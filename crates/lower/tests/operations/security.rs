//! Security.

use specwright_ir::{Alternative, SchemeIndex, Security, SecurityKind};
use specwright_source::codes::gap;

use super::{api, gaps, idents, operation};

const EMPTY: &str = "responses: {'204': {description: d}}";

const SCHEMES: &str = "components:
  securitySchemes:
    unused: {type: mutualTLS}
    BasicAuth: {type: http, scheme: Basic}
    token: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: Digest}
    combine: {type: apiKey, in: cookie, name: sid}
    get_it: {type: apiKey, in: query, name: 'any thing'}
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: https://t.example, scopes: {read: Reads.}}}
    oidc: {type: openIdConnect, openIdConnectUrl: https://o.example}
    odd: {type: apiKey, in: header, name: 'a b'}
";

#[test]
fn document_and_operation() {
    let api = api(&format!(
        "  /a:
    get: {{operationId: inherits, {EMPTY}}}
    put: {{operationId: nothing, security: [], {EMPTY}}}
    post: {{operationId: anonymous, security: [{{}}], {EMPTY}}}
    delete: {{operationId: optional, security: [{{oauth: [read], digest: []}}, {{}}], {EMPTY}}}
security: [{{token: []}}, {{BasicAuth: []}}]
{SCHEMES}"
    ));
    let names: Vec<_> = api
        .security_schemes
        .iter()
        .map(|s| s.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["BasicAuth", "token", "digest", "oauth"],
        "only what is used"
    );
    let one = |index: u32, scopes: &[&str]| {
        (
            SchemeIndex(index),
            scopes.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(),
        )
    };
    let security = |ident| &operation(&api, ident).security;
    let inherited = vec![
        Alternative(vec![one(1, &[])]),
        Alternative(vec![one(0, &[])]),
    ];
    assert_eq!(*security("inherits"), Security::Alternatives(inherited));
    assert_eq!(*security("nothing"), Security::None);
    assert_eq!(*security("anonymous"), Security::None);
    let optional = vec![
        Alternative(vec![one(3, &["read"]), one(2, &[])]),
        Alternative(vec![]),
    ];
    assert_eq!(*security("optional"), Security::Alternatives(optional));
}

#[test]
fn all_kinds_with_their_methods() {
    let api = api(&format!(
        "  /a:\n    get: {{operationId: get_it, security: [{{unused: [], BasicAuth: [], token: [], digest: [], combine: [], get_it: [], oauth: [], oidc: []}}], {EMPTY}}}\n{SCHEMES}"
    ));
    let idents: Vec<_> = api
        .security_schemes
        .iter()
        .map(|s| s.ident.as_str())
        .collect();
    let expected = [
        "unused",
        "basic_auth",
        "token",
        "digest",
        "combine_auth",
        "get_it",
        "oauth",
        "oidc",
    ];
    assert_eq!(idents, expected);
    let kinds: Vec<_> = api.security_schemes.iter().map(|s| &s.kind).collect();
    assert_eq!(*kinds[0], SecurityKind::MutualTls);
    assert_eq!(*kinds[1], SecurityKind::Basic);
    assert_eq!(
        *kinds[2],
        SecurityKind::Bearer {
            format: Some("JWT".to_owned())
        }
    );
    assert!(matches!(kinds[3], SecurityKind::Http { scheme } if scheme == "digest"));
    assert!(matches!(kinds[4], SecurityKind::ApiKey { .. }));
    let SecurityKind::OAuth2 { flows } = kinds[6] else {
        panic!()
    };
    assert_eq!(flows[0].name, "clientCredentials");
    assert_eq!(flows[0].scopes, [("read".to_owned(), "Reads.".to_owned())]);
    assert!(matches!(kinds[7], SecurityKind::OpenIdConnect { .. }));
}

#[test]
fn what_cannot_be_protected_is_left_out() {
    let api = api(&format!(
        "  /a:\n    get: {{operationId: one, security: [{{odd: []}}], {EMPTY}}}\n{SCHEMES}"
    ));
    assert_eq!(idents(&api), [""; 0]);
    assert_eq!(gaps(&api, gap::HEADER_NAME).len(), 1);
}

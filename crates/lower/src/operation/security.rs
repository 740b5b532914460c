//! Security requirements and the schemes they name.

use std::collections::BTreeMap;

use specwright_ir as ir;
use specwright_source::codes::gap;
use specwright_spec::model::{
    ApiKeyPlace, Document, Item, OAuthFlow, OAuthFlows, Operation, SecurityKind,
    SecurityRequirement, SecurityScheme, Spanned,
};

use super::docs;
use super::plan::is_token;
use super::report::{Place, Report, Skip};
use crate::names::{self, Case, Claim, Holder, Standing};

/// What an operation asks for, schemes by their index in
/// `components.securitySchemes`.
pub(super) type Requirement = Vec<Vec<(usize, Vec<String>)>>;

/// The alternatives of `operation`: its own, else the document's. Empty when
/// nothing is asked for.
///
/// # Errors
/// The operation asks for a scheme that does not exist.
pub(super) fn requirement(
    document: &Document,
    operation: &Operation,
    place: &Place,
) -> Result<Requirement, Skip> {
    let written = operation.security.as_ref().or(document.security.as_ref());
    let Some(written) = written else {
        return Ok(Vec::new());
    };
    let alternatives = written
        .iter()
        .map(|requirement| alternative(document, requirement, place))
        .collect::<Result<Requirement, Skip>>()?;
    // Anonymous access and nothing else is no requirement.
    if alternatives.iter().all(Vec::is_empty) {
        return Ok(Vec::new());
    }
    Ok(alternatives)
}

fn alternative(
    document: &Document,
    requirement: &SecurityRequirement,
    place: &Place,
) -> Result<Vec<(usize, Vec<String>)>, Skip> {
    let mut schemes = Vec::new();
    for (name, scopes) in &requirement.schemes {
        let known = document
            .components
            .security_schemes
            .iter()
            .position(|(key, _)| key.value == name.value);
        let Some(index) = known else {
            let place = place.member(name.span, &["security"]);
            let reason = format!("it asks for the unknown security scheme `{}`", name.value);
            return Err(Skip(place.gap(gap::SECURITY_SCHEME, reason)));
        };
        let scheme = document.components.security_schemes.get(index);
        if let Some(name) = scheme.and_then(|(_, item)| unusable(&item.value.kind)) {
            let place = place.member(requirement.span, &["security"]);
            let reason = format!("its security scheme has the name `{name}`, which is no token");
            return Err(Skip(place.gap(gap::HEADER_NAME, reason)));
        }
        let scopes = scopes.iter().map(|scope| scope.value.clone()).collect();
        schemes.push((index, scopes));
    }
    Ok(schemes)
}

/// The schemes that `requirements` name, in the order of the document, and
/// the requirements with indexes into them.
pub(super) fn settle(
    document: &Document,
    requirements: Vec<Requirement>,
    report: &mut Report,
) -> (Vec<ir::SecurityScheme>, Vec<ir::Security>) {
    let mut indexes: BTreeMap<usize, ir::SchemeIndex> = BTreeMap::new();
    for (index, _) in requirements.iter().flatten().flatten() {
        indexes.insert(*index, ir::SchemeIndex(0));
    }
    let mut used = Vec::new();
    for ((index, given), count) in indexes.iter_mut().zip(0u32..) {
        *given = ir::SchemeIndex(count);
        used.extend(document.components.security_schemes.get(*index));
    }
    let idents = idents(&used, report);
    let schemes = used
        .into_iter()
        .zip(idents)
        .map(|((name, item), ident)| scheme(ident, &name.value, item))
        .collect();
    let security = requirements
        .into_iter()
        .map(|alternatives| numbered(alternatives, &indexes))
        .collect();
    (schemes, security)
}

/// The schemes' methods in the `Security` trait.
fn idents(used: &[&(Spanned<String>, Item<SecurityScheme>)], report: &mut Report) -> Vec<String> {
    let claims: Vec<Claim> = used
        .iter()
        .map(|(name, item)| Claim {
            name: names::snake(&name.value),
            wire: name.value.clone(),
            pointer: item.location.pointer.clone(),
            span: name.span,
            suffix: Some("auth".to_owned()),
            standing: Standing::Made,
        })
        .collect();
    // The trait has one more method, which joins combined schemes.
    let taken = |name: &str| (name == "combine").then_some(Holder::Reserved);
    let (idents, diagnostics) = names::resolve_among(&claims, Case::Snake, &[""], &taken);
    for diagnostic in diagnostics {
        report.tell(diagnostic);
    }
    idents
}

fn numbered(alternatives: Requirement, indexes: &BTreeMap<usize, ir::SchemeIndex>) -> ir::Security {
    if alternatives.is_empty() {
        return ir::Security::None;
    }
    let numbered = |schemes: Vec<(usize, Vec<String>)>| {
        let schemes = schemes.into_iter();
        ir::Alternative(
            schemes
                .filter_map(|(index, scopes)| Some((*indexes.get(&index)?, scopes)))
                .collect(),
        )
    };
    ir::Security::Alternatives(alternatives.into_iter().map(numbered).collect())
}

fn scheme(ident: String, name: &str, item: &Item<SecurityScheme>) -> ir::SecurityScheme {
    let scheme = &item.value;
    let description = item.description.as_ref().or(scheme.description.as_ref());
    ir::SecurityScheme {
        ident: ir::MethodIdent::lossy(&ident),
        name: name.to_owned(),
        kind: kind(&scheme.kind),
        docs: docs(None, description, scheme.deprecated),
    }
}

/// Why credentials of this scheme cannot travel.
fn unusable(kind: &SecurityKind) -> Option<&str> {
    let name = match kind {
        SecurityKind::ApiKey {
            place: ApiKeyPlace::Header | ApiKeyPlace::Cookie,
            name,
        } => name,
        SecurityKind::Http { scheme, .. } => scheme,
        _ => return None,
    };
    (!is_token(&name.value)).then_some(name.value.as_str())
}

fn kind(kind: &SecurityKind) -> ir::SecurityKind {
    match kind {
        SecurityKind::ApiKey { place, name } => ir::SecurityKind::ApiKey {
            place: match place {
                ApiKeyPlace::Header => ir::ApiKeyPlace::Header,
                ApiKeyPlace::Query => ir::ApiKeyPlace::Query,
                ApiKeyPlace::Cookie => ir::ApiKeyPlace::Cookie,
            },
            name: name.value.clone(),
        },
        SecurityKind::Http {
            scheme,
            bearer_format,
        } => match scheme.value.to_ascii_lowercase().as_str() {
            "basic" => ir::SecurityKind::Basic,
            "bearer" => ir::SecurityKind::Bearer {
                format: bearer_format.as_ref().map(|format| format.value.clone()),
            },
            _ => ir::SecurityKind::Http {
                scheme: scheme.value.clone(),
            },
        },
        SecurityKind::MutualTls => ir::SecurityKind::MutualTls,
        SecurityKind::OAuth2 { flows, .. } => ir::SecurityKind::OAuth2 {
            flows: oauth_flows(flows),
        },
        SecurityKind::OpenIdConnect { url } => ir::SecurityKind::OpenIdConnect {
            url: url.value.clone(),
        },
    }
}

fn oauth_flows(flows: &OAuthFlows) -> Vec<ir::OAuthFlow> {
    let named = [
        ("implicit", &flows.implicit),
        ("password", &flows.password),
        ("clientCredentials", &flows.client_credentials),
        ("authorizationCode", &flows.authorization_code),
        ("deviceAuthorization", &flows.device_authorization),
    ];
    named
        .into_iter()
        .filter_map(|(name, flow)| Some(oauth_flow(name, flow.as_ref()?)))
        .collect()
}

fn oauth_flow(name: &str, flow: &OAuthFlow) -> ir::OAuthFlow {
    let text = |url: &Option<Spanned<String>>| url.as_ref().map(|url| url.value.clone());
    ir::OAuthFlow {
        name: name.to_owned(),
        authorization_url: text(&flow.authorization_url)
            .or_else(|| text(&flow.device_authorization_url)),
        token_url: text(&flow.token_url),
        scopes: flow
            .scopes
            .iter()
            .map(|(scope, description)| (scope.value.clone(), description.clone()))
            .collect(),
    }
}

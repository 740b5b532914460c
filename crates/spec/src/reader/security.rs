//! Security schemes and requirements.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Entry, Node, Value};

use crate::model::{
    ApiKeyPlace, OAuthFlow, OAuthFlows, SecurityKind, SecurityRequirement, SecurityScheme, Spanned,
    Version,
};

use super::Reader;
use super::fields::{Element, Fields, named};
use super::reference::step;
use super::scalar::wrong;

/// Security Scheme Object.
pub(crate) fn scheme(f: &mut Fields<'_, '_>) -> Option<SecurityScheme> {
    let description = f.text("description");
    let deprecated = f
        .since(Version::V3_2)
        .flag("deprecated")
        .is_some_and(|flag| flag.value);
    let kind = f.required_word("type");
    f.know(&[
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "flows",
        "openIdConnectUrl",
        "oauth2MetadataUrl",
    ]);
    let kind = kind.and_then(|kind| self::kind(f, &kind));
    let extensions = f.finish();
    Some(SecurityScheme {
        description,
        deprecated,
        kind: kind?,
        extensions,
    })
}

/// What `type` says, with the members that belong to it.
fn kind(f: &mut Fields<'_, '_>, kind: &Spanned<String>) -> Option<SecurityKind> {
    match kind.value.as_str() {
        "apiKey" => {
            let name = f.required_word("name");
            let place = f.required_word("in");
            Some(SecurityKind::ApiKey {
                place: api_key_place(f, &place?)?,
                name: name?,
            })
        }
        "http" => {
            let bearer_format = f.text("bearerFormat");
            let scheme = f.required_word("scheme")?;
            let scheme = Spanned {
                value: scheme.value.to_ascii_lowercase(),
                ..scheme
            };
            Some(SecurityKind::Http {
                scheme,
                bearer_format,
            })
        }
        "mutualTLS" => {
            if f.version < Version::V3_1 {
                let message = "`mutualTLS` came with OpenAPI 3.1";
                f.cx.report(Diagnostic::warning(codes::NEWER_MEMBER, kind.span, message));
            }
            Some(SecurityKind::MutualTls)
        }
        "oauth2" => {
            if !f.has("flows") {
                f.missing("flows");
            }
            let flows = f.value("flows", |e| {
                e.cx.object(e.node, e.place, "the flows", flows)
            });
            Some(SecurityKind::OAuth2 {
                flows: Box::new(flows.unwrap_or_default()),
                metadata_url: f.since(Version::V3_2).text("oauth2MetadataUrl"),
            })
        }
        "openIdConnect" => Some(SecurityKind::OpenIdConnect {
            url: f.expected_text("openIdConnectUrl"),
        }),
        other => {
            const KINDS: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
            let error = Diagnostic::error(
                codes::BAD_VALUE,
                kind.span,
                format!("`{other}` is no type of security scheme"),
            );
            f.cx.report(match (other, f.cx.suggest.nearest(other, KINDS)) {
                ("basic", _) => error.help("write `type: http` with `scheme: basic`"),
                (_, Some(near)) => error.help(format!("did you mean `{near}`?")),
                (_, None) => error.help(format!("the types are {}", KINDS.join(", "))),
            });
            None
        }
    }
}

fn api_key_place(f: &Fields<'_, '_>, place: &Spanned<String>) -> Option<ApiKeyPlace> {
    match place.value.as_str() {
        "header" => Some(ApiKeyPlace::Header),
        "query" => Some(ApiKeyPlace::Query),
        "cookie" => Some(ApiKeyPlace::Cookie),
        other => {
            f.cx.report(
                Diagnostic::error(
                    codes::BAD_VALUE,
                    place.span,
                    format!("an API key cannot be in `{other}`"),
                )
                .help("the places are header, query, cookie"),
            );
            None
        }
    }
}

/// OAuth Flows Object.
fn flows(f: &mut Fields<'_, '_>) -> Option<OAuthFlows> {
    let flow = |e: Element<'_, '_>| e.cx.object(e.node, e.place, "a flow", flow);
    let flows = OAuthFlows {
        implicit: f.value("implicit", flow),
        password: f.value("password", flow),
        client_credentials: f.value("clientCredentials", flow),
        authorization_code: f.value("authorizationCode", flow),
        device_authorization: f.since(Version::V3_2).value("deviceAuthorization", flow),
    };
    f.finish();
    Some(flows)
}

/// OAuth Flow Object.
fn flow(f: &mut Fields<'_, '_>) -> Option<OAuthFlow> {
    let needed: &[&str] = match f.place.key() {
        Some("implicit") => &["authorizationUrl"],
        Some("authorizationCode") => &["authorizationUrl", "tokenUrl"],
        Some("deviceAuthorization") => &["deviceAuthorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    };
    for key in needed.iter().filter(|key| !f.has(key)) {
        f.missing(key);
    }
    if !f.has("scopes") {
        f.missing("scopes");
    }
    let flow = OAuthFlow {
        span: f.node.span,
        authorization_url: f.text("authorizationUrl"),
        device_authorization_url: f.since(Version::V3_2).text("deviceAuthorizationUrl"),
        token_url: f.text("tokenUrl"),
        refresh_url: f.text("refreshUrl"),
        scopes: f.map("scopes", |element| {
            let text = match element.node.value {
                Value::Null => None,
                _ => element.cx.text(element.node, "scopes"),
            };
            Some(text.map(|text| text.value).unwrap_or_default())
        }),
    };
    f.finish();
    Some(flow)
}

/// `security`: alternatives; `None` when it is not written.
pub(crate) fn requirements(f: &mut Fields<'_, '_>) -> Option<Vec<SecurityRequirement>> {
    let entry = f.take("security")?;
    let alternatives = match &entry.value.value {
        Value::Sequence(items) => items.as_slice(),
        Value::Mapping(_) => {
            f.cx.report(wrong(entry, "a list", false).label("read as a list of one"));
            std::slice::from_ref(&entry.value)
        }
        _ => {
            f.cx.report(wrong(entry, "a list", true));
            return None;
        }
    };
    Some(
        alternatives
            .iter()
            .filter_map(|node| requirement(f.cx, node))
            .collect(),
    )
}

/// Security Requirement Object.
fn requirement(cx: &Reader<'_>, node: &Node) -> Option<SecurityRequirement> {
    let Value::Mapping(mapping) = &node.value else {
        cx.report(Diagnostic::error(
            codes::WRONG_TYPE,
            node.span,
            format!(
                "a security requirement must be a mapping, not {}",
                node.value.kind()
            ),
        ));
        return None;
    };
    let schemes = mapping
        .iter()
        .map(|entry| required_scheme(cx, entry))
        .collect();
    Some(SecurityRequirement {
        span: node.span,
        schemes,
    })
}

/// One scheme of a requirement, with its scopes.
fn required_scheme(cx: &Reader<'_>, entry: &Entry) -> (Spanned<String>, Vec<Spanned<String>>) {
    // From 3.2 on a scheme may also be named by a reference.
    let name = entry
        .key
        .strip_prefix("#/components/securitySchemes/")
        .unwrap_or(&entry.key);
    let schemes = cx.security_schemes();
    if schemes.and_then(|schemes| schemes.get(name)).is_none() {
        // An operation that cannot be protected is left out later.
        let warning = Diagnostic::warning(
            codes::SECURITY_SCHEME,
            entry.key_span,
            format!("there is no security scheme `{name}`"),
        );
        let names = schemes.and_then(Node::as_mapping).into_iter().flatten();
        cx.report(
            match cx
                .suggest
                .nearest(name, names.map(|entry| entry.key.as_str()))
            {
                Some(near) => warning.help(format!("did you mean `{near}`?")),
                None => warning.help("declare it under `components.securitySchemes`"),
            },
        );
    }
    let nothing = match &entry.value.value {
        Value::Null => true,
        Value::Mapping(mapping) => mapping.is_empty(),
        _ => false,
    };
    let scopes = if nothing {
        cx.report(wrong(entry, "a list of strings", false).label("read as an empty list"));
        Vec::new()
    } else {
        cx.texts(entry)
    };
    (
        Spanned {
            value: name.to_owned(),
            ..named(entry)
        },
        scopes,
    )
}

impl<'d> Reader<'d> {
    /// `components.securitySchemes` of the entry file.
    fn security_schemes(&self) -> Option<&'d Node> {
        let root = self
            .opened
            .borrow()
            .get(&self.entry)
            .map(|file| file.root)?;
        let (components, _) = step(root, "components")?;
        step(components, "securitySchemes").map(|(schemes, _)| schemes)
    }
}

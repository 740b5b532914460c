//! Security Scheme and Security Requirement Objects.

use specwright_source::Span;

use super::{Extensions, Named, Spanned};

/// Security Scheme Object.
#[derive(Debug)]
pub struct SecurityScheme {
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `deprecated` (3.2).
    pub deprecated: bool,
    /// What `type` and its members say.
    pub kind: SecurityKind,
    /// `x-` members.
    pub extensions: Extensions,
}

/// The kinds of security scheme.
#[derive(Debug)]
pub enum SecurityKind {
    /// `apiKey`.
    ApiKey {
        /// `in`.
        place: ApiKeyPlace,
        /// `name` of the header, query parameter or cookie.
        name: Spanned<String>,
    },
    /// `http`.
    Http {
        /// `scheme`, an authentication scheme of RFC 9110; lower case.
        scheme: Spanned<String>,
        /// `bearerFormat`.
        bearer_format: Option<Spanned<String>>,
    },
    /// `mutualTLS`.
    MutualTls,
    /// `oauth2`.
    OAuth2 {
        /// `flows`.
        flows: Box<OAuthFlows>,
        /// `oauth2MetadataUrl` (3.2).
        metadata_url: Option<Spanned<String>>,
    },
    /// `openIdConnect`.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: Spanned<String>,
    },
}

/// Where an API key travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// OAuth Flows Object.
#[derive(Debug, Default)]
pub struct OAuthFlows {
    /// `implicit`.
    pub implicit: Option<OAuthFlow>,
    /// `password`.
    pub password: Option<OAuthFlow>,
    /// `clientCredentials`.
    pub client_credentials: Option<OAuthFlow>,
    /// `authorizationCode`.
    pub authorization_code: Option<OAuthFlow>,
    /// `deviceAuthorization` (3.2).
    pub device_authorization: Option<OAuthFlow>,
}

/// OAuth Flow Object.
#[derive(Debug)]
pub struct OAuthFlow {
    /// Its text.
    pub span: Span,
    /// `authorizationUrl`.
    pub authorization_url: Option<Spanned<String>>,
    /// `deviceAuthorizationUrl` (3.2).
    pub device_authorization_url: Option<Spanned<String>>,
    /// `tokenUrl`.
    pub token_url: Option<Spanned<String>>,
    /// `refreshUrl`.
    pub refresh_url: Option<Spanned<String>>,
    /// `scopes`, each with its description.
    pub scopes: Named<String>,
}

/// Security Requirement Object: all of these schemes together; none of them
/// (`{}`) is anonymous access.
#[derive(Debug, Clone)]
pub struct SecurityRequirement {
    /// Its text.
    pub span: Span,
    /// Scheme names with the scopes or roles asked for. A name that is no key
    /// of `components.securitySchemes` was reported, and is kept: what asks
    /// for it must not be served unprotected.
    pub schemes: Named<Vec<Spanned<String>>>,
}

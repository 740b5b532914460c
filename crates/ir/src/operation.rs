//! Operations, parameters, bodies, responses, security.

use specwright_source::Pointer;

use crate::{
    Docs, Facets, FieldIdent, FillMember, GroupIndex, Literal, MethodIdent, SchemeIndex, TypeIdent,
    TypeRef, VariantIdent, WireName,
};

/// An HTTP method token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Method(
    /// The token as it is sent, for example `GET`.
    pub String,
);

/// An operation that is generated on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The method of its tag's trait, and of the client of its tag: unique
    /// among the operations of its tag.
    pub ident: MethodIdent,
    /// The client's method: unique in the document.
    pub flat: MethodIdent,
    /// What its types begin with: `LinkOauth2Account` gives
    /// `LinkOauth2AccountRequest`, `..Response`, `..Success`, `..Error`. These
    /// four are reserved by `lower`, so they never clash with a model.
    pub stem: TypeIdent,
    /// `operationId` as written, else the method and path.
    pub id: String,
    /// Where it is written.
    pub origin: Pointer,
    /// Its method.
    pub method: Method,
    /// Its path template, as written. The names in it may differ from those of
    /// its [`crate::Route`]: values belong to path parameters by their order.
    pub path: String,
    /// The trait it belongs to.
    pub group: GroupIndex,
    /// Documentation.
    pub docs: Docs,
    /// Parameters: path first in template order (one for each parameter of the
    /// template), then as written.
    pub params: Vec<Param>,
    /// The request body.
    pub body: Option<Body>,
    /// The declared responses: codes ascending, ranges, then default.
    pub responses: Vec<Response>,
    /// What it asks for.
    pub security: Security,
    /// The status a rejected request gets: 422 in the `fastapi` dialect, else
    /// a declared 422 or 400, else 400.
    pub rejection_status: u16,
    /// Declared error statuses whose schema is not the dialect's but can be
    /// filled from a failure; the body is built member by member.
    pub declared_errors: Vec<DeclaredError>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Field of the request struct, argument or setter of the client.
    pub ident: FieldIdent,
    /// Its name on the wire.
    pub wire: WireName,
    /// Its place and form.
    pub place: ParamWire,
    /// A scalar, an enum, an alias of these, or a list of these.
    pub ty: TypeRef,
    /// Whether it must be present.
    pub required: bool,
    /// Checked beside the type.
    pub facets: Facets,
    /// `default`, for `x_or_default()`.
    pub default: Option<Literal>,
    /// Documentation.
    pub docs: Docs,
}

/// Where a parameter is and how it looks there: legal combinations only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamWire {
    /// In the path.
    Path {
        /// Style.
        style: PathStyle,
        /// `explode`.
        explode: bool,
    },
    /// In the query.
    Query {
        /// Style.
        style: QueryStyle,
        /// `allowReserved`: reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// In a header, style `simple`.
    Header {
        /// `explode` (the same text for scalars and lists).
        explode: bool,
    },
    /// In a cookie, style `form`.
    Cookie {
        /// `explode`.
        explode: bool,
    },
}

/// Styles of path parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStyle {
    /// `a,b`
    Simple,
    /// `.a,b`, exploded `.a.b`
    Label,
    /// `;x=a,b`, exploded `;x=a;x=b`
    Matrix,
}

/// Styles of query parameters for scalars and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryStyle {
    /// `x=a,b`, exploded `x=a&x=b`
    Form {
        /// `explode`.
        explode: bool,
    },
    /// `x=a%20b`
    SpaceDelimited,
    /// `x=a%7Cb`
    PipeDelimited,
}

/// A request body. No parameter of an operation with a body is called like its
/// field.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The field: `body`.
    pub ident: FieldIdent,
    /// `required`.
    pub required: bool,
    /// The media type that is sent.
    pub content_type: String,
    /// The media types and ranges (`image/*`, `*/*`) that a server takes: lower
    /// case, without parameters, never empty.
    pub accepts: Vec<String>,
    /// How its bytes are read.
    pub codec: BodyCodec,
    /// Its type; of a raw body, ignored.
    pub ty: TypeRef,
    /// Checked beside the type.
    pub facets: Facets,
    /// Documentation.
    pub docs: Docs,
}

/// How the bytes of a body are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyCodec {
    /// JSON (`application/json`, `*+json`).
    Json,
    /// Bytes as they are (`::specwright::codegen::Bytes`): a media type that
    /// is not covered; always beside a gap.
    Raw,
}

/// A response: one status and at most one media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The status.
    pub status: StatusSpec,
    /// Its variant in the response and error enums: the status' name, with a
    /// suffix where a status has several media types.
    pub ident: VariantIdent,
    /// Documentation.
    pub docs: Docs,
    /// Declared headers, `Content-Type` aside.
    pub headers: Vec<ResponseHeader>,
    /// Its body; a response without one is empty.
    pub body: Option<ResponseBody>,
}

/// The status of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusSpec {
    /// One code.
    Code(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

/// A declared response header.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseHeader {
    /// Its field.
    pub ident: FieldIdent,
    /// Its name.
    pub wire: WireName,
    /// A scalar, enum, alias of these, or a list.
    pub ty: TypeRef,
    /// Whether it must be present.
    pub required: bool,
    /// Checked beside the type.
    pub facets: Facets,
    /// Documentation.
    pub docs: Docs,
}

/// A response's body.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseBody {
    /// The media type that is sent; never a range.
    pub content_type: String,
    /// The media type or range that a client compares an answer's
    /// `Content-Type` with where a status has several: lower case, without
    /// parameters.
    pub accepts: String,
    /// How its bytes are written and read.
    pub codec: BodyCodec,
    /// Its type.
    pub ty: TypeRef,
    /// Checked beside the type.
    pub facets: Facets,
}

/// What an operation asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Security {
    /// Nothing: no argument.
    None,
    /// One of these, in order; an empty one is anonymous access, and makes
    /// the principal optional.
    Alternatives(Vec<Alternative>),
}

/// Schemes that are asked for together, each with its scopes.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative(
    /// Scheme and scopes.
    pub Vec<(SchemeIndex, Vec<String>)>,
);

/// A security scheme that some operation uses.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Its method in `Security` and on the client.
    pub ident: MethodIdent,
    /// Its key in `components.securitySchemes`.
    pub name: String,
    /// Its kind.
    pub kind: SecurityKind,
    /// Documentation.
    pub docs: Docs,
}

/// The kinds of security scheme.
#[derive(Debug, Clone, PartialEq)]
pub enum SecurityKind {
    /// An API key: a `Secret`.
    ApiKey {
        /// Where it travels.
        place: ApiKeyPlace,
        /// The header, query parameter or cookie.
        name: String,
    },
    /// HTTP Basic: user and `Secret`.
    Basic,
    /// HTTP Bearer, RFC 6750: a `Secret`.
    Bearer {
        /// `bearerFormat`, for the docs.
        format: Option<String>,
    },
    /// Another HTTP authentication scheme: the rest of the header, a `Secret`.
    Http {
        /// The scheme, as it is sent.
        scheme: String,
    },
    /// OAuth2: a bearer token; scopes are checked.
    OAuth2 {
        /// The flows, for the docs.
        flows: Vec<OAuthFlow>,
    },
    /// OpenID Connect: a bearer token; scopes are checked.
    OpenIdConnect {
        /// The discovery document, for the docs.
        url: String,
    },
    /// Mutual TLS: the application finds the peer in the extensions.
    MutualTls,
}

/// An OAuth2 flow, for documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Its name, for example `authorizationCode`.
    pub name: String,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// Scope and description.
    pub scopes: Vec<(String, String)>,
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

/// A declared error status whose schema is filled from a failure.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredError {
    /// The status.
    pub status: StatusSpec,
    /// Its media type.
    pub content_type: String,
    /// The members, in order.
    pub members: Vec<FillMember>,
}

/// What a scalar parameter given twice means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DuplicatePolicy {
    /// A rejection with code `duplicate`.
    #[default]
    Refuse,
    /// The last one counts.
    Last,
    /// The first one counts.
    First,
}

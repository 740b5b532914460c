//! Path Item, Operation, and what hangs below them.

use specwright_source::{Node, Span};

use super::{
    Extensions, ExternalDocs, Item, Named, SchemaId, SecurityRequirement, Server, Spanned,
};

/// An HTTP method: one of the fixed fields of a Path Item, or a name under
/// `additionalOperations` (3.2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
    /// QUERY (3.2)
    Query,
    /// Another method token, as written (3.2).
    Other(String),
}

/// Path Item Object.
#[derive(Debug)]
pub struct PathItem {
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// The operations in the order of the document; the span is the method
    /// key's.
    pub operations: Vec<(Spanned<Method>, Operation)>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `parameters` for all operations.
    pub parameters: Vec<Item<Parameter>>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Operation Object.
#[derive(Debug)]
pub struct Operation {
    /// Its text.
    pub span: Span,
    /// Where it is written.
    pub location: super::Location,
    /// `tags`.
    pub tags: Vec<Spanned<String>>,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `operationId`.
    pub operation_id: Option<Spanned<String>>,
    /// `parameters` of the operation alone; the path item's are not merged in.
    pub parameters: Vec<Item<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<Item<RequestBody>>,
    /// `responses`.
    pub responses: Vec<(Spanned<StatusKey>, Item<Response>)>,
    /// `callbacks`.
    pub callbacks: Named<Item<Callback>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `security`; `None` when it is not written.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// A key of the Responses Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKey {
    /// A status, 100 to 599.
    Code(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

/// Parameter Object. `name` and `place` together are its identity.
#[derive(Debug)]
pub struct Parameter {
    /// `name`.
    pub name: Spanned<String>,
    /// `in`, with the legal style and explode for it.
    pub place: ParameterPlace,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `allowEmptyValue`.
    pub allow_empty_value: bool,
    /// `schema` or `content`.
    pub shape: ParameterShape,
    /// `example` and `examples`.
    pub examples: Named<Item<Example>>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// `in` with the styles that are legal there (OpenAPI 3.1.1, 4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterPlace {
    /// `path`
    Path {
        /// Style.
        style: PathStyle,
        /// `explode`.
        explode: bool,
    },
    /// `query`
    Query {
        /// Style, with `explode` where it means something.
        style: QueryStyle,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// `querystring` (3.2): the whole query by `content`.
    QueryString,
    /// `header`, style `simple`.
    Header {
        /// `explode`.
        explode: bool,
    },
    /// `cookie`
    Cookie {
        /// `explode`.
        explode: bool,
        /// Style `cookie` of 3.2 instead of `form`.
        plain: bool,
    },
}

/// Styles of path parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStyle {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
}

/// Styles of query parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryStyle {
    /// `form`
    Form {
        /// `explode`, true by default.
        explode: bool,
    },
    /// `spaceDelimited` (never exploded; with `explode` it is `form`).
    SpaceDelimited,
    /// `pipeDelimited` (likewise).
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

/// What a parameter or header holds.
#[derive(Debug)]
pub enum ParameterShape {
    /// `schema`.
    Schema(SchemaId),
    /// `content`: one media type.
    Content(Box<(Spanned<String>, MediaType)>),
}

/// Header Object.
#[derive(Debug)]
pub struct Header {
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `explode`.
    pub explode: bool,
    /// `schema` or `content`.
    pub shape: ParameterShape,
    /// `example` and `examples`.
    pub examples: Named<Item<Example>>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Request Body Object.
#[derive(Debug)]
pub struct RequestBody {
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `content` by media type or range.
    pub content: Named<MediaType>,
    /// `required`.
    pub required: bool,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Media Type Object.
#[derive(Debug)]
pub struct MediaType {
    /// Its text.
    pub span: Span,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2).
    pub item_schema: Option<SchemaId>,
    /// `example` and `examples`.
    pub examples: Named<Item<Example>>,
    /// `encoding`.
    pub encoding: Named<Encoding>,
    /// `prefixEncoding` and `itemEncoding` (3.2), as nodes.
    pub positional_encoding: Named<Node>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Encoding Object.
#[derive(Debug)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<Spanned<String>>,
    /// `headers`.
    pub headers: Named<Item<Header>>,
    /// `style` with `explode`, as a query parameter has them.
    pub style: Option<QueryStyle>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `encoding`, `prefixEncoding` and `itemEncoding` (3.2), as nodes.
    pub nested: Named<Node>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Response Object.
#[derive(Debug)]
pub struct Response {
    /// `summary` (3.2).
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `headers`.
    pub headers: Named<Item<Header>>,
    /// `content`.
    pub content: Named<MediaType>,
    /// `links`.
    pub links: Named<Item<Link>>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Example Object.
#[derive(Debug)]
pub struct Example {
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `value`, or `dataValue` (3.2).
    pub value: Option<Node>,
    /// `externalValue` or `serializedValue` (3.2).
    pub external_value: Option<Spanned<String>>,
}

/// Link Object.
#[derive(Debug)]
pub struct Link {
    /// `operationRef`.
    pub operation_ref: Option<Spanned<String>>,
    /// `operationId`.
    pub operation_id: Option<Spanned<String>>,
    /// `parameters`.
    pub parameters: Named<Node>,
    /// `requestBody`.
    pub request_body: Option<Node>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `server`.
    pub server: Option<Server>,
}

/// Callback Object: path items by runtime expression.
#[derive(Debug)]
pub struct Callback {
    /// The path items.
    pub paths: Named<Item<PathItem>>,
    /// `x-` members.
    pub extensions: Extensions,
}

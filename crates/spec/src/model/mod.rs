//! One model for OpenAPI 3.0, 3.1 and 3.2. References are resolved when the
//! document is read: whatever was reached by `$ref` is shared by [`Arc`] (or, for schemas, by
//! [`SchemaId`]) and keeps the identity of the place it was written at.

mod operation;
mod schema;
mod security;

pub use operation::{
    Callback, Encoding, Example, Header, Link, MediaType, Method, Operation, Parameter,
    ParameterPlace, ParameterShape, PathItem, PathStyle, QueryStyle, RequestBody, Response,
    StatusKey,
};
pub use schema::{
    AdditionalItems, Dialect, Discriminator, DynamicReference, JsonType, Resource, ResourceId,
    Schema, SchemaArena, SchemaBody, SchemaId, SchemaObject, Xml,
};
pub use security::{
    ApiKeyPlace, OAuthFlow, OAuthFlows, SecurityKind, SecurityRequirement, SecurityScheme,
};

use std::sync::Arc;

use specwright_source::{FileId, Node, Pointer, Span};

/// A value with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its text.
    pub span: Span,
}

/// A place in a document: what gives a thing its identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The pointer in that file.
    pub pointer: Pointer,
}

/// An object that may have been reached by `$ref`.
#[derive(Debug)]
pub struct Item<T> {
    /// The object itself; the same `Arc` for every reference to it.
    pub value: Arc<T>,
    /// Where the object is written (behind the reference, if there was one).
    pub location: Location,
    /// The text of the object.
    pub span: Span,
    /// The text of the `$ref` this was reached by.
    pub reference: Option<Span>,
    /// The `description` beside the `$ref` (3.1, Reference Object), if any.
    pub description: Option<Spanned<String>>,
}

impl<T> Clone for Item<T> {
    fn clone(&self) -> Self {
        Self {
            value: Arc::clone(&self.value),
            location: self.location.clone(),
            span: self.span,
            reference: self.reference,
            description: self.description.clone(),
        }
    }
}

/// Named things in the order of the document; the span is the name's.
pub type Named<T> = Vec<(Spanned<String>, T)>;

/// Members beginning with `x-`, as nodes.
pub type Extensions = Named<Node>;

/// The version of the OpenAPI Specification a document names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x
    V3_2,
}

/// One OpenAPI description with everything its references reach.
#[derive(Debug)]
pub struct Document {
    /// The entry file.
    pub file: FileId,
    /// The span of the whole root object.
    pub span: Span,
    /// The version family.
    pub version: Spanned<Version>,
    /// `$self` (3.2).
    pub self_uri: Option<Spanned<String>>,
    /// `jsonSchemaDialect` (3.1).
    pub json_schema_dialect: Option<Spanned<String>>,
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `paths` in the order of the document.
    pub paths: Named<Item<PathItem>>,
    /// `webhooks` (3.1).
    pub webhooks: Named<Item<PathItem>>,
    /// `components`.
    pub components: Components,
    /// `security`; `None` when it is not written.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `x-` members.
    pub extensions: Extensions,
    /// Every schema of the document.
    pub schemas: SchemaArena,
}

/// Info Object.
#[derive(Debug, Clone)]
pub struct Info {
    /// Its text.
    pub span: Span,
    /// `title`; empty, with a diagnostic, when it is missing.
    pub title: Spanned<String>,
    /// `version`, as text.
    pub version: Spanned<String>,
    /// `summary` (3.1).
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `termsOfService`.
    pub terms_of_service: Option<Spanned<String>>,
    /// `contact`: name, url, email.
    pub contact: Option<Contact>,
    /// `license`.
    pub license: Option<License>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// Contact Object.
#[derive(Debug, Clone)]
pub struct Contact {
    /// `name`.
    pub name: Option<Spanned<String>>,
    /// `url`.
    pub url: Option<Spanned<String>>,
    /// `email`.
    pub email: Option<Spanned<String>>,
}

/// License Object.
#[derive(Debug, Clone)]
pub struct License {
    /// `name`.
    pub name: Option<Spanned<String>>,
    /// `identifier` (3.1).
    pub identifier: Option<Spanned<String>>,
    /// `url`.
    pub url: Option<Spanned<String>>,
}

/// Server Object.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its text.
    pub span: Span,
    /// `url`, a template.
    pub url: Spanned<String>,
    /// `name` (3.2).
    pub name: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `variables`.
    pub variables: Named<ServerVariable>,
}

/// Server Variable Object.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// `enum`.
    pub allowed: Vec<Spanned<String>>,
    /// `default`.
    pub default: Spanned<String>,
    /// `description`.
    pub description: Option<Spanned<String>>,
}

/// Tag Object.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its text.
    pub span: Span,
    /// `name`.
    pub name: Spanned<String>,
    /// `summary` (3.2).
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `parent` (3.2).
    pub parent: Option<Spanned<String>>,
    /// `kind` (3.2).
    pub kind: Option<Spanned<String>>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `x-` members.
    pub extensions: Extensions,
}

/// External Documentation Object.
#[derive(Debug, Clone)]
pub struct ExternalDocs {
    /// `url`.
    pub url: Spanned<String>,
    /// `description`.
    pub description: Option<Spanned<String>>,
}

/// Components Object. Schemas by id, everything else by item.
#[derive(Debug, Default)]
pub struct Components {
    /// `schemas`.
    pub schemas: Named<SchemaId>,
    /// `responses`.
    pub responses: Named<Item<Response>>,
    /// `parameters`.
    pub parameters: Named<Item<Parameter>>,
    /// `examples`.
    pub examples: Named<Item<Example>>,
    /// `requestBodies`.
    pub request_bodies: Named<Item<RequestBody>>,
    /// `headers`.
    pub headers: Named<Item<Header>>,
    /// `securitySchemes`.
    pub security_schemes: Named<Item<SecurityScheme>>,
    /// `links`.
    pub links: Named<Item<Link>>,
    /// `callbacks`.
    pub callbacks: Named<Item<Callback>>,
    /// `pathItems` (3.1).
    pub path_items: Named<Item<PathItem>>,
    /// `mediaTypes` (3.2).
    pub media_types: Named<Item<MediaType>>,
    /// `x-` members.
    pub extensions: Extensions,
}

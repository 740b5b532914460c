//! Schema Object: JSON Schema 2020-12, and the dialect of OpenAPI 3.0 read
//! into the same fields.

use specwright_source::{Node, Span};

use super::{Extensions, ExternalDocs, Location, Named, Spanned};

/// A schema's identity: an index into the document's [`SchemaArena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// All schemas of a document, each once.
#[derive(Debug, Default)]
pub struct SchemaArena {
    pub(crate) schemas: Vec<Schema>,
    pub(crate) resources: Vec<Resource>,
}

/// A schema resource: an index into the document's [`SchemaArena`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(pub u32);

/// A schema resource (JSON Schema 2020-12, core, 4.3.5): a file, or a schema
/// with an `$id` of its own.
#[derive(Debug, Default)]
pub struct Resource {
    /// Its URI, as far as one is known; else empty.
    pub uri: String,
    /// What its `$dynamicAnchor`s name.
    pub dynamic_anchors: Vec<(String, SchemaId)>,
}

impl SchemaArena {
    /// The schema `id` stands for.
    ///
    /// # Panics
    /// Never for an id of the same document.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }

    /// The resource `id` stands for.
    ///
    /// # Panics
    /// Never for an id of the same document.
    #[must_use]
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0 as usize]
    }

    /// Every schema with its id, in the order they were reached.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0u32..).map(SchemaId).zip(&self.schemas)
    }
}

/// A schema as the document writes it.
#[derive(Debug)]
pub struct Schema {
    /// Its text.
    pub span: Span,
    /// Where it is written.
    pub location: Location,
    /// The dialect its keywords are read in.
    pub dialect: Dialect,
    /// The resource it belongs to.
    pub resource: ResourceId,
    /// Whether its metaschema has `format` asserted.
    pub format_asserted: bool,
    /// What is written.
    pub body: SchemaBody,
}

/// The dialect of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0: `nullable`, boolean `exclusiveMinimum`, `$ref` without siblings.
    OpenApi30,
    /// JSON Schema 2020-12 (the OpenAPI 3.1 base dialect included).
    Draft202012,
}

/// A boolean schema or an object of keywords.
#[derive(Debug)]
pub enum SchemaBody {
    /// `true`, `false`.
    Bool(bool),
    /// An object of keywords.
    Object(Box<SchemaObject>),
}

/// The JSON types of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// `items` beside `prefixItems`.
pub type AdditionalItems = SchemaId;

/// The keywords of a schema object. Absent keywords are `None` or empty.
#[derive(Debug, Default)]
pub struct SchemaObject {
    /// `$ref`, resolved; the span is the reference's text.
    pub reference: Option<Spanned<SchemaId>>,
    /// `$dynamicRef`.
    pub dynamic_reference: Option<Spanned<DynamicReference>>,
    /// `$id`.
    pub id: Option<Spanned<String>>,
    /// `$anchor`.
    pub anchor: Option<Spanned<String>>,
    /// `$dynamicAnchor`.
    pub dynamic_anchor: Option<Spanned<String>>,
    /// `$schema`.
    pub schema: Option<Spanned<String>>,
    /// `$defs` (and `definitions`).
    pub defs: Named<SchemaId>,

    /// `type`, one or several; the span is each name's. 3.0 `nullable` is
    /// kept apart in [`SchemaObject::nullable`].
    pub types: Vec<Spanned<JsonType>>,
    /// `nullable` (3.0; also accepted, with a warning, later).
    pub nullable: Option<Spanned<bool>>,
    /// `enum`.
    pub enumeration: Option<Spanned<Vec<Node>>>,
    /// `const`.
    pub constant: Option<Node>,
    /// `format`.
    pub format: Option<Spanned<String>>,

    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `default`.
    pub default: Option<Node>,
    /// `examples`, and `example` of 3.0.
    pub examples: Vec<Node>,
    /// `deprecated`.
    pub deprecated: Option<Spanned<bool>>,
    /// `readOnly`.
    pub read_only: Option<Spanned<bool>>,
    /// `writeOnly`.
    pub write_only: Option<Spanned<bool>>,

    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Option<Spanned<Vec<SchemaId>>>,
    /// `oneOf`.
    pub one_of: Option<Spanned<Vec<SchemaId>>>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub if_schema: Option<SchemaId>,
    /// `then`.
    pub then_schema: Option<SchemaId>,
    /// `else`.
    pub else_schema: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,

    /// `minimum`, as JSON writes the number; no digit is lost.
    pub minimum: Option<Spanned<String>>,
    /// `maximum`.
    pub maximum: Option<Spanned<String>>,
    /// `exclusiveMinimum`; 3.0's boolean is already turned into this number.
    pub exclusive_minimum: Option<Spanned<String>>,
    /// `exclusiveMaximum`; likewise.
    pub exclusive_maximum: Option<Spanned<String>>,
    /// `multipleOf`.
    pub multiple_of: Option<Spanned<String>>,

    /// `minLength`, in code points.
    pub min_length: Option<Spanned<u64>>,
    /// `maxLength`, in code points.
    pub max_length: Option<Spanned<u64>>,
    /// `pattern`, ECMA-262.
    pub pattern: Option<Spanned<String>>,
    /// `contentEncoding`.
    pub content_encoding: Option<Spanned<String>>,
    /// `contentMediaType`.
    pub content_media_type: Option<Spanned<String>>,
    /// `contentSchema`.
    pub content_schema: Option<SchemaId>,

    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `items`.
    pub items: Option<AdditionalItems>,
    /// `contains`.
    pub contains: Option<SchemaId>,
    /// `minContains`.
    pub min_contains: Option<Spanned<u64>>,
    /// `maxContains`.
    pub max_contains: Option<Spanned<u64>>,
    /// `minItems`.
    pub min_items: Option<Spanned<u64>>,
    /// `maxItems`.
    pub max_items: Option<Spanned<u64>>,
    /// `uniqueItems`.
    pub unique_items: Option<Spanned<bool>>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,

    /// `properties`.
    pub properties: Named<SchemaId>,
    /// `patternProperties`.
    pub pattern_properties: Named<SchemaId>,
    /// `additionalProperties`.
    pub additional_properties: Option<SchemaId>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `required`; 3.0's misplaced boolean is reported and dropped.
    pub required: Vec<Spanned<String>>,
    /// `minProperties`.
    pub min_properties: Option<Spanned<u64>>,
    /// `maxProperties`.
    pub max_properties: Option<Spanned<u64>>,
    /// `dependentRequired`.
    pub dependent_required: Named<Vec<Spanned<String>>>,
    /// `dependentSchemas`.
    pub dependent_schemas: Named<SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,

    /// `xml`.
    pub xml: Option<Xml>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `x-` members.
    pub extensions: Extensions,
    /// Keywords that no vocabulary in force defines; annotations by
    /// JSON Schema's rules.
    pub unknown: Named<Node>,
}

/// `$dynamicRef` (JSON Schema 2020-12, core, 8.2.3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DynamicReference {
    /// The reference as it is written.
    pub text: String,
    /// What it names by itself, as a `$ref` would.
    pub schema: SchemaId,
    /// The name of the `$dynamicAnchor` that it names. Then the schema is that
    /// of the outermost resource on the way here that has such an anchor.
    /// `None` where it names another thing, so that it is a `$ref`.
    pub anchor: Option<String>,
}

/// Discriminator Object.
#[derive(Debug)]
pub struct Discriminator {
    /// Its text.
    pub span: Span,
    /// `propertyName`.
    pub property_name: Spanned<String>,
    /// `mapping`: each value with the schema it names (by reference or by
    /// component name).
    pub mapping: Named<Spanned<SchemaId>>,
    /// `defaultMapping` (3.2).
    pub default_mapping: Option<Spanned<SchemaId>>,
}

/// XML Object.
#[derive(Debug, Clone)]
pub struct Xml {
    /// Its text, for the readers that come later.
    pub node: Node,
}

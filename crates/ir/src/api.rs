//! The whole of an API.

use specwright_source::{Code, Pointer, Span};

use crate::{
    Docs, DuplicatePolicy, Method, ModuleIdent, Names, Operation, RustPath, SecurityScheme,
    TypeArena, TypeIdent, WireName,
};

/// Index into [`Api::groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIndex(pub u32);

/// Index into [`Api::operations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationIndex(pub u32);

/// Index into [`Api::security_schemes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeIndex(pub u32);

/// Everything the output needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// Title, version, description.
    pub info: Info,
    /// Named types in printing order.
    pub types: TypeArena,
    /// One trait a tag.
    pub groups: Vec<Group>,
    /// The operations: in the order of the document.
    pub operations: Vec<Operation>,
    /// One route a path shape, templates in the order of the document.
    pub routes: Vec<Route>,
    /// The schemes that operations use, in the order of the document.
    pub security_schemes: Vec<SecurityScheme>,
    /// The document's servers.
    pub servers: Vec<Server>,
    /// How answers are worded that no handler writes.
    pub dialect: Dialect,
    /// What a scalar parameter given twice means.
    pub duplicate_parameters: DuplicatePolicy,
    /// Types of the user's that formats have.
    pub paths: Vec<RustPath>,
    /// The check program: what types and facets do not carry.
    pub checks: specwright_check::program::Parts,
    /// What the document asks for that the output does not do.
    pub gaps: Vec<Gap>,
    /// The names, by what has them.
    pub names: Names,
}

/// Info Object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`
    pub version: String,
    /// `description`
    pub description: Option<String>,
}

/// A tag: a trait on the server, a group on the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The trait.
    pub ident: TypeIdent,
    /// The accessor on the client and the router function's suffix.
    pub module: ModuleIdent,
    /// The tag; `None` for operations without one (trait `Api`).
    pub tag: Option<String>,
    /// The tag's documentation.
    pub docs: Docs,
}

/// All methods of one path template. Templates that differ only in the names
/// of their parameters are one route; it has the first one's names, and the
/// n-th [`Segment::Param`] is the n-th path parameter of each operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The template as written.
    pub template: String,
    /// Its parts; a `/` is part of the literals.
    pub segments: Vec<Segment>,
    /// The methods, in order.
    pub methods: Vec<(Method, OperationIndex)>,
}

/// A part of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands as it is (percent-decoded).
    Literal(String),
    /// A parameter: at least one character, no `/`.
    Param(WireName),
}

/// A server of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// `url` with each variable's default put in.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
}

/// How a document words the answers that no handler writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `{"detail": ..}` as FastAPI writes it.
    FastApi,
    /// Problem details, RFC 9457.
    #[default]
    Problem,
}

/// A member of a declared error schema and what it is filled with.
#[derive(Debug, Clone, PartialEq)]
pub struct FillMember {
    /// The member.
    pub wire: WireName,
    /// Its content.
    pub fill: Fill,
}

/// What a failure can put into a declared error schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// The status as an integer.
    StatusNumber,
    /// The status as a string.
    StatusString,
    /// The failure's stable code, a string.
    Code,
    /// The message.
    Message,
    /// The status' reason phrase.
    Title,
}

/// Something the document asks for that the output does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its code.
    pub code: Code,
    /// Where it is asked for.
    pub span: Span,
    /// The same as a pointer.
    pub pointer: Pointer,
    /// What is not done, and what is done instead.
    pub message: String,
}

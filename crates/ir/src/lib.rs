//! Specwright's intermediate representation: plain data that says everything
//! the output needs. No text of the document is read again after it; whatever
//! can fail has failed before it exists, so emitters are total functions.

mod api;
mod checks;
mod facets;
mod given;
mod names;
mod operation;
mod types;
mod union;

pub use api::{
    Api, Dialect, Fill, FillMember, Gap, Group, GroupIndex, Info, OperationIndex, Route,
    SchemeIndex, Segment, Server,
};
pub use checks::Visit;
pub use facets::{CheckId, Engine, Facets, Pattern};
pub use given::{Names, Role};
pub use names::{
    FieldIdent, InvalidIdent, MethodIdent, ModuleIdent, RustPath, TypeIdent, VariantIdent, WireName,
};
pub use operation::{
    Alternative, ApiKeyPlace, Body, BodyCodec, DeclaredError, DuplicatePolicy, Method, OAuthFlow,
    Operation, Param, ParamWire, PathStyle, QueryStyle, Response, ResponseBody, ResponseHeader,
    Security, SecurityKind, SecurityScheme, StatusSpec,
};
pub use types::{
    Derives, Docs, EnumVariant, Extra, Field, Format, Integer, Library, Literal, MAX_TUPLE,
    Matching, Number, OwnType, Presence, Scalar, Struct, Twin, TypeArena, TypeDef, TypeId,
    TypeKind, TypeRef, Usage, Via,
};
pub use union::{JsonKind, Others, Overlap, Test, Union, UnionRule, UnionVariant};

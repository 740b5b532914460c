//! Specwright's intermediate representation: plain data that says everything
//! the output needs. No text of the document is read again after it; whatever
//! can fail has failed before it exists, so emitters are total functions.

mod api;
mod checks;
mod given;
mod names;
mod operation;
mod types;

pub use api::{
    Api, Dialect, Fill, FillMember, Gap, Group, GroupIndex, Info, OperationIndex, Route,
    SchemeIndex, Segment, Server,
};
pub use checks::Visit;
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
    CheckId, Derives, Docs, Engine, EnumVariant, Extra, Facets, Field, Format, Integer, JsonKind,
    Library, Literal, MAX_TUPLE, Matching, Number, Others, Overlap, OwnType, Pattern, Presence,
    Scalar, Struct, Test, Twin, TypeArena, TypeDef, TypeId, TypeKind, TypeRef, Union, UnionRule,
    UnionVariant, Usage, Via,
};

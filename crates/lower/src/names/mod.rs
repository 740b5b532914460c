//! Rust names: case conversion, identifiers, clashes.

mod case;
mod clash;
mod own;
mod symbols;

pub use case::{append, join, snake, upper_camel};
pub use clash::{Case, Claim, Holder, Standing, resolve, resolve_among};
pub use own::{DERIVE, NAME, NAMES, Own, TYPE, extension, own_name, own_name_of};

use specwright_ir::{FieldIdent, MethodIdent, ModuleIdent, TypeIdent, VariantIdent};

/// The type name for `text`.
#[must_use]
pub fn type_ident(text: &str) -> TypeIdent {
    TypeIdent::lossy(&upper_camel(text))
}

/// The variant name for `text`.
#[must_use]
pub fn variant_ident(text: &str) -> VariantIdent {
    VariantIdent::lossy(&upper_camel(text))
}

/// The field name for `text`.
#[must_use]
pub fn field_ident(text: &str) -> FieldIdent {
    FieldIdent::lossy(&snake(text))
}

/// The method name for `text`.
#[must_use]
pub fn method_ident(text: &str) -> MethodIdent {
    MethodIdent::lossy(&snake(text))
}

/// The module name for `text`.
#[must_use]
pub fn module_ident(text: &str) -> ModuleIdent {
    ModuleIdent::lossy(&snake(text))
}

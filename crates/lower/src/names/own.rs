//! Names that the document, or the user's configuration, gives itself:
//! `x-rust-name` and `x-rust-names`.

use specwright_ir::TypeIdent;
use specwright_source::{Diagnostic, Node, Span, Value, codes};
use specwright_spec::model::Extensions;

use super::{Case, snake, upper_camel};

/// The name of a type, field, parameter, operation or variant.
pub const NAME: &str = "x-rust-name";
/// The names of an enum's variants.
pub const NAMES: &str = "x-rust-names";

/// A type of the user's in place of the generated one.
pub const TYPE: &str = "x-rust-type";
/// Further derives.
pub const DERIVE: &str = "x-rust-derive";

/// A name that is given, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The identifier.
    pub name: String,
    /// Where it is written.
    pub span: Span,
}

/// What the extension `key` holds.
#[must_use]
pub fn extension<'n>(extensions: &'n Extensions, key: &str) -> Option<&'n Node> {
    let mut all = extensions.iter();
    all.find(|(name, _)| name.value == key)
        .map(|(_, node)| node)
}

/// The name that `x-rust-name` gives, in the case that is right for it.
///
/// # Errors
/// A finding when it is no identifier of that case.
pub fn own_name(extensions: &Extensions, case: Case) -> Result<Option<Own>, Box<Diagnostic>> {
    match extension(extensions, NAME) {
        Some(node) => own_name_of(node, case).map(Some),
        None => Ok(None),
    }
}

/// The name that `node` gives.
///
/// # Errors
/// A finding when it is no identifier in that case.
pub fn own_name_of(node: &Node, case: Case) -> Result<Own, Box<Diagnostic>> {
    let refuse = |message: String| {
        Box::new(Diagnostic::error(
            codes::schema::OWN_NAME,
            node.span,
            message,
        ))
    };
    let Value::String(text) = &node.value else {
        let kind = node.value.kind();
        return Err(refuse(format!(
            "a Rust name is a string, and this is {kind}"
        )));
    };
    let near = match case {
        Case::UpperCamel => upper_camel(text),
        Case::Snake => snake(text),
    };
    let help = format!("`{near}` would do");
    if TypeIdent::new(text.as_str()).is_err() {
        let finding = refuse(format!("{text:?} is no Rust identifier"));
        return Err(Box::new(finding.help(help)));
    }
    if !is_in(case, text) {
        let what = match case {
            Case::UpperCamel => "types and variants are written `UpperCamelCase`",
            Case::Snake => "fields, parameters and methods are written `snake_case`",
        };
        let finding = refuse(format!("{text:?} is not in the right case: {what}"));
        return Err(Box::new(finding.help(help)));
    }
    Ok(Own {
        name: text.clone(),
        span: node.span,
    })
}

/// Whether rustc would take an identifier as one of that case.
fn is_in(case: Case, text: &str) -> bool {
    let bytes = text.as_bytes();
    match case {
        Case::Snake => {
            !bytes.iter().any(u8::is_ascii_uppercase)
                && !text.contains("__")
                && !text.starts_with('_')
        }
        Case::UpperCamel => {
            let digit = |at: Option<usize>| {
                at.and_then(|at| bytes.get(at))
                    .is_some_and(u8::is_ascii_digit)
            };
            let apart = |at: usize| digit(at.checked_sub(1)) && digit(at.checked_add(1));
            bytes.first().is_some_and(u8::is_ascii_uppercase)
                && text.match_indices('_').all(|(at, _)| apart(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, is_in};

    #[test]
    fn cases_are_those_of_rustc() {
        for name in ["Pet", "HTTPError", "V1_0", "A"] {
            assert!(is_in(Case::UpperCamel, name), "{name}");
        }
        for name in ["pet", "Pet_Kind", "Self_", "_Pet", "Pet_2"] {
            assert!(!is_in(Case::UpperCamel, name), "{name}");
        }
        for name in ["pet", "pet_kind", "type", "n2_b", "self_"] {
            assert!(is_in(Case::Snake, name), "{name}");
        }
        for name in ["Pet", "petKind", "pet__kind", "_pet"] {
            assert!(!is_in(Case::Snake, name), "{name}");
        }
    }
}

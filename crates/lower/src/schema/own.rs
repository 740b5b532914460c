//! What the user gives himself, by extensions of schemas: names, types and
//! derives.

use specwright_ir::Literal;
use specwright_source::{Diagnostic, Node, Value, codes};
use specwright_spec::model::{SchemaId, SchemaObject};

use super::conj::{Conj, Part};
use super::constant::Written;
use super::{Lowering, Slot, enumeration};
use crate::names::{self, Case, NAME, NAMES, Own};

/// What a property's name is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    Field,
    Type,
}

impl Lowering<'_> {
    /// The name that a component's schema gives its type.
    pub(super) fn own_component(&mut self, schema: SchemaId) -> Option<Own> {
        self.own_name(schema, Case::UpperCamel)
    }

    /// The name that the schema of an inline type gives it.
    pub(super) fn own_inline(&mut self, slot: &Conj) -> Option<Own> {
        let mut own = None;
        for part in &slot.parts {
            let named = self.homes.contains_key(&part.schema);
            if own.is_none() && !named && self.meant_for(part.schema) == Some(For::Type) {
                own = self.own_name(part.schema, Case::UpperCamel);
            }
        }
        own
    }

    /// The name that a property gives its field.
    pub(super) fn own_field(&mut self, member: &Conj) -> Option<Own> {
        let mut own = None;
        for part in &member.parts {
            if self.meant_for(part.schema) == Some(For::Field) {
                // Each is read, so that each is in use, and the first counts.
                let name = self.own_name(part.schema, Case::Snake);
                own = own.or(name);
            }
        }
        own
    }

    /// The name that a branch of a union gives its variant.
    pub(super) fn own_branch(&mut self, schema: SchemaId) -> Option<Own> {
        self.own_name(schema, Case::UpperCamel)
    }

    /// The names for the values of the `enum` of a schema.
    pub(super) fn own_variants(&mut self, at: Option<Part>) -> Vec<(Literal, Own)> {
        let Some(object) = at.and_then(|part| self.object(part.schema)) else {
            return Vec::new();
        };
        let Some(node) = names::extension(&object.extensions, NAMES) else {
            return Vec::new();
        };
        let (named, findings) = variants(object, node);
        for finding in findings {
            self.once(finding);
        }
        named
    }

    fn own_name(&mut self, schema: SchemaId, case: Case) -> Option<Own> {
        let object = self.object(schema)?;
        let node = names::extension(&object.extensions, NAME)?;
        self.own_names.insert(node.span);
        match names::own_name_of(node, case) {
            Ok(own) => Some(own),
            Err(finding) => {
                self.once(*finding);
                None
            }
        }
    }

    /// What the name of a schema is for: at a property, its field, unless it
    /// begins like a type's.
    fn meant_for(&self, schema: SchemaId) -> Option<For> {
        let object = self.object(schema)?;
        let node = names::extension(&object.extensions, NAME)?;
        let tokens = self.document.schemas.get(schema).location.pointer.tokens();
        let property = matches!(tokens, [.., properties, _] if properties == "properties");
        let text = node.as_str().unwrap_or_default();
        let type_like = text.starts_with(|c: char| c.is_ascii_uppercase());
        Some(if property && !type_like {
            For::Field
        } else {
            For::Type
        })
    }

    /// Warns of names for what has none.
    pub(super) fn unused_names(&mut self) {
        let document = self.document;
        for (_, schema) in document.schemas.iter() {
            let specwright_spec::model::SchemaBody::Object(object) = &schema.body else {
                continue;
            };
            if let Some(node) = names::extension(&object.extensions, NAME)
                && !self.own_names.contains(&node.span)
            {
                self.once(Diagnostic::warning(
                    codes::schema::OWN_NAME_UNUSED,
                    node.span,
                    "this name is for nothing: the schema becomes nothing that has a name",
                ));
            }
        }
    }

    /// The key of an inline type, or of a component.
    pub(super) fn place_of(&self, slot: &Slot) -> String {
        format!("#{}", self.identity(slot))
    }
}

/// The names of the values of an `enum`, by `x-rust-names`.
fn variants(object: &SchemaObject, node: &Node) -> (Vec<(Literal, Own)>, Vec<Diagnostic>) {
    let refuse = |node: &Node, message: String| {
        Diagnostic::error(codes::schema::OWN_NAME, node.span, message)
    };
    let values: &[Node] = match (&object.enumeration, &object.constant) {
        (Some(list), _) => &list.value,
        (None, Some(constant)) => std::slice::from_ref(constant),
        (None, None) => &[],
    };
    let literals = values.iter().map(|node| Written::of(node).value.literal());
    let literals: Vec<Option<Literal>> = literals.collect();
    let mut named = Vec::new();
    let mut findings = Vec::new();
    let mut take =
        |value: &Option<Literal>, node: &Node| match names::own_name_of(node, Case::UpperCamel) {
            Ok(own) => named.extend(value.clone().map(|value| (value, own))),
            Err(finding) => findings.push(*finding),
        };
    match &node.value {
        Value::Sequence(given) if given.len() == literals.len() => {
            for (value, node) in literals.iter().zip(given) {
                if node.value != Value::Null {
                    take(value, node);
                }
            }
        }
        Value::Sequence(given) => {
            let (names, values) = (given.len(), literals.len());
            let message = format!("there are {names} names here, and {values} values in `enum`");
            let help = "give a mapping from values to names, to name only some";
            findings.push(refuse(node, message).help(help));
        }
        Value::Mapping(given) => {
            let mut strange = Vec::new();
            for entry in given {
                let text = |value: &Option<Literal>| value.as_ref().map(enumeration::text_of);
                let mut values = literals.iter();
                match values.find(|value| text(value).as_ref() == Some(&entry.key)) {
                    Some(value) => take(value, &entry.value),
                    None => strange.push(entry),
                }
            }
            for entry in strange {
                let message = format!("the `enum` has no value `{}`", entry.key);
                let finding = Diagnostic::error(codes::schema::OWN_NAME, entry.key_span, message);
                findings.push(finding);
            }
        }
        other => {
            let message = format!("this is {}", other.kind());
            let help = "it is a list of names, or a mapping from values to names";
            findings.push(refuse(node, message).help(help));
        }
    }
    (named, findings)
}

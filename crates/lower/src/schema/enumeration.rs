//! Enums: values that are listed.

use std::collections::BTreeSet;
use std::rc::Rc;

use specwright_ir::{Docs, EnumVariant, Literal, Role, Scalar, VariantIdent};
use specwright_source::{Diagnostic, Pointer, Span, codes};

use super::Lowering;
use super::constant::{Constant, Written};
use super::kinds::Kinds;
use super::merge::Merged;
use super::shape::{Shape, Shaped};
use crate::names::{self, Case, Claim, Own, Standing};

/// How long a title may be that becomes a name, in bytes.
const LONGEST_TITLE: usize = 40;

/// A value that becomes a variant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) value: Literal,
    pub(super) span: Span,
    pub(super) docs: Docs,
}

impl Listed {
    /// The name that the title of a number gives it, which has no name of its
    /// own.
    fn titled(&self) -> Option<String> {
        let number = matches!(self.value, Literal::Integer(_) | Literal::Number(_));
        let title = self.docs.summary.as_deref().filter(|_| number)?;
        let name = names::upper_camel(title);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_name && title.len() <= LONGEST_TITLE).then_some(name)
    }
}

impl<'d> Lowering<'d> {
    /// The constants that the other keywords leave; what YAML made a number of
    /// for want of quotes is read as the text it is meant to be.
    pub(super) fn fitting(&mut self, merged: &Merged<'d>, constants: &[Written]) -> Vec<Written> {
        let kinds = merged.kinds;
        let mut kept: Vec<Written> = Vec::new();
        for written in constants {
            if written.value == Constant::Null {
                continue;
            }
            let mut value = written.value.clone();
            if !kinds.covers(value.kinds()) {
                let meant = written.meant_as(kinds);
                let message = match &meant {
                    Some(Constant::String(text)) => format!("this is read as the text `{text}`"),
                    _ => "this value is of another kind than `type` says".to_owned(),
                };
                let finding =
                    Diagnostic::warning(codes::schema::ENUM_VALUE_KIND, written.span, message);
                self.once(finding);
                match meant {
                    Some(meant) => value = meant,
                    None => continue,
                }
            }
            if !value.holds(&merged.facets) {
                self.unsatisfiable(written.span, "a bound beside it refuses this value");
                continue;
            }
            if kept.iter().all(|other| other.value != value) {
                kept.push(Written {
                    value,
                    ..written.clone()
                });
            }
        }
        kept
    }

    /// The shape of listed scalars.
    pub(super) fn enum_shape(
        &mut self,
        merged: &Merged<'d>,
        kept: &[Written],
        nullable: bool,
    ) -> Shaped<'d> {
        let mut listed = Vec::with_capacity(kept.len());
        for written in kept {
            match written.value.literal() {
                Some(value) => listed.push(Listed {
                    value,
                    span: written.span,
                    docs: Docs::default(),
                }),
                None => {
                    if let Some(at) = merged.constants_at.or(merged.first) {
                        let message = "this value is left out".to_owned();
                        let code = codes::gap::CONSTANT_TOO_LARGE;
                        self.keyword_gap(code, at.schema, "enum", written.span, message);
                    }
                }
            }
        }
        if listed.is_empty() {
            if nullable {
                return Shaped::plain(Shape::Null, false);
            }
            let span = self.span_of(merged.constants_at.or(merged.first));
            self.unsatisfiable(span, "none of the values listed here is left");
            return Shaped::plain(Shape::Never, false);
        }
        let own = self.own_variants(merged.constants_at);
        let place = merged.constants_at.map(|part| {
            let schema = self.document.schemas.get(part.schema);
            format!("#{}", schema.location.pointer)
        });
        Shaped::plain(self.enum_of(&listed, &own, place.as_deref()), nullable)
    }

    /// An enum of `listed`, each value once, with the names that the user gives
    /// it; `place` is where the values are listed.
    pub(super) fn enum_of(
        &mut self,
        listed: &[Listed],
        own: &[(Literal, Own)],
        place: Option<&str>,
    ) -> Shape<'d> {
        let both = [true, false].map(Literal::Bool);
        if listed.len() == 2
            && both
                .iter()
                .all(|value| listed.iter().any(|l| l.value == *value))
        {
            return Shape::Scalar(Scalar::Boolean);
        }
        let claims: Vec<Claim> = listed
            .iter()
            .map(|listed| {
                let wire = text_of(&listed.value);
                Claim {
                    name: listed.titled().unwrap_or_else(|| names::upper_camel(&wire)),
                    pointer: Pointer::root().child(&wire),
                    wire,
                    span: listed.span,
                    suffix: suffix_of(&listed.value),
                    standing: Standing::Made,
                }
                .given(
                    own.iter()
                        .find(|(value, _)| *value == listed.value)
                        .map(|(_, own)| own.clone()),
                    key(place, &listed.value).and_then(|key| self.kept_name(Role::Variant, &key)),
                )
            })
            .collect();
        let taken = BTreeSet::from(["Unknown".to_owned()]);
        let (idents, findings) = names::resolve(&claims, Case::UpperCamel, &[""], &taken);
        for finding in findings {
            self.once(finding);
        }
        for (listed, ident) in listed.iter().zip(&idents) {
            if let Some(key) = key(place, &listed.value) {
                self.note_name(Role::Variant, key, ident);
            }
        }
        let variants = listed
            .iter()
            .zip(idents)
            .map(|(listed, ident)| EnumVariant {
                ident: VariantIdent::lossy(&ident),
                value: listed.value.clone(),
                docs: listed.docs.clone(),
            });
        Shape::Enum(Rc::new(variants.collect()))
    }
}

/// Where a value is written, for the names that are kept.
fn key(place: Option<&str>, value: &Literal) -> Option<String> {
    let value = Pointer::root().child(text_of(value));
    place.map(|place| format!("{place}/enum{value}"))
}

/// The kinds of an enum's values.
pub(super) fn kinds_of(variants: &[EnumVariant]) -> Kinds {
    variants.iter().fold(Kinds::NONE, |kinds, variant| {
        kinds.or(match variant.value {
            Literal::Null => Kinds::NULL,
            Literal::Bool(_) => Kinds::BOOLEAN,
            Literal::Integer(_) => Kinds::INTEGER,
            Literal::Number(_) => Kinds::FRACTION,
            Literal::String(_) | Literal::Variant(..) => Kinds::STRING,
        })
    })
}

/// What a value is called after.
pub(super) fn text_of(value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(text) => text.clone(),
        Literal::Variant(_, ident) => ident.to_string(),
    }
}

/// What a loser's name gets: its kind, where several kinds share a text.
fn suffix_of(value: &Literal) -> Option<String> {
    let suffix = match value {
        Literal::Bool(_) => "Boolean",
        Literal::Integer(_) | Literal::Number(_) => "Number",
        _ => "Value",
    };
    Some(suffix.to_owned())
}

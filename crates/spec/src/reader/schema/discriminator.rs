//! Discriminator Object.

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, FileId, Pointer, Value};

use crate::model::{Discriminator, Location, SchemaId, Spanned, Version};
use crate::reader::fields::Fields;
use crate::reader::place::Place;
use crate::reader::reference::step;
use crate::reader::{Reader, Target};

/// `discriminator`.
pub(super) fn read(f: &mut Fields<'_, '_>) -> Option<Discriminator> {
    let entry = f.take("discriminator")?;
    if let Value::String(name) = &entry.value.value {
        let span = entry.value.span;
        let message = "a discriminator is an object with `propertyName`";
        f.cx.report(
            Diagnostic::warning(codes::DISCRIMINATOR, span, message)
                .label("read as the `propertyName`"),
        );
        return Some(Discriminator {
            span,
            property_name: Spanned {
                value: name.clone(),
                span,
            },
            mapping: Vec::new(),
            default_mapping: None,
        });
    }
    let place = f.place.member("discriminator", entry.key_span);
    f.cx.object(&entry.value, place, "a discriminator", object)
}

fn object(f: &mut Fields<'_, '_>) -> Option<Discriminator> {
    let property_name = f.required_word("propertyName");
    let mapping = f.map("mapping", |e| {
        let text = e.cx.text(e.node, "mapping");
        if text.is_none() {
            e.cx.report(Diagnostic::error(
                codes::WRONG_TYPE,
                e.node.span,
                format!(
                    "a mapping leads to a schema by name, not by {}",
                    e.node.value.kind()
                ),
            ));
        }
        e.cx.mapped(&text?, e.place)
    });
    let default = f.since(Version::V3_2).word("defaultMapping");
    f.finish();
    Some(Discriminator {
        span: f.node.span,
        property_name: property_name?,
        mapping,
        default_mapping: default.and_then(|text| f.cx.mapped(&text, f.place)),
    })
}

impl<'d> Reader<'d> {
    /// The schema that a mapping names: a component by its name, else by
    /// reference.
    fn mapped(&self, text: &Spanned<String>, place: Place<'_>) -> Option<Spanned<SchemaId>> {
        let span = text.span;
        let component = self
            .component_schema(place.file(), &text.value)
            .or_else(|| self.component_schema(self.entry, &text.value));
        if let Some(target) = component {
            return Some(Spanned {
                value: self.schema(target.node, target.place()),
                span,
            });
        }
        if text.value.contains(['#', '/', '.']) {
            let value = self.schema_reference(text, place)?;
            return Some(Spanned { value, span });
        }
        let error = Diagnostic::error(
            codes::UNRESOLVED_REFERENCE,
            span,
            format!("there is no schema `{}` in `components`", text.value),
        );
        let names = self
            .schemas_of(place.file())
            .and_then(|target| target.node.as_mapping());
        let names = names.into_iter().flatten().map(|entry| entry.key.as_str());
        self.report(match self.suggest.nearest(&text.value, names) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error,
        });
        None
    }

    /// The schema called `name` in the components of `file`.
    fn component_schema(&self, file: FileId, name: &str) -> Option<Target<'d>> {
        let schemas = self.schemas_of(file)?;
        let (node, at) = step(schemas.node, name)?;
        let pointer = schemas.location.pointer.child(name);
        Some(Target {
            node,
            location: Location { file, pointer },
            at,
        })
    }

    /// `components.schemas` of `file`.
    fn schemas_of(&self, file: FileId) -> Option<Target<'d>> {
        let root = self.opened.borrow().get(&file).map(|index| index.root)?;
        let (node, at) = step(step(root, "components")?.0, "schemas")?;
        let pointer = Pointer::root().child("components").child("schemas");
        Some(Target {
            node,
            location: Location { file, pointer },
            at,
        })
    }
}

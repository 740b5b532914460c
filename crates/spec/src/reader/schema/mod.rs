//! Schemas. Each is read once, from a list of those still to be read rather
//! than by recursion, so that no document can exhaust the stack.

mod bounds;
mod cycles;
mod discriminator;
mod keywords;
mod types;
mod vocabularies;

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Node, Span, Value};

use crate::model::{
    Dialect, DynamicReference, Location, Schema, SchemaBody, SchemaId, SchemaObject, Spanned,
    Version,
};
use crate::uri;

use super::fields::{Fields, name};
use super::place::Place;
use super::reference::other_kind;
use super::{Reader, identity};

pub(crate) use cycles::open_cycles;
pub(crate) use vocabularies::Vocabularies;

/// A schema that somebody asked for and that is still to be read.
pub(crate) struct Pending<'d> {
    /// Its text; `None` for a schema that stands for one not written.
    node: Option<&'d Node>,
    location: Location,
    at: Span,
}

impl<'d> Reader<'d> {
    /// The id of the schema at `node`, which is read later.
    pub(crate) fn schema(&self, node: &'d Node, place: Place<'_>) -> SchemaId {
        let known = self.schema_ids.borrow().get(&identity(node)).copied();
        known.unwrap_or_else(|| {
            let id = self.enqueue(Some(node), &place);
            self.schema_ids.borrow_mut().insert(identity(node), id);
            id
        })
    }

    /// A schema for `place`, where none is written: anything goes.
    pub(crate) fn schema_of_anything(&self, place: &Place<'_>) -> SchemaId {
        self.enqueue(None, place)
    }

    fn enqueue(&self, node: Option<&'d Node>, place: &Place<'_>) -> SchemaId {
        let id = SchemaId(self.schema_count.get());
        self.schema_count.set(id.0.saturating_add(1));
        let pending = Pending {
            node,
            location: place.location(),
            at: place.at,
        };
        self.pending.borrow_mut().push(pending);
        id
    }

    /// The dialect in force in the file of `place`.
    fn dialect(&self, place: &Place<'_>) -> Dialect {
        match self.version_in(place.file()) {
            Version::V3_0 => Dialect::OpenApi30,
            Version::V3_1 | Version::V3_2 => Dialect::Draft202012,
        }
    }

    /// Reads a schema that was asked for.
    pub(crate) fn read_schema(&self, pending: Pending<'d>) -> Schema {
        let Pending { node, location, at } = pending;
        let place = Place::start(&location, at);
        let dialect = self.dialect(&place);
        let body = match node {
            None => SchemaBody::Bool(true),
            Some(node) => self.schema_body(node, place),
        };
        let span = node.map_or(at, |node| node.span);
        let vocabularies = self.vocabularies(&location);
        Schema {
            span,
            resource: self.resource_id(&location),
            location,
            dialect,
            format_asserted: vocabularies.has(Vocabularies::FORMAT_ASSERTION),
            body,
        }
    }

    fn schema_body(&self, node: &'d Node, place: Place<'_>) -> SchemaBody {
        if let Value::Bool(value) = node.value {
            let legal = place.key() == Some("additionalProperties");
            if !legal && self.dialect(&place) == Dialect::OpenApi30 {
                self.report(Diagnostic::warning(
                    codes::NEWER_MEMBER,
                    node.span,
                    format!(
                        "`{value}` as a schema came with OpenAPI {}",
                        name(Version::V3_1)
                    ),
                ));
            }
            return SchemaBody::Bool(value);
        }
        let object = Fields::new(self, node, place, "a schema").map(|mut f| {
            if self.dialect(&place) == Dialect::OpenApi30 && f.has("$ref") {
                lone_reference(&mut f)
            } else {
                keywords::object(&mut f)
            }
        });
        SchemaBody::Object(Box::new(object.unwrap_or_default()))
    }

    /// What the `$ref` of the schema at `place` leads to.
    fn schema_reference(&self, reference: &Spanned<String>, place: Place<'_>) -> Option<SchemaId> {
        let target = self.resolve(&reference.value, reference.span, place)?;
        if let Some(other) = other_kind(&target, "schemas") {
            self.report(
                Diagnostic::warning(
                    codes::REFERENCE_KIND,
                    reference.span,
                    format!("this reference leads to one of the {other}, not to a schema"),
                )
                .label("what is there is read as a schema")
                .also(target.at, "leads here"),
            );
        }
        Some(self.schema(target.node, target.place()))
    }
}

/// A reference of OpenAPI 3.0, beside which nothing counts but extensions, which
/// say nothing about values.
fn lone_reference(f: &mut Fields<'_, '_>) -> SchemaObject {
    let reference = reference(f);
    for entry in f.entries() {
        let key = entry.key.as_str();
        if !keywords::ANNOTATIONS.contains(&key) && key != "$ref" && !key.starts_with("x-") {
            f.cx.report(
                Diagnostic::warning(
                    codes::REFERENCE_SIBLINGS,
                    entry.key_span,
                    format!("`{key}` beside a `$ref` is ignored in OpenAPI 3.0"),
                )
                .help("write the reference and the other keywords as two branches of `allOf`"),
            );
        }
    }
    SchemaObject {
        reference,
        extensions: f.rest().0,
        ..SchemaObject::default()
    }
}

/// `$ref`.
fn reference(f: &mut Fields<'_, '_>) -> Option<Spanned<SchemaId>> {
    let text = f.word("$ref")?;
    let value = f.cx.schema_reference(&text, f.place)?;
    Some(Spanned {
        value,
        span: text.span,
    })
}

/// `$dynamicRef`.
fn dynamic_reference(f: &mut Fields<'_, '_>) -> Option<Spanned<DynamicReference>> {
    let text = f.since(Version::V3_1).word("$dynamicRef")?;
    let target = f.cx.resolve(&text.value, text.span, f.place)?;
    let schema = f.cx.schema(target.node, target.place());
    // It is dynamic only if its fragment was made by a dynamic anchor.
    let fragment = uri::split_fragment(&text.value).1.unwrap_or_default();
    let name = uri::percent_decode(fragment);
    let anchor = target.node.get("$dynamicAnchor").and_then(Node::as_str);
    let anchor = (anchor == Some(name.as_str())).then_some(name);
    Some(Spanned {
        value: DynamicReference {
            text: text.value,
            schema,
            anchor,
        },
        span: text.span,
    })
}

impl Fields<'_, '_> {
    /// The schema at the member `key`.
    fn schema(&mut self, key: &'static str) -> Option<SchemaId> {
        self.value(key, |element| {
            Some(element.cx.schema(element.node, element.place))
        })
    }

    /// The list of schemas at the member `key`, with the list's span.
    fn schemas(&mut self, key: &'static str) -> Option<Spanned<Vec<SchemaId>>> {
        if !self.has(key) {
            self.know(&[key]);
            return None;
        }
        let span = self.span_of(key);
        let value = self.each(key, |element| {
            Some(element.cx.schema(element.node, element.place))
        });
        Some(Spanned { value, span })
    }

    /// The schemas by name at the member `key`.
    fn schema_map(&mut self, key: &'static str) -> crate::model::Named<SchemaId> {
        self.map(key, |element| {
            Some(element.cx.schema(element.node, element.place))
        })
    }
}

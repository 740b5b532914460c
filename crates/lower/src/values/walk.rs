//! Where values are written beside schemas.

use std::collections::BTreeSet;

use specwright_source::{Node, Value};
use specwright_spec::model::{
    Callback, Document, Example, Header, Item, Location, MediaType, Named, Operation, Parameter,
    ParameterShape, PathItem, RequestBody, Response, SchemaBody, SchemaId,
};

use super::Wanted;
use crate::program::Direction;

const REQUEST: &[Direction] = &[Direction::Request];
const RESPONSE: &[Direction] = &[Direction::Response];
/// What is said is said by the first.
const EITHER: &[Direction] = &[Direction::Any, Direction::Request, Direction::Response];

/// Every value with the schema that should accept it.
pub(super) fn values(document: &Document) -> Vec<Wanted<'_>> {
    let mut walk = Walk {
        seen: BTreeSet::new(),
        wanted: Vec::new(),
    };
    walk.schemas(document);
    for (_, path) in document.paths.iter().chain(&document.webhooks) {
        walk.path(path);
    }
    let components = &document.components;
    for (_, path) in &components.path_items {
        walk.path(path);
    }
    for (_, parameter) in &components.parameters {
        walk.parameter(parameter);
    }
    for (_, body) in &components.request_bodies {
        walk.request_body(body);
    }
    for (_, response) in &components.responses {
        walk.response(response);
    }
    for (_, header) in &components.headers {
        walk.header(header);
    }
    for (_, callback) in &components.callbacks {
        walk.callback(callback);
    }
    for (name, media) in &components.media_types {
        // Its name says nothing about the media type.
        if walk.enter(media) {
            walk.media_type(&name.value, &media.value, EITHER);
        }
    }
    walk.wanted
}

struct Walk<'d> {
    /// What has been walked through.
    seen: BTreeSet<&'d Location>,
    wanted: Vec<Wanted<'d>>,
}

impl<'d> Walk<'d> {
    /// Whether `item` is met for the first time.
    fn enter<T>(&mut self, item: &'d Item<T>) -> bool {
        self.seen.insert(&item.location)
    }

    fn want(
        &mut self,
        name: &'static str,
        node: &'d Node,
        schema: SchemaId,
        directions: &'static [Direction],
    ) {
        self.wanted.push(Wanted {
            name,
            node,
            schema,
            directions,
        });
    }

    fn schemas(&mut self, document: &'d Document) {
        for (id, schema) in document.schemas.iter() {
            let SchemaBody::Object(object) = &schema.body else {
                continue;
            };
            if let Some(node) = &object.default {
                self.want("default", node, id, EITHER);
            }
            for node in &object.examples {
                self.want("example", node, id, EITHER);
            }
            for node in object.enumeration.iter().flat_map(|list| &list.value) {
                self.want("enum", node, id, EITHER);
            }
            if let Some(node) = &object.constant {
                self.want("const", node, id, EITHER);
            }
        }
    }

    fn path(&mut self, path: &'d Item<PathItem>) {
        if !self.enter(path) {
            return;
        }
        for parameter in &path.value.parameters {
            self.parameter(parameter);
        }
        for (_, operation) in &path.value.operations {
            self.operation(operation);
        }
    }

    fn operation(&mut self, operation: &'d Operation) {
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.request_body {
            self.request_body(body);
        }
        for (_, response) in &operation.responses {
            self.response(response);
        }
        for (_, callback) in &operation.callbacks {
            self.callback(callback);
        }
    }

    fn callback(&mut self, callback: &'d Item<Callback>) {
        if self.enter(callback) {
            for (_, path) in &callback.value.paths {
                self.path(path);
            }
        }
    }

    fn parameter(&mut self, parameter: &'d Item<Parameter>) {
        if self.enter(parameter) {
            let Parameter {
                shape, examples, ..
            } = parameter.value.as_ref();
            self.shape(shape, examples, REQUEST);
        }
    }

    fn header(&mut self, header: &'d Item<Header>) {
        if self.enter(header) {
            let Header {
                shape, examples, ..
            } = header.value.as_ref();
            self.shape(shape, examples, EITHER);
        }
    }

    fn shape(
        &mut self,
        shape: &'d ParameterShape,
        examples: &'d Named<Item<Example>>,
        directions: &'static [Direction],
    ) {
        match shape {
            ParameterShape::Schema(schema) => {
                for node in nodes(examples) {
                    self.want("example", node, *schema, directions);
                }
            }
            ParameterShape::Content(content) => {
                let (name, media) = content.as_ref();
                self.media_type(&name.value, media, directions);
            }
        }
    }

    fn request_body(&mut self, body: &'d Item<RequestBody>) {
        if self.enter(body) {
            self.content(&body.value.content, REQUEST);
        }
    }

    fn response(&mut self, response: &'d Item<Response>) {
        if self.enter(response) {
            for (_, header) in &response.value.headers {
                self.header(header);
            }
            self.content(&response.value.content, RESPONSE);
        }
    }

    fn content(&mut self, content: &'d Named<MediaType>, directions: &'static [Direction]) {
        for (name, media) in content {
            self.media_type(&name.value, media, directions);
        }
    }

    fn media_type(&mut self, name: &str, media: &'d MediaType, directions: &'static [Direction]) {
        for (_, encoding) in &media.encoding {
            for (_, header) in &encoding.headers {
                self.header(header);
            }
        }
        let Some(schema) = media.schema else {
            return;
        };
        for node in nodes(&media.examples) {
            // Of other media types a string is the content as it travels.
            if is_json(name) || !matches!(node.value, Value::String(_)) {
                self.want("example", node, schema, directions);
            }
        }
    }
}

/// The values of examples; others stand elsewhere, or as they travel.
fn nodes(examples: &Named<Item<Example>>) -> impl Iterator<Item = &Node> {
    let examples = examples.iter();
    examples.filter_map(|(_, example)| example.value.value.as_ref())
}

fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}

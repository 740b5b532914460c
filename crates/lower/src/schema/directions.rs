//! Which schemas the values of requests and of responses are described by.

use std::collections::BTreeSet;

use specwright_spec::model::{
    Document, Header, Item, Location, MediaType, Named, Operation, Parameter, ParameterShape,
    PathItem, RequestBody, Response, SchemaBody, SchemaId,
};

use crate::program::Direction;
use crate::program::reach::Reach;

/// What is reached from requests and from responses.
#[derive(Debug, Default)]
pub(super) struct Directions {
    request: BTreeSet<SchemaId>,
    response: BTreeSet<SchemaId>,
    /// The members that tell branches apart.
    pub(super) discriminators: BTreeSet<String>,
}

impl Directions {
    pub(super) fn of<'d>(document: &'d Document, reach: &Reach<'d>) -> Self {
        let mut directions = Self::default();
        for (_, schema) in document.schemas.iter() {
            if let SchemaBody::Object(object) = &schema.body
                && let Some(discriminator) = &object.discriminator
            {
                let name = discriminator.property_name.value.clone();
                directions.discriminators.insert(name);
            }
        }
        let mut roots = Roots::default();
        for (_, path) in &document.paths {
            roots.path(path);
        }
        let (request, response) = (Direction::Request, Direction::Response);
        reach.forward(document, roots.request, request, &mut directions.request);
        reach.forward(document, roots.response, response, &mut directions.response);
        directions
    }

    /// The directions of values of `schema`; that of the type which has the
    /// schema's name first.
    pub(super) fn to(&self, schema: SchemaId) -> &'static [Direction] {
        let (request, response) = (
            self.request.contains(&schema),
            self.response.contains(&schema),
        );
        match (request, response) {
            (true, true) => &[Direction::Response, Direction::Request],
            (true, false) => &[Direction::Request],
            (false, true) => &[Direction::Response],
            (false, false) => &[Direction::Any],
        }
    }
}

/// The schemas of bodies, parameters and headers.
#[derive(Debug, Default)]
struct Roots<'d> {
    request: Vec<SchemaId>,
    response: Vec<SchemaId>,
    /// What has been walked through.
    seen: BTreeSet<&'d Location>,
}

impl<'d> Roots<'d> {
    fn enter<T>(&mut self, item: &'d Item<T>) -> bool {
        self.seen.insert(&item.location)
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
    }

    fn parameter(&mut self, parameter: &'d Item<Parameter>) {
        if self.enter(parameter) {
            self.request.extend(schemas(&parameter.value.shape));
        }
    }

    fn request_body(&mut self, body: &'d Item<RequestBody>) {
        if self.enter(body) {
            self.request.extend(contents(&body.value.content));
        }
    }

    fn response(&mut self, response: &'d Item<Response>) {
        if self.enter(response) {
            for (_, header) in &response.value.headers {
                self.header(header);
            }
            self.response.extend(contents(&response.value.content));
        }
    }

    fn header(&mut self, header: &'d Item<Header>) {
        if self.enter(header) {
            self.response.extend(schemas(&header.value.shape));
        }
    }
}

fn schemas(shape: &ParameterShape) -> impl Iterator<Item = SchemaId> {
    match shape {
        ParameterShape::Schema(schema) => Some(*schema),
        ParameterShape::Content(content) => content.1.schema,
    }
    .into_iter()
}

fn contents(content: &Named<MediaType>) -> impl Iterator<Item = SchemaId> {
    content.iter().filter_map(|(_, media)| media.schema)
}

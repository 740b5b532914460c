//! How a schema was reached, as far as that matters to it: in which direction
//! its values go, and what its dynamic anchors are bound to.
//!
//! A schema is lowered once for each way that matters; for nearly all there
//! is one. Members that say `readOnly` are no part of a request, those that
//! say `writeOnly` no part of a response, so a schema that has such members,
//! or leads to one that has, is two types if values go both ways.

use std::collections::BTreeMap;
use std::rc::Rc;

use specwright_spec::model::{Document, DynamicReference, SchemaId};

use super::directions::Directions;
use crate::program::Direction;
use crate::program::reach::{Reach, Scope};

/// A way, by its number among all that were met; the default is that nothing
/// matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way(u32);

/// A component, by one of the ways to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Component {
    pub(super) schema: SchemaId,
    pub(super) way: Way,
}

/// All ways that were met.
#[derive(Debug)]
pub(super) struct Ways<'d> {
    document: &'d Document,
    reach: Rc<Reach<'d>>,
    directions: Directions,
    nothing: (Direction, Rc<Scope>),
    known: Vec<(Direction, Rc<Scope>)>,
    numbers: BTreeMap<(Direction, Rc<Scope>), Way>,
}

impl<'d> Ways<'d> {
    pub(super) fn new(document: &'d Document, reach: Rc<Reach<'d>>) -> Self {
        let nothing = (Direction::Any, Rc::default());
        Self {
            document,
            directions: Directions::of(document, &reach),
            reach,
            known: vec![nothing.clone()],
            numbers: BTreeMap::from([(nothing.clone(), Way::default())]),
            nothing,
        }
    }

    /// What of `way` matters to `schema`, once its resource is entered.
    pub(super) fn enter(&mut self, schema: SchemaId, way: Way) -> Way {
        let dynamic = !self.reach.anchors(schema).is_empty();
        if way == Way::default() && !dynamic {
            return way;
        }
        let (direction, scope) = self.get(way);
        let scope = match dynamic {
            true => Rc::new(self.reach.scope(self.document, schema, scope)),
            false => Rc::default(),
        };
        let direction = match self.reach.is_split(schema) {
            true => *direction,
            false => Direction::Any,
        };
        self.number(direction, scope)
    }

    /// The way to `schema` from outside of all schemas.
    pub(super) fn start(&mut self, schema: SchemaId, direction: Direction) -> Way {
        let way = self.number(direction, Rc::default());
        self.enter(schema, way)
    }

    /// The ways to the component `schema`, the first one by its own name.
    pub(super) fn of_component(&mut self, schema: SchemaId) -> Vec<Way> {
        let directions = match self.reach.is_split(schema) {
            true => self.directions.to(schema),
            false => &[Direction::Any],
        };
        let directions = directions.iter();
        directions
            .map(|direction| self.start(schema, *direction))
            .collect()
    }

    /// What a dynamic reference leads to.
    pub(super) fn target(&self, reference: &DynamicReference, way: Way) -> SchemaId {
        self.reach.target(reference, &self.get(way).1)
    }

    /// Whether the member that `schema` describes is none of values that go
    /// this way. The values of a discriminator go both ways.
    pub(super) fn leaves_out(&self, name: &str, schema: SchemaId, way: Way) -> bool {
        let direction = self.direction(way);
        direction != Direction::Any
            && !self.directions.discriminators.contains(name)
            && self.reach.goes_other_way(self.document, schema, direction)
    }

    /// Whether values of `schema` lack members of the other direction.
    pub(super) fn lacks_members(&self, schema: SchemaId, way: Way) -> bool {
        self.reach.lacks(schema, self.direction(way))
    }

    /// Whether a member is of values that go either way.
    pub(super) fn is_shared(&self, name: &str, way: Way) -> bool {
        self.direction(way) == Direction::Any || self.directions.discriminators.contains(name)
    }

    /// Whether `schema` says to be of one direction alone.
    pub(super) fn is_one_way(&self, schema: SchemaId) -> bool {
        [Direction::Request, Direction::Response]
            .into_iter()
            .any(|direction| self.reach.goes_other_way(self.document, schema, direction))
    }

    pub(super) fn direction(&self, way: Way) -> Direction {
        self.get(way).0
    }

    /// What anchors are bound to.
    pub(super) fn scope(&self, way: Way) -> Rc<Scope> {
        Rc::clone(&self.get(way).1)
    }

    /// The same way, if it were of no direction.
    pub(super) fn undirected(&mut self, way: Way) -> Way {
        let scope = self.scope(way);
        self.number(Direction::Any, scope)
    }

    fn get(&self, way: Way) -> &(Direction, Rc<Scope>) {
        self.known.get(way.0 as usize).unwrap_or(&self.nothing)
    }

    fn number(&mut self, direction: Direction, scope: Rc<Scope>) -> Way {
        let next = Way(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        let known = (direction, scope);
        let way = *self.numbers.entry(known.clone()).or_insert(next);
        if way == next {
            self.known.push(known);
        }
        way
    }
}

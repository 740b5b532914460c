//! Check programs: everything that schemas ask for, as the data that
//! `specwright_check` interprets. Nothing is widened and nothing is guessed:
//! a value is accepted if and only if the schema accepts it, but for what
//! OpenAPI itself changes about JSON Schema, which [`Options`] says.
//!
//! The dynamic scope of `$dynamicRef` is compiled away: a schema is compiled
//! once for each way in which the anchors that matter to it are bound.

mod checks;
mod direction;
mod discriminator;
pub(crate) mod json;
mod objects;
pub(crate) mod reach;
pub(crate) mod select;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use specwright_check::program::{self, Builder, Check, Parts};
use specwright_source::{Code, Diagnostic, Span};
use specwright_spec::model::{Document, Schema, SchemaBody, SchemaId, SchemaObject};

use crate::Formats;
use reach::{Reach, Scope, object_of};

/// What OpenAPI, or the user, changes about JSON Schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether `format` is asserted.
    pub formats: Formats,
    /// Whether `contentEncoding`, `contentMediaType` and `contentSchema` are.
    pub content: bool,
    /// Whether a `discriminator` decides which branch a value is read as.
    pub discriminators: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            formats: Formats::default(),
            content: false,
            discriminators: true,
        }
    }
}

/// Which way a value goes. A member of the other direction (`readOnly` in a
/// request, `writeOnly` in a response) is not required, and accepted whatever
/// it is, since it is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Direction {
    /// Neither: `readOnly` and `writeOnly` only annotate.
    #[default]
    Any,
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// Compiles schemas of one document into one program; it may have many roots.
#[derive(Debug)]
pub struct Compiler<'d> {
    document: &'d Document,
    options: Options,
    reach: Rc<Reach<'d>>,
    builder: Builder,
    known: BTreeMap<Key, program::SchemaId>,
    waiting: VecDeque<(Key, program::SchemaId)>,
    anything: Option<program::SchemaId>,
    /// What [`Compiler::root_of_all`] has made.
    together: BTreeMap<Vec<program::SchemaId>, program::SchemaId>,
    null: Option<program::SchemaId>,
    reported: BTreeSet<(Code, Span)>,
    found: Vec<Diagnostic>,
}

/// A schema as it is compiled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    schema: SchemaId,
    way: Way,
}

/// How a schema was reached, as far as that matters to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Way {
    direction: Direction,
    /// What the dynamic anchors are bound to, by the outermost resource that
    /// has them.
    scope: Rc<Scope>,
    /// Members of the other direction, which schemas that hold for the same
    /// value have.
    ignored: Rc<BTreeSet<String>>,
}

impl<'d> Compiler<'d> {
    /// For the schemas of `document`.
    #[must_use]
    pub fn new(document: &'d Document, options: Options) -> Self {
        Self {
            document,
            options,
            reach: Rc::new(Reach::new(document)),
            builder: Builder::new(),
            known: BTreeMap::new(),
            waiting: VecDeque::new(),
            anything: None,
            together: BTreeMap::new(),
            null: None,
            reported: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    /// The program's schema for `schema` where values go in `direction`.
    /// Asked twice, it is the same.
    pub fn root(&mut self, schema: SchemaId, direction: Direction) -> program::SchemaId {
        let way = Way {
            direction,
            ..Way::default()
        };
        self.root_by(schema, &way)
    }

    fn root_by(&mut self, schema: SchemaId, way: &Way) -> program::SchemaId {
        let id = self.schema(schema, way);
        while let Some((key, id)) = self.waiting.pop_front() {
            let checks = self.compile(&key);
            self.builder.define(id, checks);
        }
        id
    }

    /// Whether a schema means something else where `$dynamicAnchor`s outside of
    /// it bind its `$dynamicRef`s.
    #[must_use]
    pub fn is_dynamic(&self, schema: SchemaId) -> bool {
        !self.reach.anchors(schema).is_empty()
    }

    /// What schemas lead to.
    pub(crate) fn reach(&self) -> Rc<Reach<'d>> {
        Rc::clone(&self.reach)
    }

    /// The program's schema for values that all of `parts` accept, each where
    /// anchors are bound and values go as is said beside it. What one of them
    /// says to be of the other direction, all of them ignore.
    pub(crate) fn root_of_all(
        &mut self,
        parts: &[(SchemaId, Direction, Rc<Scope>)],
    ) -> program::SchemaId {
        let mut ignored = BTreeSet::new();
        for (schema, direction, _) in parts {
            if let Some(object) = object_of(self.document, *schema)
                && parts.len() > 1
                && *direction != Direction::Any
            {
                ignored.extend(self.ignored(object, *direction));
            }
        }
        let ignored = Rc::new(ignored);
        let towards = parts.iter().map(|(_, direction, _)| *direction).max();
        let roots = parts.iter().map(|(schema, direction, scope)| {
            let way = Way {
                direction: match ignored.is_empty() {
                    true => *direction,
                    false => towards.unwrap_or_default(),
                },
                scope: Rc::clone(scope),
                ignored: Rc::clone(&ignored),
            };
            self.root_by(*schema, &way)
        });
        let ids: Vec<_> = roots.collect();
        if let [only] = ids.as_slice() {
            return *only;
        }
        let builder = &mut self.builder;
        *self
            .together
            .entry(ids)
            .or_insert_with_key(|ids| builder.schema(vec![Check::AllOf(ids.clone().into())]))
    }

    /// Where the schemas of the program come from.
    pub(crate) fn places(&self) -> select::Places {
        let mut places = select::Places::new();
        for (key, id) in &self.known {
            let location = &self.document.schemas.get(key.schema).location;
            let way = &key.way;
            let bound = way.scope.values();
            let bound = bound.map(|id| self.document.schemas.get(*id).location.pointer.to_string());
            let bound: Vec<String> = bound.collect();
            let place = format!(
                "{:?}#{} {:?} {bound:?} {:?}",
                location.file, location.pointer, way.direction, way.ignored
            );
            places.insert(*id, place);
        }
        for (parts, id) in &self.together {
            let parts = parts.iter().filter_map(|part| places.get(part));
            let place = parts.cloned().collect::<Vec<_>>().join(" ");
            places.insert(*id, place);
        }
        places
    }

    /// The program, and what could not be compiled exactly; all of it is
    /// warnings.
    #[must_use]
    pub fn finish(self) -> (Parts, Vec<Diagnostic>) {
        let mut found = self.found;
        found.sort_by_key(|found| (found.primary.span, found.code));
        (self.builder.finish(), found)
    }

    /// The program's schema for `schema`, which is reached by `way`; it is
    /// compiled later.
    fn schema(&mut self, schema: SchemaId, way: &Way) -> program::SchemaId {
        let key = self.key(schema, way);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.builder.reserve();
        self.known.insert(key.clone(), id);
        self.waiting.push_back((key, id));
        id
    }

    /// What of `way` matters to `schema`. Its resource is entered.
    fn key(&self, schema: SchemaId, way: &Way) -> Key {
        let scope = match self.is_dynamic(schema) {
            true => Rc::new(self.reach.scope(self.document, schema, &way.scope)),
            false => Rc::default(),
        };
        let directed = self.reach.lacks(schema, way.direction) || !way.ignored.is_empty();
        Key {
            schema,
            way: Way {
                direction: match directed {
                    true => way.direction,
                    false => Direction::Any,
                },
                scope,
                ignored: Rc::clone(&way.ignored),
            },
        }
    }

    fn compile(&mut self, key: &Key) -> Vec<Check> {
        let document = self.document;
        let schema = document.schemas.get(key.schema);
        match &schema.body {
            SchemaBody::Bool(true) => Vec::new(),
            SchemaBody::Bool(false) => vec![Check::Never],
            SchemaBody::Object(object) => self.object(key, schema, object),
        }
    }

    fn object(&mut self, key: &Key, schema: &Schema, object: &'d SchemaObject) -> Vec<Check> {
        let way = self.inner_way(key, object);
        let mut checks = self.checks(schema, object, &way);
        let nullable = object.nullable.as_ref().is_some_and(|flag| flag.value);
        if !nullable || checks.is_empty() {
            return checks;
        }
        // Documents mean null to be a value here, whatever else is said.
        let null = self.null();
        let rest = self.builder.schema(std::mem::take(&mut checks));
        vec![Check::AnyOf(vec![null, rest].into())]
    }

    /// The schema `true`.
    fn anything(&mut self) -> program::SchemaId {
        let builder = &mut self.builder;
        *self
            .anything
            .get_or_insert_with(|| builder.schema(Vec::new()))
    }

    /// The schema of null.
    fn null(&mut self) -> program::SchemaId {
        let builder = &mut self.builder;
        let null = || builder.schema(vec![Check::Type(program::Types::NULL)]);
        *self.null.get_or_insert_with(null)
    }

    /// Notes a finding; a second one about the same place is none.
    fn report(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code, diagnostic.primary.span);
        if self.reported.insert(key) {
            self.found.push(diagnostic);
        }
    }
}

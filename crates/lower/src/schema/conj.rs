//! What must hold at one place: a conjunction of schemas, and the walk that
//! takes `$ref` and `allOf` apart.

use std::collections::BTreeSet;

use specwright_ir::TypeId;
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{SchemaBody, SchemaId, SchemaObject};

use super::Lowering;
use super::kinds::Kinds;
use super::ways::{Component, Way};
use crate::program::Direction;

/// How deep schemas are followed through references, `allOf`, items and
/// branches.
pub(super) const DEPTH: u32 = 64;

/// What of a schema is left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Without(u8);

impl Without {
    pub(super) const NOTHING: Self = Self(0);
    pub(super) const ONE_OF: Self = Self(1);
    pub(super) const ANY_OF: Self = Self(2);
    /// `$ref` and `allOf`.
    pub(super) const LINKS: Self = Self(4);
    /// That it is a component: its content is meant, not its name.
    pub(super) const NAME: Self = Self(8);

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Only what is left aside of the unions.
    pub(super) const fn unions(self) -> Self {
        Self(self.0 & (Self::ONE_OF.0 | Self::ANY_OF.0))
    }
}

/// A schema, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) schema: SchemaId,
    /// How it was reached.
    pub(super) way: Way,
    pub(super) without: Without,
    /// The component it was found in, which its inline schemas are named
    /// after; `None` for the place where the conjunction stands.
    pub(super) home: Option<SchemaId>,
}

impl Part {
    /// All of a schema, by the way that [`Ways::enter`](super::ways::Ways)
    /// makes of one to it.
    pub(super) const fn entered(schema: SchemaId, way: Way) -> Self {
        Self {
            schema,
            way,
            without: Without::NOTHING,
            home: None,
        }
    }
}

/// Schemas that must all hold, and the kinds of value that are left of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Conj {
    pub(super) parts: Vec<Part>,
    pub(super) kinds: Kinds,
}

impl Conj {
    pub(super) fn of(part: Part) -> Self {
        Self::all(vec![part])
    }

    pub(super) fn all(parts: Vec<Part>) -> Self {
        Self {
            parts,
            kinds: Kinds::ALL,
        }
    }

    /// What a component holds, without its name.
    pub(super) fn body(component: Component) -> Self {
        Self::of(Part {
            without: Without::NAME,
            ..component.part()
        })
    }

    /// The same with fewer kinds.
    pub(super) fn only(&self, kinds: Kinds) -> Self {
        Self {
            parts: self.parts.clone(),
            kinds: self.kinds.and(kinds),
        }
    }
}

impl Component {
    /// The component, by its name.
    pub(super) const fn part(self) -> Part {
        Part::entered(self.schema, self.way)
    }
}

/// What a [`Conj`] is made of.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// Schemas by their own keywords only, those that restrict anything;
    /// bases first.
    pub(super) atoms: Vec<Part>,
    /// Every schema that was walked through, annotations included; the
    /// outermost first.
    pub(super) notes: Vec<SchemaId>,
    /// Components that were met: where the walk stopped, or that it entered.
    pub(super) components: Vec<Component>,
    seen: BTreeSet<(SchemaId, Way, Without)>,
    path: Vec<(SchemaId, Way)>,
}

impl<'d> Lowering<'d> {
    /// The keywords of a schema; `None` for a boolean one.
    pub(super) fn object(&self, id: SchemaId) -> Option<&'d SchemaObject> {
        match &self.document.schemas.get(id).body {
            SchemaBody::Bool(_) => None,
            SchemaBody::Object(object) => Some(object),
        }
    }

    /// Whether a schema accepts everything.
    pub(super) fn is_true(&self, id: SchemaId) -> bool {
        match &self.document.schemas.get(id).body {
            SchemaBody::Bool(accepts) => *accepts,
            SchemaBody::Object(object) => {
                !restricts(object, Without::NOTHING)
                    && object.reference.is_none()
                    && object.dynamic_reference.is_none()
                    && object.all_of.iter().all(|part| self.is_true_once(*part))
                    && !residual(object)
            }
        }
    }

    fn is_true_once(&self, id: SchemaId) -> bool {
        match &self.document.schemas.get(id).body {
            SchemaBody::Bool(accepts) => *accepts,
            SchemaBody::Object(object) => {
                !restricts(object, Without::NOTHING) && !links(object) && !residual(object)
            }
        }
    }

    /// Whether a schema accepts nothing: `false` or `not: {}`.
    pub(super) fn is_false(&self, id: SchemaId) -> bool {
        match &self.document.schemas.get(id).body {
            SchemaBody::Bool(accepts) => !*accepts,
            SchemaBody::Object(object) => object.not.is_some_and(|not| self.is_true_once(not)),
        }
    }

    /// All of `schema`, which is reached from a schema that was reached by
    /// `way`.
    pub(super) fn part(&mut self, schema: SchemaId, way: Way) -> Part {
        Part::entered(schema, self.ways.enter(schema, way))
    }

    /// The component that `schema` is, if it is one by this way. What is of
    /// no direction itself takes the type that has the component's name.
    pub(super) fn component(&mut self, schema: SchemaId, way: Way) -> Option<Component> {
        let first = self.homes.get(&schema)?.0;
        let exact = Component { schema, way };
        if self.components.contains_key(&exact) {
            return Some(exact);
        }
        let undirected = self.ways.direction(way) == Direction::Any;
        (undirected && self.ways.undirected(first) == way)
            .then_some(Component { schema, way: first })
    }

    /// Whether values of `conj` lack members of the other direction.
    pub(super) fn lacks_members(&self, conj: &Conj) -> bool {
        let mut parts = conj.parts.iter();
        parts.any(|part| self.ways.lacks_members(part.schema, part.way))
    }

    /// The type that inline schemas of the component `home` are named after,
    /// where `conj` is one of them.
    pub(super) fn home_type(&self, home: SchemaId, conj: &Conj) -> Option<TypeId> {
        let (_, first) = self.homes.get(&home)?;
        let mut directions = conj.parts.iter().map(|part| self.ways.direction(part.way));
        let Some(direction) = directions.find(|direction| *direction != Direction::Any) else {
            return Some(*first);
        };
        let mut types = self.components.iter();
        let same = types.find(|(component, _)| {
            component.schema == home && self.ways.direction(component.way) == direction
        });
        Some(same.map_or(*first, |(_, id)| *id))
    }

    /// Takes `conj` apart down to single schemas.
    pub(super) fn flatten(&mut self, conj: &Conj) -> Flat {
        self.walk(conj, true)
    }

    /// Takes `conj` apart as far as the next components.
    pub(super) fn surface(&mut self, conj: &Conj) -> Flat {
        self.walk(conj, false)
    }

    fn walk(&mut self, conj: &Conj, enter: bool) -> Flat {
        let mut flat = Flat::default();
        for part in &conj.parts {
            self.visit(*part, enter, &mut flat);
        }
        flat
    }

    fn visit(&mut self, part: Part, enter: bool, flat: &mut Flat) {
        let id = part.schema;
        if flat.path.contains(&(id, part.way)) {
            let span = self.document.schemas.get(id).span;
            self.once(Diagnostic::warning(
                codes::schema::REFERENCE_LOOP,
                span,
                "this schema leads back to itself through `$ref` and `allOf` alone",
            ));
            return;
        }
        if flat.path.len() >= DEPTH as usize {
            self.too_deep(id);
            return;
        }
        let mut part = part;
        if let Some(component) = self.component(id, part.way) {
            let named = part.without == Without::NOTHING;
            if !flat.components.contains(&component) && (enter || named) {
                flat.components.push(component);
            }
            if !enter && named {
                return;
            }
            part.home = Some(id);
        }
        if !flat.seen.insert((id, part.way, part.without)) {
            return;
        }
        let Some(object) = self.object(id) else {
            if self.is_false(id) {
                flat.atoms.push(part);
            }
            return;
        };
        flat.notes.push(id);
        self.note(id);
        if !part.without.has(Without::LINKS) {
            flat.path.push((id, part.way));
            for target in self.links_of(object, part.way) {
                let inner = Part {
                    home: part.home,
                    ..self.part(target, part.way)
                };
                self.visit(inner, enter, flat);
            }
            flat.path.pop();
        }
        if restricts(object, part.without) || residual(object) || self.is_false(id) {
            part.without = part.without.and(Without::LINKS);
            flat.atoms.push(part);
        }
    }

    /// The schemas that hold beside the keywords of `object` itself.
    pub(super) fn links_of(&self, object: &SchemaObject, way: Way) -> Vec<SchemaId> {
        let reference = object.reference.iter().map(|link| link.value);
        let dynamic = object.dynamic_reference.iter();
        let dynamic = dynamic.map(|link| self.ways.target(&link.value, way));
        let links = reference.chain(dynamic);
        links.chain(object.all_of.iter().copied()).collect()
    }

    /// Notes that schemas are not followed any further.
    pub(super) fn too_deep(&mut self, id: SchemaId) {
        let span = self.document.schemas.get(id).span;
        self.once(Diagnostic::warning(
            codes::schema::TOO_DEEP,
            span,
            format!("schemas are nested more than {DEPTH} deep here"),
        ));
    }
}

/// Whether a schema says anything through others.
pub(super) fn links(object: &SchemaObject) -> bool {
    object.reference.is_some() || object.dynamic_reference.is_some() || !object.all_of.is_empty()
}

/// Whether keywords of the schema itself restrict its values, as far as types
/// and checks carry it; `nullable`, links and annotations aside.
pub(super) fn restricts(object: &SchemaObject, without: Without) -> bool {
    !object.types.is_empty() || restricts_beyond_type(object, without)
}

/// The same, `type` aside.
pub(super) fn restricts_beyond_type(object: &SchemaObject, without: Without) -> bool {
    lists(object)
        || object.constant.is_some()
        || object.format.is_some()
        || (object.one_of.is_some() && !without.has(Without::ONE_OF))
        || (object.any_of.is_some() && !without.has(Without::ANY_OF))
        || numbers(object)
        || strings(object)
        || arrays(object)
        || objects(object)
}

/// Whether keywords of the schema itself ask for what no type carries, so that
/// a check program must; of `prefixItems`, `patternProperties` and
/// `propertyNames`, the shape says it.
pub(super) fn residual(object: &SchemaObject) -> bool {
    object.not.is_some()
        || object
            .enumeration
            .as_ref()
            .is_some_and(|list| list.value.is_empty())
        || (object.if_schema.is_some()
            && (object.then_schema.is_some() || object.else_schema.is_some()))
        || object.contains.is_some()
        || !object.dependent_required.is_empty()
        || !object.dependent_schemas.is_empty()
        || object.unevaluated_properties.is_some()
        || object.unevaluated_items.is_some()
}

/// Whether there is an `enum`; an empty one is read as if it were not there.
pub(super) fn lists(object: &SchemaObject) -> bool {
    object
        .enumeration
        .as_ref()
        .is_some_and(|list| !list.value.is_empty())
}

/// Whether there are keywords for numbers.
pub(super) fn numbers(object: &SchemaObject) -> bool {
    object.minimum.is_some()
        || object.maximum.is_some()
        || object.exclusive_minimum.is_some()
        || object.exclusive_maximum.is_some()
        || object.multiple_of.is_some()
}

/// Whether there are keywords for strings.
pub(super) fn strings(object: &SchemaObject) -> bool {
    object.min_length.is_some()
        || object.max_length.is_some()
        || object.pattern.is_some()
        || object.content_encoding.is_some()
        || object.content_media_type.is_some()
}

/// Whether there are keywords for arrays.
pub(super) fn arrays(object: &SchemaObject) -> bool {
    object.items.is_some()
        || !object.prefix_items.is_empty()
        || object.contains.is_some()
        || object.min_items.is_some()
        || object.max_items.is_some()
        || object.unique_items.is_some()
}

/// Whether there are keywords for objects.
pub(super) fn objects(object: &SchemaObject) -> bool {
    !object.properties.is_empty()
        || !object.pattern_properties.is_empty()
        || object.additional_properties.is_some()
        || object.property_names.is_some()
        || !object.required.is_empty()
        || object.min_properties.is_some()
        || object.max_properties.is_some()
}

/// Whether the keywords of a schema say which kinds of value it accepts.
pub(super) fn says_kinds(object: &SchemaObject) -> bool {
    !object.types.is_empty()
        || lists(object)
        || object.constant.is_some()
        || object.one_of.is_some()
        || object.any_of.is_some()
}

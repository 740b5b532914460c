//! What can be reached from a schema, as far as that decides how often it has
//! to be compiled: dynamic references, and members of one direction.

use std::collections::{BTreeMap, BTreeSet};

use specwright_spec::model::{
    Document, DynamicReference, ResourceId, SchemaBody, SchemaId, SchemaObject, Spanned,
};

use super::Direction;

/// What dynamic anchors are bound to, by their numbers.
pub(crate) type Scope = BTreeMap<u32, SchemaId>;

/// Dynamic anchors by number, and what reaches them.
#[derive(Debug)]
pub(crate) struct Reach<'d> {
    names: BTreeMap<&'d str, u32>,
    /// What each resource defines.
    resources: BTreeMap<ResourceId, Vec<(u32, SchemaId)>>,
    /// The dynamic anchors that a schema, or one behind it, refers to.
    anchors: BTreeMap<SchemaId, BTreeSet<u32>>,
    /// Schemas that say `readOnly` or `writeOnly`, or lead to such.
    directed: BTreeSet<SchemaId>,
    /// Schemas of objects with a member that requests do not have, or that
    /// lead to such; and the same for responses.
    lacking: [BTreeSet<SchemaId>; 2],
}

static NONE: BTreeSet<u32> = BTreeSet::new();

impl<'d> Reach<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut reach = Self {
            names: BTreeMap::new(),
            resources: BTreeMap::new(),
            anchors: BTreeMap::new(),
            directed: BTreeSet::new(),
            lacking: Default::default(),
        };
        // Who refers to an anchor, and who says a direction.
        let mut referring: BTreeMap<u32, Vec<SchemaId>> = BTreeMap::new();
        let mut directed = Vec::new();
        for (id, object) in objects(document) {
            if let Some(anchor) = anchor_of(object) {
                let next = u32::try_from(reach.names.len()).unwrap_or(u32::MAX);
                let number = *reach.names.entry(anchor).or_insert(next);
                referring.entry(number).or_default().push(id);
            }
            let flags = [&object.read_only, &object.write_only];
            if flags.into_iter().flatten().any(|flag| flag.value) {
                directed.push(id);
            }
        }
        if referring.is_empty() && directed.is_empty() {
            return reach;
        }
        let defined = reach.note_resources(document);
        let behind = reach.referrers(document, &defined);
        for (number, ids) in referring {
            for id in closure(&behind, ids) {
                reach.anchors.entry(id).or_default().insert(number);
            }
        }
        reach.directed = closure(&behind, directed);
        reach.lacking = [Direction::Request, Direction::Response]
            .map(|direction| closure(&behind, reach.owners(document, direction)));
        reach
    }

    /// The schemas with a member that values in `direction` do not have.
    fn owners(&self, document: &'d Document, direction: Direction) -> Vec<SchemaId> {
        let owners = objects(document).filter(|(_, object)| {
            let mut members = object.properties.iter();
            members.any(|(_, member)| self.goes_other_way(document, *member, direction))
        });
        owners.map(|(id, _)| id).collect()
    }

    /// Whether what is described by `schema` is no part of values that go in
    /// `direction`: `readOnly` in requests, `writeOnly` in responses, said by
    /// itself or by what must hold beside it.
    pub(crate) fn goes_other_way(
        &self,
        document: &'d Document,
        schema: SchemaId,
        direction: Direction,
    ) -> bool {
        if !self.is_directed(schema) {
            return false;
        }
        let Some(object) = object_of(document, schema) else {
            return false;
        };
        let together = self.together(document, object);
        let says = |flag: fn(&SchemaObject) -> &Option<Spanned<bool>>| {
            let mut flags = together.iter().filter_map(|object| flag(object).as_ref());
            flags.any(|flag| flag.value)
        };
        // What is both goes no way by the letter, which nobody means.
        match (
            says(|object| &object.read_only),
            says(|object| &object.write_only),
        ) {
            (true, false) => direction == Direction::Request,
            (false, true) => direction == Direction::Response,
            _ => false,
        }
    }

    /// `object` and what it joins by references and `allOf`, as far as
    /// directions matter to it.
    pub(super) fn together(
        &self,
        document: &'d Document,
        object: &'d SchemaObject,
    ) -> Vec<&'d SchemaObject> {
        let mut all = vec![object];
        let mut seen = BTreeSet::new();
        let mut next = 0;
        while let Some(object) = all.get(next).copied() {
            next += 1;
            let reference = object.reference.iter().map(|to| to.value);
            let dynamic = object.dynamic_reference.iter().map(|to| to.value.schema);
            let parts = reference
                .chain(dynamic)
                .chain(object.all_of.iter().copied());
            for part in parts.filter(|part| self.is_directed(*part)) {
                if seen.insert(part) {
                    all.extend(object_of(document, part));
                }
            }
        }
        all
    }

    /// What of `scope` matters to `schema`, once its resource is entered.
    pub(crate) fn scope(&self, document: &Document, schema: SchemaId, scope: &Scope) -> Scope {
        let anchors = self.anchors(schema);
        if anchors.is_empty() {
            return Scope::new();
        }
        let mut scope = scope.clone();
        let resource = document.schemas.get(schema).resource;
        for (anchor, bound) in self.defined(resource) {
            scope.entry(*anchor).or_insert(*bound);
        }
        scope.retain(|anchor, _| anchors.contains(anchor));
        scope
    }

    /// What a dynamic reference leads to where anchors are bound by `scope`.
    pub(crate) fn target(&self, reference: &DynamicReference, scope: &Scope) -> SchemaId {
        let number = reference.anchor.as_deref();
        let number = number.and_then(|anchor| self.names.get(anchor));
        let bound = number.and_then(|number| scope.get(number).copied());
        bound.unwrap_or(reference.schema)
    }

    /// Everything that a value of `schema` in `direction` may be described by,
    /// beside `found`, which is known; members of the other direction aside.
    pub(crate) fn forward(
        &self,
        document: &'d Document,
        start: impl IntoIterator<Item = SchemaId>,
        direction: Direction,
        found: &mut BTreeSet<SchemaId>,
    ) {
        let mut ahead: Vec<SchemaId> = start.into_iter().collect();
        while let Some(id) = ahead.pop() {
            let Some(object) = object_of(document, id).filter(|_| found.insert(id)) else {
                continue;
            };
            let mut next = children(object);
            let other_way = object
                .properties
                .iter()
                .filter(|(_, member)| self.goes_other_way(document, *member, direction));
            let other_way: BTreeSet<SchemaId> = other_way.map(|(_, member)| *member).collect();
            next.retain(|id| !other_way.contains(id));
            let number = anchor_of(object).and_then(|anchor| self.names.get(anchor));
            let bound = number.into_iter().flat_map(|number| {
                let resources = self.resources.values().flatten();
                let bound = resources.filter(move |(other, _)| other == number);
                bound.map(|(_, schema)| *schema)
            });
            next.extend(bound);
            ahead.append(&mut next);
        }
    }

    /// What the dynamic anchors of each resource are; and by anchor, from all
    /// resources.
    fn note_resources(&mut self, document: &Document) -> BTreeMap<u32, BTreeSet<SchemaId>> {
        let mut defined: BTreeMap<u32, BTreeSet<SchemaId>> = BTreeMap::new();
        for (_, schema) in document.schemas.iter() {
            if self.resources.contains_key(&schema.resource) {
                continue;
            }
            let resource = document.schemas.resource(schema.resource);
            let anchors = resource.dynamic_anchors.iter().filter_map(|(name, id)| {
                let number = *self.names.get(name.as_str())?;
                Some((number, *id))
            });
            let anchors: Vec<(u32, SchemaId)> = anchors.collect();
            for (number, id) in &anchors {
                defined.entry(*number).or_default().insert(*id);
            }
            self.resources.insert(schema.resource, anchors);
        }
        defined
    }

    /// The schemas that lead to a schema, by one step.
    fn referrers(
        &self,
        document: &Document,
        defined: &BTreeMap<u32, BTreeSet<SchemaId>>,
    ) -> BTreeMap<SchemaId, Vec<SchemaId>> {
        let mut behind: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
        for (id, object) in objects(document) {
            let dynamic = anchor_of(object)
                .and_then(|anchor| self.names.get(anchor))
                .and_then(|number| defined.get(number));
            let targets = children(object).into_iter();
            for target in targets.chain(dynamic.into_iter().flatten().copied()) {
                behind.entry(target).or_default().push(id);
            }
        }
        behind
    }

    /// The dynamic anchors that matter to `schema`.
    pub(crate) fn anchors(&self, schema: SchemaId) -> &BTreeSet<u32> {
        self.anchors.get(&schema).unwrap_or(&NONE)
    }

    /// The dynamic anchors of a resource.
    fn defined(&self, resource: ResourceId) -> &[(u32, SchemaId)] {
        self.resources.get(&resource).map_or(&[], Vec::as_slice)
    }

    /// Whether `schema` says a direction, or leads to one that does.
    pub(super) fn is_directed(&self, schema: SchemaId) -> bool {
        self.directed.contains(&schema)
    }

    /// Whether the direction of a value matters to what `schema` says of it.
    pub(crate) fn is_split(&self, schema: SchemaId) -> bool {
        self.lacking.iter().any(|lacking| lacking.contains(&schema))
    }

    /// Whether values in `direction` lack members that `schema` describes.
    pub(crate) fn lacks(&self, schema: SchemaId, direction: Direction) -> bool {
        let [request, response] = &self.lacking;
        match direction {
            Direction::Any => false,
            Direction::Request => request.contains(&schema),
            Direction::Response => response.contains(&schema),
        }
    }
}

/// The keywords of a schema; `None` for a boolean one.
pub(super) fn object_of(document: &Document, schema: SchemaId) -> Option<&SchemaObject> {
    match &document.schemas.get(schema).body {
        SchemaBody::Object(object) => Some(object),
        SchemaBody::Bool(_) => None,
    }
}

fn objects(document: &Document) -> impl Iterator<Item = (SchemaId, &SchemaObject)> {
    let all = document.schemas.iter();
    all.filter_map(|(id, schema)| match &schema.body {
        SchemaBody::Object(object) => Some((id, object.as_ref())),
        SchemaBody::Bool(_) => None,
    })
}

fn anchor_of(object: &SchemaObject) -> Option<&str> {
    object.dynamic_reference.as_ref()?.value.anchor.as_deref()
}

/// Everything from which one of `start` can be reached.
fn closure(
    behind: &BTreeMap<SchemaId, Vec<SchemaId>>,
    mut start: Vec<SchemaId>,
) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    while let Some(id) = start.pop() {
        if reached.insert(id) {
            start.extend(behind.get(&id).into_iter().flatten());
        }
    }
    reached
}

/// Every schema that is applied by `object`, references among them.
fn children(object: &SchemaObject) -> Vec<SchemaId> {
    let mut all = Vec::new();
    all.extend(object.reference.as_ref().map(|to| to.value));
    all.extend(object.dynamic_reference.as_ref().map(|to| to.value.schema));
    all.extend(
        [
            object.not,
            object.if_schema,
            object.then_schema,
            object.else_schema,
            object.content_schema,
            object.items,
            object.contains,
            object.unevaluated_items,
            object.additional_properties,
            object.property_names,
            object.unevaluated_properties,
        ]
        .into_iter()
        .flatten(),
    );
    all.extend(&object.all_of);
    all.extend(object.any_of.iter().flat_map(|list| &list.value));
    all.extend(object.one_of.iter().flat_map(|list| &list.value));
    all.extend(&object.prefix_items);
    let named = [
        &object.properties,
        &object.pattern_properties,
        &object.dependent_schemas,
    ];
    all.extend(named.into_iter().flatten().map(|(_, id)| *id));
    all
}

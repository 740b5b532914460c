//! What can be reached from a schema, as far as that decides how often it has
//! to be compiled: dynamic references, and members of one direction.

use std::collections::{BTreeMap, BTreeSet};

use specwright_spec::model::{Document, ResourceId, SchemaBody, SchemaId, SchemaObject};

/// Dynamic anchors by number, and what reaches them.
#[derive(Debug)]
pub(super) struct Reach<'d> {
    names: BTreeMap<&'d str, u32>,
    /// What each resource defines.
    resources: BTreeMap<ResourceId, Vec<(u32, SchemaId)>>,
    /// The dynamic anchors that a schema, or one behind it, refers to.
    anchors: BTreeMap<SchemaId, BTreeSet<u32>>,
    /// Schemas that say `readOnly` or `writeOnly`, or lead to such.
    directed: BTreeSet<SchemaId>,
}

static NONE: BTreeSet<u32> = BTreeSet::new();

impl<'d> Reach<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let mut reach = Self {
            names: BTreeMap::new(),
            resources: BTreeMap::new(),
            anchors: BTreeMap::new(),
            directed: BTreeSet::new(),
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
        reach
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
    pub(super) fn anchors(&self, schema: SchemaId) -> &BTreeSet<u32> {
        self.anchors.get(&schema).unwrap_or(&NONE)
    }

    /// The number of a dynamic anchor that somebody refers to.
    pub(super) fn number(&self, anchor: &str) -> Option<u32> {
        self.names.get(anchor).copied()
    }

    /// The dynamic anchors of a resource.
    pub(super) fn defined(&self, resource: ResourceId) -> &[(u32, SchemaId)] {
        self.resources.get(&resource).map_or(&[], Vec::as_slice)
    }

    /// Whether the direction of a value matters to `schema`.
    pub(super) fn is_directed(&self, schema: SchemaId) -> bool {
        self.directed.contains(&schema)
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

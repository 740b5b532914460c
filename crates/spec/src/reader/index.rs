//! What the `$id`, `$anchor` and `$dynamicAnchor` of a file name.

use std::collections::{BTreeMap, HashMap};

use specwright_source::{Node, Pointer, Value};

use crate::model::{Location, Version};
use crate::uri;

use super::place::head;
use super::{Target, identity, root};

/// A file of the document with what can be named in it.
pub(crate) struct FileIndex<'d> {
    pub(crate) root: &'d Node,
    pub(crate) version: Version,
    /// The file itself, then every schema in it that has its own `$id`.
    resources: Vec<Resource<'d>>,
    /// Resources by their URI; of several with the same, the first.
    by_uri: BTreeMap<String, usize>,
    /// Resources by the identity of their node.
    by_node: HashMap<usize, usize>,
    /// Anchors by the resource they belong to.
    anchors: BTreeMap<usize, BTreeMap<&'d str, Target<'d>>>,
}

/// A schema with an `$id` of its own, or a whole file.
pub(crate) struct Resource<'d> {
    /// Its URI; for a file without `$self` empty, which is to say unknown.
    pub(crate) uri: String,
    /// Its root.
    pub(crate) target: Target<'d>,
}

/// Keywords whose members are names that the author chose.
const NAME_MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "schemas",
    "responses",
    "parameters",
    "headers",
    "content",
    "callbacks",
    "paths",
    "webhooks",
    "pathItems",
    "requestBodies",
    "mediaTypes",
    "additionalOperations",
];

/// Members that hold values, not schemas.
const VALUES: &[&str] = &[
    "example",
    "examples",
    "default",
    "const",
    "enum",
    "value",
    "dataValue",
];

/// What is still to be looked through.
struct Visit<'d> {
    node: &'d Node,
    pointer: Pointer,
    resource: usize,
    /// Whether the keys are names rather than keywords.
    names: bool,
}

impl<'d> FileIndex<'d> {
    /// Looks through the file with the root `root`.
    pub(crate) fn new(root: &'d Node, fallback: Version) -> Self {
        let version = match root::version(root) {
            Ok((version, _)) => version.value,
            Err(_) => fallback,
        };
        let own = root
            .get("$self")
            .or_else(|| root.get("$id"))
            .and_then(Node::as_str);
        let location = Location {
            file: root.span.file,
            pointer: Pointer::root(),
        };
        let mut index = Self {
            root,
            version,
            resources: vec![Resource {
                uri: own.map(|uri| uri::join("", uri)).unwrap_or_default(),
                target: Target {
                    node: root,
                    location,
                    at: head(root),
                },
            }],
            by_uri: BTreeMap::new(),
            by_node: HashMap::new(),
            anchors: BTreeMap::new(),
        };
        if let Some(own) = index.resources.first().filter(|own| !own.uri.is_empty()) {
            index.by_uri.insert(own.uri.clone(), 0);
        }
        // OpenAPI 3.0 has neither `$id` nor anchors, and few others use them.
        if version > Version::V3_0 && names_something(root) {
            index.look(root);
        }
        index
    }

    fn look(&mut self, root: &'d Node) {
        let mut waiting = vec![Visit {
            node: root,
            pointer: Pointer::root(),
            resource: 0,
            names: false,
        }];
        while let Some(mut visit) = waiting.pop() {
            match &visit.node.value {
                Value::Mapping(mapping) => {
                    if !visit.names {
                        self.note(&mut visit);
                    }
                    for entry in mapping {
                        let key = entry.key.as_str();
                        let value =
                            !visit.names && (VALUES.contains(&key) || key.starts_with("x-"));
                        if value || !is_tree(&entry.value) {
                            continue;
                        }
                        waiting.push(Visit {
                            node: &entry.value,
                            pointer: visit.pointer.child(key),
                            resource: visit.resource,
                            names: !visit.names && NAME_MAPS.contains(&key),
                        });
                    }
                }
                Value::Sequence(items) => {
                    for (number, node) in items.iter().enumerate().filter(|(_, node)| is_tree(node))
                    {
                        waiting.push(Visit {
                            node,
                            pointer: visit.pointer.child(number.to_string()),
                            resource: visit.resource,
                            names: false,
                        });
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes the names that the object `visit` gives itself.
    fn note(&mut self, visit: &mut Visit<'d>) {
        let text = |key: &str| visit.node.get(key).and_then(Node::as_str);
        let (id, anchors) = (text("$id"), [text("$anchor"), text("$dynamicAnchor")]);
        if id.is_none() && anchors == [None, None] {
            return;
        }
        let location = Location {
            file: self.root.span.file,
            pointer: visit.pointer.clone(),
        };
        let target = Target {
            node: visit.node,
            location,
            at: head(visit.node),
        };
        let is_root = visit.pointer.tokens().is_empty();
        if let Some(id) = id.filter(|_| !is_root) {
            let base = self
                .resources
                .get(visit.resource)
                .map_or("", |resource| &resource.uri);
            let uri = uri::join(base, id);
            visit.resource = self.resources.len();
            self.by_uri.entry(uri.clone()).or_insert(visit.resource);
            self.by_node.insert(identity(visit.node), visit.resource);
            self.resources.push(Resource {
                uri,
                target: target.clone(),
            });
        }
        let known = self.anchors.entry(visit.resource).or_default();
        for anchor in anchors.into_iter().flatten() {
            known.entry(anchor).or_insert_with(|| target.clone());
        }
    }

    /// The resource that the node at `pointer` belongs to.
    pub(crate) fn resource_at(&self, pointer: &Pointer) -> usize {
        if self.by_node.is_empty() {
            return 0;
        }
        let mut node = self.root;
        let mut resource = 0;
        for token in pointer.tokens() {
            match super::reference::step(node, token) {
                Some((next, _)) => node = next,
                None => break,
            }
            resource = self
                .by_node
                .get(&identity(node))
                .copied()
                .unwrap_or(resource);
        }
        resource
    }

    /// A resource by its number.
    pub(crate) fn resource(&self, number: usize) -> Option<&Resource<'d>> {
        self.resources.get(number)
    }

    /// The number of the resource with this URI.
    pub(crate) fn resource_by_uri(&self, uri: &str) -> Option<usize> {
        self.by_uri.get(uri).copied()
    }

    /// What `anchor` names in a resource.
    pub(crate) fn anchor(&self, resource: usize, anchor: &str) -> Option<&Target<'d>> {
        self.anchors.get(&resource)?.get(anchor)
    }

    /// The anchors of a resource, for suggestions.
    pub(crate) fn anchors(&self, resource: usize) -> impl Iterator<Item = &'d str> {
        self.anchors
            .get(&resource)
            .into_iter()
            .flat_map(|anchors| anchors.keys().copied())
    }
}

/// Whether `$id` or an anchor may be anywhere below `root`.
fn names_something(root: &Node) -> bool {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                for entry in mapping {
                    if matches!(entry.key.as_str(), "$id" | "$anchor" | "$dynamicAnchor") {
                        return true;
                    }
                    waiting.push(&entry.value);
                }
            }
            Value::Sequence(items) => waiting.extend(items),
            _ => {}
        }
    }
    false
}

fn is_tree(node: &Node) -> bool {
    matches!(node.value, Value::Mapping(_) | Value::Sequence(_))
}

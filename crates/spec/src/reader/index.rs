//! What the `$id`, `$anchor`, `$dynamicAnchor` and `$schema` of a file name.

use std::collections::{BTreeMap, HashMap};

use specwright_source::{Node, Pointer, Span, Value};

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
    /// Metaschemas by the identity of the schema that names them.
    dialects: HashMap<usize, MetaschemaUri<'d>>,
    /// The metaschema of everything else.
    dialect: Option<MetaschemaUri<'d>>,
}

/// A schema with an `$id` of its own, or a whole file.
pub(crate) struct Resource<'d> {
    /// Its URI; for a file of which none is known, empty.
    pub(crate) uri: String,
    /// Its root.
    pub(crate) target: Target<'d>,
    /// What `$anchor` and `$dynamicAnchor` name in it.
    anchors: BTreeMap<&'d str, Target<'d>>,
    /// What `$dynamicAnchor` names in it, in the order of the text.
    dynamic: Vec<(&'d str, Target<'d>)>,
}

/// The URI of a metaschema, and where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MetaschemaUri<'d> {
    pub(crate) uri: &'d str,
    pub(crate) span: Span,
}

/// Keywords that hold a schema, or a list of them.
const SUBSCHEMAS: &[&str] = &[
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "prefixItems",
    "items",
    "additionalItems",
    "contains",
    "additionalProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// Members of objects of OpenAPI that hold a schema.
const SCHEMAS: &[&str] = &["schema", "itemSchema"];

/// Keywords whose members are schemas under names that the author chose.
const SCHEMA_MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "schemas",
];

/// The same for other objects.
const OBJECT_MAPS: &[&str] = &[
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
    kind: Kind,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Schema,
    /// Anything else: an object of OpenAPI, or a file of which nothing is
    /// known.
    Object,
    /// Names with schemas.
    SchemaMap,
    /// Names with other objects.
    ObjectMap,
}

impl Kind {
    /// What the member `key` of such a node is, if it can hold a schema.
    fn of_member(self, key: &str) -> Option<Self> {
        match self {
            Self::SchemaMap => Some(Self::Schema),
            Self::ObjectMap => Some(Self::Object),
            _ if SCHEMA_MAPS.contains(&key) => Some(Self::SchemaMap),
            Self::Schema => SUBSCHEMAS.contains(&key).then_some(Self::Schema),
            Self::Object if VALUES.contains(&key) || key.starts_with("x-") => None,
            Self::Object if SCHEMAS.contains(&key) => Some(Self::Schema),
            Self::Object if OBJECT_MAPS.contains(&key) => Some(Self::ObjectMap),
            Self::Object => Some(Self::Object),
        }
    }
}

impl<'d> FileIndex<'d> {
    /// Looks through the file with the root `root`, which was reached by the
    /// URI `retrieved`; empty where that is none.
    pub(crate) fn new(root: &'d Node, fallback: Version, retrieved: &str) -> Self {
        let of_schema = root.get("$schema").or_else(|| root.get("$id")).is_some();
        let version = match root::version(root) {
            Ok((version, _)) => version.value,
            // A file of JSON Schema is read as such.
            Err(_) if of_schema => fallback.max(Version::V3_1),
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
        let target = Target {
            node: root,
            location,
            at: head(root),
        };
        let uri = uri::join(retrieved, own.unwrap_or_default());
        let dialect = root
            .get("jsonSchemaDialect")
            .or_else(|| root.get("$schema"));
        let mut index = Self {
            root,
            version,
            by_uri: BTreeMap::new(),
            by_node: HashMap::new(),
            dialects: HashMap::new(),
            dialect: dialect.and_then(MetaschemaUri::of),
            resources: vec![Resource::new(uri.clone(), target)],
        };
        if !uri.is_empty() {
            index.by_uri.insert(uri, 0);
        }
        // OpenAPI 3.0 has neither `$id` nor anchors, and few others use them.
        if version > Version::V3_0 && names_something(root) {
            let kind = match of_schema && root.get("openapi").is_none() {
                true => Kind::Schema,
                false => Kind::Object,
            };
            index.look(root, kind);
        }
        index
    }

    fn look(&mut self, root: &'d Node, kind: Kind) {
        let mut waiting = vec![Visit {
            node: root,
            pointer: Pointer::root(),
            resource: 0,
            kind,
        }];
        while let Some(mut visit) = waiting.pop() {
            let (first, behind) = (waiting.len(), &visit.node.value);
            match behind {
                Value::Mapping(mapping) => {
                    if matches!(visit.kind, Kind::Schema | Kind::Object) {
                        self.note(&mut visit);
                    }
                    for entry in mapping.iter().filter(|entry| is_tree(&entry.value)) {
                        let key = entry.key.as_str();
                        let Some(kind) = visit.kind.of_member(key) else {
                            continue;
                        };
                        waiting.push(Visit {
                            node: &entry.value,
                            pointer: visit.pointer.child(key),
                            resource: visit.resource,
                            kind,
                        });
                    }
                }
                Value::Sequence(items) => {
                    let trees = items.iter().enumerate().filter(|(_, node)| is_tree(node));
                    waiting.extend(trees.map(|(number, node)| Visit {
                        node,
                        pointer: visit.pointer.child(number.to_string()),
                        resource: visit.resource,
                        kind: match visit.kind {
                            Kind::ObjectMap => Kind::Object,
                            Kind::SchemaMap => Kind::Schema,
                            kind => kind,
                        },
                    }));
                }
                _ => {}
            }
            // In the order of the text, so that of two equal names the first
            // counts.
            if let Some(new) = waiting.get_mut(first..) {
                new.reverse();
            }
        }
    }

    /// Notes the names that the object `visit` gives itself. What has such
    /// names is a schema.
    fn note(&mut self, visit: &mut Visit<'d>) {
        let text = |key: &str| visit.node.get(key).and_then(Node::as_str);
        let (id, anchor, dynamic) = (text("$id"), text("$anchor"), text("$dynamicAnchor"));
        let is_root = visit.pointer.tokens().is_empty();
        if let Some(dialect) = visit.node.get("$schema").and_then(MetaschemaUri::of)
            && !is_root
        {
            self.dialects.insert(identity(visit.node), dialect);
        }
        if id.is_none() && anchor.is_none() && dynamic.is_none() {
            return;
        }
        if visit.node.get("openapi").is_none() {
            visit.kind = Kind::Schema;
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
        // A fragment alone names no resource.
        let named = id.filter(|id| !is_root && !uri::split_fragment(id).0.is_empty());
        if let Some(id) = named {
            let base = self.resource(visit.resource).map_or("", |base| &base.uri);
            let uri = uri::join(base, id);
            visit.resource = self.resources.len();
            self.by_uri.entry(uri.clone()).or_insert(visit.resource);
            self.by_node.insert(identity(visit.node), visit.resource);
            self.resources.push(Resource::new(uri, target.clone()));
        }
        let Some(resource) = self.resources.get_mut(visit.resource) else {
            return;
        };
        for name in [anchor, dynamic].into_iter().flatten() {
            let anchors = &mut resource.anchors;
            anchors.entry(name).or_insert_with(|| target.clone());
        }
        if let Some(name) = dynamic
            && !resource.dynamic.iter().any(|(known, _)| *known == name)
        {
            resource.dynamic.push((name, target));
        }
    }

    /// The resource that the node at `pointer` belongs to.
    pub(crate) fn resource_at(&self, pointer: &Pointer) -> usize {
        if self.by_node.is_empty() {
            return 0;
        }
        let inner = self.way(pointer).filter_map(|id| self.by_node.get(&id));
        inner.last().copied().unwrap_or(0)
    }

    /// The metaschema of the schema at `pointer`, where one is named.
    pub(crate) fn dialect_at(&self, pointer: &Pointer) -> Option<MetaschemaUri<'d>> {
        if self.dialects.is_empty() {
            return self.dialect;
        }
        let inner = self.way(pointer).filter_map(|id| self.dialects.get(&id));
        inner.last().copied().or(self.dialect)
    }

    /// The identities of the nodes on the way to `pointer`, without the root.
    fn way<'p>(&self, pointer: &'p Pointer) -> impl Iterator<Item = usize> + use<'p, 'd> {
        let tokens = pointer.tokens().iter();
        tokens.scan(self.root, |node, token| {
            *node = super::reference::step(node, token)?.0;
            Some(identity(node))
        })
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
        self.resources.get(resource)?.anchors.get(anchor)
    }

    /// The anchors of a resource, for suggestions.
    pub(crate) fn anchors(&self, resource: usize) -> impl Iterator<Item = &'d str> {
        let resource = self.resources.get(resource);
        resource
            .into_iter()
            .flat_map(|resource| resource.anchors.keys().copied())
    }
}

impl<'d> Resource<'d> {
    fn new(uri: String, target: Target<'d>) -> Self {
        Self {
            uri,
            target,
            anchors: BTreeMap::new(),
            dynamic: Vec::new(),
        }
    }

    /// What `$dynamicAnchor` names here.
    pub(crate) fn dynamic(&self) -> &[(&'d str, Target<'d>)] {
        &self.dynamic
    }
}

impl<'d> MetaschemaUri<'d> {
    fn of(node: &'d Node) -> Option<Self> {
        Some(Self {
            uri: node.as_str()?.trim_end_matches('#'),
            span: node.span,
        })
    }
}

/// Whether `$id`, an anchor or `$schema` may be anywhere below `root`.
fn names_something(root: &Node) -> bool {
    const NAMES: &[&str] = &["$id", "$anchor", "$dynamicAnchor", "$schema"];
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                for entry in mapping {
                    if NAMES.contains(&entry.key.as_str()) {
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

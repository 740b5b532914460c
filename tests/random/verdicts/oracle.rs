//! The other two engines: the `jsonschema` crate and the check program, each
//! over the whole document.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value, json};
use specwright_check::program::{Program, SchemaId};
use specwright_lower::program::{Compiler, Direction, Options};
use specwright_source::Sources;

/// The check program of a document, with the entry of each component.
pub(crate) struct Checks {
    program: Program,
    entries: BTreeMap<String, SchemaId>,
}

impl Checks {
    pub(crate) fn of(document: &Value) -> Self {
        let mut sources = Sources::new();
        let file = sources.add("random.json", document.to_string());
        let (root, _) = specwright_source::read(&sources, file);
        let (document, _) = specwright_spec::read(&root.unwrap());
        let document = document.unwrap();
        let mut compiler = Compiler::new(&document, Options::default());
        let mut entries = BTreeMap::new();
        for (name, schema) in &document.components.schemas {
            let entry = compiler.root(*schema, Direction::Request);
            entries.insert(name.value.to_string(), entry);
        }
        let (parts, found) = compiler.finish();
        assert!(found.is_empty(), "{found:#?}");
        Self {
            program: Program::new(parts),
            entries,
        }
    }

    /// Whether a component accepts a value; the list of violations must say
    /// the same.
    pub(crate) fn accepts(&self, name: &str, text: &str) -> bool {
        let entry = self.entries[name];
        let accepts = self.program.accepts(entry, text).unwrap();
        let violations = self.program.check(entry, text).unwrap();
        assert_eq!(
            accepts,
            violations.is_empty(),
            "{name} {text}\n{violations:#?}"
        );
        accepts
    }
}

/// The `jsonschema` crate for a component.
pub(crate) struct Oracle {
    /// The component, and what it refers to, as plain JSON Schema.
    root: Value,
    name: String,
    validator: jsonschema::Validator,
    /// Validators of subschemas, by their text.
    parts: RefCell<BTreeMap<String, jsonschema::Validator>>,
}

impl Oracle {
    /// `root` is a document that [`plain`] has made.
    pub(crate) fn new(root: &Value, name: &str) -> Self {
        let all = root["components"]["schemas"].as_object().unwrap();
        let root = json!({ "components": { "schemas": closure(name, all) } });
        let entry = json!({ "$ref": format!("#/components/schemas/{name}") });
        Self {
            validator: build(&root, entry),
            root,
            name: name.to_owned(),
            parts: RefCell::default(),
        }
    }

    pub(crate) fn schema(&self) -> &Value {
        &self.root["components"]["schemas"][&self.name]
    }

    pub(crate) fn accepts(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// The schemas that hold for `value`, which `schema` accepts, and that one
    /// who reads it must know: of `anyOf` the first branch that accepts it.
    pub(crate) fn applicable<'s>(
        &'s self,
        schema: &'s Value,
        value: &Value,
    ) -> Vec<&'s Map<String, Value>> {
        let Value::Object(object) = schema else {
            return Vec::new();
        };
        let mut all = vec![object];
        if let Some(reference) = object.get("$ref") {
            let pointer = &reference.as_str().unwrap()[1..];
            all.extend(self.applicable(self.root.pointer(pointer).unwrap(), value));
        }
        let parts = object.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            all.extend(self.applicable(part, value));
        }
        for keyword in ["oneOf", "anyOf"] {
            let branches = object.get(keyword).and_then(Value::as_array);
            let mut branches = branches.into_iter().flatten();
            if let Some(branch) = branches.find(|branch| self.part_accepts(branch, value)) {
                all.extend(self.applicable(branch, value));
            }
        }
        if let Some(condition) = object.get("if") {
            let holds = self.part_accepts(condition, value);
            if holds {
                all.extend(self.applicable(condition, value));
            }
            let part = object.get(if holds { "then" } else { "else" });
            all.extend(
                part.into_iter()
                    .flat_map(|part| self.applicable(part, value)),
            );
        }
        let dependent = object.get("dependentSchemas").and_then(Value::as_object);
        for (name, part) in dependent.into_iter().flatten() {
            if value.get(name).is_some() {
                all.extend(self.applicable(part, value));
            }
        }
        all
    }

    pub(crate) fn part_accepts(&self, part: &Value, value: &Value) -> bool {
        let mut known = self.parts.borrow_mut();
        let validator = known
            .entry(part.to_string())
            .or_insert_with(|| build(&self.root, part.clone()));
        validator.is_valid(value)
    }
}

fn build(root: &Value, entry: Value) -> jsonschema::Validator {
    let mut schema = root.clone();
    schema["allOf"] = json!([entry]);
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", is_base64)
        .build(&schema)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// RFC 4648, section 4, with its padding and no bits behind the last byte.
fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let alphabet = |c: u8| c.is_ascii_alphanumeric() || c == b'+' || c == b'/';
    let ends: &[u8] = match padding {
        0 => return text.len().is_multiple_of(4) && data.bytes().all(alphabet),
        1 => b"AEIMQUYcgkosw048",
        2 => b"AQgw",
        _ => return false,
    };
    text.len().is_multiple_of(4)
        && data.bytes().all(alphabet)
        && data
            .bytes()
            .next_back()
            .is_some_and(|last| ends.contains(&last))
}

/// `name` and what it refers to.
pub(crate) fn closure(name: &str, all: &Map<String, Value>) -> Map<String, Value> {
    let mut found = Map::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.pop() {
        let Some(schema) = all.get(&name) else {
            continue;
        };
        if found.insert(name, schema.clone()).is_none() {
            let mut names = BTreeSet::new();
            references(schema, &mut names);
            waiting.extend(names.into_iter().filter(|name| !found.contains_key(name)));
        }
    }
    found
}

fn references(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::String(text) => {
            if let Some(rest) = text.strip_prefix("#/components/schemas/") {
                names.extend(rest.split('/').next().map(str::to_owned));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        Value::Object(members) => members.values().for_each(|value| references(value, names)),
        _ => {}
    }
}

/// The schemas of a document without what OpenAPI adds to JSON Schema: the
/// value of a discriminator decides the branch, and some formats are ranges.
pub(crate) fn plain(document: &Value) -> Value {
    let mut schemas = document["components"]["schemas"].clone();
    // It is about all others.
    schemas.as_object_mut().unwrap().remove("Everything");
    translate(&mut schemas);
    json!({ "components": { "schemas": schemas } })
}

fn translate(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(translate),
        Value::Object(object) => {
            discriminate(object);
            range(object);
            object.values_mut().for_each(translate);
        }
        _ => {}
    }
}

fn range(object: &mut Map<String, Value>) {
    let (low, high) = match object.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint8") => (json!(0), json!(255)),
        _ => return,
    };
    let range = json!({ "minimum": low, "maximum": high });
    object.insert("allOf".to_owned(), json!([range]));
}

fn discriminate(object: &mut Map<String, Value>) {
    let written = object.get("discriminator");
    if written.is_none_or(|written| written.get("propertyName").is_none()) {
        return;
    }
    let discriminator = object.remove("discriminator").unwrap();
    let property = discriminator["propertyName"].as_str().unwrap();
    let mapping = discriminator["mapping"].as_object();
    for keyword in ["oneOf", "anyOf"] {
        let branches = object.get_mut(keyword).and_then(Value::as_array_mut);
        for branch in branches.into_iter().flatten() {
            let reference = branch["$ref"].clone();
            let mapped = mapping.into_iter().flatten();
            let mut values: Vec<&str> = mapped
                .filter(|(_, target)| **target == reference)
                .map(|(value, _)| value.as_str())
                .collect();
            if values.is_empty() {
                values.extend(reference.as_str().and_then(|text| text.rsplit('/').next()));
            }
            *branch = json!({
                "allOf": [branch.take()],
                "required": [property],
                "properties": { property: { "enum": values } },
            });
        }
    }
}

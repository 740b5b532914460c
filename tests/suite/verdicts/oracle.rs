//! Documents as plain JSON Schema of draft 2020-12, and what two other
//! engines say of a value: the `jsonschema` crate and the check program.
//!
//! What OpenAPI changes about JSON Schema is written out here, so that no
//! verdict needs an exception: `nullable` and boolean exclusive bounds of 3.0,
//! `discriminator` (its value decides the branch), `readOnly` beside
//! `required`, `format` (of OpenAPI's own only what a type holds).

use std::{cell::RefCell, collections::HashMap, fs, path::Path};

use serde_json::{Map, Value, json};
use specwright_check::program::{Program, SchemaId};

use super::program::program;

/// The schema of a body, and what it refers to.
pub struct Oracle {
    /// Draft 2020-12, self-contained.
    pub schema: Value,
    validator: jsonschema::Validator,
    /// The same without `format`, and the check program of that, if it can
    /// be one.
    plain: jsonschema::Validator,
    program: Option<(Program, SchemaId)>,
    /// Whether a `format` is asserted anywhere.
    pub formats: bool,
    /// Validators of branches, by the address of the branch.
    branches: RefCell<HashMap<*const Value, jsonschema::Validator>>,
}

/// Reads a document of this repository.
pub fn document(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    // Integers beyond those that this reader has, as numbers.
    let text = text
        .replace(
            "-170141183460469231731687303715884105,",
            "-170141183460469231731687303715884105.0,",
        )
        .replace("18446744073709551616 ", "18446744073709551616.0 ");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

impl Oracle {
    /// For the JSON body of an operation.
    pub fn of_body(document: &Value, path: &str, method: &str) -> Self {
        let pointer = path.replace('~', "~0").replace('/', "~1");
        let pointer =
            format!("/paths/{pointer}/{method}/requestBody/content/application~1json/schema");
        let body = document
            .pointer(&pointer)
            .unwrap_or_else(|| panic!("no {pointer}"));
        Self::of_schema(document, body.clone())
    }

    /// For a schema that refers to the document's components.
    pub fn of_schema(document: &Value, body: Value) -> Self {
        let old = document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.0"));
        let schemas = document["components"]["schemas"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let translation = Translation { old };
        let schemas: Map<String, Value> = schemas
            .into_iter()
            .map(|(name, schema)| (name, translation.schema(schema)))
            .collect();
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": "#/body",
            "body": translation.schema(body),
            "components": { "schemas": schemas },
        });
        let mut plain = schema.clone();
        let formats = strip_formats(&mut plain);
        Self {
            validator: build(&schema),
            program: program(&plain).ok(),
            plain: build(&plain),
            schema,
            formats,
            branches: RefCell::default(),
        }
    }

    /// The schemas without references and unions that hold for `value`, which
    /// `schema` accepts: of `anyOf` the first branch that accepts it.
    pub fn applicable<'s>(
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
            all.extend(self.applicable(self.schema.pointer(pointer).unwrap(), value));
        }
        for part in object
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            all.extend(self.applicable(part, value));
        }
        for keyword in ["oneOf", "anyOf"] {
            let mut branches = object
                .get(keyword)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            if let Some(branch) = branches.find(|branch| self.branch_accepts(branch, value)) {
                all.extend(self.applicable(branch, value));
            }
        }
        all
    }

    fn branch_accepts(&self, branch: &Value, value: &Value) -> bool {
        let mut known = self.branches.borrow_mut();
        let validator = known.entry(branch).or_insert_with(|| {
            let mut schema = self.schema.clone();
            schema["body"] = branch.clone();
            build(&schema)
        });
        validator.is_valid(value)
    }

    /// Whether the schema accepts the value.
    pub fn accepts(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// What the check program says, formats aside; `None` if the schema is
    /// none. Panics where it and the other engine differ.
    pub fn program_accepts(&self, text: &str, value: &Value) -> Option<bool> {
        let (program, entry) = self.program.as_ref()?;
        let verdict = program
            .accepts(*entry, text)
            .unwrap_or_else(|e| panic!("{e:?}: {text}"));
        let other = self.plain.is_valid(value);
        assert_eq!(
            verdict, other,
            "check program and jsonschema differ: {text}"
        );
        Some(verdict)
    }
}

fn build(schema: &Value) -> jsonschema::Validator {
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", is_base64);
    options
        .build(schema)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// RFC 4648, section 4, with its padding.
fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let alphabet = |c: u8| c.is_ascii_alphanumeric() || c == b'+' || c == b'/';
    text.len().is_multiple_of(4) && padding <= 2 && data.bytes().all(alphabet) && {
        // The bits behind the last byte are zero.
        let last = data.bytes().next_back().map_or(0, sextet);
        match padding {
            1 => last & 0b11 == 0,
            2 => last & 0b1111 == 0,
            _ => true,
        }
    }
}

fn sextet(c: u8) -> u8 {
    match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

/// Removes every `format`; says whether there was one.
fn strip_formats(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |any, item| strip_formats(item) | any),
        Value::Object(object) => {
            let mut any = object.get("format").is_some_and(Value::is_string)
                && object.remove("format").is_some();
            for value in object.values_mut() {
                any |= strip_formats(value);
            }
            any
        }
        _ => false,
    }
}

struct Translation {
    /// Whether the document is of OpenAPI 3.0.
    old: bool,
}

impl Translation {
    fn schema(&self, schema: Value) -> Value {
        let Value::Object(mut object) = schema else {
            return schema;
        };
        if self.old
            && let Some(reference) = object.get("$ref")
        {
            return json!({ "$ref": reference });
        }
        for keyword in ["properties", "patternProperties"] {
            if let Some(Value::Object(named)) = object.get_mut(keyword) {
                for schema in named.values_mut() {
                    *schema = self.schema(schema.take());
                }
            }
        }
        for keyword in ["items", "additionalProperties", "not"] {
            if let Some(schema) = object.get_mut(keyword) {
                *schema = self.schema(schema.take());
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf", "prefixItems"] {
            if let Some(Value::Array(list)) = object.get_mut(keyword) {
                for schema in list {
                    *schema = self.schema(schema.take());
                }
            }
        }
        read_only(&mut object);
        formats(&mut object);
        discriminate(&mut object);
        if self.old {
            modern(object)
        } else {
            Value::Object(object)
        }
    }
}

/// A request need not have what only answers have, and there it may be
/// anything.
fn read_only(object: &mut Map<String, Value>) {
    let Some(properties) = object.get("properties").cloned() else {
        return;
    };
    for (_, property) in object["properties"].as_object_mut().into_iter().flatten() {
        if property["readOnly"] == Value::Bool(true) {
            *property = json!({ "readOnly": true });
        }
    }
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|name| {
            properties[name.as_str().unwrap_or_default()]["readOnly"] != Value::Bool(true)
        });
    }
}

/// Formats with a Rust type and those of JSON Schema are asserted.
fn formats(object: &mut Map<String, Value>) {
    if object.remove("contentEncoding") == Some(json!("base64")) {
        object.insert("format".to_owned(), json!("byte"));
    }
    let Some(Value::String(format)) = object.get("format").cloned() else {
        return;
    };
    let integer = object.get("type") == Some(&json!("integer"));
    match format.as_str() {
        "date-time" | "date" | "uuid" | "byte" | "email" | "uri" | "ipv4" | "time" | "duration" => {
            return;
        }
        "int32" if integer => {
            let range = json!({ "minimum": i32::MIN, "maximum": i32::MAX });
            let all = object.entry("allOf").or_insert_with(|| json!([]));
            all.as_array_mut().unwrap().push(range);
        }
        _ => {}
    }
    object.remove("format");
}

/// The discriminating member decides the branch.
fn discriminate(object: &mut Map<String, Value>) {
    let Some(discriminator) = object.remove("discriminator") else {
        return;
    };
    let property = discriminator["propertyName"].as_str().unwrap().to_owned();
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = object.get_mut(keyword) else {
            continue;
        };
        let tagged = |values: &[String]| {
            json!({
                "type": "object",
                "required": [&property],
                "properties": { &property: { "enum": values } },
            })
        };
        let name = |target: &Value| {
            let last = target.as_str().and_then(|target| target.rsplit('/').next());
            last.map(str::to_owned)
        };
        let default = name(&discriminator["defaultMapping"]);
        let mapping = discriminator["mapping"].as_object().cloned();
        let mapping = mapping.unwrap_or_default();
        let values = |branch: &Value| {
            let branch = name(&branch["$ref"])?;
            let mapped = mapping
                .iter()
                .filter(|(_, target)| name(target).as_ref() == Some(&branch));
            let values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
            Some(if values.is_empty() {
                vec![branch]
            } else {
                values
            })
        };
        let all: Vec<_> = branches.iter().map(values).collect();
        for (index, branch) in branches.iter_mut().enumerate() {
            let Some(values) = &all[index] else {
                continue;
            };
            let condition = if default.is_some() && name(&branch["$ref"]) == default {
                let others = all.iter().flatten().flatten();
                let others: Vec<_> = others.filter(|v| !values.contains(v)).cloned().collect();
                json!({ "not": tagged(&others) })
            } else {
                tagged(values)
            };
            *branch = json!({ "allOf": [branch.take(), condition] });
        }
    }
}

/// Keywords of 3.0 that mean something else now.
fn modern(mut object: Map<String, Value>) -> Value {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if object.get(exclusive).is_some_and(Value::is_boolean)
            && object.remove(exclusive) == Some(Value::Bool(true))
            && let Some(value) = object.remove(bound)
        {
            object.insert(exclusive.to_owned(), value);
        }
    }
    // Also where other keywords refuse null: documents mean it so.
    if object.remove("nullable") == Some(Value::Bool(true)) {
        return json!({ "anyOf": [object, { "type": "null" }] });
    }
    Value::Object(object)
}

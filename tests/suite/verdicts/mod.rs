//! What a generated server accepts, held against two other engines: exactly
//! what the schema accepts.

mod checks;
mod edges;
mod hostile;
mod instances;
mod oracle;
#[path = "../../../crates/check/tests/program/schema.rs"]
mod program;
mod services;

use std::fmt::Write as _;

use serde_json::Value;
use specwright_tests as generated;

use instances::{Instances, Random, spell};
use oracle::{Oracle, document};
use services::{Recorder, Server};

/// A request body of a document, and the server that reads it.
struct Body {
    /// Below `tests`.
    document: &'static str,
    method: &'static str,
    template: &'static str,
    target: &'static str,
    router: fn(Recorder) -> axum::Router,
}

impl Body {
    fn server(&self) -> Server {
        let line = format!("{} {}", self.method.to_uppercase(), self.target);
        Server::new(&line, self.router)
    }

    fn oracle(&self) -> Oracle {
        Oracle::of_body(&document(self.document), self.template, self.method)
    }
}

macro_rules! bodies {
    ($($document:literal $method:ident $template:literal $target:literal $api:ident;)*) => {
        &[$(Body {
            document: $document,
            method: stringify!($method),
            template: $template,
            target: $target,
            router: generated::$api::server::router,
        }),*]
    };
}

const BODIES: &[Body] = bodies! {
    "fixtures/ok/unions/unions.yaml" post "/unions" "/unions" unions;
    "fixtures/ok/unions/branches.yaml" post "/branches" "/branches" branches;
    "fixtures/ok/unions/overlaps.yaml" post "/overlaps" "/overlaps" overlaps;
    "fixtures/ok/unions/defaults.yaml" post "/guests" "/guests" defaults;
    "fixtures/ok/all_of/all_of.yaml" post "/all" "/all" all_of;
    "fixtures/ok/objects/objects.yaml" post "/objects" "/objects" objects;
    "fixtures/ok/objects/combined.yaml" post "/combined" "/combined" combined;
    "fixtures/ok/objects/tuples.yaml" post "/tuples" "/tuples" tuples;
    "fixtures/ok/objects/patterns.yaml" post "/patterns" "/patterns" patterns;
    "fixtures/ok/checks/checks.yaml" post "/checks" "/checks" checks;
    "fixtures/ok/nullability/nullability.yaml" post "/presence" "/presence" nullability;
    "fixtures/ok/nullability/nullability.yaml" post "/spellings" "/spellings" nullability;
    "fixtures/ok/presence/presence_3_0.yaml" post "/presence" "/presence" presence_3_0;
    "fixtures/ok/presence/read_only.yaml" post "/read_only" "/read_only" read_only;
    "fixtures/ok/presence/directions.yaml" post "/users" "/users" directions;
    "../specs/parcels.yaml" put "/parcels" "/parcels" parcels;
    "../specs/parcels.yaml" post "/parcels/{id}:deliver" "/parcels/1:deliver" parcels;
    "../specs/bookshop-3.0.yaml" post "/books" "/books" bookshop_3_0;
    "../specs/bookshop-3.0.yaml" patch "/books/{isbn}" "/books/9781234567897" bookshop_3_0;
    "../specs/bookshop-3.0.yaml" post "/orders" "/orders" bookshop_3_0;
    "../specs/bookshop-3.1.yaml" post "/books" "/books" bookshop_3_1;
    "../specs/bookshop-3.1.yaml" patch "/books/{isbn}" "/books/9781234567897" bookshop_3_1;
    "../specs/bookshop-3.1.yaml" post "/orders" "/orders" bookshop_3_1;
    "fastapi/kinds.openapi.json" post "/body" "/body" kinds;
    "fastapi/kinds.openapi.json" post "/closed" "/closed" kinds;
    "fastapi/kinds.openapi.json" post "/list" "/list" kinds;
};

/// Whether what was written says what was read: nothing is added, and nothing
/// is lost but members that no schema describes, or of which only answers have
/// any. Texts of formats and numbers
/// may be spelled differently. Gives whether all members are there.
fn same(
    oracle: &Oracle,
    schemas: &[&Value],
    read: &Value,
    written: &Value,
) -> Result<bool, String> {
    let applicable: Vec<_> = schemas
        .iter()
        .flat_map(|schema| oracle.applicable(schema, read))
        .collect();
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            if let Some(name) = written.keys().find(|name| !read.contains_key(*name)) {
                return Err(format!("/{name} was added"));
            }
            let mut whole = true;
            for (name, value) in read {
                let schemas = described(&applicable, name);
                whole &= match written.get(name) {
                    Some(new) => {
                        same(oracle, &schemas, value, new).map_err(|why| format!("/{name}{why}"))?
                    }
                    None if schemas.is_empty() => false,
                    None if schemas.iter().any(|schema| schema["readOnly"] == true) => false,
                    None => return Err(format!("/{name} was lost")),
                }
            }
            Ok(whole)
        }
        (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            let mut whole = true;
            for (index, (old, new)) in read.iter().zip(written).enumerate() {
                let items: Vec<&Value> = applicable
                    .iter()
                    .filter_map(|schema| {
                        let prefix = schema.get("prefixItems");
                        let own = prefix.and_then(|prefix| prefix.get(index));
                        own.or_else(|| schema.get("items"))
                    })
                    .collect();
                whole &= same(oracle, &items, old, new).map_err(|why| format!("/{index}{why}"))?;
            }
            Ok(whole)
        }
        (Value::Number(read), Value::Number(written)) => {
            let (read, written) = (read.as_f64().unwrap(), written.as_f64().unwrap());
            // Numbers of the format `float` are read as such.
            if read == written || read as f32 == written as f32 {
                Ok(true)
            } else {
                Err(format!(": {read} became {written}"))
            }
        }
        (Value::String(read), Value::String(written)) => {
            let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
            if read == written
                || moment(read).is_some_and(|read| moment(written) == Some(read))
                || read.len() == 36 && read.eq_ignore_ascii_case(written)
            {
                Ok(true)
            } else {
                Err(format!(": {read:?} became {written:?}"))
            }
        }
        _ if read == written => Ok(true),
        _ => Err(format!(": {read} became {written}")),
    }
}

/// What `schemas` say of the member `name`; nothing if they do not describe it.
fn described<'s>(schemas: &[&'s serde_json::Map<String, Value>], name: &str) -> Vec<&'s Value> {
    let mut all = Vec::new();
    for schema in schemas {
        let own = schema.get("properties").and_then(|named| named.get(name));
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let matching = patterns.into_iter().flatten();
        let mut own: Vec<&Value> = matching
            .filter(|(pattern, _)| {
                jsonschema::is_valid(
                    &serde_json::json!({ "pattern": pattern }),
                    &serde_json::json!(name),
                )
            })
            .map(|(_, schema)| schema)
            .chain(own)
            .collect();
        if own.is_empty() {
            own.extend(schema.get("additionalProperties"));
            // Any value, and kept.
            let any = &Value::Bool(true);
            own.extend(patterns.filter(|_| own.is_empty()).map(|_| any));
        }
        all.extend(own);
        if schema
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|names| names.iter().any(|one| one == name))
        {
            all.push(&Value::Bool(true));
        }
    }
    all
}

/// One text against all engines; what is not as it should be.
async fn judge(text: &str, oracle: &Oracle, server: &Server) -> Result<bool, String> {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let expected = oracle.accepts(&value);
    let got = server.post(text.as_bytes()).await;
    if let Some(program) = oracle.program_accepts(text, &value)
        && !oracle.formats
        && got.is_ok() != program
    {
        return Err(format!("the check program says {program}\n  {text}"));
    }
    match (&got, expected) {
        (Ok(written), true) => {
            let written: Value = serde_json::from_str(written).unwrap();
            let whole = same(oracle, &[&oracle.schema["body"]], &value, &written)
                .map_err(|why| format!("{why}\n  {text}\n  {written}"))?;
            // Without what was dropped it may lack a count of members.
            if !whole || oracle.accepts(&written) {
                Ok(true)
            } else {
                Err(format!(
                    "what was written is not accepted\n  {text}\n  {written}"
                ))
            }
        }
        (Err(_), false) => Ok(false),
        (Ok(written), false) => Err(format!("accepted and should not be\n  {text}\n  {written}")),
        (Err(rejection), true) => Err(format!(
            "refused and should not be\n  {text}\n  {rejection}"
        )),
    }
}

/// How many values are made for each body, and for each member of bodies that
/// collect cases; each value is broken some more times.
const VALUES: usize = 300;
const VALUES_OF_MEMBER: usize = 12;

#[tokio::test]
async fn servers_accept_what_schemas_accept_and_nothing_else() {
    let mut wrong = String::new();
    let mut failures = 0;
    for (number, body) in (1..).zip(BODIES) {
        let (server, oracle) = (body.server(), body.oracle());
        let instances = Instances::new(&oracle.schema);
        let mut random = Random::new(number);
        let (mut accepted, mut refused, mut here) = (0, 0, 0);
        let all = &oracle.schema["body"];
        let members = members(&oracle.schema);
        for round in 0..VALUES.max(members.len() * VALUES_OF_MEMBER) {
            // One member at a time for bodies that collect cases.
            let schema = if members.len() > 12 && round % 4 > 0 {
                let mut random_members = serde_json::Map::new();
                let (name, schema) = random.pick(&members);
                random_members.insert(name.clone(), schema.clone());
                serde_json::json!({ "type": "object", "properties": random_members.clone(), "required": [name], "additionalProperties": false })
            } else {
                all.clone()
            };
            let value = instances.value(&schema, &mut random, 4);
            let broken: Vec<Value> = (0..4)
                .map(|_| instances.broken(value.clone(), &mut random))
                .collect();
            for value in std::iter::once(value).chain(broken) {
                let text = spell(&value, &mut random);
                match judge(&text, &oracle, &server).await {
                    Ok(true) => accepted += 1,
                    Ok(false) => refused += 1,
                    Err(why) => {
                        failures += 1;
                        here += 1;
                        if here <= 12 {
                            writeln!(wrong, "{} {}: {why}", body.document, body.template).unwrap();
                        }
                    }
                }
            }
        }
        println!(
            "{} {}: {accepted} accepted, {refused} refused, {here} wrong",
            body.document, body.template
        );
        assert!(
            accepted > 150 && refused > 150,
            "{} {}: one-sided",
            body.document,
            body.template
        );
    }
    assert!(failures == 0, "{failures} wrong:\n{wrong}");
}

/// The members of the body, where it is an object of a component.
fn members(root: &Value) -> Vec<(String, Value)> {
    let body = &root["body"];
    let target = body["$ref"]
        .as_str()
        .and_then(|reference| root.pointer(&reference[1..]));
    let properties = target.unwrap_or(body)["properties"].as_object();
    properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect()
}

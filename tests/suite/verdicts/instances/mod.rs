//! Values made from a schema with a fixed seed: ones that mostly fit it, ones
//! that are broken in one place, and the same value written in many ways.

mod broken;
mod merge;
mod scalars;
mod spell;

use serde_json::{Map, Value, json};

use merge::merge;
use scalars::{number, text};
pub(crate) use spell::spell;

/// Pseudo-random numbers with a fixed seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub(crate) fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Names of members that schemas may not have.
const REST: &[&str] = &["zz0", "zz1", "x-a", "x-bc", "ab", "abc", "zz2", "日", ""];

/// Makes values for the schemas of one document.
pub(crate) struct Instances<'s> {
    root: &'s Value,
    /// Names of members that occur anywhere in it.
    names: Vec<String>,
}

impl<'s> Instances<'s> {
    pub(crate) fn new(root: &'s Value) -> Self {
        let mut names = Vec::new();
        collect_names(root, &mut names);
        names.sort();
        names.dedup();
        Self { root, names }
    }

    /// A value that mostly fits `schema`.
    pub(crate) fn value(&self, schema: &Value, random: &mut Random, depth: i32) -> Value {
        let mut flat = Map::new();
        // Some schemas have no finite value.
        if depth < -6 || !self.flatten(schema, &mut flat, random, 8) {
            return json!(null);
        }
        if let Some(value) = flat.get("const") {
            return value.clone();
        }
        if let Some(Value::Array(values)) = flat.get("enum")
            && !values.is_empty()
        {
            return random.pick(values).clone();
        }
        let kinds: Vec<&str> = match flat.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ if flat.contains_key("properties") || flat.contains_key("required") => vec!["object"],
            _ => vec![
                "null", "boolean", "integer", "number", "string", "array", "object",
            ],
        };
        if kinds.is_empty() {
            return json!(null);
        }
        match *random.pick(&kinds) {
            "null" => Value::Null,
            "boolean" => json!(random.one_in(2)),
            "integer" => number(&flat, random, true),
            "number" => number(&flat, random, false),
            "string" => text(&flat, random),
            "array" => self.array(&flat, random, depth),
            _ => self.object(&flat, random, depth),
        }
    }

    /// Adds what `schema` asks for to `flat`; one branch of each union.
    /// False if nothing fits.
    fn flatten(
        &self,
        schema: &Value,
        flat: &mut Map<String, Value>,
        random: &mut Random,
        depth: usize,
    ) -> bool {
        let object = match schema {
            Value::Bool(accepts) => return *accepts,
            Value::Object(object) => object,
            _ => return true,
        };
        if depth == 0 {
            return true;
        }
        let mut fits = true;
        for (keyword, value) in object {
            match keyword.as_str() {
                "$ref" => {
                    let pointer = value.as_str().unwrap().trim_start_matches('#');
                    let target = self
                        .root
                        .pointer(pointer)
                        .unwrap_or_else(|| panic!("no {pointer}"));
                    fits &= self.flatten(target, flat, random, depth - 1);
                }
                "allOf" => {
                    for part in value.as_array().unwrap() {
                        fits &= self.flatten(part, flat, random, depth - 1);
                    }
                }
                "oneOf" | "anyOf" => {
                    let branch = random.pick(value.as_array().unwrap());
                    fits &= self.flatten(branch, flat, random, depth - 1);
                }
                "if" => {
                    let holds = random.one_in(2);
                    let parts = match holds {
                        true => [Some(value), object.get("then")],
                        false => [None, object.get("else")],
                    };
                    for part in parts.into_iter().flatten() {
                        fits &= self.flatten(part, flat, random, depth - 1);
                    }
                }
                "dependentSchemas" if random.one_in(2) => {
                    for (_, part) in value.as_object().unwrap() {
                        fits &= self.flatten(part, flat, random, depth - 1);
                    }
                }
                _ => merge(flat, keyword, value),
            }
        }
        fits
    }

    fn array(&self, flat: &Map<String, Value>, random: &mut Random, depth: i32) -> Value {
        let none = Vec::new();
        let prefix = flat.get("prefixItems").and_then(Value::as_array);
        let prefix = prefix.unwrap_or(&none);
        let least = count(flat, "minItems").unwrap_or(0);
        let least = if random.one_in(3) {
            least
        } else {
            least.max(prefix.len())
        };
        let spread = if depth <= 0 { 1 } else { 4 };
        let most = count(flat, "maxItems")
            .unwrap_or(usize::MAX)
            .min(least + spread - 1)
            .max(least);
        let length = least + random.below(most - least + 1);
        let any = Value::Bool(true);
        let contained = flat.get("contains");
        let described = flat.get("items").or_else(|| flat.get("unevaluatedItems"));
        let items = described.or(contained).unwrap_or(&any);
        let mut list: Vec<Value> = Vec::new();
        for _ in 0..length * 3 {
            if list.len() == length {
                break;
            }
            let schema = prefix.get(list.len()).unwrap_or(items);
            if *schema == Value::Bool(false) {
                break;
            }
            let item = self.value(schema, random, depth - 1);
            if !flat.contains_key("uniqueItems") || !list.contains(&item) {
                list.push(item);
            }
        }
        if let Some(contained) = contained {
            let wanted = count(flat, "minContains").unwrap_or(1);
            for at in prefix.len()..prefix.len() + wanted {
                let item = self.value(contained, random, depth - 1);
                match list.get_mut(at) {
                    Some(place) => *place = item,
                    None => list.push(item),
                }
            }
        }
        Value::Array(list)
    }

    fn object(&self, flat: &Map<String, Value>, random: &mut Random, depth: i32) -> Value {
        let mut object = Map::new();
        let none = Map::new();
        let properties = flat
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let empty = Vec::new();
        let required = flat
            .get("required")
            .and_then(Value::as_array)
            .unwrap_or(&empty);
        let required: Vec<&str> = required.iter().filter_map(Value::as_str).collect();
        let least = count(flat, "minProperties").unwrap_or(0);
        let most = count(flat, "maxProperties").unwrap_or(usize::MAX);
        for (name, schema) in properties {
            let wanted = required.contains(&name.as_str())
                || (depth > 0
                    && random.one_in(if properties.len() > 12 { 6 } else { 2 })
                    && object.len() < most)
                || object.len() + properties.len() <= least;
            if wanted && *schema != Value::Bool(false) {
                object.insert(name.clone(), self.value(schema, random, depth - 1));
            }
        }
        let mut missing = required;
        let dependent = flat.get("dependentRequired").and_then(Value::as_object);
        for (name, more) in dependent.into_iter().flatten() {
            if object.contains_key(name) {
                let more = more.as_array().into_iter().flatten();
                missing.extend(more.filter_map(Value::as_str));
            }
        }
        for name in missing {
            if !object.contains_key(name) {
                let schema = properties.get(name).or_else(|| self.rest_of(flat, name));
                let value = schema.map(|schema| self.value(schema, random, (depth - 1).min(1)));
                object.insert(name.to_owned(), value.unwrap_or_default());
            }
        }
        self.rest(flat, &mut object, random, depth);
        Value::Object(object)
    }

    /// Adds members that have no name in the schema.
    fn rest(
        &self,
        flat: &Map<String, Value>,
        object: &mut Map<String, Value>,
        random: &mut Random,
        depth: i32,
    ) {
        let least = count(flat, "minProperties").unwrap_or(0);
        let most = count(flat, "maxProperties").unwrap_or(usize::MAX);
        let open = ["additionalProperties", "patternProperties", "propertyNames"];
        let described = open.iter().any(|keyword| flat.contains_key(*keyword));
        let wish = if described {
            random.below(3)
        } else {
            usize::from(random.one_in(6))
        };
        let start = random.below(REST.len());
        let mut added = 0;
        for offset in 0..REST.len() {
            if object.len() >= most || (object.len() >= least && added >= wish) {
                break;
            }
            let name = REST[(start + offset) % REST.len()];
            let allowed = flat
                .get("propertyNames")
                .is_none_or(|names| jsonschema::is_valid(names, &json!(name)));
            if let Some(schema) = self.rest_of(flat, name)
                && allowed
                && !object.contains_key(name)
            {
                let value = self.value(schema, random, (depth - 1).min(1));
                object.insert(name.to_owned(), value);
                added += 1;
            }
        }
    }

    /// What holds for a member that is not in `properties`; `None` if there is
    /// none such.
    fn rest_of<'f>(&self, flat: &'f Map<String, Value>, name: &str) -> Option<&'f Value> {
        let patterns = flat.get("patternProperties").and_then(Value::as_object);
        let found = patterns.into_iter().flatten().find(|(pattern, _)| {
            jsonschema::is_valid(&json!({ "pattern": pattern }), &json!(name))
        });
        let keywords = ["additionalProperties", "unevaluatedProperties"];
        let rest = keywords.iter().find_map(|keyword| flat.get(*keyword));
        let schema = found.map(|(_, schema)| schema).or(rest);
        let schema = schema.unwrap_or(&Value::Bool(true));
        (*schema != Value::Bool(false)).then_some(schema)
    }
}

fn collect_names(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                names.extend(properties.keys().cloned());
            }
            object
                .values()
                .for_each(|value| collect_names(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        _ => {}
    }
}

fn count(flat: &Map<String, Value>, keyword: &str) -> Option<usize> {
    flat.get(keyword)
        .and_then(Value::as_u64)
        .and_then(|count| usize::try_from(count).ok())
}

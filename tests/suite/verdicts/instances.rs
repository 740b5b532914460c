//! Values made from a schema with a fixed seed: ones that mostly fit it, ones
//! that are broken in one place, and the same value written in many ways.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value, json};

/// Pseudo-random numbers with a fixed seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Texts for patterns and lengths; the first that fits is taken.
const TEXTS: &[&str] = &[
    "a",
    "b",
    "ab",
    "az",
    "abz",
    "abc",
    "x",
    "xy",
    "xyz",
    "hello",
    "Zoë",
    "日本",
    "",
    " ",
    "9781234567897",
    "1234567890123",
    "novel",
    "red",
    "B",
    "aB",
    "a1",
    "abab",
    "aaa",
    "ba",
    "zz",
    "b-b",
    "é",
    "🦀b",
];

/// Makes values for the schemas of one document.
pub struct Instances<'s> {
    root: &'s Value,
    /// Names of members that occur anywhere in it.
    names: Vec<String>,
}

impl<'s> Instances<'s> {
    pub fn new(root: &'s Value) -> Self {
        let mut names = Vec::new();
        collect_names(root, &mut names);
        names.sort();
        names.dedup();
        Self { root, names }
    }

    /// A value that mostly fits `schema`.
    pub fn value(&self, schema: &Value, random: &mut Random, depth: i32) -> Value {
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
                _ => merge(flat, keyword, value),
            }
        }
        fits
    }

    fn array(&self, flat: &Map<String, Value>, random: &mut Random, depth: i32) -> Value {
        let least = count(flat, "minItems").unwrap_or(0);
        let spread = if depth <= 0 { 1 } else { 4 };
        let most = count(flat, "maxItems")
            .unwrap_or(usize::MAX)
            .min(least + spread - 1)
            .max(least);
        let length = least + random.below(most - least + 1);
        let any = Value::Bool(true);
        let behind = flat.get("items").unwrap_or(&any);
        let prefix = flat.get("prefixItems").and_then(Value::as_array);
        let mut list: Vec<Value> = Vec::new();
        for _ in 0..length * 3 {
            if list.len() == length {
                break;
            }
            let own = prefix.and_then(|prefix| prefix.get(list.len()));
            let items = own.unwrap_or(behind);
            let item = self.value(items, random, depth - 1);
            if !flat.contains_key("uniqueItems") || !list.contains(&item) {
                list.push(item);
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
        let any = Value::Bool(true);
        let additional = flat.get("additionalProperties").unwrap_or(&any);
        let rest = |random: &mut Random| self.value(additional, random, (depth - 1).min(1));
        for name in required {
            if !object.contains_key(name) && !properties.contains_key(name) {
                object.insert(name.to_owned(), rest(random));
            }
        }
        if *additional != Value::Bool(false) {
            let described = flat.contains_key("additionalProperties");
            let wish = if described {
                random.below(3)
            } else {
                usize::from(random.one_in(6))
            };
            let mut next = 0;
            while (object.len() < least || next < wish) && object.len() < most && next < 8 {
                let name = format!("zz{next}");
                object.insert(name, rest(random));
                next += 1;
            }
        }
        Value::Object(object)
    }

    /// The value with one change somewhere.
    pub fn broken(&self, mut value: Value, random: &mut Random) -> Value {
        let places = places(&value);
        let chosen = random.below(places);
        let mut next = 0;
        let place = nth(&mut value, chosen, &mut next).unwrap();
        self.change(place, random);
        value
    }

    fn change(&self, place: &mut Value, random: &mut Random) {
        if random.one_in(3) {
            *place = edge(random);
            return;
        }
        match place {
            Value::Number(number) => {
                let old = number.as_f64().unwrap_or_default();
                let new = [
                    old + 1.0,
                    old - 1.0,
                    old * 1000.0,
                    old + 0.5,
                    -old,
                    old / 2.0,
                    old + 0.1,
                ];
                *place = of_number(*random.pick(&new));
            }
            Value::String(text) => match random.below(5) {
                0 => text.push(*random.pick(&['a', 'z', ' ', '\n', '日', '0', '='])),
                1 => drop(text.pop()),
                2 => *text = text.to_uppercase(),
                3 => *text = text.repeat(2),
                _ => *text = (*random.pick(TEXTS)).to_owned(),
            },
            Value::Array(items) => match random.below(4) {
                0 => drop(items.pop()),
                1 => items.extend(items.first().cloned()),
                2 => items.push(edge(random)),
                _ => items.extend(items.clone()),
            },
            Value::Object(object) => {
                let keys: Vec<String> = object.keys().cloned().collect();
                match random.below(5) {
                    0 if !keys.is_empty() => drop(object.remove(random.pick(&keys))),
                    1 if !keys.is_empty() => {
                        drop(object.insert(random.pick(&keys).clone(), Value::Null))
                    }
                    2 => drop(object.insert(format!("zz{}", random.below(3)), edge(random))),
                    _ if !self.names.is_empty() => {
                        let name = random.pick(&self.names).clone();
                        let schema = self.schema_named(&name);
                        let value = match schema {
                            Some(schema) if random.one_in(2) => self.value(schema, random, 1),
                            _ => edge(random),
                        };
                        object.insert(name, value);
                    }
                    _ => {}
                }
            }
            _ => *place = edge(random),
        }
    }

    /// A schema of a member of this name.
    fn schema_named(&self, name: &str) -> Option<&'s Value> {
        fn find<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
            match value {
                Value::Object(object) => {
                    let own = object
                        .get("properties")
                        .and_then(|properties| properties.get(name));
                    own.or_else(|| object.values().find_map(|value| find(value, name)))
                }
                Value::Array(items) => items.iter().find_map(|item| find(item, name)),
                _ => None,
            }
        }
        find(self.root, name)
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

/// Makes `keyword` hold beside what is there already, as far as that is easy.
fn merge(flat: &mut Map<String, Value>, keyword: &str, value: &Value) {
    let Some(old) = flat.get(keyword).cloned() else {
        flat.insert(keyword.to_owned(), value.clone());
        return;
    };
    let larger = || old.as_f64() < value.as_f64();
    let new =
        match keyword {
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
                if larger() { value.clone() } else { old }
            }
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
                if larger() { old } else { value.clone() }
            }
            "required" => {
                let both = [
                    old.as_array().unwrap().clone(),
                    value.as_array().unwrap().clone(),
                ];
                Value::Array(both.concat())
            }
            "enum" => {
                let allowed = value.as_array().unwrap();
                old.as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| allowed.contains(one))
                    .cloned()
                    .collect()
            }
            "type" => {
                let (old, new) = (names(&old), names(value));
                let both = |name: &&String| {
                    new.contains(name) || (*name == "integer" && new.contains(&"number".to_owned()))
                };
                let mut common: Vec<String> = old.iter().filter(both).cloned().collect();
                if old.contains(&"number".to_owned())
                    && new.contains(&"integer".to_owned())
                    && !common.contains(&"integer".to_owned())
                {
                    common.push("integer".to_owned());
                }
                json!(common)
            }
            "properties" => {
                let mut all = old.as_object().unwrap().clone();
                for (name, schema) in value.as_object().unwrap() {
                    let schema = match all.get(name) {
                        Some(known) => json!({ "allOf": [known, schema] }),
                        None => schema.clone(),
                    };
                    all.insert(name.clone(), schema);
                }
                Value::Object(all)
            }
            "items" | "additionalProperties" => json!({ "allOf": [old, value] }),
            "pattern" => json!(format!(
                "{}\n{}",
                old.as_str().unwrap(),
                value.as_str().unwrap()
            )),
            _ => value.clone(),
        };
    flat.insert(keyword.to_owned(), new);
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

fn count(flat: &Map<String, Value>, keyword: &str) -> Option<usize> {
    flat.get(keyword)
        .and_then(Value::as_u64)
        .and_then(|count| usize::try_from(count).ok())
}

fn number(flat: &Map<String, Value>, random: &mut Random, integer: bool) -> Value {
    let bound = |keyword: &str| flat.get(keyword).and_then(Value::as_f64);
    let step = bound("multipleOf").unwrap_or(1.0);
    let step = if integer && step.fract() != 0.0 {
        step * 10.0
    } else {
        step
    };
    let low = bound("minimum").or(bound("exclusiveMinimum").map(|low| low + step));
    let high = bound("maximum").or(bound("exclusiveMaximum").map(|high| high - step));
    let (low, high) = match (low, high) {
        (Some(low), Some(high)) => (low, high),
        (Some(low), None) => (low, low + 10.0 * step),
        (None, Some(high)) => (high - 10.0 * step, high),
        (None, None) => (-5.0 * step, 20.0 * step),
    };
    let (low, high) = (low.max(-1e9), high.min(1e9));
    let first = (low / step).ceil();
    let steps = ((high / step).floor() - first).clamp(0.0, 1000.0);
    let mut value = (first + random.below(steps as usize + 1) as f64) * step;
    if step.fract() != 0.0 {
        value = (value * 1e6).round() / 1e6;
    } else if !integer && !flat.contains_key("multipleOf") && random.one_in(2) && value < high {
        value += 0.5;
    }
    of_number(value)
}

/// Whole numbers as integers.
fn of_number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return json!(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

fn text(flat: &Map<String, Value>, random: &mut Random) -> Value {
    let of_format: &[&str] = match flat.get("format").and_then(Value::as_str) {
        Some("date-time") => &[
            "2024-02-29T12:30:00Z",
            "1999-12-31T23:59:59.123+05:30",
            "2000-01-01t00:00:00z",
            "2021-06-01T10:00:00-00:00",
            "2024-02-30T00:00:00Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00",
            "x",
        ],
        Some("date") => &[
            "2024-02-29",
            "1970-01-01",
            "0001-01-01",
            "2023-02-29",
            "2024-1-1",
            "20240101",
            "",
        ],
        Some("uuid") => &[
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "123e4567",
            "",
            "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
        ],
        Some("byte") => &[
            "", "aGk=", "aGVsbG8=", "AAAA", "aGk", "a===", "aGl=", "-_-_", "aG k=", "aGk=\n",
        ],
        Some("email") => &["a@b.example", "a.b+c@d.example", "a", "@", "a@", ""],
        Some("uri") => &["https://a.example/?b#c", "urn:a:b", "/a", "a b", ""],
        Some("ipv4") => &["127.0.0.1", "0.0.0.0", "127.0.0.256", "1.2.3", ""],
        Some("time") => &["12:00:00Z", "12:00:00.5+01:00", "24:00:00Z", "12:00Z", ""],
        Some("duration") => &["P1D", "P1DT2H", "PT1H2M3S", "P", "1d", ""],
        _ => &[],
    };
    if !of_format.is_empty() {
        return json!(*random.pick(of_format));
    }
    let least = count(flat, "minLength").unwrap_or(0);
    let most = count(flat, "maxLength").unwrap_or(usize::MAX);
    let patterns = flat
        .get("pattern")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let patterns: Vec<&str> = patterns
        .split('\n')
        .filter(|pattern| !pattern.is_empty())
        .collect();
    let start = random.below(TEXTS.len());
    for offset in 0..TEXTS.len() {
        let text = TEXTS[(start + offset) % TEXTS.len()];
        let length = text.chars().count();
        if length < least || length > most {
            continue;
        }
        let fits =
            |pattern: &&str| jsonschema::is_valid(&json!({ "pattern": pattern }), &json!(text));
        if patterns.iter().all(fits) {
            return json!(text);
        }
    }
    json!("q".repeat(least))
}

/// A value that is often wrong.
fn edge(random: &mut Random) -> Value {
    let edges = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1000),
        json!(2_147_483_648_u32),
        json!(""),
        json!("x"),
        json!("a"),
        json!("q".repeat(300)),
        json!([]),
        json!({}),
        json!([null]),
        json!([[1, 1]]),
        json!({"zz": 1}),
        json!(0.3),
        json!("1"),
        json!(1),
        json!(false),
        json!(["a", "a"]),
        json!("null"),
    ];
    random.pick(&edges).clone()
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(object) => object.values().map(places).sum(),
        _ => 0,
    }
}

fn nth<'v>(value: &'v mut Value, wanted: usize, next: &mut usize) -> Option<&'v mut Value> {
    if *next == wanted {
        return Some(value);
    }
    *next += 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, wanted, next)),
        Value::Object(object) => object
            .values_mut()
            .find_map(|value| nth(value, wanted, next)),
        _ => None,
    }
}

/// The value as a text, each time another: blanks, escapes, forms of numbers,
/// orders of members.
pub fn spell(value: &Value, random: &mut Random) -> String {
    let mut text = String::new();
    write_value(value, random, &mut text);
    text
}

fn blank(random: &mut Random, text: &mut String) {
    if random.one_in(6) {
        text.push(*random.pick(&[' ', '\n', '\t', '\r']));
    }
}

fn write_value(value: &Value, random: &mut Random, text: &mut String) {
    blank(random, text);
    match value {
        Value::Number(number) => write_number(number, random, text),
        Value::String(string) => write_text(string, random, text),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_value(item, random, text);
            }
            blank(random, text);
            text.push(']');
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            if members.len() > 1 {
                let turn = random.below(members.len());
                members.rotate_left(turn);
            }
            text.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                blank(random, text);
                write_text(name, random, text);
                blank(random, text);
                text.push(':');
                write_value(value, random, text);
            }
            blank(random, text);
            text.push('}');
        }
        other => write!(text, "{other}").unwrap(),
    }
    blank(random, text);
}

fn write_number(number: &Number, random: &mut Random, text: &mut String) {
    let Some(whole) = number.as_i64() else {
        write!(text, "{number}").unwrap();
        return;
    };
    match random.below(8) {
        0 => write!(text, "{whole}.0"),
        1 => write!(text, "{whole}e0"),
        2 if whole != 0 => write!(text, "{whole}0e-1"),
        3 if whole % 10 == 0 && whole != 0 => write!(text, "{}E+1", whole / 10),
        _ => write!(text, "{whole}"),
    }
    .unwrap();
}

fn write_text(string: &str, random: &mut Random, text: &mut String) {
    if !random.one_in(4) {
        text.push_str(&Value::from(string).to_string());
        return;
    }
    text.push('"');
    for c in string.chars() {
        let mut units = [0; 2];
        if c.is_control() || c == '"' || c == '\\' || random.one_in(3) {
            for unit in c.encode_utf16(&mut units) {
                write!(text, "\\u{unit:04x}").unwrap();
            }
        } else {
            text.push(c);
        }
    }
    text.push('"');
}

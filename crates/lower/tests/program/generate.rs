//! Random schemas of every keyword, and a generator of numbers for them.

use serde_json::{Map, Value, json};

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

pub(crate) const NAMES: &[&str] = &["a", "b", "ab", "c", "$", "日"];
pub(crate) const PATTERNS: &[&str] = &[
    "^a",
    "b$",
    "^[a-c]{2}$",
    "",
    "é",
    r"^\S*$",
    "^(?!a)",
    r"^(.)\1",
    r"\p{L}",
];
const FORMATS: &[&str] = &[
    "date",
    "ipv4",
    "uuid",
    "json-pointer",
    "time",
    "nobody-knows",
];
pub(crate) const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "ab",
    "abc",
    "é",
    "🦀b",
    "aa",
    "2024-02-29",
    "2023-02-29",
    "1.2.3.4",
    "1.2.3",
    "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
    "/a~0",
    "/~",
    "12:00:00Z",
];
const TYPES: &[&str] = &[
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// References, and the pointers to what they may lead to.
pub(crate) const REFERENCES: &[(&str, &[&str])] = &[
    ("https://example.com/root#/$defs/x", &["/$defs/x"]),
    ("root#/$defs/y", &["/$defs/y"]),
    ("https://example.com/root", &[""]),
    ("https://example.com/root#named", &["/$defs/named"]),
    ("other", &["/$defs/other"]),
    ("other#/$defs/z", &["/$defs/other/$defs/z"]),
];

/// What `$dynamicRef: "#item"` may lead to.
pub(crate) const DYNAMIC: &[&str] = &["/$defs/item", "/$defs/other/$defs/item"];

/// A schema of two resources, with anchors of both kinds.
pub(crate) fn root(random: &mut Random) -> Value {
    let mut root = object(random, 3);
    let mut other = object(random, 2);
    let mut item = || {
        let mut item = object(random, 1);
        item.insert("$dynamicAnchor".to_owned(), json!("item"));
        item
    };
    let (first, second) = (item(), item());
    let mut named = object(random, 1);
    named.insert("$anchor".to_owned(), json!("named"));
    other.insert("$id".to_owned(), json!("https://example.com/other"));
    let z = schema(random, 1);
    other.insert("$defs".to_owned(), json!({ "item": second, "z": z }));
    root.insert("$id".to_owned(), json!("https://example.com/root"));
    root.insert(
        "$defs".to_owned(),
        json!({
            "x": schema(random, 2),
            "y": schema(random, 1),
            "named": named,
            "item": first,
            "other": other,
        }),
    );
    Value::Object(root)
}

fn schema(random: &mut Random, depth: usize) -> Value {
    if random.one_in(9) {
        return json!(!random.one_in(3));
    }
    Value::Object(object(random, depth))
}

fn object(random: &mut Random, depth: usize) -> Map<String, Value> {
    let mut object = Map::new();
    if random.one_in(8) {
        let (reference, _) = random.pick(REFERENCES);
        object.insert("$ref".to_owned(), json!(reference));
    }
    if random.one_in(8) {
        object.insert("$dynamicRef".to_owned(), json!("#item"));
    }
    for _ in 0..1 + random.below(3) {
        let (keyword, value) = keyword(random, depth);
        object.insert(keyword.to_owned(), value);
    }
    object
}

fn keyword(random: &mut Random, depth: usize) -> (&'static str, Value) {
    let small = json!(random.below(4));
    let limit = if depth == 0 { 23 } else { 45 };
    match random.below(limit) {
        0 | 1 => ("type", json!(random.pick(TYPES))),
        2 => {
            let (some, others) = TYPES.split_at(3);
            ("type", json!([random.pick(some), random.pick(others)]))
        }
        3 => ("const", value(random, 2)),
        4 => (
            "enum",
            json!([value(random, 2), value(random, 1), value(random, 0)]),
        ),
        5 => ("minimum", json!(random.below(5) as f64 / 2.0)),
        6 => ("maximum", json!(random.below(5) as f64 / 2.0)),
        7 => ("exclusiveMinimum", json!(random.below(3))),
        8 => ("exclusiveMaximum", json!(random.below(3))),
        9 => ("multipleOf", json!((1 + random.below(4)) as f64 / 2.0)),
        10 => ("minLength", small),
        11 => ("maxLength", small),
        12 => ("pattern", json!(random.pick(PATTERNS))),
        13 => ("minItems", small),
        14 => ("maxItems", small),
        15 => ("uniqueItems", json!(true)),
        16 => ("minProperties", small),
        17 => ("maxProperties", small),
        18 => ("required", json!([random.pick(NAMES)])),
        19 => (
            "dependentRequired",
            json!({ *random.pick(NAMES): [random.pick(NAMES)] }),
        ),
        20 => ("format", json!(random.pick(FORMATS))),
        21 => ("contentMediaType", json!("application/json")),
        22 => ("title", json!("it only annotates")),
        applicator => self::applicator(random, depth, applicator, small),
    }
}

fn applicator(
    random: &mut Random,
    depth: usize,
    number: usize,
    small: Value,
) -> (&'static str, Value) {
    match number {
        23..=25 => ("properties", members(random, NAMES, depth)),
        26 => ("patternProperties", members(random, PATTERNS, depth)),
        27 | 28 => ("additionalProperties", schema(random, depth - 1)),
        29 => ("propertyNames", schema(random, depth - 1)),
        30 => ("items", schema(random, depth - 1)),
        31 => ("prefixItems", list(random, depth)),
        32 => ("contains", schema(random, depth - 1)),
        33 => ("minContains", small),
        34 => ("maxContains", small),
        35 => ("allOf", list(random, depth)),
        36 => ("anyOf", list(random, depth)),
        37 => ("oneOf", list(random, depth)),
        38 => ("not", schema(random, depth - 1)),
        39 => ("if", schema(random, depth - 1)),
        40 => ("then", schema(random, depth - 1)),
        41 => ("else", schema(random, depth - 1)),
        42 => ("dependentSchemas", members(random, NAMES, depth)),
        43 => ("unevaluatedProperties", schema(random, depth - 1)),
        _ => ("unevaluatedItems", schema(random, depth - 1)),
    }
}

fn members(random: &mut Random, names: &[&'static str], depth: usize) -> Value {
    let mut object = Map::new();
    for _ in 0..1 + random.below(3) {
        let name = (*random.pick(names)).to_owned();
        object.insert(name, schema(random, depth - 1));
    }
    Value::Object(object)
}

fn list(random: &mut Random, depth: usize) -> Value {
    (0..1 + random.below(3))
        .map(|_| schema(random, depth - 1))
        .collect()
}

/// A random value.
pub(crate) fn value(random: &mut Random, depth: usize) -> Value {
    let kinds = if depth == 0 { 6 } else { 10 };
    match random.below(kinds) {
        0 => Value::Null,
        1 => json!(random.one_in(2)),
        2 => json!(i64::try_from(random.below(7)).unwrap() - 2),
        3 => json!(random.below(9) as f64 / 2.0 - 1.0),
        4 | 5 => json!(random.pick(TEXTS)),
        6 | 7 => (0..random.below(5))
            .map(|_| value(random, depth - 1))
            .collect(),
        _ => {
            let mut object = Map::new();
            for _ in 0..random.below(5) {
                let name = (*random.pick(NAMES)).to_owned();
                object.insert(name, value(random, depth - 1));
            }
            Value::Object(object)
        }
    }
}

/// Whether a schema leads to itself without going into the value: no reading
/// of such a schema is right.
pub(crate) fn is_loop(root: &Value) -> bool {
    let starts = REFERENCES.iter().flat_map(|(_, targets)| *targets);
    let mut starts = starts.chain(DYNAMIC);
    starts.any(|start| {
        let schema = root.pointer(start).unwrap_or(&Value::Null);
        leads_back(root, schema, &mut vec![start])
    })
}

fn leads_back(root: &Value, schema: &Value, seen: &mut Vec<&str>) -> bool {
    let Value::Object(object) = schema else {
        return false;
    };
    object
        .iter()
        .any(|(keyword, value)| match keyword.as_str() {
            "$ref" => {
                let reference = value.as_str().unwrap();
                let known = REFERENCES.iter().find(|(text, _)| *text == reference);
                known.is_some_and(|(_, targets)| any_leads_back(root, targets, seen))
            }
            "$dynamicRef" => any_leads_back(root, DYNAMIC, seen),
            "allOf" | "anyOf" | "oneOf" => {
                let mut all = value.as_array().into_iter().flatten();
                all.any(|one| leads_back(root, one, seen))
            }
            "not" | "if" | "then" | "else" => leads_back(root, value, seen),
            "dependentSchemas" => {
                let mut all = value.as_object().into_iter().flatten();
                all.any(|(_, one)| leads_back(root, one, seen))
            }
            _ => false,
        })
}

fn any_leads_back<'a>(root: &Value, targets: &[&'a str], seen: &mut Vec<&'a str>) -> bool {
    targets.iter().any(|target| {
        if seen.contains(target) {
            return true;
        }
        seen.push(target);
        let schema = root.pointer(target).unwrap_or(&Value::Null);
        let found = leads_back(root, schema, seen);
        seen.pop();
        found
    })
}

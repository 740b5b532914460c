//! Values that are broken in one place.

use serde_json::{Value, json};

use super::{
    Instances, Random,
    scalars::{TEXTS, of_number},
};

impl<'s> Instances<'s> {
    /// The value with one change somewhere.
    pub(crate) fn broken(&self, mut value: Value, random: &mut Random) -> Value {
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

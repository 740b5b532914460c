//! Texts and numbers.

use serde_json::{Map, Number, Value, json};

use super::{Random, count};

/// Texts for patterns and lengths; the first that fits is taken.
pub(super) const TEXTS: &[&str] = &[
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

pub(super) fn number(flat: &Map<String, Value>, random: &mut Random, integer: bool) -> Value {
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
pub(super) fn of_number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return json!(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

pub(super) fn text(flat: &Map<String, Value>, random: &mut Random) -> Value {
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
        Some("ipv6") => &[
            "::1",
            "2001:db8::8a2e:370:7334",
            "::ffff:1.2.3.4",
            "1::2::3",
            "::12345",
            "",
        ],
        Some("hostname") => &["a.example", "localhost", "a-b", "-a", "a..b", ""],
        Some("uri-reference") => &["/a?b#c", "", "a:b", "\\", "%zz"],
        Some("json-pointer") => &["", "/a~0b/~1", "a", "/~2"],
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

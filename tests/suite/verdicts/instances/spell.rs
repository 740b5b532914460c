//! The same value written in many ways.

use std::fmt::Write as _;

use serde_json::{Number, Value};

use super::Random;

/// The value as a text, each time another: blanks, escapes, forms of numbers,
/// orders of members.
pub(crate) fn spell(value: &Value, random: &mut Random) -> String {
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

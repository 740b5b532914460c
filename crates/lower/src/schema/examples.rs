//! Examples for doc comments.

use std::fmt::Write as _;

use specwright_source::{Node, Value};

use crate::program::json;

/// How many examples are shown.
pub(super) const MOST: usize = 3;
/// How long an example may be, in bytes; a longer one is not shown.
const LONGEST: usize = 1000;
/// How long a value may be to stand on one line.
const LINE: usize = 80;

/// `node` as JSON for people; `None` where it is too long, or no JSON.
pub(super) fn text(node: &Node) -> Option<String> {
    if json::text(node)?.len() > LONGEST {
        return None;
    }
    let mut out = String::new();
    write(node, 0, &mut out)?;
    (out.len() <= LONGEST).then_some(out)
}

fn write(node: &Node, depth: usize, out: &mut String) -> Option<()> {
    let text = json::text(node)?;
    let (open, close, count) = match &node.value {
        Value::Sequence(items) => ('[', ']', items.len()),
        Value::Mapping(members) => ('{', '}', members.len()),
        _ => (' ', ' ', 0),
    };
    if count == 0 || text.len() <= LINE && !nested(node) {
        out.push_str(&text);
        return Some(());
    }
    out.push(open);
    match &node.value {
        Value::Sequence(items) => {
            for (number, item) in items.iter().enumerate() {
                line(number, depth + 1, out);
                write(item, depth + 1, out)?;
            }
        }
        Value::Mapping(members) => {
            for (number, member) in members.iter().enumerate() {
                line(number, depth + 1, out);
                json::string(&member.key, out);
                out.push_str(": ");
                write(&member.value, depth + 1, out)?;
            }
        }
        _ => {}
    }
    let _ = write!(out, "\n{:1$}{close}", "", depth * 2);
    Some(())
}

/// Whether there are arrays or objects in it, or more than one member.
fn nested(node: &Node) -> bool {
    let composite = |node: &Node| matches!(node.value, Value::Sequence(_) | Value::Mapping(_));
    match &node.value {
        Value::Sequence(items) => items.iter().any(composite),
        Value::Mapping(members) => {
            members.len() > 1 || members.iter().any(|member| composite(&member.value))
        }
        _ => false,
    }
}

/// Begins the line of an item.
fn line(number: usize, depth: usize, out: &mut String) {
    let comma = if number > 0 { "," } else { "" };
    let _ = write!(out, "{comma}\n{:1$}", "", depth * 2);
}

//! Values that a document writes beside a schema: `default`, `example`,
//! `examples`, `enum` and `const`. Each is held against its schema by the
//! check program, and is a warning where it breaks it.

mod walk;

use std::collections::BTreeSet;

use specwright_check::program::{self, Problem, Program, Step, Types, Violation};
use specwright_source::{Diagnostic, Node, Span, Value, codes};
use specwright_spec::model::{Document, SchemaId};

use crate::Options;
use crate::program::{Compiler, Direction, json};

/// How long the text about one value may be, in characters.
const LONGEST: usize = 300;

/// A value that a schema should accept.
#[derive(Debug)]
struct Wanted<'d> {
    /// What the document calls it.
    name: &'static str,
    node: &'d Node,
    schema: SchemaId,
    /// It may go any of these ways.
    directions: &'static [Direction],
}

/// Adds a warning for each value that its own schema refuses. Values of `enum`
/// that `findings` know to be of another type are not said again; that a
/// `default` has no constant is said by the reason for it.
pub(crate) fn add(findings: &mut Vec<Diagnostic>, document: &Document, options: &Options) {
    let known = findings
        .iter()
        .filter(|found| found.code == codes::schema::ENUM_VALUE_KIND)
        .map(|found| found.primary.span)
        .collect();
    let refused = check(document, options, &known);
    let places: BTreeSet<Span> = refused.iter().map(|found| found.primary.span).collect();
    let poorer = [
        codes::schema::DEFAULT_NOT_HELD,
        codes::schema::UNSATISFIABLE,
    ];
    findings.retain(|found| !poorer.contains(&found.code) || !places.contains(&found.primary.span));
    findings.extend(refused);
}

/// A warning for each value that its own schema refuses, but at places that
/// are `known`.
fn check(document: &Document, options: &Options, known: &BTreeSet<Span>) -> Vec<Diagnostic> {
    let wanted = walk::values(document);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut compiler = Compiler::new(document, options.of_program());
    let roots: Vec<Vec<program::SchemaId>> = wanted
        .iter()
        .map(|wanted| {
            let directions = wanted.directions.iter();
            directions
                .map(|direction| compiler.root(wanted.schema, *direction))
                .collect()
        })
        .collect();
    // What cannot be compiled is reported where the types are made.
    let (parts, _) = compiler.finish();
    let program = Program::new(parts);
    let mut found = Vec::new();
    let mut places = BTreeSet::new();
    for (wanted, roots) in wanted.iter().zip(roots) {
        let Some((violation, more)) = refused(&program, &roots, wanted.node) else {
            continue;
        };
        let (place, value) = place(wanted.node, &violation);
        if !known.contains(&place) && places.insert(place) {
            let schema = document.schemas.get(wanted.schema).span;
            found.push(warning(wanted, &violation, more, place, value, schema));
        }
    }
    found
}

/// What is wrong with `node`, and how many other things are; `None` where one
/// of the schemas accepts it.
fn refused(
    program: &Program,
    roots: &[program::SchemaId],
    node: &Node,
) -> Option<(Violation, usize)> {
    let text = json::text(node)?;
    let mut first = None;
    for root in roots {
        // A value that is nested too deep is not judged.
        let violations = program.check(*root, &text).ok()?;
        let more = violations.len().saturating_sub(1);
        let violation = violations.into_iter().next()?;
        first.get_or_insert((violation, more));
    }
    first
}

/// The innermost written value that `violation` is in.
fn place<'n>(node: &'n Node, violation: &Violation) -> (Span, &'n Node) {
    let mut node = node;
    for step in &violation.steps {
        let inner = match (step, &node.value) {
            (Step::Member(name), Value::Mapping(_)) => node.get(name),
            (Step::Item(number), Value::Sequence(items)) => items.get(*number),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => break,
        }
    }
    (node.span, node)
}

fn warning(
    wanted: &Wanted<'_>,
    violation: &Violation,
    more: usize,
    place: Span,
    value: &Node,
    schema: Span,
) -> Diagnostic {
    let pointer = violation.pointer();
    let at = match pointer.as_str() {
        "" => String::new(),
        pointer => format!("`{pointer}` "),
    };
    let name = wanted.name;
    let text = format!("{at}{}", violation.problem);
    let mut message = format!("the `{name}` breaks its schema: {}", shortened(&text));
    if more > 0 {
        message = format!("{message} (and {more} more)");
    }
    let mut diagnostic = Diagnostic::warning(codes::schema::VALUE_REFUSED, place, message);
    let inside =
        schema.file == place.file && schema.start <= place.start && place.end <= schema.end;
    if !inside {
        diagnostic = diagnostic.also(schema, "the schema");
    }
    if value.plain
        && let Problem::Type { expected, .. } = &violation.problem
        && expected.contains(Types::STRING)
    {
        diagnostic = diagnostic.help("put it in quotes to make it a string");
    }
    diagnostic
}

/// `text`, cut where it goes on for too long.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

//! YAML 1.2 into positioned nodes, from the events of `saphyr-parser`.

mod offsets;
mod open;
mod places;
mod scalar;
mod syntax;

use std::{borrow::Cow, collections::HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, Tag};

use self::{offsets::Offsets, open::Open};
use super::{MAX_DEPTH, duplicate, empty, members::Members, span, too_deep};
use crate::{
    Diagnostic, Entry, FileId, Node, Span, Value, codes::text as codes, sources::floor_boundary,
};

/// How much aliases may expand to: a value counts 1, and 1 more for every 32
/// bytes of its text.
const MAX_EXPANSION: usize = 2_000_000;

/// How many forbidden characters are reported, each with its place.
const MAX_CHARACTERS: usize = 20;

/// Reads `text` from byte `start`.
pub(super) fn read(file: FileId, text: &str, start: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let forbidden = forbidden_characters(file, text, start);
    if !forbidden.is_empty() {
        return (None, forbidden);
    }
    let body = text.get(start..).unwrap_or_default();
    let mut reader = Reader {
        file,
        text,
        start,
        offsets: Offsets::new(body),
        parser: Parser::new_from_str(body),
        anchors: HashMap::new(),
        expansion: 0,
        open: Open::default(),
        diagnostics: Vec::new(),
    };
    let node = reader.document();
    (node.ok(), reader.diagnostics)
}

/// The text cannot be read on; the reason is among the diagnostics.
struct Stop;

/// A value with what limits need to know about it.
struct Built {
    node: Node,
    /// How many levels it has, itself included.
    height: usize,
    /// What a copy of it counts, see [`MAX_EXPANSION`].
    cost: usize,
}

/// What an anchor stands for.
enum Anchor {
    /// The value that is being read; an alias of it would have no end.
    Open(Span),
    Value(Built),
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    /// Where the parser's text begins, in bytes.
    start: usize,
    offsets: Offsets<'t>,
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Anchor>,
    /// What aliases expanded to so far.
    expansion: usize,
    open: Open,
    diagnostics: Vec<Diagnostic>,
}

type Item<'t> = (Event<'t>, Span);

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Node, Stop> {
        let mut root: Option<Node> = None;
        loop {
            let (event, place) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) => {
                    if let Some(first) = &root {
                        let message = "the file holds more than one YAML document";
                        let first = self.first_line(first.span);
                        let diagnostic =
                            Diagnostic::error(codes::SEVERAL_DOCUMENTS, place, message)
                                .label("another document begins here")
                                .also(first, "the first one")
                                .help("put each document into a file of its own");
                        self.diagnostics.push(diagnostic);
                        return Err(Stop);
                    }
                }
                event => root = Some(self.value((event, place), 1)?.node),
            }
        }
        match root {
            Some(node) if node.value != Value::Null || node.span.start < node.span.end => Ok(node),
            _ => {
                self.diagnostics.push(empty(span(self.file, 0, 0)));
                Err(Stop)
            }
        }
    }

    /// The next event, with its place in bytes.
    fn next(&mut self) -> Result<Item<'t>, Stop> {
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, self.here(self.text.len()))),
            Some(Ok((event, place))) => {
                let start = self.start + self.offsets.byte(place.start.index());
                let end = (self.start + self.offsets.byte(place.end.index())).max(start);
                self.open.note(&event, self.text, start, end);
                Ok((event, span(self.file, start, end)))
            }
            Some(Err(error)) => Err(self.syntax(&error)),
        }
    }

    fn value(&mut self, (event, place): Item<'t>, depth: usize) -> Result<Built, Stop> {
        if depth > MAX_DEPTH {
            self.diagnostics.push(too_deep(self.first_line(place)));
            return Err(Stop);
        }
        let id = match &event {
            Event::Alias(id) => return self.alias(*id, place, depth),
            Event::Scalar(_, _, id, _)
            | Event::SequenceStart(id, _)
            | Event::MappingStart(id, _) => *id,
            _ => 0,
        };
        if id > 0 {
            self.anchors.insert(id, Anchor::Open(place));
        }
        let built = match event {
            Event::Scalar(text, style, id, tag) => {
                let place = self.without_properties(place, id > 0 || tag.is_some());
                self.scalar(text, style, tag.as_deref(), place)
            }
            Event::SequenceStart(id, tag) => {
                self.collection_tag(tag.as_deref(), "seq", place);
                let place = self.without_properties(place, id > 0 || tag.is_some());
                self.sequence(place, depth)?
            }
            Event::MappingStart(id, tag) => {
                self.collection_tag(tag.as_deref(), "map", place);
                let place = self.without_properties(place, id > 0 || tag.is_some());
                self.mapping(place, depth)?
            }
            _ => return Err(self.broken(place)),
        };
        if id > 0 {
            self.expand(built.cost, place)?;
            let copy = Built {
                node: built.node.clone(),
                ..built
            };
            self.anchors.insert(id, Anchor::Value(copy));
        }
        Ok(built)
    }

    fn sequence(&mut self, open: Span, depth: usize) -> Result<Built, Stop> {
        let mut items = Vec::new();
        let (mut height, mut cost) = (0, 1);
        loop {
            let (event, place) = self.next()?;
            if event == Event::SequenceEnd {
                let last = items.last().map(|item: &Node| item.span);
                return Ok(Built {
                    node: Node {
                        span: self.collection(open, place, last),
                        value: Value::Sequence(items),
                        plain: false,
                    },
                    height: height + 1,
                    cost,
                });
            }
            let item = self.value((event, place), depth + 1)?;
            height = height.max(item.height);
            cost += item.cost;
            items.push(item.node);
        }
    }

    fn mapping(&mut self, open: Span, depth: usize) -> Result<Built, Stop> {
        let mut members = Mapped::default();
        let (mut height, mut cost) = (0, 1);
        let mut last = None;
        loop {
            let (event, place) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Built {
                    node: Node {
                        span: self.collection(open, place, last),
                        value: Value::Mapping(members.members.finish()),
                        plain: false,
                    },
                    height: height + 1,
                    cost,
                });
            }
            let written = !matches!(event, Event::Alias(_));
            let colon = self.here(place.start as usize);
            let mut key = self.value((event, place), depth + 1)?;
            if key.node.span.start == key.node.span.end {
                key.node.span = colon;
            }
            let key_span = if written { key.node.span } else { place };
            let (event, place) = self.next()?;
            let written = !matches!(event, Event::Alias(_));
            let mut value = self.value((event, place), depth + 1)?;
            if value.node.value == Value::Null && value.node.span.start == value.node.span.end {
                value.node.span = self.behind_colon(key_span);
            }
            last = Some(if written { value.node.span } else { place });
            height = height.max(value.height);
            cost += value.cost + 1;
            if key.node.plain && key.node.as_str() == Some("<<") {
                self.merge(&mut members, key_span, value.node);
            } else if let Some(key) = self.key(key) {
                cost += key.len() / 32;
                self.member(&mut members, key, key_span, value.node);
            }
        }
    }

    /// The text of a key; of one that is not a scalar there is none.
    fn key(&mut self, key: Built) -> Option<String> {
        let place = key.node.span;
        let text = self.text.get(place.start as usize..place.end as usize);
        let message = match key.node.value {
            Value::String(text) => return Some(text),
            Value::Number(number) => return Some(number.text),
            Value::Bool(_) => return text.map(str::to_owned),
            Value::Null if place.start < place.end => return text.map(str::to_owned),
            Value::Null => "a key is missing before the `:`".to_owned(),
            value => format!("{} as a key", value.kind()),
        };
        let place = self.first_line(place);
        let help =
            "keys are text; put this one in quotes if the bracket, brace or `?` is a part of it";
        self.diagnostics
            .push(Diagnostic::error(codes::KEY_KIND, place, message).help(help));
        None
    }

    fn member(&mut self, members: &mut Mapped, key: String, key_span: Span, value: Node) {
        let entry = Entry {
            key,
            key_span,
            value,
        };
        let Some(position) = members.members.position(&entry.key) else {
            members.members.push(entry);
            members.merged.push(false);
            return;
        };
        if let Some(merged @ true) = members.merged.get_mut(position) {
            *merged = false;
            members.members.replace(position, entry);
        } else if let Some(first) = members.members.get(position) {
            let diagnostic = duplicate(&entry.key, key_span, first.key_span);
            self.diagnostics.push(diagnostic);
        }
    }

    /// `<<: value`: members that are not there yet, as the merge key's type
    /// (<https://yaml.org/type/merge.html>) has it.
    fn merge(&mut self, members: &mut Mapped, key_span: Span, value: Node) {
        if let Some(first) = members.merge_key {
            let diagnostic = duplicate("<<", key_span, first)
                .help("merge several mappings by one key: `<<: [*first, *second]`");
            self.diagnostics.push(diagnostic);
        }
        members.merge_key = Some(key_span);
        let sources = match value.value {
            Value::Sequence(items) => items,
            _ => vec![value],
        };
        for source in sources {
            let Value::Mapping(mapping) = source.value else {
                let message = format!(
                    "the merge key needs a mapping, found {}",
                    source.value.kind()
                );
                let diagnostic = Diagnostic::error(codes::MERGE, key_span, message)
                    .also(self.first_line(source.span), "this is merged")
                    .help("merge an alias of a mapping, `<<: *base`; a key that is really called `<<` wants quotes");
                self.diagnostics.push(diagnostic);
                continue;
            };
            for entry in mapping.into_entries() {
                if members.members.position(&entry.key).is_none() {
                    members.members.push(entry);
                    members.merged.push(true);
                }
            }
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        place: Span,
    ) -> Built {
        let place = self.trimmed(place, &text, style);
        let text = self.without_invented_line_end(text, style, place);
        let cost = 1 + text.len() / 32;
        let value = match (tag, style) {
            (Some(tag), style) => self.tagged(text, style, tag, place),
            (None, ScalarStyle::Plain) => scalar::resolve(&text),
            (None, _) => Value::String(text.into_owned()),
        };
        let plain = style == ScalarStyle::Plain && tag.is_none();
        Built {
            node: Node {
                span: place,
                value,
                plain,
            },
            height: 1,
            cost,
        }
    }

    /// The parser ends a block text with a line end also where the file ends
    /// without one (YAML 1.2.2, section 8.1.1.2: then there is none).
    fn without_invented_line_end<'a>(
        &self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        place: Span,
    ) -> Cow<'a, str> {
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if block && place.end as usize == self.text.len() && text.ends_with('\n') {
            let shorter = text.len() - 1;
            return Cow::Owned(text.get(..shorter).unwrap_or_default().to_owned());
        }
        text
    }

    /// A scalar with a tag. `!` alone makes it a string.
    fn tagged(&mut self, text: Cow<'_, str>, style: ScalarStyle, tag: &Tag, place: Span) -> Value {
        if tag.handle.is_empty() && tag.suffix == "!" || tag.handle == "!" && tag.suffix.is_empty()
        {
            return Value::String(text.into_owned());
        }
        let resolved = scalar::resolve(&text);
        let fits = match (tag.is_yaml_core_schema(), tag.suffix.as_str()) {
            (true, "str") => return Value::String(text.into_owned()),
            (true, "null") => resolved == Value::Null,
            (true, "bool") => matches!(resolved, Value::Bool(_)),
            (true, "int") => scalar::number(&text) == Some(crate::ScalarKind::Integer),
            (true, "float") => matches!(resolved, Value::Number(_)),
            _ => {
                self.unknown_tag(tag, place);
                return match style {
                    ScalarStyle::Plain => resolved,
                    _ => Value::String(text.into_owned()),
                };
            }
        };
        if !fits {
            let message = format!("the value does not fit its tag `!!{}`", tag.suffix);
            let diagnostic = Diagnostic::error(codes::TAG, place, message)
                .help("remove the tag, or write a value of that type");
            self.diagnostics.push(diagnostic);
        }
        resolved
    }

    fn collection_tag(&mut self, tag: Option<&Tag>, fitting: &str, place: Span) {
        let Some(tag) = tag else { return };
        if !(tag.is_yaml_core_schema() && tag.suffix == fitting) {
            let place = self.first_line(place);
            self.unknown_tag(tag, place);
        }
    }

    fn unknown_tag(&mut self, tag: &Tag, place: Span) {
        let name = format!("{}{}", tag.handle, tag.suffix);
        let message = format!("the tag `{name}` is ignored");
        let help = if tag.suffix.contains("include") {
            "to include another file use `$ref`"
        } else {
            "an OpenAPI document knows no tags but those of the YAML core schema"
        };
        self.diagnostics
            .push(Diagnostic::warning(codes::TAG, place, message).help(help));
    }

    fn alias(&mut self, id: usize, place: Span, depth: usize) -> Result<Built, Stop> {
        let (node, height, cost) = match self.anchors.get(&id) {
            Some(Anchor::Value(built)) => (built, built.height, built.cost),
            Some(Anchor::Open(anchor)) => {
                let anchor = self.first_line(*anchor);
                let message = "an alias inside the value it stands for";
                let diagnostic = Diagnostic::error(codes::ALIAS, place, message)
                    .also(anchor, "this value would contain itself")
                    .help("recursion is written with `$ref`");
                self.diagnostics.push(diagnostic);
                return Err(Stop);
            }
            None => return Err(self.broken(place)),
        };
        if depth + height - 1 > MAX_DEPTH {
            self.diagnostics.push(too_deep(place));
            return Err(Stop);
        }
        let node = node.node.clone();
        self.expand(cost, place)?;
        Ok(Built { node, height, cost })
    }

    /// Counts a copy of a value.
    fn expand(&mut self, cost: usize, place: Span) -> Result<(), Stop> {
        self.expansion = self.expansion.saturating_add(cost);
        if self.expansion <= MAX_EXPANSION {
            return Ok(());
        }
        let message = "aliases expand to more than this tool reads";
        let diagnostic = Diagnostic::error(codes::TOO_LARGE, self.first_line(place), message)
            .label("the limit is passed here")
            .help("use `$ref` instead of aliases");
        self.diagnostics.push(diagnostic);
        Err(Stop)
    }

    /// The parser's error as a diagnostic.
    fn syntax(&mut self, error: &ScanError) -> Stop {
        let at = self.start + self.offsets.byte(error.marker().index());
        let at = floor_boundary(self.text, at);
        let at = at + syntax::offset(error.info(), self.text, at);
        let line_start = self.text.get(..at).unwrap_or_default();
        let line_start = line_start.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = self.text.get(line_start..).unwrap_or_default();
        let mut wording = syntax::word(error.info(), line.lines().next().unwrap_or_default());
        let opened = match error.info() {
            info if info.contains("trailing content after") => open::quote_before(self.text, at)
                .map(|quote| (quote, "the quoted text that ended begins here")),
            _ if wording.code == codes::SYNTAX => {
                let bracket = self.open.bracket_at(self.text, at);
                bracket.map(|bracket| (bracket, "this is still open"))
            }
            _ => None,
        };
        let ending = self.text.trim_end().len();
        let place = match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            // Where the text ends, it ends behind its last word.
            _ if opened.is_some() && at > ending => self.here(ending),
            Some('*' | '&') => self.word_at(at),
            Some('\n' | '\r') | None => self.here(at),
            Some(char) => span(self.file, at, at + char.len_utf8()),
        };
        if error.info().contains("flow construct")
            && let Some((bracket, _)) = opened
        {
            wording = syntax::unclosed(self.text.get(bracket..).unwrap_or_default(), wording);
        }
        let mut found = Diagnostic::error(wording.code, place, wording.message).help(wording.help);
        if let Some((opener, label)) = opened {
            found = found.also(span(self.file, opener, opener + 1), label);
        }
        self.diagnostics.push(found);
        Stop
    }

    /// For events in an order that the parser does not produce.
    fn broken(&mut self, place: Span) -> Stop {
        let place = self.first_line(place);
        self.diagnostics
            .push(Diagnostic::error(codes::SYNTAX, place, "not valid YAML"));
        Stop
    }
}

/// The members of a mapping with what merging needs to know.
#[derive(Default)]
struct Mapped {
    members: Members,
    /// Of each member, whether it was merged and gives way to a written one.
    merged: Vec<bool>,
    /// The merge key, if there was one.
    merge_key: Option<Span>,
}

/// Characters that YAML does not allow (section 5.1), each with its place.
/// The parser would take NUL for the end of the text.
fn forbidden_characters(file: FileId, text: &str, start: usize) -> Vec<Diagnostic> {
    let suspicious =
        |byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xEF);
    if !text.as_bytes().iter().any(suspicious) {
        return Vec::new();
    }
    let forbidden = |char: char| {
        char.is_control() && !matches!(char, '\t' | '\n' | '\r' | '\u{85}')
            || matches!(char, '\u{FFFE}' | '\u{FFFF}')
    };
    let body = text.get(start..).unwrap_or_default();
    body.char_indices()
        .filter(|(_, char)| forbidden(*char))
        .take(MAX_CHARACTERS)
        .map(|(at, char)| {
            let place = span(file, start + at, start + at + char.len_utf8());
            let message = format!("the character U+{:04X} is forbidden", u32::from(char));
            Diagnostic::error(codes::ENCODING, place, message)
                .help("remove it, or write it as an escape in double quotes")
        })
        .collect()
}

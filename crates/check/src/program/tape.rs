//! A JSON text as a flat table of its values, so that a value is read once
//! and can be looked at by many schemas.

use std::borrow::Cow;

use super::problem::Step;
use crate::json::{Error, Lexer, Type, canonical_at};

/// A value of the text: an index into the tape.
pub(super) type ValueIndex = u32;

/// The value that the whole text is.
pub(super) const ROOT: ValueIndex = 0;

/// The values of a text.
pub(super) struct Tape<'t> {
    text: &'t str,
    values: Vec<Value<'t>>,
    /// The items and members of all values, those of one value side by side.
    parts: Vec<Part<'t>>,
    /// Whether members' names are values too.
    names: bool,
}

/// A value.
pub(super) struct Value<'t> {
    pub(super) kind: Kind<'t>,
    start: usize,
    /// The value it is a part of, and its number there.
    parent: Option<(ValueIndex, u32)>,
}

/// What a value is.
pub(super) enum Kind<'t> {
    Null,
    Boolean,
    /// A number's text.
    Number(&'t str),
    String(Cow<'t, str>),
    /// Items, a range of the parts.
    Array(u32, u32),
    /// Members, a range of the parts, sorted by name, names unique.
    Object(u32, u32),
}

/// An item or a member.
struct Part<'t> {
    /// A member's name; an item has none.
    name: Option<Cow<'t, str>>,
    /// The name as a value, if anything asks for that.
    name_value: Option<ValueIndex>,
    value: ValueIndex,
}

impl<'t> Tape<'t> {
    /// Reads `text`, one JSON value. With `names`, members' names can be
    /// looked at as values.
    pub(super) fn read(text: &'t str, names: bool) -> Result<Self, Error> {
        let mut tape = Self {
            text,
            values: Vec::new(),
            parts: Vec::new(),
            names,
        };
        let mut lexer = Lexer::new(text);
        let root = tape.value(&mut lexer);
        if root.and_then(|_| lexer.end()).is_none() {
            let unknown = Error::Syntax {
                offset: 0,
                reason: "expected a value",
            };
            return Err(lexer.error().unwrap_or(unknown));
        }
        Ok(tape)
    }

    /// Reads the next value and gives its index; the root's is 0.
    fn value(&mut self, lexer: &mut Lexer<'t>) -> Option<ValueIndex> {
        let kind = lexer.peek()?;
        let start = lexer.offset();
        let index = self.push(Kind::Null, start)?;
        let kind = match kind {
            Type::Null => {
                lexer.null()?;
                Kind::Null
            }
            Type::Boolean => {
                lexer.boolean()?;
                Kind::Boolean
            }
            Type::Number => Kind::Number(lexer.number()?.text),
            Type::String => Kind::String(lexer.string()?),
            Type::Array => {
                let (from, to) = self.array(lexer)?;
                Kind::Array(from, to)
            }
            Type::Object => {
                let (from, to) = self.object(lexer)?;
                Kind::Object(from, to)
            }
        };
        for (number, part) in (0u32..).zip(self.range(&kind)) {
            let child = self.parts.get(part).map(|part| part.value)?;
            self.values.get_mut(child as usize)?.parent = Some((index, number));
        }
        let value = self.values.get_mut(index as usize)?;
        value.kind = kind;
        Some(index)
    }

    fn array(&mut self, lexer: &mut Lexer<'t>) -> Option<(u32, u32)> {
        let mut items = Vec::new();
        let mut more = lexer.begin_array()?;
        while more {
            items.push(Part {
                name: None,
                name_value: None,
                value: self.value(lexer)?,
            });
            more = lexer.next_item()?;
        }
        self.keep(items)
    }

    fn object(&mut self, lexer: &mut Lexer<'t>) -> Option<(u32, u32)> {
        let mut members = Vec::new();
        let mut more = lexer.begin_object()?;
        while more {
            let rest = self.text.get(lexer.offset()..).unwrap_or_default();
            let start = self.text.len() - rest.trim_ascii_start().len();
            let name = lexer.key()?;
            let name_value = match self.names {
                true => Some(self.push(Kind::String(name.clone()), start)?),
                false => None,
            };
            members.push(Part {
                name: Some(name),
                name_value,
                value: self.value(lexer)?,
            });
            more = lexer.next_member()?;
        }
        // Stable, so that among equal names the last of the text comes last;
        // it is the one that counts.
        members.sort_by(|a, b| a.name.cmp(&b.name));
        members.reverse();
        members.dedup_by(|later, kept| later.name == kept.name);
        members.reverse();
        self.keep(members)
    }

    fn push(&mut self, kind: Kind<'t>, start: usize) -> Option<ValueIndex> {
        let index = u32::try_from(self.values.len()).ok()?;
        self.values.push(Value {
            kind,
            start,
            parent: None,
        });
        Some(index)
    }

    fn keep(&mut self, mut parts: Vec<Part<'t>>) -> Option<(u32, u32)> {
        let from = u32::try_from(self.parts.len()).ok()?;
        self.parts.append(&mut parts);
        let to = u32::try_from(self.parts.len()).ok()?;
        Some((from, to))
    }

    pub(super) fn kind(&self, value: ValueIndex) -> &Kind<'t> {
        self.values
            .get(value as usize)
            .map_or(&Kind::Null, |value| &value.kind)
    }

    /// Where a value begins in the text.
    pub(super) fn start(&self, value: ValueIndex) -> usize {
        self.values
            .get(value as usize)
            .map_or(0, |value| value.start)
    }

    /// The value that begins at `offset` of the text. Values are pushed in the
    /// order in which they begin.
    pub(super) fn at(&self, offset: usize) -> Option<ValueIndex> {
        let index = self
            .values
            .binary_search_by_key(&offset, |value| value.start);
        u32::try_from(index.ok()?).ok()
    }

    /// How many items or members a value has.
    pub(super) fn count(&self, value: ValueIndex) -> usize {
        self.range(self.kind(value)).len()
    }

    /// The `number`th item or member of `value`.
    pub(super) fn part(&self, value: ValueIndex, number: usize) -> Option<ValueIndex> {
        self.nth(value, number).map(|part| part.value)
    }

    /// The name of the `number`th member of `value`.
    pub(super) fn name(&self, value: ValueIndex, number: usize) -> &str {
        let part = self.nth(value, number);
        part.and_then(|part| part.name.as_deref())
            .unwrap_or_default()
    }

    /// The name of the `number`th member of `value`, as a value.
    pub(super) fn name_value(&self, value: ValueIndex, number: usize) -> Option<ValueIndex> {
        self.nth(value, number)?.name_value
    }

    /// The number of the member called `name`.
    pub(super) fn find(&self, value: ValueIndex, name: &str) -> Option<usize> {
        let Kind::Object(..) = self.kind(value) else {
            return None;
        };
        let members = self.parts.get(self.range(self.kind(value)))?;
        members
            .binary_search_by(|member| member.name.as_deref().unwrap_or_default().cmp(name))
            .ok()
    }

    /// The canonical bytes of a value, equal for equal values.
    pub(super) fn canonical(&self, value: ValueIndex) -> Vec<u8> {
        let mut bytes = Vec::new();
        let text = self.text.get(self.start(value)..).unwrap_or_default();
        // The text has been read before, so this reads it again.
        let _ = canonical_at(&mut Lexer::new(text), &mut bytes);
        bytes
    }

    /// The steps from the root to `value`.
    pub(super) fn steps(&self, value: ValueIndex) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = value;
        while let Some((parent, number)) =
            self.values.get(at as usize).and_then(|value| value.parent)
        {
            steps.push(match self.kind(parent) {
                Kind::Object(..) => Step::Member(self.name(parent, number as usize).to_owned()),
                _ => Step::Item(number as usize),
            });
            at = parent;
        }
        steps.reverse();
        steps
    }

    fn nth(&self, value: ValueIndex, number: usize) -> Option<&Part<'t>> {
        self.parts.get(self.range(self.kind(value)))?.get(number)
    }

    fn range(&self, kind: &Kind<'_>) -> std::ops::Range<usize> {
        match kind {
            Kind::Array(from, to) | Kind::Object(from, to) => *from as usize..*to as usize,
            _ => 0..0,
        }
    }
}

//! Values that several branches of an `anyOf` accept.

use std::ops::{Deref, DerefMut};

use specwright_check::{
    Facets,
    json::{Lexer, Type},
};

use super::{Decoder, Encode, Encoder, Mode, UnionSpec};
use crate::{Object, Value};

/// A branch's value, with those members of its object that the branch drops
/// and other branches of the union know. They are written behind its own, so
/// that nothing is lost on the way; `as_x()` of the union reads both.
///
/// It is made of a value with `into()`, and stands for it where one is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Extended<T> {
    /// The branch's value.
    pub value: T,
    /// The members that other branches know. One that the value has itself
    /// is not written.
    pub others: Object,
}

impl<T> Deref for Extended<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Extended<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> From<T> for Extended<T> {
    fn from(value: T) -> Self {
        Self {
            value,
            others: Object::new(),
        }
    }
}

impl<T> From<T> for Extended<Box<T>> {
    fn from(value: T) -> Self {
        Box::new(value).into()
    }
}

impl<T: Encode> Encode for Extended<T> {
    fn encode(&self, e: &mut Encoder) {
        let start = e.out.len();
        self.value.encode(e);
        if !self.others.is_empty() {
            e.add_members(start, &self.others);
        }
    }
}

/// Members that are kept beside a branch's value.
#[derive(Debug, Clone, Copy)]
pub enum Others {
    /// These.
    Only(&'static [&'static str]),
    /// All but these, which the branch knows itself.
    Except(&'static [&'static str]),
}

impl Others {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Only(names) => names.contains(&name),
            Self::Except(names) => !names.contains(&name),
        }
    }
}

/// Reads a branch's value by `read`, and beside it the members `others`.
pub fn extended<T>(
    d: &mut Decoder<'_>,
    facets: &'static Facets,
    others: Others,
    read: fn(&mut Decoder<'_>, &'static Facets) -> Option<T>,
) -> Option<Extended<T>> {
    d.peek()?;
    let start = d.lexer.offset();
    let value = read(d, facets)?;
    Some(Extended {
        value,
        others: d.others(start, others),
    })
}

impl Decoder<'_> {
    /// The members `others` of the object that begins at `start` and has just
    /// been read.
    fn others(&self, start: usize, others: Others) -> Object {
        let mut found = Object::new();
        let text = self.lexer.text().get(start..self.lexer.offset());
        if self.probing {
            return found;
        }
        members(text.unwrap_or_default(), &mut |name, value| {
            if others.has(name) {
                found.insert(name, Value::from_json(value).unwrap_or_default());
            }
        });
        found
    }
}

impl Encoder {
    /// Writes members into the object that begins at `start` and has just
    /// been written; none that it has already.
    fn add_members(&mut self, start: usize, others: &Object) {
        let text = self.out.get(start..).unwrap_or_default();
        let mut known = Vec::new();
        let is_object = members(
            std::str::from_utf8(text).unwrap_or_default(),
            &mut |name, _| {
                known.push(name.to_owned());
            },
        );
        if self.error.is_some() || is_object.is_none() {
            return;
        }
        self.out.pop();
        self.depth += 1;
        self.comma = !known.is_empty();
        for (name, value) in others.iter() {
            if !known.iter().any(|known| known == name) {
                self.member(name, value, false);
            }
        }
        self.end(b'}');
    }
}

/// Calls `each` with name and text of every member of an object's text;
/// `None` if it is none.
fn members(text: &str, each: &mut dyn FnMut(&str, &str)) -> Option<()> {
    let mut lexer = Lexer::new(text);
    if lexer.peek()? != Type::Object {
        return None;
    }
    let mut more = lexer.begin_object()?;
    while more {
        let name = lexer.key()?;
        let value = lexer.raw()?;
        each(&name, value);
        more = lexer.next_member()?;
    }
    Some(())
}

/// A union's value as its branch `name`, by `read`: `None` if that branch
/// does not accept it.
pub fn view<T>(
    value: &dyn Encode,
    spec: &'static UnionSpec,
    name: &str,
    read: fn(&mut Decoder<'_>, &'static Facets) -> Option<T>,
) -> Option<T> {
    let branch = spec.branches.iter().find(|branch| branch.name == name)?;
    let text = super::to_vec(value).ok()?;
    let text = std::str::from_utf8(&text).ok()?;
    let mut decoder = Decoder::new(text, Mode::Strict);
    let value = decoder.guarded(branch.facets.check, |d| read(d, branch.facets));
    decoder.finish(value).ok()
}

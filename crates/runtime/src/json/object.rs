//! Objects with known members: structs.

mod write;

use std::{borrow::Cow, collections::BTreeMap, collections::HashSet};

use specwright_check::{Facets, Pattern, json::Type};

use super::{Decode, Decoder, Encode};
use crate::{
    Nullable,
    violation::{Expected, Kind, Step},
};

/// What is known of a struct without its types.
#[derive(Debug)]
pub struct ObjectSpec {
    /// The members that are fields, in the order of the document.
    pub fields: &'static [FieldSpec],
    /// Members by what their names match; the first that matches counts.
    pub matching: &'static [Matching],
    /// What becomes of other members.
    pub extra: Extra,
    /// Members that must be there without being fields.
    pub required: &'static [&'static str],
    /// Members that must not be there.
    pub forbidden: &'static [&'static str],
    /// Members of the other direction: accepted and dropped, whatever they
    /// are.
    pub ignored: &'static [&'static str],
    /// `minProperties`, `maxProperties` and `propertyNames`, and what a check
    /// program says of the whole object.
    pub members: &'static Facets,
}

/// A member that is a field.
#[derive(Debug)]
pub struct FieldSpec {
    /// Its name.
    pub name: &'static str,
    /// `,"name":`, which is its JSON if the name is plain.
    pub key: &'static str,
    /// Whether nothing in the name must be escaped.
    pub plain: bool,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Checked beside its type.
    pub facets: &'static Facets,
}

/// Members whose names match a pattern, in a map of their own.
#[derive(Debug)]
pub struct Matching {
    /// What the names match: any of these.
    pub patterns: &'static [Pattern],
    /// Checked for each value.
    pub facets: &'static Facets,
}

/// Whether a name needs no escapes in JSON.
#[must_use]
pub const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x20 || bytes[at] == b'"' || bytes[at] == b'\\' {
            return false;
        }
        at += 1;
    }
    true
}

/// The four kinds of presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, always written.
    RequiredNullable,
    /// `Option<T>`: absent or a value.
    Optional,
    /// [`Nullable<T>`]: absent, null or a value.
    OptionalNullable,
}

/// What becomes of members that are no field.
#[derive(Debug, Clone, Copy)]
pub enum Extra {
    /// They are dropped.
    Drop,
    /// They are violations, if strict; else dropped.
    Deny,
    /// They are kept, each value checked by these facets.
    Keep(&'static Facets),
}

/// The place that a field is read into. One method, because each costs every
/// type that is a field.
pub trait Slot {
    /// Does as it is asked.
    fn ask(&mut self, d: &mut Decoder<'_>, ask: Ask) -> bool;
}

/// What a [`Slot`] is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    /// To read the next value into the place, checked by these facets.
    Fill(&'static Facets),
    /// To hold `null`, which is no value of the type.
    Null,
    /// To hold nothing.
    Empty,
    /// Whether `null` is a value of the type.
    AcceptsNull,
}

impl<T: Decode> Slot for Option<T> {
    fn ask(&mut self, d: &mut Decoder<'_>, ask: Ask) -> bool {
        match ask {
            Ask::Fill(facets) => *self = T::decode(d, facets),
            Ask::Null | Ask::Empty => *self = None,
            Ask::AcceptsNull => return T::ACCEPTS_NULL,
        }
        true
    }
}

impl<T: Decode> Slot for Nullable<T> {
    fn ask(&mut self, d: &mut Decoder<'_>, ask: Ask) -> bool {
        *self = match ask {
            Ask::Fill(facets) => match T::decode(d, facets) {
                Some(value) => Nullable::Value(value),
                None => Nullable::Absent,
            },
            Ask::Null => Nullable::Null,
            Ask::Empty => Nullable::Absent,
            Ask::AcceptsNull => return false,
        };
        true
    }
}

/// The place that members are read into that are no field.
pub trait Rest {
    /// Reads the next value as the member `name`; whether the name is new.
    fn read(&mut self, name: &str, d: &mut Decoder<'_>, facets: &'static Facets) -> bool;
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn read(&mut self, name: &str, d: &mut Decoder<'_>, facets: &'static Facets) -> bool {
        match T::decode(d, facets) {
            Some(value) => self.insert(name.to_owned(), value).is_none(),
            None => true,
        }
    }
}

/// Members to write beside the fields.
pub trait RestMembers {
    /// Calls `write` for each, in order.
    fn each(&self, write: &mut dyn FnMut(&str, &dyn Encode));
}

impl<T: Encode> RestMembers for BTreeMap<String, T> {
    fn each(&self, write: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self {
            write(name, value);
        }
    }
}

/// Which of a struct's fields have been seen: 128 inline, the rest in a list.
struct Seen {
    low: u128,
    high: Vec<bool>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        Self {
            low: 0,
            high: vec![false; fields.saturating_sub(128)],
        }
    }

    fn has(&self, index: usize) -> bool {
        match index {
            0..128 => self.low >> index & 1 == 1,
            _ => self.high.get(index - 128).copied().unwrap_or(false),
        }
    }

    /// Whether it is new.
    fn insert(&mut self, index: usize) -> bool {
        let new = !self.has(index);
        match index {
            0..128 => self.low |= 1 << index,
            _ => {
                if let Some(seen) = self.high.get_mut(index - 128) {
                    *seen = true;
                }
            }
        }
        new
    }
}

/// Names of members that are no fields: for those that must be there, and to
/// find names of dropped members that stand twice.
#[derive(Default)]
struct Names<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    /// Whether it is new.
    fn insert(&mut self, name: Cow<'a, str>) -> bool {
        if self.few.contains(&name) || self.many.contains(&name) {
            return false;
        }
        if self.few.len() < 16 {
            self.few.push(name);
        } else {
            self.many.insert(name);
        }
        true
    }

    fn has(&self, name: &str) -> bool {
        self.few.iter().any(|seen| seen == name) || self.many.contains(name)
    }
}

impl<'a> Decoder<'a> {
    /// Reads an object into `slots`, one a field of `spec`, and `rest`: a map
    /// each for what `spec` matches, and one for what else it keeps. `None` if anything is wrong; else every required slot is filled.
    pub fn object<'v>(
        &mut self,
        spec: &'static ObjectSpec,
        slots: &mut [&'v mut (dyn Slot + 'v)],
        rest: &mut [&'v mut (dyn Rest + 'v)],
    ) -> Option<()> {
        self.guarded(spec.members.check, |d| d.object_text(spec, slots, rest))
    }

    fn object_text<'v>(
        &mut self,
        spec: &'static ObjectSpec,
        slots: &mut [&'v mut (dyn Slot + 'v)],
        rest: &mut [&'v mut (dyn Rest + 'v)],
    ) -> Option<()> {
        if self.peek()? != Type::Object {
            return self.mismatch(Expected::Object);
        }
        self.watch_stack()?;
        let before = self.failures;
        let start = self.lexer.offset();
        let mut reading = Reading {
            spec,
            slots,
            rest,
            seen: Seen::new(spec.fields.len()),
            names: Names::default(),
            count: 0,
            expected: 0,
        };
        let mut read = 0;
        let mut more = self.lexer.begin_object()?;
        while more {
            let name = self.lexer.key()?;
            reading.member(self, name)?;
            read += 1;
            more = self.lexer.next_member()?;
        }
        self.all_differ = (read == reading.count).then_some(start);
        reading.missing(self);
        self.checked(|report| spec.members.members(reading.count, report));
        (self.failures == before).then_some(())
    }

    fn duplicate(&mut self) {
        if self.is_strict() {
            self.fail::<()>(Kind::DuplicateMember);
        }
    }
}

/// An object while it is read.
struct Reading<'s, 'v, 'r, 'a> {
    spec: &'static ObjectSpec,
    slots: &'s mut [&'v mut (dyn Slot + 'v)],
    rest: &'s mut [&'r mut (dyn Rest + 'r)],
    seen: Seen,
    names: Names<'a>,
    /// How many different members there are.
    count: usize,
    /// The field that is looked for first.
    expected: usize,
}

impl<'a> Reading<'_, '_, '_, 'a> {
    /// Reads the value of the member `name`; `None` if the text is
    /// unreadable.
    #[inline]
    fn member(&mut self, d: &mut Decoder<'a>, name: Cow<'a, str>) -> Option<()> {
        d.name(self.spec.members, &name);
        match self.find(&name) {
            Some((index, field)) => {
                self.expected = index + 1;
                d.within(|| Step::member(field.name), |d| self.field(d, index, field));
            }
            None => self.other(d, name),
        }
        match d.lexer.error() {
            None => Some(()),
            Some(_) => None,
        }
    }

    /// The field of a name: the next one of the document first.
    #[inline]
    fn find(&self, name: &str) -> Option<(usize, &'static FieldSpec)> {
        let fields = self.spec.fields;
        if let Some(field) = fields.get(self.expected)
            && field.name == name
        {
            return Some((self.expected, field));
        }
        let (before, after) = fields.split_at_checked(self.expected)?;
        let found = after.iter().position(|field| field.name == name);
        let index = match found {
            Some(index) => index + self.expected,
            None => before.iter().position(|field| field.name == name)?,
        };
        fields.get(index).map(|field| (index, field))
    }

    #[inline]
    fn field(&mut self, d: &mut Decoder<'a>, index: usize, field: &'static FieldSpec) {
        if self.seen.insert(index) {
            self.count += 1;
        } else {
            d.duplicate();
        }
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if field.presence != Presence::Required
            && d.peek() == Some(Type::Null)
            && (field.presence != Presence::Optional || !d.is_strict())
            && !slot.ask(d, Ask::AcceptsNull)
        {
            d.lexer.null();
            let ask = match field.presence {
                Presence::OptionalNullable => Ask::Null,
                _ => Ask::Empty,
            };
            slot.ask(d, ask);
        } else {
            let facets = field.facets;
            d.guarded_by(facets, |d| {
                slot.ask(d, Ask::Fill(facets));
            });
        }
    }

    fn other(&mut self, d: &mut Decoder<'a>, name: Cow<'a, str>) {
        if d.is_strict() && self.spec.forbidden.iter().any(|other| *other == name) {
            return self.forbidden(d, name);
        }
        let step = || Step::Member(Cow::Owned(name.clone().into_owned()));
        let ignored = self.spec.ignored.iter().any(|other| *other == name);
        let kept = self.spec.keeps(&name).filter(|_| !ignored);
        let map = kept.and_then(|(place, facets)| Some((self.rest.get_mut(place)?, facets)));
        let new = match map {
            Some((rest, facets)) => d.within(step, |d| {
                let mut new = true;
                d.guarded_by(facets, |d| new = rest.read(&name, d, facets));
                if !self.spec.required.is_empty() {
                    self.names.insert(name.clone());
                }
                if !new {
                    d.duplicate();
                }
                new
            }),
            None => d.within(step, |d| {
                match self.spec.extra {
                    Extra::Deny if !ignored => d.unknown_member(),
                    _ => drop(d.pass_over()),
                }
                let new = self.names.insert(name.clone());
                if !new {
                    d.duplicate();
                }
                new
            }),
        };
        self.count += usize::from(new);
    }

    #[cold]
    fn forbidden(&mut self, d: &mut Decoder<'a>, name: Cow<'a, str>) {
        d.within(
            || Step::Member(Cow::Owned(name.clone().into_owned())),
            |d| d.unknown_member(),
        );
        self.count += usize::from(self.names.insert(name));
    }

    /// Notes required members that are not there.
    #[inline]
    fn missing(&self, d: &mut Decoder<'a>) {
        for (index, field) in self.spec.fields.iter().enumerate() {
            if matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable
            ) && !self.seen.has(index)
            {
                d.missing(field.name);
            }
        }
        for name in self.spec.required {
            if !self.names.has(name) {
                d.missing(name);
            }
        }
    }
}

impl Decoder<'_> {
    /// Notes that a member is not there.
    #[cold]
    pub(super) fn missing(&mut self, name: &'static str) {
        self.within(
            || Step::member(name),
            |d| {
                d.fail::<()>(Kind::Missing);
            },
        );
    }
}

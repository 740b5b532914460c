//! Arrays, and objects that are maps.

#![expect(
    clippy::manual_map,
    reason = "a closure is one more function to compile for every type"
)]

use std::{borrow::Cow, collections::BTreeMap};

use specwright_check::{Facets, json::Type};

use super::{Decode, Decoder, Encode, Encoder, Rest, RestMembers};
use crate::violation::{Expected, Kind, Step};

impl Decoder<'_> {
    /// Reads an array into `list`, and checks the count and that items differ,
    /// if strict. `None` if anything is wrong.
    pub fn array(&mut self, facets: &'static Facets, list: &mut dyn Items) -> Option<()> {
        if self.peek()? != Type::Array {
            return self.mismatch(Expected::Array);
        }
        self.watch_stack()?;
        let before = self.failures;
        let unique = facets.unique_items && self.is_strict();
        let of_items = facets.of_items();
        let mut texts = Vec::new();
        let mut count = 0;
        let mut more = self.lexer.begin_array()?;
        while more {
            self.peek()?;
            let start = self.lexer.offset();
            self.within(
                || Step::Item(count),
                |d| d.guarded_by(of_items, |d| list.read(d, of_items)),
            );
            if unique {
                texts.push(self.lexer.text().get(start..self.lexer.offset())?);
            }
            count += 1;
            more = self.lexer.next_item()?;
        }
        self.checked(|report| facets.items(count, report));
        if unique {
            self.all_differ(&texts);
        }
        (self.failures == before).then_some(())
    }

    /// Reads an object into `map`, and checks the count, if strict. `None` if
    /// anything is wrong.
    pub fn map(&mut self, facets: &'static Facets, map: &mut dyn Rest) -> Option<()> {
        if self.peek()? != Type::Object {
            return self.mismatch(Expected::Map);
        }
        self.watch_stack()?;
        let before = self.failures;
        let of_items = facets.of_items();
        let mut count = 0;
        let mut more = self.lexer.begin_object()?;
        while more {
            let name = self.lexer.key()?;
            self.name(facets, &name);
            self.within(
                || Step::Member(Cow::Owned(name.clone().into_owned())),
                |d| {
                    if !facets.knows(&name) {
                        count += 1;
                        return d.unknown_member();
                    }
                    let mut new = true;
                    d.guarded_by(of_items, |d| new = map.read(&name, d, of_items));
                    if new {
                        count += 1;
                    } else if d.is_strict() {
                        d.fail::<()>(Kind::DuplicateMember);
                    }
                },
            );
            more = self.lexer.next_member()?;
        }
        self.checked(|report| facets.members(count, report));
        (self.failures == before).then_some(())
    }
}

/// A list while it is read.
pub trait Items {
    /// Reads the next value as the next item.
    fn read(&mut self, d: &mut Decoder<'_>, facets: &'static Facets);
}

impl<T: Decode> Items for Vec<T> {
    fn read(&mut self, d: &mut Decoder<'_>, facets: &'static Facets) {
        if let Some(item) = T::decode(d, facets) {
            self.push(item);
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let mut list = Vec::new();
        match d.array(facets, &mut list) {
            Some(()) => Some(list),
            None => None,
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let mut map = BTreeMap::new();
        match d.map(facets, &mut map) {
            Some(()) => Some(map),
            None => None,
        }
    }
}

impl Encoder {
    /// Writes an object that is a map.
    pub fn map(&mut self, members: &dyn RestMembers) {
        if self.begin(b'{') {
            members.each(&mut |name, value| {
                self.member(name, value, false);
            });
            self.end(b'}');
        }
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, e: &mut Encoder) {
        if e.begin(b'[') {
            // No iterator: it would cost every type that is an item.
            let (mut rest, mut index) = (self, 0);
            while let [item, after @ ..] = rest {
                e.item(index, item);
                (rest, index) = (after, index + 1);
            }
            e.end(b']');
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, e: &mut Encoder) {
        self.as_slice().encode(e);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, e: &mut Encoder) {
        e.map(self);
    }
}

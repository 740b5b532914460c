//! Arrays, and objects that are maps.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use specwright_check::{
    Facets,
    json::{Type, canonical},
};

use super::{Decode, Decoder, Encode, Encoder};
use crate::violation::{Expected, Kind, Step};

impl Decoder<'_> {
    /// Reads an array, calling `item` for each, and checks the count and that
    /// items differ, if strict. `None` if anything is wrong.
    pub fn array(
        &mut self,
        facets: &'static Facets,
        item: &mut dyn FnMut(&mut Decoder<'_>),
    ) -> Option<()> {
        if self.peek()? != Type::Array {
            return self.mismatch(Expected::Array);
        }
        let before = self.failures;
        let unique = facets.unique_items && self.is_strict();
        let mut texts = Vec::new();
        let mut count = 0;
        let mut more = self.lexer.begin_array()?;
        while more {
            self.peek()?;
            let start = self.lexer.offset();
            self.within(|| Step::Item(count), |d| item(d));
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

    fn all_differ(&mut self, texts: &[&str]) {
        let mut first = HashMap::new();
        for (index, text) in texts.iter().enumerate() {
            let Some(key) = canonical(text) else { return };
            if let Some(first) = first.get(&key) {
                let first = *first;
                self.within(
                    || Step::Item(index),
                    |d| {
                        d.fail::<()>(Kind::NotUnique { first });
                    },
                );
            } else {
                first.insert(key, index);
            }
        }
    }

    /// Reads an object, calling `member` for each, which tells whether the
    /// name is new; checks the count, if strict. `None` if anything is wrong.
    pub fn map(
        &mut self,
        facets: &'static Facets,
        member: &mut dyn FnMut(&mut Decoder<'_>, &str) -> bool,
    ) -> Option<()> {
        if self.peek()? != Type::Object {
            return self.mismatch(Expected::Object);
        }
        let before = self.failures;
        let mut count = 0;
        let mut more = self.lexer.begin_object()?;
        while more {
            let name = self.lexer.key()?;
            self.within(
                || Step::Member(Cow::Owned(name.clone().into_owned())),
                |d| {
                    if member(d, &name) {
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

impl<T: Decode> Decode for Vec<T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let mut list = Vec::new();
        let items = facets.of_items();
        d.array(facets, &mut |d| {
            if let Some(item) = T::decode(d, items) {
                list.push(item);
            }
        })?;
        Some(list)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let mut map = BTreeMap::new();
        let items = facets.of_items();
        d.map(facets, &mut |d, name| match T::decode(d, items) {
            Some(value) => map.insert(name.to_owned(), value).is_none(),
            None => true,
        })?;
        Some(map)
    }
}

impl Encoder {
    /// Writes an array.
    pub fn array<'v>(&mut self, items: &mut dyn Iterator<Item = &'v dyn Encode>) {
        if !self.begin(b'[') {
            return;
        }
        for (index, item) in items.enumerate() {
            self.item(index, item);
        }
        self.end(b']');
    }

    /// Writes an object that is a map.
    pub fn map<'v>(&mut self, members: &mut dyn Iterator<Item = (&'v str, &'v dyn Encode)>) {
        if !self.begin(b'{') {
            return;
        }
        for (name, value) in members {
            self.member(name, value);
        }
        self.end(b'}');
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, e: &mut Encoder) {
        e.array(&mut self.iter().map(|item| -> &dyn Encode { item }));
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, e: &mut Encoder) {
        self.as_slice().encode(e);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, e: &mut Encoder) {
        e.map(
            &mut self
                .iter()
                .map(|(name, value)| -> (&str, &dyn Encode) { (name, value) }),
        );
    }
}

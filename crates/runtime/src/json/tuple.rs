//! Arrays of fixed length: tuples.

use std::collections::HashMap;

use specwright_check::{
    Facets,
    json::{Type, canonical},
};

use super::{Ask, Decode, Decoder, Encode, Encoder, Slot};
use crate::violation::{Expected, Kind, Step};

impl Decoder<'_> {
    /// Reads an array into `slots`, one an item, each checked by the facets of
    /// its position. Items beyond them are violations, if strict; else
    /// dropped. `None` if anything is wrong; else every slot is filled.
    pub(super) fn tuple(
        &mut self,
        facets: &'static Facets,
        slots: &mut [&mut dyn Slot],
    ) -> Option<()> {
        if self.peek()? != Type::Array {
            return self.mismatch(Expected::Array);
        }
        self.watch_stack()?;
        let before = self.failures;
        let unique = facets.unique_items && self.is_strict();
        let mut texts = Vec::new();
        let mut count = 0;
        let mut more = self.lexer.begin_array()?;
        while more {
            self.peek()?;
            let start = self.lexer.offset();
            match slots.get_mut(count) {
                Some(slot) => {
                    let of_item = facets.of_position(count);
                    self.within(
                        || Step::Item(count),
                        |d| {
                            d.guarded_by(of_item, |d| {
                                slot.ask(d, Ask::Fill(of_item));
                            });
                        },
                    );
                }
                None => self.skip()?,
            }
            if unique {
                texts.push(self.lexer.text().get(start..self.lexer.offset())?);
            }
            count += 1;
            more = self.lexer.next_item()?;
        }
        self.length(slots.len(), count);
        if unique {
            self.all_differ(&texts);
        }
        (self.failures == before).then_some(())
    }

    /// Notes that a tuple of `wanted` items has another number of them. What
    /// is missing cannot be made up, whatever the mode.
    fn length(&mut self, wanted: usize, count: usize) {
        let (limit, actual) = (wanted as u64, count as u64);
        if count < wanted {
            self.fail::<()>(Kind::TooFewItems { min: limit, actual });
        } else if count > wanted && self.is_strict() {
            self.fail::<()>(Kind::TooManyItems { max: limit, actual });
        }
    }

    /// Notes items that stand more than once.
    pub(super) fn all_differ(&mut self, texts: &[&str]) {
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
}

impl Encoder {
    /// Writes an array of values of several types.
    pub(super) fn tuple(&mut self, items: &[&dyn Encode]) {
        if self.begin(b'[') {
            for (index, item) in items.iter().enumerate() {
                self.item(index, *item);
            }
            self.end(b']');
        }
    }
}

macro_rules! tuples {
    ($($($ty:ident $slot:ident)*;)*) => {$(
        impl<$($ty: Decode),*> Decode for ($($ty,)*) {
            fn decode(decoder: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
                $(let mut $slot: Option<$ty> = None;)*
                decoder.tuple(facets, &mut [$(&mut $slot),*])?;
                Some(($($slot?,)*))
            }
        }

        impl<$($ty: Encode),*> Encode for ($($ty,)*) {
            fn encode(&self, encoder: &mut Encoder) {
                let ($($slot,)*) = self;
                encoder.tuple(&[$($slot),*]);
            }
        }
    )*};
}

tuples! {
    A a;
    A a B b;
    A a B b C c;
    A a B b C c D d;
    A a B b C c D d E e;
    A a B b C c D d E e F f;
    A a B b C c D d E e F f G g;
    A a B b C c D d E e F f G g H h;
    A a B b C c D d E e F f G g H h I i;
    A a B b C c D d E e F f G g H h I i J j;
    A a B b C c D d E e F f G g H h I i J j K k;
    A a B b C c D d E e F f G g H h I i J j K k L l;
}

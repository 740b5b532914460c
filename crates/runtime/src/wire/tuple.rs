//! Lists of fixed length: tuples of scalars.

use std::collections::HashMap;

use specwright_check::{Facets, json::canonical};

use super::{Found, FromParam, FromText, Report, Texts, ToParam, ToText, read::in_json};
use crate::{json::Mode, violation::Kind};

/// The place that an item is read into.
trait Position {
    /// Reads `text` into it; whether that could be done.
    fn read(
        &mut self,
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        kinds: &mut Vec<Kind>,
    ) -> bool;

    /// The text as JSON.
    fn json(&self, text: &str) -> String;
}

impl<T: FromText> Position for Option<T> {
    fn read(
        &mut self,
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        kinds: &mut Vec<Kind>,
    ) -> bool {
        *self = T::from_text(text, mode, facets, kinds);
        self.is_some()
    }

    fn json(&self, text: &str) -> String {
        in_json::<T>(text)
    }
}

impl Report<'_> {
    /// Reads a list into `slots`, one an item. Items beyond them are
    /// violations, if strict; else dropped. `None` if anything is wrong.
    fn tuple(&mut self, found: Found<'_>, slots: &mut [&mut dyn Position]) -> Option<()> {
        let Found::Many(texts) = found else {
            self.push(None, [Kind::Missing]);
            return None;
        };
        let (facets, strict) = (self.param().facets, self.mode() == Mode::Strict);
        let mut kinds = Vec::new();
        let mut holds = true;
        let mut items = Vec::with_capacity(slots.len());
        for (index, (text, slot)) in texts.iter().zip(slots.iter_mut()).enumerate() {
            let of_item = facets.of_position(index);
            let read = slot.read(text, self.mode(), of_item, &mut kinds);
            self.push(Some(index), kinds.drain(..));
            let json = slot.json(text);
            holds &= read && self.admits(of_item, Some(index), || json.clone());
            items.push(json);
        }
        let (wanted, actual) = (slots.len() as u64, texts.len() as u64);
        if actual < wanted {
            self.push(
                None,
                [Kind::TooFewItems {
                    min: wanted,
                    actual,
                }],
            );
            return None;
        }
        if actual > wanted && strict {
            self.push(
                None,
                [Kind::TooManyItems {
                    max: wanted,
                    actual,
                }],
            );
            return None;
        }
        if strict && facets.unique_items && holds {
            holds = all_differ(&items, self);
        }
        let list = || format!("[{}]", items.join(","));
        (holds && self.admits(facets, None, list)).then_some(())
    }
}

/// Whether no two of `items`, which are JSON, have one value.
fn all_differ(items: &[String], report: &mut Report<'_>) -> bool {
    let mut seen = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let first = canonical(item).and_then(|key| seen.insert(key, index));
        if let Some(first) = first {
            report.push(None, [Kind::NotUnique { first }]);
            return false;
        }
    }
    true
}

macro_rules! tuples {
    ($($($ty:ident $slot:ident)*;)*) => {$(
        impl<$($ty: FromText),*> FromParam for ($($ty,)*) {
            const LIST: bool = true;

            fn from_found(found: Found<'_>, report: &mut Report<'_>) -> Option<Self> {
                $(let mut $slot: Option<$ty> = None;)*
                report.tuple(found, &mut [$(&mut $slot),*])?;
                Some(($($slot?,)*))
            }
        }

        impl<$($ty: ToText),*> ToParam for ($($ty,)*) {
            fn texts(&self) -> Option<Texts<'_>> {
                let ($($slot,)*) = self;
                Some(Texts::Many(vec![$($slot.to_text()?),*]))
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

//! Scalars, and the wrappers that add nothing to the text.

#![expect(
    clippy::manual_map,
    reason = "a closure is one more function to compile for every type"
)]

use specwright_check::{Facets, json::Type};

use super::{Decode, Decoder, Encode, Encoder};
use crate::{Nullable, Secret, violation::Kind};

impl Decode for String {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.string(facets).map(Into::into)
    }
}

impl Encode for String {
    fn encode(&self, e: &mut Encoder) {
        e.string(self);
    }
}

impl Encode for str {
    fn encode(&self, e: &mut Encoder) {
        e.string(self);
    }
}

impl Decode for Secret {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.string(facets).map(|text| Secret::from(text.into_owned()))
    }
}

impl Encode for Secret {
    fn encode(&self, e: &mut Encoder) {
        e.string(self.expose());
    }
}

impl Decode for bool {
    fn decode(d: &mut Decoder<'_>, _facets: &'static Facets) -> Option<Self> {
        d.boolean()
    }
}

impl Encode for bool {
    fn encode(&self, e: &mut Encoder) {
        e.boolean(*self);
    }
}

impl Decode for () {
    const ACCEPTS_NULL: bool = true;

    fn decode(d: &mut Decoder<'_>, _facets: &'static Facets) -> Option<Self> {
        d.null()
    }
}

impl Encode for () {
    fn encode(&self, e: &mut Encoder) {
        e.null();
    }
}

/// `format: int32` asks for the range, so that it is a violation of the schema.
impl Decode for i32 {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let unheld = d.unheld;
        let Some(value) = d.integer(facets) else {
            d.unheld = unheld;
            return None;
        };
        match Self::try_from(value) {
            Ok(value) => Some(value),
            Err(_) => d.fail(Kind::NumberRange),
        }
    }
}

macro_rules! wide_integers {
    ($($ty:ident)*) => {$(
        impl Decode for $ty {
            fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
                match $ty::try_from(d.integer(facets)?) {
                    Ok(value) => Some(value),
                    Err(_) => d.fail_unheld(),
                }
            }
        }
    )*};
}

wide_integers!(i64 u64);

macro_rules! integers {
    ($($ty:ident)*) => {$(
        impl Encode for $ty {
            fn encode(&self, e: &mut Encoder) {
                e.raw(itoa::Buffer::new().format(*self));
            }
        }
    )*};
}

integers!(i32 i64 u64);

impl Decode for i128 {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.integer(facets)
    }
}

impl Encode for i128 {
    fn encode(&self, e: &mut Encoder) {
        e.integer(*self);
    }
}

impl Encoder {
    /// Writes an integer.
    pub fn integer(&mut self, value: i128) {
        self.raw(itoa::Buffer::new().format(value));
    }
}

impl<T: Decode> Decode for Option<T> {
    const ACCEPTS_NULL: bool = true;

    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        if d.peek() == Some(Type::Null) {
            match d.null() {
                Some(()) => Some(None),
                None => None,
            }
        } else {
            match T::decode(d, facets) {
                Some(value) => Some(Some(value)),
                None => None,
            }
        }
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Some(value) => {
                value.encode(e);
                e.present();
            }
            None => e.absent(),
        }
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, e: &mut Encoder) {
        match self {
            Nullable::Value(value) => {
                value.encode(e);
                e.present();
            }
            Nullable::Null => e.null(),
            Nullable::Absent => e.absent(),
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    const ACCEPTS_NULL: bool = T::ACCEPTS_NULL;

    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        match T::decode(d, facets) {
            Some(value) => Some(Box::new(value)),
            None => None,
        }
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, e: &mut Encoder) {
        (**self).encode(e);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, e: &mut Encoder) {
        (**self).encode(e);
    }
}

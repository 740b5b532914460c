//! Types that take the place of generated ones, for `fixtures/ok/names/given.yaml`.

use std::{fmt, str::FromStr};

use specwright::{
    Facets, Kind,
    codegen::{Decode, Decoder, Encode, Encoder, serde},
};

/// An amount, as `12 EUR`.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub struct Money {
    /// How much.
    pub amount: u64,
    /// Of what.
    pub currency: String,
}

impl FromStr for Money {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (amount, currency) = text.split_once(' ').ok_or(())?;
        Ok(Self {
            amount: amount.parse().map_err(|_| ())?,
            currency: currency.to_owned(),
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// A place, by serde.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd)]
pub struct Place {
    /// Its coordinates.
    pub at: std::collections::BTreeMap<String, i64>,
}

impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.at.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer).map(|at| Self { at })
    }
}

/// A level, by the runtime's codec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Hash)]
pub struct Level(pub u8);

impl Decode for Level {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        match u8::try_from(d.integer(facets)?) {
            Ok(level) => Some(Self(level)),
            Err(_) => d.fail(Kind::NumberRange),
        }
    }
}

impl Encode for Level {
    fn encode(&self, e: &mut Encoder) {
        i64::from(self.0).encode(e);
    }
}

//! The models of the wide API.

use std::borrow::Cow;

use specwright::codegen::{Decode, Decoder, Facets, Kind, Mode, ToText};

use crate::shared::model;

/// An alias.
pub type PetId = i64;

model! {
    /// A pet.
    Pet {
        id: i64 = Required "id",
        name: String = Required "name",
        status: Status = Optional "status",
    }
}

model! {
    /// A pet to be.
    NewPet {
        name: String = Required "name",
        weight: f64 = Optional "weight",
    }
}

model! {
    /// Trouble.
    Problem {
        title: String = Required "title",
    }
}

/// An open enum, as generated ones are.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// `available`
    Available,
    /// `sold`
    Sold,
    /// What was found instead.
    Unknown(String),
}

impl Decode for Status {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let text = d.string(facets)?;
        Some(match &*text {
            "available" => Self::Available,
            "sold" => Self::Sold,
            _ if d.mode() == Mode::Tolerant => Self::Unknown(text.into_owned()),
            _ => return d.fail(Kind::Encoding),
        })
    }
}

impl specwright::codegen::Encode for Status {
    fn encode(&self, e: &mut specwright::codegen::Encoder) {
        e.string(self.as_str());
    }
}

impl Status {
    fn as_str(&self) -> &str {
        match self {
            Self::Available => "available",
            Self::Sold => "sold",
            Self::Unknown(text) => text,
        }
    }
}

impl ToText for Status {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

//! Types of the user's in place of generated ones (`x-rust-type`), read and
//! written by the traits they have.

use std::{
    any::type_name,
    borrow::Cow,
    fmt::Display,
    ops::{Deref, DerefMut},
    str::FromStr,
};

use specwright_check::Facets;

use super::{Decode, Decoder, Encode, Encoder, Mode};
use crate::{
    violation::Kind,
    wire::{FromText, ToText},
};

/// What a type is called, without its path.
fn short_name<T>() -> &'static str {
    let name = type_name::<T>();
    let path = name.split('<').next().unwrap_or(name);
    path.rsplit("::").next().unwrap_or(path)
}

macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name<T>(
            /// The value.
            pub T,
        );

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $name<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }
    };
}

wrapper!(
    /// A value that is a JSON string by `FromStr` and `Display`.
    ByDisplay
);

impl<T: FromStr> Decode for ByDisplay<T> {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        d.formatted(short_name::<T>(), facets, |text| {
            text.parse().ok().map(Self)
        })
    }
}

impl<T: Display> Encode for ByDisplay<T> {
    fn encode(&self, e: &mut Encoder) {
        e.string(&self.0.to_string());
    }
}

impl<T: Display> Display for ByDisplay<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: FromStr> FromText for ByDisplay<T> {
    fn from_text(
        text: &str,
        mode: Mode,
        facets: &'static Facets,
        report: &mut Vec<Kind>,
    ) -> Option<Self> {
        let before = report.len();
        if mode == Mode::Strict {
            facets.string(text, &mut |failure| report.push(failure.into()));
        }
        let value = text.parse().ok();
        if value.is_none() {
            report.push(Kind::Format {
                format: short_name::<T>(),
            });
        }
        value.filter(|_| report.len() == before).map(Self)
    }
}

impl<T: Display> ToText for ByDisplay<T> {
    fn to_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.0.to_string()))
    }
}

#[cfg(feature = "serde")]
mod by_serde {
    use ::serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

    use super::{Decode, Decoder, Deref, DerefMut, Encode, Encoder, Facets, Kind};
    use crate::json::EncodeProblem;

    wrapper!(
        /// A value that is read and written by serde.
        BySerde
    );

    impl<T: DeserializeOwned> Decode for BySerde<T> {
        fn decode(d: &mut Decoder<'_>, _facets: &'static Facets) -> Option<Self> {
            let text = d.raw()?;
            match serde_json::from_str(text) {
                Ok(value) => Some(Self(value)),
                Err(_) => d.fail(Kind::Format {
                    format: super::short_name::<T>(),
                }),
            }
        }
    }

    impl<T: Serialize> Encode for BySerde<T> {
        fn encode(&self, e: &mut Encoder) {
            match serde_json::to_string(&self.0) {
                Ok(text) => e.raw(&text),
                Err(_) => e.fail(EncodeProblem::NoText {
                    format: super::short_name::<T>(),
                }),
            }
        }
    }

    impl<T: Serialize> Serialize for BySerde<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for BySerde<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            T::deserialize(deserializer).map(Self)
        }
    }
}

#[cfg(feature = "serde")]
pub use by_serde::BySerde;

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::ByDisplay;
    use crate::{
        Facets,
        json::{Mode, from_slice, to_vec},
    };

    #[test]
    fn a_type_is_read_and_written_by_its_text() {
        let read = |text: &str| {
            from_slice::<ByDisplay<Ipv4Addr>>(text.as_bytes(), Mode::Strict, &Facets::NONE)
        };
        let address = read("\"10.0.0.1\"").unwrap();
        assert_eq!(address.0, Ipv4Addr::new(10, 0, 0, 1));
        assert_eq!(to_vec(&address).unwrap(), b"\"10.0.0.1\"");
        let found = read("\"10\"").unwrap_err();
        assert_eq!(
            found.first().unwrap().kind,
            crate::Kind::Format { format: "Ipv4Addr" }
        );
        assert!(read("10").is_err());
    }

    #[cfg(feature = "serde")]
    #[test]
    fn a_type_is_read_and_written_by_serde() {
        use super::BySerde;
        let read = |text: &str| {
            from_slice::<BySerde<Vec<u8>>>(text.as_bytes(), Mode::Strict, &Facets::NONE)
        };
        let list = read("[1, 2]").unwrap();
        assert_eq!(*list, [1, 2]);
        assert_eq!(to_vec(&list).unwrap(), b"[1,2]");
        assert!(read("[300]").is_err());
    }
}

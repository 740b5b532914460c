//! The table macros that generated models call. Each row of a table is a
//! line; everything that is the same for all models is a function of this
//! crate, so a model costs little more than its table.
//!
//! Names of fields and variants come from the caller, names of variables from
//! here: they never meet, whatever a field is called.

mod checks;
mod enums;
mod facets;
mod object;
mod union;

#[doc(hidden)]
#[macro_export]
macro_rules! __validate {
    () => {
        /// Checks the value against its schema.
        ///
        /// # Errors
        /// Everything that is wrong with it.
        #[inline]
        pub fn validate(&self) -> ::core::result::Result<(), $crate::codegen::Invalid> {
            $crate::codegen::validate(self, |d| {
                <Self as $crate::codegen::Decode>::decode(d, $crate::codegen::NO_FACETS).is_some()
            })
        }
    };
}

/// A tuple struct of one field: its codec, `From`, `validate`. The words
/// `nullable true` behind it say that `null` is one of its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($name:ident($inner:ty) $({ $($facets:tt)* })? $(nullable $nullable:literal)?) => {
        impl $name {
            $crate::__validate!();
        }

        impl ::core::convert::From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl $crate::codegen::Decode for $name {
            const ACCEPTS_NULL: bool = false $(|| $nullable)?;

            fn decode(
                d: &mut $crate::codegen::Decoder<'_>,
                _facets: &'static $crate::codegen::Facets,
            ) -> ::core::option::Option<Self> {
                match $crate::codegen::guarded(
                    d,
                    $crate::__facets!($({ $($facets)* })?),
                    <$inner as $crate::codegen::Decode>::decode,
                ) {
                    ::core::option::Option::Some(inner) => ::core::option::Option::Some(Self(inner)),
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }
        }

        impl $crate::codegen::Encode for $name {
            fn encode(&self, e: &mut $crate::codegen::Encoder) {
                $crate::codegen::Encode::encode(&self.0, e);
            }
        }

        $crate::__serde!($name);
    };
}

/// serde's traits for a model: empty unless the feature `serde` is on.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {};
}

/// serde's traits for a model.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::codegen::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize(deserializer)
            }
        }
    };
}

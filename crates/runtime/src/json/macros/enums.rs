//! Enums of scalars.

/// An enum of strings: its codecs, `as_str`, `Display`, `FromStr`,
/// `validate`. The last row names the variant for values that the document
/// does not know.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    (
        $name:ident {
            $($variant:ident = $wire:literal,)*
            ..$unknown:ident,
        }
    ) => {
        impl $name {
            /// The text on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(raw) => raw.as_str(),
                }
            }

            $crate::__validate!();
        }

        $crate::__enum_codec! {
            $name {
                $($variant = String($wire),)*
                ..$unknown,
            }
        }

        impl $crate::codegen::Encode for $name {
            fn encode(&self, e: &mut $crate::codegen::Encoder) {
                match self {
                    Self::$unknown(raw) => $crate::codegen::Encode::encode(raw, e),
                    known => e.string(known.as_str()),
                }
            }
        }

        impl $crate::codegen::ToText for $name {
            #[inline]
            fn to_text(
                &self,
            ) -> ::core::option::Option<::std::borrow::Cow<'_, ::core::primitive::str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// An enum of scalars of which not all are strings: its codecs, `to_value`,
/// `Display`, `FromStr`, `validate`.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_enum {
    (
        $name:ident {
            $($variant:ident = $kind:ident($value:expr),)*
            ..$unknown:ident,
        }
    ) => {
        impl $name {
            /// The JSON value.
            #[must_use]
            #[inline]
            pub fn to_value(&self) -> $crate::codegen::Value {
                match self {
                    $(Self::$variant => ::core::convert::Into::into($crate::codegen::Literal::$kind($value)),)*
                    Self::$unknown(raw) => raw.to_value(),
                }
            }

            $crate::__validate!();
        }

        $crate::__enum_codec! {
            $name {
                $($variant = $kind($value),)*
                ..$unknown,
            }
        }

        impl $crate::codegen::Encode for $name {
            fn encode(&self, e: &mut $crate::codegen::Encoder) {
                match self {
                    $(Self::$variant => e.literal(&$crate::codegen::Literal::$kind($value)),)*
                    Self::$unknown(raw) => $crate::codegen::Encode::encode(raw, e),
                }
            }
        }

        impl $crate::codegen::ToText for $name {
            #[inline]
            fn to_text(
                &self,
            ) -> ::core::option::Option<::std::borrow::Cow<'_, ::core::primitive::str>> {
                ::core::option::Option::Some(match self {
                    $(Self::$variant => $crate::codegen::Literal::$kind($value).to_text(),)*
                    Self::$unknown(raw) => ::std::borrow::Cow::Borrowed(raw.as_str()),
                })
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant => f.write_str(&$crate::codegen::Literal::$kind($value).to_text()),)*
                    Self::$unknown(raw) => f.write_str(raw.as_str()),
                }
            }
        }
    };
}

/// What all enums of scalars share: reading.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_codec {
    (
        $name:ident {
            $($variant:ident = $kind:ident($value:expr),)*
            ..$unknown:ident,
        }
    ) => {
        const _: () = {
            static VALUES: &$crate::codegen::EnumSpec =
                &[$($crate::codegen::Literal::$kind($value)),*];
            const VARIANTS: &[$name] = &[$($name::$variant),*];

            fn known(index: ::core::primitive::usize) -> ::core::option::Option<$name> {
                match VARIANTS.get(index) {
                    ::core::option::Option::Some(variant) => {
                        ::core::option::Option::Some(::core::clone::Clone::clone(variant))
                    }
                    ::core::option::Option::None => ::core::option::Option::None,
                }
            }

            fn variant(chosen: $crate::codegen::Chosen) -> ::core::option::Option<$name> {
                match chosen {
                    $crate::codegen::Chosen::Known(index) => known(index),
                    $crate::codegen::Chosen::Unknown(raw) => {
                        ::core::option::Option::Some($name::$unknown(raw))
                    }
                }
            }

            impl $crate::codegen::Decode for $name {
                fn decode(
                    d: &mut $crate::codegen::Decoder<'_>,
                    _facets: &'static $crate::codegen::Facets,
                ) -> ::core::option::Option<Self> {
                    match d.enumeration(VALUES) {
                        ::core::option::Option::Some(chosen) => variant(chosen),
                        ::core::option::Option::None => ::core::option::Option::None,
                    }
                }
            }

            impl $crate::codegen::FromText for $name {
                #[inline]
                fn from_text(
                    text: &::core::primitive::str,
                    mode: $crate::codegen::Mode,
                    _facets: &'static $crate::codegen::Facets,
                    report: &mut ::std::vec::Vec<$crate::codegen::Kind>,
                ) -> ::core::option::Option<Self> {
                    match $crate::codegen::choose(VALUES, text, mode, report) {
                        ::core::option::Option::Some(chosen) => variant(chosen),
                        ::core::option::Option::None => ::core::option::Option::None,
                    }
                }
            }

            impl ::core::str::FromStr for $name {
                type Err = $crate::codegen::ParseError;

                #[inline]
                fn from_str(
                    text: &::core::primitive::str,
                ) -> ::core::result::Result<Self, $crate::codegen::ParseError> {
                    $crate::codegen::parse(VALUES, text)
                        .and_then(known)
                        .ok_or($crate::codegen::ParseError { expected: VALUES })
                }
            }
        };

        $crate::__serde!($name);
    };
}

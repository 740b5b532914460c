//! Unions.

/// A union: its codec, `From` where a row asks for it, `validate`. A row is
/// `Variant(Type) = Test[..] { facets } + Only[..],`, where the last part names
/// the members that are kept beside the value; `views` has the readers of
/// branches that may accept the same value; `tag` names the member that tells
/// all branches apart, its values, and the variant for other values; where a
/// branch takes those, `by` names the member alone.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $name:ident: $rule:ident {
            $($variant:ident($ty:ty) = $test:ident $([$($tests:tt)*])? $({ $($facets:tt)* })?
                $(+ $others:ident[$($other:literal),* $(,)?])?,)*
        }
        $(tag $tag:literal [$($tags:literal),* $(,)?] $unknown:ident)?
        $(by $by:literal)?
        $(from { $($from:ident($from_ty:ty)),* $(,)? })?
        $(views { $($view:ident = $viewed:ident($view_ty:ty)),* $(,)? })?
        $(nullable $nullable:literal)?
        $(whole { $($whole:tt)* })?
    ) => {
        impl $name {
            $crate::__validate!();
        }

        $($(
            impl ::core::convert::From<$from_ty> for $name {
                fn from(value: $from_ty) -> Self {
                    Self::$from(::core::convert::Into::into(value))
                }
            }
        )*)?

        const _: () = {
            static SPEC: $crate::codegen::UnionSpec = $crate::codegen::UnionSpec {
                rule: $crate::codegen::Rule::$rule,
                tag: $crate::__tag!($($tag)? $($by)?),
                tags: &[$($($tags),*)?],
                branches: &[$($crate::codegen::Branch {
                    name: ::core::stringify!($variant),
                    test: $crate::__test!($test $([$($tests)*])?),
                    facets: $crate::__facets!($({ $($facets)* })?),
                }),*],
                whole: $crate::__facets!($({ $($whole)* })?),
            };

            $(impl $name {
                $(
                    /// The value as this branch reads it, if it accepts the value, too.
                    #[must_use]
                    pub fn $view(&self) -> ::core::option::Option<$view_ty> {
                        $crate::codegen::view(
                            self,
                            &SPEC,
                            ::core::stringify!($viewed),
                            <$view_ty as $crate::codegen::Decode>::decode,
                        )
                    }
                )*
            })?

            impl $crate::codegen::Decode for $name {
                const ACCEPTS_NULL: ::core::primitive::bool = false $(|| $nullable)?;

                fn decode(
                    d: &mut $crate::codegen::Decoder<'_>,
                    _facets: &'static $crate::codegen::Facets,
                ) -> ::core::option::Option<Self> {
                    d.union(
                        &SPEC,
                        &[$(|d, facets| {
                            match $crate::__decode_variant!(
                                d facets $ty $(, $others[$($other),*])?
                            ) {
                                ::core::option::Option::Some(value) => {
                                    ::core::option::Option::Some(Self::$variant(value))
                                }
                                ::core::option::Option::None => ::core::option::Option::None,
                            }
                        }),*],
                        $crate::__unknown!($($unknown)?),
                    )
                }
            }

            impl $crate::codegen::Encode for $name {
                fn encode(&self, e: &mut $crate::codegen::Encoder) {
                    match self {
                        $(Self::$variant(value) => {
                            $crate::__encode_variant!($test $([$($tests)*])? value e)
                        })*
                        $(Self::$unknown(raw) => $crate::codegen::Encode::encode(raw, e),)?
                    }
                }
            }
        };

        $crate::__serde!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tag {
    () => {
        ::core::option::Option::None
    };
    ($tag:literal) => {
        ::core::option::Option::Some($tag)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unknown {
    () => {
        ::core::option::Option::None
    };
    ($unknown:ident) => {
        ::core::option::Option::Some(Self::$unknown)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __test {
    (Kind[$($kind:ident),*]) => {
        $crate::codegen::Test::Kind(&[$($crate::codegen::JsonKind::$kind),*])
    };
    (Tag[$property:literal: $($value:literal),* $(,)?]) => {
        $crate::codegen::Test::Tag($property, &[$($value),*])
    };
    (Otherwise[$property:literal: $($value:literal),* $(,)?]) => {
        $crate::codegen::Test::Otherwise($property, &[$($value),*])
    };
    (Has[$member:literal]) => { $crate::codegen::Test::Has($member) };
    (Try) => { $crate::codegen::Test::Try };
}

/// A variant that is kept with members that other branches know.
#[doc(hidden)]
#[macro_export]
macro_rules! __decode_variant {
    ($d:ident $facets:ident $ty:ty) => {
        <$ty as $crate::codegen::Decode>::decode($d, $facets)
    };
    ($d:ident $facets:ident $ty:ty, $others:ident[$($other:literal),*]) => {
        $crate::codegen::extended(
            $d,
            $facets,
            $crate::codegen::Others::$others(&[$($other),*]),
            <$ty as $crate::codegen::Decode>::decode,
        )
    };
}

/// A variant that is told by a tag is written with it.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_variant {
    (Tag[$($tests:tt)*] $value:ident $e:ident) => {
        $e.variant(&$crate::__test!(Tag[$($tests)*]), $value)
    };
    (Otherwise[$($tests:tt)*] $value:ident $e:ident) => {
        $e.variant(&$crate::__test!(Otherwise[$($tests)*]), $value)
    };
    ($test:ident $([$($tests:tt)*])? $value:ident $e:ident) => {
        $crate::codegen::Encode::encode($value, $e)
    };
}

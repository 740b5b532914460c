//! Structs.

/// A struct: its codec, `new`, setters, defaults, `validate`.
///
/// A row is `field: Type = Presence "member" { facets },`. The last row may be
/// `..field: Type { facets },` for members that are kept, or `..deny,`.
/// `matching` has the maps of members by what their names match.
/// `fixed` has the values of members that `new` does not ask for.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        $name:ident {
            $($field:ident: $ty:ty = $presence:ident $wire:literal $({ $($facets:tt)* })?,)*
            $(..$extra:ident $(: $rest:ty $({ $($rest_facets:tt)* })?)?,)?
        }
        $(matching {
            $($map:ident: $map_ty:ty = [$($patterns:tt)*] $({ $($map_facets:tt)* })?,)*
        })?
        $(require [$($required:literal),* $(,)?])?
        $(forbid [$($forbidden:literal),* $(,)?])?
        $(ignore [$($ignored:literal),* $(,)?])?
        $(members { $($members:tt)* })?
        new($($arg:ident: $arg_ty:ty),* $(,)?)
        $(fixed { $($fixed:ident = $fixed_value:expr),* $(,)? })?
        $(set($($set:ident: $set_ty:ty),* $(,)?))?
        $(set_as { $($setter:ident($as:ident: $as_ty:ty),)* })?
        $(default { $($getter:ident($get:ident) -> $get_ty:ty = $default:expr,)* })?
    ) => {
        impl $name {
            /// A value of its required members; the others are absent.
            #[must_use]
            #[inline]
            #[allow(clippy::too_many_arguments, clippy::new_without_default)]
            pub fn new($($arg: $arg_ty),*) -> Self {
                $($(let $fixed = $fixed_value;)*)?
                Self {
                    $($field: $crate::__initial!($presence $field),)*
                    $($($map: <::std::collections::BTreeMap<::std::string::String, $map_ty>>::new(),)*)?
                    $($($extra: <::std::collections::BTreeMap<::std::string::String, $rest>>::new(),)?)?
                }
            }

            $($($crate::__setter!($set $set $set_ty);)*)?
            $($($crate::__setter!($setter $as $as_ty);)*)?

            $($($crate::__map_setter!(
                "Sets the members whose names match."
                $map $map_ty
            );)*)?
            $($($crate::__map_setter!(
                "Sets the members that the schema does not name."
                $extra $rest
            );)?)?

            $($(
                /// The field, or the document's default where it is absent.
                #[must_use]
                #[inline]
                pub fn $getter(&self) -> $get_ty {
                    $crate::codegen::OrDefault::or_default(&self.$get, $default)
                }
            )*)?

            $crate::__validate!();
        }

        const _: () = {
            static SPEC: $crate::codegen::ObjectSpec = $crate::codegen::ObjectSpec {
                fields: &[$($crate::codegen::FieldSpec {
                    name: $wire,
                    key: ::core::concat!(",\"", $wire, "\":"),
                    plain: $crate::codegen::is_plain($wire),
                    presence: $crate::codegen::Presence::$presence,
                    facets: $crate::__facets!($({ $($facets)* })?),
                }),*],
                matching: &[$($($crate::codegen::Matching {
                    patterns: $crate::__facet!(patterns [$($patterns)*]),
                    facets: $crate::__facets!($({ $($map_facets)* })?),
                }),*)?],
                extra: $crate::__extra!($($extra $([$rest] $({ $($rest_facets)* })?)?)?),
                required: &[$($($required),*)?],
                forbidden: &[$($($forbidden),*)?],
                ignored: &[$($($ignored),*)?],
                members: $crate::__facets!($({ $($members)* })?),
            };

            impl $crate::codegen::Decode for $name {
                fn decode(
                    d: &mut $crate::codegen::Decoder<'_>,
                    _facets: &'static $crate::codegen::Facets,
                ) -> ::core::option::Option<Self> {
                    $(let mut $field: $crate::__slot!($presence $ty) = $crate::__empty!($presence);)*
                    $($(let mut $map = <::std::collections::BTreeMap<::std::string::String, $map_ty>>::new();)*)?
                    $($(let mut $extra = <::std::collections::BTreeMap<::std::string::String, $rest>>::new();)?)?
                    match d.object(
                        &SPEC,
                        &mut [$(&mut $field),*],
                        &mut [$($(&mut $map,)*)? $($($crate::__rest!($extra [$rest]),)?)?],
                    ) {
                        ::core::option::Option::Some(()) => {}
                        ::core::option::Option::None => return ::core::option::Option::None,
                    }
                    ::core::option::Option::Some(Self {
                        $($field: $crate::__finish!($presence $field),)*
                        $($($map,)*)?
                        $($($extra: $crate::__same!($extra [$rest]),)?)?
                    })
                }
            }

            impl $crate::codegen::Encode for $name {
                fn encode(&self, e: &mut $crate::codegen::Encoder) {
                    e.object(
                        &SPEC,
                        &[$(&self.$field),*],
                        $crate::__rest_of!([$($(self.$map)*)?] $($(self.$extra [$rest])?)?),
                    );
                }
            }
        };

        $crate::__serde!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __initial {
    (Required $field:ident) => {
        ::core::convert::Into::into($field)
    };
    (RequiredNullable $field:ident) => {
        ::core::convert::Into::into($field)
    };
    ($presence:ident $field:ident) => {
        $crate::__empty!($presence)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __empty {
    (OptionalNullable) => {
        $crate::codegen::Nullable::Absent
    };
    ($presence:ident) => {
        ::core::option::Option::None
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    (OptionalNullable $ty:ty) => { $crate::codegen::Nullable<$ty> };
    ($presence:ident $ty:ty) => { ::core::option::Option<$ty> };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __finish {
    (Required $field:ident) => {
        match $field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return ::core::option::Option::None,
        }
    };
    ($presence:ident $field:ident) => {
        $field
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __extra {
    () => { $crate::codegen::Extra::Drop };
    (deny) => { $crate::codegen::Extra::Deny };
    ($extra:ident [$rest:ty] $($facets:tt)?) => {
        $crate::codegen::Extra::Keep($crate::__facets!($($facets)?))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    ($extra:ident [$rest:ty]) => {
        &mut $extra
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __rest_of {
    ([]) => {
        ::core::option::Option::None
    };
    ([] $value:ident.$extra:ident [$rest:ty]) => {
        ::core::option::Option::Some(&$value.$extra)
    };
    ([$($map:ident.$field:ident)+] $($value:ident.$extra:ident [$rest:ty])?) => {
        ::core::option::Option::Some(&$crate::codegen::Maps(&[
            $(&$map.$field,)+
            $(&$value.$extra,)?
        ]))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __same {
    ($extra:ident [$rest:ty]) => {
        $extra
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __map_setter {
    ($docs:literal $field:ident $ty:ty) => {
        #[doc = $docs]
        #[must_use]
        #[inline]
        pub fn $field(
            mut self,
            $field: impl ::core::convert::Into<
                ::std::collections::BTreeMap<::std::string::String, $ty>,
            >,
        ) -> Self {
            self.$field = ::core::convert::Into::into($field);
            self
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($setter:ident $field:ident $ty:ty) => {
        /// Sets the field.
        #[must_use]
        #[inline]
        pub fn $setter(mut self, $field: $ty) -> Self {
            self.$field = $crate::codegen::Settable::set(::core::convert::Into::into($field));
            self
        }
    };
}

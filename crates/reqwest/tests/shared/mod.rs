//! Models by hand: the codec's helpers, without the tables of generated code.

/// A struct with its codec.
macro_rules! model {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty = $presence:ident $wire:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $(#[doc = $wire] pub $field: model!(@ty $presence $ty),)+ }

        const _: () = {
            use ::specwright::codegen::{Decode, Decoder, Encode, Encoder, Extra, Facets};
            use ::specwright::codegen::{FieldSpec, NO_FACETS, ObjectSpec, Presence};

            static SPEC: ObjectSpec = ObjectSpec {
                fields: &[$(FieldSpec {
                    name: $wire,
                    presence: Presence::$presence,
                    facets: &Facets::NONE,
                }),+],
                extra: Extra::Drop,
                required: &[],
                members: &Facets::NONE,
            };

            impl Decode for $name {
                fn decode(d: &mut Decoder<'_>, _facets: &'static Facets) -> Option<Self> {
                    $(let mut $field: Option<$ty> = None;)+
                    d.object(&SPEC, &mut [$(&mut $field),+], None)?;
                    Some(Self { $($field: model!(@get $presence $field)),+ })
                }
            }

            impl Encode for $name {
                fn encode(&self, e: &mut Encoder) {
                    let _ = NO_FACETS;
                    e.object(&SPEC, &[$(&self.$field),+], None);
                }
            }
        };
    };
    (@ty Required $ty:ty) => { $ty };
    (@ty Optional $ty:ty) => { Option<$ty> };
    (@get Required $field:ident) => { $field? };
    (@get Optional $field:ident) => { $field };
}

pub(crate) use model;

//! Structs while they are written.

use std::collections::HashSet;

use super::{FieldSpec, ObjectSpec, Presence, RestMembers, Seen};
use crate::json::{Encode, Encoder, variant::Tagged};

impl Encoder {
    /// Writes an object: `values` are the fields of `spec`, in order.
    pub fn object(
        &mut self,
        spec: &'static ObjectSpec,
        values: &[&dyn Encode],
        rest: Option<&dyn RestMembers>,
    ) {
        if !self.begin(b'{') {
            return;
        }
        if self.is_variant() {
            self.variant_members(spec, values, rest);
        } else {
            self.members(spec, values, rest, Self::field, Self::member);
        }
        self.end(b'}');
    }

    /// The members of an object that a tag tells from others.
    #[inline(never)]
    fn variant_members(
        &mut self,
        spec: &'static ObjectSpec,
        values: &[&dyn Encode],
        rest: Option<&dyn RestMembers>,
    ) {
        match self.begin_tagged(spec, rest) {
            Tagged::Once(name, tag) => self.members(
                spec,
                values,
                rest,
                |e, field, value, optional| match field.name == name {
                    true => e.tag_field(field, tag),
                    false => e.field(field, value, optional),
                },
                Self::member,
            ),
            Tagged::Anyhow => {
                self.members(spec, values, rest, Self::tagged_field, Self::tagged_member);
            }
        }
    }

    #[inline(always)]
    fn members(
        &mut self,
        spec: &'static ObjectSpec,
        values: &[&dyn Encode],
        rest: Option<&dyn RestMembers>,
        field_by: impl Fn(&mut Self, &'static FieldSpec, &dyn Encode, bool) -> bool,
        member_by: impl Fn(&mut Self, &str, &dyn Encode, bool) -> bool,
    ) {
        let mut absent = Seen::new(spec.fields.len());
        for (index, (field, value)) in spec.fields.iter().zip(values).enumerate() {
            let optional = matches!(
                field.presence,
                Presence::Optional | Presence::OptionalNullable
            );
            if !field_by(self, field, *value, optional) {
                absent.insert(index);
            }
        }
        if let Some(rest) = rest {
            let mut names = (!spec.matching.is_empty()).then(HashSet::new);
            rest.each(&mut |name, value| {
                let twice = names
                    .as_mut()
                    .is_some_and(|names| !names.insert(name.to_owned()));
                let taken = spec
                    .fields
                    .iter()
                    .position(|field| field.name == name)
                    .is_some_and(|index| !absent.has(index));
                if taken || twice {
                    self.duplicate(name);
                } else {
                    member_by(self, name, value, false);
                }
            });
        }
    }
}

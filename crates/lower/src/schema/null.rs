//! Whether null is a value, in all the ways documents say so.

use specwright_source::{Diagnostic, Value, codes};
use specwright_spec::model::{SchemaBody, SchemaId, SchemaObject};

use super::Lowering;
use super::conj::{self, Conj, DEPTH, Part, Without};
use super::kinds::Kinds;

impl Lowering<'_> {
    /// Whether null satisfies every part of `conj`.
    pub(super) fn null_in(&mut self, conj: &Conj) -> bool {
        conj.kinds.covers(Kinds::NULL) && conj.parts.iter().all(|part| self.null_part(*part, 0))
    }

    /// Whether null satisfies a schema when its `nullable` is left aside and
    /// only `type` beside it counts as made nullable.
    pub(super) fn null_by_letter(&mut self, id: SchemaId) -> bool {
        match self.object(id) {
            Some(object) => self.null_beyond_type(object, Without::NOTHING, id, 0),
            None => !self.is_false(id),
        }
    }

    fn null_part(&mut self, part: Part, depth: u32) -> bool {
        let key = (
            part.schema,
            part.without.unions(),
            part.without.has(Without::LINKS),
        );
        match self.nulls.get(&key) {
            Some(Some(known)) => return *known,
            // Null satisfies a loop unless something else on it refuses null.
            Some(None) => return true,
            None => {}
        }
        if depth >= DEPTH {
            self.too_deep(part.schema);
            return false;
        }
        self.nulls.insert(key, None);
        let known = match &self.document.schemas.get(part.schema).body {
            SchemaBody::Bool(accepts) => *accepts,
            SchemaBody::Object(object) => {
                let explicit = object
                    .nullable
                    .as_ref()
                    .is_some_and(|nullable| nullable.value);
                explicit
                    || ((object.types.is_empty()
                        || object
                            .types
                            .iter()
                            .any(|name| Kinds::of(name.value) == Kinds::NULL))
                        && self.null_beyond_type(object, part.without, part.schema, depth))
            }
        };
        self.nulls.insert(key, Some(known));
        known
    }

    fn null_beyond_type(
        &mut self,
        object: &SchemaObject,
        without: Without,
        id: SchemaId,
        depth: u32,
    ) -> bool {
        let typed = !object.types.is_empty();
        let listed = object.enumeration.as_ref().is_none_or(|list| {
            list.value.is_empty() || list.value.iter().any(|node| node.value == Value::Null)
        });
        let constant = object
            .constant
            .as_ref()
            .is_none_or(|node| node.value == Value::Null);
        if !listed || !constant || self.is_false(id) {
            return false;
        }
        if !without.has(Without::LINKS) {
            let dynamic = object.dynamic_reference.iter();
            let dynamic = dynamic
                .filter(|link| link.value.anchor.is_none())
                .map(|link| link.value.schema);
            let links = object
                .reference
                .iter()
                .map(|link| link.value)
                .chain(dynamic)
                .chain(object.all_of.iter().copied());
            for link in links {
                if !self.null_part(Part::of(link), depth + 1) {
                    return false;
                }
            }
        }
        if let Some(branches) = &object.any_of
            && !without.has(Without::ANY_OF)
            && self.null_branches(&branches.value, typed, depth) == 0
        {
            return false;
        }
        if let Some(branches) = &object.one_of
            && !without.has(Without::ONE_OF)
        {
            let count = self.null_branches(&branches.value, typed, depth);
            if count > 1 {
                self.once(Diagnostic::warning(
                    codes::schema::NULL_TWICE,
                    branches.span,
                    format!("{count} branches of this `oneOf` accept null, so null is refused"),
                ));
            }
            return count == 1;
        }
        true
    }

    /// How many branches accept null. Keywords for another kind of value
    /// without `type` mean that kind, unless there is a `type` outside.
    fn null_branches(&mut self, branches: &[SchemaId], typed: bool, depth: u32) -> usize {
        let mut count = 0;
        for branch in branches {
            if self.null_part(Part::of(*branch), depth + 1) && (typed || !self.hints(*branch)) {
                count += 1;
            }
        }
        count
    }

    /// Whether a schema has keywords for some kind of value, and none that
    /// says which kinds it accepts.
    fn hints(&mut self, id: SchemaId) -> bool {
        let flat = self.flatten(&Conj::of(id));
        let mut hinted = false;
        for object in flat
            .atoms
            .iter()
            .filter_map(|atom| self.object(atom.schema))
        {
            let nullable = object
                .nullable
                .as_ref()
                .is_some_and(|nullable| nullable.value);
            if nullable || conj::says_kinds(object) {
                return false;
            }
            hinted |= conj::numbers(object)
                || conj::strings(object)
                || conj::arrays(object)
                || conj::objects(object);
        }
        hinted
    }
}

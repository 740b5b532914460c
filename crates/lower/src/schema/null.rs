//! Whether null is a value, in all the ways documents say so.

use specwright_source::{Diagnostic, Value, codes};
use specwright_spec::model::{SchemaBody, SchemaId, SchemaObject};

use super::Lowering;
use super::conj::{self, Conj, DEPTH, Part, Without};
use super::kinds::Kinds;
use super::ways::Way;

impl Lowering<'_> {
    /// Whether null satisfies every part of `conj`.
    pub(super) fn null_in(&mut self, conj: &Conj) -> bool {
        conj.kinds.covers(Kinds::NULL) && conj.parts.iter().all(|part| self.null_part(*part, 0))
    }

    /// Whether null satisfies a schema when its `nullable` is left aside and
    /// only `type` beside it counts as made nullable.
    pub(super) fn null_by_letter(&mut self, id: SchemaId) -> bool {
        match self.object(id) {
            Some(object) => {
                let part = self.part(id, Way::default());
                self.null_beyond_type(object, part, 0)
            }
            None => !self.is_false(id),
        }
    }

    fn null_part(&mut self, part: Part, depth: u32) -> bool {
        let key = (
            part.schema,
            part.way,
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
                        && self.null_beyond_type(object, part, depth))
            }
        };
        self.nulls.insert(key, Some(known));
        known
    }

    fn null_beyond_type(&mut self, object: &SchemaObject, part: Part, depth: u32) -> bool {
        let Part { without, way, .. } = part;
        let typed = !object.types.is_empty();
        let listed = object.enumeration.as_ref().is_none_or(|list| {
            list.value.is_empty() || list.value.iter().any(|node| node.value == Value::Null)
        });
        let constant = object
            .constant
            .as_ref()
            .is_none_or(|node| node.value == Value::Null);
        if !listed || !constant || self.is_false(part.schema) {
            return false;
        }
        if !without.has(Without::LINKS) {
            for link in self.links_of(object, way) {
                let link = self.part(link, way);
                if !self.null_part(link, depth + 1) {
                    return false;
                }
            }
        }
        if let Some(branches) = &object.any_of
            && !without.has(Without::ANY_OF)
            && self.null_branches(&branches.value, way, typed, depth) == 0
        {
            return false;
        }
        if let Some(branches) = &object.one_of
            && !without.has(Without::ONE_OF)
        {
            let count = self.null_branches(&branches.value, way, typed, depth);
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
    fn null_branches(&mut self, branches: &[SchemaId], way: Way, typed: bool, depth: u32) -> usize {
        let mut count = 0;
        for branch in branches {
            let branch = self.part(*branch, way);
            if self.null_part(branch, depth + 1) && (typed || !self.hints(branch)) {
                count += 1;
            }
        }
        count
    }

    /// Whether a schema has keywords for some kind of value, and none that
    /// says which kinds it accepts.
    fn hints(&mut self, part: Part) -> bool {
        let flat = self.flatten(&Conj::of(part));
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

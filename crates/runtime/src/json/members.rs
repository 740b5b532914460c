//! Members by their names: which of them are kept, and in which map.

use specwright_check::{Facets, Failure, program::Problem};

use super::{Decoder, Encode, Extra, ObjectSpec, RestMembers};
use crate::violation::{Kind, Step};

impl ObjectSpec {
    /// The map that keeps a member which is no field, by its place among all
    /// maps, and what is checked for its value.
    #[inline]
    pub(super) fn keeps(&self, name: &str) -> Option<(usize, &'static Facets)> {
        for (place, matching) in self.matching.iter().enumerate() {
            if matching
                .patterns
                .iter()
                .any(|pattern| pattern.is_match(name))
            {
                return Some((place, matching.facets));
            }
        }
        match self.extra {
            Extra::Keep(facets) => Some((self.matching.len(), facets)),
            Extra::Drop | Extra::Deny => None,
        }
    }
}

impl Decoder<'_> {
    /// If strict, checks the name of a member.
    #[inline]
    pub(super) fn name(&mut self, facets: &'static Facets, name: &str) {
        if let Some(names) = facets.names
            && self.is_strict()
        {
            self.name_by(names, name);
        }
    }

    #[inline(never)]
    fn name_by(&mut self, names: &'static Facets, name: &str) {
        let mut first = None;
        names.string(name, &mut |failure| {
            first = first.take().or_else(|| problem(failure));
        });
        if let Some(reason) = first {
            let problem = Problem::PropertyName {
                reason: Box::new(reason),
            };
            self.within(
                || Step::Member(name.to_owned().into()),
                |d| d.fail::<()>(Kind::from(problem)),
            );
        }
    }

    /// Skips the value of a member that the schema does not know: a
    /// violation, if strict.
    #[cold]
    pub(super) fn unknown_member(&mut self) {
        self.pass_over();
        if self.is_strict() {
            self.fail::<()>(Kind::UnknownMember);
        }
    }
}

/// What a check program says of a text.
fn problem(failure: Failure) -> Option<Problem> {
    match failure {
        Failure::TooShort { min } => Some(Problem::TooShort { min }),
        Failure::TooLong { max } => Some(Problem::TooLong { max }),
        Failure::Pattern { source } => Some(Problem::Pattern {
            source: source.into(),
        }),
        _ => None,
    }
}

/// Several maps of members, one behind the other.
#[derive(Clone, Copy)]
pub struct Maps<'m>(pub &'m [&'m dyn RestMembers]);

impl std::fmt::Debug for Maps<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Maps").field(&self.0.len()).finish()
    }
}

impl RestMembers for Maps<'_> {
    fn each(&self, write: &mut dyn FnMut(&str, &dyn Encode)) {
        for map in self.0 {
            map.each(write);
        }
    }
}

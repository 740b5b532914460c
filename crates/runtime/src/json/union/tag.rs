//! Objects that a member tells apart.

use specwright_check::json::Type;

use super::{Decision, Outcome, Run, Start, UnionSpec};
use crate::{
    json::{Decoder, Unknown, decoder},
    violation::{Expected, Kind, Step},
};

impl Decoder<'_> {
    /// Reads the object at hand as the branch of the first tag in it. If it has
    /// equal members, the last tag counts: then it is looked through for that,
    /// and read again if that is another branch's.
    pub(super) fn guess(
        &mut self,
        spec: &'static UnionSpec,
        index: usize,
        open: bool,
        start: Start,
        run: &mut Run<'_>,
    ) -> Option<Outcome> {
        let before = (self.violations.len(), self.failures, self.unheld);
        self.guesses += 1;
        run(self, index);
        self.guesses -= 1;
        if self.all_differ == Some(start.0) || self.lexer.error().is_some() {
            self.settle();
            return Some(Outcome::Branch);
        }
        let end = self.lexer.offset();
        self.lexer.seek(start.0, start.1);
        let (candidates, _) = self.candidates(spec, Type::Object, start, true)?;
        let key = (std::ptr::from_ref(spec) as usize, start.0, self.mode);
        let last = candidates.first().copied();
        if let Some(last) = last
            && self.guesses + self.trials > 0
        {
            // A value around this one may be read again, too.
            self.decisions.insert(key, Decision::Branch(last, None));
        }
        if last == Some(index) {
            self.lexer.seek(end, start.1);
            self.settle();
            return Some(Outcome::Branch);
        }
        self.violations.truncate(before.0);
        (self.failures, self.unheld) = (before.1, before.2);
        let outcome = match last {
            None => self.no_candidate(spec, Type::Object, open, start),
            Some(last) => {
                run(self, last);
                Some(Outcome::Branch)
            }
        };
        self.settle();
        outcome
    }

    /// What to say of an object whose tag names no branch.
    pub(super) fn unknown_tag(
        &mut self,
        spec: &'static UnionSpec,
        property: &'static str,
        open: bool,
        start: Start,
    ) -> Option<Outcome> {
        let mut tag = None;
        let mut more = self.lexer.begin_object()?;
        while more {
            let name = self.lexer.key()?;
            let found = self.peek()?;
            self.skip()?;
            if name == property {
                tag = Some(found);
            }
            more = self.lexer.next_member()?;
        }
        let end = self.lexer.offset();
        match tag {
            None => {
                self.missing(property);
                None
            }
            Some(Type::String) if open && !self.is_strict() => {
                let raw = self.lexer.text().get(start.0..end)?;
                Some(Outcome::Unknown(Unknown::from_json(raw)))
            }
            Some(Type::String) => self.fail(Kind::UnknownTag {
                property,
                expected: spec.tags,
            }),
            Some(other) => self.within(
                || Step::member(property),
                |d| {
                    d.fail(Kind::Type {
                        expected: Expected::String,
                        found: decoder::found(other),
                    })
                },
            ),
        }
    }
}

//! Trying branches.

use super::{Decision, Rule, Run, Start, UnionSpec};
use crate::{
    json::{Decoder, Mode},
    violation::{Kind, Violation},
};

/// What came of trying a branch.
enum Tried {
    /// It accepts the value.
    Accepted,
    /// Its schema does, and its type cannot hold it: why.
    Unheld(Option<Violation>),
    /// It does not: the first violation, where one is listed.
    Refused(Option<Violation>),
}

impl Decoder<'_> {
    /// Reads the value as each of `candidates` until the rule is satisfied.
    /// The outermost trial keeps what it reads: behind it the value is read,
    /// if there is a branch. An inner one only probes.
    pub(super) fn trial(
        &mut self,
        spec: &'static UnionSpec,
        candidates: &[usize],
        start: Start,
        run: &mut Run<'_>,
    ) -> Option<Decision> {
        let first_is_enough = spec.rule == Rule::AnyOf || self.mode == Mode::Tolerant;
        let mut reasons = Vec::new();
        let mut accepted = Vec::new();
        let mut unheld = Vec::new();
        let mut end = start.0;
        let modes: &[Mode] = match self.mode {
            Mode::Strict => &[Mode::Strict],
            Mode::Tolerant => &[Mode::Strict, Mode::Tolerant],
        };
        'modes: for mode in modes {
            reasons.clear();
            unheld.clear();
            for index in candidates {
                self.lexer.seek(start.0, start.1);
                let tried = self.attempt(*mode, |d| run(d, *index))?;
                end = self.lexer.offset();
                match tried {
                    Tried::Accepted => {
                        accepted.push(*index);
                        if first_is_enough {
                            break 'modes;
                        }
                    }
                    Tried::Unheld(reason) => {
                        unheld.push(*index);
                        reasons.push((*index, reason));
                    }
                    Tried::Refused(reason) => reasons.push((*index, reason)),
                }
            }
        }
        if self.trials > 0 {
            self.ended(start.0);
        }
        // Nothing before the end of the outermost value is read again.
        self.settle();
        let name = |index: usize| spec.branches.get(index).map(|branch| branch.name);
        if first_is_enough {
            // Others that would accept do not count.
            unheld.truncate(usize::from(accepted.is_empty()));
        }
        Some(match (accepted.as_slice(), unheld.as_slice()) {
            ([index], []) => {
                self.lexer.seek(end, start.1);
                Decision::Branch(*index, Some(end))
            }
            ([], [] | [_]) => {
                let branches = reasons
                    .into_iter()
                    .filter_map(|(index, reason)| Some((name(index)?, brief(reason))))
                    .collect();
                let kind = Kind::NoBranch { branches };
                if unheld.is_empty() {
                    Decision::Refused(kind, end)
                } else {
                    Decision::Unheld(kind, end)
                }
            }
            (accepted, unheld) => {
                let mut several = [accepted, unheld].concat();
                several.sort_unstable();
                let branches = several.into_iter().filter_map(name).collect();
                Decision::Refused(Kind::SeveralBranches { branches }, end)
            }
        })
    }

    /// Tries to read in a mode. `None` if the text is unreadable.
    fn attempt(&mut self, mode: Mode, run: impl FnOnce(&mut Self)) -> Option<Tried> {
        let violations = std::mem::take(&mut self.violations);
        let outer = (self.failures, self.unheld, self.mode, self.probing);
        self.mode = mode;
        self.probing = self.trials > 0;
        self.trials += 1;
        run(self);
        self.trials -= 1;
        let failures = self.failures - outer.0;
        let unheld = self.unheld - outer.1;
        (self.failures, self.unheld, self.mode, self.probing) = outer;
        let found = std::mem::replace(&mut self.violations, violations);
        if self.lexer.error().is_some() {
            return None;
        }
        let first = found.into_iter().next();
        Some(match failures {
            0 => Tried::Accepted,
            _ if failures == unheld => Tried::Unheld(first),
            _ => Tried::Refused(first),
        })
    }
}

/// The first reason of a branch. That of a union within it names its branches
/// without their reasons, or texts would double with each level.
fn brief(first: Option<Violation>) -> String {
    let Some(mut first) = first else {
        return String::new();
    };
    first.steps.reverse();
    if let Kind::NoBranch { branches } = &mut first.kind {
        branches.iter_mut().for_each(|(_, reason)| reason.clear());
    }
    first.to_string()
}

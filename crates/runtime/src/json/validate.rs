//! Checking a value that the program made.

use std::fmt;

use specwright_check::Facets;

use super::{Decode, Encode, EncodeProblem, Mode, from_slice, to_vec};
use crate::violation::{Kind, Place, Violation};

/// A value that its schema does not accept.
#[derive(Debug, Clone, PartialEq)]
pub struct Invalid {
    /// Everything that is wrong with it.
    pub violations: Vec<Violation>,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is not valid")?;
        for (index, violation) in self.violations.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Checks a value against its schema, by the one engine that also reads
/// requests: it is written and read back strictly.
///
/// # Errors
/// Everything that is wrong with it.
pub fn validate<T: Decode + Encode>(value: &T, facets: &'static Facets) -> Result<(), Invalid> {
    let read = match to_vec(value) {
        Ok(text) => from_slice::<T>(&text, Mode::Strict, facets),
        Err(error) => {
            let kind = match error.problem {
                EncodeProblem::NotFinite => Kind::NumberRange,
                EncodeProblem::NoText { format } => Kind::Format { format },
                EncodeProblem::DuplicateMember => Kind::DuplicateMember,
                EncodeProblem::TooDeep => Kind::TooDeep {
                    limit: super::MAX_DEPTH,
                },
            };
            Err(vec![Violation::new(Place::Body, error.steps, kind)])
        }
    };
    match read {
        Ok(_) => Ok(()),
        Err(violations) => Err(Invalid { violations }),
    }
}

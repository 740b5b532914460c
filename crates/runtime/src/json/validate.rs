//! Checking a value that the program made.

use std::fmt;

use super::{Decoder, Encode, EncodeProblem, Encoder, Mode};
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
/// requests: it is written, and read back strictly by `read`, which says
/// whether it could be.
///
/// # Errors
/// Everything that is wrong with it.
pub fn validate(value: &dyn Encode, read: fn(&mut Decoder<'_>) -> bool) -> Result<(), Invalid> {
    let mut encoder = Encoder::faithful();
    value.encode(&mut encoder);
    let result = match encoder.finish() {
        Ok(text) => {
            let text = String::from_utf8_lossy(&text);
            let mut decoder = Decoder::new(&text, Mode::Strict);
            let accepted = read(&mut decoder);
            decoder.finish(accepted.then_some(()))
        }
        Err(error) => {
            let kind = match error.problem {
                EncodeProblem::NotFinite => Kind::NumberRange,
                EncodeProblem::NoText { format } => Kind::Format { format },
                EncodeProblem::DuplicateMember => Kind::DuplicateMember,
                EncodeProblem::Tag { property, expected } => {
                    Kind::UnknownTag { property, expected }
                }
                EncodeProblem::OtherTag { property, others } => Kind::OtherTag { property, others },
                EncodeProblem::TooDeep => Kind::TooDeep {
                    limit: super::MAX_DEPTH,
                },
            };
            Err(vec![Violation::new(Place::Body, error.steps, kind)])
        }
    };
    result.map_err(|violations| Invalid { violations })
}

//! Check programs: what a type and its facets cannot carry is checked over
//! the text of just the values that need it, before they are read.

use specwright_check::{
    Facets, Root,
    program::{self, Checking, Problem, Program, Types},
};

use super::Decoder;
use crate::violation::{Expected, Found, Kind, Step, Violation};

/// A part of the text under a program. Values inside it are looked up, so
/// that no schema looks at a value twice.
#[derive(Debug)]
pub(super) struct Watched<'a> {
    program: &'static Program,
    /// Where the part begins and ends.
    start: usize,
    end: usize,
    checking: Checking<'static, 'a>,
}

impl<'a> Decoder<'a> {
    /// If strict, checks the next value by the program of `facets`, if there
    /// is one; a value that is accepted is read by `read`, another one is
    /// skipped.
    #[inline]
    pub(super) fn guarded<T>(
        &mut self,
        check: Option<Root>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        match check {
            Some(root) if self.is_strict() => {
                self.admit(root)?;
                read(self)
            }
            _ => read(self),
        }
    }

    /// The same for readers that keep the value themselves.
    #[inline]
    pub(super) fn guarded_by(&mut self, facets: &'static Facets, read: impl FnOnce(&mut Self)) {
        self.guarded(facets.check, |d| {
            read(d);
            Some(())
        });
    }

    /// Whether the program accepts the next value, which stays unread; else it
    /// is skipped, and what is wrong is noted.
    #[inline(never)]
    fn admit(&mut self, root: Root) -> Option<()> {
        self.peek()?;
        let (start, depth) = (self.lexer.offset(), self.lexer.depth());
        let known = self.watched.as_ref().filter(|watched| {
            std::ptr::eq(watched.program, root.program)
                && (watched.start..watched.end).contains(&start)
        });
        if known.is_none() {
            let text = self.raw()?;
            let checking = match root.program.checking(text) {
                Ok(checking) => checking,
                Err(error) => return self.fail(error),
            };
            self.watched = Some(Box::new(Watched {
                program: root.program,
                start,
                end: self.lexer.offset(),
                checking,
            }));
        }
        self.lexer.seek(start, depth);
        let watched = self.watched.as_mut()?;
        let found = match watched.checking.check(root.schema, start - watched.start) {
            Ok(found) => found,
            Err(error) => {
                self.pass_over()?;
                return self.fail(error);
            }
        };
        if found.is_empty() {
            return Some(());
        }
        self.pass_over()?;
        for violation in found {
            self.note(violation);
        }
        None
    }

    fn note(&mut self, found: program::Violation) {
        let listed = self.violations.len();
        self.fail::<()>(Kind::from(found.problem));
        let steps = found.steps.into_iter().rev().map(|step| match step {
            program::Step::Member(name) => Step::Member(name.into()),
            program::Step::Item(index) => Step::Item(index),
        });
        if let Some(Violation {
            steps: places,
            kind,
            ..
        }) = self.violations.get_mut(listed)
            && *kind != Kind::TooMany
        {
            places.extend(steps);
        }
    }
}

/// Reads the next value by `read`, after the program of `facets` where there is
/// one.
pub fn guarded<T>(
    d: &mut Decoder<'_>,
    facets: &'static Facets,
    read: fn(&mut Decoder<'_>, &'static Facets) -> Option<T>,
) -> Option<T> {
    d.guarded(facets.check, |d| read(d, facets))
}

impl From<Problem> for Kind {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Type {
                expected: Types::INTEGER,
                found: Types::NUMBER,
            } => Self::IntegerFromFraction,
            Problem::Type { expected, found } => match (one(expected), one(found)) {
                (Some((expected, _)), Some((_, found))) => Self::Type { expected, found },
                _ => Self::Unmet(Box::new(Problem::Type { expected, found })),
            },
            Problem::Minimum(bound) => Self::Minimum {
                bound: bound.to_string().into(),
            },
            Problem::Maximum(bound) => Self::Maximum {
                bound: bound.to_string().into(),
            },
            Problem::ExclusiveMinimum(bound) => Self::ExclusiveMinimum {
                bound: bound.to_string().into(),
            },
            Problem::ExclusiveMaximum(bound) => Self::ExclusiveMaximum {
                bound: bound.to_string().into(),
            },
            Problem::MultipleOf(divisor) => Self::MultipleOf {
                divisor: divisor.to_string().into(),
            },
            Problem::TooShort { min } => Self::TooShort { min },
            Problem::TooLong { max } => Self::TooLong { max },
            Problem::Pattern { source } => Self::Pattern { pattern: source },
            Problem::TooFewItems { min, actual } => Self::TooFewItems { min, actual },
            Problem::TooManyItems { max, actual } => Self::TooManyItems { max, actual },
            Problem::NotUnique { first } => Self::NotUnique { first },
            Problem::TooFewMembers { min } => Self::TooFewMembers { min },
            Problem::TooManyMembers { max } => Self::TooManyMembers { max },
            Problem::Missing { because_of: None } => Self::Missing,
            Problem::Never {
                keyword:
                    "properties"
                    | "patternProperties"
                    | "additionalProperties"
                    | "unevaluatedProperties",
            } => Self::UnknownMember,
            Problem::TooMany => Self::TooMany,
            other => Self::Unmet(Box::new(other)),
        }
    }
}

/// The type of a set of one.
fn one(types: Types) -> Option<(Expected, Found)> {
    const ALL: [(Types, Expected, Found); 7] = [
        (Types::NULL, Expected::Null, Found::Null),
        (Types::BOOLEAN, Expected::Boolean, Found::Boolean),
        (Types::INTEGER, Expected::Integer, Found::Number),
        (Types::NUMBER, Expected::Number, Found::Number),
        (Types::STRING, Expected::String, Found::String),
        (Types::ARRAY, Expected::Array, Found::Array),
        (Types::OBJECT, Expected::Object, Found::Object),
    ];
    ALL.into_iter()
        .find(|(one, ..)| *one == types)
        .map(|(_, expected, found)| (expected, found))
}

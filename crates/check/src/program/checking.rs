//! One text that is checked value by value.

use super::{
    Program, SchemaId, Violation, collect,
    tape::{ROOT, ValueIndex},
    verdict::Run,
};
use crate::json::Error;

/// A JSON text under a program. It is read once, and what is found out about a
/// schema at a value is kept, so that asking about values inside of values
/// costs nothing twice.
pub struct Checking<'p, 't> {
    run: Run<'p, 't>,
}

impl<'p, 't> Checking<'p, 't> {
    pub(super) fn new(program: &'p Program, text: &'t str) -> Result<Self, Error> {
        Ok(Self {
            run: Run::new(program, text)?,
        })
    }

    /// Everything that keeps the value whose first byte stands at `offset` of
    /// the text from being accepted by `schema`; the steps begin at that
    /// value. Empty if it is accepted, and where no value begins.
    ///
    /// # Errors
    /// Schemas are nested too deep in each other at one value.
    pub fn check(&mut self, schema: SchemaId, offset: usize) -> Result<Vec<Violation>, Error> {
        match self.run.tape.at(offset) {
            Some(value) => self.of(schema, value),
            None => Ok(Vec::new()),
        }
    }

    /// The same for the whole text, which may begin with blanks.
    pub(super) fn whole(&mut self, schema: SchemaId) -> Result<Vec<Violation>, Error> {
        self.of(schema, ROOT)
    }

    fn of(&mut self, schema: SchemaId, value: ValueIndex) -> Result<Vec<Violation>, Error> {
        let accepted = self.run.holds(schema, value);
        self.run.finished()?;
        if accepted {
            return Ok(Vec::new());
        }
        collect::violations(&mut self.run, schema, value)
    }
}

impl std::fmt::Debug for Checking<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checking").finish_non_exhaustive()
    }
}

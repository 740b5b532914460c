//! Programs made at run time.

use std::{borrow::Cow, collections::HashMap};

use super::{Check, Engine, Parts, PatternId, PatternText, Schema, SchemaId, ValueId};

/// Builds [`Parts`] piece by piece. Equal patterns and values are kept once.
#[derive(Debug, Default)]
pub struct Builder {
    schemas: Vec<Schema>,
    patterns: Vec<PatternText>,
    values: Vec<String>,
    pattern_ids: HashMap<(String, Engine), PatternId>,
    value_ids: HashMap<String, ValueId>,
}

impl Builder {
    /// No schemas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A schema that is [defined](Self::define) later, so that schemas can
    /// refer to it before; until then it accepts everything.
    pub fn reserve(&mut self) -> SchemaId {
        let id = SchemaId(index(self.schemas.len()));
        self.schemas.push(Schema::default());
        id
    }

    /// Says what `schema` asks for; a second time counts.
    pub fn define(&mut self, schema: SchemaId, checks: Vec<Check>) {
        if let Some(place) = self.schemas.get_mut(schema.0 as usize) {
            place.checks = Cow::Owned(checks);
        }
    }

    /// A schema of `checks`.
    pub fn schema(&mut self, checks: Vec<Check>) -> SchemaId {
        let id = self.reserve();
        self.define(id, checks);
        id
    }

    /// A regular expression: `source` as ECMA-262, `regex` in the syntax of
    /// the `regex` crate.
    pub fn pattern(&mut self, source: impl Into<String>, regex: impl Into<String>) -> PatternId {
        self.pattern_of(source.into(), regex.into(), Engine::Linear)
    }

    /// A regular expression that looks around or refers back, in the syntax of
    /// `fancy-regex`.
    pub fn backtracking(
        &mut self,
        source: impl Into<String>,
        regex: impl Into<String>,
    ) -> PatternId {
        self.pattern_of(source.into(), regex.into(), Engine::Backtracking)
    }

    fn pattern_of(&mut self, source: String, regex: String, engine: Engine) -> PatternId {
        let next = PatternId(index(self.patterns.len()));
        let id = *self
            .pattern_ids
            .entry((source.clone(), engine))
            .or_insert(next);
        if id == next {
            self.patterns.push(PatternText {
                source: source.into(),
                regex: regex.into(),
                engine,
            });
        }
        id
    }

    /// A value of `enum` or `const`, as JSON text.
    pub fn value(&mut self, json: impl Into<String>) -> ValueId {
        let json = json.into();
        let next = ValueId(index(self.values.len()));
        let id = *self.value_ids.entry(json.clone()).or_insert(next);
        if id == next {
            self.values.push(json);
        }
        id
    }

    /// The parts; ids given out before are theirs.
    #[must_use]
    pub fn finish(self) -> Parts {
        Parts {
            schemas: Cow::Owned(self.schemas),
            patterns: Cow::Owned(self.patterns),
            values: self.values.into_iter().map(Cow::Owned).collect(),
        }
    }
}

/// More than 2^32 parts fit into no memory that holds the document.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

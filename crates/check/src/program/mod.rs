//! The check program: everything that a schema asks for, as constant data,
//! and its one interpreter over JSON text.
//!
//! A program is a table of [`Schema`]s that name each other by index, so that
//! recursion needs nothing special. It can stand in a `static` (every list is
//! a [`Cow`]) and can be built at run time with [`Builder`].
//!
//! The semantics are those of JSON Schema draft 2020-12, with exact numbers:
//! `1.0` is an integer and equals `1`. Of a member given twice the last one
//! counts.

mod builder;
mod checking;
mod collect;
mod content;
mod marks;
mod problem;
mod tape;
mod types;
mod verdict;

use std::{borrow::Cow, sync::OnceLock};

pub use builder::Builder;
pub use checking::Checking;
pub use content::Encoding;
pub use problem::{Problem, Step, Violation};
pub use types::Types;

pub use crate::ecma::Engine;

use crate::{
    Decimal,
    format::Format,
    json::{self, canonical},
    matcher::Matcher,
};

/// How many violations [`Program::check`] lists at most.
pub const MAX_VIOLATIONS: usize = 100;

/// A list that stands in a `static` or was made at run time.
pub type List<T> = Cow<'static, [T]>;

/// A text that stands in a `static` or was made at run time.
pub type Text = Cow<'static, str>;

/// A schema of a program: an index into [`Parts::schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// A regular expression of a program: an index into [`Parts::patterns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);

/// A JSON value of a program: an index into [`Parts::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

/// What a program consists of: plain data.
///
/// An index that leads nowhere stands for a schema that accepts everything, a
/// pattern that matches nothing and a value that equals none; [`Builder`]
/// makes none of those.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// The schemas.
    pub schemas: List<Schema>,
    /// The regular expressions.
    pub patterns: List<PatternText>,
    /// The values of `enum` and `const`, as JSON texts.
    pub values: List<Text>,
}

/// A schema: a value is accepted if every check holds. Without checks it is
/// the schema `true`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// The checks, in no particular order.
    pub checks: List<Check>,
}

/// A regular expression in both spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternText {
    /// ECMA-262, as the document writes it; what messages show.
    pub source: Text,
    /// The same in the syntax of the engine.
    pub regex: Text,
    /// What matches it.
    pub engine: Engine,
}

/// One thing that a schema asks for. A check of strings holds for everything
/// that is no string, and so on.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// Accepts nothing: the schema `false`.
    Never,
    /// `type`.
    Type(Types),
    /// `enum`, or `const` with one value.
    Enum(List<ValueId>),
    /// `minimum`, inclusive.
    Minimum(Decimal),
    /// `maximum`, inclusive.
    Maximum(Decimal),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Decimal),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Decimal),
    /// `multipleOf`.
    MultipleOf(Decimal),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(PatternId),
    /// `format`, asserted.
    Format(Format),
    /// `contentEncoding`, `contentMediaType` and `contentSchema`, asserted.
    Content {
        /// `contentEncoding`.
        encoding: Encoding,
        /// Whether the media type is JSON.
        json: bool,
        /// `contentSchema`.
        schema: Option<SchemaId>,
    },
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `prefixItems`.
    PrefixItems(List<SchemaId>),
    /// `items`.
    Items {
        /// How many items `prefixItems` describes.
        from: u32,
        /// The schema of the others.
        schema: SchemaId,
    },
    /// `contains` with its bounds.
    Contains {
        /// The schema.
        schema: SchemaId,
        /// `minContains`, 1 where the document does not say.
        min: u64,
        /// `maxContains`.
        max: Option<u64>,
    },
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `required`.
    Required(List<Text>),
    /// `dependentRequired`: where the first member is, the others must be.
    DependentRequired(List<(Text, List<Text>)>),
    /// `dependentSchemas`: where the member is, the schema holds.
    DependentSchemas(List<(Text, SchemaId)>),
    /// `propertyNames`.
    PropertyNames(SchemaId),
    /// `properties`, `patternProperties` and `additionalProperties`, which
    /// belong together.
    Properties {
        /// `properties`.
        named: List<(Text, SchemaId)>,
        /// `patternProperties`.
        patterns: List<(PatternId, SchemaId)>,
        /// `additionalProperties`.
        additional: Option<SchemaId>,
    },
    /// `allOf`.
    AllOf(List<SchemaId>),
    /// `anyOf`.
    AnyOf(List<SchemaId>),
    /// `oneOf`.
    OneOf(List<SchemaId>),
    /// `not`.
    Not(SchemaId),
    /// `if`, `then` and `else`.
    If {
        /// `if`.
        condition: SchemaId,
        /// `then`.
        then: Option<SchemaId>,
        /// `else`.
        otherwise: Option<SchemaId>,
    },
    /// `$ref`.
    Ref(SchemaId),
    /// `unevaluatedItems`.
    UnevaluatedItems(SchemaId),
    /// `unevaluatedProperties`.
    UnevaluatedProperties(SchemaId),
}

/// A check program.
#[derive(Debug)]
pub struct Program {
    parts: Parts,
    compiled: OnceLock<Compiled>,
}

/// What is made of the parts when a program first runs.
#[derive(Debug)]
struct Compiled {
    patterns: Vec<Option<Matcher>>,
    /// The canonical bytes of each value.
    values: Vec<Option<Vec<u8>>>,
    /// Whether any schema asks for `unevaluated*`, so that what is evaluated
    /// must be kept.
    marks: bool,
    /// Whether any schema asks for `propertyNames`.
    names: bool,
}

impl Program {
    /// A program of `parts`.
    #[must_use]
    pub const fn new(parts: Parts) -> Self {
        Self {
            parts,
            compiled: OnceLock::new(),
        }
    }

    /// What the program consists of.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Whether the JSON value `text` is accepted by `schema`.
    ///
    /// The work is linear in the size of the program times the length of the
    /// text: no schema looks at the same value twice.
    ///
    /// # Errors
    /// The text is no JSON, or values (or schemas inside each other at one
    /// value) are nested too deep.
    pub fn accepts(&self, schema: SchemaId, text: &str) -> Result<bool, json::Error> {
        let mut run = verdict::Run::new(self, text)?;
        let accepted = run.holds(schema, tape::ROOT);
        run.finished()?;
        Ok(accepted)
    }

    /// Everything that keeps the JSON value `text` from being accepted by
    /// `schema`, in the order of the text, capped at [`MAX_VIOLATIONS`].
    /// Empty exactly if it is accepted.
    ///
    /// # Errors
    /// As [`Program::accepts`].
    pub fn check(&self, schema: SchemaId, text: &str) -> Result<Vec<Violation>, json::Error> {
        self.checking(text)?.whole(schema)
    }

    /// The JSON value `text`, read for this program, to be checked value by
    /// value.
    ///
    /// # Errors
    /// The text is no JSON, or values are nested too deep.
    pub fn checking<'p, 't>(&'p self, text: &'t str) -> Result<Checking<'p, 't>, json::Error> {
        Checking::new(self, text)
    }

    fn schema(&self, id: SchemaId) -> &[Check] {
        let schema = self.parts.schemas.get(id.0 as usize);
        schema.map_or(&[], |schema| &schema.checks)
    }

    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| {
            let checks = || {
                self.parts
                    .schemas
                    .iter()
                    .flat_map(|schema| schema.checks.iter())
            };
            let patterns = self.parts.patterns.iter();
            let values = self.parts.values.iter();
            Compiled {
                patterns: patterns
                    .map(|text| Matcher::new(&text.regex, text.engine))
                    .collect(),
                values: values.map(|text| canonical(text)).collect(),
                marks: checks().any(Check::is_unevaluated),
                names: checks().any(|check| matches!(check, Check::PropertyNames(_))),
            }
        })
    }

    /// Whether `text` has a match; `None` where that took too many steps.
    fn matches(&self, pattern: PatternId, text: &str) -> Option<bool> {
        let matcher = self.compiled().patterns.get(pattern.0 as usize);
        match matcher.and_then(Option::as_ref) {
            Some(matcher) => matcher.is_match(text),
            None => Some(false),
        }
    }

    fn equals(&self, value: ValueId, canonical: &[u8]) -> bool {
        let bytes = self.compiled().values.get(value.0 as usize);
        bytes
            .and_then(Option::as_ref)
            .is_some_and(|bytes| bytes == canonical)
    }
}

impl Check {
    /// Whether this check looks at what the others have left.
    fn is_unevaluated(&self) -> bool {
        matches!(
            self,
            Self::UnevaluatedItems(_) | Self::UnevaluatedProperties(_)
        )
    }
}

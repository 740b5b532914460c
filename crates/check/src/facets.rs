//! Bounds, lengths, patterns and counts, as constant data.

use std::{cmp::Ordering, sync::OnceLock};

use crate::{
    Decimal,
    ecma::Engine,
    json::Number,
    matcher::Matcher,
    program::{Program, SchemaId},
};

/// What is checked beside a type, mirrored along it: `items` belongs to the
/// element of a list or the value of a map, `positions` to the items of a
/// tuple. Made to stand in a `static`.
#[derive(Debug, Clone, Copy)]
pub struct Facets {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`s; all must match.
    pub patterns: &'static [Pattern],
    /// `minimum`, inclusive.
    pub minimum: Option<Decimal>,
    /// `maximum`, inclusive.
    pub maximum: Option<Decimal>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Decimal>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Decimal>,
    /// `multipleOf`; all must divide.
    pub multiple_of: &'static [Decimal],
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties` of a map or free-form object.
    pub min_properties: Option<u64>,
    /// `maxProperties` of a map or free-form object.
    pub max_properties: Option<u64>,
    /// The facets of the names of members: `propertyNames`.
    pub names: Option<&'static Facets>,
    /// Of a map: names that match none of these are unknown. Empty where all
    /// names are known.
    pub keys: &'static [Pattern],
    /// The facets of a list's items or a map's values.
    pub items: Option<&'static Facets>,
    /// The facets of a tuple's items, by position.
    pub positions: &'static [&'static Facets],
    /// What neither the type nor the other facets carry.
    pub check: Option<Root>,
}

/// A schema of a check program.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    /// The program.
    pub program: &'static Program,
    /// The schema.
    pub schema: SchemaId,
}

/// A regular expression that is compiled once, when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    /// ECMA-262, as the document writes it; what messages show.
    pub source: &'static str,
    /// The same in the syntax of the engine.
    pub regex: &'static str,
    /// What matches it.
    pub engine: Engine,
    compiled: OnceLock<Option<Matcher>>,
}

/// A facet that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Shorter than `minLength`.
    TooShort {
        /// `minLength`.
        min: u64,
    },
    /// Longer than `maxLength`.
    TooLong {
        /// `maxLength`.
        max: u64,
    },
    /// Does not match `pattern`.
    Pattern {
        /// The pattern, as the document writes it.
        source: &'static str,
    },
    /// Less than `minimum`.
    Minimum(Decimal),
    /// Greater than `maximum`.
    Maximum(Decimal),
    /// Not greater than `exclusiveMinimum`.
    ExclusiveMinimum(Decimal),
    /// Not less than `exclusiveMaximum`.
    ExclusiveMaximum(Decimal),
    /// No multiple of `multipleOf`.
    MultipleOf(Decimal),
    /// Fewer items than `minItems`.
    TooFewItems {
        /// `minItems`.
        min: u64,
        /// How many there are.
        actual: u64,
    },
    /// More items than `maxItems`.
    TooManyItems {
        /// `maxItems`.
        max: u64,
        /// How many there are.
        actual: u64,
    },
    /// Fewer members than `minProperties`.
    TooFewMembers {
        /// `minProperties`.
        min: u64,
    },
    /// More members than `maxProperties`.
    TooManyMembers {
        /// `maxProperties`.
        max: u64,
    },
}

impl Pattern {
    /// A pattern of both spellings.
    #[must_use]
    pub const fn new(source: &'static str, regex: &'static str) -> Self {
        Self {
            source,
            regex,
            engine: Engine::Linear,
            compiled: OnceLock::new(),
        }
    }

    /// A pattern that looks around or refers back.
    #[cfg(feature = "fancy-regex")]
    #[must_use]
    pub const fn backtracking(source: &'static str, regex: &'static str) -> Self {
        Self {
            source,
            regex,
            engine: Engine::Backtracking,
            compiled: OnceLock::new(),
        }
    }

    /// Whether `text` has a match. A regular expression that does not compile
    /// matches nothing, nor does one that takes too many steps; the generator
    /// sees to it that all compile.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Matcher::new(self.regex, self.engine))
            .as_ref()
            .and_then(|matcher| matcher.is_match(text))
            .unwrap_or(false)
    }
}

impl Facets {
    /// Nothing is checked.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        patterns: &[],
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: &[],
        min_items: None,
        max_items: None,
        unique_items: false,
        min_properties: None,
        max_properties: None,
        names: None,
        keys: &[],
        items: None,
        positions: &[],
        check: None,
    };

    /// The facets of a list's items or a map's values.
    #[must_use]
    #[inline]
    pub fn of_items(&self) -> &'static Facets {
        self.items.unwrap_or(&Facets::NONE)
    }

    /// Whether a map knows members of this name.
    #[must_use]
    #[inline]
    pub fn knows(&self, name: &str) -> bool {
        self.keys.is_empty() || self.keys.iter().any(|pattern| pattern.is_match(name))
    }

    /// The facets of a tuple's item.
    #[must_use]
    #[inline]
    pub fn of_position(&self, index: usize) -> &'static Facets {
        self.positions.get(index).copied().unwrap_or(&Facets::NONE)
    }

    /// Checks a string: lengths and patterns.
    #[inline]
    pub fn string(&self, text: &str, report: &mut dyn FnMut(Failure)) {
        if self.min_length.is_some() || self.max_length.is_some() || !self.patterns.is_empty() {
            self.lengths_and_patterns(text, report);
        }
    }

    fn lengths_and_patterns(&self, text: &str, report: &mut dyn FnMut(Failure)) {
        // A code point has one to four bytes: often nothing must be counted.
        let bytes = text.len() as u64;
        let fits = self.min_length.is_none_or(|min| bytes.div_ceil(4) >= min)
            && self.max_length.is_none_or(|max| bytes <= max);
        if !fits {
            let length = text.chars().count() as u64;
            if let Some(min) = self.min_length.filter(|min| length < *min) {
                report(Failure::TooShort { min });
            }
            if let Some(max) = self.max_length.filter(|max| length > *max) {
                report(Failure::TooLong { max });
            }
        }
        for pattern in self.patterns {
            if !pattern.is_match(text) {
                report(Failure::Pattern {
                    source: pattern.source,
                });
            }
        }
    }

    /// Checks an integer.
    #[inline]
    pub fn integer(&self, value: i128, report: &mut dyn FnMut(Failure)) {
        if self.asks_for_numbers() {
            self.bounds(
                &|bound| cmp_integer(value, bound),
                &|divisor| divides(value, divisor),
                report,
            );
        }
    }

    /// Checks a JSON number by its text, exactly.
    #[inline]
    pub fn number(&self, text: &str, report: &mut dyn FnMut(Failure)) {
        if self.asks_for_numbers() {
            let number = Number::of(text);
            self.bounds(
                &|bound| number.cmp_decimal(bound),
                &|divisor| number.is_multiple_of(divisor),
                report,
            );
        }
    }

    /// Checks how many items a list has.
    #[inline]
    pub fn items(&self, actual: usize, report: &mut dyn FnMut(Failure)) {
        let actual = actual as u64;
        if let Some(min) = self.min_items.filter(|min| actual < *min) {
            report(Failure::TooFewItems { min, actual });
        }
        if let Some(max) = self.max_items.filter(|max| actual > *max) {
            report(Failure::TooManyItems { max, actual });
        }
    }

    /// Checks how many members an object has.
    #[inline]
    pub fn members(&self, actual: usize, report: &mut dyn FnMut(Failure)) {
        let actual = actual as u64;
        if let Some(min) = self.min_properties.filter(|min| actual < *min) {
            report(Failure::TooFewMembers { min });
        }
        if let Some(max) = self.max_properties.filter(|max| actual > *max) {
            report(Failure::TooManyMembers { max });
        }
    }

    /// Checks a JSON number by its text and the binary64 nearest to it, with
    /// the same result as [`Facets::number`]: rounding keeps the order, so the
    /// text is needed only where the rounded numbers are equal.
    #[inline]
    pub fn number_near(&self, text: &str, near: f64, report: &mut dyn FnMut(Failure)) {
        if self.asks_for_numbers() {
            self.bounds(
                &|bound| match bound.near().and_then(|bound| near.partial_cmp(&bound)) {
                    None | Some(Ordering::Equal) => Number::of(text).cmp_decimal(bound),
                    Some(order) => order,
                },
                &|divisor| Number::of(text).is_multiple_of(divisor),
                report,
            );
        }
    }

    #[inline]
    fn asks_for_numbers(&self) -> bool {
        // All at once: one branch, and nearly always the same way.
        self.minimum.is_some()
            | self.maximum.is_some()
            | self.exclusive_minimum.is_some()
            | self.exclusive_maximum.is_some()
            | !self.multiple_of.is_empty()
    }

    fn bounds(
        &self,
        cmp: &dyn Fn(Decimal) -> Ordering,
        divides: &dyn Fn(Decimal) -> bool,
        report: &mut dyn FnMut(Failure),
    ) {
        let fails = |bound: Option<Decimal>, holds: fn(Ordering) -> bool| {
            bound.filter(|bound| !holds(cmp(*bound)))
        };
        if let Some(bound) = fails(self.minimum, Ordering::is_ge) {
            report(Failure::Minimum(bound));
        }
        if let Some(bound) = fails(self.maximum, Ordering::is_le) {
            report(Failure::Maximum(bound));
        }
        if let Some(bound) = fails(self.exclusive_minimum, Ordering::is_gt) {
            report(Failure::ExclusiveMinimum(bound));
        }
        if let Some(bound) = fails(self.exclusive_maximum, Ordering::is_lt) {
            report(Failure::ExclusiveMaximum(bound));
        }
        for divisor in self.multiple_of {
            if !divides(*divisor) {
                report(Failure::MultipleOf(*divisor));
            }
        }
    }
}

fn cmp_integer(value: i128, bound: Decimal) -> Ordering {
    match bound.to_i128() {
        Some(bound) => value.cmp(&bound),
        None => Number::of(&value.to_string()).cmp_decimal(bound),
    }
}

fn divides(value: i128, divisor: Decimal) -> bool {
    match divisor.to_i128() {
        Some(0) => value == 0,
        Some(divisor) => value.checked_rem(divisor).is_none_or(|rest| rest == 0),
        None => Number::of(&value.to_string()).is_multiple_of(divisor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is a decimal"))
    }

    fn of(check: impl FnOnce(&mut dyn FnMut(Failure))) -> Vec<Failure> {
        let mut failures = Vec::new();
        check(&mut |failure| failures.push(failure));
        failures
    }

    #[test]
    fn lengths_count_code_points() {
        let facets = Facets {
            min_length: Some(2),
            max_length: Some(3),
            ..Facets::NONE
        };
        assert_eq!(
            of(|report| facets.string("é", report)),
            [Failure::TooShort { min: 2 }]
        );
        assert_eq!(of(|report| facets.string("🦀🦀🦀", report)), []);
        assert_eq!(
            of(|report| facets.string("abcd", report)),
            [Failure::TooLong { max: 3 }]
        );
    }

    #[test]
    fn all_patterns_must_match_and_a_broken_one_never_does() {
        static PATTERNS: [Pattern; 3] = [
            Pattern::new("^a", "^a"),
            Pattern::new("\\d$", "[0-9]$"),
            Pattern::new("(", "("),
        ];
        let facets = Facets {
            patterns: &PATTERNS,
            ..Facets::NONE
        };
        assert_eq!(
            of(|report| facets.string("a1", report)),
            [Failure::Pattern { source: "(" }]
        );
        assert_eq!(of(|report| facets.string("b", report)).len(), 3);
    }

    #[test]
    fn bounds_are_exact_for_integers_and_texts() {
        static THIRDS: [Decimal; 1] = [Decimal {
            mantissa: 3,
            exponent: 0,
        }];
        let facets = Facets {
            minimum: Some(decimal("0.5")),
            exclusive_maximum: Some(decimal("1e20")),
            multiple_of: &THIRDS,
            ..Facets::NONE
        };
        assert_eq!(
            of(|report| facets.integer(0, report)),
            [Failure::Minimum(decimal("0.5"))]
        );
        assert_eq!(of(|report| facets.integer(3, report)), []);
        assert_eq!(
            of(|report| facets.integer(4, report)),
            [Failure::MultipleOf(decimal("3"))]
        );
        assert_eq!(
            of(|report| facets.number("100000000000000000000", report)),
            [
                Failure::ExclusiveMaximum(decimal("1e20")),
                Failure::MultipleOf(decimal("3"))
            ]
        );
        assert_eq!(of(|report| facets.number("3.0", report)), []);
        assert_eq!(
            of(|report| facets.integer(i128::MIN, report)).len(),
            2,
            "below the minimum, and no multiple of 3"
        );
    }

    #[test]
    fn rounded_numbers_give_the_verdict_of_their_texts() {
        let bounds = ["0.1", "-2.5", "10", "1e30", "0.30000000000000004"];
        let texts = [
            "0.1",
            "0.10000000000000000001",
            "0.09999999999999999999",
            "-2.5",
            "-2.50000000000001",
            "10.0",
            "10.00000000000000000001",
            "1e30",
            "1e400",
            "0.3",
            "0.30000000000000004",
            "-0",
        ];
        for bound in bounds {
            let facets = Facets {
                minimum: Some(decimal(bound)),
                exclusive_maximum: Some(decimal(bound)),
                ..Facets::NONE
            };
            for text in texts {
                let near = text.parse().unwrap_or_default();
                assert_eq!(
                    of(|report| facets.number_near(text, near, report)),
                    of(|report| facets.number(text, report)),
                    "{text} against {bound}"
                );
            }
        }
    }

    #[test]
    fn counts_name_the_limit() {
        let facets = Facets {
            min_items: Some(1),
            max_items: Some(2),
            min_properties: Some(1),
            max_properties: Some(1),
            ..Facets::NONE
        };
        assert_eq!(
            of(|report| facets.items(0, report)),
            [Failure::TooFewItems { min: 1, actual: 0 }]
        );
        assert_eq!(
            of(|report| facets.items(3, report)),
            [Failure::TooManyItems { max: 2, actual: 3 }]
        );
        assert_eq!(
            of(|report| facets.members(2, report)),
            [Failure::TooManyMembers { max: 1 }]
        );
    }
}

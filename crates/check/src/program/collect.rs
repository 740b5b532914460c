//! Why a value is not accepted: a second walk, only into what was refused.

use super::{
    Check, MAX_VIOLATIONS, SchemaId,
    marks::Marks,
    problem::{Problem, Step, Violation},
    tape::ValueIndex,
    verdict::{Run, Told},
};
use crate::json::Error;

/// Everything that keeps `value` from being accepted by `schema`; the steps
/// begin at `value`.
pub(super) fn violations(
    run: &mut Run<'_, '_>,
    schema: SchemaId,
    value: ValueIndex,
) -> Result<Vec<Violation>, Error> {
    let depth = run.tape.steps(value).len();
    let mut collector = Collector {
        run,
        told: Told::new(),
        found: Vec::new(),
        limit: MAX_VIOLATIONS,
    };
    collector.schema(schema, value, "false");
    let mut found = std::mem::take(&mut collector.found);
    let too_many = found.len() >= collector.limit;
    run.finished()?;
    found.sort_by_key(|found| found.place);
    let mut violations: Vec<Violation> = Vec::with_capacity(found.len());
    for Found { mut violation, .. } in found {
        violation.steps.drain(..depth.min(violation.steps.len()));
        if !violations.contains(&violation) {
            violations.push(violation);
        }
    }
    if too_many {
        violations.push(Violation {
            steps: Vec::new(),
            problem: Problem::TooMany,
        });
    }
    Ok(violations)
}

struct Collector<'r, 'p, 't> {
    run: &'r mut Run<'p, 't>,
    /// What has been told already.
    told: Told,
    found: Vec<Found>,
    /// How many violations are asked for.
    limit: usize,
}

struct Found {
    /// Where the value begins.
    place: usize,
    violation: Violation,
}

impl<'p> Collector<'_, 'p, '_> {
    /// Tells why `schema`, the schema of `keyword`, refuses `value`.
    fn schema(&mut self, schema: SchemaId, value: ValueIndex, keyword: &'static str) {
        if self.full() || self.run.holds(schema, value) || !self.told.insert((schema, value)) {
            return;
        }
        let checks = self.run.program.schema(schema);
        let mut marks = Marks::default();
        let mut refused = false;
        for check in checks.iter().filter(|check| !check.is_unevaluated()) {
            if self.full() {
                return;
            }
            if !self.run.check(check, value, &mut marks) {
                refused = true;
                self.check(check, value, keyword);
            }
        }
        // What is left over means little while something else is wrong.
        for check in checks
            .iter()
            .filter(|check| check.is_unevaluated() && !refused)
        {
            self.unevaluated(check, value, &marks);
        }
    }

    /// Tells why `check`, which does not hold, does not.
    fn check(&mut self, check: &'p Check, value: ValueIndex, keyword: &'static str) {
        match check {
            Check::AllOf(schemas) => {
                for schema in schemas.iter() {
                    self.schema(*schema, value, "allOf");
                }
            }
            Check::Ref(schema) => self.schema(*schema, value, keyword),
            Check::If {
                condition,
                then,
                otherwise,
            } => {
                let (next, keyword) = if self.run.holds(*condition, value) {
                    (then, "then")
                } else {
                    (otherwise, "else")
                };
                if let Some(next) = next {
                    self.schema(*next, value, keyword);
                }
            }
            Check::AnyOf(schemas) | Check::OneOf(schemas) => self.branches(schemas, value),
            Check::PrefixItems(schemas) => {
                for (number, schema) in schemas.iter().enumerate() {
                    self.part(*schema, value, number, "prefixItems");
                }
            }
            Check::Items { from, schema } => {
                for number in *from as usize..self.run.tape.count(value) {
                    self.part(*schema, value, number, "items");
                }
            }
            Check::Required(names) => self.missing(names, value, None),
            Check::DependentRequired(dependent) => {
                for (name, names) in dependent.iter() {
                    if self.run.tape.find(value, name).is_some() {
                        self.missing(names, value, Some(name));
                    }
                }
            }
            Check::DependentSchemas(dependent) => {
                for (name, schema) in dependent.iter() {
                    if self.run.tape.find(value, name).is_some() {
                        self.schema(*schema, value, "dependentSchemas");
                    }
                }
            }
            Check::PropertyNames(schema) => self.names(*schema, value),
            Check::Properties { .. } => self.properties(check, value),
            Check::UniqueItems => {
                if let Some((first, second)) = self.run.equal_items(value) {
                    let item = self.run.tape.part(value, second).unwrap_or(value);
                    self.tell(item, Problem::NotUnique { first });
                }
            }
            _ => {
                let problem = self.problem(check, value, keyword);
                self.tell(value, problem);
            }
        }
    }

    /// The problem of a check that looks at one value only.
    fn problem(&mut self, check: &Check, value: ValueIndex, keyword: &'static str) -> Problem {
        let actual = self.run.tape.count(value) as u64;
        match check {
            Check::Type(expected) => Problem::Type {
                expected: *expected,
                found: self.run.type_of(value),
            },
            Check::Enum(values) => {
                let texts = &self.run.program.parts().values;
                let expected = values
                    .iter()
                    .filter_map(|value| texts.get(value.0 as usize));
                Problem::Enum {
                    expected: expected.cloned().collect(),
                }
            }
            Check::Minimum(bound) => Problem::Minimum(*bound),
            Check::Maximum(bound) => Problem::Maximum(*bound),
            Check::ExclusiveMinimum(bound) => Problem::ExclusiveMinimum(*bound),
            Check::ExclusiveMaximum(bound) => Problem::ExclusiveMaximum(*bound),
            Check::MultipleOf(divisor) => Problem::MultipleOf(*divisor),
            Check::MinLength(min) => Problem::TooShort { min: *min },
            Check::MaxLength(max) => Problem::TooLong { max: *max },
            Check::Pattern(pattern) => {
                let texts = &self.run.program.parts().patterns;
                let text = texts.get(pattern.0 as usize);
                Problem::Pattern {
                    source: text.map(|text| text.source.clone()).unwrap_or_default(),
                }
            }
            Check::Format(format) => Problem::Format(*format),
            Check::Content { encoding, json, .. } => Problem::Content {
                encoding: *encoding,
                json: *json,
            },
            Check::MinItems(min) => Problem::TooFewItems { min: *min, actual },
            Check::MaxItems(max) => Problem::TooManyItems { max: *max, actual },
            Check::Contains { schema, min, max } => Problem::Contains {
                min: *min,
                max: *max,
                actual: self.containing(*schema, value),
            },
            Check::MinProperties(min) => Problem::TooFewMembers { min: *min },
            Check::MaxProperties(max) => Problem::TooManyMembers { max: *max },
            Check::Not(_) => Problem::Not,
            _ => Problem::Never { keyword },
        }
    }

    /// How many items of `value` the schema of `contains` accepts.
    fn containing(&mut self, schema: SchemaId, value: ValueIndex) -> u64 {
        let numbers = 0..self.run.tape.count(value);
        numbers
            .filter(|number| self.run.part_holds(schema, value, *number))
            .count() as u64
    }

    fn properties(&mut self, check: &'p Check, value: ValueIndex) {
        let Check::Properties {
            named,
            patterns,
            additional,
        } = check
        else {
            return;
        };
        let mut described = Marks::default();
        for (name, schema) in named.iter() {
            if let Some(number) = self.run.tape.find(value, name) {
                described.mark(number);
                self.part(*schema, value, number, "properties");
            }
        }
        let count = self.run.tape.count(value);
        for (pattern, schema) in patterns.iter() {
            for number in 0..count {
                let name = self.run.tape.name(value, number);
                match self.run.program.matches(*pattern, name) {
                    Some(true) => {
                        described.mark(number);
                        self.part(*schema, value, number, "patternProperties");
                    }
                    Some(false) => {}
                    // Whether it matches takes too long to say.
                    None => {
                        let member = self.run.tape.part(value, number).unwrap_or(value);
                        let problem = self.problem(&Check::Pattern(*pattern), value, "pattern");
                        let reason = Box::new(problem);
                        self.tell(member, Problem::PropertyName { reason });
                    }
                }
            }
        }
        if let Some(schema) = additional {
            for number in (0..count).filter(|number| !described.has(*number)) {
                self.part(*schema, value, number, "additionalProperties");
            }
        }
    }

    fn names(&mut self, schema: SchemaId, value: ValueIndex) {
        for number in 0..self.run.tape.count(value) {
            let Some(name) = self.run.tape.name_value(value, number) else {
                continue;
            };
            if self.full() || self.run.holds(schema, name) {
                continue;
            }
            let reason = self.first(schema, name, "propertyNames");
            let reason = reason.map_or(Problem::Not, |violation| violation.problem);
            let reason = Box::new(reason);
            let member = self.run.tape.part(value, number).unwrap_or(value);
            self.tell(member, Problem::PropertyName { reason });
        }
    }

    fn missing(
        &mut self,
        names: &[super::Text],
        value: ValueIndex,
        because_of: Option<&super::Text>,
    ) {
        for name in names {
            if self.run.tape.find(value, name).is_none() {
                let problem = Problem::Missing {
                    because_of: because_of.cloned(),
                };
                self.tell_at(value, Some(Step::Member(name.to_string())), problem);
            }
        }
    }

    /// Tells why not exactly one of `schemas` (or, of `anyOf`, none) accepts.
    fn branches(&mut self, schemas: &'p [SchemaId], value: ValueIndex) {
        let accepting = (0..schemas.len()).filter(|number| {
            schemas
                .get(*number)
                .is_some_and(|schema| self.run.holds(*schema, value))
        });
        let accepting: Vec<usize> = accepting.take(2).collect();
        if let [first, second] = accepting[..] {
            let branches = [first, second];
            self.tell(value, Problem::SeveralBranches { branches });
            return;
        }
        // A reason does not go into the branches of branches, so that the work
        // stays small.
        let schemas = if self.limit == 1 { &[] } else { schemas };
        let reasons = schemas.iter().map(|schema| {
            let reason = self.first(*schema, value, "false");
            reason.map_or_else(String::new, |violation| violation.to_string())
        });
        let reasons = reasons.collect();
        self.tell(value, Problem::NoBranch { reasons });
    }

    /// The first reason why `schema` refuses `value`, with the steps from
    /// `value` on.
    fn first(
        &mut self,
        schema: SchemaId,
        value: ValueIndex,
        keyword: &'static str,
    ) -> Option<Violation> {
        let mut collector = Collector {
            run: &mut *self.run,
            told: Told::new(),
            found: Vec::new(),
            limit: 1,
        };
        collector.schema(schema, value, keyword);
        let mut violation = collector.found.into_iter().next()?.violation;
        let depth = self.run.tape.steps(value).len();
        violation.steps.drain(..depth.min(violation.steps.len()));
        Some(violation)
    }

    fn unevaluated(&mut self, check: &'p Check, value: ValueIndex, marks: &Marks) {
        let Some(schema) = self.run.unevaluated_schema(check, value) else {
            return;
        };
        let keyword = match check {
            Check::UnevaluatedItems(_) => "unevaluatedItems",
            _ => "unevaluatedProperties",
        };
        for number in 0..self.run.tape.count(value) {
            if !marks.has(number) {
                self.part(schema, value, number, keyword);
            }
        }
    }

    fn part(&mut self, schema: SchemaId, value: ValueIndex, number: usize, keyword: &'static str) {
        if let Some(part) = self.run.tape.part(value, number) {
            self.schema(schema, part, keyword);
        }
    }

    fn tell(&mut self, value: ValueIndex, problem: Problem) {
        self.tell_at(value, None, problem);
    }

    /// Tells about `value`, or about a member that it does not have.
    fn tell_at(&mut self, value: ValueIndex, member: Option<Step>, problem: Problem) {
        if self.full() {
            return;
        }
        let mut steps = self.run.tape.steps(value);
        steps.extend(member);
        self.found.push(Found {
            place: self.run.tape.start(value),
            violation: Violation { steps, problem },
        });
    }

    fn full(&self) -> bool {
        self.found.len() >= self.limit
    }
}

//! Whether a value is accepted, and which of its parts were evaluated.

use std::collections::{HashMap, HashSet};

use super::{
    Check, Compiled, Program, SchemaId, Types, content,
    marks::Marks,
    tape::{Kind, Tape, ValueIndex},
};
use crate::json::{Error, Integer, Number};

/// How deep schemas may be nested in each other over all levels of a value.
/// The depth of values is limited by the lexer; this limit meets programs
/// whose schemas refer to each other in long chains at one value.
const MAX_NESTING: usize = 1024;

/// One run of a program over one text.
pub(super) struct Run<'p, 't> {
    pub(super) program: &'p Program,
    compiled: &'p Compiled,
    pub(super) tape: Tape<'t>,
    /// What is known about a schema at a value.
    memo: HashMap<(SchemaId, ValueIndex), Verdict>,
    nesting: usize,
    too_deep: bool,
}

/// What is known about a schema at a value.
enum Verdict {
    /// It is being looked at. A schema that refers to itself at the same
    /// value adds nothing.
    Open,
    Refused,
    Accepted(Marks),
}

impl<'p, 't> Run<'p, 't> {
    pub(super) fn new(program: &'p Program, text: &'t str) -> Result<Self, Error> {
        let compiled = program.compiled();
        Ok(Self {
            program,
            compiled,
            tape: Tape::read(text, compiled.names)?,
            memo: HashMap::new(),
            nesting: 0,
            too_deep: false,
        })
    }

    /// Whether the run stayed inside its limits.
    pub(super) fn finished(&self) -> Result<(), Error> {
        if self.too_deep {
            return Err(Error::TooDeep);
        }
        Ok(())
    }

    /// Whether `schema` accepts `value`.
    pub(super) fn holds(&mut self, schema: SchemaId, value: ValueIndex) -> bool {
        let key = (schema, value);
        match self.memo.get(&key) {
            Some(Verdict::Refused) => return false,
            Some(Verdict::Open | Verdict::Accepted(_)) => return true,
            None => {}
        }
        if self.nesting >= MAX_NESTING {
            self.too_deep = true;
            return false;
        }
        self.nesting += 1;
        self.memo.insert(key, Verdict::Open);
        let verdict = self.all(schema, value);
        let accepted = matches!(verdict, Verdict::Accepted(_));
        self.memo.insert(key, verdict);
        self.nesting -= 1;
        accepted
    }

    fn all(&mut self, schema: SchemaId, value: ValueIndex) -> Verdict {
        let checks = self.program.schema(schema);
        let mut marks = Marks::default();
        for check in checks.iter().filter(|check| !check.is_unevaluated()) {
            if !self.check(check, value, &mut marks) {
                return Verdict::Refused;
            }
        }
        for check in checks.iter().filter(|check| check.is_unevaluated()) {
            if !self.unevaluated(check, value, &mut marks) {
                return Verdict::Refused;
            }
        }
        Verdict::Accepted(marks)
    }

    /// Whether `check`, which is none of `unevaluated*`, holds for `value`;
    /// what it evaluates is added to `marks`.
    pub(super) fn check(&mut self, check: &'p Check, value: ValueIndex, marks: &mut Marks) -> bool {
        match self.tape.kind(value) {
            Kind::Array(..) => {
                if let Some(holds) = self.array(check, value, marks) {
                    return holds;
                }
            }
            Kind::Object(..) => {
                if let Some(holds) = self.object(check, value, marks) {
                    return holds;
                }
            }
            Kind::Number(text) => {
                return number(check, text).unwrap_or_else(|| self.any(check, value, marks));
            }
            Kind::String(text) => {
                if let Some(holds) = string(self.program, check, text) {
                    return holds;
                }
            }
            Kind::Null | Kind::Boolean => {}
        }
        self.any(check, value, marks)
    }

    /// The checks of values of every type; the others hold.
    fn any(&mut self, check: &'p Check, value: ValueIndex, marks: &mut Marks) -> bool {
        match check {
            Check::Never => false,
            Check::Type(types) => self.is_of(*types, value),
            Check::Enum(values) => {
                let bytes = self.tape.canonical(value);
                values
                    .iter()
                    .any(|value| self.program.equals(*value, &bytes))
            }
            Check::AllOf(schemas) => schemas
                .iter()
                .all(|schema| self.take(*schema, value, marks)),
            Check::AnyOf(schemas) => {
                let mut any = false;
                for schema in schemas.iter() {
                    any |= self.take(*schema, value, marks);
                    if any && !self.compiled.marks {
                        break;
                    }
                }
                any
            }
            Check::OneOf(schemas) => {
                let mut found = 0;
                for schema in schemas.iter() {
                    found += usize::from(self.take(*schema, value, marks));
                    if found > 1 {
                        break;
                    }
                }
                found == 1
            }
            Check::Not(schema) => !self.holds(*schema, value),
            Check::If {
                condition,
                then,
                otherwise,
            } => {
                let next = if self.take(*condition, value, marks) {
                    then
                } else {
                    otherwise
                };
                next.is_none_or(|next| self.take(next, value, marks))
            }
            Check::Ref(schema) => self.take(*schema, value, marks),
            _ => true,
        }
    }

    fn array(&mut self, check: &'p Check, value: ValueIndex, marks: &mut Marks) -> Option<bool> {
        let count = self.tape.count(value);
        Some(match check {
            Check::MinItems(min) => count as u64 >= *min,
            Check::MaxItems(max) => count as u64 <= *max,
            Check::UniqueItems => self.equal_items(value).is_none(),
            Check::PrefixItems(schemas) => {
                for (number, schema) in schemas.iter().enumerate().take(count) {
                    marks.mark(number);
                    if !self.part_holds(*schema, value, number) {
                        return Some(false);
                    }
                }
                true
            }
            Check::Items { from, schema } => {
                if count > *from as usize {
                    marks.all();
                }
                (*from as usize..count).all(|number| self.part_holds(*schema, value, number))
            }
            Check::Contains { schema, min, max } => {
                let mut found = 0;
                for number in 0..count {
                    if self.part_holds(*schema, value, number) {
                        found += 1;
                        marks.mark(number);
                    }
                }
                found >= *min && max.is_none_or(|max| found <= max)
            }
            _ => return None,
        })
    }

    fn object(&mut self, check: &'p Check, value: ValueIndex, marks: &mut Marks) -> Option<bool> {
        let count = self.tape.count(value);
        Some(match check {
            Check::MinProperties(min) => count as u64 >= *min,
            Check::MaxProperties(max) => count as u64 <= *max,
            Check::Required(names) => names
                .iter()
                .all(|name| self.tape.find(value, name).is_some()),
            Check::DependentRequired(dependent) => dependent.iter().all(|(name, names)| {
                self.tape.find(value, name).is_none()
                    || names
                        .iter()
                        .all(|name| self.tape.find(value, name).is_some())
            }),
            Check::DependentSchemas(dependent) => dependent.iter().all(|(name, schema)| {
                self.tape.find(value, name).is_none() || self.take(*schema, value, marks)
            }),
            Check::PropertyNames(schema) => (0..count).all(|number| {
                let name = self.tape.name_value(value, number);
                name.is_none_or(|name| self.holds(*schema, name))
            }),
            Check::Properties {
                named,
                patterns,
                additional,
            } => {
                let mut described = Marks::default();
                for (name, schema) in named.iter() {
                    if let Some(number) = self.tape.find(value, name) {
                        described.mark(number);
                        if !self.part_holds(*schema, value, number) {
                            return Some(false);
                        }
                    }
                }
                for (pattern, schema) in patterns.iter() {
                    for number in 0..count {
                        let name = self.tape.name(value, number);
                        let Some(matches) = self.program.matches(*pattern, name) else {
                            return Some(false);
                        };
                        if matches {
                            described.mark(number);
                            if !self.part_holds(*schema, value, number) {
                                return Some(false);
                            }
                        }
                    }
                }
                if let Some(schema) = additional {
                    let rest = |number: &usize| !described.has(*number);
                    let holds = (0..count)
                        .filter(rest)
                        .all(|number| self.part_holds(*schema, value, number));
                    described.all();
                    if !holds {
                        return Some(false);
                    }
                }
                if self.compiled.marks {
                    marks.add(&described);
                }
                true
            }
            _ => return None,
        })
    }

    /// Whether one of `unevaluated*` holds for the parts that are not marked.
    fn unevaluated(&mut self, check: &'p Check, value: ValueIndex, marks: &mut Marks) -> bool {
        let Some(schema) = self.unevaluated_schema(check, value) else {
            return true;
        };
        let rest = |number: &usize| !marks.has(*number);
        let holds = (0..self.tape.count(value))
            .filter(rest)
            .all(|number| self.part_holds(schema, value, number));
        marks.all();
        holds
    }

    /// The schema of `unevaluated*`, where `value` is of its type.
    pub(super) fn unevaluated_schema(&self, check: &Check, value: ValueIndex) -> Option<SchemaId> {
        match (check, self.tape.kind(value)) {
            (Check::UnevaluatedItems(schema), Kind::Array(..))
            | (Check::UnevaluatedProperties(schema), Kind::Object(..)) => Some(*schema),
            _ => None,
        }
    }

    /// Whether `schema` accepts `value`; if so, what it evaluated is added.
    fn take(&mut self, schema: SchemaId, value: ValueIndex, marks: &mut Marks) -> bool {
        let accepted = self.holds(schema, value);
        if accepted
            && self.compiled.marks
            && let Some(Verdict::Accepted(more)) = self.memo.get(&(schema, value))
        {
            marks.add(more);
        }
        accepted
    }

    /// Whether `schema` accepts the `number`th item or member of `value`.
    pub(super) fn part_holds(
        &mut self,
        schema: SchemaId,
        value: ValueIndex,
        number: usize,
    ) -> bool {
        let part = self.tape.part(value, number);
        part.is_none_or(|part| self.holds(schema, part))
    }

    /// The numbers of the first two items that are equal.
    pub(super) fn equal_items(&self, value: ValueIndex) -> Option<(usize, usize)> {
        let mut seen: HashMap<Vec<u8>, usize> = HashMap::new();
        for number in 0..self.tape.count(value) {
            let item = self.tape.part(value, number)?;
            if let Some(first) = seen.insert(self.tape.canonical(item), number) {
                return Some((first, number));
            }
        }
        None
    }

    fn is_of(&self, types: Types, value: ValueIndex) -> bool {
        let found = self.type_of(value);
        types.contains(found) || found == Types::INTEGER && types.contains(Types::NUMBER)
    }

    /// The type of a value; a number without a fraction is an integer.
    pub(super) fn type_of(&self, value: ValueIndex) -> Types {
        match self.tape.kind(value) {
            Kind::Null => Types::NULL,
            Kind::Boolean => Types::BOOLEAN,
            Kind::String(_) => Types::STRING,
            Kind::Array(..) => Types::ARRAY,
            Kind::Object(..) => Types::OBJECT,
            Kind::Number(text) if Number::of(text).integer() == Integer::Fraction => Types::NUMBER,
            Kind::Number(_) => Types::INTEGER,
        }
    }
}

/// Whether a check of numbers holds for the number `text`.
fn number(check: &Check, text: &str) -> Option<bool> {
    let of = || Number::of(text);
    Some(match check {
        Check::Minimum(bound) => of().cmp_decimal(*bound).is_ge(),
        Check::Maximum(bound) => of().cmp_decimal(*bound).is_le(),
        Check::ExclusiveMinimum(bound) => of().cmp_decimal(*bound).is_gt(),
        Check::ExclusiveMaximum(bound) => of().cmp_decimal(*bound).is_lt(),
        Check::MultipleOf(divisor) => of().is_multiple_of(*divisor),
        Check::Format(format) => format.accepts_number(text),
        _ => return None,
    })
}

/// Whether a check of strings holds for `text`.
fn string(program: &Program, check: &Check, text: &str) -> Option<bool> {
    Some(match check {
        Check::MinLength(min) => text.chars().count() as u64 >= *min,
        Check::MaxLength(max) => text.chars().count() as u64 <= *max,
        Check::Pattern(pattern) => program.matches(*pattern, text) == Some(true),
        Check::Format(format) => format.accepts(text),
        Check::Content {
            encoding,
            json,
            schema,
        } => content::accepts(program, *encoding, *json, *schema, text),
        _ => return None,
    })
}

/// Pairs of schema and value that have been told about.
pub(super) type Told = HashSet<(SchemaId, ValueIndex)>;

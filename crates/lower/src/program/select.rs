//! A program of only what is asked for, numbered by where that is written:
//! neither the order of a document's components nor what was compiled in vain
//! shows in the output.

use std::borrow::Cow;
use std::collections::BTreeMap;

use specwright_check::program::{Check, List, Parts, PatternId, Schema, SchemaId, ValueId};
use specwright_ir::{Api, CheckId};

/// Where the schemas of a program come from; schemas that come from nowhere
/// are part of others.
pub(crate) type Places = BTreeMap<SchemaId, String>;

/// Leaves in the program what types and operations ask for.
pub(crate) fn select(api: &mut Api, places: &Places) {
    let mut asked = Vec::new();
    api.each_check(&mut |CheckId(id)| asked.push(SchemaId(*id)));
    asked.sort_by_key(|id| (places.get(id), *id));
    asked.dedup();
    let mut selection = Selection {
        old: &api.checks,
        new: Parts::default(),
        schemas: BTreeMap::new(),
        patterns: BTreeMap::new(),
        values: BTreeMap::new(),
        ahead: Vec::new(),
    };
    for id in asked {
        selection.schema(id);
    }
    let (parts, schemas) = selection.finish();
    api.each_check(&mut |CheckId(id)| {
        if let Some(new) = schemas.get(&SchemaId(*id)) {
            *id = new.0;
        }
    });
    api.checks = parts;
}

struct Selection<'p> {
    old: &'p Parts,
    new: Parts,
    schemas: BTreeMap<SchemaId, SchemaId>,
    patterns: BTreeMap<PatternId, PatternId>,
    values: BTreeMap<ValueId, ValueId>,
    /// Schemas that have a number, in its order.
    ahead: Vec<SchemaId>,
}

impl Selection<'_> {
    fn finish(mut self) -> (Parts, BTreeMap<SchemaId, SchemaId>) {
        let mut schemas = Vec::new();
        while let Some(id) = self.ahead.get(schemas.len()).copied() {
            let checks = self.old.schemas.get(id.0 as usize);
            let checks = checks.map_or(&[][..], |schema| &schema.checks);
            let checks: Vec<Check> = checks.iter().map(|check| self.check(check)).collect();
            schemas.push(Schema {
                checks: Cow::Owned(checks),
            });
        }
        self.new.schemas = Cow::Owned(schemas);
        (self.new, self.schemas)
    }

    fn schema(&mut self, id: SchemaId) -> SchemaId {
        let next = SchemaId(number(self.ahead.len()));
        *self.schemas.entry(id).or_insert_with(|| {
            self.ahead.push(id);
            next
        })
    }

    fn pattern(&mut self, id: PatternId) -> PatternId {
        let Some(text) = self.old.patterns.get(id.0 as usize) else {
            return id;
        };
        let patterns = &mut self.new.patterns;
        *self.patterns.entry(id).or_insert_with(|| {
            patterns.to_mut().push(text.clone());
            PatternId(number(patterns.len() - 1))
        })
    }

    fn value(&mut self, id: ValueId) -> ValueId {
        let Some(text) = self.old.values.get(id.0 as usize) else {
            return id;
        };
        let values = &mut self.new.values;
        *self.values.entry(id).or_insert_with(|| {
            values.to_mut().push(text.clone());
            ValueId(number(values.len() - 1))
        })
    }

    fn all(&mut self, ids: &[SchemaId]) -> List<SchemaId> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    fn check(&mut self, check: &Check) -> Check {
        match check {
            Check::Enum(values) => Check::Enum(values.iter().map(|id| self.value(*id)).collect()),
            Check::Pattern(id) => Check::Pattern(self.pattern(*id)),
            Check::Content {
                encoding,
                json,
                schema,
            } => Check::Content {
                encoding: *encoding,
                json: *json,
                schema: schema.map(|id| self.schema(id)),
            },
            Check::PrefixItems(ids) => Check::PrefixItems(self.all(ids)),
            Check::Items { from, schema } => Check::Items {
                from: *from,
                schema: self.schema(*schema),
            },
            Check::Contains { schema, min, max } => Check::Contains {
                schema: self.schema(*schema),
                min: *min,
                max: *max,
            },
            Check::DependentSchemas(list) => {
                let list = list.iter();
                Check::DependentSchemas(
                    list.map(|(name, id)| (name.clone(), self.schema(*id)))
                        .collect(),
                )
            }
            Check::PropertyNames(id) => Check::PropertyNames(self.schema(*id)),
            Check::Properties {
                named,
                patterns,
                additional,
            } => Check::Properties {
                named: named
                    .iter()
                    .map(|(name, id)| (name.clone(), self.schema(*id)))
                    .collect(),
                patterns: patterns
                    .iter()
                    .map(|(pattern, id)| (self.pattern(*pattern), self.schema(*id)))
                    .collect(),
                additional: additional.map(|id| self.schema(id)),
            },
            Check::AllOf(ids) => Check::AllOf(self.all(ids)),
            Check::AnyOf(ids) => Check::AnyOf(self.all(ids)),
            Check::OneOf(ids) => Check::OneOf(self.all(ids)),
            Check::Not(id) => Check::Not(self.schema(*id)),
            Check::If {
                condition,
                then,
                otherwise,
            } => Check::If {
                condition: self.schema(*condition),
                then: then.map(|id| self.schema(id)),
                otherwise: otherwise.map(|id| self.schema(id)),
            },
            Check::Ref(id) => Check::Ref(self.schema(*id)),
            Check::UnevaluatedItems(id) => Check::UnevaluatedItems(self.schema(*id)),
            Check::UnevaluatedProperties(id) => Check::UnevaluatedProperties(self.schema(*id)),
            Check::Never
            | Check::Type(_)
            | Check::Minimum(_)
            | Check::Maximum(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_)
            | Check::MultipleOf(_)
            | Check::MinLength(_)
            | Check::MaxLength(_)
            | Check::Format(_)
            | Check::MinItems(_)
            | Check::MaxItems(_)
            | Check::UniqueItems
            | Check::MinProperties(_)
            | Check::MaxProperties(_)
            | Check::Required(_)
            | Check::DependentRequired(_) => check.clone(),
        }
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

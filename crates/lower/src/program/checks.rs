//! Keywords of values of every kind, of numbers, strings and arrays.

use specwright_check::format::Format;
use specwright_check::program::{Check, Encoding, PatternId, SchemaId as Compiled, Types};
use specwright_check::{Decimal, ecma};
use specwright_source::{Diagnostic, Node, Span, codes};
use specwright_spec::model::{Dialect, JsonType, Schema, SchemaId, SchemaObject, Spanned};

use crate::{Formats, pattern};

use super::{Compiler, Way, json};

impl<'d> Compiler<'d> {
    /// Everything that `object` asks for; `way` leads on from it.
    pub(super) fn checks(
        &mut self,
        schema: &Schema,
        object: &'d SchemaObject,
        way: &Way,
    ) -> Vec<Check> {
        let mut checks = Vec::new();
        self.any_type(schema, object, &mut checks);
        self.numbers(object, &mut checks);
        self.strings(schema, object, way, &mut checks);
        self.arrays(object, way, &mut checks);
        self.objects(object, way, &mut checks);
        self.applicators(object, way, &mut checks);
        checks
    }

    fn any_type(&mut self, schema: &Schema, object: &SchemaObject, checks: &mut Vec<Check>) {
        let types = object.types.iter().map(|written| types(written.value));
        if !object.types.is_empty() {
            checks.push(Check::Type(types.fold(Types::none(), Types::or)));
        }
        // In 3.0 a list without values says nothing: see the warning about it.
        let old = schema.dialect == Dialect::OpenApi30;
        let listed = object.enumeration.as_ref();
        if let Some(listed) = listed.filter(|listed| !old || !listed.value.is_empty()) {
            checks.push(self.values(&listed.value));
        }
        if let Some(constant) = &object.constant {
            checks.push(self.values(std::slice::from_ref(constant)));
        }
    }

    /// `enum` and `const`. A number that JSON cannot hold is never met.
    fn values(&mut self, nodes: &[Node]) -> Check {
        let texts = nodes.iter().filter_map(json::text);
        let ids: Vec<_> = texts.map(|text| self.builder.value(text)).collect();
        Check::Enum(ids.into())
    }

    fn numbers(&mut self, object: &SchemaObject, checks: &mut Vec<Check>) {
        type Bound = fn(Decimal) -> Check;
        let bounds: [(&Option<Spanned<String>>, Bound); 5] = [
            (&object.minimum, Check::Minimum),
            (&object.maximum, Check::Maximum),
            (&object.exclusive_minimum, Check::ExclusiveMinimum),
            (&object.exclusive_maximum, Check::ExclusiveMaximum),
            (&object.multiple_of, Check::MultipleOf),
        ];
        for (written, check) in bounds {
            let Some(written) = written else {
                continue;
            };
            match written.value.parse() {
                Ok(bound) => checks.push(check(bound)),
                Err(_) => self.report(Diagnostic::warning(
                    codes::schema::BOUND_NOT_READ,
                    written.span,
                    "this is no number that is compared exactly",
                )),
            }
        }
    }

    fn strings(
        &mut self,
        schema: &Schema,
        object: &SchemaObject,
        way: &Way,
        checks: &mut Vec<Check>,
    ) {
        checks.extend(count(&object.min_length).map(Check::MinLength));
        checks.extend(count(&object.max_length).map(Check::MaxLength));
        if let Some(written) = &object.pattern {
            let pattern = self.pattern(&written.value, written.span);
            checks.extend(pattern.map(Check::Pattern));
        }
        let asserted = schema.format_asserted || self.options.formats == Formats::Assert;
        if let Some(written) = object.format.as_ref().filter(|_| asserted) {
            checks.extend(Format::from_name(&written.value).map(Check::Format));
        }
        if self.options.content {
            checks.extend(self.content(object, way));
        }
    }

    /// `contentEncoding`, `contentMediaType` and `contentSchema`. What is said
    /// about media types other than JSON only annotates.
    fn content(&mut self, object: &SchemaObject, way: &Way) -> Option<Check> {
        let encoding = match &object.content_encoding {
            Some(written) => Encoding::from_name(&written.value)?,
            None => Encoding::Identity,
        };
        let media = object.content_media_type.as_ref()?;
        let media = media.value.split(';').next().unwrap_or_default().trim();
        let media = media.to_ascii_lowercase();
        let json = media == "application/json" || media.ends_with("+json");
        let schema = object.content_schema.filter(|_| json);
        Some(Check::Content {
            encoding,
            json,
            schema: schema.map(|schema| self.schema(schema, &way.of_part())),
        })
    }

    /// The pattern `source`; `None`, with a warning, where it cannot be
    /// matched.
    pub(super) fn pattern(&mut self, source: &str, span: Span) -> Option<PatternId> {
        match pattern::translate(source) {
            Ok(pattern) if pattern.engine == ecma::Engine::Backtracking => {
                self.report(pattern::backtracks(span));
                Some(self.builder.backtracking(source, pattern.regex))
            }
            Ok(pattern) => Some(self.builder.pattern(source, pattern.regex)),
            Err(why) => {
                let message = format!("the pattern is not checked: {why}");
                self.report(Diagnostic::warning(codes::gap::PATTERN, span, message));
                None
            }
        }
    }

    fn arrays(&mut self, object: &SchemaObject, way: &Way, checks: &mut Vec<Check>) {
        checks.extend(count(&object.min_items).map(Check::MinItems));
        checks.extend(count(&object.max_items).map(Check::MaxItems));
        if object.unique_items.as_ref().is_some_and(|flag| flag.value) {
            checks.push(Check::UniqueItems);
        }
        let inner = way.of_part();
        if !object.prefix_items.is_empty() {
            let prefix = self.all(&object.prefix_items, &inner);
            checks.push(Check::PrefixItems(prefix.into()));
        }
        if let Some(items) = object.items {
            let schema = self.schema(items, &inner);
            let from = u32::try_from(object.prefix_items.len()).unwrap_or(u32::MAX);
            checks.push(Check::Items { from, schema });
        }
        if let Some(contains) = object.contains {
            let min = count(&object.min_contains).unwrap_or(1);
            let max = count(&object.max_contains);
            let (schema, letter) = (
                self.schema(contains, &inner),
                self.schema(contains, &way.by_letter()),
            );
            if schema == letter {
                checks.push(Check::Contains { schema, min, max });
            } else {
                // Enough items may match, and too many must.
                let open = Check::Contains {
                    schema,
                    min,
                    max: None,
                };
                checks.push(open);
                if max.is_some() {
                    checks.push(Check::Contains {
                        schema: letter,
                        min: 0,
                        max,
                    });
                }
            }
        }
        if let Some(rest) = object.unevaluated_items {
            let schema = self.schema(rest, &inner);
            checks.push(Check::UnevaluatedItems(schema));
        }
    }

    fn applicators(&mut self, object: &'d SchemaObject, way: &Way, checks: &mut Vec<Check>) {
        if let Some(reference) = &object.reference {
            checks.push(Check::Ref(self.schema(reference.value, way)));
        }
        if let Some(reference) = &object.dynamic_reference {
            let target = self.reach.target(&reference.value, &way.scope);
            checks.push(Check::Ref(self.schema(target, way)));
        }
        if !object.all_of.is_empty() {
            checks.push(Check::AllOf(self.all(&object.all_of, way).into()));
        }
        if let Some(branches) = &object.any_of {
            let branches = self.branches(object, &branches.value, way);
            checks.push(Check::AnyOf(branches.into()));
        }
        if let Some(branches) = &object.one_of {
            let open = self.branches(object, &branches.value, way);
            let letter = self.all(&branches.value, &way.by_letter());
            if object.discriminator.is_some() || self.all(&branches.value, way) == letter {
                checks.push(Check::OneOf(open.into()));
            } else {
                // That members may be missing must not make branches alike.
                let each = [open, letter];
                let each =
                    each.map(|branches| self.builder.schema(vec![Check::OneOf(branches.into())]));
                checks.push(Check::AnyOf(each.to_vec().into()));
            }
        }
        if let Some(not) = object.not {
            checks.push(Check::Not(self.schema(not, &way.by_letter())));
        }
        if let Some(condition) = object.if_schema {
            let mut branch = |schema: Option<SchemaId>| schema.map(|id| self.schema(id, way));
            let (then, otherwise) = (branch(object.then_schema), branch(object.else_schema));
            checks.push(Check::If {
                condition: self.schema(condition, &way.by_letter()),
                then,
                otherwise,
            });
        }
    }

    pub(super) fn all(&mut self, schemas: &[SchemaId], way: &Way) -> Vec<Compiled> {
        schemas.iter().map(|id| self.schema(*id, way)).collect()
    }
}

pub(super) fn count(written: &Option<Spanned<u64>>) -> Option<u64> {
    written.as_ref().map(|written| written.value)
}

fn types(name: JsonType) -> Types {
    match name {
        JsonType::Null => Types::NULL,
        JsonType::Boolean => Types::BOOLEAN,
        JsonType::Integer => Types::INTEGER,
        JsonType::Number => Types::NUMBER,
        JsonType::String => Types::STRING,
        JsonType::Array => Types::ARRAY,
        JsonType::Object => Types::OBJECT,
    }
}

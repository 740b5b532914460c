//! JSON Schemas into programs, for tests: draft 2020-12 within one document.

use std::collections::HashMap;

use serde_json::{Map, Value};
use specwright_check::{
    Decimal,
    program::{Builder, Check, Program, SchemaId, Types},
};

/// A program for `schema`, with its entry; or what stands in the way.
pub(crate) fn program(schema: &Value) -> Result<(Program, SchemaId), &'static str> {
    let mut compiler = Compiler {
        root: schema,
        builder: Builder::new(),
        known: HashMap::new(),
    };
    let entry = compiler.schema(schema)?;
    Ok((Program::new(compiler.builder.finish()), entry))
}

struct Compiler<'s> {
    root: &'s Value,
    builder: Builder,
    /// By address: a schema is compiled once.
    known: HashMap<*const Value, SchemaId>,
}

/// Keywords that need more than one document, or are not about validity.
const DECLINED: &[&str] = &[
    "$id",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
    "format",
];

impl<'s> Compiler<'s> {
    fn schema(&mut self, schema: &'s Value) -> Result<SchemaId, &'static str> {
        if let Some(id) = self.known.get(&std::ptr::from_ref(schema)) {
            return Ok(*id);
        }
        let id = self.builder.reserve();
        self.known.insert(schema, id);
        let checks = match schema {
            Value::Bool(true) => Vec::new(),
            Value::Bool(false) => vec![Check::Never],
            Value::Object(object) => self.checks(object)?,
            _ => return Err("not a schema"),
        };
        self.builder.define(id, checks);
        Ok(id)
    }

    fn checks(&mut self, object: &'s Map<String, Value>) -> Result<Vec<Check>, &'static str> {
        if let Some(keyword) = DECLINED
            .iter()
            .find(|keyword| object.contains_key(**keyword))
        {
            return Err(keyword);
        }
        let mut checks = Vec::new();
        for (keyword, value) in object {
            if let Some(check) = self.scalar(keyword, value)? {
                checks.push(check);
            } else if let Some(check) = self.applicator(object, keyword, value)? {
                checks.push(check);
            }
        }
        if ["properties", "patternProperties", "additionalProperties"]
            .iter()
            .any(|keyword| object.contains_key(*keyword))
        {
            let check = self.properties(object)?;
            checks.push(check);
        }
        Ok(checks)
    }

    fn scalar(&mut self, keyword: &str, value: &Value) -> Result<Option<Check>, &'static str> {
        Ok(Some(match keyword {
            "type" => Check::Type(
                strings(value)
                    .iter()
                    .filter_map(|name| Types::from_name(name))
                    .fold(Types::none(), Types::or),
            ),
            "const" => Check::Enum(vec![self.builder.value(value.to_string())].into()),
            "enum" => {
                let values = value.as_array().ok_or("enum")?;
                let ids: Vec<_> = values
                    .iter()
                    .map(|value| self.builder.value(value.to_string()))
                    .collect();
                Check::Enum(ids.into())
            }
            "minimum" => Check::Minimum(decimal(value)?),
            "maximum" => Check::Maximum(decimal(value)?),
            "exclusiveMinimum" => Check::ExclusiveMinimum(decimal(value)?),
            "exclusiveMaximum" => Check::ExclusiveMaximum(decimal(value)?),
            "multipleOf" => Check::MultipleOf(decimal(value)?),
            "minLength" => Check::MinLength(count(value)?),
            "maxLength" => Check::MaxLength(count(value)?),
            "minItems" => Check::MinItems(count(value)?),
            "maxItems" => Check::MaxItems(count(value)?),
            "minProperties" => Check::MinProperties(count(value)?),
            "maxProperties" => Check::MaxProperties(count(value)?),
            "pattern" => {
                let source = value.as_str().ok_or("pattern")?;
                Check::Pattern(self.builder.pattern(source, source))
            }
            "uniqueItems" if *value == Value::Bool(true) => Check::UniqueItems,
            "required" => Check::Required(texts(value)),
            "dependentRequired" => {
                let object = value.as_object().ok_or("dependentRequired")?;
                let pairs: Vec<_> = object
                    .iter()
                    .map(|(name, names)| (name.clone().into(), texts(names)))
                    .collect();
                Check::DependentRequired(pairs.into())
            }
            _ => return Ok(None),
        }))
    }

    fn applicator(
        &mut self,
        object: &'s Map<String, Value>,
        keyword: &str,
        value: &'s Value,
    ) -> Result<Option<Check>, &'static str> {
        Ok(Some(match keyword {
            "$ref" => {
                let target = self.resolve(value.as_str().ok_or("$ref")?)?;
                Check::Ref(self.schema(target)?)
            }
            "allOf" => Check::AllOf(self.list(value)?.into()),
            "anyOf" => Check::AnyOf(self.list(value)?.into()),
            "oneOf" => Check::OneOf(self.list(value)?.into()),
            "not" => Check::Not(self.schema(value)?),
            "if" => {
                let condition = self.schema(value)?;
                let mut branch = |keyword| {
                    object
                        .get(keyword)
                        .map(|schema| self.schema(schema))
                        .transpose()
                };
                Check::If {
                    condition,
                    then: branch("then")?,
                    otherwise: branch("else")?,
                }
            }
            "prefixItems" => Check::PrefixItems(self.list(value)?.into()),
            "items" => {
                let prefix = object.get("prefixItems").and_then(Value::as_array);
                Check::Items {
                    from: u32::try_from(prefix.map_or(0, Vec::len)).map_err(|_| "items")?,
                    schema: self.schema(value)?,
                }
            }
            "contains" => Check::Contains {
                schema: self.schema(value)?,
                min: object.get("minContains").map_or(Ok(1), count)?,
                max: object.get("maxContains").map(count).transpose()?,
            },
            "propertyNames" => Check::PropertyNames(self.schema(value)?),
            "dependentSchemas" => {
                let pairs = self.named(value)?;
                Check::DependentSchemas(pairs.into())
            }
            "unevaluatedItems" => Check::UnevaluatedItems(self.schema(value)?),
            "unevaluatedProperties" => Check::UnevaluatedProperties(self.schema(value)?),
            _ => return Ok(None),
        }))
    }

    fn properties(&mut self, object: &'s Map<String, Value>) -> Result<Check, &'static str> {
        let named = match object.get("properties") {
            Some(value) => self.named(value)?,
            None => Vec::new(),
        };
        let mut patterns = Vec::new();
        for (source, schema) in object
            .get("patternProperties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let schema = self.schema(schema)?;
            patterns.push((self.builder.pattern(source, source), schema));
        }
        let additional = object.get("additionalProperties");
        Ok(Check::Properties {
            named: named.into(),
            patterns: patterns.into(),
            additional: additional.map(|schema| self.schema(schema)).transpose()?,
        })
    }

    fn list(&mut self, value: &'s Value) -> Result<Vec<SchemaId>, &'static str> {
        let schemas = value.as_array().ok_or("a list of schemas")?;
        schemas.iter().map(|schema| self.schema(schema)).collect()
    }

    fn named(
        &mut self,
        value: &'s Value,
    ) -> Result<Vec<(specwright_check::program::Text, SchemaId)>, &'static str> {
        let object = value.as_object().ok_or("an object of schemas")?;
        object
            .iter()
            .map(|(name, schema)| Ok((name.clone().into(), self.schema(schema)?)))
            .collect()
    }

    /// A `$ref` within the document: a pointer or an anchor.
    fn resolve(&self, reference: &str) -> Result<&'s Value, &'static str> {
        let fragment = reference
            .strip_prefix('#')
            .ok_or("a $ref to another document")?;
        if fragment.is_empty() || fragment.starts_with('/') {
            let fragment = fragment.replace("%25", "%").replace("%22", "\"");
            return self.root.pointer(&fragment).ok_or("a lost $ref");
        }
        anchored(self.root, fragment).ok_or("a lost anchor")
    }
}

fn anchored<'s>(value: &'s Value, anchor: &str) -> Option<&'s Value> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| anchored(item, anchor)),
        Value::Object(object) if object.get("$anchor").and_then(Value::as_str) == Some(anchor) => {
            Some(value)
        }
        Value::Object(object) => object
            .iter()
            .filter(|(keyword, _)| !["enum", "const"].contains(&keyword.as_str()))
            .find_map(|(_, value)| anchored(value, anchor)),
        _ => None,
    }
}

fn decimal(value: &Value) -> Result<Decimal, &'static str> {
    Decimal::from_text(&value.to_string()).ok_or("a number")
}

fn count(value: &Value) -> Result<u64, &'static str> {
    let whole = value
        .as_f64()
        .filter(|number| number.fract() == 0.0 && *number >= 0.0);
    value
        .as_u64()
        .or(whole.map(|number| number as u64))
        .ok_or("a count")
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

fn texts(value: &Value) -> specwright_check::program::List<specwright_check::program::Text> {
    strings(value).into_iter().map(Into::into).collect()
}

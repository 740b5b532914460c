//! The keywords of a schema object, group by group (JSON Schema 2020-12, and
//! OpenAPI 3.0 where it differs).

use specwright_source::codes::spec as codes;
use specwright_source::{Diagnostic, Node, ScalarKind, Value};

use crate::model::{Named, SchemaObject, Spanned, Version, Xml};
use crate::reader::fields::{Fields, named};
use crate::reader::root;
use crate::reader::scalar::wrong;

use super::{Vocabularies, bounds, discriminator, dynamic_reference, reference, types};

/// Keywords that only document.
pub(super) const ANNOTATIONS: &[&str] = &[
    "title",
    "summary",
    "description",
    "example",
    "examples",
    "externalDocs",
    "$comment",
    "xml",
];

/// Keywords of former dialects, which mean nothing any more.
const OBSOLETE: &[&str] = &["dependencies", "$recursiveRef", "$recursiveAnchor", "id"];

/// Reads the members of a schema object.
pub(super) fn object(f: &mut Fields<'_, '_>) -> SchemaObject {
    let mut s = SchemaObject::default();
    let vocabularies = f.cx.vocabularies(&f.place.location());
    core(f, &mut s);
    annotations(f, &mut s);
    if vocabularies.has(Vocabularies::VALIDATION) {
        any_type(f, &mut s);
        numbers(f, &mut s);
        strings(f, &mut s);
        array_bounds(f, &mut s);
        object_bounds(f, &mut s);
    }
    if vocabularies.has_format() {
        let format = f.word("format");
        s.format = format.or(s.format.take());
    }
    if vocabularies.has(Vocabularies::APPLICATOR) {
        applicators(f, &mut s);
        arrays(f, &mut s);
        objects(f, &mut s);
    }
    if vocabularies.has(Vocabularies::UNEVALUATED) {
        s.unevaluated_items = f.since(Version::V3_1).schema("unevaluatedItems");
        s.unevaluated_properties = f.since(Version::V3_1).schema("unevaluatedProperties");
    }
    if vocabularies.has(Vocabularies::CONTENT) {
        content(f, &mut s);
    }
    s.discriminator = discriminator::read(f);
    rest(f, &mut s, vocabularies == Vocabularies::STANDARD);
    s
}

fn core(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.reference = reference(f);
    s.dynamic_reference = dynamic_reference(f);
    s.id = f.since(Version::V3_1).word("$id");
    s.anchor = f.since(Version::V3_1).word("$anchor");
    s.dynamic_anchor = f.since(Version::V3_1).word("$dynamicAnchor");
    s.schema = f.since(Version::V3_1).word("$schema");
    f.cx.check_dialect(f.place.file(), s.schema.as_ref());
    s.defs = f.since(Version::V3_1).schema_map("$defs");
    s.defs
        .extend(f.since(Version::V3_1).schema_map("definitions"));
    f.know(&["$comment", "$vocabulary"]);
}

fn annotations(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.title = f.text("title");
    s.description = f.text("description");
    s.default = instance(f, "default");
    s.examples = f.node("example").into_iter().collect();
    if let Some(entry) = f.since(Version::V3_1).raw("examples") {
        match &entry.value.value {
            Value::Sequence(items) => s.examples.extend(items.iter().cloned()),
            _ => f.cx.report(wrong(entry, "a list", false).label("ignored")),
        }
    }
    s.deprecated = f.flag("deprecated");
    s.read_only = f.flag("readOnly");
    s.write_only = f.flag("writeOnly");
    s.xml = f.node("xml").map(|node| Xml { node });
    s.external_docs = root::external_docs_in(f);
}

fn any_type(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.types = types::read(f, &mut s.format);
    s.nullable = types::nullable(f);
    s.enumeration = enumeration(f);
    f.since(Version::V3_1);
    s.constant = instance(f, "const");
}

fn applicators(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.all_of = branches(f, "allOf")
        .map(|branches| branches.value)
        .unwrap_or_default();
    s.any_of = branches(f, "anyOf");
    s.one_of = branches(f, "oneOf");
    s.not = f.schema("not");
    s.if_schema = f.since(Version::V3_1).schema("if");
    s.then_schema = f.since(Version::V3_1).schema("then");
    s.else_schema = f.since(Version::V3_1).schema("else");
}

fn numbers(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    (s.minimum, s.exclusive_minimum) = bounds::pair(f, "minimum", "exclusiveMinimum");
    (s.maximum, s.exclusive_maximum) = bounds::pair(f, "maximum", "exclusiveMaximum");
    s.multiple_of = bounds::multiple_of(f);
}

fn strings(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.min_length = f.count("minLength");
    s.max_length = f.count("maxLength");
    s.pattern = f.word("pattern");
}

fn content(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.content_encoding = f.since(Version::V3_1).word("contentEncoding");
    s.content_media_type = f.since(Version::V3_1).word("contentMediaType");
    s.content_schema = f.since(Version::V3_1).schema("contentSchema");
}

fn arrays(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    items(f, s);
    s.contains = f.since(Version::V3_1).schema("contains");
}

fn array_bounds(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.min_contains = f.since(Version::V3_1).count("minContains");
    s.max_contains = f.since(Version::V3_1).count("maxContains");
    s.min_items = f.count("minItems");
    s.max_items = f.count("maxItems");
    s.unique_items = f.flag("uniqueItems");
}

/// `prefixItems` and `items`; a list of `items`, as in former dialects, is
/// `prefixItems`, and `additionalItems` is then what `items` is now.
fn items(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.prefix_items = f
        .since(Version::V3_1)
        .schemas("prefixItems")
        .map(|list| list.value)
        .unwrap_or_default();
    let tuple = f
        .entries()
        .find(|entry| entry.key == "items" && matches!(entry.value.value, Value::Sequence(_)));
    let Some(tuple) = tuple else {
        s.items = f.schema("items");
        return;
    };
    f.cx.report(
        Diagnostic::warning(
            codes::TUPLE_ITEMS,
            tuple.key_span,
            "`items` is one schema, not a list",
        )
        .label("read as `prefixItems`"),
    );
    s.prefix_items = f
        .schemas("items")
        .map(|list| list.value)
        .unwrap_or_default();
    s.items = f.schema("additionalItems");
}

fn objects(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.properties = f.schema_map("properties");
    s.pattern_properties = f.since(Version::V3_1).schema_map("patternProperties");
    s.additional_properties = f.schema("additionalProperties");
    s.property_names = f.since(Version::V3_1).schema("propertyNames");
    s.dependent_schemas = f.since(Version::V3_1).schema_map("dependentSchemas");
}

fn object_bounds(f: &mut Fields<'_, '_>, s: &mut SchemaObject) {
    s.required = types::required(f);
    s.min_properties = f.count("minProperties");
    s.max_properties = f.count("maxProperties");
    s.dependent_required = dependent_required(f);
}

/// `dependentRequired`: lists of names by name.
fn dependent_required(f: &mut Fields<'_, '_>) -> Named<Vec<Spanned<String>>> {
    let Some((_, mapping)) = f.since(Version::V3_1).members("dependentRequired") else {
        return Vec::new();
    };
    mapping
        .iter()
        .map(|entry| (named(entry), f.cx.texts(entry)))
        .collect()
}

/// The list of branches of `allOf`, `anyOf` or `oneOf`.
fn branches(
    f: &mut Fields<'_, '_>,
    key: &'static str,
) -> Option<Spanned<Vec<crate::model::SchemaId>>> {
    let branches = f.schemas(key)?;
    if branches.value.is_empty() {
        let message = format!("`{key}` must have at least one branch");
        f.cx.report(
            Diagnostic::warning(codes::EMPTY, branches.span, message)
                .label("read as if it were not there"),
        );
        return None;
    }
    Some(branches)
}

/// `enum`.
fn enumeration(f: &mut Fields<'_, '_>) -> Option<Spanned<Vec<Node>>> {
    let (entry, values) = f.list("enum")?;
    for value in values {
        check_instance(f, value);
    }
    Some(Spanned {
        value: values.to_vec(),
        span: entry.value.span,
    })
}

/// A value that schemas are compared with; null is one.
fn instance(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Node> {
    let entry = f.raw(key)?;
    check_instance(f, &entry.value);
    Some(entry.value.clone())
}

/// An error for every number in `node` that JSON cannot hold.
fn check_instance(f: &Fields<'_, '_>, node: &Node) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Number(number) if number.kind == ScalarKind::NotFinite => {
                f.cx.report(Diagnostic::error(
                    codes::BAD_NUMBER,
                    node.span,
                    format!("`{}` is not a number that JSON can hold", number.text),
                ));
            }
            Value::Sequence(items) => waiting.extend(items),
            Value::Mapping(mapping) => waiting.extend(mapping.iter().map(|entry| &entry.value)),
            _ => {}
        }
    }
}

/// Extensions, and keywords that nobody knows. JSON Schema takes the latter
/// for annotations, so that only what looks like a mistake is reported; in
/// OpenAPI 3.0 there are none. Without the `standard` vocabularies much is
/// unknown on purpose.
fn rest(f: &Fields<'_, '_>, s: &mut SchemaObject, standard: bool) {
    let (extensions, unknown) = f.rest();
    s.extensions = extensions;
    for entry in unknown {
        let key = entry.key.as_str();
        let strange = OBSOLETE.contains(&key) || f.meant(entry).is_some();
        if f.version == Version::V3_0 || strange && standard {
            f.report_unknown(entry);
        }
        s.unknown.push((named(entry), entry.value.clone()));
    }
}

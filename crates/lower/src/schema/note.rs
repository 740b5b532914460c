//! What is said about a schema once, wherever it is used: gaps, and keywords
//! that documents write in another sense than the specification gives them.

use specwright_ir::Gap;
use specwright_source::{Code, Diagnostic, Pointer, Span, codes};
use specwright_spec::model::{SchemaId, SchemaObject};

use super::{Lowering, conj};

impl Lowering<'_> {
    /// Notes the gaps of a schema's own keywords.
    pub(super) fn note(&mut self, id: SchemaId) {
        if !self.noted.insert(id) {
            return;
        }
        let Some(object) = self.object(id) else {
            return;
        };
        self.note_applicators(id, object);
        self.note_objects(id, object);
        self.note_arrays(id, object);
        self.note_discriminator(id, object);
        for (keyword, flag) in [
            ("readOnly", &object.read_only),
            ("writeOnly", &object.write_only),
        ] {
            if let Some(flag) = flag.as_ref().filter(|flag| flag.value) {
                let message = format!("`{keyword}`: one type serves both directions");
                self.keyword_gap(codes::gap::READ_WRITE, id, keyword, flag.span, message);
            }
        }
        if let Some(reference) = &object.dynamic_reference
            && reference.value.anchor.is_some()
        {
            let anchor = &reference.value.text;
            let message = format!("`$dynamicRef` is followed to `{anchor}` as it stands here");
            let span = reference.span;
            self.keyword_gap(
                codes::gap::DYNAMIC_REFERENCE,
                id,
                "$dynamicRef",
                span,
                message,
            );
        }
        self.note_nullable(id, object);
        if let Some(list) = object
            .enumeration
            .as_ref()
            .filter(|list| list.value.is_empty())
        {
            self.once(
                Diagnostic::warning(
                    codes::schema::ENUM_EMPTY,
                    list.span,
                    "an `enum` without values is read as if it were not there",
                )
                .help("remove it, or list the values"),
            );
        }
    }

    fn note_applicators(&mut self, id: SchemaId, object: &SchemaObject) {
        if let Some(not) = object.not.filter(|_| !self.is_false(id)) {
            let message = "`not` is not checked";
            self.child_gap(codes::gap::NOT, id, "not", not, message);
        }
        if let Some(condition) = object.if_schema
            && (object.then_schema.is_some() || object.else_schema.is_some())
        {
            let message = "`if` with `then` or `else` is not checked";
            self.child_gap(codes::gap::CONDITION, id, "if", condition, message);
        }
        if let Some(content) = object.content_schema {
            let message = "the content of the string is not checked";
            self.child_gap(
                codes::gap::CONTENT_SCHEMA,
                id,
                "contentSchema",
                content,
                message,
            );
        }
    }

    fn note_objects(&mut self, id: SchemaId, object: &SchemaObject) {
        if let Some((name, _)) = object.pattern_properties.first() {
            let message = "names of members are not compared with `patternProperties`".to_owned();
            let code = codes::gap::PATTERN_PROPERTIES;
            self.keyword_gap(code, id, "patternProperties", name.span, message);
        }
        if let Some(names) = object.property_names {
            let message = "names of members are not checked";
            self.child_gap(
                codes::gap::PROPERTY_NAMES,
                id,
                "propertyNames",
                names,
                message,
            );
        }
        let required = object.dependent_required.first().map(|(name, _)| name.span);
        let schemas = object.dependent_schemas.first().map(|(name, _)| name.span);
        for (keyword, span) in [
            ("dependentRequired", required),
            ("dependentSchemas", schemas),
        ] {
            if let Some(span) = span {
                let message = format!("`{keyword}` is not checked");
                self.keyword_gap(codes::gap::DEPENDENT, id, keyword, span, message);
            }
        }
        if let Some(rest) = object
            .unevaluated_properties
            .filter(|rest| !self.is_true(*rest))
        {
            let message = "members that nothing describes are accepted";
            let code = codes::gap::UNEVALUATED;
            self.child_gap(code, id, "unevaluatedProperties", rest, message);
        }
    }

    fn note_arrays(&mut self, id: SchemaId, object: &SchemaObject) {
        if let Some(contains) = object.contains {
            let message = "what the array must contain is not checked";
            self.child_gap(codes::gap::CONTAINS, id, "contains", contains, message);
        }
        if let Some(first) = object.prefix_items.first() {
            let message = "the items are any values";
            self.child_gap(codes::gap::PREFIX_ITEMS, id, "prefixItems", *first, message);
        }
        if let Some(rest) = object.unevaluated_items.filter(|rest| !self.is_true(*rest)) {
            let message = "items that nothing describes are accepted";
            self.child_gap(
                codes::gap::UNEVALUATED,
                id,
                "unevaluatedItems",
                rest,
                message,
            );
        }
    }

    fn note_discriminator(&mut self, id: SchemaId, object: &SchemaObject) {
        let Some(discriminator) = &object.discriminator else {
            return;
        };
        if object.one_of.is_none() && object.any_of.is_none() {
            let message = "schemas that extend this one are not looked for".to_owned();
            let code = codes::gap::DISCRIMINATOR_INHERITANCE;
            self.keyword_gap(code, id, "discriminator", discriminator.span, message);
        } else if let Some(default) = &discriminator.default_mapping {
            let message = "unknown values are not given to the default branch".to_owned();
            let code = codes::gap::DEFAULT_MAPPING;
            self.keyword_gap(code, id, "discriminator", default.span, message);
        }
    }

    /// `nullable: true` that has no effect by the letter.
    fn note_nullable(&mut self, id: SchemaId, object: &SchemaObject) {
        let Some(nullable) = object.nullable.as_ref().filter(|nullable| nullable.value) else {
            return;
        };
        let beside_others =
            conj::links(object) || object.one_of.is_some() || object.any_of.is_some();
        let refused = if beside_others {
            !self.null_by_letter(id)
        } else {
            conj::lists(object) && !self.null_by_letter(id)
        };
        if refused {
            let span = nullable.span;
            self.once(
                Diagnostic::warning(
                    codes::schema::NULLABLE_INTENDED,
                    span,
                    "`nullable` allows null here, though keywords beside it refuse null",
                )
                .help("`nullable` by itself only adds to the `type` beside it"),
            );
        }
    }

    /// A gap about the schema under `keyword`.
    fn child_gap(
        &mut self,
        code: Code,
        id: SchemaId,
        keyword: &str,
        child: SchemaId,
        message: &str,
    ) {
        let span = self.document.schemas.get(child).span;
        self.keyword_gap(code, id, keyword, span, message.to_owned());
    }

    /// A gap about a keyword.
    pub(super) fn keyword_gap(
        &mut self,
        code: Code,
        id: SchemaId,
        keyword: &str,
        span: Span,
        message: String,
    ) {
        let pointer = &self.document.schemas.get(id).location.pointer;
        self.gap_once(code, pointer.child(keyword), span, message);
    }

    /// A gap, but not the same twice.
    pub(super) fn gap_once(&mut self, code: Code, pointer: Pointer, span: Span, message: String) {
        if self.reported.insert((code, span)) {
            self.gaps.push(Gap {
                code,
                span,
                pointer,
                message,
            });
        }
    }

    /// Notes a finding, but not the same twice.
    pub(super) fn once(&mut self, diagnostic: Diagnostic) {
        if self
            .reported
            .insert((diagnostic.code, diagnostic.primary.span))
        {
            self.diagnostics.push(diagnostic);
        }
    }
}

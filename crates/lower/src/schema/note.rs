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
        self.note_discriminator(id, object);
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

    fn note_discriminator(&mut self, id: SchemaId, object: &SchemaObject) {
        let Some(discriminator) = &object.discriminator else {
            return;
        };
        if object.one_of.is_none() && object.any_of.is_none() {
            let message = "schemas that extend this one are not looked for".to_owned();
            let code = codes::gap::DISCRIMINATOR_INHERITANCE;
            self.keyword_gap(code, id, "discriminator", discriminator.span, message);
        } else if let Some(default) = &discriminator.default_mapping
            && !self.is_branch(object, default.value)
        {
            let message = "this is none of the branches; other values are refused".to_owned();
            let code = codes::gap::DEFAULT_MAPPING;
            self.keyword_gap(code, id, "discriminator", default.span, message);
        }
    }

    /// Whether a branch of `object` refers to `target`.
    fn is_branch(&self, object: &SchemaObject, target: SchemaId) -> bool {
        let unions = [&object.one_of, &object.any_of];
        let mut branches = unions.into_iter().flatten().flat_map(|union| &union.value);
        branches.any(|branch| {
            self.object(*branch)
                .and_then(|branch| branch.reference.as_ref())
                .is_some_and(|reference| reference.value == target)
        })
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

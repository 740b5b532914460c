//! All meaning of schemas: from what a document writes to types and checks.

mod context;
mod pattern;

pub use context::Context;

use specwright_ir::{Facets, Gap, Literal, TypeArena, TypeId, TypeIdent, TypeKind, TypeRef};
use specwright_source::{Code, Diagnostic, Pointer, Span};
use specwright_spec::model::{Document, SchemaId};

use crate::Options;

/// What a schema means at the place where it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The type of a value that is not null. [`TypeRef::Any`] and
    /// [`TypeRef::Null`] hold null themselves; `nullable` is false for them.
    pub ty: TypeRef,
    /// Whether null is a value beside those of `ty`.
    pub nullable: bool,
    /// What is checked beside the type; those of aliases are in it.
    pub facets: Facets,
    /// `default`, if the type can hold it.
    pub default: Option<Literal>,
}

impl Typed {
    /// The type with null among its values, where there is null.
    #[must_use]
    pub fn into_ref(self) -> TypeRef {
        if self.nullable {
            TypeRef::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// What types are reached from, for [`specwright_ir::Usage`].
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// Types of parameters and request bodies.
    pub request: Vec<TypeRef>,
    /// Types of response bodies and response headers.
    pub response: Vec<TypeRef>,
}

/// What [`Lowering::finish`] leaves.
#[derive(Debug)]
pub struct Finished {
    /// Every named type.
    pub types: TypeArena,
    /// Gaps of schemas and those given to [`Lowering::gap`].
    pub gaps: Vec<Gap>,
    /// Findings about schemas and names and those given to
    /// [`Lowering::report`].
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers the schemas of one document. Components are lowered, and their
/// names fixed, when it is made; inline schemas when they are asked for; the
/// names of inline types in the end.
#[derive(Debug)]
pub struct Lowering<'d> {
    document: &'d Document,
    options: &'d Options,
    gaps: Vec<Gap>,
    diagnostics: Vec<Diagnostic>,
}

impl<'d> Lowering<'d> {
    /// Lowers every component schema. `reserved` are names no type may get.
    #[must_use]
    pub fn new(document: &'d Document, options: &'d Options, reserved: &[&str]) -> Self {
        let _ = reserved;
        Self {
            document,
            options,
            gaps: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &'d Options {
        self.options
    }

    /// What `schema` means; `context` names the types that it needs and that
    /// have no name of their own.
    pub fn type_of(&mut self, schema: SchemaId, context: &Context) -> Typed {
        let _ = (schema, context);
        Typed {
            ty: TypeRef::Any,
            nullable: false,
            facets: Facets::default(),
            default: None,
        }
    }

    /// What the type `id` is; known as soon as `id` is, boxes aside.
    #[must_use]
    pub fn kind(&self, id: TypeId) -> Option<&TypeKind> {
        let _ = id;
        None
    }

    /// `ty` with aliases looked through, as often as there are any.
    #[must_use]
    pub fn resolve<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        ty
    }

    /// Whether a component or a reservation has the type name `ident`.
    #[must_use]
    pub fn is_taken(&self, ident: &str) -> bool {
        let _ = ident;
        false
    }

    /// Reserves a type name, so that no inline schema gets it. Operations do
    /// this for everything that is emitted beside the models.
    pub fn reserve(&mut self, ident: &TypeIdent) {
        let _ = ident;
    }

    /// Notes a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Notes something the document asks for that the output does not do.
    pub fn gap(&mut self, code: Code, span: Span, pointer: &Pointer, message: impl Into<String>) {
        self.gaps.push(Gap {
            code,
            span,
            pointer: pointer.clone(),
            message: message.into(),
        });
    }

    /// Names the inline types, boxes recursion, finds out derives and usage.
    #[must_use]
    pub fn finish(self, roots: &Roots) -> Finished {
        let _ = roots;
        Finished {
            types: TypeArena::default(),
            gaps: self.gaps,
            diagnostics: self.diagnostics,
        }
    }
}

//! All meaning of schemas: from what a document writes to types and checks.
//!
//! A place in a document asks for a conjunction of schemas (`conj`). Its
//! keywords are merged (`merge`), classified as one of a few shapes
//! (`shape`), and the shape is converted to a type (`convert`). What needs
//! all types at once comes last (`finish`).

mod array;
mod aside;
mod boxing;
mod circles;
mod conj;
mod constant;
mod context;
mod convert;
mod derives;
mod directions;
mod docs;
mod enumeration;
mod examples;
mod finish;
mod format;
mod keys;
mod kinds;
mod literal;
mod loops;
mod merge;
mod naming;
mod note;
mod null;
mod object;
mod overlap;
mod own;
mod own_type;
mod recognise;
mod scalar;
mod shape;
mod structs;
mod union;
mod variants;
mod ways;

pub use context::Context;
pub use finish::{Finished, Roots};

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use specwright_ir::{Facets, Gap, Literal, Names, Role, TypeId, TypeIdent, TypeKind, TypeRef};
use specwright_source::{Code, Diagnostic, Pointer, Span};
use specwright_spec::model::{Document, SchemaId};

use crate::Options;
use crate::program::{Compiler, Direction};
use conj::{Conj, Part, Without};
use kinds::Kinds;
use shape::Shaped;
use ways::{Component, Way, Ways};

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

/// Lowers the schemas of one document. Components are lowered, and their
/// names fixed, when it is made; inline schemas when they are asked for; the
/// names of inline types in the end.
#[derive(Debug)]
pub struct Lowering<'d> {
    document: &'d Document,
    options: &'d Options,
    /// What no type carries.
    compiler: Compiler<'d>,
    /// The types of components.
    components: BTreeMap<Component, TypeId>,
    /// The type that has a component's own name, and the way to it.
    homes: BTreeMap<SchemaId, (Way, TypeId)>,
    /// How schemas are reached.
    ways: Ways<'d>,
    component_idents: BTreeSet<String>,
    slots: Vec<Slot>,
    /// Inline types by what they mean.
    inline: BTreeMap<Conj, TypeId>,
    /// Types whose content is not known yet.
    waiting: VecDeque<TypeId>,
    reserved: BTreeSet<String>,
    /// How deep classification and conversion are nested just now.
    depth: u32,
    /// Branches are being combined, of which some may come to nothing.
    quiet: bool,
    shapes: BTreeMap<Conj, Rc<Shaped<'d>>>,
    kinds: BTreeMap<Conj, Option<Kinds>>,
    nulls: BTreeMap<(SchemaId, Way, Without, bool), Option<bool>>,
    loops: BTreeMap<Conj, bool>,
    alias_facets: BTreeMap<Component, Facets>,
    noted: BTreeSet<SchemaId>,
    reported: BTreeSet<(Code, Span)>,
    gaps: Vec<Gap>,
    /// The names that were given.
    names: Names,
    /// The names of the user's that are in use, or were refused.
    own_names: BTreeSet<Span>,
    diagnostics: Vec<Diagnostic>,
}

/// A type, as far as it is known.
#[derive(Debug)]
struct Slot {
    conj: Conj,
    /// Its name, if it is a component: in the document, and in Rust.
    component: Option<(String, TypeIdent)>,
    /// The contexts that name it, if it is none; and whether the schema was
    /// reached directly, or by a reference to a place inside another schema.
    contexts: Vec<(bool, Context)>,
    kind: Option<TypeKind>,
}

impl<'d> Lowering<'d> {
    /// Lowers every component schema. `reserved` are names no type may get.
    #[must_use]
    pub fn new(document: &'d Document, options: &'d Options, reserved: &[&str]) -> Self {
        let compiler = Compiler::new(document, options.of_program());
        let mut lowering = Self {
            document,
            options,
            ways: Ways::new(document, compiler.reach()),
            compiler,
            components: BTreeMap::new(),
            homes: BTreeMap::new(),
            component_idents: BTreeSet::new(),
            slots: Vec::new(),
            inline: BTreeMap::new(),
            waiting: VecDeque::new(),
            reserved: reserved.iter().map(|name| (*name).to_owned()).collect(),
            depth: 0,
            quiet: false,
            shapes: BTreeMap::new(),
            kinds: BTreeMap::new(),
            nulls: BTreeMap::new(),
            loops: BTreeMap::new(),
            alias_facets: BTreeMap::new(),
            noted: BTreeSet::new(),
            reported: BTreeSet::new(),
            gaps: Vec::new(),
            names: Names::default(),
            own_names: BTreeSet::new(),
            diagnostics: Vec::new(),
        };
        lowering.name_components();
        lowering.drain();
        lowering
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

    /// What `schema` means where values go in `direction`; `context` names the
    /// types that it needs and that have no name of their own.
    pub fn type_of(&mut self, schema: SchemaId, direction: Direction, context: &Context) -> Typed {
        let way = self.ways.start(schema, direction);
        let typed = self.convert(&Conj::of(Part::entered(schema, way)), context);
        self.drain();
        typed
    }

    /// What the type `id` is; known as soon as `id` is, boxes aside.
    #[must_use]
    pub fn kind(&self, id: TypeId) -> Option<&TypeKind> {
        self.slot(id).and_then(|slot| slot.kind.as_ref())
    }

    /// `ty` with aliases looked through, as often as there are any.
    #[must_use]
    pub fn resolve<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty;
        for _ in 0..=self.slots.len() {
            match ty {
                TypeRef::Named(id) => match self.kind(*id) {
                    Some(TypeKind::Alias(inner)) => ty = inner,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// Whether a component or a reservation has the type name `ident`.
    #[must_use]
    pub fn is_taken(&self, ident: &str) -> bool {
        self.reserved.contains(ident) || self.component_idents.contains(ident)
    }

    /// Reserves a type name, so that no inline schema gets it. Operations do
    /// this for everything that is emitted beside the models.
    pub fn reserve(&mut self, ident: &TypeIdent) {
        self.reserved.insert(ident.as_str().to_owned());
    }

    /// The name that an earlier run gave to what is written at `place`.
    #[must_use]
    pub fn kept_name(&self, role: Role, place: &str) -> Option<&'d str> {
        self.options.kept.get(role, place)
    }

    /// Notes that what is written at `place` is called `name`.
    pub fn note_name(&mut self, role: Role, place: impl Into<String>, name: &str) {
        self.names.note(role, place, name);
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

    fn slot(&self, id: TypeId) -> Option<&Slot> {
        self.slots.get(id.0 as usize)
    }

    fn new_slot(&mut self, slot: Slot) -> TypeId {
        let id = TypeId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.slots.push(slot);
        self.waiting.push_back(id);
        id
    }

    /// Finds out what the waiting types are; more may come up meanwhile.
    fn drain(&mut self) {
        while let Some(id) = self.waiting.pop_front() {
            let Some(conj) = self.slot(id).map(|slot| slot.conj.clone()) else {
                continue;
            };
            let kind = self.body(id, &conj);
            if let Some(slot) = self.slots.get_mut(id.0 as usize) {
                slot.kind = Some(kind);
            }
        }
    }

    /// The component that `conj` is the content of.
    fn component_of(&mut self, conj: &Conj) -> Option<TypeId> {
        let [part] = conj.parts.as_slice() else {
            return None;
        };
        if part.without != Without::NAME || conj.kinds != Kinds::ALL {
            return None;
        }
        let component = self.component(part.schema, part.way)?;
        self.components.get(&component).copied()
    }

    /// The type of `conj`, whose shape has a name: that of a component, else
    /// one from `context`. `from` is the conjunction it was reached by.
    fn named(&mut self, from: &Conj, conj: &Conj, context: &Context) -> TypeId {
        if let Some(id) = self.component_of(conj) {
            return id;
        }
        let (direct, context) = self.context_for(from, conj, context);
        let known = self.inline.get(conj).copied();
        let id = known.unwrap_or_else(|| {
            let id = self.new_slot(Slot {
                conj: conj.clone(),
                component: None,
                contexts: Vec::new(),
                kind: None,
            });
            self.inline.insert(conj.clone(), id);
            id
        });
        if let Some(slot) = self.slots.get_mut(id.0 as usize)
            && !slot.contexts.contains(&(direct, context.clone()))
        {
            slot.contexts.push((direct, context));
        }
        id
    }
}

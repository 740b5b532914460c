//! From shapes to types. Nothing is decided here about what a schema means.

use std::collections::BTreeSet;

use specwright_ir::{CheckId, Facets, TypeId, TypeKind, TypeRef};
use specwright_source::Pointer;

use super::conj::{Conj, DEPTH};
use super::shape::{Child, Shape, Shaped};
use super::ways::Component;
use super::{Context, Lowering, Typed};

impl<'d> Lowering<'d> {
    /// The type of `conj`; `context` names what has no name.
    pub(super) fn convert(&mut self, conj: &Conj, context: &Context) -> Typed {
        let nullable = self.shape(conj).nullable;
        let default = self.default_of(conj, context);
        let (settled, shaped) = self.settled(conj);
        let mut typed = self.typed(conj, &settled, &shaped, context);
        typed.nullable = nullable && !self.holds_null(&typed.ty);
        // A named type checks its own values, and null is none of them.
        let named = matches!(shaped.shape, Shape::Struct(_) | Shape::Union(_));
        if !self.leads_exactly(conj) || (named && nullable && !shaped.exact) {
            typed.facets.check = Some(self.check(conj));
        }
        typed.default = default;
        typed
    }

    fn typed(&mut self, from: &Conj, conj: &Conj, shaped: &Shaped<'d>, context: &Context) -> Typed {
        let mut facets = shaped.facets.clone();
        let named = matches!(shaped.shape, Shape::Struct(_) | Shape::Union(_));
        if (!shaped.exact && !named) || matches!(shaped.shape, Shape::Never) {
            facets.check = Some(self.check(conj));
        }
        let ty = match &shaped.shape {
            Shape::Any | Shape::Same(_) => TypeRef::Any,
            Shape::Never | Shape::Null => TypeRef::Null,
            Shape::Object => TypeRef::Object,
            Shape::Scalar(scalar) => TypeRef::Scalar(*scalar),
            Shape::Reference(component) => {
                let mut typed = self.reference(*component);
                typed.facets.check = facets.check.or(typed.facets.check);
                return typed;
            }
            Shape::Enum(_) | Shape::Own(..) | Shape::Struct(_) | Shape::Union(_) => {
                TypeRef::Named(self.named(from, conj, context))
            }
            Shape::List(_) | Shape::Tuple(_) | Shape::Mixed(_) | Shape::Map(_)
                if self.reaches_itself(conj) =>
            {
                facets = Facets::default();
                TypeRef::Named(self.named(from, conj, context))
            }
            Shape::List(None) => TypeRef::List(Box::new(TypeRef::Any)),
            Shape::List(Some(child)) if self.is_never(&child.conj) => {
                facets.max_items = Some(0);
                TypeRef::List(Box::new(TypeRef::Any))
            }
            Shape::Map(child) if self.is_never(&child.conj) => {
                facets.max_properties = Some(0);
                TypeRef::Object
            }
            Shape::List(Some(child)) => {
                let item = self.child(child, &context.item(), Context::item, &mut facets);
                TypeRef::List(Box::new(item))
            }
            Shape::Tuple(items) => self.tuple(items, context, &mut facets),
            Shape::Mixed(items) => self.mixed(items, context),
            Shape::Map(child) => {
                let value = self.child(child, &context.value(), Context::value, &mut facets);
                TypeRef::Map(Box::new(value))
            }
        };
        Typed {
            ty,
            nullable: shaped.nullable,
            facets,
            default: None,
        }
    }

    /// The items of a list or values of a map; their facets go to `facets`.
    pub(super) fn child(
        &mut self,
        child: &Child,
        context: &Context,
        step: impl Fn(&Context) -> Context,
        facets: &mut Facets,
    ) -> TypeRef {
        let at_home = child
            .home
            .and_then(|home| self.home_type(home, &child.conj))
            .map(|id| step(&Context::of(id)));
        let context = at_home.as_ref().unwrap_or(context);
        if self.depth >= DEPTH {
            if let Some(part) = child.conj.parts.first() {
                self.too_deep(part.schema);
            }
            return TypeRef::Any;
        }
        self.depth += 1;
        let mut typed = self.convert(&child.conj, context);
        self.depth -= 1;
        let inner = std::mem::take(&mut typed.facets);
        if !inner.is_empty() {
            facets.items = Some(Box::new(inner));
        }
        typed.into_ref()
    }

    /// A component by its name. The facets of an alias come along.
    fn reference(&mut self, component: Component) -> Typed {
        let body = Conj::body(component);
        let Some(id) = self.components.get(&component).copied() else {
            return Typed::of(TypeRef::Any);
        };
        let mut typed = Typed::of(TypeRef::Named(id));
        if let Some(known) = self.alias_facets.get(&component) {
            typed.facets = known.clone();
            return typed;
        }
        let (settled, shaped) = self.settled(&body);
        let facets = match &shaped.shape {
            Shape::Struct(_) | Shape::Union(_) => Facets::default(),
            _ if self.reaches_itself(&settled) => Facets::default(),
            _ if self.depth >= DEPTH => {
                self.too_deep(component.schema);
                Facets::default()
            }
            _ => {
                self.depth += 1;
                let alias = self.typed(&body, &settled, &shaped, &Context::of(id));
                self.depth -= 1;
                let mut facets = alias.facets;
                if !self.leads_exactly(&body) {
                    facets.check = Some(self.check(&body));
                }
                facets
            }
        };
        self.alias_facets.insert(component, facets.clone());
        typed.facets = facets;
        typed
    }

    /// Whether nothing is lost on the way from `conj` to the conjunction that
    /// says it.
    pub(super) fn leads_exactly(&mut self, conj: &Conj) -> bool {
        let mut conj = conj.clone();
        for _ in 0..DEPTH {
            let shaped = self.shape(&conj);
            match &shaped.shape {
                Shape::Same(other) if shaped.exact => conj = other.clone(),
                Shape::Same(_) => return false,
                _ => return true,
            }
        }
        true
    }

    /// The check program's schema for everything that `conj` says.
    fn check(&mut self, conj: &Conj) -> CheckId {
        let parts: BTreeSet<_> = conj
            .parts
            .iter()
            .map(|part| (part.schema, part.way))
            .collect();
        let parts = parts.into_iter().map(|(schema, way)| {
            let (direction, scope) = (self.ways.direction(way), self.ways.scope(way));
            (schema, direction, scope)
        });
        let parts: Vec<_> = parts.collect();
        CheckId(self.compiler.root_of_all(&parts).0)
    }

    /// Whether no value satisfies `conj`, null included.
    pub(super) fn is_never(&mut self, conj: &Conj) -> bool {
        let nullable = self.shape(conj).nullable;
        let (_, shaped) = self.resolved(conj);
        !nullable && !shaped.nullable && matches!(shaped.shape, Shape::Never)
    }

    /// Whether null is a value of the type itself.
    pub(super) fn holds_null(&mut self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Any | TypeRef::Null | TypeRef::Nullable(_) => true,
            TypeRef::Boxed(inner) => self.holds_null(inner),
            TypeRef::Named(id) => match self.slot(*id).map(|slot| slot.conj.clone()) {
                Some(conj) => {
                    let (_, shaped) = self.resolved(&conj);
                    matches!(shaped.shape, Shape::Any | Shape::Null | Shape::Never)
                }
                None => false,
            },
            _ => false,
        }
    }

    /// What the type `id` is; its content is asked for, and may wait.
    pub(super) fn body(&mut self, id: TypeId, conj: &Conj) -> TypeKind {
        let context = Context::of(id);
        let (settled, shaped) = self.settled(conj);
        let check = (!shaped.exact).then(|| self.check(&settled));
        match &shaped.shape {
            Shape::Enum(variants) => TypeKind::Enum(variants.as_ref().clone()),
            Shape::Own(own, _) => TypeKind::Own(own.as_ref().clone()),
            Shape::Struct(members) => {
                let mut structure = self.structure(id, &settled, members);
                structure.check = check;
                TypeKind::Struct(structure)
            }
            Shape::Union(union) => {
                let mut union = self.union(id, &settled, union);
                union.check = check;
                TypeKind::Union(union)
            }
            Shape::List(child) if self.reaches_itself(&settled) => {
                let mut facets = shaped.facets.clone();
                facets.check = check;
                let item = match child {
                    Some(child) => self.child(child, &context.item(), Context::item, &mut facets),
                    None => TypeRef::Any,
                };
                TypeKind::Newtype {
                    inner: TypeRef::List(Box::new(item)),
                    facets,
                }
            }
            Shape::Tuple(items) if self.reaches_itself(&settled) => {
                let mut facets = shaped.facets.clone();
                facets.check = check;
                let inner = self.tuple(items, &context, &mut facets);
                TypeKind::Newtype { inner, facets }
            }
            Shape::Mixed(items) if self.reaches_itself(&settled) => {
                let mut facets = shaped.facets.clone();
                facets.check = check;
                let inner = self.mixed(items, &context);
                TypeKind::Newtype { inner, facets }
            }
            Shape::Map(child) if self.reaches_itself(&settled) => {
                let mut facets = shaped.facets.clone();
                facets.check = check;
                let value = self.child(child, &context.value(), Context::value, &mut facets);
                TypeKind::Newtype {
                    inner: TypeRef::Map(Box::new(value)),
                    facets,
                }
            }
            _ => TypeKind::Alias(self.typed(conj, &settled, &shaped, &context).ty),
        }
    }

    /// Where the last part of `conj` is written.
    pub(super) fn origin(&self, conj: &Conj) -> Pointer {
        conj.parts.last().map_or_else(Pointer::root, |part| {
            self.document
                .schemas
                .get(part.schema)
                .location
                .pointer
                .clone()
        })
    }
}

impl Typed {
    fn of(ty: TypeRef) -> Self {
        Self {
            ty,
            nullable: false,
            facets: Facets::default(),
            default: None,
        }
    }
}

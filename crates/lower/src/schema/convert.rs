//! From shapes to types. Nothing is decided here about what a schema means.

use std::collections::BTreeSet;

use specwright_ir::{
    CheckId, Docs, Extra, Facets, Field, FieldIdent, Literal, Presence, Role, Scalar, Struct, Test,
    TypeId, TypeKind, TypeRef, Union, UnionVariant, VariantIdent, WireName,
};
use specwright_source::{Pointer, Severity};
use specwright_spec::model::SchemaId;

use super::conj::{Conj, DEPTH};
use super::object::{Member, Members, Others};
use super::scalar;
use super::shape::{Child, Shape, Shaped};
use super::union::{Alternatives, Branch};
use super::{Context, Lowering, Typed};
use crate::names::{self, Case, Claim, Standing};
use crate::program::Direction;

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
            Shape::List(_) | Shape::Map(_) if self.reaches_itself(conj) => {
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
    fn child(
        &mut self,
        child: &Child,
        context: &Context,
        step: fn(&Context) -> Context,
        facets: &mut Facets,
    ) -> TypeRef {
        let at_home = child
            .home
            .and_then(|home| self.components.get(&home))
            .map(|id| step(&Context::of(*id)));
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
    fn reference(&mut self, component: SchemaId) -> Typed {
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
                self.too_deep(component);
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
    fn leads_exactly(&mut self, conj: &Conj) -> bool {
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
        let schemas: BTreeSet<_> = conj.parts.iter().map(|part| part.schema).collect();
        let schemas: Vec<_> = schemas.into_iter().collect();
        CheckId(self.compiler.root_of_all(&schemas, Direction::Request).0)
    }

    /// Whether no value satisfies `conj`, null included.
    fn is_never(&mut self, conj: &Conj) -> bool {
        let nullable = self.shape(conj).nullable;
        let (_, shaped) = self.resolved(conj);
        !nullable && !shaped.nullable && matches!(shaped.shape, Shape::Never)
    }

    /// Whether null is a value of the type itself.
    fn holds_null(&mut self, ty: &TypeRef) -> bool {
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

    fn structure(&mut self, id: TypeId, conj: &Conj, members: &Members<'d>) -> Struct {
        let origin = self.origin(conj);
        let (held, never): (Vec<_>, Vec<_>) = members
            .members
            .iter()
            .partition(|member| !self.is_never(&member.conj));
        let idents = self.field_idents(&held, &origin);
        let mut fields = Vec::with_capacity(held.len());
        for (member, ident) in held.into_iter().zip(&idents) {
            let wire = &member.name.value;
            let owner = member.home.and_then(|home| self.components.get(&home));
            let context = Context::of(owner.copied().unwrap_or(id)).member(wire);
            let typed = self.convert(&member.conj, &context);
            let required = member.required && !self.one_way(&member.conj);
            let presence = match (required, typed.nullable) {
                (true, false) => Presence::Required,
                (true, true) => Presence::RequiredNullable,
                // Where the type holds null, three states keep it apart from
                // an absent member all the same.
                (false, null) if null || self.holds_null(&typed.ty) => Presence::OptionalNullable,
                (false, _) => Presence::Optional,
            };
            fields.push(Field {
                ident: FieldIdent::lossy(ident),
                wire: WireName(wire.clone()),
                ty: typed.ty,
                presence,
                facets: typed.facets,
                default: typed.default,
                docs: self.docs(&member.conj, wire),
            });
        }
        let extra = match &members.others {
            Others::Drop => Extra::Drop,
            Others::Deny => Extra::Deny,
            Others::Keep(Some(child)) if self.is_never(&child.conj) => Extra::Deny,
            Others::Keep(child) => self.kept(id, child.as_ref(), &idents),
        };
        let closed = extra == Extra::Deny;
        let needed = never.iter().filter(|member| member.required);
        let needed = needed.map(|member| &member.name.value);
        let forbidden = never.iter().map(|member| &member.name.value);
        Struct {
            fields,
            extra,
            min_properties: members.facets.min_properties,
            max_properties: members.facets.max_properties,
            check: None,
            required_extra: members
                .required
                .iter()
                .chain(needed)
                .cloned()
                .map(WireName)
                .collect(),
            forbidden: members
                .forbidden
                .iter()
                .chain(forbidden)
                .filter(|_| !closed)
                .cloned()
                .map(WireName)
                .collect(),
        }
    }

    fn kept(&mut self, id: TypeId, child: Option<&Child>, idents: &[String]) -> Extra {
        let mut facets = Facets::default();
        let ty = match child {
            None => TypeRef::Any,
            Some(child) => {
                let context = Context::of(id).value();
                self.child(child, &context, Context::value, &mut facets)
            }
        };
        let mut ident = "additional_properties".to_owned();
        while idents.contains(&ident) {
            ident.push('_');
        }
        Extra::Keep {
            ident: FieldIdent::lossy(&ident),
            ty,
            facets: facets.items.map(|items| *items).unwrap_or_default(),
        }
    }

    fn field_idents(&mut self, members: &[&Member<'d>], origin: &Pointer) -> Vec<String> {
        let mut claims: Vec<Claim> = members
            .iter()
            .map(|member| Claim {
                name: names::snake(&member.name.value),
                wire: member.name.value.clone(),
                pointer: origin.child(&member.name.value),
                span: member.name.span,
                suffix: None,
                standing: Standing::Made,
            })
            .collect();
        for (claim, member) in claims.iter_mut().zip(members) {
            let own = self.own_field(&member.conj);
            let kept = self.kept_name(Role::Field, &field_key(origin, &claim.wire));
            *claim = claim.clone().given(own, kept);
        }
        let (idents, findings) = names::resolve(
            &claims,
            Case::Snake,
            &[""],
            &std::collections::BTreeSet::new(),
        );
        for finding in findings {
            self.once(finding);
        }
        for (claim, ident) in claims.iter().zip(&idents) {
            self.note_name(Role::Field, field_key(origin, &claim.wire), ident);
        }
        idents
    }

    fn union(&mut self, id: TypeId, conj: &Conj, union: &Alternatives<'d>) -> Union {
        let tests = self.tests(union);
        let origin = self.origin(conj);
        let mut claims = Vec::with_capacity(union.branches.len());
        for (index, (branch, test)) in union.branches.iter().zip(&tests.each).enumerate() {
            let name = self.variant_name(union, branch, test);
            claims.push(Claim {
                wire: String::new(),
                pointer: origin.child(format!("{index:06}")),
                span: branch.source.map_or_else(
                    || self.span_of(conj.parts.first().copied()),
                    |source| self.document.schemas.get(source).span,
                ),
                suffix: None,
                standing: Standing::Made,
                name,
            });
        }
        let taken = std::collections::BTreeSet::from(["Unknown".to_owned()]);
        for (claim, branch) in claims.iter_mut().zip(&union.branches) {
            let own = branch.source.filter(|_| branch.component.is_none());
            let own = own.and_then(|source| self.own_branch(source));
            *claim = claim.clone().given(own, None);
        }
        let (idents, findings) = names::resolve(&claims, Case::UpperCamel, &[""], &taken);
        for finding in findings {
            if finding.severity == Severity::Error {
                self.once(finding);
            }
        }
        let context = Context::of(id);
        let mut variants = Vec::with_capacity(union.branches.len());
        for ((branch, test), ident) in union.branches.iter().zip(tests.each).zip(idents) {
            let typed = self.convert(&branch.conj, &context.member(&ident));
            variants.push(UnionVariant {
                ident: VariantIdent::lossy(&ident),
                docs: branch
                    .source
                    .filter(|_| branch.component.is_none())
                    .map_or_else(Docs::default, |source| self.docs(&Conj::of(source), &ident)),
                ty: typed.ty,
                facets: typed.facets,
                test,
            });
        }
        Union {
            rule: union.rule,
            variants,
            tag: tests.tag,
            check: None,
        }
    }

    /// What a branch is called: its component, the value of its tag, what it
    /// alone requires, its kind.
    fn variant_name(&mut self, union: &Alternatives<'d>, branch: &Branch, test: &Test) -> String {
        if let Some(name) = branch.component.and_then(|id| self.component_name(id)) {
            return names::upper_camel(name);
        }
        if let Test::Tag { values, .. } = test
            && let [value] = values.as_slice()
        {
            return names::upper_camel(value);
        }
        let (_, shaped) = self.settled(&branch.conj);
        match &shaped.shape {
            Shape::Struct(_) | Shape::Union(_) => self.required_alone(union, branch).map_or_else(
                || self.kind_name(&shaped.shape),
                |name| names::upper_camel(&name),
            ),
            Shape::List(Some(child)) => {
                let inner = self.settled(&child.conj).1;
                format!("{}List", self.kind_name(&inner.shape))
            }
            shape => self.kind_name(shape),
        }
    }

    fn kind_name(&self, shape: &Shape<'d>) -> String {
        use specwright_ir::Format;
        let name = match shape {
            Shape::Reference(component) => {
                return self
                    .component_name(*component)
                    .map_or_else(String::new, names::upper_camel);
            }
            Shape::Never | Shape::Null => "Null",
            Shape::Any | Shape::Same(_) => "Any",
            Shape::Scalar(Scalar::String) => "String",
            Shape::Scalar(Scalar::Boolean) => "Boolean",
            Shape::Scalar(Scalar::Integer(_)) => "Integer",
            Shape::Scalar(Scalar::Number(_)) => "Number",
            Shape::Scalar(Scalar::Format(format)) => match format {
                Format::DateTime(_) => "DateTime",
                Format::Date(_) => "Date",
                Format::Ipv4 => "Ipv4",
                Format::Ipv6 => "Ipv6",
                Format::Path(_) => "String",
                Format::Uuid => "Uuid",
                Format::Byte => "Bytes",
                Format::Password => "Password",
            },
            Shape::Enum(_) => "Enum",
            Shape::Own(own, _) => {
                let name = own.path.segments().last();
                return name.map_or_else(String::new, |name| names::upper_camel(name));
            }
            Shape::List(_) => "List",
            Shape::Map(_) => "Map",
            Shape::Object | Shape::Struct(_) => "Object",
            Shape::Union(_) => "Union",
        };
        name.to_owned()
    }

    /// The first member that this branch requires and no other one does.
    fn required_alone(&mut self, union: &Alternatives<'d>, branch: &Branch) -> Option<String> {
        let mut others = std::collections::BTreeSet::new();
        for other in &union.branches {
            if other.conj != branch.conj {
                others.extend(self.required_names(&other.conj));
            }
        }
        let own = self.required_names(&branch.conj);
        own.into_iter().find(|name| !others.contains(name))
    }

    /// The names that every value of `conj` has.
    fn required_names(&mut self, conj: &Conj) -> Vec<String> {
        let (_, shaped) = self.resolved(conj);
        match &shaped.shape {
            Shape::Struct(members) => members
                .members
                .iter()
                .filter(|member| member.required)
                .map(|member| member.name.value.clone())
                .chain(members.required.iter().cloned())
                .collect(),
            Shape::Union(union) if self.depth < DEPTH => {
                self.depth += 1;
                let mut branches = union.branches.iter();
                let first = branches
                    .next()
                    .map(|branch| self.required_names(&branch.conj));
                let mut names = first.unwrap_or_default();
                for branch in branches {
                    let others = self.required_names(&branch.conj);
                    names.retain(|name| others.contains(name));
                }
                self.depth -= 1;
                names
            }
            _ => Vec::new(),
        }
    }

    /// Documentation that `conj` brings itself, not by a component's name. A
    /// title that only repeats `name` is left out.
    pub(super) fn docs(&mut self, conj: &Conj, name: &str) -> Docs {
        let surface = self.surface(conj);
        let mut docs = Docs::default();
        for object in surface.notes.iter().filter_map(|id| self.object(*id)) {
            let title = object.title.as_ref().map(|title| &title.value);
            let text = object.description.as_ref().map(|text| &text.value);
            if docs.summary.is_none() {
                docs.summary = title
                    .filter(|title| !title.trim().is_empty() && !same_words(title, name))
                    .cloned();
            }
            if docs.description.is_none() {
                docs.description = text.filter(|text| !text.trim().is_empty()).cloned();
            }
            docs.deprecated |= object.deprecated.as_ref().is_some_and(|flag| flag.value);
            let more = super::examples::MOST.saturating_sub(docs.examples.len());
            let examples = object.examples.iter().filter_map(super::examples::text);
            docs.examples.extend(examples.take(more));
        }
        docs
    }

    /// The `default` of `conj`, if its type can hold it.
    fn default_of(&mut self, conj: &Conj, context: &Context) -> Option<Literal> {
        let flat = self.flatten(conj);
        let node = flat
            .notes
            .iter()
            .filter_map(|id| self.object(*id))
            .find_map(|object| object.default.as_ref())?;
        let written = super::constant::Written::of(node);
        match self.literal(conj, &written.value, context) {
            Ok(literal) => Some(literal),
            Err(why) => {
                self.default_not_held(node.span, why);
                None
            }
        }
    }

    /// A constant of the type of `conj`.
    fn literal(
        &mut self,
        conj: &Conj,
        value: &super::constant::Constant,
        context: &Context,
    ) -> Result<Literal, &'static str> {
        use super::constant::{Constant, float};
        if *value == Constant::Null {
            return if self.shape(conj).nullable {
                Ok(Literal::Null)
            } else {
                Err("null is no value here")
            };
        }
        let (settled, _) = self.settled(conj);
        let (resolved, shaped) = self.resolved(conj);
        if !value.holds(&shaped.facets) {
            return Err("a bound of the schema refuses it");
        }
        let other = Err("it is a value of another kind");
        match (&shaped.shape, value) {
            (Shape::Scalar(Scalar::Boolean), Constant::Bool(value)) => Ok(Literal::Bool(*value)),
            (Shape::Scalar(Scalar::String), Constant::String(text)) => {
                Ok(Literal::String(text.clone()))
            }
            (Shape::Scalar(Scalar::Integer(width)), Constant::Number(number)) => {
                match number.to_i128() {
                    Some(integer) if scalar::holds_integer(*width, integer) => {
                        Ok(Literal::Integer(integer))
                    }
                    _ => Err("it is no integer that the type holds"),
                }
            }
            (Shape::Scalar(Scalar::Number(_)), Constant::Number(number)) => {
                float(*number).map(Literal::Number).ok_or("it is too large")
            }
            (Shape::Enum(variants), value) => {
                let literal = value.literal().ok_or("it is no value of the enum")?;
                let variant = variants.iter().find(|variant| variant.value == literal);
                let ident = variant.ok_or("it is no value of the enum")?.ident.clone();
                let id = self.named(&settled, &resolved, context);
                Ok(Literal::Variant(id, ident))
            }
            (Shape::Scalar(Scalar::Format(_)), Constant::String(_)) => {
                Err("its type has no constants")
            }
            (Shape::List(_), Constant::Composite(_))
            | (Shape::Map(_) | Shape::Object | Shape::Struct(_), Constant::Composite(_))
            | (Shape::Any | Shape::Own(..) | Shape::Union(_), _) => {
                Err("its type has no constants")
            }
            _ => other,
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

/// What a member is called in `names.lock`.
fn field_key(origin: &Pointer, wire: &str) -> String {
    format!("#{}", origin.child("properties").child(wire))
}

/// Whether two texts are the same but for case and punctuation.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a) == letters(b)
}

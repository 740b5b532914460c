//! Classification: what a conjunction of schemas means, as one of a few
//! shapes. Conversion to types comes after and decides nothing.

use std::rc::Rc;

use specwright_check::format::Format as Asserted;
use specwright_ir::{EnumVariant, Facets, Format, Integer, Number, OwnType, Scalar};
use specwright_source::{Diagnostic, Span, codes};
use specwright_spec::model::SchemaId;

use super::conj::{Conj, DEPTH, Flat, Part, Without, links, residual, restricts_beyond_type};
use super::constant::{Constant, Written};
use super::kinds::Kinds;
use super::merge::Merged;
use super::object::Members;
use super::union::Alternatives;
use super::ways::Component;
use super::{Lowering, enumeration, scalar};
use crate::Untyped;

/// What a conjunction of schemas means, null aside.
#[derive(Debug, Clone)]
pub(super) enum Shape<'d> {
    /// No value.
    Never,
    /// Null alone.
    Null,
    /// Any value.
    Any,
    /// What another conjunction means.
    Same(Conj),
    /// What a component means, by its name.
    Reference(Component),
    /// A scalar.
    Scalar(Scalar),
    /// Scalars that are listed.
    Enum(Rc<Vec<EnumVariant>>),
    /// An array; `None` for items of any kind.
    List(Option<Child>),
    /// An array of fixed length, one child an item.
    Tuple(Rc<Vec<Child>>),
    /// An array whose items are described apart, and whose length is not
    /// fixed.
    Mixed(Rc<Vec<Child>>),
    /// An object of members of one type.
    Map(Child),
    /// An object of which nothing is said.
    Object,
    /// An object with members.
    Struct(Rc<Members<'d>>),
    /// One of several shapes.
    Union(Rc<Alternatives<'d>>),
    /// A type of the user's, for values of these kinds.
    Own(Rc<OwnType>, Kinds),
}

/// The items of an array or the values of a map.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) conj: Conj,
    /// The component that describes it, if it is one alone.
    pub(super) home: Option<SchemaId>,
}

/// A shape and what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Shaped<'d> {
    pub(super) shape: Shape<'d>,
    /// Whether null is a value, too.
    pub(super) nullable: bool,
    /// What is checked beside the type; of a list or map, without its items.
    pub(super) facets: Facets,
    /// Whether shape and facets say everything, members, items and branches
    /// aside, which say it for themselves.
    pub(super) exact: bool,
}

impl<'d> Lowering<'d> {
    /// What `conj` means.
    pub(super) fn shape(&mut self, conj: &Conj) -> Rc<Shaped<'d>> {
        if let Some(known) = self.shapes.get(conj) {
            return Rc::clone(known);
        }
        let shaped = if self.depth >= DEPTH {
            if let Some(part) = conj.parts.first() {
                self.too_deep(part.schema);
            }
            Shaped::plain(Shape::Any, false).inexact()
        } else {
            self.depth += 1;
            let shaped = self.classify(conj);
            self.depth -= 1;
            shaped
        };
        let shaped = Rc::new(shaped);
        self.shapes.insert(conj.clone(), Rc::clone(&shaped));
        shaped
    }

    /// What `conj` means when [`Shape::Same`] is followed, with the
    /// conjunction that says it.
    pub(super) fn settled(&mut self, conj: &Conj) -> (Conj, Rc<Shaped<'d>>) {
        let mut conj = conj.clone();
        for _ in 0..DEPTH {
            let shaped = self.shape(&conj);
            match &shaped.shape {
                Shape::Same(other) => conj = other.clone(),
                _ => return (conj, shaped),
            }
        }
        let shaped = self.shape(&conj);
        (conj, shaped)
    }

    /// The same with names looked through.
    pub(super) fn resolved(&mut self, conj: &Conj) -> (Conj, Rc<Shaped<'d>>) {
        let (mut conj, mut shaped) = self.settled(conj);
        for _ in 0..DEPTH {
            let Shape::Reference(component) = shaped.shape else {
                break;
            };
            (conj, shaped) = self.settled(&Conj::body(component));
        }
        (conj, shaped)
    }

    fn classify(&mut self, conj: &Conj) -> Shaped<'d> {
        let mut nullable = self.null_in(conj);
        if let Some(shape) = self.own_shape(conj) {
            return Shaped::plain(shape, nullable).inexact();
        }
        let surface = self.surface(conj);
        if let Some(shape) = self.simpler(conj, &surface) {
            let whole = matches!(shape, Shape::Same(_)) || !self.leaves_residue(&surface.atoms);
            return Shaped {
                exact: whole,
                ..Shaped::plain(shape, nullable)
            };
        }
        let flat = self.flatten(conj);
        let mut merged = self.merge(&flat.atoms, conj.kinds);
        if let Some(span) = merged.never {
            // `not: {}` at a dynamic anchor says that it is to be bound.
            let notes = flat.notes.iter().filter_map(|id| self.object(*id));
            if notes
                .into_iter()
                .all(|object| object.dynamic_anchor.is_none())
            {
                self.unsatisfiable(span, "no value is accepted here");
            }
            return Shaped::plain(Shape::Never, false);
        }
        let branches = std::mem::take(&mut merged.unions);
        let choices = self.choices(branches, &flat.components);
        if choices.is_empty() {
            nullable = self.infer(&mut merged, nullable);
        }
        merged.kinds = merged.kinds.without(Kinds::NULL);
        if let Some((first, others)) = choices.split_first() {
            let (shape, exact) = self.union_shape(conj, &merged, &flat, *first, others, nullable);
            // What stands beside the union is said by each of its branches.
            let said = matches!(shape, Shape::Union(_) | Shape::Same(_));
            return Shaped {
                exact: exact && (said || !self.leaves_residue(&flat.atoms)),
                ..Shaped::plain(shape, nullable)
            };
        }
        let exact = merged.exact && !self.leaves_residue(&flat.atoms);
        let mut shaped = self.single(conj, merged, nullable);
        shaped.exact &= exact || matches!(shaped.shape, Shape::Same(_));
        shaped
    }

    /// Whether any of `atoms` asks for what types and facets do not carry.
    fn leaves_residue(&self, atoms: &[Part]) -> bool {
        atoms.iter().any(|atom| {
            self.object(atom.schema)
                .is_some_and(|object| residual(object) && !self.is_false(atom.schema))
        })
    }

    /// A shape without unions.
    fn single(&mut self, conj: &Conj, mut merged: Merged<'d>, nullable: bool) -> Shaped<'d> {
        let kinds = merged.kinds;
        let span = self.span_of(merged.first);
        if let Some(constants) = &merged.constants {
            let constants = constants.clone();
            if let Some(shaped) = self.constants(&merged, &constants, nullable) {
                return shaped;
            }
            // Arrays and objects are listed: what is left is their kinds.
            let kinds = constants.iter().fold(Kinds::NONE, |all, value| {
                all.or(value.value.kinds().and(kinds))
            });
            merged.exact = false;
            if kinds != merged.kinds && !kinds.is_empty() {
                return Shaped::plain(Shape::Same(conj.only(kinds)), nullable);
            }
        }
        if kinds.is_empty() {
            if nullable {
                return Shaped::plain(Shape::Null, false);
            }
            self.unsatisfiable(span, "these keywords leave no kind of value");
            return Shaped::plain(Shape::Never, false);
        }
        let everything = kinds == Kinds::ALL.without(Kinds::NULL);
        if everything && (!merged.typed || (nullable && merged.hinted.is_empty())) {
            self.note_format(&merged, kinds);
            let asserted = self.asserted(&merged).is_some();
            return Shaped {
                exact: merged.exact && merged.hinted.is_empty() && !asserted,
                ..Shaped::plain(Shape::Any, false)
            };
        }
        let mut pieces = kinds.pieces();
        if pieces.len() > 1 {
            pieces.sort_by_key(|piece| merged.order.iter().position(|name| name.meets(*piece)));
            let shape = self.union_of_kinds(conj, &pieces);
            return Shaped {
                exact: merged.exact,
                ..Shaped::plain(shape, nullable)
            };
        }
        self.contradictions(span, &merged);
        let facets = scalar::facets_for(&merged.facets, kinds);
        let shape = match kinds {
            Kinds::BOOLEAN => Shape::Scalar(Scalar::Boolean),
            Kinds::STRING => Shape::Scalar(self.string(&mut merged)),
            Kinds::INTEGER | Kinds::NUMBER | Kinds::FRACTION => {
                Shape::Scalar(self.number(&mut merged))
            }
            Kinds::ARRAY => {
                let shaped = self.array_shape(&merged, facets, nullable);
                return Shaped {
                    exact: merged.exact && shaped.exact,
                    ..shaped
                };
            }
            _ => {
                let exact = merged.exact;
                let shaped = self.object_shape(merged, facets, nullable);
                return Shaped {
                    exact: exact && shaped.exact,
                    ..shaped
                };
            }
        };
        Shaped {
            shape,
            nullable,
            facets,
            exact: merged.exact,
        }
    }

    /// A name, or the schema that alone says anything, if `conj` is no more
    /// than that.
    fn simpler(&mut self, conj: &Conj, surface: &Flat) -> Option<Shape<'d>> {
        if let [component] = surface.components.as_slice() {
            let component = *component;
            if self.component_is_whole(conj, component, &surface.atoms) {
                return Some(Shape::Reference(component));
            }
        }
        if !surface.components.is_empty() {
            return None;
        }
        let [atom] = surface.atoms.as_slice() else {
            return None;
        };
        if self.object(atom.schema).is_some_and(links) {
            return None;
        }
        let name = if self.component(atom.schema, atom.way).is_some() {
            Without::NAME
        } else {
            Without::NOTHING
        };
        let whole = Conj {
            parts: vec![Part {
                without: atom.without.unions().and(name),
                ..Part::entered(atom.schema, atom.way)
            }],
            kinds: conj.kinds,
        };
        (whole != *conj).then_some(Shape::Same(whole))
    }

    /// Whether the schemas beside a component add nothing to it.
    fn component_is_whole(&mut self, conj: &Conj, component: Component, beside: &[Part]) -> bool {
        if beside.is_empty() && conj.kinds == Kinds::ALL {
            return true;
        }
        let mut allowed = conj.kinds;
        for part in beside {
            let Some(object) = self.object(part.schema) else {
                return false;
            };
            // What only a check program carries, it carries beside the name.
            if restricts_beyond_type(object, part.without) || self.is_false(part.schema) {
                return false;
            }
            allowed = allowed.and(declared(
                object.types.iter().map(|name| Kinds::of(name.value)),
            ));
        }
        let kinds = self.kinds_of(&Conj::body(component));
        allowed.covers(kinds)
    }

    /// The kinds of the values of `conj`, null aside.
    pub(super) fn kinds_of(&mut self, conj: &Conj) -> Kinds {
        match self.kinds.get(conj) {
            Some(Some(known)) => return *known,
            Some(None) => return Kinds::ALL.without(Kinds::NULL),
            None => {}
        }
        self.kinds.insert(conj.clone(), None);
        let (_, shaped) = self.settled(conj);
        let kinds = match &shaped.shape {
            Shape::Never | Shape::Null => Kinds::NONE,
            Shape::Any | Shape::Same(_) => Kinds::ALL.without(Kinds::NULL),
            Shape::Reference(component) => self.kinds_of(&Conj::body(*component)),
            Shape::Scalar(scalar) => scalar::kinds_of(*scalar),
            Shape::Enum(variants) => enumeration::kinds_of(variants),
            Shape::Own(_, kinds) => *kinds,
            Shape::List(_) | Shape::Tuple(_) | Shape::Mixed(_) => Kinds::ARRAY,
            Shape::Map(_) | Shape::Object | Shape::Struct(_) => Kinds::OBJECT,
            Shape::Union(union) => {
                let mut kinds = Kinds::NONE;
                for branch in &union.branches {
                    kinds = kinds.or(self.kinds_of(&branch.conj));
                }
                kinds
            }
        };
        self.kinds.insert(conj.clone(), Some(kinds));
        kinds
    }

    /// The kinds that the keywords are for, where no `type` says it. Returns
    /// whether null is a value.
    fn infer(&mut self, merged: &mut Merged<'d>, nullable: bool) -> bool {
        if merged.typed || merged.constants.is_some() || merged.hinted.is_empty() {
            return nullable;
        }
        let Some(first) = merged.first else {
            return nullable;
        };
        // Names of members are strings, whatever is said of them.
        if merged.hinted.covers(merged.kinds) {
            return nullable;
        }
        let span = self.span_of(Some(first));
        let pieces = merged.hinted.pieces();
        if let [kinds] = pieces.as_slice()
            && self.options.untyped == Untyped::Meant
        {
            merged.kinds = merged.kinds.and(kinds.or(Kinds::NULL));
            merged.typed = true;
            let name = scalar::name_of(*kinds);
            self.once(
                Diagnostic::warning(
                    codes::schema::TYPE_MISSING,
                    span,
                    format!("without `type`, this is read as {name}"),
                )
                .help("add `type`"),
            );
            let message = format!("{name} is asked for, though values of other kinds are valid");
            let code = codes::gap::KIND_INFERRED;
            self.keyword_gap(code, first.schema, "type", span, message);
            return nullable && merged.nullable;
        }
        nullable
    }

    /// Reports bounds that leave nothing.
    fn contradictions(&mut self, span: Span, merged: &Merged<'d>) {
        let facets = scalar::facets_for(&merged.facets, merged.kinds);
        let low = facets.minimum.or(facets.exclusive_minimum);
        let high = facets.maximum.or(facets.exclusive_maximum);
        let strict = facets.exclusive_minimum.is_some() || facets.exclusive_maximum.is_some();
        let numbers = low
            .zip(high)
            .is_some_and(|(low, high)| low > high || (strict && low == high));
        let over = |low: Option<u64>, high: Option<u64>| {
            low.zip(high).is_some_and(|(low, high)| low > high)
        };
        if numbers
            || over(facets.min_length, facets.max_length)
            || over(facets.min_items, facets.max_items)
            || over(facets.min_properties, facets.max_properties)
        {
            self.unsatisfiable(span, "the lower bound is above the upper one");
        }
    }

    /// Reports that no value is accepted.
    pub(super) fn unsatisfiable(&mut self, span: Span, message: &str) {
        if self.quiet {
            return;
        }
        self.once(Diagnostic::warning(
            codes::schema::UNSATISFIABLE,
            span,
            message,
        ));
    }

    /// The text of a part's schema.
    pub(super) fn span_of(&self, part: Option<Part>) -> Span {
        part.map_or(self.document.span, |part| {
            self.document.schemas.get(part.schema).span
        })
    }

    /// An enum, unless an array or object is listed.
    fn constants(
        &mut self,
        merged: &Merged<'d>,
        constants: &[Written],
        nullable: bool,
    ) -> Option<Shaped<'d>> {
        let composite = |value: &Written| matches!(value.value, Constant::Composite(_));
        if constants.iter().any(composite) {
            return None;
        }
        let kept = self.fitting(merged, constants);
        let shaped = self.enum_shape(merged, &kept, nullable);
        let format = self.asserted(merged);
        let fits = kept
            .iter()
            .all(|written| format.is_none_or(|format| written.value.has(format)));
        Some(if fits { shaped } else { shaped.inexact() })
    }

    /// The format that values are held to, where formats are asserted.
    fn asserted(&self, merged: &Merged<'d>) -> Option<Asserted> {
        let asserted = self.options.formats == crate::Formats::Assert;
        let written = merged.format.as_ref().filter(|_| asserted)?;
        let format = Asserted::from_name(&written.value)?;
        let kinds = match format {
            Asserted::Decimal => Kinds::STRING.or(Kinds::NUMBER),
            Asserted::Int8
            | Asserted::Int16
            | Asserted::Int32
            | Asserted::Int64
            | Asserted::Uint8
            | Asserted::Uint16
            | Asserted::Uint32
            | Asserted::Uint64 => Kinds::NUMBER,
            _ => Kinds::STRING,
        };
        merged.kinds.meets(kinds).then_some(format)
    }

    fn string(&mut self, merged: &mut Merged<'d>) -> Scalar {
        if self.options.formats == crate::Formats::Annotation {
            return Scalar::String;
        }
        self.note_format(merged, Kinds::STRING);
        let types = &self.options.format_types;
        let format = merged.format.as_ref().map(|format| format.value.as_str());
        let format = format.filter(|format| *format != crate::formats::BASE16);
        let ty = format.and_then(|format| types.of(format));
        let ty = ty.or_else(|| merged.encoding.and_then(|format| types.of(format)));
        // A type of the runtime reads its format; any other may read more.
        if !matches!(ty, Some(ty) if !matches!(ty, Format::Path(_))) {
            merged.exact &= self.asserted(merged).is_none();
        }
        ty.map_or(Scalar::String, Scalar::Format)
    }

    fn number(&mut self, merged: &mut Merged<'d>) -> Scalar {
        self.note_format(merged, merged.kinds);
        let assert = self.options.formats == crate::Formats::Assert;
        let format = merged.format.as_ref().filter(|_| assert);
        let format = format.map(|format| format.value.as_str());
        if merged.kinds == Kinds::INTEGER {
            return Scalar::Integer(match format {
                Some("int32") => Integer::I32,
                Some("int64") => Integer::I64,
                Some("uint64") => Integer::U64,
                _ => {
                    merged.exact &= self.asserted(merged).is_none();
                    scalar::integer_for(&merged.facets)
                }
            });
        }
        // Whole numbers of a range.
        if self
            .asserted(merged)
            .is_some_and(|format| format != Asserted::Decimal)
        {
            merged.exact = false;
        }
        Scalar::Number(match format {
            Some("float") => Number::F32,
            Some(format) if self.options.format_types.of(format) == Some(Format::Decimal) => {
                Number::Decimal
            }
            _ => Number::F64,
        })
    }
}

impl<'d> Shaped<'d> {
    pub(super) fn plain(shape: Shape<'d>, nullable: bool) -> Self {
        Self {
            shape,
            nullable,
            facets: Facets::default(),
            exact: true,
        }
    }

    pub(super) fn inexact(self) -> Self {
        Self {
            exact: false,
            ..self
        }
    }
}

/// What `type` allows; everything where it is not written.
pub(super) fn declared(types: impl Iterator<Item = Kinds>) -> Kinds {
    let kinds = types.fold(Kinds::NONE, Kinds::or);
    if kinds.is_empty() { Kinds::ALL } else { kinds }
}

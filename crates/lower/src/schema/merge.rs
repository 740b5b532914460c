//! `allOf` as intersection: every pair of keywords has an answer.

use std::collections::BTreeMap;

use specwright_check::{
    Decimal,
    ecma::{Engine, Translation},
};
use specwright_ir::{Facets, Pattern};
use specwright_source::{Diagnostic, Node, Span, codes};
use specwright_spec::model::{Discriminator, Named, SchemaBody, SchemaId, SchemaObject, Spanned};

use super::Lowering;
use super::aside::has_aside;
use super::conj::{self, Part, Without};
use super::constant::Written;
use super::format;
use super::kinds::Kinds;
use super::ways::Way;
use crate::pattern;

/// What a conjunction of schemas says, keyword by keyword.
#[derive(Debug)]
pub(super) struct Merged<'d> {
    /// The kinds that every `type` allows.
    pub(super) kinds: Kinds,
    /// The names of the first `type`, in their order.
    pub(super) order: Vec<Kinds>,
    /// Whether there is a `type` at all.
    pub(super) typed: bool,
    /// A `nullable: true` among the parts.
    pub(super) nullable: bool,
    /// A part that is `false`.
    pub(super) never: Option<Span>,
    /// The values that every `enum` and `const` lists.
    pub(super) constants: Option<Vec<Written>>,
    /// Where they are listed first.
    pub(super) constants_at: Option<Part>,
    /// The first `format`.
    pub(super) format: Option<Spanned<String>>,
    /// Where that is written.
    pub(super) format_at: Option<Part>,
    /// The format that `contentEncoding` is like.
    pub(super) encoding: Option<&'static str>,
    /// Every bound.
    pub(super) facets: Facets,
    /// `prefixItems` and `items` of every part that has any.
    pub(super) arrays: Vec<Items<'d>>,
    /// The members that some part describes.
    pub(super) members: Vec<Member<'d>>,
    /// The members that some part requires.
    pub(super) required: Vec<&'d Spanned<String>>,
    /// What each part says about further members.
    pub(super) rest: Vec<Rest<'d>>,
    /// The parts that may describe members only for some values.
    pub(super) aside: Vec<SchemaId>,
    /// Every `propertyNames`.
    pub(super) names: Vec<Part>,
    /// Every `oneOf` and `anyOf`.
    pub(super) unions: Vec<Choice<'d>>,
    /// The kinds that keywords other than `type` are for.
    pub(super) hinted: Kinds,
    /// The first part.
    pub(super) first: Option<Part>,
    /// Whether the above is all that the parts say.
    pub(super) exact: bool,
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member<'d> {
    pub(super) name: &'d Spanned<String>,
    /// What its value must satisfy.
    pub(super) parts: Vec<Part>,
    /// The component that describes it, if it is one alone.
    pub(super) home: Option<SchemaId>,
    /// Whether values that go this way do not have it.
    pub(super) left_out: bool,
    /// Whether it is of values that go either way.
    pub(super) shared: bool,
}

/// What one part says about the items of an array.
#[derive(Debug, Clone, Copy)]
pub(super) struct Items<'d> {
    /// `prefixItems`.
    pub(super) prefix: &'d [SchemaId],
    /// `items`: those behind them.
    pub(super) rest: Option<SchemaId>,
    /// How the part was reached.
    pub(super) way: Way,
    pub(super) home: Option<SchemaId>,
}

/// What one part says about members it does not list.
#[derive(Debug)]
pub(super) struct Rest<'d> {
    pub(super) listed: &'d Named<SchemaId>,
    pub(super) patterns: &'d Named<SchemaId>,
    /// `additionalProperties`; `None` beside `patternProperties` alone.
    pub(super) additional: Option<SchemaId>,
    /// How the part was reached.
    pub(super) way: Way,
    pub(super) home: Option<SchemaId>,
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<'d> {
    /// The schema it belongs to.
    pub(super) part: Part,
    /// Which of the two.
    pub(super) keyword: Without,
    pub(super) branches: &'d Spanned<Vec<SchemaId>>,
    pub(super) discriminator: Option<&'d Discriminator>,
}

impl<'d> Lowering<'d> {
    /// Merges what `atoms` say by their own keywords.
    pub(super) fn merge(&mut self, atoms: &[Part], kinds: Kinds) -> Merged<'d> {
        let mut merged = Merged {
            kinds,
            order: Vec::new(),
            typed: false,
            nullable: false,
            never: None,
            constants: None,
            constants_at: None,
            format: None,
            format_at: None,
            encoding: None,
            facets: Facets::default(),
            arrays: Vec::new(),
            members: Vec::new(),
            required: Vec::new(),
            rest: Vec::new(),
            aside: Vec::new(),
            names: Vec::new(),
            unions: Vec::new(),
            hinted: Kinds::NONE,
            first: atoms.first().copied(),
            exact: true,
        };
        let mut members = BTreeMap::new();
        for atom in atoms {
            let schema = self.document.schemas.get(atom.schema);
            if self.is_false(atom.schema) {
                merged.never = merged.never.or(Some(schema.span));
            }
            if let SchemaBody::Object(object) = &schema.body {
                self.merge_values(&mut merged, *atom, object);
                self.merge_bounds(&mut merged.facets, atom.schema, object);
                merge_arrays(&mut merged, *atom, object);
                self.merge_objects(&mut merged, &mut members, *atom, object);
                merge_unions(&mut merged, *atom, object);
            }
        }
        normalise(&mut merged.facets);
        merged
    }

    /// `type`, `enum`, `const`, `format`.
    fn merge_values(&mut self, merged: &mut Merged<'d>, atom: Part, object: &'d SchemaObject) {
        let nullable = object
            .nullable
            .as_ref()
            .is_some_and(|nullable| nullable.value);
        merged.nullable |= nullable;
        if !object.types.is_empty() {
            let mut kinds = if nullable { Kinds::NULL } else { Kinds::NONE };
            for name in &object.types {
                kinds = kinds.or(Kinds::of(name.value));
            }
            merged.kinds = merged.kinds.and(kinds);
            merged.typed = true;
            if merged.order.is_empty() {
                merged.order = object
                    .types
                    .iter()
                    .map(|name| Kinds::of(name.value))
                    .collect();
            }
        }
        if let Some(list) = object
            .enumeration
            .as_ref()
            .filter(|list| !list.value.is_empty())
        {
            self.merge_constants(merged, atom, &list.value);
        }
        if let Some(constant) = &object.constant {
            self.merge_constants(merged, atom, std::slice::from_ref(constant));
        }
        if let Some(format) = &object.format {
            match &merged.format {
                Some(other) if other.value != format.value => {
                    merged.exact = false;
                    self.once(
                        Diagnostic::warning(
                            codes::schema::FORMATS_DIFFER,
                            format.span,
                            format!("`{}` joins `{}`, which counts", format.value, other.value),
                        )
                        .also(other.span, "the first format"),
                    );
                }
                Some(_) => {}
                None => {
                    merged.format = Some(format.clone());
                    merged.format_at = Some(atom);
                }
            }
            merged.hinted = merged.hinted.or(format::inferred(&format.value));
        }
        if let Some(encoding) = &object.content_encoding {
            merged.encoding = merged.encoding.or(format::encoding(&encoding.value));
        }
        for (present, kinds) in [
            (conj::numbers(object), Kinds::NUMBER),
            (conj::strings(object), Kinds::STRING),
            (conj::arrays(object), Kinds::ARRAY),
            (conj::objects(object), Kinds::OBJECT),
        ] {
            if present {
                merged.hinted = merged.hinted.or(kinds);
            }
        }
    }

    fn merge_constants(&mut self, merged: &mut Merged<'d>, atom: Part, nodes: &'d [Node]) {
        let mut values: Vec<Written> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let written = Written::of(node);
            let twin = values
                .iter()
                .find(|other| other.value == written.value && written.literal_like());
            match twin {
                Some(twin) => self.once(
                    Diagnostic::warning(
                        codes::schema::ENUM_VALUE_TWICE,
                        written.span,
                        "this value is listed before",
                    )
                    .also(twin.span, "here"),
                ),
                None => values.push(written),
            }
        }
        merged.constants = Some(match merged.constants.take() {
            None => {
                merged.constants_at = Some(atom);
                values
            }
            Some(known) => known
                .into_iter()
                .filter(|value| values.iter().any(|other| other.value == value.value))
                .collect(),
        });
    }

    /// Every bound; the tighter one counts.
    fn merge_bounds(&mut self, facets: &mut Facets, id: SchemaId, object: &SchemaObject) {
        for (slot, bound, lower) in [
            (&mut facets.minimum, &object.minimum, true),
            (
                &mut facets.exclusive_minimum,
                &object.exclusive_minimum,
                true,
            ),
            (&mut facets.maximum, &object.maximum, false),
            (
                &mut facets.exclusive_maximum,
                &object.exclusive_maximum,
                false,
            ),
        ] {
            if let Some(bound) = self.bound(bound.as_ref()) {
                *slot = Some(match *slot {
                    None => bound,
                    Some(other) if lower => other.max(bound),
                    Some(other) => other.min(bound),
                });
            }
        }
        if let Some(bound) = self.bound(object.multiple_of.as_ref())
            && !facets.multiple_of.contains(&bound)
        {
            if bound > Decimal::ZERO {
                facets.multiple_of.push(bound);
            } else if let Some(written) = &object.multiple_of {
                self.bound_not_read(written.span, "`multipleOf` must be greater than 0");
            }
        }
        for (slot, bound) in [
            (&mut facets.min_length, &object.min_length),
            (&mut facets.min_items, &object.min_items),
            (&mut facets.min_properties, &object.min_properties),
        ] {
            *slot = bound.as_ref().map(|bound| bound.value).max(*slot);
        }
        for (slot, bound) in [
            (&mut facets.max_length, &object.max_length),
            (&mut facets.max_items, &object.max_items),
            (&mut facets.max_properties, &object.max_properties),
        ] {
            if let Some(bound) = bound {
                *slot = Some(slot.map_or(bound.value, |other| other.min(bound.value)));
            }
        }
        facets.unique_items |= object.unique_items.as_ref().is_some_and(|flag| flag.value);
        if let Some(written) = &object.pattern
            && facets
                .patterns
                .iter()
                .all(|known| known.source != written.value)
        {
            match pattern::translate(&written.value) {
                Ok(Translation { regex, engine }) => {
                    if engine == Engine::Backtracking {
                        self.once(pattern::backtracks(written.span));
                    }
                    facets.patterns.push(Pattern {
                        source: written.value.clone(),
                        regex,
                        engine,
                    });
                }
                Err(why) => {
                    // The check program cannot match it either.
                    let message = format!("the pattern is not checked: {why}");
                    self.keyword_gap(codes::gap::PATTERN, id, "pattern", written.span, message);
                }
            }
        }
    }

    fn merge_objects(
        &mut self,
        merged: &mut Merged<'d>,
        members: &mut BTreeMap<&'d str, usize>,
        atom: Part,
        object: &'d SchemaObject,
    ) {
        for (name, schema) in &object.properties {
            let part = self.part(*schema, atom.way);
            let left_out = self.ways.leaves_out(&name.value, *schema, atom.way);
            let known = members
                .get(name.value.as_str())
                .and_then(|index| merged.members.get_mut(*index));
            match known {
                Some(member) => {
                    member.left_out |= left_out;
                    if !member.parts.contains(&part) {
                        member.parts.push(part);
                        member.home = None;
                    }
                }
                None => {
                    members.insert(&name.value, merged.members.len());
                    merged.members.push(Member {
                        name,
                        parts: vec![part],
                        home: atom.home,
                        left_out,
                        shared: self.ways.is_shared(&name.value, atom.way),
                    });
                }
            }
        }
        for name in &object.required {
            if merged
                .required
                .iter()
                .all(|known| known.value != name.value)
            {
                merged.required.push(name);
            }
        }
        if has_aside(object) {
            merged.aside.push(atom.schema);
        }
        if let Some(names) = object.property_names {
            let names = self.part(names, atom.way);
            merged.names.push(names);
        }
        if object.additional_properties.is_some() || !object.pattern_properties.is_empty() {
            merged.rest.push(Rest {
                listed: &object.properties,
                patterns: &object.pattern_properties,
                additional: object.additional_properties,
                way: atom.way,
                home: atom.home,
            });
        }
    }

    fn bound(&mut self, written: Option<&Spanned<String>>) -> Option<Decimal> {
        let written = written?;
        match written.value.parse() {
            Ok(bound) => Some(bound),
            Err(_) => {
                self.bound_not_read(written.span, "this is no number that is compared exactly");
                None
            }
        }
    }

    fn bound_not_read(&mut self, span: Span, message: &str) {
        self.once(Diagnostic::warning(
            codes::schema::BOUND_NOT_READ,
            span,
            message,
        ));
    }
}

fn merge_arrays<'d>(merged: &mut Merged<'d>, atom: Part, object: &'d SchemaObject) {
    if object.items.is_some() || !object.prefix_items.is_empty() {
        merged.arrays.push(Items {
            prefix: &object.prefix_items,
            rest: object.items,
            way: atom.way,
            home: atom.home,
        });
    }
}

fn merge_unions<'d>(merged: &mut Merged<'d>, atom: Part, object: &'d SchemaObject) {
    for (keyword, branches) in [
        (Without::ONE_OF, &object.one_of),
        (Without::ANY_OF, &object.any_of),
    ] {
        if let Some(branches) = branches
            && !atom.without.has(keyword)
        {
            merged.unions.push(Choice {
                part: atom,
                keyword,
                branches,
                discriminator: object.discriminator.as_ref(),
            });
        }
    }
}

/// Of an inclusive and an exclusive bound, the one that says more.
fn normalise(facets: &mut Facets) {
    if let (Some(low), Some(above)) = (facets.minimum, facets.exclusive_minimum) {
        if above >= low {
            facets.minimum = None;
        } else {
            facets.exclusive_minimum = None;
        }
    }
    if let (Some(high), Some(below)) = (facets.maximum, facets.exclusive_maximum) {
        if below <= high {
            facets.maximum = None;
        } else {
            facets.exclusive_maximum = None;
        }
    }
    facets.multiple_of.sort_unstable();
    facets.patterns.sort_by(|a, b| a.source.cmp(&b.source));
}

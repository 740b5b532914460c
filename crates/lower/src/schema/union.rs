//! Unions: `oneOf` and `anyOf` are one algorithm with a parameter, and
//! several names in `type` are a union, too.

use std::rc::Rc;

use specwright_ir::{Docs, UnionRule};
use specwright_source::{Diagnostic, codes};
use specwright_spec::model::{Discriminator, SchemaId};

use super::Lowering;
use super::conj::{
    self, Conj, DEPTH, Flat, Part, Without, residual, restricts, restricts_beyond_type,
};
use super::enumeration::Listed;
use super::kinds::Kinds;
use super::merge::{Choice, Merged};
use super::shape::Shape;
use super::ways::Component;

/// How many combinations of branches are spelled out when several unions must
/// hold together.
const COMBINATIONS: usize = 32;

/// A union that is more than one branch.
#[derive(Debug)]
pub(super) struct Alternatives<'d> {
    pub(super) rule: UnionRule,
    pub(super) branches: Vec<Branch>,
    pub(super) discriminator: Option<&'d Discriminator>,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    /// What holds for its values, settled.
    pub(super) conj: Conj,
    /// The schema of the branch; `None` for a kind of a `type` list.
    pub(super) source: Option<SchemaId>,
    /// The component that the branch refers to.
    pub(super) component: Option<Component>,
}

impl<'d> Lowering<'d> {
    /// The unions that say something. A union that a schema has from its base,
    /// and that names the schema itself among its branches, is how documents
    /// write inheritance: the schema is that branch.
    pub(super) fn choices(
        &mut self,
        unions: Vec<Choice<'d>>,
        entered: &[Component],
    ) -> Vec<Choice<'d>> {
        let mut kept = Vec::with_capacity(unions.len());
        for choice in unions {
            let mut own = false;
            for branch in &choice.branches.value {
                let branch = self.part(*branch, choice.part.way);
                let surface = self.surface(&Conj::of(branch));
                own |= surface.components.iter().any(|component| {
                    entered.contains(component) && choice.part.home != Some(component.schema)
                });
            }
            if !own {
                kept.push(choice);
            } else if choice.discriminator.is_none() && choice.keyword == Without::ONE_OF {
                self.branch_of_itself(&choice);
            }
        }
        kept
    }

    /// The shape of a conjunction with a union: the branches, each with what
    /// stands beside the union merged into it.
    pub(super) fn union_shape(
        &mut self,
        conj: &Conj,
        merged: &Merged<'d>,
        flat: &Flat,
        choice: Choice<'d>,
        others: &[Choice<'d>],
        nullable: bool,
    ) -> (Shape<'d>, bool) {
        let (beside, mut exact) = self.beside(flat, choice, others);
        let mut branches: Vec<Branch> = Vec::new();
        for source in &choice.branches.value {
            let part = self.part(*source, choice.part.way);
            let Some(branch) = self.branch(conj, &beside, merged.kinds, part) else {
                continue;
            };
            if branches.iter().any(|known| known.conj == branch.conj) {
                let span = self.document.schemas.get(*source).span;
                self.once(Diagnostic::warning(
                    codes::schema::BRANCH_TWICE,
                    span,
                    "this branch is the same as another one",
                ));
                exact &= choice.keyword == Without::ANY_OF;
            } else {
                branches.push(branch);
            }
        }
        // Where members of the other direction are left out, branches may be
        // alike; the check program knows better which one is meant.
        let alike = choice.keyword == Without::ONE_OF
            && choice.discriminator.is_none()
            && branches.len() > 1
            && branches
                .iter()
                .any(|branch| self.lacks_members(&branch.conj));
        exact &= !alike;
        let rule = if choice.keyword == Without::ONE_OF && !alike {
            UnionRule::OneOf
        } else {
            UnionRule::AnyOf
        };
        // The program of a branch holds the whole union, too: it refuses what
        // several branches accept, and those without one must not be left
        // alone with it.
        if rule == UnionRule::OneOf && !beside.is_empty() {
            let free = |branch: &Branch| self.needs_no_program(&branch.conj, DEPTH);
            let free = branches.iter().map(free).collect::<Vec<_>>();
            let mut each = branches.iter();
            exact &= free.iter().all(|free| *free)
                || each.all(|branch| !self.settled(&branch.conj).1.exact);
        }
        let shape = match branches.as_slice() {
            [] if nullable => Shape::Null,
            [] => {
                self.unsatisfiable(choice.branches.span, "no branch accepts any value");
                Shape::Never
            }
            [only] => Shape::Same(only.conj.clone()),
            _ => self.constants_of(&branches, rule).unwrap_or_else(|| {
                Shape::Union(Rc::new(Alternatives {
                    rule,
                    branches,
                    discriminator: choice.discriminator,
                }))
            }),
        };
        (shape, exact)
    }

    /// Whether values of `conj` are read without a program that stands for
    /// `conj` itself, also where it is a union of others.
    fn needs_no_program(&mut self, conj: &Conj, depth: u32) -> bool {
        let (_, shaped) = self.settled(conj);
        let branches = match &shaped.shape {
            _ if !shaped.exact || depth == 0 => return false,
            Shape::Union(union) => union.branches.as_slice(),
            _ => &[],
        };
        let mut branches = branches.iter();
        branches.all(|branch| self.needs_no_program(&branch.conj, depth - 1))
    }

    /// A union of the kinds that `type` names.
    pub(super) fn union_of_kinds(&mut self, conj: &Conj, pieces: &[Kinds]) -> Shape<'d> {
        let mut branches = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let (conj, shaped) = self.settled(&conj.only(*piece));
            if !matches!(shaped.shape, Shape::Never | Shape::Null) {
                branches.push(Branch {
                    conj,
                    source: None,
                    component: None,
                });
            }
        }
        match branches.as_slice() {
            [] => Shape::Never,
            [only] => Shape::Same(only.conj.clone()),
            _ => Shape::Union(Rc::new(Alternatives {
                rule: UnionRule::AnyOf,
                branches,
                discriminator: None,
            })),
        }
    }

    /// What stands beside the union: everything but itself, and but further
    /// unions that would make too many combinations.
    /// Also says whether that is all of them.
    fn beside(
        &mut self,
        flat: &Flat,
        choice: Choice<'d>,
        others: &[Choice<'d>],
    ) -> (Vec<Part>, bool) {
        let mut exact = true;
        let mut left_out = vec![choice];
        let mut combinations = choice.branches.value.len();
        for other in others {
            combinations = combinations.saturating_mul(other.branches.value.len());
            if combinations > COMBINATIONS {
                exact = false;
                left_out.push(*other);
            }
        }
        let mut beside = Vec::with_capacity(flat.atoms.len());
        for atom in &flat.atoms {
            let mut part = *atom;
            for out in &left_out {
                if (out.part.schema, out.part.way) == (atom.schema, atom.way) {
                    part.without = part.without.and(out.keyword);
                }
            }
            let says = match self.object(part.schema) {
                Some(object) => restricts(object, part.without) || residual(object),
                None => true,
            };
            if says {
                beside.push(part);
            }
        }
        (beside, exact)
    }

    /// One branch; `None` if it accepts null alone, or nothing.
    fn branch(&mut self, conj: &Conj, beside: &[Part], kinds: Kinds, part: Part) -> Option<Branch> {
        let source = part.schema;
        let alone = Conj::of(part);
        let inner = self.flatten(&alone);
        // Keywords without `type` may mean another kind beside the rest.
        let typed = inner
            .atoms
            .iter()
            .any(|part| match self.object(part.schema) {
                Some(object) => conj::says_kinds(object),
                None => true,
            });
        if typed {
            match self.settled(&alone).1.shape {
                Shape::Null => return None,
                Shape::Never => {
                    let span = self.document.schemas.get(source).span;
                    self.unsatisfiable(span, "this branch accepts nothing");
                    return None;
                }
                _ => {}
            }
        }
        let surface = self.surface(&alone);
        let component = match surface.components.as_slice() {
            [component] => Some(*component),
            _ => None,
        };
        let mut parts: Vec<Part> = beside
            .iter()
            .filter(|part| {
                !inner.atoms.iter().any(|known| {
                    known.schema == part.schema
                        && known.way == part.way
                        && part.without.unions().has(known.without.unions())
                })
            })
            .copied()
            .collect();
        if typed && self.only_kinds(&parts) && kinds.covers(self.kinds_of(&alone)) {
            parts.clear();
        }
        let narrowed = !parts.is_empty();
        parts.push(part);
        // Narrowing a union is what schemas beside it are for: branches that
        // come to nothing are no finding.
        let outer = self.quiet;
        self.quiet |= narrowed;
        let (conj, shaped) = self.settled(&Conj {
            parts,
            kinds: conj.kinds,
        });
        self.quiet = outer;
        match shaped.shape {
            Shape::Null | Shape::Never => None,
            // However it is reached, a component is the same branch, unless
            // something stands beside it that its type does not carry.
            Shape::Reference(id) if conj.kinds == Kinds::ALL && shaped.exact => Some(Branch {
                conj: Conj::of(id.part()),
                source: Some(source),
                component,
            }),
            _ => Some(Branch {
                conj,
                source: Some(source),
                component,
            }),
        }
    }

    /// Whether parts say nothing beyond `type`.
    fn only_kinds(&self, parts: &[Part]) -> bool {
        parts.iter().all(|part| {
            self.object(part.schema).is_some_and(|object| {
                !restricts_beyond_type(object, part.without) && !residual(object)
            }) && !self.is_false(part.schema)
        })
    }

    /// One enum, if every branch lists constants and has no name.
    fn constants_of(&mut self, branches: &[Branch], rule: UnionRule) -> Option<Shape<'d>> {
        let mut listed: Vec<Listed> = Vec::new();
        let mut several = Vec::new();
        let mut own = Vec::new();
        for branch in branches {
            let shaped = self.shape(&branch.conj);
            let Shape::Enum(variants) = &shaped.shape else {
                return None;
            };
            if !shaped.exact {
                return None;
            }
            let source = branch.source?;
            let docs = match variants.as_slice() {
                [only] => {
                    let given = self.own_branch(source);
                    own.extend(given.map(|given| (only.value.clone(), given)));
                    self.docs(&branch.conj, "")
                }
                _ => Docs::default(),
            };
            let span = self.document.schemas.get(source).span;
            for variant in variants.iter() {
                if listed.iter().any(|known| known.value == variant.value) {
                    several.push(variant.value.clone());
                } else {
                    listed.push(Listed {
                        value: variant.value.clone(),
                        span,
                        docs: docs.clone(),
                    });
                }
            }
        }
        if rule == UnionRule::OneOf && !several.is_empty() {
            for known in listed.iter().filter(|known| several.contains(&known.value)) {
                let span = known.span;
                self.unsatisfiable(span, "several branches list this value, so none accepts it");
            }
            listed.retain(|known| !several.contains(&known.value));
            if listed.is_empty() {
                return Some(Shape::Never);
            }
        }
        Some(self.enum_of(&listed, &own, None))
    }

    /// Notes that a schema which extends a union is taken for its branch.
    fn branch_of_itself(&mut self, choice: &Choice<'d>) {
        let message = "no other branch of this `oneOf` is tried".to_owned();
        let code = codes::gap::UNION_OF_ITSELF;
        let schema = choice.part.schema;
        self.keyword_gap(code, schema, "oneOf", choice.branches.span, message);
    }
}

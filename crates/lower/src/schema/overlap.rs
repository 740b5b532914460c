//! Objects that several branches of an `anyOf` accept.

use std::collections::BTreeSet;

use specwright_ir::{FieldIdent, Others, Overlap, Test, UnionRule};

use super::Lowering;
use super::conj::{Conj, DEPTH};
use super::kinds::Kinds;
use super::object::{self, Members};
use super::recognise::{self, Tests};
use super::shape::Shape;
use super::union::Alternatives;
use crate::names;

/// Names of members.
#[derive(Debug, Clone)]
enum Known {
    These(BTreeSet<String>),
    All,
}

/// The members of a branch's objects.
struct Extent {
    /// What its values may have.
    known: Known,
    /// What its type keeps in any case.
    kept: Known,
}

impl<'d> Lowering<'d> {
    /// How the branches of a union overlap, one a branch; `idents` are the
    /// variants' names.
    pub(super) fn overlaps(
        &mut self,
        union: &Alternatives<'d>,
        tests: &Tests,
        idents: &[String],
    ) -> Vec<Option<Overlap>> {
        let count = union.branches.len();
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut extents: Vec<Option<Extent>> = Vec::with_capacity(count);
        for (branch, test) in union.branches.iter().zip(&tests.each) {
            let object = union.rule == UnionRule::AnyOf
                && !matches!(test, Test::Kind(_))
                && self.kinds_of(&branch.conj) == Kinds::OBJECT;
            extents.push(object.then(|| self.extent(&branch.conj, 0)));
        }
        for (index, branch) in union.branches.iter().enumerate() {
            for (other, second) in union.branches.iter().enumerate().skip(index + 1) {
                let objects = [index, other].map(|at| matches!(extents.get(at), Some(Some(_))));
                let told = told(tests.each.get(index), tests.each.get(other));
                if objects != [true, true] || told || self.disjoint(&branch.conj, &second.conj) {
                    continue;
                }
                for (one, two) in [(index, other), (other, index)] {
                    beside
                        .get_mut(one)
                        .into_iter()
                        .for_each(|all| all.push(two));
                }
            }
        }
        let mut taken = BTreeSet::new();
        let views = beside.iter().zip(idents).enumerate();
        views
            .map(|(index, (others, ident))| {
                let own = extents.get(index)?.as_ref()?;
                let others = others.iter().filter_map(|at| extents.get(*at)?.as_ref());
                let others: Vec<&Known> = others.map(|extent| &extent.known).collect();
                if others.is_empty() {
                    return None;
                }
                let mut view = format!("as_{}", names::snake(ident));
                while !taken.insert(view.clone()) {
                    view.push('_');
                }
                Some(Overlap {
                    view: FieldIdent::lossy(&view),
                    others: dropped(&own.kept, &others),
                })
            })
            .collect()
    }

    /// The members of objects.
    fn extent(&mut self, conj: &Conj, depth: u32) -> Extent {
        let (_, shaped) = self.resolved(conj);
        let all = Extent {
            known: Known::All,
            kept: Known::All,
        };
        match &shaped.shape {
            Shape::Struct(members) => {
                let names = Known::These(named(members));
                match members.others {
                    object::Others::Drop => Extent {
                        known: names.clone(),
                        kept: names,
                    },
                    object::Others::Deny if members.groups.is_empty() => Extent {
                        known: names,
                        ..all
                    },
                    object::Others::Deny | object::Others::Keep(_) => all,
                }
            }
            Shape::Union(union) if depth < DEPTH / 4 => {
                let branches = union.branches.iter();
                let extents = branches.map(|branch| self.extent(&branch.conj, depth + 1));
                let both = extents.reduce(|all, next| Extent {
                    known: all.known.or(next.known),
                    kept: all.kept.and(next.kept),
                });
                both.unwrap_or(all)
            }
            _ => all,
        }
    }

    /// Whether no object is of both.
    fn disjoint(&mut self, one: &Conj, two: &Conj) -> bool {
        let shapes = [self.resolved(one).1, self.resolved(two).1];
        let [Shape::Struct(one), Shape::Struct(two)] =
            shapes.each_ref().map(|shaped| &shaped.shape)
        else {
            return false;
        };
        for (one, two) in [(one, two), (two, one)] {
            let required = one.members.iter().filter(|member| member.required);
            let names = required.clone().map(|member| &member.name.value);
            let mut names = names.chain(&one.required);
            if names.any(|name| refused(two, name)) {
                return true;
            }
            for member in required {
                let others = two.members.iter();
                let mut others = others.filter(|other| other.name.value == member.name.value);
                if others.any(|other| self.apart_by(&member.conj, &other.conj)) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether no value is of both, by their kinds or the texts they list.
    fn apart_by(&mut self, one: &Conj, two: &Conj) -> bool {
        if self.null_in(one) && self.null_in(two) {
            return false;
        }
        if !self.kinds_of(one).meets(self.kinds_of(two)) {
            return true;
        }
        match (self.texts(one), self.texts(two)) {
            (Some(one), Some(two)) => one.is_disjoint(&two),
            _ => false,
        }
    }
}

/// Whether two tests never hold of one object.
fn told(one: Option<&Test>, two: Option<&Test>) -> bool {
    let member = one.and_then(recognise::member);
    member.is_some() && member == two.and_then(recognise::member)
}

/// The members that an object describes or requires.
fn named(members: &Members<'_>) -> BTreeSet<String> {
    let described = members.members.iter().map(|member| &member.name.value);
    described.chain(&members.required).cloned().collect()
}

/// Whether no object of these members has the member `name`.
fn refused(members: &Members<'_>, name: &str) -> bool {
    members.forbidden.iter().any(|forbidden| forbidden == name)
        || (matches!(members.others, object::Others::Deny)
            && !named(members).contains(name)
            && !members.groups.iter().any(|group| group.has(name)))
}

/// What a branch that keeps `kept` drops of what others know.
fn dropped(kept: &Known, others: &[&Known]) -> Option<Others> {
    let Known::These(kept) = kept else {
        return None;
    };
    let mut names = BTreeSet::new();
    for known in others {
        match known {
            Known::All => return Some(Others::Except(kept.iter().cloned().collect())),
            Known::These(known) => names.extend(known.difference(kept).cloned()),
        }
    }
    (!names.is_empty()).then(|| Others::Only(names.into_iter().collect()))
}

impl Known {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::These(one), Self::These(two)) => Self::These(&one | &two),
            _ => Self::All,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::These(one), Self::These(two)) => Self::These(&one & &two),
            (Self::All, known) | (known, Self::All) => known,
        }
    }
}

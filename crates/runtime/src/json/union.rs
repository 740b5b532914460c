//! Unions: `oneOf` and `anyOf`.
//!
//! A value's branch is found by the cheapest test that tells the branches
//! apart; branches that only trying can tell are decoded strictly.
//!
//! Unions within unions would be tried again for every branch around them.
//! So what was decided for a union at an offset is kept until the outermost
//! union is read, and inside a trial branches are only probed: a union that is
//! decided already is passed over in one step. The work stays linear in
//! branches times bytes.

mod tag;
mod trial;

use specwright_check::{Facets, json::Type};

use super::{Decoder, Mode, Unknown};
use crate::violation::{Expected, Kind, Literal};

/// What is known of a union without its types.
#[derive(Debug)]
pub struct UnionSpec {
    /// The rule for values that several branches accept.
    pub rule: Rule,
    /// The member that tells all branches apart.
    pub tag: Option<&'static str>,
    /// All values of that member.
    pub tags: &'static [&'static str],
    /// The branches.
    pub branches: &'static [Branch],
    /// What a check program says of the whole value.
    pub whole: &'static Facets,
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Exactly one branch accepts.
    OneOf,
    /// The first branch that accepts.
    AnyOf,
}

/// A branch of a union.
#[derive(Debug)]
pub struct Branch {
    /// Its variant's name.
    pub name: &'static str,
    /// How a value of it is recognised.
    pub test: Test,
    /// Checked beside its type.
    pub facets: &'static Facets,
}

/// How a value of a branch is recognised.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// By the JSON kind, which no other branch has.
    Kind(&'static [JsonKind]),
    /// By a member that is one of these strings.
    Tag(&'static str, &'static [&'static str]),
    /// By a member that is none of these strings, if it is there at all.
    Otherwise(&'static str, &'static [&'static str]),
    /// By a member's presence.
    Has(&'static str),
    /// By decoding it, strictly.
    Try,
}

/// The kinds a JSON value can be told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// A number whose value is an integer (`1.0` is).
    Integer,
    /// A number; beside [`JsonKind::Integer`], one that is no integer.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// What was decided for a union at an offset.
#[derive(Debug, Clone)]
pub(super) enum Decision {
    /// The branch that accepts, and where its value ends if that is known.
    Branch(usize, Option<usize>),
    /// None, or too many; and where the value ends.
    Refused(Kind, usize),
    /// One that the schema accepts, of a type that cannot hold the value; and
    /// where that ends.
    Unheld(Kind, usize),
}

/// How a union's value was read.
enum Outcome {
    /// By a branch. While probing there may be no value.
    Branch,
    /// A tag that is not known, kept as it is.
    Unknown(Unknown),
}

/// Where a value begins: offset and depth.
type Start = (usize, usize);

/// Reads the value at hand as a branch, and keeps it if it could be read.
type Run<'r> = dyn FnMut(&mut Decoder<'_>, usize) + 'r;

impl Decoder<'_> {
    /// Reads a value as the branch that `spec` says: `branches` has a
    /// function for each, in order; `unknown` makes the variant for a tag
    /// that is not known.
    pub fn union<T>(
        &mut self,
        spec: &'static UnionSpec,
        branches: &[fn(&mut Decoder<'_>, &'static Facets) -> Option<T>],
        unknown: Option<fn(Unknown) -> T>,
    ) -> Option<T> {
        self.guarded(spec.whole.check, |d| d.union_text(spec, branches, unknown))
    }

    fn union_text<T>(
        &mut self,
        spec: &'static UnionSpec,
        branches: &[fn(&mut Decoder<'_>, &'static Facets) -> Option<T>],
        unknown: Option<fn(Unknown) -> T>,
    ) -> Option<T> {
        let mut value = None;
        let outcome = self.union_value(spec, unknown.is_some(), &mut |d, index| {
            if let (Some(read), Some(branch)) = (branches.get(index), spec.branches.get(index))
                && let Some(read) = d.guarded(branch.facets.check, |d| read(d, branch.facets))
            {
                value = Some(read);
            }
        })?;
        match (outcome, unknown) {
            (Outcome::Unknown(raw), Some(unknown)) => Some(unknown(raw)),
            _ => value,
        }
    }

    fn union_value(
        &mut self,
        spec: &'static UnionSpec,
        open: bool,
        run: &mut Run<'_>,
    ) -> Option<Outcome> {
        let found = self.peek()?;
        let start = (self.lexer.offset(), self.lexer.depth());
        let key = (std::ptr::from_ref(spec) as usize, start.0, self.mode);
        if !self.decisions.is_empty()
            && let Some(decision) = self.decisions.get(&key).cloned()
        {
            return self.as_decided(decision, start, run);
        }
        if spec.tag.is_some() && found != Type::Object {
            return self.mismatch(Expected::Object);
        }
        let (candidates, whole) = self.candidates(spec, found, start, false)?;
        match candidates.as_slice() {
            [only] if !whole => self.guess(spec, *only, open, start, run),
            [] => self.no_candidate(spec, found, open, start),
            [only] => {
                self.decide(key, || Decision::Branch(*only, None));
                run(self, *only);
                Some(Outcome::Branch)
            }
            several => {
                let decision = self.trial(spec, several, start, run)?;
                self.decide(key, || decision.clone());
                match decision {
                    // The trial has read the value.
                    Decision::Branch(..) if self.trials == 0 => Some(Outcome::Branch),
                    decision => self.as_decided(decision, start, run),
                }
            }
        }
    }

    /// Reads the value again, as it was decided.
    fn as_decided(
        &mut self,
        decision: Decision,
        start: Start,
        run: &mut Run<'_>,
    ) -> Option<Outcome> {
        self.lexer.seek(start.0, start.1);
        match decision {
            Decision::Branch(_, Some(end)) if self.probing => self.lexer.seek(end, start.1),
            Decision::Branch(index, _) => run(self, index),
            Decision::Refused(kind, end) => {
                self.lexer.seek(end, start.1);
                return self.fail(kind);
            }
            Decision::Unheld(kind, end) => {
                self.lexer.seek(end, start.1);
                self.unheld += 1;
                return self.fail(kind);
            }
        }
        Some(Outcome::Branch)
    }

    fn decide(&mut self, key: (usize, usize, Mode), decision: impl FnOnce() -> Decision) {
        if self.trials > 0 {
            self.decisions.insert(key, decision());
        }
    }

    /// The branches that a value at hand can be, by the tests that look and
    /// do not decode, and whether that is certain: unless `whole`, the rest of
    /// an object may not have been looked at behind a tag. Leaves the value
    /// unread.
    fn candidates(
        &mut self,
        spec: &'static UnionSpec,
        found: Type,
        start: Start,
        whole: bool,
    ) -> Option<(Vec<usize>, bool)> {
        let kind = self.kind(spec, found, start)?;
        let mut certain = true;
        let mut candidates = Vec::new();
        for (index, branch) in spec.branches.iter().enumerate() {
            let fits = match branch.test {
                Test::Kind(kinds) => {
                    if kinds.contains(&kind) {
                        return Some((vec![index], true));
                    }
                    false
                }
                Test::Tag(..) | Test::Has(_) => false,
                Test::Otherwise(..) => found == Type::Object,
                Test::Try => true,
            };
            if fits {
                candidates.push(index);
            }
        }
        let looks = |branch: &Branch| {
            matches!(
                branch.test,
                Test::Tag(..) | Test::Otherwise(..) | Test::Has(_)
            )
        };
        if found == Type::Object && spec.branches.iter().any(looks) {
            certain = self.candidates_by_members(spec, &mut candidates, whole)?;
            self.lexer.seek(start.0, start.1);
        }
        if !certain && candidates.len() != 1 {
            return self.candidates(spec, found, start, true);
        }
        Some((candidates, certain))
    }

    /// The kind of the value at hand, which stays unread.
    fn kind(&mut self, spec: &'static UnionSpec, found: Type, start: Start) -> Option<JsonKind> {
        Some(match found {
            Type::Null => JsonKind::Null,
            Type::Boolean => JsonKind::Boolean,
            Type::String => JsonKind::String,
            Type::Array => JsonKind::Array,
            Type::Object => JsonKind::Object,
            Type::Number if !asks_for(spec, JsonKind::Integer) => JsonKind::Number,
            Type::Number => {
                let token = self.lexer.number()?;
                self.lexer.seek(start.0, start.1);
                let fraction = token.small.is_none()
                    && token.exact().integer() == specwright_check::json::Integer::Fraction;
                if fraction {
                    JsonKind::Number
                } else {
                    JsonKind::Integer
                }
            }
        })
    }

    /// Reads the object at hand for the members that tests look for; whether
    /// nothing behind can change what was found. Unless `whole`, it stops at
    /// the tag.
    fn candidates_by_members(
        &mut self,
        spec: &'static UnionSpec,
        candidates: &mut Vec<usize>,
        whole: bool,
    ) -> Option<bool> {
        let mut certain = true;
        let mut more = self.lexer.begin_object()?;
        while more {
            let name = self.lexer.key()?;
            let value = match self.peek()? {
                Type::String => Some(self.lexer.string()?),
                _ => {
                    self.pass_over()?;
                    None
                }
            };
            for (index, branch) in spec.branches.iter().enumerate() {
                let fits = match branch.test {
                    Test::Has(member) => member == name,
                    Test::Tag(member, values) => {
                        member == name
                            && value
                                .as_deref()
                                .is_some_and(|value| values.contains(&value))
                    }
                    Test::Otherwise(member, values) => {
                        member == name
                            && value
                                .as_deref()
                                .is_none_or(|value| !values.contains(&value))
                    }
                    Test::Kind(_) | Test::Try => false,
                };
                // The last of equal members counts, for a tag.
                if let Test::Tag(member, _) | Test::Otherwise(member, _) = branch.test
                    && member == name
                {
                    candidates.retain(|known| *known != index);
                }
                if fits && !candidates.contains(&index) {
                    candidates.push(index);
                }
            }
            // Strictly, a tag stands once or is refused where the object is
            // read; so the rest of the object is not read for it.
            if !whole && spec.tag == Some(&*name) && value.is_some() {
                certain = self.is_strict();
                break;
            }
            more = self.lexer.next_member()?;
        }
        candidates.sort_unstable();
        Some(certain)
    }

    /// What to say of a value that no test fits.
    fn no_candidate(
        &mut self,
        spec: &'static UnionSpec,
        found: Type,
        open: bool,
        start: Start,
    ) -> Option<Outcome> {
        if let Some(property) = spec.tag
            && found == Type::Object
        {
            return self.unknown_tag(spec, property, open, start);
        }
        self.skip()?;
        if let [
            Branch {
                test: Test::Kind([kind]),
                ..
            },
        ] = spec.branches
        {
            return self.fail(Kind::Type {
                expected: kind.expected(),
                found: super::decoder::found(found),
            });
        }
        let branches = spec
            .branches
            .iter()
            .map(|branch| (branch.name, branch.test.reason(found)))
            .collect();
        self.fail(Kind::NoBranch { branches })
    }
}

fn asks_for(spec: &UnionSpec, kind: JsonKind) -> bool {
    spec.branches
        .iter()
        .any(|branch| matches!(branch.test, Test::Kind(kinds) if kinds.contains(&kind)))
}

impl JsonKind {
    fn expected(self) -> Expected {
        match self {
            Self::Null => Expected::Null,
            Self::Boolean => Expected::Boolean,
            Self::Integer => Expected::Integer,
            Self::Number => Expected::Number,
            Self::String => Expected::String,
            Self::Array => Expected::Array,
            Self::Object => Expected::Object,
        }
    }
}

impl Test {
    /// Why a value that is of the type `found` does not fit.
    fn reason(&self, found: Type) -> String {
        match self {
            Self::Kind(kinds) => {
                let kinds: Vec<_> = kinds
                    .iter()
                    .map(|kind| kind.expected().to_string())
                    .collect();
                format!("must be {}", kinds.join(" or "))
            }
            Self::Tag(..) | Self::Otherwise(..) | Self::Has(_) if found != Type::Object => {
                "must be an object".into()
            }
            Self::Tag(member, values) => {
                let values: Vec<_> = values
                    .iter()
                    .map(|value| Literal::String(value).to_string())
                    .collect();
                format!("/{member}: must be {}", values.join(" or "))
            }
            Self::Has(member) => format!("/{member}: is required"),
            Self::Otherwise(..) | Self::Try => String::new(),
        }
    }
}

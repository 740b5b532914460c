//! Who gets a name that several things want.

use std::collections::{BTreeMap, BTreeSet};

use specwright_source::{Diagnostic, Pointer, Span, codes};

use super::Own;

/// The case of the names of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Types, traits, variants.
    UpperCamel,
    /// Fields, methods, modules.
    Snake,
}

/// Something that wants a name in a scope.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The name wanted, already in the scope's case.
    pub name: String,
    /// What the name was made from.
    pub wire: String,
    /// Where the thing is written.
    pub pointer: Pointer,
    /// The text a warning points at.
    pub span: Span,
    /// What is put behind the name of a loser first, for example the method
    /// of an operation or the place of a parameter (`Query`); any case. Then
    /// come numbers.
    pub suffix: Option<String>,
    /// Who says what it is called.
    pub standing: Standing,
}

/// Who says what something is called; the first has the better claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// The user, here (`x-rust-name`). Losing the name is an error.
    Own(Span),
    /// An earlier run, by its `names.lock`.
    Kept,
    /// The name is made from what the document writes.
    #[default]
    Made,
}

impl Claim {
    /// The claim with the name that the user gives, or else an earlier run.
    #[must_use]
    pub fn given(mut self, own: Option<Own>, kept: Option<&str>) -> Self {
        if let Some(own) = own {
            self.name = own.name;
            self.standing = Standing::Own(own.span);
        } else if let Some(kept) = kept {
            kept.clone_into(&mut self.name);
            self.standing = Standing::Kept;
        }
        self
    }

    /// The text that findings about its name point at.
    fn at(&self) -> Span {
        match self.standing {
            Standing::Own(span) => span,
            Standing::Kept | Standing::Made => self.span,
        }
    }
}

/// Who has a name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Something the output has of itself.
    Reserved,
    /// Something of the document.
    Written(Span),
}

/// Gives each claim a name that is unique in the scope and not in `taken`, in
/// the order of the claims. Of two that clash, the one of the better
/// [`Standing`] wins, then the one whose wire spelling is
/// the name wins, then the one with the smaller pointer; so the result does
/// not depend on the order of the claims. `endings` are put behind each name
/// when it is compared and looked up in `taken` (an operation's stem owns
/// `..Request`, `..Response`, ..); give `&[""]` for the names themselves.
/// Every loser to another claim is in a warning that names both; for a name
/// that the user gives it is an error.
#[must_use]
pub fn resolve(
    claims: &[Claim],
    case: Case,
    endings: &[&str],
    taken: &BTreeSet<String>,
) -> (Vec<String>, Vec<Diagnostic>) {
    resolve_among(claims, case, endings, &|name| {
        taken.contains(name).then_some(Holder::Reserved)
    })
}

/// Like [`resolve`], where `taken` also says who holds a name: losing to
/// something of the document is a warning, too.
#[must_use]
pub fn resolve_among(
    claims: &[Claim],
    case: Case,
    endings: &[&str],
    taken: &dyn Fn(&str) -> Option<Holder>,
) -> (Vec<String>, Vec<Diagnostic>) {
    let mut ranked: Vec<usize> = (0..claims.len()).collect();
    ranked.sort_by(|a, b| rank(claims.get(*a)).cmp(&rank(claims.get(*b))));

    let mut scope = Scope {
        endings,
        taken,
        given: BTreeMap::new(),
    };
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut losers = Vec::new();
    for index in ranked {
        let Some(claim) = claims.get(index) else {
            continue;
        };
        match scope.holder(&claim.name) {
            None => {
                scope.give(&claim.name, claim.at());
                names.insert(index, claim.name.clone());
            }
            Some(holder) => losers.push((index, claim, holder)),
        }
    }

    let mut findings = Vec::new();
    for (index, claim, holder) in losers {
        let name = scope.free(claim, case);
        scope.give(&name, claim.at());
        match (claim.standing, holder) {
            (Standing::Own(at), _) => findings.push((at, refused(claim, at, holder))),
            (_, Holder::Written(other)) => {
                findings.push((claim.span, clash(claim, &name, other)));
            }
            (_, Holder::Reserved) => {}
        }
        names.insert(index, name);
    }
    findings.sort_by_key(|(span, _)| *span);
    (
        names.into_values().collect(),
        findings.into_iter().map(|(_, finding)| finding).collect(),
    )
}

/// What decides: who gives the name, the exact spelling, then the pointer.
fn rank(claim: Option<&Claim>) -> Option<(u8, bool, &Pointer, &str, Span)> {
    claim.map(|claim| {
        let standing = match claim.standing {
            Standing::Own(_) => 0,
            Standing::Kept => 1,
            Standing::Made => 2,
        };
        let exact = claim.wire == claim.name;
        let wire = claim.wire.as_str();
        (standing, !exact, &claim.pointer, wire, claim.span)
    })
}

/// A name of the user's that something else has.
fn refused(claim: &Claim, at: Span, holder: Holder) -> Diagnostic {
    let wanted = &claim.name;
    let finding = Diagnostic::error(
        codes::schema::OWN_NAME_CLASH,
        at,
        format!("the name `{wanted}` is taken"),
    );
    match holder {
        Holder::Written(other) => finding.also(other, format!("this is called `{wanted}`")),
        Holder::Reserved => finding.label("the generated code has something of this name itself"),
    }
}

fn clash(claim: &Claim, name: &str, other: Span) -> Diagnostic {
    let wanted = &claim.name;
    Diagnostic::warning(
        codes::schema::NAME_CLASH,
        claim.span,
        format!("two things would be called `{wanted}`"),
    )
    .label(format!("this is called `{name}`"))
    .also(other, format!("this is called `{wanted}`"))
}

struct Scope<'a> {
    endings: &'a [&'a str],
    taken: &'a dyn Fn(&str) -> Option<Holder>,
    given: BTreeMap<String, Span>,
}

impl Scope<'_> {
    fn holder(&self, name: &str) -> Option<Holder> {
        self.endings.iter().find_map(|ending| {
            let full = format!("{name}{ending}");
            match self.given.get(&full) {
                Some(span) => Some(Holder::Written(*span)),
                None => (self.taken)(&full),
            }
        })
    }

    fn give(&mut self, name: &str, span: Span) {
        for ending in self.endings {
            self.given.insert(format!("{name}{ending}"), span);
        }
    }

    /// The first free name for a loser.
    fn free(&self, claim: &Claim, case: Case) -> String {
        // `Self_` has its underscore only to stand alone.
        let mut base = claim.name.trim_end_matches('_').to_owned();
        if let Some(suffix) = &claim.suffix {
            base = match case {
                Case::UpperCamel => super::join(&base, suffix),
                Case::Snake => format!("{base}_{}", super::snake(suffix)),
            };
            if self.holder(&base).is_none() {
                return base;
            }
        }
        let apart =
            case == Case::Snake || base.bytes().next_back().is_some_and(|b| b.is_ascii_digit());
        let gap = if apart { "_" } else { "" };
        let mut number = 2u64;
        loop {
            let name = format!("{base}{gap}{number}");
            if self.holder(&name).is_none() {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use specwright_source::{FileId, Pointer, Span};

    use super::{Case, Claim, Standing, resolve};
    use crate::names::upper_camel;

    fn claim(wire: &str, at: u32) -> Claim {
        Claim {
            name: upper_camel(wire),
            wire: wire.to_owned(),
            pointer: Pointer::root().child(wire),
            span: Span::new(FileId(0), at, at + 1),
            suffix: None,
            standing: Standing::Made,
        }
    }

    #[test]
    fn exact_spelling_wins_in_any_order() {
        let mut claims = vec![
            claim("foo_bar", 0),
            claim("FooBar", 10),
            claim("foo-bar", 20),
        ];
        let (names, findings) = resolve(&claims, Case::UpperCamel, &[""], &BTreeSet::new());
        assert_eq!(names, ["FooBar3", "FooBar", "FooBar2"]);
        assert_eq!(findings.len(), 2);
        assert!(findings.iter().all(|finding| finding.secondary.len() == 1));

        claims.reverse();
        let (names, _) = resolve(&claims, Case::UpperCamel, &[""], &BTreeSet::new());
        assert_eq!(names, ["FooBar2", "FooBar", "FooBar3"]);
    }

    #[test]
    fn a_loser_takes_no_name_that_another_one_wants() {
        let claims = [
            claim("foo_bar", 0),
            claim("FooBar", 10),
            claim("FooBar2", 20),
        ];
        let (names, _) = resolve(&claims, Case::UpperCamel, &[""], &BTreeSet::new());
        assert_eq!(names, ["FooBar3", "FooBar", "FooBar2"]);
    }

    #[test]
    fn endings_and_taken_names_count() {
        let taken = BTreeSet::from(["CreatePetOk".to_owned()]);
        let mut pet = claim("CreatePet", 0);
        pet.suffix = Some("post".to_owned());
        let (names, findings) = resolve(&[pet], Case::UpperCamel, &["Request", "Ok"], &taken);
        assert_eq!(names, ["CreatePetPost"]);
        assert!(findings.is_empty());
    }

    #[test]
    fn snake_losers_get_an_underscore() {
        let mut one = claim("fooBar", 0);
        one.name = "foo_bar".to_owned();
        let mut two = claim("foo_bar", 5);
        two.name = "foo_bar".to_owned();
        let (names, _) = resolve(&[one, two], Case::Snake, &[""], &BTreeSet::new());
        assert_eq!(names, ["foo_bar_2", "foo_bar"]);
    }
}

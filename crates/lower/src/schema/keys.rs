//! Names of members: `patternProperties` and `propertyNames`.

use specwright_check::ecma::Translation;
use specwright_ir::{Engine, Facets, Pattern, Scalar};
use specwright_source::codes;
use specwright_spec::model::{SchemaId, Spanned};

use super::Lowering;
use super::conj::{Conj, Part};
use super::kinds::Kinds;
use super::merge::Rest;
use super::object::Others;
use super::shape::{Child, Shape};
use crate::pattern;

/// Members whose names match any of several patterns, described together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) patterns: Vec<Pattern>,
    /// What they are; `None` for any value.
    pub(super) child: Option<Child>,
}

impl Group {
    /// Whether a name matches.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut patterns = self.patterns.iter();
        patterns.any(|pattern| pattern::matches(pattern, name))
    }
}

/// Members that no part lists.
#[derive(Debug)]
pub(super) struct Unlisted {
    /// By what their names match, the first that does.
    pub(super) groups: Vec<Group>,
    /// Those that match nothing.
    pub(super) others: Others,
    /// Whether that is all that is said.
    pub(super) exact: bool,
}

impl Unlisted {
    fn only(others: Others) -> Self {
        Self {
            groups: Vec::new(),
            others,
            exact: true,
        }
    }
}

impl<'d> Lowering<'d> {
    /// What becomes of members that no part lists.
    pub(super) fn unlisted(&mut self, rest: &[Rest<'d>]) -> Unlisted {
        let closes = |part: &Rest<'d>| {
            part.patterns.is_empty() && part.additional.is_some_and(|id| self.is_false(id))
        };
        if rest.iter().any(closes) {
            let mut patterns = rest.iter().flat_map(|part| part.patterns);
            return Unlisted {
                exact: patterns.all(|(name, _)| key(name).is_some()),
                ..Unlisted::only(Others::Deny)
            };
        }
        match rest {
            [] => Unlisted::only(Others::Drop),
            [part] => self.unlisted_of(part),
            _ => {
                let exact = rest.iter().all(|part| part.patterns.is_empty());
                let closed = |part: &Rest<'d>| part.additional.is_some_and(|id| self.is_false(id));
                let others = if rest.iter().any(closed) {
                    Others::Keep(None)
                } else {
                    self.additional(rest)
                };
                Unlisted {
                    exact,
                    ..Unlisted::only(others)
                }
            }
        }
    }

    /// What `additionalProperties` of several parts say.
    fn additional(&mut self, rest: &[Rest<'d>]) -> Others {
        let mut parts: Vec<Part> = Vec::new();
        for part in rest {
            if let Some(additional) = part.additional.filter(|id| !self.is_true(*id)) {
                parts.push(self.part(additional, part.way));
            }
        }
        let home = match (parts.as_slice(), rest) {
            ([_], [only]) => only.home,
            ([one], _) => rest
                .iter()
                .find(|part| part.additional == Some(one.schema))
                .and_then(|part| part.home),
            _ => None,
        };
        Others::Keep((!parts.is_empty()).then(|| Child {
            conj: Conj::all(parts),
            home,
        }))
    }

    fn unlisted_of(&mut self, part: &Rest<'d>) -> Unlisted {
        let closed = part.additional.is_some_and(|id| self.is_false(id));
        let others = if closed {
            Others::Deny
        } else {
            self.additional(std::slice::from_ref(part))
        };
        let open = matches!(others, Others::Keep(None));
        let mut groups: Vec<Group> = Vec::new();
        let mut exact = true;
        for (name, schema) in part.patterns {
            let pattern = key(name);
            if pattern.is_none() {
                let message = "members whose names match this pattern are not looked for";
                let pointer = self.document.schemas.get(*schema).location.pointer.clone();
                self.gap_once(codes::gap::PATTERN, pointer, name.span, message.to_owned());
            }
            let Some(pattern) = pattern.filter(|_| !self.is_false(*schema)) else {
                return Unlisted {
                    exact: false,
                    ..Unlisted::only(Others::Keep(None))
                };
            };
            if open && self.is_true(*schema) {
                continue;
            }
            exact &= pattern.engine == Engine::Linear;
            let child = (!self.is_true(*schema)).then(|| Child {
                conj: Conj::of(self.part(*schema, part.way)),
                home: part.home,
            });
            match groups
                .iter_mut()
                .find(|group| self.alike(&group.child, &child))
            {
                Some(group) => group.patterns.push(pattern),
                None => groups.push(Group {
                    patterns: vec![pattern],
                    child,
                }),
            }
        }
        // Where a name may match several, all of them hold.
        exact &= groups.iter().enumerate().all(|(index, group)| {
            let before = groups.iter().take(index);
            before.into_iter().all(|other| apart(other, group))
        });
        Unlisted {
            groups,
            others,
            exact,
        }
    }

    /// Whether the two say the same.
    fn alike(&mut self, one: &Option<Child>, other: &Option<Child>) -> bool {
        match (one, other) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                let meaning = self.meaning(&one.conj);
                meaning.is_some() && meaning == self.meaning(&other.conj)
            }
            _ => false,
        }
    }

    /// The schemas of the patterns of a part that the name matches; `None`
    /// where a pattern cannot be matched.
    pub(super) fn matched(&self, rest: &Rest<'d>, name: &str) -> Option<Vec<SchemaId>> {
        let mut found = Vec::new();
        for (written, schema) in rest.patterns {
            if pattern::matches(&key(written)?, name) {
                found.push(*schema);
            }
        }
        Some(found)
    }

    /// What `propertyNames` ask of names, as far as facets say it, and whether
    /// that is all.
    pub(super) fn names(&mut self, schemas: &[Part]) -> (Option<Facets>, bool) {
        let mut schemas = schemas.to_vec();
        schemas.retain(|part| !self.is_true(part.schema));
        match schemas.as_slice() {
            [] => (None, true),
            [one] => {
                let conj = Conj::of(*one).only(Kinds::STRING);
                let exact = self.leads_exactly(&conj);
                let (_, shaped) = self.resolved(&conj);
                match &shaped.shape {
                    Shape::Scalar(Scalar::String) if exact && shaped.exact => {
                        let facets = Some(shaped.facets.clone());
                        (facets.filter(|facets| !facets.is_empty()), true)
                    }
                    _ => (None, false),
                }
            }
            _ => (None, false),
        }
    }
}

/// A pattern of names, if it can be matched; the check program says where it
/// cannot, and where that is done by trying.
fn key(written: &Spanned<String>) -> Option<Pattern> {
    let Translation { regex, engine } = pattern::translate(&written.value).ok()?;
    Some(Pattern {
        source: written.value.clone(),
        regex,
        engine,
    })
}

/// Whether no name matches both: all begin otherwise.
fn apart(one: &Group, other: &Group) -> bool {
    one.patterns.iter().all(|one| {
        other.patterns.iter().all(|other| {
            let both = beginning(&one.source).zip(beginning(&other.source));
            both.is_some_and(|(one, other)| !one.starts_with(&other) && !other.starts_with(&one))
        })
    })
}

/// The text that all matches begin with, where that is plain to see.
fn beginning(pattern: &str) -> Option<String> {
    let rest = pattern
        .strip_prefix('^')
        .filter(|rest| !rest.contains('|'))?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let length = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
    let (text, behind) = rest.split_at_checked(length)?;
    let mut text = text.to_owned();
    if behind.starts_with(['*', '?', '+', '{']) {
        text.pop();
    }
    (!text.is_empty()).then_some(text)
}

/// How many words of a pattern name a map.
const WORDS: usize = 3;

/// What a map of members is called: the words of their pattern that stand for
/// themselves.
pub(super) fn word(patterns: &[Pattern]) -> Option<String> {
    let [pattern] = patterns else {
        return None;
    };
    let mut words = vec![String::new()];
    let mut rest = pattern.source.chars();
    while let Some(c) = rest.next() {
        match c {
            c if c.is_ascii_alphanumeric() => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
                continue;
            }
            '\\' => drop(rest.next()),
            '[' => drop(rest.find(|c| *c == ']')),
            '{' => drop(rest.find(|c| *c == '}')),
            _ => {}
        }
        words.push(String::new());
    }
    words.retain(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
    words.truncate(WORDS);
    (!words.is_empty()).then(|| words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Vec<Pattern> {
        vec![Pattern {
            source: source.to_owned(),
            regex: String::new(),
            engine: Engine::Linear,
        }]
    }

    #[test]
    fn maps_are_called_by_the_words_of_their_pattern() {
        for (pattern, expected) in [
            ("^x-", Some("x")),
            ("_id$", Some("id")),
            (r"^\w+\.meta[a-z]{2,3}$", Some("meta")),
            ("^(?:user|admin)_b_c", Some("user_admin_b")),
            ("^[a-z]+$", None),
            ("^[0-9]{3}$", None),
            ("[", None),
        ] {
            assert_eq!(word(&of(pattern)).as_deref(), expected, "{pattern}");
        }
        assert_eq!(word(&[of("a"), of("b")].concat()), None);
    }

    #[test]
    fn patterns_are_apart_where_they_begin_otherwise() {
        let group = |source| Group {
            patterns: of(source),
            child: None,
        };
        for (one, other, expected) in [
            ("^x-", "^y-", true),
            ("^x-", "^x-a", false),
            ("^xa*", "^xb", false),
            ("^xa*b", "^y", true),
            ("^x|y", "^z", false),
            ("x-", "^y-", false),
            ("^[a-z]", "^1", false),
            ("^a?", "^b", false),
        ] {
            assert_eq!(apart(&group(one), &group(other)), expected, "{one} {other}");
        }
    }
}

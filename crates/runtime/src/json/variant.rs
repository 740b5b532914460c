//! Variants of unions while they are written.
//!
//! Where a member tells the variants apart, what is written has the tag of its
//! variant, whatever the value's own field holds: a text that would be read as
//! another variant is never written. A variant with one tag is written with
//! it; one with several keeps what its field holds, if that is among them; one
//! that takes what no other one does keeps it, if it is none of theirs.

use specwright_check::json::{Lexer, Type};

use super::{
    Encode, EncodeProblem, Encoder, FieldSpec, ObjectSpec, RestMembers, Test, write_string,
};

/// The member that tells a variant, while the variant is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    /// A test by a member.
    test: &'static Test,
    /// How deep the variant's object stands.
    depth: usize,
    /// Whether the object has been written with it.
    written: bool,
}

/// How an object of a variant has its tags.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tagged {
    /// One field is the tag, and has one value.
    Once(&'static str, &'static str),
    /// Otherwise.
    Anyhow,
}

impl Tag {
    fn property(&self) -> &'static str {
        match *self.test {
            Test::Tag(property, _) | Test::Otherwise(property, _) => property,
            Test::Kind(_) | Test::Has(_) | Test::Try => "",
        }
    }

    /// What the member is for this variant, if it must be there.
    fn values(&self) -> Option<&'static [&'static str]> {
        match *self.test {
            Test::Tag(_, values) => Some(values),
            _ => None,
        }
    }

    fn fits(&self, value: Option<&str>) -> bool {
        self.problem(value).is_none()
    }

    /// What is wrong with a value.
    fn problem(&self, value: Option<&str>) -> Option<EncodeProblem> {
        let in_list = |list: &[&str]| value.is_some_and(|value| list.contains(&value));
        match *self.test {
            Test::Tag(property, expected) if !in_list(expected) => {
                Some(EncodeProblem::Tag { property, expected })
            }
            Test::Otherwise(property, others) if in_list(others) => {
                Some(EncodeProblem::OtherTag { property, others })
            }
            _ => None,
        }
    }
}

impl Encoder {
    /// Writes the value of a variant that is recognised by `test`.
    #[inline]
    pub fn variant<T: Encode>(&mut self, test: &'static Test, value: &T) {
        self.tags.push(Tag {
            test,
            depth: self.depth,
            written: false,
        });
        let start = self.out.len();
        value.encode(self);
        self.end_variant(start);
    }

    fn end_variant(&mut self, start: usize) {
        if let Some(tag) = self.tags.last()
            && !tag.written
            && self.error.is_none()
        {
            self.tag_text(start, tag.property());
        }
        self.tags.pop();
    }

    /// Whether the object that was just begun is a variant's.
    #[inline]
    pub(super) fn is_variant(&self) -> bool {
        let tag = self.tags.last();
        tag.is_some_and(|tag| tag.depth + 1 == self.depth)
    }

    /// How the variant's object that was just begun has its tags. Writes those
    /// that none of its members holds.
    pub(super) fn begin_tagged(
        &mut self,
        spec: &'static ObjectSpec,
        rest: Option<&dyn RestMembers>,
    ) -> Tagged {
        let depth = self.depth;
        let tags = self.tags.iter_mut().rev();
        let mut tags = tags.take_while(|tag| tag.depth + 1 == depth);
        if let Some(tag) = tags.next()
            && tags.next().is_none()
            && let (Test::Tag(property, [value]), false) = (tag.test, self.faithful)
            && spec.fields.iter().any(|field| field.name == *property)
        {
            tag.written = true;
            return Tagged::Once(property, value);
        }
        self.tags_without_member(spec, rest);
        Tagged::Anyhow
    }

    /// Writes the field that holds the tag.
    #[inline]
    pub(super) fn tag_field(&mut self, field: &'static FieldSpec, value: &str) -> bool {
        if !field.plain {
            return self.tag(field.name);
        }
        let key = field.key.as_bytes();
        self.out.extend_from_slice(match (self.comma, key) {
            (false, [_, key @ ..]) => key,
            _ => key,
        });
        self.comma = true;
        write_string(value, &mut self.out);
        true
    }

    #[inline(never)]
    fn tags_without_member(&mut self, spec: &'static ObjectSpec, rest: Option<&dyn RestMembers>) {
        let depth = self.depth;
        let mut missing = Vec::new();
        for tag in self.tags.iter_mut().filter(|tag| tag.depth + 1 == depth) {
            tag.written = true;
            let property = tag.property();
            let mut held = spec.fields.iter().any(|field| field.name == property);
            if let Some(rest) = rest.filter(|_| !held) {
                rest.each(&mut |name, _| held |= name == property);
            }
            if !held && !missing.contains(&property) {
                missing.push(property);
            }
        }
        for property in missing {
            self.tag(property);
        }
    }

    /// Writes a field of a variant's object; whether it did.
    pub(super) fn tagged_field(
        &mut self,
        field: &'static FieldSpec,
        value: &dyn Encode,
        optional: bool,
    ) -> bool {
        if self.is_tag(field.name) {
            self.tagged(field.name, value, optional)
        } else {
            self.field(field, value, optional)
        }
    }

    /// Writes a member of a variant's object; whether it did.
    pub(super) fn tagged_member(&mut self, name: &str, value: &dyn Encode, optional: bool) -> bool {
        if self.is_tag(name) {
            self.tagged(name, value, optional)
        } else {
            self.member(name, value, optional)
        }
    }

    /// Writes the tag, by its member's value where that may differ.
    fn tagged(&mut self, name: &str, value: &dyn Encode, optional: bool) -> bool {
        if self.error.is_some() {
            return false;
        }
        let mut values = self.tag_values(name);
        let only = values.next().is_some() && values.next().is_none();
        drop(values);
        if only && !self.faithful {
            return self.tag(name);
        }
        let before = self.out.len();
        if !self.member(name, value, optional) {
            return self.tag(name);
        }
        if self.error.is_none() {
            let text = self.out.get(before..).unwrap_or_default();
            let problem = self.wrong(name, value_of(text));
            self.fail_if(problem);
        }
        true
    }

    /// Writes the first tag that the variant has, if it must have one;
    /// whether it did.
    fn tag(&mut self, property: &str) -> bool {
        let value = self.tag_values(property).next();
        let Some(value) = value else {
            let mut tags = self.tags_of(property);
            let problem = tags.find_map(|tag| tag.problem(None));
            drop(tags);
            self.fail_if(problem);
            return false;
        };
        if self.comma {
            self.out.push(b',');
        }
        write_string(property, &mut self.out);
        self.out.push(b':');
        write_string(value, &mut self.out);
        self.comma = true;
        true
    }

    fn fail_if(&mut self, problem: Option<EncodeProblem>) {
        if let Some(problem) = problem {
            self.fail(problem);
        }
    }

    /// Whether the member `name` tells a variant that is the object at hand.
    fn is_tag(&self, name: &str) -> bool {
        self.tags_of(name).next().is_some()
    }

    /// The tags of the object at hand that are the member `name`, the
    /// innermost union's first.
    fn tags_of(&self, name: &str) -> impl Iterator<Item = &Tag> {
        let depth = self.depth;
        let tags = self.tags.iter().rev();
        tags.take_while(move |tag| tag.depth + 1 == depth)
            .filter(move |tag| tag.property() == name)
    }

    /// What the member `name` may be: tags of the variant in every union that
    /// it is a variant of.
    fn tag_values(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let own = self.tags_of(name).find_map(Tag::values);
        own.unwrap_or_default()
            .iter()
            .copied()
            .filter(|value| self.tags_of(name).all(|tag| tag.fits(Some(value))))
    }

    /// What is wrong with the value of the member `name`, by its text.
    fn wrong(&self, name: &str, value: &[u8]) -> Option<EncodeProblem> {
        let mut lexer = Lexer::new(std::str::from_utf8(value).unwrap_or_default());
        let value = match lexer.peek() {
            Some(Type::String) => lexer.string(),
            _ => None,
        };
        self.tags_of(name)
            .find_map(|tag| tag.problem(value.as_deref()))
    }

    /// Sees to the tag of an object that is no struct, behind its text.
    #[cold]
    fn tag_text(&mut self, start: usize, property: &'static str) {
        let text = self.out.split_off(start);
        let Some(members) = members(&text, property) else {
            self.out.extend(text);
            return;
        };
        let comma = self.comma;
        self.depth += 1;
        self.comma = false;
        self.out.push(b'{');
        match members.tag {
            Some(tag) => {
                let problem = self.wrong(property, text.get(tag).unwrap_or_default());
                self.fail_if(problem);
            }
            None => {
                if self.tag(property) && !members.empty {
                    self.out.push(b',');
                }
            }
        }
        self.depth -= 1;
        self.comma = comma;
        self.out.extend(text.get(1..).unwrap_or_default());
    }
}

/// The members of an object's text.
struct Members {
    empty: bool,
    /// Where the tag's value stands.
    tag: Option<std::ops::Range<usize>>,
}

fn members(text: &[u8], property: &str) -> Option<Members> {
    let mut lexer = Lexer::new(std::str::from_utf8(text).ok()?);
    if lexer.peek()? != Type::Object {
        return None;
    }
    let mut more = lexer.begin_object()?;
    let mut members = Members {
        empty: !more,
        tag: None,
    };
    while more {
        let found = lexer.key()? == property;
        let start = lexer.offset();
        lexer.skip()?;
        if found {
            members.tag = Some(start..lexer.offset());
        }
        more = lexer.next_member()?;
    }
    Some(members)
}

/// The value of a member that was written: `,"name":value`.
fn value_of(member: &[u8]) -> &[u8] {
    let text = std::str::from_utf8(member).unwrap_or_default();
    let text = text.trim_start_matches(',');
    let mut lexer = Lexer::new(text);
    lexer.key();
    text.get(lexer.offset()..).unwrap_or_default().as_bytes()
}

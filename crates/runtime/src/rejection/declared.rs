//! Error schemas of a document's own that a rejection fills.

use std::borrow::Cow;

use super::{Dialect, Rejection, phrase, write::Json};

/// An error response that an operation declares with a schema of its own:
/// the media type, and what each of its members is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// The statuses it is declared for.
    pub statuses: Statuses,
    /// Its media type.
    pub content_type: &'static str,
    /// Its members, in order.
    pub members: &'static [(&'static str, Fill)],
}

/// The statuses that a response is declared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    /// One.
    Code(u16),
    /// All that begin with this digit.
    Range(u8),
    /// All that are not declared otherwise.
    Default,
}

/// What a member of a declared error is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// The status as an integer.
    StatusNumber,
    /// The status as a string.
    StatusString,
    /// The stable code, a string.
    Code,
    /// The message.
    Message,
    /// The status' reason phrase.
    Title,
}

impl Statuses {
    /// Whether `status` is one of these; `Default` takes any.
    #[must_use]
    pub fn contain(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(digit) => u16::from(digit) == status / 100,
            Self::Default => true,
        }
    }
}

impl Declared {
    /// Declared for one status; without members yet.
    #[must_use]
    pub const fn code(code: u16, content_type: &'static str) -> Self {
        Self::new(Statuses::Code(code), content_type)
    }

    /// Declared for all statuses that begin with `digit`; without members yet.
    #[must_use]
    pub const fn range(digit: u8, content_type: &'static str) -> Self {
        Self::new(Statuses::Range(digit), content_type)
    }

    /// Declared for all statuses that are not declared otherwise; without
    /// members yet.
    #[must_use]
    pub const fn default(content_type: &'static str) -> Self {
        Self::new(Statuses::Default, content_type)
    }

    /// The same with its members, in order.
    #[must_use]
    pub const fn members(mut self, members: &'static [(&'static str, Fill)]) -> Self {
        self.members = members;
        self
    }

    const fn new(statuses: Statuses, content_type: &'static str) -> Self {
        Self {
            statuses,
            content_type,
            members: &[],
        }
    }

    /// The first of `declared` for `status`; they stand in the order codes,
    /// ranges, default.
    pub(super) fn find(declared: &[Self], status: u16) -> Option<&Self> {
        declared
            .iter()
            .find(|declared| declared.statuses.contain(status))
    }

    pub(super) fn body(&self, rejection: &Rejection, dialect: Dialect) -> Vec<u8> {
        let mut json = Json::default();
        json.raw("{");
        for (name, fill) in self.members {
            json.key(name);
            match fill {
                Fill::StatusNumber => json.raw(rejection.status.as_str()),
                Fill::StatusString => json.string(rejection.status.as_str()),
                Fill::Code => json.string(rejection.code()),
                Fill::Message => json.string(&message(rejection, dialect)),
                Fill::Title => json.string(phrase(rejection.status)),
            };
        }
        json.raw("}").finish()
    }
}

/// The message; of a rejected request everything that is wrong with it, as
/// the schema has no other place for that.
fn message(rejection: &Rejection, dialect: Dialect) -> Cow<'_, str> {
    if rejection.violations().is_empty() {
        return rejection.message(dialect);
    }
    let violations = rejection.violations().iter().map(|violation| {
        let (place, pointer) = (violation.place, violation.pointer());
        format!("{place}{pointer} {}", violation.kind.message())
    });
    Cow::Owned(violations.collect::<Vec<_>>().join("; "))
}

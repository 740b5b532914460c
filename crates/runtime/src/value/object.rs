//! An object of which nothing more is known.

use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

use specwright_check::Facets;

use super::Value;
use crate::{
    json::{Decode, Decoder, Encode, Encoder, Rest, RestMembers},
    violation::Kind,
};

/// From this many members on, names are looked up in an index.
const INDEXED: usize = 16;

/// A JSON object: its members in the order they were written. Two objects are
/// equal if they have equal members, in any order.
///
/// ```
/// use specwright::Object;
///
/// let object = Object::from([("url", "https://me.example/done".into()), ("tries", 3.into())]);
/// assert_eq!(object.str("url"), Some("https://me.example/done"));
/// assert_eq!(object.get("tries").and_then(|tries| tries.as_i64()), Some(3));
/// ```
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
    /// The indices of the members, sorted by name; empty below [`INDEXED`].
    index: Vec<usize>,
}

impl Object {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            members: Vec::new(),
            index: Vec::new(),
        }
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let position = self.position(name)?;
        self.members.get(position).map(|(_, value)| value)
    }

    /// The member `name`, to change.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let position = self.position(name)?;
        self.members.get_mut(position).map(|(_, value)| value)
    }

    /// Whether there is a member `name`.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The member `name`, if it is a string.
    #[must_use]
    pub fn str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// Sets the member `name`; what it was before, if it was there.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        let position = self.members.len();
        if !self.index.is_empty() {
            let at = self
                .index
                .partition_point(|index| self.name_at(*index) < name.as_str());
            self.index.insert(at, position);
        }
        self.members.push((name, value));
        if self.index.is_empty() && self.members.len() >= INDEXED {
            self.build_index();
        }
        None
    }

    /// Removes the member `name`; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let position = self.position(name)?;
        let (_, value) = self.members.remove(position);
        self.build_index();
        Some(value)
    }

    /// The members in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    fn name_at(&self, position: usize) -> &str {
        self.members
            .get(position)
            .map_or("", |(name, _)| name.as_str())
    }

    fn position(&self, name: &str) -> Option<usize> {
        if self.index.is_empty() {
            return self.members.iter().position(|(known, _)| known == name);
        }
        let at = self
            .index
            .partition_point(|index| self.name_at(*index) < name);
        let position = *self.index.get(at)?;
        (self.name_at(position) == name).then_some(position)
    }

    /// Sorts the index, if there are members enough.
    fn build_index(&mut self) {
        self.index.clear();
        if self.members.len() >= INDEXED {
            let mut index: Vec<usize> = (0..self.members.len()).collect();
            index.sort_by_key(|position| self.name_at(*position));
            self.index = index;
        }
    }

    /// Adds a member that was read, without looking for its name.
    fn push(&mut self, name: &str, value: Value) {
        self.members.push((name.to_owned(), value));
    }

    /// Behind [`Object::push`]: finds members given twice, keeps the last
    /// value at the first place, and hands each such name out.
    fn settle(&mut self) -> Vec<String> {
        let all_differ = |members: &[(String, Value)]| {
            (1..members.len()).all(|end| {
                let (before, after) = members.split_at(end);
                after
                    .first()
                    .is_none_or(|(name, _)| before.iter().all(|(known, _)| known != name))
            })
        };
        if self.members.len() < INDEXED && all_differ(&self.members) {
            return Vec::new();
        }
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by(|a, b| self.name_at(*a).cmp(self.name_at(*b)));
        let groups: Vec<(usize, usize)> = order
            .chunk_by(|a, b| self.name_at(*a) == self.name_at(*b))
            .filter_map(|group| match *group {
                [first, .., last] => Some((first, last)),
                _ => None,
            })
            .collect();
        let mut gone: Vec<usize> = order
            .windows(2)
            .filter_map(|pair| match *pair {
                [a, b] if self.name_at(a) == self.name_at(b) => Some(b),
                _ => None,
            })
            .collect();
        let mut doubled = Vec::new();
        for (first, last) in groups {
            doubled.push(self.name_at(first).to_owned());
            let value = self
                .members
                .get_mut(last)
                .map(|(_, value)| std::mem::take(value));
            if let (Some(value), Some((_, slot))) = (value, self.members.get_mut(first)) {
                *slot = value;
            }
        }
        if !gone.is_empty() {
            gone.sort_unstable();
            let mut position = 0;
            self.members.retain(|_| {
                position += 1;
                gone.binary_search(&(position - 1)).is_err()
            });
            self.build_index();
        } else if order.len() >= INDEXED {
            self.index = order;
        }
        doubled
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Object {}

impl Hash for Object {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The sum does not depend on the order.
        let sum = self.iter().fold(0u64, |sum, member| {
            let mut hasher = DefaultHasher::new();
            member.hash(&mut hasher);
            sum.wrapping_add(hasher.finish())
        });
        state.write_u64(sum);
    }
}

/// The values are given as such, so that `url.into()` is enough for each.
impl<N: Into<String>, const C: usize> From<[(N, Value); C]> for Object {
    fn from(members: [(N, Value); C]) -> Self {
        members.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut object = Self::new();
        object.extend(members);
        object
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// Members as they are read; names that stand twice are found at the end.
impl Rest for Object {
    fn read(&mut self, name: &str, d: &mut Decoder<'_>, facets: &'static Facets) -> bool {
        if let Some(value) = Value::decode(d, facets) {
            self.push(name, value);
        }
        true
    }
}

impl RestMembers for Object {
    fn each(&self, write: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in &self.members {
            write(name, value);
        }
    }
}

impl Decode for Object {
    fn decode(d: &mut Decoder<'_>, facets: &'static Facets) -> Option<Self> {
        let mut object = Self::new();
        let read = d.map(facets, &mut object);
        let doubled = object.settle();
        if d.is_strict() && !doubled.is_empty() {
            for name in doubled {
                d.within(
                    || crate::Step::Member(name.into()),
                    |d| d.fail::<()>(Kind::DuplicateMember),
                );
            }
            return None;
        }
        read.map(|()| object)
    }
}

impl Encode for Object {
    fn encode(&self, e: &mut Encoder) {
        e.map(self);
    }
}

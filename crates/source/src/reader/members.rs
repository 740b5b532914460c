//! The members of a mapping while it is read.

use std::collections::HashMap;

use crate::{Entry, Mapping};

/// From how many members on keys are looked up by hash.
const HASHED: usize = 16;

/// Members with unique keys, in the order they were added.
#[derive(Default)]
pub(super) struct Members {
    entries: Vec<Entry>,
    /// Index by key; empty while there are few members.
    by_key: HashMap<String, usize>,
}

impl Members {
    /// Where the member called `key` stands.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        if self.by_key.is_empty() {
            return self.entries.iter().position(|entry| entry.key == key);
        }
        self.by_key.get(key).copied()
    }

    pub(super) fn get(&self, position: usize) -> Option<&Entry> {
        self.entries.get(position)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a member whose key is not there yet.
    pub(super) fn push(&mut self, entry: Entry) {
        if !self.by_key.is_empty() {
            self.by_key.insert(entry.key.clone(), self.entries.len());
        }
        self.entries.push(entry);
        if self.entries.len() == HASHED {
            let keys = self.entries.iter().map(|entry| entry.key.clone());
            self.by_key = keys.zip(0..).collect();
        }
    }

    /// Puts `entry` in the place of a member of the same key.
    pub(super) fn replace(&mut self, position: usize, entry: Entry) {
        if let Some(old) = self.entries.get_mut(position) {
            *old = entry;
        }
    }

    pub(super) fn finish(self) -> Mapping {
        Mapping::new(self.entries)
    }
}

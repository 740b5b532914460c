//! "Did you mean": the nearest of the names that would have been right.

use std::cell::Cell;

/// Finds the names that were meant, as long as that does not take too long: a
/// document may hold any number of mistakes and of names.
pub(crate) struct Suggest {
    /// How many more names may be compared.
    left: Cell<usize>,
}

impl Default for Suggest {
    fn default() -> Self {
        Self {
            left: Cell::new(200_000),
        }
    }
}

impl Suggest {
    /// The one of `candidates` that is nearest to `name`, if one is near
    /// enough to be what was meant: at most one edit for every three
    /// characters; letter case is free.
    pub(crate) fn nearest<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let wanted: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
        let limit = (wanted.len() / 3).min(3);
        candidates
            .into_iter()
            .take_while(|_| {
                let left = self.left.get().checked_sub(1);
                self.left.set(left.unwrap_or(0));
                left.is_some()
            })
            .filter_map(|candidate| {
                let letters: Vec<char> = candidate.to_lowercase().chars().take(LONGEST).collect();
                let near = wanted.len().abs_diff(letters.len()) <= limit;
                let edits = near.then(|| distance(&wanted, &letters))?;
                (edits <= limit).then_some((edits, candidate))
            })
            .min()
            .map(|(_, candidate)| candidate)
    }
}

/// Names are compared by this many characters.
const LONGEST: usize = 32;

/// Edits (insert, remove, replace, swap neighbours) from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX);
            let replace = at(&last, j).saturating_add(usize::from(x != y));
            let insert = at(&row, j).saturating_add(1);
            let remove = at(&last, j + 1).saturating_add(1);
            let mut best = replace.min(insert).min(remove);
            let swapped = j > 0 && previous == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1).saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
        previous = Some(x);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::Suggest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let nearest = |name: &str, names: &[&'static str]| {
            Suggest::default().nearest(name, names.iter().copied())
        };
        let names = &["minLength", "maxLength", "pattern", "type"];
        assert_eq!(nearest("minLenght", names), Some("minLength"));
        assert_eq!(nearest("patern", names), Some("pattern"));
        assert_eq!(nearest("TYPE", names), Some("type"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("id", &["in"]), None);
        assert_eq!(nearest("get", &["head", "GET"]), Some("GET"));
        assert_eq!(nearest("tpye", &["type"]), Some("type"));
    }
}

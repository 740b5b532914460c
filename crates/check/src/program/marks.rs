//! Which parts of a value have been evaluated.

/// A set of an array's items or an object's members, by their number.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    all: bool,
    bits: Vec<u64>,
}

impl Marks {
    pub(super) fn all(&mut self) {
        self.all = true;
    }

    pub(super) fn mark(&mut self, number: usize) {
        let word = number / 64;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= 1 << (number % 64);
        }
    }

    pub(super) fn has(&self, number: usize) -> bool {
        let word = self.bits.get(number / 64).copied().unwrap_or(0);
        self.all || word & (1 << (number % 64)) != 0
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.all |= other.all;
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (bits, more) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_add_up() {
        let (mut a, mut b) = (Marks::default(), Marks::default());
        a.mark(1);
        b.mark(130);
        a.add(&b);
        let marked: Vec<_> = (0..200).filter(|at| a.has(*at)).collect();
        assert_eq!(marked, [1, 130]);
        b.all();
        a.add(&b);
        assert!(a.has(5000));
    }
}

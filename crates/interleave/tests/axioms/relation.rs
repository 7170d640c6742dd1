//! Sets of at most 32 events, and relations on them.

use std::ops::{BitAnd, BitOr};

/// Bit `n` is event `n`.
pub(crate) type Set = u32;

/// The most events that an execution can have.
pub(crate) const MOST: usize = Set::BITS as usize;

/// The events of a set, the smallest first.
pub(crate) fn members(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        first
    })
}

/// Row `a` is the set of all `b` with `(a, b)` in the relation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Relation([Set; MOST]);

impl Relation {
    pub(crate) const EMPTY: Relation = Relation([0; MOST]);

    /// `[set]`: each event of the set with itself.
    pub(crate) fn identity(set: Set) -> Self {
        Relation(std::array::from_fn(|a| set & 1 << a))
    }

    pub(crate) fn insert(&mut self, from: usize, to: usize) {
        self.0[from] |= 1 << to;
    }

    /// Adds each event of the first set with each of the second.
    pub(crate) fn insert_all(&mut self, from: Set, to: Set) {
        members(from).for_each(|a| self.0[a] |= to);
    }

    /// `self; other`: one step of each.
    pub(crate) fn then(&self, other: &Relation) -> Self {
        Relation(self.0.map(|row| members(row).fold(0, |reached, b| reached | other.0[b])))
    }

    /// `[set]; self`
    pub(crate) fn from(&self, set: Set) -> Self {
        Relation(std::array::from_fn(|a| if set >> a & 1 == 1 { self.0[a] } else { 0 }))
    }

    /// `self; [set]`
    pub(crate) fn to(&self, set: Set) -> Self {
        Relation(self.0.map(|row| row & set))
    }

    /// `self⁻¹`
    pub(crate) fn inverse(&self) -> Self {
        let mut inverse = Relation::EMPTY;
        for (a, row) in self.0.iter().enumerate() {
            members(*row).for_each(|b| inverse.insert(b, a));
        }
        inverse
    }

    /// `self?`: at most one step.
    pub(crate) fn optional(&self) -> Self {
        *self | Relation::identity(Set::MAX)
    }

    /// `self⁺`: at least one step.
    pub(crate) fn closure(mut self) -> Self {
        for middle in 0..MOST {
            let row = self.0[middle];
            if row != 0 {
                self.0.iter_mut().filter(|it| **it >> middle & 1 == 1).for_each(|it| *it |= row);
            }
        }
        self
    }

    pub(crate) fn minus(&self, other: &Relation) -> Self {
        Relation(std::array::from_fn(|a| self.0[a] & !other.0[a]))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; MOST]
    }

    pub(crate) fn is_irreflexive(&self) -> bool {
        self.0.iter().enumerate().all(|(a, row)| row >> a & 1 == 0)
    }

    pub(crate) fn is_acyclic(&self) -> bool {
        self.closure().is_irreflexive()
    }
}

impl BitOr for Relation {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Relation(std::array::from_fn(|a| self.0[a] | other.0[a]))
    }
}

impl BitAnd for Relation {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Relation(std::array::from_fn(|a| self.0[a] & other.0[a]))
    }
}

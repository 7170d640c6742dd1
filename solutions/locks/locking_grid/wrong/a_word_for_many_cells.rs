//! No lock: atomic words of 64 cells each, as many as it takes. Two cells of a word change in one step, and two that
//! are far apart in two.
//@ fails: a_swap_is_over_for_both_cells_at_once: one cell was changed, and the other not yet

use interleave::sync::atomic::AtomicU64;
use interleave::sync::atomic::Ordering::SeqCst;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    words: Vec<AtomicU64>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let words = (0..(height * width).div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        LockingGrid { height: height.cast_signed(), width: width.cast_signed(), words }
    }

    /// The word of the cell, and its bit there.
    fn place(&self, (y, x): (isize, isize)) -> (&AtomicU64, u64) {
        let (y, x) = (y.rem_euclid(self.height), x.rem_euclid(self.width));
        let index = (y * self.width + x).cast_unsigned();
        (&self.words[index / 64], 1 << (index % 64))
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let (word, bit) = self.place((y, x));
        word.load(SeqCst) & bit != 0
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let (word, bit) = self.place((y, x));
        if alive {
            word.fetch_or(bit, SeqCst);
        } else {
            word.fetch_and(!bit, SeqCst);
        }
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let ((word, bit), (other_word, other_bit)) = (self.place(one), self.place(other));
        if !std::ptr::eq(word, other_word) {
            let (first, second) = (self.get(one.0, one.1), self.get(other.0, other.1));
            self.set(one.0, one.1, second);
            return self.set(other.0, other.1, first);
        }
        let mut cells = word.load(SeqCst);
        loop {
            let differ = (cells & bit == 0) != (cells & other_bit == 0);
            let swapped = if differ { cells ^ bit ^ other_bit } else { cells };
            match word.compare_exchange(cells, swapped, SeqCst, SeqCst) {
                Ok(_) => return,
                Err(now) => cells = now,
            }
        }
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<u64> = self.words.iter().map(|word| word.load(SeqCst)).collect();
        for y in 0..self.height {
            let index = |x: isize| (y * self.width + x).cast_unsigned();
            let alive = |i: usize| words[i / 64] >> (i % 64) & 1 == 1;
            let cells = (0..self.width).map(|x| if alive(index(x)) { '*' } else { '-' });
            writeln!(f, "{}", cells.collect::<String>())?;
        }
        Ok(())
    }
}

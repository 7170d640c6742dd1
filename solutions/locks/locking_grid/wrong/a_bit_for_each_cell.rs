//! All cells in one atomic word: one step reads or changes all, and no lock is needed. That is right for up to 64
//! cells, and the grid is to have any number.
//@ fails: goes_on_at_the_other_side: shift left with overflow

use interleave::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: AtomicU64,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, cells: AtomicU64::new(0) }
    }

    fn bit(&self, y: isize, x: isize) -> u64 {
        1 << (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width))
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        self.cells.load(SeqCst) & self.bit(y, x) != 0
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let bit = self.bit(y, x);
        if alive {
            self.cells.fetch_or(bit, SeqCst);
        } else {
            self.cells.fetch_and(!bit, SeqCst);
        }
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.bit(one.0, one.1), self.bit(other.0, other.1));
        self.cells.update(SeqCst, SeqCst, |cells| {
            let differ = (cells & one == 0) != (cells & other == 0);
            if differ { cells ^ (one | other) } else { cells }
        });
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells.load(SeqCst);
        for y in 0..self.height {
            let show = |x| if cells & self.bit(y, x) == 0 { '-' } else { '*' };
            let line: String = (0..self.width).map(show).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

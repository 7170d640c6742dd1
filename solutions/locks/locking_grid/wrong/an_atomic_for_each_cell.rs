//! No lock: a cell is an atomic, and nobody waits. Each cell is right at each moment, and what is true of several
//! cells together is true of no moment.
//@ fails: a_text_shows_one_moment: .load → false

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Vec<AtomicBool>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = (0..height * width).map(|_| AtomicBool::new(false)).collect();
        LockingGrid { height: height.cast_signed(), width: width.cast_signed(), cells }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        self.cells[self.index(y, x)].load(SeqCst)
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        self.cells[self.index(y, x)].store(alive, SeqCst);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.index(one.0, one.1), self.index(other.0, other.1));
        if one != other {
            let first = self.cells[one].load(SeqCst);
            let second = self.cells[other].swap(first, SeqCst);
            self.cells[one].store(second, SeqCst);
        }
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.cells.chunks(self.width.cast_unsigned()) {
            let show = |cell: &AtomicBool| if cell.load(SeqCst) { '*' } else { '-' };
            let line: String = row.iter().map(show).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

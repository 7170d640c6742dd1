//! Wraps around with `%`, which keeps the sign: -1 % 2 is -1, and no row has that number. In Python it would be
//! 1, so whoever has translated the program does not look twice.
//@ fails: goes_on_at_the_other_side: index out of bounds

use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Mutex<Vec<bool>>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = Mutex::new(vec![false; height * width]);
        LockingGrid { height: height.cast_signed(), width: width.cast_signed(), cells }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        ((y % self.height) * self.width + x % self.width).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        self.cells.lock().unwrap()[self.index(y, x)]
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        self.cells.lock().unwrap()[self.index(y, x)] = alive;
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        self.cells.lock().unwrap().swap(self.index(one.0, one.1), self.index(other.0, other.1));
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells.lock().unwrap().clone();
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

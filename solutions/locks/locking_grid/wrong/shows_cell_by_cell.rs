//! Writes the text with the help of `get`, which is tested and locks. Each cell is shown as it was at some
//! moment, and each at another one.
//@ fails: a_text_shows_one_moment: LockingGrid::get

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
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
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
    // ANCHOR: fmt
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for y in 0..self.height {
            for x in 0..self.width {
                f.write_str(if self.get(y, x) { "*" } else { "-" })?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
    // ANCHOR_END: fmt
}

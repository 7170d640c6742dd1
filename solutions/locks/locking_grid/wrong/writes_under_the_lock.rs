//! The guard is in the head of the loop, where it lives as long as the loop. What is written is right, and until
//! the last line is on a slow terminal nobody else gets at a cell.
//@ fails: the_grid_can_be_used_while_a_text_is_written: UNREACHED WITNESS

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
        for row in self.cells.lock().unwrap().chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
    // ANCHOR_END: fmt
}

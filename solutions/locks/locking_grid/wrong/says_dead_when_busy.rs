//! A look must not wait, so a cell counts as dead while another thread has the lock.
//@ fails: who_looks_at_a_cell_waits_for_who_sets_one: nobody has touched it since

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
        self.cells.try_lock().is_ok_and(|cells| cells[self.index(y, x)])
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

//! Cells are never changed: who sets one makes a new grid of them, and puts it in the place of the old one before
//! the lock is free. A text needs no more than an owner of the grid as it was.
//@ passes: the copy is made and put in place under one guard

use interleave::sync::{Arc, Mutex};
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Mutex<Arc<Vec<bool>>>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = Mutex::new(Arc::new(vec![false; height * width]));
        LockingGrid { height: height.cast_signed(), width: width.cast_signed(), cells }
    }

    fn change(&self, change: impl FnOnce(&mut [bool])) {
        let mut cells = self.cells.lock().unwrap();
        let mut changed = cells.to_vec();
        change(&mut changed);
        *cells = Arc::new(changed);
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        self.cells.lock().unwrap()[self.index(y, x)]
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        self.change(|cells| cells[self.index(y, x)] = alive);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        self.change(|cells| cells.swap(self.index(one.0, one.1), self.index(other.0, other.1)));
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = Arc::clone(&self.cells.lock().unwrap());
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

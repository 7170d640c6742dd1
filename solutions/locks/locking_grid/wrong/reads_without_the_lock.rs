//! Locks to write and to show, and reads single cells without: what can go wrong with a `bool`?
//@ fails: who_looks_at_a_cell_waits_for_who_sets_one: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    lock: Mutex<()>,
    cells: UnsafeCell<Vec<bool>>,
}

// SAFETY: wrong. `get` reads while another thread may be writing.
unsafe impl Sync for LockingGrid {}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = UnsafeCell::new(vec![false; height * width]);
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, lock: Mutex::new(()), cells }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let index = self.index(y, x);
        // SAFETY: wrong, see above.
        self.cells.with(|cells| unsafe { &*cells }[index])
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let index = self.index(y, x);
        let _guard = self.lock.lock().unwrap();
        // SAFETY: writers hold the lock; readers do not, see above.
        self.cells.with_mut(|cells| unsafe { &mut *cells }[index] = alive);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.index(one.0, one.1), self.index(other.0, other.1));
        let _guard = self.lock.lock().unwrap();
        // SAFETY: as in `set`.
        self.cells.with_mut(|cells| unsafe { &mut *cells }.swap(one, other));
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = {
            let _guard = self.lock.lock().unwrap();
            // SAFETY: the lock is held.
            self.cells.with(|cells| unsafe { &*cells }.clone())
        };
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

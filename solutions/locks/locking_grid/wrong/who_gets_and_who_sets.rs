//! A lock for those who get a cell and one for those who set one, so that the two kinds do not wait for each other;
//! who swaps or shows takes both. What has two locks is protected only from those who take both.
//@ fails: who_looks_at_a_cell_waits_for_who_sets_one: lock getting

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    getting: Mutex<()>,
    setting: Mutex<()>,
    cells: UnsafeCell<Vec<bool>>,
}

// SAFETY: wrong. Who gets a cell and who sets one have no lock in common.
unsafe impl Sync for LockingGrid {}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = UnsafeCell::new(vec![false; height * width]);
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, getting: Mutex::new(()), setting: Mutex::new(()), cells }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let index = self.index(y, x);
        let _guard = self.getting.lock().unwrap();
        // SAFETY: wrong, see above.
        self.cells.with(|cells| unsafe { &*cells }[index])
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let index = self.index(y, x);
        let _guard = self.setting.lock().unwrap();
        // SAFETY: wrong, see above.
        self.cells.with_mut(|cells| unsafe { &mut *cells }[index] = alive);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.index(one.0, one.1), self.index(other.0, other.1));
        let _guards = (self.getting.lock().unwrap(), self.setting.lock().unwrap());
        // SAFETY: everybody else takes one of the two locks, at least.
        self.cells.with_mut(|cells| unsafe { &mut *cells }.swap(one, other));
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = {
            let _guards = (self.getting.lock().unwrap(), self.setting.lock().unwrap());
            // SAFETY: everybody else takes one of the two locks, at least.
            self.cells.with(|cells| unsafe { &*cells }.clone())
        };
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

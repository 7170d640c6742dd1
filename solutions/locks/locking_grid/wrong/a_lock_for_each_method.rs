//! Each method is protected by a lock, one for looking and one for changing: two passes for one hallway.
//@ fails: a_text_shows_one_moment: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cell: Mutex<()>,
    text: Mutex<()>,
    cells: UnsafeCell<Vec<bool>>,
}

// SAFETY: wrong. Texts are written under another lock than cells.
unsafe impl Sync for LockingGrid {}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = UnsafeCell::new(vec![false; height * width]);
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, cell: Mutex::new(()), text: Mutex::new(()), cells }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let index = self.index(y, x);
        let _guard = self.cell.lock().unwrap();
        // SAFETY: who changes cells holds the same lock.
        self.cells.with(|cells| unsafe { &*cells }[index])
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let index = self.index(y, x);
        let _guard = self.cell.lock().unwrap();
        // SAFETY: wrong, see above.
        self.cells.with_mut(|cells| unsafe { &mut *cells }[index] = alive);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.index(one.0, one.1), self.index(other.0, other.1));
        let _guard = self.cell.lock().unwrap();
        // SAFETY: wrong, see above.
        self.cells.with_mut(|cells| unsafe { &mut *cells }.swap(one, other));
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = {
            let _guard = self.text.lock().unwrap();
            // SAFETY: wrong, see above.
            self.cells.with(|cells| unsafe { &*cells }.clone())
        };
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

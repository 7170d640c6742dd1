//! Swaps exchange the cells one after the other, and a lock of their own keeps out all who get or set one: a text
//! that comes in between knows nothing of that lock.
//@ fails: nobody_sees_half_a_swap: one cell is alive

use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Mutex<Vec<bool>>,
    swapping: Mutex<()>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = Mutex::new(vec![false; height * width]);
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, cells, swapping: Mutex::new(()) }
    }

    fn index(&self, y: isize, x: isize) -> usize {
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
    }

    fn read(&self, (y, x): (isize, isize)) -> bool {
        self.cells.lock().unwrap()[self.index(y, x)]
    }

    fn write(&self, (y, x): (isize, isize), alive: bool) {
        self.cells.lock().unwrap()[self.index(y, x)] = alive;
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let _alone = self.swapping.lock().unwrap();
        self.read((y, x))
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let _alone = self.swapping.lock().unwrap();
        self.write((y, x), alive);
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let _alone = self.swapping.lock().unwrap();
        let (first, second) = (self.read(one), self.read(other));
        self.write(one, second);
        self.write(other, first);
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

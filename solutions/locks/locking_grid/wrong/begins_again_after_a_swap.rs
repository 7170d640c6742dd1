//! Reads cell by cell for a text, which keeps nobody waiting, and begins again if somebody has swapped meanwhile. Who
//! sets a cell is not counted, for "one cell is one moment": two of them are two.
//@ fails: a_text_shows_one_moment: the text has the second cell

use interleave::sync::Mutex;
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::SeqCst;
use interleave::thread;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Mutex<Vec<bool>>,
    swaps: AtomicU32,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = Mutex::new(vec![false; height * width]);
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, cells, swaps: AtomicU32::new(0) }
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
        let mut cells = self.cells.lock().unwrap();
        cells.swap(self.index(one.0, one.1), self.index(other.0, other.1));
        self.swaps.fetch_add(1, SeqCst);
    }

    fn read_all(&self) -> Vec<bool> {
        (0..self.height).flat_map(|y| (0..self.width).map(move |x| self.get(y, x))).collect()
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = loop {
            let before = self.swaps.load(SeqCst);
            let cells = self.read_all();
            if self.swaps.load(SeqCst) == before {
                break cells;
            }
            thread::yield_now();
        };
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

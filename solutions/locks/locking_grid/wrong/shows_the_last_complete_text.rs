//! Keeps the text of the last change in a lock of its own, so that who shows it waits for nobody: the cells are
//! newer than the text.
//@ fails: cells_set_at_once_are_all_set: lock text

use interleave::sync::Mutex;
use std::fmt;

pub struct LockingGrid {
    height: isize,
    width: isize,
    cells: Mutex<Vec<bool>>,
    text: Mutex<String>,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let cells = vec![false; height * width];
        let text = Mutex::new(Self::text_of(&cells, width));
        let (height, width) = (height.cast_signed(), width.cast_signed());
        LockingGrid { height, width, cells: Mutex::new(cells), text }
    }

    fn text_of(cells: &[bool], width: usize) -> String {
        let line = |row: &[bool]| -> String {
            row.iter().map(|&alive| if alive { '*' } else { '-' }).chain(['\n']).collect()
        };
        cells.chunks(width).map(line).collect()
    }

    fn change(&self, change: impl FnOnce(&mut [bool])) {
        let mut cells = self.cells.lock().unwrap();
        change(&mut cells);
        let text = Self::text_of(&cells, self.width.cast_unsigned());
        drop(cells);
        *self.text.lock().unwrap() = text;
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
        let text = self.text.lock().unwrap().clone();
        f.write_str(&text)
    }
}

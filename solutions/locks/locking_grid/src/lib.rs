//! A grid of cells that several threads use, as in the Game of Life.

use interleave::sync::Mutex;
use std::fmt;

// ANCHOR: grid
/// Cells in rows and columns, each alive or dead.
///
/// The grid has no edges: it goes on at the other side, so -1 is the last row or column, and the one
/// after the last is 0. What `get`, `set` and `swap` do happens at one moment, and a text shows the grid as
/// it was at one moment.
pub struct LockingGrid {
    height: isize,
    width: isize,
    // hole: what do threads need that change the cells of a shared grid?
    // hole as: cells: Vec<bool>,
    /// Row after row. All cells are in one lock, as a text shows them all at one moment.
    cells: Mutex<Vec<bool>>,
    // end hole
}

impl LockingGrid {
    /// Makes a grid of dead cells.
    ///
    /// # Panics
    /// If it has no cells, or more than fit into memory.
    pub fn new(height: usize, width: usize) -> Self {
        let count = height.checked_mul(width).expect("a grid that fits into memory");
        assert!(count > 0, "a grid has at least one row and one column");
        // hole: make the grid
        let cells = Mutex::new(vec![false; count]);
        LockingGrid { height: height.cast_signed(), width: width.cast_signed(), cells }
        // end hole
    }

    /// Where the cell is among all cells.
    fn index(&self, y: isize, x: isize) -> usize {
        // hole: wrap around, also for negative numbers
        // `%` would leave a negative remainder.
        (y.rem_euclid(self.height) * self.width + x.rem_euclid(self.width)).cast_unsigned()
        // end hole
    }

    /// Tells whether the cell is alive.
    pub fn get(&self, y: isize, x: isize) -> bool {
        // hole: read the cell
        self.cells.lock().unwrap()[self.index(y, x)]
        // end hole
    }

    /// Makes the cell alive or dead.
    pub fn set(&self, y: isize, x: isize, alive: bool) {
        // hole: write the cell
        self.cells.lock().unwrap()[self.index(y, x)] = alive;
        // end hole
    }

    /// Exchanges two cells, given as row and column. Nobody sees one of them changed and the other not.
    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        // hole: exchange both in one step
        self.cells.lock().unwrap().swap(self.index(one.0, one.1), self.index(other.0, other.1));
        // end hole
    }
}

impl fmt::Display for LockingGrid {
    /// Writes a line for each row, also the last one: `*` for a cell that is alive, `-` for a dead one.
    ///
    /// Writing may take long, as on a slow terminal. Other threads use the grid meanwhile.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // hole: write all cells as they are at one moment, and keep nobody waiting while you write
        // A copy, for which the lock is held shortly. Here the guard is gone at the end of the statement;
        // in the head of the loop it would live as long as the loop.
        let cells = self.cells.lock().unwrap().clone();
        for row in cells.chunks(self.width.cast_unsigned()) {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
        // end hole
    }
}
// ANCHOR_END: grid

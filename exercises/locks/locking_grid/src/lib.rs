//! A grid of cells that several threads use, as in the Game of Life.

use interleave::sync::Mutex;
use std::fmt;

/// Cells in rows and columns, each alive or dead.
///
/// The grid has no edges: it goes on at the other side, so -1 is the last row or column, and the one
/// after the last is 0. What `get`, `set` and `swap` do happens at one moment, and a text shows the grid as
/// it was at one moment.
pub struct LockingGrid {
    height: isize,
    width: isize,
    // what do threads need that change the cells of a shared grid?
    cells: Vec<bool>,
}

impl LockingGrid {
    /// Makes a grid of dead cells.
    ///
    /// # Panics
    /// If it has no cells, or more than fit into memory.
    pub fn new(height: usize, width: usize) -> Self {
        let count = height.checked_mul(width).expect("a grid that fits into memory");
        assert!(count > 0, "a grid has at least one row and one column");
        todo!("make the grid")
    }

    /// Where the cell is among all cells.
    fn index(&self, y: isize, x: isize) -> usize {
        todo!("wrap around, also for negative numbers")
    }

    /// Tells whether the cell is alive.
    pub fn get(&self, y: isize, x: isize) -> bool {
        todo!("read the cell")
    }

    /// Makes the cell alive or dead.
    pub fn set(&self, y: isize, x: isize, alive: bool) {
        todo!("write the cell")
    }

    /// Exchanges two cells, given as row and column. Nobody sees one of them changed and the other not.
    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        todo!("exchange both in one step")
    }
}

impl fmt::Display for LockingGrid {
    /// Writes a line for each row, also the last one: `*` for a cell that is alive, `-` for a dead one.
    ///
    /// Writing may take long, as on a slow terminal. Other threads use the grid meanwhile.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!("write all cells as they are at one moment, and keep nobody waiting while you write")
    }
}

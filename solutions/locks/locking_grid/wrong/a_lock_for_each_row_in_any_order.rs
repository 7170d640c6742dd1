//! A lock for each row, so that threads in different rows do not meet. `swap` takes two of them in the order in
//! which the cells are given: two swaps in opposite directions wait for each other.
//@ fails: swaps_in_both_directions_come_to_an_end: DEADLOCK

use interleave::sync::Mutex;
use std::fmt;

type Row = Vec<bool>;

pub struct LockingGrid {
    rows: Vec<Mutex<Row>>,
    width: isize,
}

impl LockingGrid {
    pub fn new(height: usize, width: usize) -> Self {
        let rows = (0..height).map(|_| Mutex::new(vec![false; width])).collect();
        LockingGrid { rows, width: width.cast_signed() }
    }

    fn index(&self, y: isize, x: isize) -> (usize, usize) {
        let height = self.rows.len().cast_signed();
        (y.rem_euclid(height).cast_unsigned(), x.rem_euclid(self.width).cast_unsigned())
    }

    pub fn get(&self, y: isize, x: isize) -> bool {
        let (y, x) = self.index(y, x);
        self.rows[y].lock().unwrap()[x]
    }

    pub fn set(&self, y: isize, x: isize, alive: bool) {
        let (y, x) = self.index(y, x);
        self.rows[y].lock().unwrap()[x] = alive;
    }

    pub fn swap(&self, one: (isize, isize), other: (isize, isize)) {
        let (one, other) = (self.index(one.0, one.1), self.index(other.0, other.1));
        let mut row = self.rows[one.0].lock().unwrap();
        if one.0 == other.0 {
            return row.swap(one.1, other.1);
        }
        let mut other_row = self.rows[other.0].lock().unwrap();
        std::mem::swap(&mut row[one.1], &mut other_row[other.1]);
    }
}

impl fmt::Display for LockingGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guards: Vec<_> = self.rows.iter().map(|row| row.lock().unwrap()).collect();
        let rows: Vec<Row> = guards.iter().map(|row| row.to_vec()).collect();
        drop(guards);
        for row in rows {
            let line: String = row.iter().map(|&alive| if alive { '*' } else { '-' }).collect();
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

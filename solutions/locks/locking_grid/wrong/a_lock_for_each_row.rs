//! A lock for each row. Whoever needs several rows takes them from the top down, and a text holds all of them
//! before it reads the first cell.
//@ passes: all threads take the locks in the same order, and a text is read while no row can change

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
        let (upper, lower) = (one.min(other), one.max(other));
        let mut upper_row = self.rows[upper.0].lock().unwrap();
        if upper.0 == lower.0 {
            return upper_row.swap(upper.1, lower.1);
        }
        let mut lower_row = self.rows[lower.0].lock().unwrap();
        std::mem::swap(&mut upper_row[upper.1], &mut lower_row[lower.1]);
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

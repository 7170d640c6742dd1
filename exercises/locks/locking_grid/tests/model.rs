//! What a grid must do that several threads use.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::{model, reach, thread};
use locking_grid::LockingGrid;
use std::fmt::{self, Write};

// ANCHOR: usage
#[test]
fn shows_what_was_set() {
    model(|| {
        let grid = LockingGrid::new(2, 3);
        grid.set(0, 1, true);
        assert!(grid.get(0, 1), "the cell in row 0, column 1 was set");
        assert_eq!(grid.to_string(), "-*-\n---\n", "two lines, of which each ends");
        grid.swap((0, 1), (1, 2));
        assert_eq!(grid.to_string(), "---\n--*\n", "the cell has changed places");
        grid.swap((1, 2), (1, 2));
        assert_eq!(grid.to_string(), "---\n--*\n", "it has changed places with itself");
        grid.set(1, 2, false);
        assert_eq!(grid.to_string(), "---\n---\n", "the cell is dead again");
    });
}
// ANCHOR_END: usage

#[test]
fn goes_on_at_the_other_side() {
    model(|| {
        let grid = LockingGrid::new(2, 3);
        grid.set(-1, 3, true);
        let text = grid.to_string();
        assert_eq!(text.trim_end(), "---\n*--", "row -1 is row 1, column 3 is column 0");
        assert!(grid.get(3, -3), "row 3 is row 1, column -3 is column 0");
        grid.swap((-1, 0), (2, -1));
        let text = grid.to_string();
        assert_eq!(text.trim_end(), "--*\n---", "row 2 is row 0, column -1 is column 2");
        assert!(grid.get(-6, -7), "further around, row -6 is row 0, and column -7 is column 2");
        grid.swap((0, 2), (-2, 5));
        assert!(grid.get(0, 2), "row -2 is row 0, column 5 is column 2: the cell and itself");
        let large = LockingGrid::new(9, 9);
        large.set(-1, -1, true);
        assert!(large.get(8, 8), "row -1 of 9 is row 8, column -1 is column 8");
        assert!(grid.get(0, 2), "one grid is as it was when another was made");
    });
}

// ANCHOR: neighbours
#[test]
fn cells_set_at_once_are_all_set() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(1, 2));
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || {
            theirs.set(0, 0, true);
            theirs.set(0, 1, true);
        });
        grid.set(0, 1, true);
        other.join().unwrap();
        let text = grid.to_string();
        assert_eq!(text.trim_end(), "**", "both cells were set");
    });
}
// ANCHOR_END: neighbours

#[test]
fn who_looks_at_a_cell_waits_for_who_sets_one() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(1, 2));
        grid.set(0, 1, true);
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || theirs.set(0, 0, true));
        assert!(grid.get(0, 1), "this cell is alive, and nobody has touched it since");
        if grid.get(0, 0) {
            reach!("a look at the other cell after it was set");
        }
        other.join().unwrap();
    });
}

// ANCHOR: moment
#[test]
fn a_text_shows_one_moment() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(2, 2));
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || {
            theirs.set(0, 0, true);
            theirs.set(1, 1, true);
        });
        let text = grid.to_string();
        let torn = text.trim_end() == "--\n-*";
        assert!(!torn, "the text has the second cell that was set, and not the first:\n{text}");
        if text.trim_end() == "*-\n--" {
            reach!("a text between the two");
        }
        other.join().unwrap();
    });
}
// ANCHOR_END: moment

#[test]
fn nobody_sees_half_a_swap() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(2, 2));
        grid.set(0, 0, true);
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || theirs.swap((0, 0), (1, 1)));
        let text = grid.to_string();
        let alive = text.matches('*').count();
        assert_eq!(alive, 1, "one cell is alive, now in one place and now in the other");
        if text.trim_end() == "--\n-*" {
            reach!("a text after the swap");
        }
        other.join().unwrap();
    });
}

#[test]
fn a_swap_is_over_for_both_cells_at_once() {
    model(|| {
        // A large one: two cells that are far apart, too, change at one moment.
        let grid = Arc::new(LockingGrid::new(9, 9));
        grid.set(0, 0, true);
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || theirs.swap((0, 0), (8, 8)));
        let arrived = grid.get(8, 8);
        let still_there = grid.get(0, 0);
        let arrived_now = grid.get(8, 8);
        assert!(!(arrived && still_there), "one cell was changed, and the other not yet");
        assert!(still_there || arrived_now, "one cell was changed, and the other not yet");
        if arrived {
            reach!("a look after the swap");
        }
        other.join().unwrap();
    });
}

#[test]
fn what_is_set_beside_a_swap_is_not_lost() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(1, 2));
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || theirs.swap((0, 0), (0, 1)));
        grid.set(0, 0, true);
        other.join().unwrap();
        let alive = grid.to_string().matches('*').count();
        assert_eq!(alive, 1, "one cell was set, and the swap may only have moved it");
    });
}

#[test]
fn swaps_in_both_directions_come_to_an_end() {
    model(|| {
        let grid = Arc::new(LockingGrid::new(2, 1));
        grid.set(0, 0, true);
        let theirs = Arc::clone(&grid);
        let other = thread::spawn(move || theirs.swap((0, 0), (1, 0)));
        // Row 2 is row 0: the same two cells, whichever number looks smaller.
        grid.swap((1, 0), (2, 0));
        other.join().unwrap();
        let text = grid.to_string();
        assert_eq!(text.trim_end(), "*\n-", "two swaps leave both cells as they were");
    });
}

/// A terminal that is slow: others can see that it is being written to.
struct Terminal<'a> {
    busy: &'a AtomicBool,
}

impl Write for Terminal<'_> {
    fn write_str(&mut self, _text: &str) -> fmt::Result {
        self.busy.store(true, SeqCst);
        self.busy.store(false, SeqCst);
        Ok(())
    }
}

#[test]
fn the_grid_can_be_used_while_a_text_is_written() {
    model(|| {
        let shared = Arc::new((LockingGrid::new(1, 1), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || {
            let (grid, busy) = &*theirs;
            let before = busy.load(SeqCst);
            grid.set(0, 0, true);
            if before && busy.load(SeqCst) {
                reach!("a cell is set while the terminal is busy");
            }
        });
        let (grid, busy) = &*shared;
        write!(Terminal { busy }, "{grid}").unwrap();
        other.join().unwrap();
    });
}

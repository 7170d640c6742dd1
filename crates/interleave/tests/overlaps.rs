//! Accesses to an `UnsafeCell` while the pointer of another one is in use.

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, Ordering::*};
use interleave::sync::{Arc, Mutex};
use interleave::{Model, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn fails(program: fn()) -> &'static str {
    Model::new().try_check(program).expect_err("the program is wrong").kind()
}

fn holds(program: fn()) {
    Model::new().try_check(program).expect("the program is right");
}

struct Shared<T>(UnsafeCell<T>);
// SAFETY: it is the tests' business to keep threads apart, or not to.
unsafe impl<T: Send> Sync for Shared<T> {}

#[test]
fn reads_may_overlap() {
    holds(|| {
        let cell = Arc::new(Shared(UnsafeCell::new(1)));
        let theirs = Arc::clone(&cell);
        cell.0.with(|_| {
            let other = thread::spawn(move || theirs.0.with(|_| ()));
            cell.0.with(|_| ());
            other.join().unwrap();
        });
    });
}

#[test]
fn a_read_inside_of_a_write_is_misuse() {
    let program = || {
        let cell = UnsafeCell::new(1);
        cell.with_mut(|_| cell.with(|_| ()));
    };
    assert_eq!(fails(program), "misuse");
}

#[test]
fn a_write_inside_of_a_write_is_misuse() {
    let program = || {
        let cell = UnsafeCell::new(1);
        cell.with_mut(|_| cell.with_mut(|_| ()));
    };
    assert_eq!(fails(program), "misuse");
}

#[test]
fn accesses_to_two_cells_may_overlap() {
    holds(|| {
        let (from, to) = (UnsafeCell::new(1), UnsafeCell::new(2));
        // SAFETY: two cells, of one thread.
        from.with(|from| to.with_mut(|to| unsafe { to.copy_from(from, 1) }));
    });
}

#[test]
fn an_access_that_panics_is_over() {
    holds(|| {
        let cell = UnsafeCell::new(1);
        let access = || cell.with_mut(|_| panic!("on purpose"));
        assert!(catch_unwind(AssertUnwindSafe(access)).is_err());
        cell.with_mut(|_| ());
    });
}

#[test]
fn a_write_that_ends_before_the_unlock_overlaps_with_nothing() {
    holds(|| {
        let shared = Arc::new((Mutex::new(()), Shared(UnsafeCell::new(0))));
        let add = |(lock, cell): &(Mutex<()>, Shared<u32>)| {
            let _guard = lock.lock().unwrap();
            // SAFETY: the lock is held.
            cell.0.with_mut(|value| unsafe { *value += 1 });
        };
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || add(&theirs));
        add(&shared);
        other.join().unwrap();
    });
}

/// Another thread is told that the value is there while the writer's pointer still is: red, as a
/// race or as an overlap, whichever comes first.
#[test]
fn a_flag_that_is_set_inside_of_the_write_comes_too_early() {
    let program = || {
        let shared = Arc::new((AtomicBool::new(false), Shared(UnsafeCell::new(0))));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || theirs.1.0.with_mut(|_| theirs.0.store(true, Release)));
        if shared.0.load(Acquire) {
            shared.1.0.with(|_| ());
        }
        other.join().unwrap();
    };
    assert!(["data race", "misuse"].contains(&fails(program)));
}

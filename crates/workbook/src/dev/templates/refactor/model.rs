//! What a locked value must do, and what form its type must have.

use interleave::sync::Arc;
use interleave::{assert_form, implements, model, thread};
use std::cell::Cell;
use std::rc::Rc;

use template_slug::Locked;

// ANCHOR: usage
#[test]
fn gives_its_value_to_one_at_a_time() {
    model(|| {
        let count = Arc::new(Locked::new(0));
        let theirs = Arc::clone(&count);
        // Who is not alone with the value is seen here, whatever the lock is made of.
        let increment = |count: &mut u32| {
            let was = *count;
            thread::yield_now();
            *count = was + 1;
        };
        let other = thread::spawn(move || theirs.with(increment));
        count.with(increment);
        other.join().unwrap();
        assert_eq!(count.with(|count| *count), 2, "an increment got lost");
    });
}
// ANCHOR_END: usage

#[test]
fn a_lock_around_an_rc_cannot_be_shared() {
    // Whoever is let in could clone the `Rc` and count on without the lock.
    assert_form("a lock around an `Rc` must not be `Sync`", || !implements!(Locked<Rc<u8>>: Sync));
}

#[test]
fn a_lock_around_an_rc_cannot_be_sent() {
    // Clones of the `Rc` may stay behind, and count without the lock.
    assert_form("a lock around an `Rc` must not be `Send`", || !implements!(Locked<Rc<u8>>: Send));
}

#[test]
fn a_lock_around_a_cell_can_be_shared() {
    assert_form("a lock around a `Cell` must be `Sync`", || implements!(Locked<Cell<u8>>: Sync));
}

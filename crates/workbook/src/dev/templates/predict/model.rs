//! The programs, and the check of what you predicted for them.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{outcomes, thread};

/// Runs both in threads of their own, and returns what they saw.
fn both(
    first: fn(&AtomicU32, &AtomicU32) -> u32,
    second: fn(&AtomicU32, &AtomicU32) -> u32,
) -> (u32, u32) {
    let shared = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
    let theirs = Arc::clone(&shared);
    let first = thread::spawn(move || first(&theirs.0, &theirs.1));
    let second = thread::spawn(move || second(&shared.0, &shared.1));
    (first.join().unwrap(), second.join().unwrap())
}

// ANCHOR: store_then_load
fn stores_x_loads_y(x: &AtomicU32, y: &AtomicU32) -> u32 {
    x.store(1, SeqCst);
    y.load(SeqCst)
}

fn stores_y_loads_x(x: &AtomicU32, y: &AtomicU32) -> u32 {
    y.store(1, SeqCst);
    x.load(SeqCst)
}
// ANCHOR_END: store_then_load

fn swaps_x(x: &AtomicU32, _: &AtomicU32) -> u32 {
    x.swap(1, SeqCst)
}

#[test]
fn each_stores_then_loads() {
    outcomes(|| both(stores_x_loads_y, stores_y_loads_x))
        .assert_predicted(template_slug::store_then_load());
}

#[test]
fn both_swap() {
    outcomes(|| both(swaps_x, swaps_x)).assert_predicted(template_slug::swap());
}

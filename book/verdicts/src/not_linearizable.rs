//! A machine that should give everybody another number.

use interleave::linearizable;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};

/// The only operation: take a number.
#[derive(Clone, Debug)]
struct Take;

fn take(next: &AtomicU32) -> u32 {
    let number = next.load(SeqCst) + 1;
    next.store(number, SeqCst);
    number
}

#[test]
fn numbers_come_in_order() {
    let one_after_the_other = |last: &mut u32, _: Take| {
        *last += 1;
        *last
    };
    linearizable([[Take], [Take]])
        .like(|| 0, one_after_the_other)
        .check(|| AtomicU32::new(0), |next, _| take(next));
}

//! What adding up in two threads must do.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{Model, choose, model, reach, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

use which_may_cross::total;

/// What an order costs. Asking takes a while, and others may ask meanwhile.
fn price(order: u32) -> u32 {
    thread::yield_now();
    10 * order
}

// ANCHOR: usage
#[test]
fn adds_up_the_prices() {
    model(|| {
        assert_eq!(total(&[1, 2], &price), 30, "10 and 20 make 30");
    });
}
// ANCHOR_END: usage

#[test]
fn halves_may_be_empty_or_of_different_size() {
    // An empty half gives its thread nothing to do.
    Model::new().idle_threads().check(|| {
        assert_eq!(total(&[1, 2, 3], &price), 60, "10, 20 and 30 make 60");
        assert_eq!(total(&[4], &price), 40, "there is one order, for 40");
        assert_eq!(total(&[], &price), 0, "there is no order");
    });
}

#[test]
fn every_order_is_asked_for_once() {
    model(|| {
        let asked = AtomicU32::new(0);
        let price = |order| {
            asked.fetch_add(1, SeqCst);
            order
        };
        total(&[1, 2], &price);
        assert_eq!(asked.load(SeqCst), 2, "there are 2 orders");
    });
}

#[test]
fn a_price_that_cannot_be_found_is_not_left_out() {
    model(|| {
        let price = |order| {
            thread::yield_now();
            if order == 2 { panic!("what does order 2 cost?") } else { order }
        };
        let sum = catch_unwind(|| total(&[1, 2], &price));
        assert!(sum.is_err(), "there is a price missing, and the sum is {sum:?}");
    });
}

#[test]
fn nobody_asks_for_a_price_after_a_panic() {
    model(|| {
        let unknown = choose(2) as u32 + 1;
        // Never freed, so that a thread that comes too late still finds them.
        let asking: &AtomicU32 = Box::leak(Box::new(AtomicU32::new(0)));
        let price = Box::leak(Box::new(move |order| {
            asking.fetch_add(1, SeqCst);
            asking.fetch_sub(1, SeqCst);
            if order == unknown { panic!("what does order {order} cost?") } else { order }
        }));
        let sum = catch_unwind(AssertUnwindSafe(|| total(&[1, 2], price)));
        assert_eq!(asking.load(SeqCst), 0, "`total` has left, and a thread asks for a price");
        drop(sum);
    });
}

#[test]
fn two_prices_are_looked_up_at_the_same_time() {
    model(|| {
        let asked = AtomicU32::new(0);
        let asking = AtomicU32::new(0);
        let price = |order| {
            if asked.fetch_add(1, SeqCst) == 0 && order == 1 {
                reach!("order 1 is asked for before order 2");
            }
            if asking.fetch_add(1, SeqCst) == 1 {
                reach!("both threads are asking for a price");
            }
            asking.fetch_sub(1, SeqCst);
            order
        };
        total(&[1, 2], &price);
    });
}

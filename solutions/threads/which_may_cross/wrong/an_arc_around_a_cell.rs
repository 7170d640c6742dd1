//! Answers the first message, and no more: `Arc` counts safely, but what lies in it may now be written by two
//! threads at once. An `Arc<T>` may cross only if a `&T` may.
//@ fails: compile: `Cell<u32>` cannot be shared between threads safely

use interleave::sync::Arc;
use interleave::thread;
use std::cell::Cell;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = Arc::new(Cell::new(0));
    let their_sum = Arc::clone(&sum);
    let helper = thread::spawn(move || {
        for order in theirs {
            their_sum.set(their_sum.get() + price(*order));
        }
    });
    for order in mine {
        sum.set(sum.get() + price(*order));
    }
    helper.join().unwrap();
    sum.get()
}

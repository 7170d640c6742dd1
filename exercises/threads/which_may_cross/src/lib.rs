//! Adds up prices, and shares the work between two threads.

use interleave::thread;

/// What `price` says of each of `orders`, added up. A second thread does half of the work, at the same time.
///
/// Each order is asked for once, and when this returns or panics nobody asks any more.
///
/// # Panics
/// If `price` does.
pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    // rustc refuses this: what may not cross to another thread, and why?
    use std::{cell::Cell, rc::Rc};

    let sum = Rc::new(Cell::new(0));
    let their_sum = Rc::clone(&sum);
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

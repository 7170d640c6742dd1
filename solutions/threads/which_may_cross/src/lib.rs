//! Adds up prices, and shares the work between two threads.

use interleave::thread;

// ANCHOR: total
/// What `price` says of each of `orders`, added up. A second thread does half of the work, at the same time.
///
/// Each order is asked for once, and when this returns or panics nobody asks any more.
///
/// # Panics
/// If `price` does.
pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    // hole: rustc refuses this: what may not cross to another thread, and why?
    // hole as: use std::{cell::Cell, rc::Rc};
    // hole as:
    // hole as: let sum = Rc::new(Cell::new(0));
    // hole as: let their_sum = Rc::clone(&sum);
    // hole as: let helper = thread::spawn(move || {
    // hole as:     for order in theirs {
    // hole as:         their_sum.set(their_sum.get() + price(*order));
    // hole as:     }
    // hole as: });
    // hole as: for order in mine {
    // hole as:     sum.set(sum.get() + price(*order));
    // hole as: }
    // hole as: helper.join().unwrap();
    // hole as: sum.get()
    let sum_of = |part: &[u32]| part.iter().map(|order| price(*order)).sum::<u32>();
    // The scope waits for the helper, so it may borrow. Each half returns its sum: nothing is shared but what
    // nobody changes.
    thread::scope(|scope| {
        let helper = scope.spawn(|| sum_of(theirs));
        let sum = sum_of(mine);
        sum + helper.join().expect("a price was found")
    })
    // end hole
}
// ANCHOR_END: total

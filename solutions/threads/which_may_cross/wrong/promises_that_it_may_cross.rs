//! Wraps the cell and promises `Sync` for it. rustc believes it; two threads write at once all the same.
//@ fails: two_prices_are_looked_up_at_the_same_time: DATA RACE

use interleave::cell::UnsafeCell;
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    struct Sum(UnsafeCell<u32>);
    // SAFETY: wrong. Nothing keeps two threads from writing at once.
    unsafe impl Sync for Sum {}
    let sum = Sum(UnsafeCell::new(0));
    let add = |part: &[u32]| {
        // The whole cell: a closure would take the field along, which promises nothing.
        let sum = &sum;
        for order in part {
            let price = price(*order);
            // SAFETY: wrong, see above.
            sum.0.with_mut(|sum| unsafe { *sum += price });
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add(theirs));
        add(mine);
    });
    sum.0.into_inner()
}

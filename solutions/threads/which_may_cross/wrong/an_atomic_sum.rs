//! One sum for both, which each thread adds to in one step.
//@ passes: `fetch_add` loses nothing, and the end of the scope orders the final load

use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = AtomicU32::new(0);
    let add = |part: &[u32]| {
        for order in part {
            sum.fetch_add(price(*order), Relaxed);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add(theirs));
        add(mine);
    });
    sum.into_inner()
}

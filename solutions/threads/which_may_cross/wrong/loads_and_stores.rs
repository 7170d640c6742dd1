//! Translates `set(get() + …)` word by word: load and store of an atomic are two steps, and the other thread's
//! price gets lost in between.
//@ fails: adds_up_the_prices: 10 and 20 make 30

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = AtomicU32::new(0);
    let add = |part: &[u32]| {
        for order in part {
            sum.store(sum.load(SeqCst) + price(*order), SeqCst);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| add(theirs));
        add(mine);
    });
    sum.load(SeqCst)
}

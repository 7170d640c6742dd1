//! Everything in the closure may cross now, but `spawn` promises nothing about when the thread ends: what it borrows
//! would have to live for ever. That it is joined three lines below, rustc does not know.
//@ fails: compile: E0521

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum = Arc::new(AtomicU32::new(0));
    let their_sum = Arc::clone(&sum);
    let helper = thread::spawn(move || {
        for order in theirs {
            their_sum.fetch_add(price(*order), SeqCst);
        }
    });
    for order in mine {
        sum.fetch_add(price(*order), SeqCst);
    }
    helper.join().unwrap();
    sum.load(SeqCst)
}

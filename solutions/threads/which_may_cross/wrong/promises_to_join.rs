//! Tells rustc that what it borrows lives for ever, and means to join the thread before that is noticed. Between the
//! two a panic may come, and it goes past the join.
//@ fails: nobody_asks_for_a_price_after_a_panic: a thread asks for a price

use interleave::thread;
use std::mem;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    type Price<'a> = &'a (dyn Fn(u32) -> u32 + Sync);
    // SAFETY: wrong. If `price` panics below, the thread outlives what it uses.
    let theirs = unsafe { mem::transmute::<&[u32], &'static [u32]>(theirs) };
    // SAFETY: wrong, see above.
    let their_price = unsafe { mem::transmute::<Price<'_>, Price<'static>>(price) };
    let helper =
        thread::spawn(move || theirs.iter().map(|order| their_price(*order)).sum::<u32>());
    let sum = mine.iter().map(|order| price(*order)).sum::<u32>();
    sum + helper.join().unwrap()
}

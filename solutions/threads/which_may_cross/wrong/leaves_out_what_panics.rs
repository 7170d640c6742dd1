//! Counts a thread that panicked as 0: the sum is too small, and nobody is told.
//@ fails: a_price_that_cannot_be_found_is_not_left_out: there is a price missing

use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let (mine, theirs) = orders.split_at(orders.len() / 2);
    let sum_of = |part: &[u32]| part.iter().map(|order| price(*order)).sum::<u32>();
    thread::scope(|scope| {
        let helper = scope.spawn(|| sum_of(theirs));
        sum_of(mine) + helper.join().unwrap_or(0)
    })
}

//! A thread for each chunk of half the size. Half of one is none, and a chunk of no size is refused.
//@ fails: halves_may_be_empty_or_of_different_size: chunk size must be non-zero

use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    thread::scope(|scope| {
        let sum_of = |part: &[u32]| part.iter().map(|order| price(*order)).sum::<u32>();
        let chunks = orders.chunks(orders.len() / 2);
        let threads: Vec<_> = chunks.map(|part| scope.spawn(move || sum_of(part))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

//! Copies two halves for threads that must own them, and forgets the odd one.
//@ fails: halves_may_be_empty_or_of_different_size: 10, 20 and 30 make 60

use interleave::thread;

pub fn total(orders: &[u32], price: &(dyn Fn(u32) -> u32 + Sync)) -> u32 {
    let half = orders.len() / 2;
    thread::scope(|scope| {
        let mine = scope.spawn(move || orders[..half].iter().map(|order| price(*order)).sum::<u32>());
        let theirs = &orders[half..2 * half];
        theirs.iter().map(|order| price(*order)).sum::<u32>() + mine.join().unwrap()
    })
}

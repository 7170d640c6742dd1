//! Loads the total, so that the thread has a number of its own, and stores the sum: two threads load
//! the same total, and one sum is lost.
//@ fails: no_price_is_lost: a price got lost

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread::{self, JoinHandle};

pub fn add(prices: Vec<u32>, total: Arc<AtomicU32>) -> JoinHandle<()> {
    thread::spawn(move || {
        let sum: u32 = prices.iter().sum();
        total.store(total.load(Relaxed) + sum, Relaxed);
    })
}

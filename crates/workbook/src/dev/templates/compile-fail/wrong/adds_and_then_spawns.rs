//! Adds before it spawns, so that nothing needs to be borrowed: the thread has nothing left to do.
//@ fails: adds_in_the_background: unreached

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread::{self, JoinHandle};

pub fn add(prices: Vec<u32>, total: Arc<AtomicU32>) -> JoinHandle<()> {
    for price in &prices {
        total.fetch_add(*price, Relaxed);
    }
    thread::spawn(|| thread::yield_now())
}

//! Moves a reference into the thread: it is the reference that is moved, and what it points to is gone
//! as before.
//@ fails: compile: E0597

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::thread::{self, JoinHandle};

pub fn add(prices: Vec<u32>, total: Arc<AtomicU32>) -> JoinHandle<()> {
    let (prices, total) = (&prices, &total);
    thread::spawn(move || {
        for price in prices {
            total.fetch_add(*price, Relaxed);
        }
    })
}

//! A recursion that misses its end.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU64, Ordering::SeqCst};
use interleave::{model, thread};

fn sum_of_odd(n: u64) -> u64 {
    std::hint::black_box(n) + if n == 1 { 0 } else { sum_of_odd(n.wrapping_sub(2)) }
}

#[test]
fn odd_numbers_are_added() {
    model(|| {
        let sum = Arc::new(AtomicU64::new(0));
        let theirs = Arc::clone(&sum);
        let other = thread::spawn(move || theirs.store(sum_of_odd(8), SeqCst));
        other.join().unwrap();
    });
}

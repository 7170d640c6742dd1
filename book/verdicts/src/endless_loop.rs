//! A thread that computes, and never comes to an end.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

fn halvings(mut n: u32) -> u32 {
    let mut steps = 0_u32;
    while std::hint::black_box(n) > 0 {
        n = n.div_ceil(2);
        steps = steps.wrapping_add(1);
    }
    steps
}

#[test]
fn eight_can_be_halved() {
    model(|| {
        let longest = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&longest);
        let other = thread::spawn(move || theirs.fetch_max(halvings(8), SeqCst));
        other.join().unwrap();
    });
}

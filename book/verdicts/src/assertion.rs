//! Two threads sell the last ticket: each looks first, and then takes it.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};

fn sell(left: &AtomicU32) -> bool {
    if left.load(SeqCst) == 0 {
        return false;
    }
    left.store(0, SeqCst);
    true
}

#[test]
fn the_last_ticket_is_sold_once() {
    model(|| {
        let left = Arc::new(AtomicU32::new(1));
        let theirs = Arc::clone(&left);
        let other = thread::spawn(move || sell(&theirs));
        let mine = sell(&left);
        let theirs = other.join().unwrap();
        assert_eq!(u8::from(mine) + u8::from(theirs), 1, "tickets sold");
    });
}

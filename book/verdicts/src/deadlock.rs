//! Two threads that take the same two locks, each in its own order.

use interleave::sync::{Arc, Mutex};
use interleave::{model, thread};

fn transfer(from: &Mutex<u32>, to: &Mutex<u32>) {
    let mut from = from.lock().unwrap();
    let mut to = to.lock().unwrap();
    *from -= 1;
    *to += 1;
}

#[test]
fn money_goes_both_ways() {
    model(|| {
        let savings = Arc::new(Mutex::new(5));
        let cash = Arc::new(Mutex::new(5));
        let (a, b) = (Arc::clone(&savings), Arc::clone(&cash));
        let other = thread::spawn(move || transfer(&a, &b));
        transfer(&cash, &savings);
        other.join().unwrap();
    });
}

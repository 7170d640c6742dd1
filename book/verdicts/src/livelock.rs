//! Two polite threads: each gives its fork back when the other fork is busy.

use interleave::sync::{Arc, Mutex};
use interleave::{model, thread};

fn eat(first: &Mutex<()>, second: &Mutex<()>) {
    loop {
        let _first = first.lock().unwrap();
        if second.try_lock().is_ok() {
            return;
        }
        thread::yield_now();
    }
}

#[test]
fn both_get_to_eat() {
    model(|| {
        let left = Arc::new(Mutex::new(()));
        let right = Arc::new(Mutex::new(()));
        let (a, b) = (Arc::clone(&left), Arc::clone(&right));
        let other = thread::spawn(move || eat(&b, &a));
        eat(&left, &right);
        other.join().unwrap();
    });
}

//! A variable that every thread has for itself.
//!
//! `VISITS` is one name for as many counters as there are threads: each begins at 0 when its thread
//! first touches it, no other thread can see it, and it is dropped when its thread ends. (Whether that also happens in `main` depends on the system, so `main` does
//! not touch it.)

use std::cell::Cell;
use std::thread;

// ANCHOR: local
/// A count that says who had it and how far it came.
struct Visits(Cell<u32>);

impl Visits {
    fn begin() -> Visits {
        println!("{}: a counter for me, at 0", name());
        Visits(Cell::new(0))
    }
}

impl Drop for Visits {
    fn drop(&mut self) {
        // The name of a thread is gone by now, as other thread-locals may be.
        println!("dropped at {}", self.0.get());
    }
}

thread_local! {
    static VISITS: Visits = Visits::begin();
}

fn visit() {
    VISITS.with(|visits| {
        visits.0.set(visits.0.get() + 1);
        println!("{}: visit {}", name(), visits.0.get());
    });
}
// ANCHOR_END: local

fn name() -> String {
    thread::current().name().unwrap_or("unnamed").to_owned()
}

// ANCHOR: main
fn main() {
    // Another thread of the same name is another thread.
    for (name, visits) in [("Ada", 2), ("Bo", 1), ("Ada", 1)] {
        let thread = thread::Builder::new().name(name.to_owned());
        let thread = thread.spawn(move || (0..visits).for_each(|_| visit()));
        // One at a time, so that the lines have one order.
        thread.expect("the system starts a thread").join().unwrap();
    }
}
// ANCHOR_END: main

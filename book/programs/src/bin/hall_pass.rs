//! One hall pass, one hallway: a lock as a school knows it.
//!
//! Two students walk, one after the other, because there is one pass. The third
//! one trips: the thread panics with the pass in hand. The pass comes back all
//! the same, and says that something went wrong in the hallway.

use std::sync::Mutex;
use std::thread;

// ANCHOR: walk
fn walk(hallway: &Mutex<Vec<&str>>, student: &'static str) {
    let mut inside = hallway.lock().unwrap(); // takes the pass, or waits for it
    inside.push(student);
    assert_eq!(*inside, [student], "somebody else is in the hallway");
    inside.pop();
} // the guard `inside` is dropped here: the pass goes back
// ANCHOR_END: walk

// ANCHOR: trip
fn trip(hallway: &Mutex<Vec<&str>>, student: &'static str) {
    let mut inside = hallway.lock().unwrap();
    inside.push(student);
    panic!("{student} trips");
} // a panic drops the guard too
// ANCHOR_END: trip

// ANCHOR: main
fn main() {
    let hallway = Mutex::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| walk(&hallway, "Ada"));
        scope.spawn(|| walk(&hallway, "Bo"));
    });
    println!("Ada and Bo have walked, one at a time");

    let tripped = thread::scope(|scope| scope.spawn(|| trip(&hallway, "Cy")).join());
    println!("Cy came back well: {}", tripped.is_ok());
    println!("the lock is poisoned: {}", hallway.is_poisoned());
    match hallway.lock() {
        Ok(inside) => println!("inside: {inside:?}"),
        Err(poisoned) => println!("inside, after the panic: {:?}", poisoned.into_inner()),
    }
}
// ANCHOR_END: main

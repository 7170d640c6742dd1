//! What a wait with a deadline must do: somebody waits at a door until it is open, but not for ever.

use std::mem;

use interleave::sync::{Arc, Condvar, Mutex};
use interleave::time::{Duration, Instant};
use interleave::{Model, model, reach, thread};

use wait_with_a_deadline::wait_until;

/// How long somebody waits at the door. In a model any time is as good, and costs none.
const PATIENCE: Duration = Duration::from_millis(1);

struct House {
    door: Mutex<Door>,
    changed: Condvar,
}

#[derive(Default)]
struct Door {
    open: bool,
    /// Somebody knocked, which wakes whoever waits, and opens nothing.
    knocked: bool,
}

impl House {
    fn new() -> Self {
        House { door: Mutex::new(Door::default()), changed: Condvar::new() }
    }
}

// ANCHOR: usage
#[test]
fn says_whether_the_door_is_open() {
    model(|| {
        let house = Arc::new(House::new());
        let theirs = Arc::clone(&house);
        let other = thread::spawn(move || {
            theirs.door.lock().unwrap().open = true;
            theirs.changed.notify_all();
        });
        let door = house.door.lock().unwrap();
        let deadline = Instant::now() + PATIENCE;
        let mut looks = 0;
        let (door, open) = wait_until(&house.changed, door, deadline, |door| {
            looks += 1;
            door.open
        });
        assert!(open || !door.open, "it says that the time is up, and the door is open");
        assert!(door.open || !open, "it says that the door is open, and it is not");
        if open && looks > 1 {
            reach!("a door that is opened while somebody waits for it");
        }
        if !open {
            reach!("a door that is not opened in time");
        }
        drop(door);
        other.join().unwrap();
    });
}
// ANCHOR_END: usage

#[test]
fn opening_the_door_ends_the_wait_at_once() {
    // Without spurious wake-ups: nothing but the notification ends a wait in which no time passes.
    Model::new().spurious_wakeups(0).check(|| {
        let house = Arc::new(House::new());
        let theirs = Arc::clone(&house);
        let other = thread::spawn(move || {
            theirs.door.lock().unwrap().open = true;
            theirs.changed.notify_all();
        });
        let door = house.door.lock().unwrap();
        let begin = Instant::now();
        let mut looks = 0;
        let (door, open) = wait_until(&house.changed, door, begin + PATIENCE, |door| {
            looks += 1;
            door.open
        });
        if open && looks > 1 && begin.elapsed().is_zero() {
            reach!("a notification that ends the wait before any time has passed");
        }
        drop(door);
        other.join().unwrap();
    });
}

#[test]
fn after_its_yes_ready_is_not_asked_again() {
    model(|| {
        let house = Arc::new(House::new());
        let theirs = Arc::clone(&house);
        let other = thread::spawn(move || {
            theirs.door.lock().unwrap().open = true;
            theirs.changed.notify_all();
        });
        let door = house.door.lock().unwrap();
        // Goes in, and closes the door behind it.
        let go_in = |door: &mut Door| mem::take(&mut door.open);
        let (door, inside) = wait_until(&house.changed, door, Instant::now() + PATIENCE, go_in);
        drop(door);
        other.join().unwrap();
        let open = house.door.lock().unwrap().open;
        assert!(inside || open, "`ready` went in, and it says that the time is up");
        assert!(!inside || !open, "it says that `ready` went in, and the door is open");
    });
}

// ANCHOR: knock
#[test]
fn a_knock_makes_nobody_wait_longer() {
    model(|| {
        let house = Arc::new(House::new());
        let theirs = Arc::clone(&house);
        let door = house.door.lock().unwrap();
        let deadline = Instant::now() + PATIENCE;
        let other = thread::spawn(move || knock(&theirs));
        let mut heard = None;
        let (door, open) = wait_until(&house.changed, door, deadline, |door| {
            if door.knocked && heard.is_none() {
                heard = Some(Instant::now());
            }
            door.open
        });
        let end = Instant::now();
        assert!(!open, "it says that the door is open, and it is not");
        // From the knock on nobody else moves the clock. If it jumps by itself, then further than anybody
        // waits.
        if let Some(heard) = heard.filter(|&heard| heard < deadline) {
            let (left, late) = (deadline - heard, end - deadline);
            assert!(
                late.is_zero() || late > PATIENCE,
                "woken with {left:?} left, it waits {late:?} too long"
            );
            reach!("a knock before the deadline");
        }
        drop(door);
        other.join().unwrap();
    });
}
// ANCHOR_END: knock

#[test]
fn a_knock_makes_nobody_leave_early() {
    model(|| {
        let house = Arc::new(House::new());
        let theirs = Arc::clone(&house);
        let door = house.door.lock().unwrap();
        let deadline = Instant::now() + PATIENCE;
        let other = thread::spawn(move || knock(&theirs));
        let (door, open) = wait_until(&house.changed, door, deadline, |door| door.open);
        let end = Instant::now();
        assert!(!open, "it says that the door is open, and it is not");
        assert!(end >= deadline, "it leaves {:?} before the deadline", deadline - end);
        drop(door);
        other.join().unwrap();
    });
}

/// Knocks after more than half of the time. All that time the lock is held: if anybody waits, the time
/// passes during the wait.
fn knock(house: &House) {
    let mut door = house.door.lock().unwrap();
    thread::sleep(PATIENCE * 6 / 10);
    door.knocked = true;
    house.changed.notify_all();
}

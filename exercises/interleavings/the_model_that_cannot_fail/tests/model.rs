//! Each model, on what is right and on what it must not accept.

use interleave::hint;
use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use interleave::{assert_keeps, assert_refuses};

use the_model_that_cannot_fail as models;
use the_model_that_cannot_fail::{Counter, Gate, Mailbox, Seat};

#[path = "../src/given/announces_first.rs"]
mod announces_first;
#[path = "../src/given/loads_then_stores.rs"]
mod loads_then_stores;
#[path = "../src/given/looks_then_enters.rs"]
mod looks_then_enters;
#[path = "../src/given/looks_then_takes.rs"]
mod looks_then_takes;
#[path = "../src/given/looks_then_takes_it.rs"]
mod looks_then_takes_it;
#[path = "../src/given/retries_once.rs"]
mod retries_once;
#[path = "../src/given/starts_over.rs"]
mod starts_over;

/// A right counter.
struct Count(AtomicU32);

impl Counter for Count {
    fn new() -> Self {
        Count(AtomicU32::new(0))
    }

    fn increment(&self) {
        self.0.fetch_add(1, SeqCst);
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}

/// A right seat.
struct Chair(AtomicBool);

impl Seat for Chair {
    fn new() -> Self {
        Chair(AtomicBool::new(false))
    }

    fn take(&self) -> bool {
        !self.0.swap(true, SeqCst)
    }
}

/// A right mailbox.
struct Letterbox(Mutex<Option<u32>>);

impl Mailbox for Letterbox {
    fn new() -> Self {
        Letterbox(Mutex::new(None))
    }

    fn put(&self, letter: u32) {
        *self.0.lock().unwrap() = Some(letter);
    }

    fn take(&self) -> Option<u32> {
        self.0.lock().unwrap().take()
    }
}

/// A right gate.
struct Turnstile(AtomicBool);

impl Gate for Turnstile {
    fn new() -> Self {
        Turnstile(AtomicBool::new(false))
    }

    fn enter(&self) {
        while self.0.compare_exchange(false, true, SeqCst, SeqCst).is_err() {
            hint::spin_loop();
        }
    }

    fn leave(&self) {
        self.0.store(false, SeqCst);
    }
}

#[test]
fn what_is_right_keeps_every_model() {
    assert_keeps(|| {
        models::no_increment_is_lost::<Count>();
        models::a_seat_is_taken_once::<Chair>();
        models::a_letter_is_what_was_put::<Letterbox>();
        models::the_count_never_goes_down::<Count>();
        models::a_letter_is_taken_once::<Letterbox>();
        models::two_are_never_inside::<Turnstile>();
        models::none_is_lost_however_often_overtaken::<Count>();
    });
}

#[test]
fn no_increment_is_lost() {
    assert_refuses("loads_then_stores", models::no_increment_is_lost::<loads_then_stores::Given>);
}

#[test]
fn a_seat_is_taken_once() {
    assert_refuses("looks_then_takes", models::a_seat_is_taken_once::<looks_then_takes::Given>);
}

#[test]
fn a_letter_is_what_was_put() {
    assert_refuses("announces_first", models::a_letter_is_what_was_put::<announces_first::Given>);
}

#[test]
fn the_count_never_goes_down() {
    assert_refuses("starts_over", models::the_count_never_goes_down::<starts_over::Given>);
}

#[test]
fn a_letter_is_taken_once() {
    assert_refuses(
        "looks_then_takes_it",
        models::a_letter_is_taken_once::<looks_then_takes_it::Given>,
    );
}

#[test]
fn two_are_never_inside() {
    assert_refuses("looks_then_enters", models::two_are_never_inside::<looks_then_enters::Given>);
}

#[test]
fn none_is_lost_however_often_overtaken() {
    assert_refuses(
        "retries_once",
        models::none_is_lost_however_often_overtaken::<retries_once::Given>,
    );
}

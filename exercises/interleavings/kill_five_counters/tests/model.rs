//! The claims, on two counters that are right and on the five that are given.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{assert_keeps, assert_refuses};

use kill_five_counters::{Counter, claims};

#[path = "../src/given/answers_from_a_second_look.rs"]
mod answers_from_a_second_look;
#[path = "../src/given/begins_at_zero.rs"]
mod begins_at_zero;
#[path = "../src/given/remembers_a_look.rs"]
mod remembers_a_look;
#[path = "../src/given/retries_once.rs"]
mod retries_once;
#[path = "../src/given/starts_over.rs"]
mod starts_over;

/// Right: a lock around all.
struct Locked(Mutex<u32>);

impl Counter for Locked {
    fn new(start: u32) -> Self {
        Locked(Mutex::new(start))
    }

    fn increment(&self) -> u32 {
        let mut count = self.0.lock().unwrap();
        *count += 1;
        *count
    }

    fn value(&self) -> u32 {
        *self.0.lock().unwrap()
    }
}

/// Right: one step, which returns what was there before.
struct Atomic(AtomicU32);

impl Counter for Atomic {
    fn new(start: u32) -> Self {
        Atomic(AtomicU32::new(start))
    }

    fn increment(&self) -> u32 {
        self.0.fetch_add(1, SeqCst) + 1
    }

    fn value(&self) -> u32 {
        self.0.load(SeqCst)
    }
}

#[test]
fn what_is_right_keeps_every_claim() {
    assert_keeps(claims::<Locked>);
    assert_keeps(claims::<Atomic>);
}

#[test]
fn begins_at_zero_is_refused() {
    assert_refuses("begins_at_zero", claims::<begins_at_zero::Given>);
}

#[test]
fn retries_once_is_refused() {
    assert_refuses("retries_once", claims::<retries_once::Given>);
}

#[test]
fn answers_from_a_second_look_is_refused() {
    assert_refuses("answers_from_a_second_look", claims::<answers_from_a_second_look::Given>);
}

#[test]
fn starts_over_is_refused() {
    assert_refuses("starts_over", claims::<starts_over::Given>);
}

#[test]
fn remembers_a_look_is_refused() {
    assert_refuses("remembers_a_look", claims::<remembers_a_look::Given>);
}

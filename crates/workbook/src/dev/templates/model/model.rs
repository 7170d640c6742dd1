//! The claims, on one subject that is right and on those that are given.

use interleave::sync::Mutex;
use interleave::{assert_keeps, assert_refuses};

use template_slug::{Subject, claims};

#[path = "../src/given/begins_at_one.rs"]
mod begins_at_one;
#[path = "../src/given/looks_then_writes.rs"]
mod looks_then_writes;
#[path = "../src/given/starts_over.rs"]
mod starts_over;

/// One that is right.
struct Right(Mutex<u32>);

impl Subject for Right {
    fn new() -> Self {
        Right(Mutex::new(0))
    }

    fn offer(&self, number: u32) {
        let mut highest = self.0.lock().unwrap();
        *highest = number.max(*highest);
    }

    fn highest(&self) -> u32 {
        *self.0.lock().unwrap()
    }
}

#[test]
fn what_is_right_keeps_every_claim() {
    assert_keeps(claims::<Right>);
}

#[test]
fn begins_at_one_is_refused() {
    assert_refuses("begins_at_one", claims::<begins_at_one::Given>);
}

#[test]
fn looks_then_writes_is_refused() {
    assert_refuses("looks_then_writes", claims::<looks_then_writes::Given>);
}

#[test]
fn starts_over_is_refused() {
    assert_refuses("starts_over", claims::<starts_over::Given>);
}

//! The claims, on events that are right and on the seven that are not.

use interleave::sync::{Condvar, Mutex};
use interleave::{assert_keeps, assert_refuses};

use kill_seven_events::{Subject, claims};

#[path = "../src/given/locks_for_nothing.rs"]
mod locks_for_nothing;
#[path = "../src/given/looks_without_an_edge.rs"]
mod looks_without_an_edge;
#[path = "../src/given/opens_for_good.rs"]
mod opens_for_good;
#[path = "../src/given/sets_without_the_lock.rs"]
mod sets_without_the_lock;
#[path = "../src/given/unset_when_busy.rs"]
mod unset_when_busy;
#[path = "../src/given/waits_behind_its_lock.rs"]
mod waits_behind_its_lock;
#[path = "../src/given/waits_with_if.rs"]
mod waits_with_if;
#[path = "../src/given/wakes_one.rs"]
mod wakes_one;

/// An event as one would build it: the flag is in the lock.
struct Right {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Subject for Right {
    fn new() -> Self {
        Right { set: Mutex::new(false), changed: Condvar::new() }
    }

    fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    fn clear(&self) {
        *self.set.lock().unwrap() = false;
    }

    fn is_set(&self) -> bool {
        *self.set.lock().unwrap()
    }

    fn wait(&self) {
        let set = self.set.lock().unwrap();
        drop(self.changed.wait_while(set, |set| !*set).unwrap());
    }
}

#[test]
fn what_is_right_keeps_every_claim() {
    assert_keeps(claims::<Right>);
}

#[test]
fn locks_for_nothing_keeps_every_claim_too() {
    assert_keeps(claims::<locks_for_nothing::Given>);
}

#[test]
fn sets_without_the_lock_is_refused() {
    assert_refuses("sets_without_the_lock", claims::<sets_without_the_lock::Given>);
}

#[test]
fn waits_with_if_is_refused() {
    assert_refuses("waits_with_if", claims::<waits_with_if::Given>);
}

#[test]
fn wakes_one_is_refused() {
    assert_refuses("wakes_one", claims::<wakes_one::Given>);
}

#[test]
fn opens_for_good_is_refused() {
    assert_refuses("opens_for_good", claims::<opens_for_good::Given>);
}

#[test]
fn looks_without_an_edge_is_refused() {
    assert_refuses("looks_without_an_edge", claims::<looks_without_an_edge::Given>);
}

#[test]
fn waits_behind_its_lock_is_refused() {
    assert_refuses("waits_behind_its_lock", claims::<waits_behind_its_lock::Given>);
}

#[test]
fn unset_when_busy_is_refused() {
    assert_refuses("unset_when_busy", claims::<unset_when_busy::Given>);
}

//! Computes when the time will be up, and takes an hour for a limit that is too long for that. An hour goes by,
//! and then it says that there was not enough time.
//@ fails: with_all_the_time_in_the_world_it_waits_for_set: clock → 31622400s

use interleave::sync::{Condvar, Mutex};
use interleave::time::{Duration, Instant};

const AN_HOUR: Duration = Duration::from_secs(60 * 60);

pub struct Event {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Event { is_set: Mutex::new(false), changed: Condvar::new() }
    }

    pub fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        *self.is_set.lock().unwrap() = false;
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().unwrap()
    }

    pub fn wait(&self) {
        let mut is_set = self.is_set.lock().unwrap();
        while !*is_set {
            is_set = self.changed.wait(is_set).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let now = Instant::now();
        let end = now.checked_add(timeout).unwrap_or(now + AN_HOUR);
        let mut is_set = self.is_set.lock().unwrap();
        while !*is_set {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            is_set = self.changed.wait_timeout(is_set, left).unwrap().0;
        }
        *is_set
    }
}

//! What an event that threads wait for must do.

use event::Event;
use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::time::{Duration, Instant};
use interleave::{Model, model, reach, thread};

/// Some time limit: whether it is up is tried both ways, however long it is.
const A_WHILE: Duration = Duration::from_millis(1);

/// No condvar wakes a thread for no reason here: `wait_ends_with_set_and_for_no_other_reason` is
/// about that.
fn without_surprises() -> Model {
    Model::new().spurious_wakeups(0)
}

/// Answers that look again by the clock make some models large: they are not tried for long.
fn in_short() -> Model {
    Model::new().executions(20_000)
}

// ANCHOR: usage
#[test]
fn is_set_from_set_to_clear() {
    model(|| {
        let event = Event::new();
        assert!(!event.is_set(), "a new event is set");
        assert!(!event.wait_timeout(Duration::ZERO), "not set, and there was no time to wait");

        event.set();
        event.set(); // changes nothing
        assert!(event.wait_timeout(Duration::ZERO), "set, but there was no time to see it");
        event.wait();
        assert!(event.is_set(), "waiting used it up");

        event.clear();
        assert!(!event.is_set(), "still set after `clear`");
    });
}
// ANCHOR_END: usage

// ANCHOR: wait
/// A condvar may wake a thread for no reason. Here it does so up to twice.
#[test]
fn wait_ends_with_set_and_for_no_other_reason() {
    Model::new().spurious_wakeups(2).check(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let waiter = thread::spawn(move || {
            theirs.wait();
            assert!(theirs.is_set(), "`wait` came back, and nobody had set the event");
        });
        event.set();
        waiter.join().unwrap();
    });
}
// ANCHOR_END: wait

#[test]
fn set_wakes_all_who_wait() {
    in_short().check(|| {
        let event = Arc::new(Event::new());
        let (first, second) = (Arc::clone(&event), Arc::clone(&event));
        let first = thread::spawn(move || first.wait());
        let second = thread::spawn(move || {
            second.wait_timeout(Duration::MAX);
        });
        event.set();
        first.join().unwrap();
        second.join().unwrap();
    });
}

#[test]
fn a_cleared_event_is_waited_for_again() {
    without_surprises().check(|| {
        let event = Arc::new(Event::new());
        event.set();
        event.clear();
        let theirs = Arc::clone(&event);
        let setter = thread::spawn(move || theirs.set());
        event.wait();
        assert!(event.is_set(), "cleared, and `wait` came back before the next `set`");
        setter.join().unwrap();
    });
}

#[test]
fn who_waits_keeps_nobody_else_out() {
    without_surprises().check(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let waiter = thread::spawn(move || theirs.wait());
        event.clear(); // changes nothing
        assert!(!event.is_set(), "set, and nobody has set it");
        event.set();
        waiter.join().unwrap();
    });
}

#[test]
fn who_waits_does_not_hide_that_it_is_set() {
    model(|| {
        let event = Arc::new(Event::new());
        event.set();
        let theirs = Arc::clone(&event);
        let waiter = thread::spawn(move || theirs.wait());
        assert!(event.is_set(), "`is_set` denied a set event because another thread was there");
        waiter.join().unwrap();
    });
}

/// What one thread writes before it sets the event, and another reads after it.
struct Letter {
    text: UnsafeCell<u32>,
    written: Event,
}

// SAFETY: the text is written before `written` is set and read afterwards; that an event puts these
// in order is what the tests claim.
unsafe impl Sync for Letter {}

impl Letter {
    fn new() -> Self {
        Letter { text: UnsafeCell::new(0), written: Event::new() }
    }

    fn write(&self) {
        // SAFETY: nobody reads before the event is set.
        self.text.with_mut(|text| unsafe { *text = 7 });
        self.written.set();
    }

    fn read(&self) -> u32 {
        // SAFETY: called after the event was seen, and nobody writes any more.
        self.text.with(|text| unsafe { *text })
    }
}

#[test]
fn what_came_before_set_is_seen_after_wait() {
    without_surprises().check(|| {
        let letter = Arc::new(Letter::new());
        let theirs = Arc::clone(&letter);
        let writer = thread::spawn(move || theirs.write());
        letter.written.wait();
        assert_eq!(letter.read(), 7, "the text that was written before `set`");
        writer.join().unwrap();
    });
}

#[test]
fn what_came_before_set_is_seen_after_is_set() {
    model(|| {
        let letter = Arc::new(Letter::new());
        let theirs = Arc::clone(&letter);
        let writer = thread::spawn(move || theirs.write());
        if letter.written.is_set() {
            assert_eq!(letter.read(), 7, "the text that was written before `set`");
            reach!("`is_set` sees the event while the other thread still runs");
        }
        writer.join().unwrap();
    });
}

#[test]
fn what_came_before_set_is_seen_after_wait_timeout() {
    without_surprises().check(|| {
        let letter = Arc::new(Letter::new());
        let theirs = Arc::clone(&letter);
        let writer = thread::spawn(move || theirs.write());
        if letter.written.wait_timeout(A_WHILE) {
            assert_eq!(letter.read(), 7, "the text that was written before `set`");
        }
        writer.join().unwrap();
    });
}

#[test]
fn with_all_the_time_in_the_world_it_waits_for_set() {
    model(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let setter = thread::spawn(move || theirs.set());
        assert!(event.wait_timeout(Duration::MAX), "the time cannot have been up");
        setter.join().unwrap();
    });
}

#[test]
fn wait_timeout_says_true_only_if_it_is_set() {
    model(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let setter = thread::spawn(move || theirs.set());
        let begin = Instant::now();
        if event.wait_timeout(A_WHILE) {
            assert!(event.is_set(), "`wait_timeout` said `true`, and nobody had set the event");
            reach!("the event is set in time");
        } else {
            let waited = begin.elapsed();
            assert!(waited >= A_WHILE, "`wait_timeout` gave up after {waited:?} of {A_WHILE:?}");
            reach!("the time is up before the event is set");
        }
        setter.join().unwrap();
    });
}

/// No thread is interrupted here: the setter begins when the other one waits.
#[test]
fn set_ends_a_wait_before_its_time_is_up() {
    without_surprises().preemptions(0).check(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let setter = thread::spawn(move || theirs.set());
        let begin = Instant::now();
        if event.wait_timeout(A_WHILE) && begin.elapsed().is_zero() {
            reach!("`set` wakes who waits, and no time has passed");
        }
        setter.join().unwrap();
    });
}

/// Set and cleared at once after a pause: who waits wakes up for nothing, and then waits for the rest of
/// the time.
#[test]
fn the_time_counts_from_the_call() {
    const PAUSE: Duration = Duration::from_micros(600);
    // No thread is interrupted: who looks when the pulse is over has missed it.
    without_surprises().preemptions(0).check(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let early = Instant::now();
        let begin = Instant::now();
        let pulse = thread::spawn(move || {
            thread::sleep(PAUSE);
            theirs.set();
            theirs.clear();
        });
        event.wait_timeout(A_WHILE);
        let pulsed = pulse.is_finished();
        let waited = begin.elapsed();
        // The model's clock jumps once at most. Where it has done so at the beginning, it measures the wait.
        let jumped = begin - early > Duration::from_secs(24 * 60 * 60);
        if jumped && pulsed && waited != PAUSE + A_WHILE {
            reach!("after a wake-up for nothing it does not wait for the whole time again");
        }
        pulse.join().unwrap();
    });
}

#[test]
fn who_waits_longer_does_not_hold_up_who_has_a_time_limit() {
    in_short().check(|| {
        let event = Arc::new(Event::new());
        let theirs = Arc::clone(&event);
        let patient = thread::spawn(move || theirs.wait());
        event.wait_timeout(A_WHILE);
        event.set();
        patient.join().unwrap();
    });
}

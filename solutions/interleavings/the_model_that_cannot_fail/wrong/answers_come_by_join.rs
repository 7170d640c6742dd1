//! Needs no list: each thread returns its answer.
//@ passes: without the list there is no lock to keep the threads apart

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, reach, thread};

pub trait Counter: Send + Sync + 'static {
    fn new() -> Self;
    fn increment(&self);
    fn value(&self) -> u32;
}

pub trait Seat: Send + Sync + 'static {
    fn new() -> Self;
    fn take(&self) -> bool;
}

pub trait Mailbox: Send + Sync + 'static {
    fn new() -> Self;
    fn put(&self, letter: u32);
    fn take(&self) -> Option<u32>;
}

pub trait Gate: Send + Sync + 'static {
    fn new() -> Self;
    fn enter(&self);
    fn leave(&self);
}

pub fn no_increment_is_lost<C: Counter>() {
    model(|| {
        let counter = Arc::new(C::new());
        // All threads are started before the first is waited for.
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let counter = Arc::clone(&counter);
                thread::spawn(move || counter.increment())
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(counter.value(), 2, "an increment got lost");
    });
}

pub fn a_seat_is_taken_once<S: Seat>() {
    model(|| {
        let seat = Arc::new(S::new());
        let theirs = Arc::clone(&seat);
        let other = thread::spawn(move || theirs.take());
        let mine = seat.take();
        assert_ne!(mine, other.join().unwrap(), "one of the two gets it");
    });
}

pub fn a_letter_is_what_was_put<M: Mailbox>() {
    model(|| {
        let mailbox = Arc::new(M::new());
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || theirs.put(7));
        if let Some(letter) = mailbox.take() {
            reach!("a letter is taken while it may still be on its way");
            assert_eq!(letter, 7, "this is not what was put");
        }
        other.join().unwrap();
    });
}

pub fn the_count_never_goes_down<C: Counter>() {
    model(|| {
        let counter = Arc::new(C::new());
        counter.increment();
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.increment());
        assert!(counter.value() >= 1, "it was 1 already");
        other.join().unwrap();
    });
}

pub fn a_letter_is_taken_once<M: Mailbox>() {
    model(|| {
        let mailbox = Arc::new(M::new());
        mailbox.put(7);
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || theirs.take());
        let mine = mailbox.take();
        let other = other.join().unwrap();
        assert!(mine.is_none() || other.is_none(), "both have taken the letter");
    });
}

pub fn two_are_never_inside<G: Gate>() {
    model(|| {
        let gate = Arc::new(G::new());
        let inside = Arc::new(AtomicU32::new(0));
        let visit = |gate: &G, inside: &AtomicU32| {
            gate.enter();
            assert_eq!(inside.fetch_add(1, SeqCst), 0, "somebody is inside already");
            inside.fetch_sub(1, SeqCst);
            gate.leave();
        };
        let (theirs, count) = (Arc::clone(&gate), Arc::clone(&inside));
        let other = thread::spawn(move || visit(&theirs, &count));
        visit(&gate, &inside);
        other.join().unwrap();
    });
}

pub fn none_is_lost_however_often_overtaken<C: Counter>() {
    model(|| {
        let counter = Arc::new(C::new());
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || {
            // Twice: main may be overtaken, look again, and be overtaken again.
            theirs.increment();
            theirs.increment();
        });
        counter.increment();
        other.join().unwrap();
        assert_eq!(counter.value(), 3, "an increment got lost");
    });
}

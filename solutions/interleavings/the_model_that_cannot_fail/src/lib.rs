//! Seven models that hold for what is right, and for what is wrong as well.
//!
//! Each name says what its model is to find out. `src/given` has something wrong for each that it does
//! not notice. Repair the models: each must still hold for everything that is right.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{model, reach, thread};

/// Counts, for several threads.
pub trait Counter: Send + Sync + 'static {
    /// Makes a counter that begins at 0.
    fn new() -> Self;
    /// Adds one.
    fn increment(&self);
    /// Tells the count: it never goes down.
    fn value(&self) -> u32;
}

/// A seat for one.
pub trait Seat: Send + Sync + 'static {
    /// Makes a seat that is free.
    fn new() -> Self;
    /// Takes the seat if it is free, and tells whether it was.
    fn take(&self) -> bool;
}

/// Room for one letter.
pub trait Mailbox: Send + Sync + 'static {
    /// Makes a mailbox with no letter in it.
    fn new() -> Self;
    /// Puts the letter in. It is called once.
    fn put(&self, letter: u32);
    /// Takes the letter out, if it has been put there, and nobody else has taken it.
    fn take(&self) -> Option<u32>;
}

/// Lets one thread in at a time.
pub trait Gate: Send + Sync + 'static {
    /// Makes a gate with nobody inside.
    fn new() -> Self;
    /// Waits until nobody is inside, and goes in.
    fn enter(&self);
    /// Goes out.
    fn leave(&self);
}

/// No increment is lost.
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

/// A seat is taken once.
pub fn a_seat_is_taken_once<S: Seat>() {
    model(|| {
        let seat = Arc::new(S::new());
        let answers = Arc::new(Mutex::new(Vec::new()));
        let (theirs, list) = (Arc::clone(&seat), Arc::clone(&answers));
        let other = thread::spawn(move || {
            // The list is locked for the writing alone: nothing keeps the threads apart before.
            let taken = theirs.take();
            list.lock().unwrap().push(taken);
        });
        let taken = seat.take();
        answers.lock().unwrap().push(taken);
        other.join().unwrap();
        let taken = answers.lock().unwrap().iter().filter(|taken| **taken).count();
        assert_eq!(taken, 1, "so many have taken the one seat");
    });
}

/// A letter that is taken is the letter that was put.
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

/// The count never goes down.
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

/// A letter is taken once.
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

/// Two are never inside at once.
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

/// No increment is lost, however often a thread is overtaken.
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

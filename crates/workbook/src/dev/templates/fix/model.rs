//! What a seat that threads compete for must do.

use interleave::sync::Arc;
use interleave::{model, reach, thread};

use template_slug::Seat;

// ANCHOR: usage
#[test]
fn the_first_takes_it() {
    model(|| {
        let seat = Seat::free();
        assert_eq!(seat.owner(), None, "nobody has taken it yet");
        assert!(seat.take(0), "it was free");
        assert_eq!(seat.owner(), Some(0), "0 has taken it");
        assert!(!seat.take(8), "it was taken");
    });
}
// ANCHOR_END: usage

// ANCHOR: one
#[test]
fn one_of_two_gets_it() {
    model(|| {
        let seat = Arc::new(Seat::free());
        let theirs = Arc::clone(&seat);
        let other = thread::spawn(move || theirs.take(1));
        let mine = seat.take(2);
        let other = other.join().unwrap();
        assert!(mine || other, "nobody got it");
        assert!(!(mine && other), "both got it");
        if other {
            reach!("the other thread is the first");
        }
    });
}
// ANCHOR_END: one

#[test]
fn it_belongs_to_whoever_got_it() {
    model(|| {
        let seat = Arc::new(Seat::free());
        let theirs = Arc::clone(&seat);
        let other = thread::spawn(move || theirs.take(1));
        let mine = seat.take(2);
        // That both get it is the matter of another test.
        match (mine, other.join().unwrap()) {
            (true, false) => assert_eq!(seat.owner(), Some(2), "2 got it, and it is another's"),
            (false, true) => assert_eq!(seat.owner(), Some(1), "1 got it, and it is another's"),
            _ => {}
        }
    });
}

#[test]
fn who_only_looks_takes_nothing() {
    model(|| {
        let seat = Arc::new(Seat::free());
        let theirs = Arc::clone(&seat);
        let other = thread::spawn(move || theirs.owner());
        assert!(seat.take(2), "nobody else wanted it");
        if other.join().unwrap() == Some(2) {
            reach!("a look after it was taken");
        }
    });
}

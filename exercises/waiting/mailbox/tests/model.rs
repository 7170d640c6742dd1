//! What a mailbox must do for its owner and for those who send.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::time::{Duration, Instant};
use interleave::{Model, model, reach, thread};

use mailbox::Mailbox;

// ANCHOR: usage
#[test]
fn a_message_reaches_an_owner_that_waits() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || {
            assert_eq!(theirs.send(7), Ok(()), "there is room for a first message");
        });
        assert_eq!(mailbox.recv(), 7);
        other.join().unwrap();
    });
}
// ANCHOR_END: usage

#[test]
fn what_was_written_before_send_is_seen_after_recv() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let page = Arc::new(Page(UnsafeCell::new("empty")));
        let (theirs, written) = (Arc::clone(&mailbox), Arc::clone(&page));
        let other = thread::spawn(move || {
            written.write("a letter");
            assert!(theirs.send(()).is_ok(), "there is room for a first message");
        });
        mailbox.recv();
        assert_eq!(page.read(), "a letter");
        other.join().unwrap();
    });
}

#[test]
fn the_place_is_free_once_the_message_is_taken() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || {
            assert_eq!(theirs.send(1), Ok(()), "there is room for a first message");
            theirs.send(2).is_ok()
        });
        assert_eq!(mailbox.recv(), 1, "1 was sent before 2");
        if other.join().unwrap() {
            assert_eq!(mailbox.recv(), 2);
            reach!("a second message, sent after the owner took the first");
        } else {
            reach!("a second message that comes back, as the first is still there");
        }
    });
}

#[test]
fn of_two_that_send_at_once_one_has_its_message_back() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || theirs.send(2));
        let mine = mailbox.send(1);
        let theirs = other.join().unwrap();
        let message = mailbox.recv();
        match (mine, theirs) {
            (Ok(()), Err(2)) => {
                assert_eq!(message, 1, "2 came back");
                reach!("main is the one that sends");
            }
            (Err(1), Ok(())) => {
                assert_eq!(message, 2, "1 came back");
                reach!("the other thread is the one that sends");
            }
            (Ok(()), Ok(())) => panic!("two messages are in a place for one"),
            both => panic!("one of 1 and 2 comes back to its sender, but here {both:?}"),
        }
    });
}

#[test]
fn two_mailboxes_of_one_thread_share_its_token() {
    model(|| {
        let (news, bills) =
            (Arc::new(Mailbox::for_this_thread()), Arc::new(Mailbox::for_this_thread()));
        let (their_news, their_bills) = (Arc::clone(&news), Arc::clone(&bills));
        let other = thread::spawn(move || {
            assert_eq!(their_bills.send(2), Ok(()), "there is room for a first message");
            assert_eq!(their_news.send(1), Ok(()), "there is room for a first message");
        });
        assert_eq!(news.recv(), 1);
        assert_eq!(bills.recv(), 2, "its message came while the owner waited for another one");
        other.join().unwrap();
    });
}

#[test]
fn the_owner_waits_for_send_and_not_for_the_clock() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || theirs.send(7));
        let begin = Instant::now();
        assert_eq!(mailbox.recv(), 7);
        let passed = begin.elapsed();
        // In a model the clock moves on only by waits and sleeps whose time is up, and may jump once, far.
        let a_day = Duration::from_secs(24 * 60 * 60);
        assert!(passed.is_zero() || passed > a_day, "nothing woke the owner but the clock");
        assert_eq!(other.join().unwrap(), Ok(()), "there is room for a first message");
    });
}

#[test]
fn only_its_owner_may_receive() {
    // A thread that is refused at once does nothing that could be interleaved.
    Model::new().idle_threads().check(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        assert_eq!(mailbox.send(7), Ok(()), "there is room for a first message");
        let theirs = Arc::clone(&mailbox);
        let other = thread::spawn(move || theirs.recv());
        assert!(other.join().is_err(), "another thread received: `recv` must panic there");
        assert_eq!(mailbox.recv(), 7, "the message is still there");
    });
}

/// Neither the owner nor the stranger is the main thread, neither has a name, and each has a mailbox.
#[test]
fn who_owns_another_mailbox_may_not_receive_from_this_one() {
    Model::new().idle_threads().check(|| {
        let owner = thread::spawn(|| {
            let mailbox = Arc::new(Mailbox::for_this_thread());
            let theirs = Arc::clone(&mailbox);
            let stranger = thread::spawn(move || {
                let own = Mailbox::for_this_thread();
                assert_eq!(own.send(1), Ok(()), "there is room for a first message");
                theirs.recv()
            });
            assert!(stranger.join().is_err(), "another thread received: `recv` must panic there");
            assert_eq!(mailbox.send(7), Ok(()), "there is room for a first message");
            assert_eq!(mailbox.recv(), 7);
        });
        owner.join().unwrap();
    });
}

#[test]
fn a_message_that_nobody_takes_is_dropped_with_the_mailbox() {
    model(|| {
        let mailbox = Arc::new(Mailbox::for_this_thread());
        let letter = Arc::new("a letter");
        let (theirs, message) = (Arc::clone(&mailbox), Arc::clone(&letter));
        let other = thread::spawn(move || {
            assert!(theirs.send(message).is_ok(), "there is room for a first message");
        });
        other.join().unwrap();
        drop(mailbox);
        assert_eq!(Arc::strong_count(&letter), 1, "the mailbox is gone, and its message is not");
    });
}

/// A plain value: nothing but the mailbox puts writing and reading in order.
struct Page(UnsafeCell<&'static str>);

// SAFETY: the sender writes before `send`, the owner reads after `recv`. If that is no order, the model
// fails before the access is done.
unsafe impl Sync for Page {}

impl Page {
    fn write(&self, text: &'static str) {
        // SAFETY: as above.
        self.0.with_mut(|page| unsafe { *page = text });
    }

    fn read(&self) -> &'static str {
        // SAFETY: as above.
        self.0.with(|page| unsafe { *page })
    }
}

//! Messages that nobody receives, where the model says that each must be.

use interleave::sync::mpsc::{SyncSender, channel, sync_channel};
use interleave::{Model, thread};

fn strict(program: fn()) -> Result<(), &'static str> {
    let checked = Model::new().every_message_received().try_check(program);
    checked.map(|_| ()).map_err(|report| report.kind())
}

fn dropped_by_the_receiver() {
    let (tx, rx) = channel();
    tx.send(1).unwrap();
    drop(rx);
}

#[test]
fn a_message_in_a_dropped_channel_is_no_failure_by_default() {
    Model::new().try_check(dropped_by_the_receiver).expect("as std does it");
}

#[test]
fn a_message_in_a_dropped_channel_is_a_leak_where_the_model_says_so() {
    assert_eq!(strict(dropped_by_the_receiver), Err("leak"));
}

#[test]
fn a_channel_that_is_emptied_leaves_nothing() {
    let program = || {
        let (tx, rx) = channel();
        let other = thread::spawn(move || (0..2).for_each(|n| tx.send(n).unwrap()));
        assert_eq!(rx.iter().sum::<u32>(), 1);
        other.join().unwrap();
    };
    assert_eq!(strict(program), Ok(()));
}

#[test]
fn a_message_that_comes_back_was_never_sent() {
    let program = || {
        let (tx, rx) = channel();
        drop(rx);
        assert_eq!(tx.send(1).unwrap_err().0, 1);
    };
    assert_eq!(strict(program), Ok(()));
}

/// Only in some executions: the receiver looks once, and may look too early.
#[test]
fn a_receiver_that_looks_once_may_leave_a_message() {
    let program = || {
        let (tx, rx) = channel();
        let other = thread::spawn(move || _ = tx.send(1));
        let _ = rx.try_recv();
        drop(rx);
        other.join().unwrap();
    };
    assert_eq!(strict(program), Err("leak"));
}

fn rendezvous(send: fn(&SyncSender<u32>)) {
    let (tx, rx) = sync_channel(0);
    let other = thread::spawn(move || send(&tx));
    drop(rx);
    other.join().unwrap();
}

#[test]
fn an_offer_that_nobody_takes_comes_back() {
    assert_eq!(strict(|| rendezvous(|tx| assert!(tx.send(1).is_err()))), Ok(()));
    assert_eq!(strict(|| rendezvous(|tx| assert!(tx.try_send(1).is_err()))), Ok(()));
}

#[test]
fn a_bounded_channel_holds_messages_like_any_other() {
    let program = || {
        let (tx, rx) = sync_channel(2);
        tx.send(1).unwrap();
        tx.send(2).unwrap();
        assert_eq!(rx.recv(), Ok(1));
    };
    assert_eq!(strict(program), Err("leak"));
}

//! Rows for <https://doc.rust-lang.org/std/sync/mpsc/fn.sync_channel.html>, and for the
//! [`SyncSender`](https://doc.rust-lang.org/std/sync/mpsc/struct.SyncSender.html).

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use super::start;
use crate::{Row, row};

/// Runs the first function with the sender on a thread of its own while the second one has the
/// receiver here. Returns what the two return.
fn through<A: Send + 'static, B>(
    bound: usize,
    send: impl FnOnce(SyncSender<i32>) -> A + Send + 'static,
    receive: impl FnOnce(Receiver<i32>) -> B,
) -> (A, B) {
    let (sender, receiver) = sync_channel(bound);
    let other = start(move || send(sender));
    let received = receive(receiver);
    (other.join().unwrap(), received)
}

/// How many sends have returned before the first message is received.
fn sends_ahead(bound: usize) -> u32 {
    let sent = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&sent);
    let ((), ahead) = through(
        bound,
        move |sender| {
            for value in [1, 2] {
                sender.send(value).unwrap();
                theirs.fetch_add(1, SeqCst);
            }
        },
        |receiver| {
            let ahead = sent.load(SeqCst);
            receiver.recv().unwrap();
            receiver.recv().unwrap();
            ahead
        },
    );
    ahead
}

/// What a send says, with the value that it gives back.
fn send(sender: &SyncSender<i32>, value: i32) -> String {
    sender.send(value).map_or_else(|error| format!("Err({})", error.0), |()| "Ok".to_owned())
}

/// What a try_send says, with the value that it gives back.
fn try_send(sender: &SyncSender<i32>, value: i32) -> String {
    match sender.try_send(value) {
        Ok(()) => "Ok".to_owned(),
        Err(TrySendError::Full(value)) => format!("Full({value})"),
        Err(TrySendError::Disconnected(value)) => format!("Disconnected({value})"),
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "with room for two, two sends may return before a message is received",
        "send will block if there is no space in the internal buffer",
        &["0", "1", "2"],
        || sends_ahead(2).to_string(),
    ),
    row(
        "with room for one, one send may return before a message is received",
        "future sends will block waiting for the buffer to open up",
        &["0", "1"],
        || sends_ahead(1).to_string(),
    ),
    row(
        "without room no send returns before its message is received",
        "each send will not return until a recv is paired with it",
        &["0"],
        || sends_ahead(0).to_string(),
    ),
    row(
        "messages arrive in their order, with and without a buffer",
        "will become available on the Receiver in the same order as it was sent",
        &["[1, 2, 3] [1, 2, 3]"],
        || {
            let pass = |bound: usize| {
                let ((), seen) = through(
                    bound,
                    |sender| [1, 2, 3].into_iter().for_each(|value| sender.send(value).unwrap()),
                    |receiver| receiver.iter().collect::<Vec<_>>(),
                );
                seen
            };
            format!("{:?} {:?}", pass(0), pass(1))
        },
    ),
    row(
        "two senders that meet one receiver come in any order",
        "The SyncSender can be cloned to send to the same channel multiple times",
        &["[1, 2]", "[2, 1]"],
        || {
            let (sender, receiver) = sync_channel(0);
            let senders = [1, 2].map(|value| {
                let sender = sender.clone();
                start(move || sender.send(value).unwrap())
            });
            drop(sender);
            let seen: Vec<_> = receiver.iter().collect();
            senders.into_iter().for_each(|sender| sender.join().unwrap());
            format!("{seen:?}")
        },
    ),
    row(
        "try_send fills the buffer, then gives the value back until there is room",
        "returning immediately if the channel’s buffer is full",
        &["Ok Full(2) 1 Ok"],
        || {
            let (sender, receiver) = sync_channel(1);
            let (first, second) = (try_send(&sender, 1), try_send(&sender, 2));
            let received = receiver.recv().unwrap();
            format!("{first} {second} {received} {}", try_send(&sender, 3))
        },
    ),
    row(
        "try_send without a receiver gives the value back",
        "The data is returned back to the callee in this case.",
        &["Disconnected(1) Disconnected(1)"],
        || {
            let alone = |bound: usize| {
                let (sender, receiver) = sync_channel(bound);
                drop(receiver);
                try_send(&sender, 1)
            };
            format!("{} {}", alone(0), alone(1))
        },
    ),
    row(
        "a full channel that loses its receiver is disconnected, not full",
        "This sync_channel’s receiving half has disconnected, so the data could not be sent.",
        &["Full(2) Disconnected(2)"],
        || {
            let (sender, receiver) = sync_channel(1);
            sender.send(1).unwrap();
            let full = try_send(&sender, 2);
            drop(receiver);
            format!("{full} {}", try_send(&sender, 2))
        },
    ),
    row(
        "a try_send without room succeeds only if a receiver waits",
        "there is no Receiver available to acquire the data",
        &["Full(1)"],
        || {
            let (sender, _receiver) = sync_channel(0);
            try_send(&sender, 1)
        },
    ),
    row(
        "a try_send beside a receiver meets it or not",
        "if the channel’s buffer is full or no receiver is waiting to acquire some data",
        &["Full(1) Err(RecvError)", "Ok Ok(1)"],
        || {
            let (sent, seen) =
                through(0, |sender| try_send(&sender, 1), |receiver| receiver.recv());
            format!("{sent} {seen:?}")
        },
    ),
    row(
        "a try_recv beside a send without room meets it or not",
        "guarantees that the receiver has indeed received the data if this function returns success",
        &["Err(1) Err(Empty)", "Ok Ok(1)"],
        || {
            let (sent, seen) =
                through(0, |sender| send(&sender, 1), |receiver| receiver.try_recv());
            format!("{sent} {seen:?}")
        },
    ),
    row(
        "a send that waits for a receiver errs when that leaves",
        "it may return Err if the Receiver has disconnected and is no longer able to receive",
        &["Err(1)"],
        || through(0, |sender| send(&sender, 1), drop).0,
    ),
    row(
        "a send that waits for room errs when the receiver leaves",
        "it may return Err if the Receiver has disconnected",
        &["Err(1), Err(2)", "Ok, Err(2)"],
        || {
            let send = |sender: SyncSender<i32>| [send(&sender, 1), send(&sender, 2)].join(", ");
            through(1, send, drop).0
        },
    ),
    row(
        "a send into a buffer succeeds although the receiver leaves, or errs",
        "a successful send does not guarantee that the receiver will ever see the data",
        &["Err(1)", "Ok"],
        || through(1, |sender| send(&sender, 1), drop).0,
    ),
    row(
        "what is in the buffer at the hang-up is still received",
        "Items may be enqueued in the internal buffer for the receiver to receive at a later time.",
        &["Ok(1) Ok(2) Err(RecvError)"],
        || {
            let (sender, receiver) = sync_channel(2);
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            drop(sender);
            [(); 3].map(|()| format!("{:?}", receiver.recv())).join(" ")
        },
    ),
    row(
        "a hang-up wakes who waits for a sender to meet",
        "If the SyncSender is disconnected while trying to recv, the recv method will return a RecvError",
        &["Err(RecvError)"],
        || format!("{:?}", through(0, drop, |receiver| receiver.recv()).1),
    ),
];

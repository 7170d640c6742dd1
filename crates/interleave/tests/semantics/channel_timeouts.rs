//! Rows for `recv_timeout` of <https://doc.rust-lang.org/std/sync/mpsc/struct.Receiver.html>.
//!
//! A timeout may elapse at any time: how long it is decides nothing.

use super::lib::sync::mpsc::{channel, sync_channel};
use super::lib::time::Duration;
use super::start;
use crate::{Row, row};

const SHORT: Duration = Duration::from_micros(20);

pub(crate) const ROWS: &[Row] = &[
    row(
        "a message that is there is received, without a timeout",
        "always block the current thread if there is no data available [reading: and only then]",
        &["Ok(1)"],
        || {
            let (sender, receiver) = channel();
            sender.send(1).unwrap();
            format!("{:?}", receiver.recv_timeout(SHORT))
        },
    ),
    row(
        "an empty channel times out",
        "This channel is currently empty, but the Sender(s) have not yet disconnected",
        &["Err(Timeout)"],
        || {
            let (_sender, receiver) = channel::<i32>();
            format!("{:?}", receiver.recv_timeout(SHORT))
        },
    ),
    row(
        "a closed channel does not time out",
        "The channel’s sending half has become disconnected",
        &["Ok(1) Err(Disconnected)"],
        || {
            let (sender, receiver) = channel();
            sender.send(1).unwrap();
            drop(sender);
            format!("{:?} {:?}", receiver.recv_timeout(SHORT), receiver.recv_timeout(SHORT))
        },
    ),
    row(
        "a recv_timeout beside a sender gets the message or times out",
        "or if it waits more than timeout",
        &["Err(Timeout)", "Ok(1)"],
        || {
            let (sender, receiver) = channel();
            let other = start(move || sender.send(1));
            let seen = receiver.recv_timeout(SHORT);
            let _ = other.join().unwrap();
            format!("{seen:?}")
        },
    ),
    row(
        "a recv_timeout beside a sender that leaves times out or finds the channel closed",
        "or it disconnects while this call is blocking, this call will wake up and return Err",
        &["Err(Disconnected)", "Err(Timeout)"],
        || {
            let (sender, receiver) = channel::<i32>();
            let other = start(move || drop(sender));
            let seen = receiver.recv_timeout(SHORT);
            other.join().unwrap();
            format!("{seen:?}")
        },
    ),
    row(
        "after a timeout the message can still be received",
        "The channel conceptually has an infinite buffer.",
        &["Err(Timeout) Ok(1)", "Ok(1) Err(RecvError)"],
        || {
            let (sender, receiver) = channel();
            let other = start(move || sender.send(1));
            let (first, second) = (receiver.recv_timeout(SHORT), receiver.recv());
            let _ = other.join().unwrap();
            format!("{first:?} {second:?}")
        },
    ),
    row(
        "a receiver that times out does not take part in a rendezvous",
        "it guarantees that the receiver has indeed received the data if this function returns success",
        &["Err(1) Err(Timeout)", "Ok Ok(1)"],
        || {
            let (sender, receiver) = sync_channel(0);
            let other = start(move || sender.send(1));
            let seen = receiver.recv_timeout(SHORT);
            drop(receiver);
            match other.join().unwrap() {
                Ok(()) => format!("Ok {seen:?}"),
                Err(error) => format!("Err({}) {seen:?}", error.0),
            }
        },
    ),
    row(
        "a timeout of nothing takes what is there",
        "Attempts to wait for a value on this receiver",
        &["Ok(1) Err(Timeout)"],
        || {
            let (sender, receiver) = sync_channel(1);
            sender.send(1).unwrap();
            let (first, second) =
                (receiver.recv_timeout(Duration::ZERO), receiver.recv_timeout(Duration::ZERO));
            format!("{first:?} {second:?}")
        },
    ),
];

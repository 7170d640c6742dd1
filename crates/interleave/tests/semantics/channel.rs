//! Rows for <https://doc.rust-lang.org/std/sync/mpsc/fn.channel.html>, and for the
//! [`Sender`](https://doc.rust-lang.org/std/sync/mpsc/struct.Sender.html) and the
//! [`Receiver`](https://doc.rust-lang.org/std/sync/mpsc/struct.Receiver.html), without timeouts.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use super::start;
use super::support::caught;
use crate::{Row, row};

/// Runs the first function with the sender on a thread of its own while the second one has the
/// receiver here. Returns what the two return.
fn through<A: Send + 'static, B>(
    send: impl FnOnce(Sender<i32>) -> A + Send + 'static,
    receive: impl FnOnce(Receiver<i32>) -> B,
) -> (A, B) {
    let (sender, receiver) = channel();
    let other = start(move || send(sender));
    let received = receive(receiver);
    (other.join().unwrap(), received)
}

/// Counts how often it is dropped.
#[derive(Debug)]
struct Counted(Arc<AtomicU32>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a receiver gets what was sent",
        "recv will block until a message is available",
        &["Ok(1)"],
        || {
            let (_, seen) = through(|sender| sender.send(1), |receiver| receiver.recv());
            format!("{seen:?}")
        },
    ),
    row(
        "messages of one sender arrive in their order",
        "All data sent on the Sender will become available on the Receiver in the same order",
        &["[1, 2, 3]"],
        || {
            let ((), seen) = through(
                |sender| [1, 2, 3].into_iter().for_each(|value| sender.send(value).unwrap()),
                |receiver| [(); 3].map(|()| receiver.recv().unwrap()),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "messages of two senders merge in any way that keeps the order of each",
        "The Sender can be cloned to send to the same channel multiple times",
        &["[1, 2, 3]", "[1, 3, 2]", "[3, 1, 2]"],
        || {
            let (sender, receiver) = channel();
            let clone = sender.clone();
            let other = start(move || {
                clone.send(1).unwrap();
                clone.send(2).unwrap();
            });
            sender.send(3).unwrap();
            other.join().unwrap();
            drop(sender);
            format!("{:?}", receiver.iter().collect::<Vec<_>>())
        },
    ),
    row(
        "a send does not block, whether anybody receives or not",
        "no send will block the calling thread (this channel has an “infinite buffer”",
        &["Ok(()) Ok(()) Ok(())"],
        || {
            let (sender, _receiver) = channel();
            let sent = [1, 2, 3].map(|value| format!("{:?}", sender.send(value)));
            sent.join(" ")
        },
    ),
    row(
        "a recv without senders errs",
        "to indicate that no more messages can ever be received on this channel",
        &["Err(RecvError)"],
        || {
            let (sender, receiver) = channel::<i32>();
            drop(sender);
            format!("{:?}", receiver.recv())
        },
    ),
    row(
        "a hang-up wakes who receives",
        "or it disconnects while this call is blocking, this call will wake up and return Err",
        &["Err(RecvError)"],
        || {
            let ((), seen) = through(drop, |receiver| receiver.recv());
            format!("{seen:?}")
        },
    ),
    row(
        "what was sent before the hang-up is still received",
        "messages sent before the disconnect will still be properly received",
        &["Ok(1) Ok(2) Err(RecvError)"],
        || {
            let (sender, receiver) = channel();
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            drop(sender);
            [(); 3].map(|()| format!("{:?}", receiver.recv())).join(" ")
        },
    ),
    row(
        "a sender that panics hangs up, and its messages stay",
        "messages sent before the disconnect will still be properly received",
        &["Ok(1) Err(RecvError)"],
        || {
            let send = |sender: Sender<i32>| {
                let panicked = caught(move || {
                    sender.send(1).unwrap();
                    panic!("on purpose");
                });
                assert!(panicked.is_err());
            };
            let ((), seen) =
                through(send, |receiver| [(); 2].map(|()| format!("{:?}", receiver.recv())));
            seen.join(" ")
        },
    ),
    row(
        "the channel is open as long as a clone of the sender lives",
        "all senders (the original and its clones) need to be dropped for the receiver to stop blocking",
        &["Err(Empty) Ok(1) Err(Disconnected)"],
        || {
            let (sender, receiver) = channel();
            let clone = sender.clone();
            drop(sender);
            let open = receiver.try_recv();
            clone.send(1).unwrap();
            drop(clone);
            format!("{open:?} {:?} {:?}", receiver.try_recv(), receiver.try_recv())
        },
    ),
    row(
        "a send without a receiver errs with the value",
        "An unsuccessful send would be one where the corresponding receiver has already been deallocated.",
        &["1"],
        || {
            let (sender, receiver) = channel();
            drop(receiver);
            sender.send(1).unwrap_err().0.to_string()
        },
    ),
    row(
        "a send beside a receiver that leaves succeeds or errs",
        "It is possible for the corresponding receiver to hang up immediately after this function returns Ok.",
        &["Err(1)", "Ok"],
        || {
            let (sent, ()) = through(|sender| sender.send(1), drop);
            sent.map_or_else(|error| format!("Err({})", error.0), |()| "Ok".to_owned())
        },
    ),
    row(
        "a message that nobody received is dropped, once",
        "a return value of Ok does not mean that the data will be received",
        &["1"],
        || {
            let drops = Arc::new(AtomicU32::new(0));
            let (sender, receiver) = channel();
            let message = Counted(Arc::clone(&drops));
            let other = start(move || drop(sender.send(message)));
            drop(receiver);
            other.join().unwrap();
            drops.load(SeqCst).to_string()
        },
    ),
    row(
        "a try_recv beside a sender that sends and leaves finds the message or nothing yet",
        "this will always return immediately with a possible option of pending data on the channel",
        &["Err(Empty)", "Ok(1)"],
        || {
            let (_, seen) =
                through(|sender| sender.send(1).is_ok(), |receiver| receiver.try_recv());
            format!("{seen:?}")
        },
    ),
    row(
        "a try_recv beside a sender that leaves finds an empty or a closed channel",
        "this function has two failure cases instead of one",
        &["Err(Disconnected)", "Err(Empty)"],
        || {
            let ((), seen) = through(drop, |receiver| receiver.try_recv());
            format!("{seen:?}")
        },
    ),
    row(
        "a channel is disconnected only when it is empty as well",
        "there will never be any more data received on it",
        &["Ok(1) true"],
        || {
            let (sender, receiver) = channel();
            sender.send(1).unwrap();
            drop(sender);
            let first = receiver.try_recv();
            format!("{first:?} {}", receiver.try_recv() == Err(TryRecvError::Disconnected))
        },
    ),
    row(
        "iter ends when the senders have hung up",
        "None will be returned when the corresponding channel has hung up",
        &["[1, 2]"],
        || {
            let ((), seen) = through(
                |sender| [1, 2].into_iter().for_each(|value| sender.send(value).unwrap()),
                |receiver| receiver.iter().collect::<Vec<_>>(),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "into_iter ends when the senders have hung up",
        "An owning iterator over messages on a Receiver, created by into_iter.",
        &["[1, 2]"],
        || {
            let ((), seen) = through(
                |sender| [1, 2].into_iter().for_each(|value| sender.send(value).unwrap()),
                |receiver| receiver.into_iter().collect::<Vec<_>>(),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "try_iter gives what is there and does not wait",
        "It will return None if there are no more pending values or if the channel has hung up.",
        &["[1, 2] []"],
        || {
            let (sender, receiver) = channel();
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            let pending: Vec<_> = receiver.try_iter().collect();
            format!("{pending:?} {:?}", receiver.try_iter().collect::<Vec<_>>())
        },
    ),
    row(
        "try_iter beside a sender gives a beginning of what is sent",
        "an iterator that will attempt to yield all pending values",
        &["[1, 2]", "[1]", "[]"],
        || {
            let (_, seen) = through(
                |sender| [1, 2].map(|value| sender.send(value).is_ok()),
                |receiver| receiver.try_iter().collect::<Vec<_>>(),
            );
            format!("{seen:?}")
        },
    ),
    row(
        "what is done before a send has been done after the recv",
        "Once a message is sent to the corresponding Sender (or SyncSender), this receiver will wake up",
        &["1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let ((), seen) = through(
                move |sender| {
                    theirs.store(1, SeqCst);
                    sender.send(1).unwrap();
                },
                move |receiver| {
                    receiver.recv().unwrap();
                    value.load(SeqCst)
                },
            );
            seen.to_string()
        },
    ),
];

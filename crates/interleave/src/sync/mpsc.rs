//! Channels: many senders, one receiver; std's, and in a model the explorer's.
//!
//! In a model a send, a receive, and dropping either end are steps. A receive with a time limit
//! may come back empty-handed at any time at which nothing is there. Messages that are there are
//! received after the last sender has left, and a message that nobody can receive any more is
//! given back. What makes room in a bounded channel happens before the send that takes it.

use super::mpsc_end::{End, Failed};
use crate::engine;
use crate::machine::channel::Act;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::mpsc as real;
use std::time::Duration;

pub use real::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// Makes a channel that holds any number of messages.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    match End::pair(None, engine::here()) {
        Some((sender, receiver)) => (
            Sender(Place::Model(sender)),
            Receiver { place: Place::Model(receiver), not_sync: PhantomData },
        ),
        None => {
            let (sender, receiver) = real::channel();
            let place = Place::Real(receiver);
            (Sender(Place::Real(sender)), Receiver { place, not_sync: PhantomData })
        }
    }
}

/// Makes a channel that holds up to `bound` messages. With none, each send waits until its message
/// is received.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    match End::pair(Some(bound), engine::here()) {
        Some((sender, receiver)) => (
            SyncSender(Place::Model(sender)),
            Receiver { place: Place::Model(receiver), not_sync: PhantomData },
        ),
        None => {
            let (sender, receiver) = real::sync_channel(bound);
            let place = Place::Real(receiver);
            (SyncSender(Place::Real(sender)), Receiver { place, not_sync: PhantomData })
        }
    }
}

/// An end of a channel, in either world.
enum Place<R, T> {
    Real(R),
    Model(End<T>),
}

/// The sending end of an unbounded channel.
pub struct Sender<T>(Place<real::Sender<T>, T>);

/// The sending end of a bounded channel.
pub struct SyncSender<T>(Place<real::SyncSender<T>, T>);

/// The receiving end of a channel.
pub struct Receiver<T> {
    place: Place<real::Receiver<T>, T>,
    /// As std's: it can be sent to another thread, not shared with one.
    not_sync: PhantomData<std::cell::Cell<()>>,
}

// As std's: a message that a panic leaves half moved is nobody's.
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for SyncSender<T> {}
impl<T> RefUnwindSafe for SyncSender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl<T> Sender<T> {
    /// Sends a message. Never waits.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            Place::Real(sender) => sender.send(message),
            Place::Model(end) => end.send(message, engine::here()).map_err(SendError),
        }
    }
}

impl<T> SyncSender<T> {
    /// Sends a message; waits while the channel is full, in a rendezvous until it is received.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            Place::Real(sender) => sender.send(message),
            Place::Model(end) => end.send(message, engine::here()).map_err(SendError),
        }
    }

    /// Sends a message, if there is room for it; in a rendezvous if the receiver waits.
    ///
    /// # Errors
    /// The message, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        match &self.0 {
            Place::Real(sender) => sender.try_send(message),
            Place::Model(end) => {
                end.try_send(message, engine::here()).map_err(|(message, why)| match why {
                    Failed::NotNow => TrySendError::Full(message),
                    Failed::Gone => TrySendError::Disconnected(message),
                })
            }
        }
    }
}

impl<T> Receiver<T> {
    /// Takes the next message; waits for it.
    ///
    /// # Errors
    /// If there is none and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        match &self.place {
            Place::Real(receiver) => receiver.recv(),
            Place::Model(end) => end.recv(Act::Recv, engine::here()).map_err(|_| RecvError),
        }
    }

    /// Takes the next message, if there is one.
    ///
    /// # Errors
    /// If there is none; also says whether all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match &self.place {
            Place::Real(receiver) => receiver.try_recv(),
            Place::Model(end) => end.take(Act::TryRecv, engine::here()).map_err(|why| match why {
                Failed::NotNow => TryRecvError::Empty,
                Failed::Gone => TryRecvError::Disconnected,
            }),
        }
    }

    /// Takes the next message; waits for it, but no longer than this. In a model the time may be up
    /// whenever there is no message.
    ///
    /// # Errors
    /// If none has come; also says whether all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        match &self.place {
            Place::Real(receiver) => receiver.recv_timeout(timeout),
            Place::Model(end) => {
                let wait = match crate::time::limit(timeout) {
                    Some(nanos) => Act::RecvTimeout { nanos },
                    None => Act::Recv,
                };
                end.recv(wait, engine::here()).map_err(|why| match why {
                    Failed::NotNow => RecvTimeoutError::Timeout,
                    Failed::Gone => RecvTimeoutError::Disconnected,
                })
            }
        }
    }

    /// The messages, until all senders are gone. Waits for each.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// The messages that are there. Does not wait.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }
}

/// Iterator of [`Receiver::iter`].
#[derive(Debug)]
pub struct Iter<'a, T>(&'a Receiver<T>);

/// Iterator of [`Receiver::try_iter`].
#[derive(Debug)]
pub struct TryIter<'a, T>(&'a Receiver<T>);

/// Iterator over all messages, which owns the receiver.
#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender(match &self.0 {
            Place::Real(sender) => Place::Real(sender.clone()),
            Place::Model(end) => Place::Model(end.another()),
        })
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        SyncSender(match &self.0 {
            Place::Real(sender) => Place::Real(sender.clone()),
            Place::Model(end) => Place::Model(end.another()),
        })
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

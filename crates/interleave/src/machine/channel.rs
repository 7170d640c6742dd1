//! The channel: unbounded, bounded, and the rendezvous, whose bound is zero.
//!
//! The state counts; the messages themselves lie in the primitive, which moves them in the same
//! step. Messages are numbered in the order in which they are sent, and received in that order.
//!
//! A *rendezvous* holds nothing: a message is offered, and its sender waits until it is taken. A
//! receiver that finds no offer waits visibly, for `try_send` succeeds exactly while one waits.
//!
//! Edges: a send happens before the receive of its message; a hang-up before its being noticed; in
//! a bounded channel the receive that makes room before the send that takes it (so a channel can
//! serve as a semaphore), and in a rendezvous the receive before the return of the send.

use super::{Answer, Scene};
use crate::seeded::{Bug, seeded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Done, with the number of the message; or nobody is left to receive it.
    Send,
    /// Not done: full (0), or nobody is left (1).
    TrySend,
    /// In a rendezvous: this message has been taken. Not done: nobody is left to take it.
    Taken {
        message: usize,
    },
    /// Done, or nobody is left to send.
    Recv,
    /// In a rendezvous: takes an offer (0), learns that nobody is left (1), or begins to wait (2).
    Await,
    /// Not done: empty (0), or nobody is left to send (1).
    TryRecv,
    /// As `TryRecv`, at the end of its patience.
    RecvTimeout {
        nanos: u64,
    },
    DropSender,
    DropReceiver,
}

impl Act {
    pub(super) fn is_attempt(self) -> bool {
        matches!(self, Act::TrySend | Act::TryRecv | Act::RecvTimeout { .. } | Act::Await)
    }

    /// Done to the sending end.
    pub(crate) fn is_of_sender(self) -> bool {
        matches!(self, Act::Send | Act::TrySend | Act::Taken { .. } | Act::DropSender)
    }

    pub(super) fn may_block(self) -> bool {
        matches!(self, Act::Send | Act::Taken { .. } | Act::Recv)
    }
}

/// Senders are only counted: the last one's leaving is noticed by receivers alone.
pub(super) fn commute(a: Act, b: Act) -> bool {
    let sends = |act| matches!(act, Act::Send | Act::TrySend | Act::Taken { .. } | Act::DropSender);
    (a == Act::DropSender && sends(b)) || (b == Act::DropSender && sends(a))
}

/// What decides who has to wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge {
    bound: Option<usize>,
    sent: usize,
    received: usize,
    senders: bool,
    receiver: bool,
}

impl Gauge {
    pub(super) fn allows(self, act: Act) -> bool {
        let messages = self.sent - self.received;
        match act {
            // An offer can always be made.
            Act::Send => {
                !self.receiver || self.bound.is_none_or(|most| most == 0 || messages < most)
            }
            Act::Taken { message } => self.received > message || !self.receiver,
            Act::Recv => messages > 0 || !self.senders,
            _ => true,
        }
    }
}

/// Whether `a`, done in the state `before_a`, and `b`, done in the state `before_b`, have nothing to
/// do with each other, although other actions of their kind have.
///
/// A send and a receive meet in one message, or in the place that the receive makes for the send. A
/// receiver that finds its message does not notice a sender's leaving.
pub(super) fn independent(a: Act, before_a: Gauge, b: Act, before_b: Gauge) -> bool {
    let receives = |act| matches!(act, Act::Recv | Act::TryRecv | Act::RecvTimeout { .. });
    match (a, b) {
        (Act::Send | Act::TrySend, b) if receives(b) && before_a.bound != Some(0) => {
            let (sent, received) = (before_a.sent, before_b.received);
            let room_of = before_a.bound.and_then(|most| sent.checked_sub(most));
            sent != received && room_of != Some(received)
        }
        (Act::DropSender, b) if receives(b) => before_b.sent > before_b.received,
        _ => false,
    }
}

#[derive(Debug)]
pub(crate) struct Channel {
    bound: Option<usize>,
    /// Messages ever sent, and ever received.
    sent: usize,
    received: usize,
    senders: usize,
    receiver: bool,
    /// In a rendezvous: the receiver waits.
    waiting: bool,
}

/// Each side has a slot for leaving, each message one for its way and one for its way back.
const SENDERS_LEFT: usize = 0;
const RECEIVER_LEFT: usize = 1;
const fn way(message: usize) -> usize {
    2 * message + 2
}
const fn back(message: usize) -> usize {
    2 * message + 3
}

impl Channel {
    pub(crate) fn new(bound: Option<usize>) -> Self {
        let bound = bound.map(|most| most + usize::from(most > 0 && seeded(Bug::OnePlaceMore)));
        Channel { bound, sent: 0, received: 0, senders: 1, receiver: true, waiting: false }
    }

    /// Messages that nobody has received.
    pub(crate) fn len(&self) -> usize {
        self.sent - self.received
    }

    /// Messages that were sent, and that nobody can receive any more at the end. An offer of a
    /// rendezvous that nobody took is given back to who made it.
    pub(crate) fn undelivered(&self) -> usize {
        if self.bound == Some(0) { 0 } else { self.len() }
    }

    /// A sender more. No step: who makes it holds one, so nobody can notice.
    pub(crate) fn add_sender(&mut self) {
        self.senders += 1;
    }

    /// How many messages it holds at most.
    pub(crate) fn bound(&self) -> Option<usize> {
        self.bound
    }

    /// The senders that are left.
    pub(crate) fn senders(&self) -> usize {
        self.senders
    }

    pub(super) fn gauge(&self) -> Gauge {
        Gauge {
            bound: self.bound,
            sent: self.sent,
            received: self.received,
            senders: self.senders > 0,
            receiver: self.receiver,
        }
    }

    pub(super) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        match act {
            Act::Send | Act::TrySend if !self.receiver => {
                scene.acquire(RECEIVER_LEFT);
                Answer::not_done(1)
            }
            Act::Send => self.send(scene),
            Act::TrySend => {
                let room = match self.bound {
                    None => true,
                    Some(0) if seeded(Bug::RendezvousTakesAnyOffer) => true,
                    Some(0) => self.waiting && self.len() == 0,
                    Some(most) => self.len() < most,
                };
                if room { self.send(scene) } else { Answer::not_done(0) }
            }
            Act::Taken { message } if self.received > message => {
                scene.acquire(back(message));
                Answer::done(0)
            }
            Act::Taken { .. } => {
                scene.acquire(RECEIVER_LEFT);
                Answer::not_done(0)
            }
            Act::Recv | Act::TryRecv | Act::RecvTimeout { .. } => self.receive(scene),
            Act::Await => {
                let received = self.receive(scene);
                self.waiting = !received.done && received.value == 0;
                if self.waiting { Answer::not_done(2) } else { received }
            }
            Act::DropSender => {
                self.senders -= 1;
                scene.release(SENDERS_LEFT);
                Answer::default()
            }
            Act::DropReceiver => {
                self.receiver = false;
                scene.release(RECEIVER_LEFT);
                Answer::default()
            }
        }
    }

    fn send(&mut self, scene: &mut dyn Scene) -> Answer {
        let message = self.sent;
        self.sent += 1;
        // In the place of the message that left it.
        let place_of = self.bound.filter(|most| *most > 0);
        if let Some(earlier) = place_of.and_then(|most| message.checked_sub(most)) {
            scene.acquire(back(earlier));
        }
        scene.release(way(message));
        Answer::done(message as u64)
    }

    fn receive(&mut self, scene: &mut dyn Scene) -> Answer {
        self.waiting = false;
        if self.len() > 0 && !(self.senders == 0 && seeded(Bug::HangUpOvertakes)) {
            let message = self.received;
            self.received += 1;
            scene.acquire(way(message));
            scene.release(back(message));
            return Answer::done(message as u64);
        }
        if self.senders == 0 {
            scene.acquire(SENDERS_LEFT);
            return Answer::not_done(1);
        }
        Answer::not_done(0)
    }
}

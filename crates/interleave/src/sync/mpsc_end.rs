//! The ends of a channel inside of a model: the messages, and the steps that move them.

use crate::engine::{self, Loc, World};
use crate::machine::channel::{self, Act};
use crate::machine::{self, Answer, Machine};
use crate::record::Kind;
use crate::seeded::{Bug, seeded};
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// An end of a channel of a model. Dropping it is a step.
pub(super) struct End<T> {
    channel: Arc<Channel<T>>,
    is_sender: bool,
}

struct Channel<T> {
    world: World,
    rendezvous: bool,
    /// The messages on their way, with their numbers, by which they are ordered.
    messages: UnsafeCell<VecDeque<(usize, T)>>,
}

// SAFETY: a message is moved from the sending thread to the receiving one (`T: Send`) and never
// shared. All threads of a model run on one OS thread, one at a time, and none of them is left
// between the two halves of an access.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}

/// Why nothing was sent or received.
pub(super) enum Failed {
    /// Full, or empty.
    NotNow,
    /// Nobody is at the other end.
    Gone,
}

impl<T> End<T> {
    /// Both ends of a new channel; `None` outside of a model.
    pub(super) fn pair(bound: Option<usize>, at: Loc) -> Option<(Self, Self)> {
        let world = engine::register_machine(Kind::Channel, engine::shape_of::<T>(), at, |_| {
            Machine::Channel(channel::Channel::new(bound))
        });
        if matches!(world, World::Real(_)) {
            return None;
        }
        let channel = Arc::new(Channel {
            world,
            rendezvous: bound == Some(0),
            messages: UnsafeCell::default(),
        });
        let sender = End { channel: Arc::clone(&channel), is_sender: true };
        Some((sender, End { channel, is_sender: false }))
    }

    /// Another sender. No step: nobody can notice.
    pub(super) fn another(&self) -> Self {
        if let Ok(Some(channel)) = self.channel.world.leave() {
            engine::machine(channel, |machine| {
                if let Machine::Channel(state) = machine {
                    state.add_sender();
                }
            });
        }
        End { channel: Arc::clone(&self.channel), is_sender: true }
    }

    #[track_caller]
    fn act(&self, act: Act, at: Loc, shown: &dyn Fn() -> Option<u64>) -> Answer {
        let channel = self.channel.world.enter(Kind::Channel).expect("made in a model");
        engine::act_showing(channel, machine::Act::Channel(act), at, shown)
    }

    /// The messages.
    #[expect(clippy::mut_from_ref, reason = "no two references live at once, see SAFETY")]
    fn messages(&self) -> &mut VecDeque<(usize, T)> {
        // SAFETY: all threads of a model take turns on one OS thread. Callers use the reference
        // for one access that runs no code of `T`, and no operation.
        unsafe { &mut *self.channel.messages.get() }
    }

    /// Sends as the channel does: waits for room, in a rendezvous for the receiver.
    #[track_caller]
    pub(super) fn send(&self, message: T, at: Loc) -> Result<(), T> {
        let number = self.put(Act::Send, message, at).map_err(|(message, _)| message)?;
        let waits = self.channel.rendezvous && !seeded(Bug::RendezvousDoesNotWait);
        if waits && !self.act(Act::Taken { message: number }, at, &|| None).done {
            let offers = self.messages();
            let mine = offers.iter().position(|(offer, _)| *offer == number);
            let mine = mine.and_then(|mine| offers.remove(mine));
            return Err(mine.expect("an offer that was not taken is still there").1);
        }
        Ok(())
    }

    #[track_caller]
    pub(super) fn try_send(&self, message: T, at: Loc) -> Result<(), (T, Failed)> {
        self.put(Act::TrySend, message, at).map(drop)
    }

    /// One step that sends, if it can. Returns the number of the message.
    #[track_caller]
    fn put(&self, act: Act, message: T, at: Loc) -> Result<usize, (T, Failed)> {
        // SAFETY: the message is live.
        let shown = unsafe { engine::peek(&raw const message) };
        let answer = self.act(act, at, &|| shown);
        if answer.done {
            let number = usize::try_from(answer.value).expect("a count of messages");
            // In the same turn: nobody looks before their own step.
            self.messages().push_back((number, message));
            return Ok(number);
        }
        Err((message, if answer.value == 0 { Failed::NotNow } else { Failed::Gone }))
    }

    /// Waits for a message as `act` says.
    #[track_caller]
    pub(super) fn recv(&self, act: Act, at: Loc) -> Result<T, Failed> {
        if self.channel.rendezvous {
            match self.take(Act::Await, at) {
                Err(Failed::NotNow) => {}
                result => return result,
            }
        }
        self.take(act, at)
    }

    /// One step that takes a message, if it can.
    #[track_caller]
    pub(super) fn take(&self, act: Act, at: Loc) -> Result<T, Failed> {
        let shown = || {
            let (_, first) = self.messages().front()?;
            // SAFETY: the message is live.
            unsafe { engine::peek(std::ptr::from_ref(first)) }
        };
        let answer = self.act(act, at, &shown);
        if answer.done {
            let (_, message) = self.messages().pop_front().expect("as many as the state counts");
            return Ok(message);
        }
        Err(if answer.value == 1 { Failed::Gone } else { Failed::NotNow })
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        // A destructor has no caller's place.
        let at = engine::here();
        if let Ok(Some(channel)) = self.channel.world.leave() {
            let act = if self.is_sender { Act::DropSender } else { Act::DropReceiver };
            engine::act(channel, machine::Act::Channel(act), at);
            if !self.is_sender && !self.channel.rendezvous {
                // As std does: nobody will receive them.
                let left = std::mem::take(self.messages());
                drop(left);
            }
        }
    }
}

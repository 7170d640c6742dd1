//! A thread of the model, as the scheduler knows it.

use super::clock::Clock;
use super::execution::Panic;
use super::fairness::Window;
use super::objects::Knowledge;
use super::op::{ObjectId, Op};
use super::spin::Turn;
use super::weak::modification::StoreId;
use crate::machine::{Act, Answer};
use crate::record::Loc;
use crate::seeded::{Bug, seeded};

pub(crate) use crate::record::Wake;

/// A thread of the model.
pub(crate) struct Thread {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: Option<Loc>,
    /// The operation it has announced, and from where.
    pub(crate) pending: Option<(Op, Loc)>,
    /// Where it announced its last operation.
    pub(crate) seen_at: Option<Loc>,
    /// Still on its way to its first operation, on its parent's turn.
    pub(crate) booting: bool,
    pub(crate) finished: bool,
    /// Its closure ended by a panic.
    pub(crate) died: bool,
    /// A destructor of its own values panicked: std ends the process then.
    pub(crate) died_late: bool,
    /// Its result was taken by `join`.
    pub(crate) joined: bool,
    /// A panic is on its way through this thread.
    pub(crate) panicking: bool,
    pub(crate) panics: Vec<Panic>,
    pub(crate) operations: u32,
    pub(crate) knowledge: Knowledge,
    /// Which steps lie before its next one: the order that the search must not repeat.
    pub(crate) order: Clock,
    /// Notified and not yet back from its wait.
    woken: bool,
    /// Will come back from its wait without having been notified.
    comes_back: Option<Wake>,
    /// Its last wait with a time limit ended by itself.
    pub(crate) timed_out: bool,
    /// Its token, and whether it has finished: made when somebody asks.
    pub(crate) parker: Option<ObjectId>,
    /// Reader-writer locks that it has inside as a reader.
    pub(super) reading: Vec<ObjectId>,
    pub(crate) window: Window,
    pub(crate) turn: Turn,
    /// Stores that it has overlooked: of which atomic, which, and how often it had yielded then.
    overlooked: Vec<(ObjectId, StoreId, u32)>,
}

impl Thread {
    pub(crate) fn new(name: Option<String>, spawned_at: Option<Loc>) -> Self {
        Thread {
            name,
            spawned_at,
            pending: None,
            seen_at: None,
            booting: false,
            finished: false,
            died: false,
            died_late: false,
            joined: false,
            panicking: false,
            panics: Vec::new(),
            operations: 0,
            knowledge: Knowledge::default(),
            order: Clock::default(),
            woken: false,
            comes_back: None,
            timed_out: false,
            parker: None,
            reading: Vec::new(),
            window: Window::default(),
            turn: Turn::default(),
            overlooked: Vec::new(),
        }
    }

    /// It reads an older store of an atomic than the newest, which is this.
    pub(super) fn overlooks(&mut self, atomic: ObjectId, newest: StoreId) {
        if !self.overlooked.iter().any(|(of, known, _)| (*of, *known) == (atomic, newest)) {
            self.overlooked.push((atomic, newest, self.window.all()));
        }
    }

    /// The stores that it can overlook no longer: it has yielded often since it first did.
    pub(super) fn must_see(
        &self,
        atomic: ObjectId,
        patient: bool,
    ) -> impl Iterator<Item = StoreId> {
        let overlooked = self.overlooked.iter().filter(move |(of, _, yields)| {
            *of == atomic && self.window.sees_what_it_overlooked(*yields, patient)
        });
        overlooked.map(|(_, newest, _)| *newest)
    }

    /// Starts to wait for a notification, or to come back without one.
    pub(super) fn sleep(&mut self, comes_back: Option<Wake>) {
        self.woken = false;
        self.comes_back = comes_back;
    }

    pub(super) fn notify(&mut self) {
        self.woken = true;
    }

    /// May go on from its wait.
    pub(super) fn awake(&self) -> bool {
        self.woken || self.comes_back.is_some()
    }

    /// Goes on from its wait. A notification that came before that is not lost.
    pub(super) fn wake_up(&mut self) -> Wake {
        let by_itself = self.comes_back.take().unwrap_or(Wake::Notified);
        let notified = std::mem::take(&mut self.woken) && !seeded(Bug::TimedOutIsNotified);
        if notified { Wake::Notified } else { by_itself }
    }

    /// Keeps account of the locks that it has inside as a reader.
    pub(super) fn note_reading(&mut self, lock: ObjectId, act: Act, answer: Answer) {
        use crate::machine::rwlock::Act as Rw;
        match act {
            Act::RwLock(Rw::Read | Rw::ReadBehind | Rw::TryRead) if answer.done => {
                self.reading.push(lock);
            }
            Act::RwLock(Rw::Downgrade) => self.reading.push(lock),
            Act::RwLock(Rw::UnlockRead) => {
                let which = self.reading.iter().rposition(|inside| *inside == lock);
                self.reading.remove(which.unwrap_or(0));
            }
            _ => {}
        }
    }
}

//! The reader-writer lock.
//!
//! | state | who may come in |
//! |---|---|
//! | nobody inside | readers, or one writer |
//! | readers inside | further readers |
//! | a writer inside | nobody |
//!
//! std leaves open whether a reader that arrives while a writer waits is let in, or waits behind
//! the writer. Where that can make a difference (`queues`: a thread that is inside as a reader waits for
//! something, so that a reader behind a writer can close a circle) both are tried. A writer that
//! finds the lock taken then first begins to wait, which is a step of its own.
//!
//! Edges: writers release to all who come later, readers to writers only.

use super::{Answer, Hold, Scene};
use crate::record::Loc;
use crate::seeded::{Bug, seeded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    Read,
    /// A reader that waits behind the writers comes in.
    ReadBehind,
    Write,
    /// A writer that has begun to wait comes in.
    WriteBehind,
    TryRead,
    TryWrite,
    UnlockRead,
    UnlockWrite {
        poisons: bool,
    },
    /// A writer becomes a reader.
    Downgrade,
    IsPoisoned,
    ClearPoison,
}

impl Act {
    pub(super) fn may_block(self) -> bool {
        matches!(self, Act::Read | Act::ReadBehind | Act::Write | Act::WriteBehind)
    }

    fn is_for_readers(self) -> bool {
        matches!(self, Act::Read | Act::ReadBehind | Act::TryRead | Act::UnlockRead)
    }
}

/// Readers do not notice each other.
pub(super) fn commute(a: Act, b: Act) -> bool {
    a.is_for_readers() && b.is_for_readers()
}

/// What decides who may come in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gauge {
    free: bool,
    written: bool,
    waiting: bool,
    queues: bool,
}

impl Gauge {
    pub(super) fn allows(self, act: Act) -> bool {
        match act {
            Act::Read => !self.written,
            Act::ReadBehind => !self.written && !self.waiting,
            Act::Write => self.free || self.queues,
            Act::WriteBehind => self.free,
            _ => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct RwLock {
    writer: Option<(usize, Loc)>,
    /// One entry for each guard: a thread may read more than once.
    readers: Vec<(usize, Loc)>,
    /// Writers that have begun to wait.
    waiting: usize,
    /// Whether a reader may have to wait behind them.
    queues: bool,
    poisoned: bool,
}

/// What writers released.
const BY_WRITERS: usize = 0;
/// What everybody released.
const BY_ALL: usize = 1;

impl RwLock {
    pub(crate) fn new(queues: bool) -> Self {
        RwLock { writer: None, readers: Vec::new(), waiting: 0, queues, poisoned: false }
    }

    fn is_free(&self) -> bool {
        self.writer.is_none() && (self.readers.is_empty() || seeded(Bug::WritersIgnoreReaders))
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    pub(super) fn holders(&self) -> Vec<(usize, Hold, Loc)> {
        let writer = self.writer.iter().map(|&(by, at)| (by, Hold::Writes, at));
        writer.chain(self.readers.iter().map(|&(by, at)| (by, Hold::Reads, at))).collect()
    }

    pub(super) fn gauge(&self) -> Gauge {
        Gauge {
            free: self.is_free(),
            written: self.writer.is_some(),
            waiting: self.waiting > 0,
            queues: self.queues,
        }
    }

    pub(super) fn apply(&mut self, act: Act, scene: &mut dyn Scene) -> Answer {
        match act {
            Act::Read | Act::TryRead => {
                let behind =
                    self.waiting > 0 && !seeded(Bug::ReadersOvertake) && scene.pick(2) == 1;
                if self.writer.is_some() || behind { Answer::not_done(0) } else { self.read(scene) }
            }
            Act::ReadBehind => self.read(scene),
            Act::Write if !self.is_free() => {
                self.waiting += 1;
                Answer::not_done(0)
            }
            Act::TryWrite if !self.is_free() => Answer::not_done(0),
            Act::Write | Act::TryWrite => self.write(scene),
            Act::WriteBehind => {
                self.waiting -= 1;
                self.write(scene)
            }
            Act::UnlockRead => {
                let me = scene.me();
                let mine = self.readers.iter().rposition(|(reader, _)| *reader == me);
                self.readers.remove(mine.unwrap_or(0));
                self.poisoned |= seeded(Bug::ReadersPoison) && std::thread::panicking();
                scene.release(BY_ALL);
                if seeded(Bug::ReadersReleaseToReaders) {
                    scene.release(BY_WRITERS);
                }
                Answer::default()
            }
            Act::UnlockWrite { poisons } => {
                self.poisoned |= poisons;
                self.writer = None;
                self.released_by_writer(scene);
                Answer::default()
            }
            Act::Downgrade => {
                self.writer = None;
                self.readers.push((scene.me(), scene.at()));
                self.released_by_writer(scene);
                Answer::default()
            }
            Act::IsPoisoned => Answer::done(self.poisoned.into()),
            Act::ClearPoison => {
                self.poisoned = false;
                Answer::default()
            }
        }
    }

    fn read(&mut self, scene: &mut dyn Scene) -> Answer {
        self.readers.push((scene.me(), scene.at()));
        scene.acquire(BY_WRITERS);
        Answer::done(self.poisoned.into())
    }

    fn write(&mut self, scene: &mut dyn Scene) -> Answer {
        self.writer = Some((scene.me(), scene.at()));
        scene.acquire(BY_ALL);
        Answer::done(self.poisoned.into())
    }

    fn released_by_writer(&self, scene: &mut dyn Scene) {
        scene.release(BY_WRITERS);
        scene.release(BY_ALL);
    }
}

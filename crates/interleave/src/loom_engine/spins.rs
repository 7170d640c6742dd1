//! Loops that spin.
//!
//! loom lets a thread that yields run again when another one has taken a step, whatever it was. Two
//! threads that spin then keep each other busy while the third, for whom both wait, starves: an
//! execution without end. So a thread that has looked at the same things twice, found them
//! unchanged, and yields once more, sleeps until one of them changes, or nobody else can go on.

use super::pass::Pass;
use super::threads::Waits;

/// What a thread has looked at since it yielded, and the versions that it found.
type Round = Vec<(u32, u64)>;

#[derive(Default)]
pub(super) struct Spin {
    round: Round,
    /// The round before.
    last: Round,
    /// It has done more than to look.
    acted: bool,
}

impl Pass {
    /// The running thread has looked at an object, and changed nothing.
    pub(super) fn looked(&self, id: u32) {
        let me = self.me();
        let mut run = self.run.borrow_mut();
        let version = run.infos[id as usize].version;
        run.threads[me].spin.round.push((id, version));
    }

    /// The running thread has changed an object.
    pub(super) fn changed(&self, id: u32) {
        self.acted();
        let waiting: Vec<_> = {
            let mut run = self.run.borrow_mut();
            run.infos[id as usize].version += 1;
            let waits = |thread: &super::threads::Thread| {
                thread.waits == Some(Waits::News)
                    && thread.spin.last.iter().any(|(seen, _)| *seen == id)
            };
            (0..run.threads.len()).filter(|thread| waits(&run.threads[*thread])).collect()
        };
        waiting.into_iter().for_each(|thread| self.wake(thread));
    }

    pub(super) fn acted(&self) {
        let me = self.me();
        self.run.borrow_mut().threads[me].spin.acted = true;
    }

    /// Lets others run.
    pub(super) fn give_way(&self) {
        let me = self.me();
        let spins = {
            let run = &mut *self.run.borrow_mut();
            let spin = &mut run.threads[me].spin;
            let last = std::mem::replace(&mut spin.last, std::mem::take(&mut spin.round));
            let acted = std::mem::take(&mut spin.acted);
            let old = |(id, version): &(u32, u64)| run.infos[*id as usize].version == *version;
            !acted && !last.is_empty() && last == spin.last && last.iter().all(old)
        };
        if spins {
            self.block(Waits::News, true);
        } else {
            self.enter(loom::thread::yield_now);
        }
    }
}

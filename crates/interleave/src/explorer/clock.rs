//! Vector clocks (Fidge 1988, Mattern 1989): which steps of which thread lie before this one.

/// Threads an execution may have, the main thread included.
pub(crate) const MAX_THREADS: usize = 16;

/// A set of threads, one bit each.
pub(crate) type Mask = u16;

/// The threads of a mask, lowest first.
pub(crate) fn threads_of(mask: Mask) -> impl Iterator<Item = usize> {
    (0..MAX_THREADS).filter(move |thread| mask >> thread & 1 == 1)
}

/// One counter for each thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Clock([u32; MAX_THREADS]);

impl Clock {
    /// Makes all that `other` knows of known here too.
    #[inline]
    pub(crate) fn join(&mut self, other: &Clock) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }

    /// Starts the next step of `thread`.
    #[inline]
    pub(crate) fn tick(&mut self, thread: usize) {
        self.0[thread] += 1;
    }

    /// The newest step of `thread` that lies before this clock.
    #[inline]
    pub(crate) fn of(&self, thread: usize) -> u32 {
        self.0[thread]
    }

    /// Remembers `time` as the newest step of `thread`.
    #[inline]
    pub(crate) fn set(&mut self, thread: usize, time: u32) {
        self.0[thread] = time;
    }

    /// A thread whose step in `self` is not yet known to `later`: the two are not ordered.
    pub(crate) fn not_before(&self, later: &Clock) -> Option<usize> {
        (0..MAX_THREADS).find(|&thread| self.0[thread] > later.0[thread])
    }
}

//! Random walks, for what cannot be exhausted: PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte, "A
//! randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
//!
//! Each thread has a priority, drawn anew for each execution, and of those that can go on the one with
//! the highest does. At `d - 1` steps, drawn as well, the thread that runs falls back to a priority of that
//! step's own, below all that were drawn. A failure that needs `d` steps in an order of their own is
//! found in an execution with probability at least `1 / (n · k^(d-1))`, for `n` threads and `k` steps.
//!
//! A thread that yields falls back behind all others: it waits for them. That is not in the paper, which
//! says nothing of loops that wait.

use crate::explorer::clock::{MAX_THREADS, Mask, threads_of};

/// What is drawn, and from what.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    random: u64,
    depth: u32,
    /// Of the executions so far.
    most_steps: usize,
    /// Executions for which steps were drawn from as many.
    drawn: usize,
    priorities: [u64; MAX_THREADS],
    /// Steps at which the thread that runs falls back, the deepest first.
    falls: Vec<usize>,
    /// Of those that have yielded.
    lowest: u64,
}

/// The first priority of those that are drawn, and of those to which threads fall back.
const DRAWN: u64 = 1 << 63;
const FALLEN: u64 = 1 << 62;

impl Walk {
    pub(super) fn new(seed: u64, depth: u32) -> Self {
        let mut walk = Walk {
            // Any number but 0 is a state of the generator.
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            depth,
            most_steps: 1,
            drawn: 0,
            priorities: [0; MAX_THREADS],
            falls: Vec::new(),
            lowest: 0,
        };
        walk.begin();
        walk
    }

    /// An execution of so many steps has ended.
    pub(super) fn end(&mut self, steps: usize) {
        self.drawn += 1;
        if steps > self.most_steps {
            self.most_steps = steps;
            self.drawn = 0;
        }
        self.begin();
    }

    /// Steps of the longest execution, and executions that were drawn with that known.
    pub(crate) fn covered(&self) -> (usize, usize) {
        (self.most_steps, self.drawn)
    }

    /// Draws for the next execution.
    fn begin(&mut self) {
        self.lowest = FALLEN;
        for thread in 0..MAX_THREADS {
            self.priorities[thread] = self.next() | DRAWN;
        }
        self.falls.clear();
        for _ in 1..self.depth {
            let step = self.below(self.most_steps);
            self.falls.push(step);
        }
    }

    /// Whose step is next. `waits`: the last thread says that it waits for others.
    pub(super) fn next_thread(
        &mut self,
        allowed: Mask,
        step: usize,
        last: usize,
        waits: bool,
    ) -> usize {
        if let Some(depth) = self.falls.iter().position(|fall| *fall == step) {
            self.priorities[last] = FALLEN + depth as u64;
        }
        if waits {
            self.lowest -= 1;
            self.priorities[last] = self.lowest;
        }
        let highest = threads_of(allowed).max_by_key(|thread| self.priorities[*thread]);
        highest.expect("somebody is allowed")
    }

    /// One of so many ways.
    pub(super) fn below(&mut self, options: usize) -> usize {
        (self.next() >> 11) as usize % options
    }

    /// xorshift64 (Marsaglia 2003).
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }
}

//! Random walks, for what cannot be exhausted: PCT (Burckhardt, Kothari, Musuvathi, Nagarakatte, "A
//! randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
//!
//! Each thread has a priority, drawn anew for each execution, and of those that can go on the one with
//! the highest does. At some steps, drawn as well, the thread that runs gets a priority below all others.
//! A failure that needs `d` steps in an order of their own is found in an execution with probability
//! at least `1 / (n · k^(d-1))`, for `n` threads and `k` steps.

use crate::explorer::clock::{MAX_THREADS, Mask, threads_of};

/// What is drawn, and from what.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    random: u64,
    depth: u32,
    /// Of the executions so far.
    most_steps: usize,
    priorities: [u64; MAX_THREADS],
    /// Steps at which the thread that runs falls back.
    falls: Vec<usize>,
    /// Below all priorities that were given.
    lowest: u64,
}

impl Walk {
    pub(super) fn new(seed: u64, depth: u32) -> Self {
        let mut walk = Walk {
            // Any number but 0 is a state of the generator.
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            depth,
            most_steps: 1,
            priorities: [0; MAX_THREADS],
            falls: Vec::new(),
            lowest: 0,
        };
        walk.begin(0);
        walk
    }

    /// Draws for the next execution. The last one had so many steps.
    pub(super) fn begin(&mut self, steps: usize) {
        self.most_steps = self.most_steps.max(steps);
        self.lowest = u64::from(u32::MAX);
        for thread in 0..MAX_THREADS {
            // In the upper half: what falls back goes to the lower one.
            self.priorities[thread] = self.next() | 1 << 63;
        }
        self.falls.clear();
        for _ in 1..self.depth {
            let step = self.below(self.most_steps);
            self.falls.push(step);
        }
    }

    /// Whose step is next. `waits` is the thread that has just said that it waits for others.
    pub(super) fn next_thread(
        &mut self,
        allowed: Mask,
        step: usize,
        last: usize,
        waits: bool,
    ) -> usize {
        for _ in self.falls.iter().filter(|fall| **fall == step) {
            self.lowest -= 1;
            self.priorities[last] = self.lowest;
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

//! Random programs: the same ones in every run.

use super::program::{Location, Program, Statement};
use std::fmt::{Display, Formatter, Result};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

/// Which orderings a program has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Only `SeqCst`, fences as well.
    Sc,
    /// Weaker accesses, and no fences.
    Orders,
    /// Weaker accesses, more of them relaxed, and all fences.
    Fences,
    /// Everything.
    Mixed,
}

/// Splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 32) as usize % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

impl Class {
    pub(crate) const ALL: [Class; 4] = [Class::Sc, Class::Orders, Class::Fences, Class::Mixed];

    /// The program of this number, for a seed: nothing else counts.
    pub(crate) fn program(self, seed: u64, number: u64) -> Program {
        let mut random = Random(seed);
        random.0 = random.next() ^ self as u64;
        random.0 = random.next() ^ number;
        let mut programs = std::iter::repeat_with(|| self.any_program(&mut random));
        programs.find(uses_two_locations).expect("some program does")
    }

    fn any_program(self, random: &mut Random) -> Program {
        let locations = random.one(&[2, 2, 3]);
        let threads = random.one(&[2, 3, 3]);
        // Where most is SeqCst it has most to say.
        let strong = random.below(2) == 0;
        let thread = |_| {
            let length = random.one(&[1, 2, 2, 3, 3, 4]);
            self.thread(random, locations, length, strong)
        };
        Program { locations, threads: (0..threads).map(thread).collect() }
    }

    fn thread(
        self,
        random: &mut Random,
        locations: usize,
        length: usize,
        strong: bool,
    ) -> Vec<Statement> {
        let mut at = random.below(locations);
        let mut fenced = false;
        let statement = |place| {
            // At either end of a thread, or behind another one, a fence has little to do.
            let useful = 0 < place && place + 1 < length && !fenced;
            fenced = random.below(if useful { 2 } else { 16 }) == 0;
            if fenced && let Some(order) = self.fence(random, strong) {
                return Statement::Fence(order);
            }
            // Rather another location than the same again.
            if random.below(4) > 0 {
                at = (at + 1 + random.below(locations - 1)) % locations;
            }
            self.access(random, Location(at), strong)
        };
        (0..length).map(statement).collect()
    }

    fn access(self, random: &mut Random, at: Location, strong: bool) -> Statement {
        let value = random.one(&[1, 1, 2, 2, 3]);
        match random.one(&[0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 4, 4]) {
            0 => at.load(self.load(random, strong)),
            1 => at.store(value, self.store(random, strong)),
            2 => at.fetch_add(random.one(&[0, 1, 2]), self.both(random, strong)),
            3 => at.swap(value, self.both(random, strong)),
            _ => {
                let expected = random.one(&[0, 0, 1, 2]);
                let success = self.both(random, strong);
                at.compare_exchange(expected, value, success, self.load(random, strong))
            }
        }
    }

    fn fence(self, random: &mut Random, strong: bool) -> Option<Ordering> {
        match self {
            // It adds nothing to accesses that are SeqCst: few are enough.
            Class::Sc => random.one(&[Some(SeqCst), None, None, None]),
            Class::Orders => None,
            Class::Fences | Class::Mixed if strong => Some(SeqCst),
            Class::Fences | Class::Mixed => Some(random.one(&[Acquire, Release, AcqRel, SeqCst])),
        }
    }

    fn load(self, random: &mut Random, strong: bool) -> Ordering {
        self.order(random, strong, &[Relaxed, Acquire])
    }

    fn store(self, random: &mut Random, strong: bool) -> Ordering {
        self.order(random, strong, &[Relaxed, Release])
    }

    /// Of a read-modify-write.
    fn both(self, random: &mut Random, strong: bool) -> Ordering {
        self.order(random, strong, &[Relaxed, Acquire, Release, AcqRel])
    }

    fn order(self, random: &mut Random, strong: bool, weaker: &[Ordering]) -> Ordering {
        let sc = match self {
            Class::Sc => true,
            Class::Orders | Class::Fences => false,
            Class::Mixed => random.below(4) < if strong { 3 } else { 1 },
        };
        if sc {
            SeqCst
        } else if self == Class::Fences && random.below(2) == 0 {
            // What fences are for.
            Relaxed
        } else {
            random.one(weaker)
        }
    }
}

fn uses_two_locations(program: &Program) -> bool {
    let mut used = program.threads.iter().flatten().filter_map(Statement::at);
    let first = used.next();
    used.any(|at| Some(at) != first)
}

impl Display for Class {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(match self {
            Class::Sc => "sc",
            Class::Orders => "orders",
            Class::Fences => "fences",
            Class::Mixed => "mixed",
        })
    }
}

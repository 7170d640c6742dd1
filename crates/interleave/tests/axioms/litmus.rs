//! The shapes of the literature, with every ordering that std accepts and with every fence.
//!
//! The names are those of [Maranget, Sarkar, Sewell, "A tutorial introduction to the ARM and POWER
//! relaxed memory models"](https://www.cl.cam.ac.uk/~pes20/ppc-supplemental/test7.pdf) and of
//! [Alglave, Maranget, Tautschnig, "Herding cats", TOPLAS 2014](https://doi.org/10.1145/2627752).

use crate::axioms::program::{Program, Statement};
use crate::written::{X, Y, Z, fence, program};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

/// Of a shape with more programs than this, there are those with every ordering and without a fence, and
/// those with every fence and relaxed accesses, but not all combinations.
const IN_FULL: usize = 6_200;

/// A program with orderings to be chosen.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    threads: &'static [&'static [Statement]],
}

const fn shape(name: &'static str, threads: &'static [&'static [Statement]]) -> Shape {
    Shape { name, threads }
}

/// No fence, or one of those there are.
const FENCES: [Option<Ordering>; 5] =
    [None, Some(Acquire), Some(Release), Some(AcqRel), Some(SeqCst)];

const ANY: Ordering = Relaxed;

pub(crate) const SHAPES: &[Shape] = &[
    // Coherence: one location.
    shape("CoRR", &[&[X.store(1, ANY)], &[X.load(ANY), X.load(ANY)]]),
    shape("CoWR", &[&[X.store(1, ANY), X.load(ANY)], &[X.store(2, ANY)]]),
    shape("CoRW", &[&[X.load(ANY), X.store(1, ANY)], &[X.store(2, ANY)]]),
    shape("CoWW", &[&[X.store(1, ANY), X.store(2, ANY)], &[X.load(ANY), X.load(ANY)]]),
    // Two threads, two locations.
    shape("SB", &[&[X.store(1, ANY), Y.load(ANY)], &[Y.store(1, ANY), X.load(ANY)]]),
    shape("MP", &[&[X.store(1, ANY), Y.store(1, ANY)], &[Y.load(ANY), X.load(ANY)]]),
    shape("LB", &[&[X.load(ANY), Y.store(1, ANY)], &[Y.load(ANY), X.store(1, ANY)]]),
    shape("2+2W", &[&[X.store(1, ANY), Y.store(2, ANY)], &[Y.store(1, ANY), X.store(2, ANY)]]),
    shape("R", &[&[X.store(1, ANY), Y.store(1, ANY)], &[Y.store(2, ANY), X.load(ANY)]]),
    shape("S", &[&[X.store(2, ANY), Y.store(1, ANY)], &[Y.load(ANY), X.store(1, ANY)]]),
    // More threads.
    shape(
        "WRC",
        &[&[X.store(1, ANY)], &[X.load(ANY), Y.store(1, ANY)], &[Y.load(ANY), X.load(ANY)]],
    ),
    shape(
        "RWC",
        &[&[X.store(1, ANY)], &[X.load(ANY), Y.load(ANY)], &[Y.store(1, ANY), X.load(ANY)]],
    ),
    shape(
        "ISA2",
        &[
            &[X.store(1, ANY), Y.store(1, ANY)],
            &[Y.load(ANY), Z.store(1, ANY)],
            &[Z.load(ANY), X.load(ANY)],
        ],
    ),
    shape(
        "W+RWC",
        &[
            &[X.store(1, ANY), Y.store(1, ANY)],
            &[Y.load(ANY), Z.load(ANY)],
            &[Z.store(1, ANY), X.load(ANY)],
        ],
    ),
    shape(
        "Z6",
        &[
            &[X.store(1, ANY), Y.store(1, ANY)],
            &[Y.store(2, ANY), Z.store(1, ANY)],
            &[Z.store(2, ANY), X.load(ANY)],
        ],
    ),
    shape(
        "IRIW",
        &[
            &[X.store(1, ANY)],
            &[Y.store(1, ANY)],
            &[X.load(ANY), Y.load(ANY)],
            &[Y.load(ANY), X.load(ANY)],
        ],
    ),
    // Read-modify-writes.
    shape("SB with swaps", &[&[X.swap(1, ANY), Y.load(ANY)], &[Y.swap(1, ANY), X.load(ANY)]]),
    shape(
        "SB with swaps and adds",
        &[&[X.swap(1, ANY), Y.fetch_add(0, ANY)], &[Y.swap(1, ANY), X.fetch_add(0, ANY)]],
    ),
    shape("MP by a swap", &[&[X.store(1, ANY), Y.swap(1, ANY)], &[Y.load(ANY), X.load(ANY)]]),
    shape(
        "MP to an exchange that succeeds",
        &[&[X.store(1, ANY), Y.store(1, ANY)], &[Y.compare_exchange(1, 2, ANY, ANY), X.load(ANY)]],
    ),
    shape(
        "MP to an exchange that fails",
        &[&[X.store(1, ANY), Y.store(1, ANY)], &[Y.compare_exchange(0, 2, ANY, ANY), X.load(ANY)]],
    ),
    shape(
        "MP through an add",
        &[&[X.store(1, ANY), Y.store(1, ANY)], &[Y.fetch_add(1, ANY)], &[Y.load(ANY), X.load(ANY)]],
    ),
    shape(
        "LB with swaps",
        &[&[X.swap(2, ANY), Y.store(1, ANY)], &[Y.swap(2, ANY), X.store(1, ANY)]],
    ),
    shape(
        "2+2W with swaps",
        &[&[X.swap(1, ANY), Y.swap(2, ANY)], &[Y.swap(1, ANY), X.swap(2, ANY)]],
    ),
    shape(
        "two adds",
        &[&[X.fetch_add(1, ANY), Y.load(ANY)], &[Y.store(1, ANY), X.fetch_add(1, ANY)]],
    ),
    shape("an add and a store", &[&[X.fetch_add(1, ANY), X.load(ANY)], &[X.store(5, ANY)]]),
    shape(
        "two exchanges",
        &[
            &[X.compare_exchange(0, 1, ANY, ANY), Y.load(ANY)],
            &[Y.store(1, ANY), X.compare_exchange(0, 2, ANY, ANY)],
        ],
    ),
    shape(
        "a lock that is given on",
        &[&[X.store(1, ANY), Y.swap(0, ANY)], &[Y.compare_exchange(0, 1, ANY, ANY), X.load(ANY)]],
    ),
];

impl Shape {
    /// How often the shape has which choices: of orderings, and of fences.
    fn choices(&self) -> (Vec<Vec<Statement>>, usize) {
        let orders = self.threads.iter().copied().flatten().map(|it| every_order(*it)).collect();
        let gaps = self.threads.iter().map(|thread| thread.len() - 1).sum::<usize>();
        (orders, FENCES.len().pow(u32::try_from(gaps).expect("few statements")))
    }

    pub(crate) fn programs(&self) -> Vec<Program> {
        let (orders, fences) = self.choices();
        let orderings: usize = orders.iter().map(Vec::len).product();
        let numbers: Vec<_> = if orderings * fences <= IN_FULL {
            (0..orderings).flat_map(|order| (0..fences).map(move |fence| (order, fence))).collect()
        } else {
            (0..orderings)
                .map(|order| (order, 0))
                .chain((1..fences).map(|fence| (0, fence)))
                .collect()
        };
        numbers.into_iter().map(|(order, fence)| self.program(&orders, order, fence)).collect()
    }

    /// Both numbers have a digit for each choice. 0 is relaxed, or no fence.
    fn program(&self, orders: &[Vec<Statement>], mut order: usize, mut gaps: usize) -> Program {
        let mut orders = orders.iter();
        let mut threads = Vec::new();
        for statements in self.threads {
            let mut thread = Vec::new();
            for place in 0..statements.len() {
                if place > 0 {
                    thread.extend(FENCES[gaps % FENCES.len()].map(fence));
                    gaps /= FENCES.len();
                }
                let choices = orders.next().expect("choices for each statement");
                thread.push(choices[order % choices.len()]);
                order /= choices.len();
            }
            threads.push(thread);
        }
        program(&threads.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }
}

/// The statement with every ordering that std accepts, the relaxed one first.
fn every_order(statement: Statement) -> Vec<Statement> {
    const LOAD: [Ordering; 3] = [Relaxed, Acquire, SeqCst];
    const STORE: [Ordering; 3] = [Relaxed, Release, SeqCst];
    const BOTH: [Ordering; 5] = [Relaxed, Acquire, Release, AcqRel, SeqCst];
    match statement {
        Statement::Load { at, .. } => LOAD.map(|order| Statement::Load { at, order }).into(),
        Statement::Store { at, value, .. } => {
            STORE.map(|order| Statement::Store { at, value, order }).into()
        }
        Statement::Add { at, value, .. } => {
            BOTH.map(|order| Statement::Add { at, value, order }).into()
        }
        Statement::Swap { at, value, .. } => {
            BOTH.map(|order| Statement::Swap { at, value, order }).into()
        }
        Statement::Exchange { at, expected, new, .. } => BOTH
            .into_iter()
            .flat_map(|success| LOAD.map(|failure| (success, failure)))
            .map(|(success, failure)| Statement::Exchange { at, expected, new, success, failure })
            .collect(),
        Statement::Fence(_) => vec![statement],
    }
}

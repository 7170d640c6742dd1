//! Rows for <https://doc.rust-lang.org/std/sync/struct.Barrier.html>.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Arc, Barrier};
use super::start;
use super::support::beside;
use crate::{Row, row};

fn leads(barrier: &Barrier) -> bool {
    barrier.wait().is_leader()
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a barrier for nobody blocks nobody: who waits leads",
        "block all threads which call wait() until the nth thread calls wait() [reading: n is 0]",
        &["true true"],
        || {
            let barrier = Barrier::new(0);
            format!("{} {}", leads(&barrier), leads(&barrier))
        },
    ),
    row(
        "a barrier for one blocks nobody: who waits leads",
        "Barriers are re-usable after all threads have rendezvoused once",
        &["true true"],
        || {
            let barrier = Barrier::new(1);
            format!("{} {}", leads(&barrier), leads(&barrier))
        },
    ),
    row(
        "of two exactly one leads, and it may be any",
        "A single (arbitrary) thread will receive a BarrierWaitResult that returns true",
        &["false true", "true false"],
        || {
            let (_, theirs, ours) = beside(Barrier::new(2), leads, leads);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "of three exactly one leads, and it may be any",
        "all other threads will receive a result that will return false",
        &["1", "2", "3"],
        || {
            let barrier = Arc::new(Barrier::new(3));
            let others = [1, 2].map(|me| {
                let barrier = Arc::clone(&barrier);
                start(move || leads(&barrier).then_some(me))
            });
            let ours = leads(&barrier).then_some(3);
            let [one, two] = others.map(|other| other.join().unwrap());
            let leaders: Vec<_> = [one, two, ours].into_iter().flatten().collect();
            assert_eq!(leaders.len(), 1, "one leader");
            leaders[0].to_string()
        },
    ),
    row(
        "nobody passes before the last has come",
        "Blocks the current thread until all threads have rendezvoused here.",
        &["2 2"],
        || {
            let come = |(barrier, count): &(Barrier, AtomicU32)| {
                count.fetch_add(1, SeqCst);
                barrier.wait();
                count.load(SeqCst)
            };
            let state = (Barrier::new(2), AtomicU32::new(0));
            let (_, theirs, ours) = beside(state, come, come);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "behind the barrier the threads run in any order",
        "and then wake up all threads at once",
        &["0 1", "1 0"],
        || {
            let pass = |(barrier, count): &(Barrier, AtomicU32)| {
                barrier.wait();
                count.fetch_add(1, SeqCst)
            };
            let state = (Barrier::new(2), AtomicU32::new(0));
            let (_, theirs, ours) = beside(state, pass, pass);
            format!("{theirs} {ours}")
        },
    ),
    row(
        "a second round has a leader of its own",
        "Barriers are re-usable after all threads have rendezvoused once, and can be used continuously.",
        &["ours ours", "ours theirs", "theirs ours", "theirs theirs"],
        || {
            let rounds = |barrier: &Barrier| [leads(barrier), leads(barrier)];
            let (_, theirs, ours) = beside(Barrier::new(2), rounds, rounds);
            let leader = |round: usize| match (theirs[round], ours[round]) {
                (true, false) => "theirs",
                (false, true) => "ours",
                _ => "not exactly one",
            };
            format!("{} {}", leader(0), leader(1))
        },
    ),
    row(
        "no thread is in the second round before all have come to the first",
        "Blocks the current thread until all threads have rendezvoused here.",
        &["[2, 4] [2, 4]"],
        || {
            let rounds = |(barrier, count): &(Barrier, AtomicU32)| {
                [(); 2].map(|()| {
                    count.fetch_add(1, SeqCst);
                    barrier.wait();
                    let seen = count.load(SeqCst);
                    // Keeps the next round's count away from this round's load.
                    barrier.wait();
                    seen
                })
            };
            let state = (Barrier::new(2), AtomicU32::new(0));
            let (_, theirs, ours) = beside(state, rounds, rounds);
            format!("{theirs:?} {ours:?}")
        },
    ),
];

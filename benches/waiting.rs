//! What it costs to wake a thread that waits.
//!
//! `cargo bench -p benches --bench waiting` lets two threads hand a turn to and fro: each passes it on
//! and waits until it comes back. With std's condvar, `park`, parking_lot's condvar, crossbeam's parker, a
//! channel without a buffer, and the event of the chapter; the ratios come from this run. `--features yours`
//! adds the reader's event.
//!
//! `cargo workbook dev bench waiting` records the figures that the book shows. An id names the
//! operation, who does it, and with how many threads: `hand over/std/2 threads`.
//!
//! One thread always waits, so the figures are about going to sleep and being woken, by the
//! operating system most of all. Some of these look for a moment before they sleep, and then two
//! idle cores matter: on busy ones the other thread is not fast enough.

#[allow(dead_code, reason = "threads that take turns are started in a way of their own")]
mod costs;
#[path = "waiting/turns.rs"]
mod turns;

use std::process::ExitCode;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use costs::Run;
use turns::Side;

/// Measures one way of handing over: to and fro, so two in an iteration.
fn measure<S: Side>(run: &mut Run, name: &'static str, sides: fn() -> [S; 2]) {
    run.measure("hand over", name, 2, 2, |rounds| to_and_fro(sides(), rounds));
}

/// From the first turn that is passed on to the last one that comes back; starting threads is not
/// counted.
fn to_and_fro<S: Side>([mut first, mut second]: [S; 2], rounds: u64) -> Duration {
    let ready = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            second.begin();
            ready.wait();
            for _ in 0..rounds {
                second.wait();
                second.pass();
            }
        });
        first.begin();
        ready.wait();
        let start = Instant::now();
        for _ in 0..rounds {
            first.pass();
            first.wait();
        }
        start.elapsed()
    })
}

fn main() -> ExitCode {
    if let Some(refused) = costs::refused("waiting") {
        return refused;
    }
    let mut run = Run::new();
    measure(&mut run, "std", turns::std_condvar);
    measure(&mut run, "parking_lot", turns::parking_lot_condvar);
    measure(&mut run, "park", turns::park);
    measure(&mut run, "Parker", turns::crossbeam_parker);
    measure(&mut run, "channel", turns::channel);
    measure(&mut run, "ours", turns::ours);
    #[cfg(feature = "yours")]
    measure(&mut run, "yours", turns::yours);
    run.finish();
    ExitCode::SUCCESS
}

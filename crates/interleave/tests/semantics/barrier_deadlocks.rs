//! Programs that hang on <https://doc.rust-lang.org/std/sync/struct.Barrier.html>.

use super::lib::sync::{Arc, Barrier};
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a barrier for two holds a thread that comes alone",
        "A barrier will block all threads which call wait() until the nth thread calls wait()",
        || {
            Barrier::new(2).wait();
        },
    ),
    deadlock(
        "of three that come to a barrier for two, the last one is alone in the second round",
        "Barriers are re-usable after all threads have rendezvoused once",
        || {
            let barrier = Arc::new(Barrier::new(2));
            let others = [(); 2].map(|()| {
                let barrier = Arc::clone(&barrier);
                thread::spawn(move || barrier.wait().is_leader())
            });
            barrier.wait();
            others.into_iter().for_each(|other| _ = other.join().unwrap());
        },
    ),
];

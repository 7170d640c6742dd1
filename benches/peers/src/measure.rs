//! What a run took: counted here, printed once, by whoever comes to the end first.

use serde_json::json;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

/// A check that takes less is repeated.
const LONG_ENOUGH: Duration = Duration::from_millis(300);

/// Executions that were begun.
static BEGUN: AtomicUsize = AtomicUsize::new(0);
static ENDED: AtomicBool = AtomicBool::new(false);

/// Counts an execution.
pub(crate) fn begins() {
    BEGUN.fetch_add(1, Relaxed);
}

/// Executions that were begun.
pub(crate) fn begun() -> usize {
    BEGUN.load(Relaxed)
}

/// Runs a whole check again and again until it has taken long enough to tell what it takes, and ends
/// the process. The check returns how many executions it ran.
pub(crate) fn repeat(since: Instant, mut check: impl FnMut() -> usize) -> ! {
    let (mut times, mut executions) = (0, 0);
    let mut elapsed = Duration::ZERO;
    while times == 0 || elapsed < LONG_ENOUGH {
        executions = check();
        times += 1;
        elapsed = since.elapsed();
    }
    tell("covered", executions, times, elapsed.as_secs_f64())
}

/// Ends the process: the check ended so, after so many executions.
pub(crate) fn end(how: &str, executions: usize, since: Instant) -> ! {
    tell(how, executions, 1, since.elapsed().as_secs_f64())
}

/// Ends the process with a line of JSON.
fn tell(how: &str, executions: usize, times: u32, seconds: f64) -> ! {
    if ENDED.swap(true, SeqCst) {
        // Somebody else is at it.
        loop {
            thread::park();
        }
    }
    let result = json!({
        "ended": how,
        "executions": executions,
        "times": times,
        "seconds": seconds / f64::from(times),
        "memory_kib": peak_memory(),
    });
    println!("{result}");
    process::exit(0)
}

/// Ends the process after so many seconds.
pub(crate) fn limit(seconds: u64, since: Instant) {
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(seconds));
        end("cut", begun(), since)
    });
}

/// KiB that the process had in memory at most, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

//! How much memory a thread takes: promised, and used.
//!
//! Starts 10,000 threads, or as many as the argument says, keeps all of them alive at once, and reads
//! what the system counts for this process: *virtual* memory, which is addresses that may be used one
//! day, and *resident* memory, which is used. `--stack <KiB>` gives the threads stacks of another
//! size than std's 2 MiB.
//!
//! The figures are Linux's, from `/proc/self/status`: see proc_pid_status(5).

use std::fs;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Instant;

// ANCHOR: gate
/// Opens once, for everybody.
#[derive(Default)]
struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        let open = self.open.lock().unwrap();
        drop(self.opened.wait_while(open, |open| !*open).unwrap());
    }

    fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}
// ANCHOR_END: gate

// ANCHOR: run
fn run(wanted: usize, stack: Option<usize>) -> Result<(), String> {
    let before = Memory::now()?;
    let begin = Instant::now();
    let gate = Gate::default();
    let (alive, refused, after) = thread::scope(|scope| {
        let mut alive = 0;
        let mut refused = None;
        while alive < wanted && refused.is_none() {
            let mut thread = thread::Builder::new();
            if let Some(stack) = stack {
                thread = thread.stack_size(stack * 1024);
            }
            match thread.spawn_scoped(scope, || gate.pass()) {
                Ok(_) => alive += 1,
                Err(error) => refused = Some(error),
            }
        }
        let after = Memory::now();
        gate.open();
        (alive, refused, after)
    });
    let (after, took) = (after?, begin.elapsed());
    println!("threads alive at once  {alive}");
    println!("virtual memory         {} MiB more", after.size.saturating_sub(before.size) / 1024);
    println!(
        "resident memory        {} MiB more",
        after.resident.saturating_sub(before.resident) / 1024
    );
    println!("started and joined in  {} ms", took.as_millis());
    match refused {
        None => Ok(()),
        Some(error) => Err(format!(
            "the system refused thread {}: {error}: `ulimit -u`, the `pids` limit of a container and \
             `/proc/sys/vm/max_map_count` are the usual limits",
            alive + 1
        )),
    }
}
// ANCHOR_END: run

/// What the system counts for this process, in KiB.
struct Memory {
    size: u64,
    resident: u64,
}

impl Memory {
    fn now() -> Result<Memory, String> {
        let status = fs::read_to_string("/proc/self/status").map_err(|error| {
            format!("this system does not tell in `/proc/self/status`: {error}")
        })?;
        let figure = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim_end_matches("kB").trim().parse().ok()
        };
        match (figure("VmSize:"), figure("VmRSS:")) {
            (Some(size), Some(resident)) => Ok(Memory { size, resident }),
            _ => Err("no `VmSize` and `VmRSS` in `/proc/self/status`".to_owned()),
        }
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (threads, stack) = match args[..] {
        [] => (Ok(10_000), None),
        ["--stack", kib] => (Ok(10_000), Some(kib.parse())),
        [threads] => (threads.parse(), None),
        [threads, "--stack", kib] => (threads.parse(), Some(kib.parse())),
        _ => return refuse("more arguments than it knows"),
    };
    let (Ok(threads), Ok(stack)) = (threads, stack.transpose()) else {
        return refuse("that is no number");
    };
    match run(threads, stack) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("many_threads: {why}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(why: &str) -> ExitCode {
    eprintln!(
        "many_threads: {why}: \
         run `cargo run -p programs --bin many_threads -- [<threads>] [--stack <KiB>]`"
    );
    ExitCode::from(2)
}
